/**
 * 中心工作 / 专班: opened, amended with a reason, closed; members, parties and named observers come and go with dates.
 * Nothing is deleted. Every refusal has a twin in the database.
 */
import { loadLimits } from "@/lib/calendar/limits/queries";
import type { Day } from "@/lib/platform/clock";
import { command, type Done, done } from "@/lib/platform/command";
import type { WriteDb } from "@/lib/platform/db";
import { NotFound, type Refusal, refuse, Stale } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { getTaskHead, listParts, type StoredPart } from "./queries";
import { closeRefusal, endRefusal, nameRefusal, partRefusal } from "./rules";
import {
  amendInput,
  closeInput,
  endPartInput,
  memberInput,
  observerInput,
  openInput,
  partyInput,
  type TaskContent,
} from "./schema";

export const openTask = command({
  name: "openTask",
  right: "centralTasks.manage",
  input: openInput,
  run: async ({ db, viewer, input }) => {
    await expectUnit(db, input.leadUnitId);
    const made = await db.rows(sql`
      insert into central_tasks (id, name, kind, lead_unit_id, starts_on, ends_on, is_main_battlefield, battlefield_from,
        battlefield_to, opened_by)
      values (${input.id}::uuid, ${input.name}, ${input.kind}, ${input.leadUnitId}::uuid, ${input.startsOn}::date,
        ${input.endsOn ?? null}::date, ${input.battlefieldFrom !== undefined}::boolean,
        ${input.battlefieldFrom ?? null}::date, ${input.battlefieldTo ?? null}::date, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    if (made.length > 0) {
      return done({ id: input.id }, { entity: "centralTask", id: input.id, after: stated(input) });
    }
    return (await getTaskHead(db, input.id)).name === input.name
      ? done({ id: input.id }, null)
      : refuse("centralTasks.reason.idTaken");
  },
});

export const amendTask = command({
  name: "amendTask",
  right: "centralTasks.manage",
  input: amendInput,
  run: async ({ db, input }) => {
    const task = await present(db, input);
    await expectUnit(db, input.leadUnitId);
    const parts = await listParts(db, task.id);
    const dates = { startsOn: input.startsOn, endsOn: input.endsOn ?? null };
    if (parts.some((part) => partRefusal(dates, { ...part, endsOn: part.endsOn ?? undefined }))) {
      return refuse("centralTasks.reason.partsOutside");
    }
    await change(
      db,
      input,
      input.reason,
      sql`name = ${input.name}, kind = ${input.kind}, lead_unit_id = ${input.leadUnitId}::uuid,
        starts_on = ${input.startsOn}::date, ends_on = ${input.endsOn ?? null}::date,
        is_main_battlefield = ${input.battlefieldFrom !== undefined}::boolean,
        battlefield_from = ${input.battlefieldFrom ?? null}::date, battlefield_to = ${input.battlefieldTo ?? null}::date`,
    );
    return done(
      { id: task.id },
      { entity: "centralTask", id: task.id, before: stated(task), after: stated(input) },
    );
  },
});

/** What still runs ends on the task's last day. */
export const closeTask = command({
  name: "closeTask",
  right: "centralTasks.manage",
  input: closeInput,
  run: async ({ db, input, today }) => {
    const task = await present(db, input);
    const { endsOn, reason } = input;
    const refused = closeRefusal(task, await listParts(db, task.id), endsOn, today);
    if (refused) return refuse(refused);
    // the parts first: what runs on after the last day would keep the task open
    for (const table of Object.values(TABLES)) {
      await db.rows(sql`
        update ${table} set ends_on = ${endsOn}::date, end_reason = ${reason}, row_version = row_version + 1
        where task_id = ${task.id}::uuid and coalesce(ends_on, 'infinity') > ${endsOn}::date
          and coalesce(ends_on, 'infinity') >= ${today}::date`);
    }
    // 主战场 was no longer than its task
    await change(
      db,
      input,
      reason,
      sql`ends_on = ${endsOn}::date, battlefield_to = case when battlefield_to > ${endsOn}::date then ${endsOn}::date else battlefield_to end,
        is_main_battlefield = coalesce(battlefield_from <= ${endsOn}::date, false),
        battlefield_from = case when battlefield_from <= ${endsOn}::date then battlefield_from end`,
    );
    return done(
      { id: task.id },
      { entity: "centralTask", id: task.id, before: task.endsOn ?? "", after: endsOn },
    );
  },
});

export const addTaskMember = command({
  name: "addTaskMember",
  right: "centralTasks.manage",
  input: memberInput,
  run: async ({ db, viewer, input }) => {
    const { id, taskId, cadreId, post, startsOn, endsOn } = input;
    if (cadreId === viewer.cadreId) return refuse("centralTasks.reason.ownMembership");
    const [cadre] = await db.rows<{ held: boolean }>(sql`
      select exists (select 1 from post_holdings p where p.cadre_id = c.id
                     and ${startsOn}::date between p.starts_on and coalesce(p.ends_on, 'infinity')) as held
      from cadres c where c.id = ${cadreId}::uuid`);
    if (!cadre) throw new NotFound("cadre");
    if (!cadre.held) return refuse("centralTasks.reason.notInOffice");
    return add(
      db,
      input,
      "taskMember",
      cadreId,
      sql`
      insert into central_task_members (id, task_id, cadre_id, post, starts_on, ends_on, added_by)
      values (${id}::uuid, ${taskId}::uuid, ${cadreId}::uuid, ${post}, ${startsOn}::date, ${endsOn ?? null}::date, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`,
    );
  },
});

export const addTaskParty = command({
  name: "addTaskParty",
  right: "centralTasks.manage",
  input: partyInput,
  run: async ({ db, viewer, input }) => {
    const { id, taskId, unitId, part, startsOn, endsOn } = input;
    await expectUnit(db, unitId);
    return add(
      db,
      input,
      "taskParty",
      unitId,
      sql`
      insert into central_task_parties (id, task_id, unit_id, part, starts_on, ends_on, added_by)
      values (${id}::uuid, ${taskId}::uuid, ${unitId}::uuid, ${part}, ${startsOn}::date, ${endsOn ?? null}::date, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`,
    );
  },
});

/** Named observers may record the task's members of other units from that day on. */
export const nameTaskObserver = command({
  name: "nameTaskObserver",
  right: "centralTasks.manage",
  input: observerInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, taskId, observerId, startsOn, endsOn, reason } = input;
    const task = await getTaskHead(db, taskId);
    const [person] = await db.rows<{ mayObserve: boolean }>(sql`
      select w.is_active and exists (select 1 from user_roles r where r.user_id = w.id and r.role = 'OBSERVER') as "mayObserve"
      from users w where w.id = ${observerId}::uuid`);
    if (!person) throw new NotFound("observer");
    const refused = nameRefusal(
      task,
      { startsOn, endsOn, isSelf: observerId === viewer.id, mayObserve: person.mayObserve },
      today,
      await loadLimits(db, today),
    );
    if (refused) return refuse(refused);
    return add(
      db,
      input,
      "taskObserver",
      observerId,
      sql`
      insert into central_task_observers (id, task_id, observer_id, starts_on, ends_on, reason, named_by)
      values (${id}::uuid, ${taskId}::uuid, ${observerId}::uuid, ${startsOn}::date, ${endsOn ?? null}::date, ${reason}, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`,
    );
  },
});

export const endTaskMember = command({
  name: "endTaskMember",
  right: "centralTasks.manage",
  input: endPartInput,
  run: ({ db, viewer, input, today }) => end(db, viewer, "taskMember", input, today),
});

export const endTaskParty = command({
  name: "endTaskParty",
  right: "centralTasks.manage",
  input: endPartInput,
  run: ({ db, viewer, input, today }) => end(db, viewer, "taskParty", input, today),
});

export const endTaskObserver = command({
  name: "endTaskObserver",
  right: "centralTasks.manage",
  input: endPartInput,
  run: ({ db, viewer, input, today }) => end(db, viewer, "taskObserver", input, today),
});

const TABLES = {
  taskMember: sql`central_task_members`,
  taskParty: sql`central_task_parties`,
  taskObserver: sql`central_task_observers`,
};
type PartKind = keyof typeof TABLES;
type TaskId = { id: string };

const stated = (task: Pick<TaskContent, "kind" | "startsOn"> & { endsOn?: Day | null }): string =>
  `${task.kind} ${task.startsOn} ${task.endsOn ?? ""}`.trim();

/** The task as it was read, locked before its parts are; another revision meanwhile is Stale. */
async function present(db: WriteDb, { id, revisionNo }: { id: string; revisionNo: number }) {
  await db.rows(sql`select id from central_tasks where id = ${id}::uuid for update`);
  const task = await getTaskHead(db, id);
  if (task.revisionNo !== revisionNo) throw new Stale("central task");
  return task;
}

async function change(
  db: WriteDb,
  { id, revisionNo }: { id: string; revisionNo: number },
  reason: string,
  columns: Sql,
): Promise<void> {
  const changed = await db.rows(sql`
    update central_tasks set ${columns}, change_reason = ${reason}, revision_no = revision_no + 1
    where id = ${id}::uuid and revision_no = ${revisionNo}::int returning id`);
  if (changed.length === 0) throw new Stale("central task");
}

async function expectUnit(db: WriteDb, id: string): Promise<void> {
  const found = await db.rows(sql`select id from units where id = ${id}::uuid`);
  if (found.length === 0) throw new NotFound("unit");
}

/** The value is the task's id: the form goes back to its page. A repeat of the form finds its first copy. */
async function add(
  db: WriteDb,
  { id, taskId, startsOn, endsOn }: { id: string; taskId: string; startsOn: Day; endsOn?: Day },
  kind: PartKind,
  who: string,
  insertion: Sql,
): Promise<Done<TaskId> | Refusal> {
  const refused = partRefusal(await getTaskHead(db, taskId), { startsOn, endsOn });
  if (refused) return refuse(refused);
  const made = await db.rows(insertion);
  if (made.length > 0) {
    return done({ id: taskId }, { entity: kind, id, after: `${taskId} ${who} ${startsOn}` });
  }
  const [stored] = await db.rows<{ taskId: string }>(
    sql`select task_id as "taskId" from ${TABLES[kind]} where id = ${id}::uuid`,
  );
  return stored?.taskId === taskId ? done({ id: taskId }, null) : refuse("centralTasks.reason.idTaken");
}

type End = { id: string; taskId: string; rowVersion: number; endsOn: Day; reason: string };

async function end(
  db: WriteDb,
  viewer: Viewer,
  kind: PartKind,
  { id, taskId, rowVersion, endsOn, reason }: End,
  today: Day,
): Promise<Done<TaskId> | Refusal> {
  const who = { taskMember: sql`cadre_id`, taskParty: sql`null::uuid`, taskObserver: sql`observer_id` }[kind];
  const [part] = await db.rows<StoredPart & { who: string | null }>(sql`
    select id, starts_on::text as "startsOn", ends_on::text as "endsOn", row_version as "rowVersion", ${who} as who
    from ${TABLES[kind]} where id = ${id}::uuid and task_id = ${taskId}::uuid`);
  if (!part) throw new NotFound("part of a central task");
  if (part.who !== null && (part.who === viewer.id || part.who === viewer.cadreId)) {
    return refuse("centralTasks.reason.ownEnd");
  }
  if (part.rowVersion !== rowVersion) throw new Stale("part of a central task");
  const refused = endRefusal(await getTaskHead(db, taskId), part, endsOn, today);
  if (refused) return refuse(refused);
  const ended = await db.rows(sql`
    update ${TABLES[kind]} set ends_on = ${endsOn}::date, end_reason = ${reason}, row_version = row_version + 1
    where id = ${id}::uuid and row_version = ${rowVersion}::int returning id`);
  if (ended.length === 0) throw new Stale("part of a central task");
  return done({ id: taskId }, { entity: kind, id, before: part.endsOn ?? "", after: endsOn });
}
