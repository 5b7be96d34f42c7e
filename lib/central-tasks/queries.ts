/** Central tasks as a viewer may see them; the policies decide which tasks, and which of their members. */

import { limitOn } from "@/lib/calendar/limits/queries";
import { addDays, type Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { shortNameOn } from "@/lib/units/names/queries";
import { escapeLike } from "@/lib/units/rules";
import type { TaskDates } from "./rules";
import type { TaskFilter, TaskKind } from "./schema";

const PAGE_SIZE = 50;

export type TaskHead = TaskDates & {
  id: string;
  name: string;
  kind: TaskKind;
  leadUnitId: string;
  leadUnitName: string;
  revisionNo: number;
};
export type TaskRow = TaskHead & { members: number; parties: number };

const headColumns = (leadUnitName = sql`u.short_name`): Sql => sql`
  t.id, t.name, t.kind, t.lead_unit_id as "leadUnitId", ${leadUnitName} as "leadUnitName", t.starts_on::text as "startsOn",
  t.ends_on::text as "endsOn", t.battlefield_from::text as "battlefieldFrom", t.battlefield_to::text as "battlefieldTo",
  t.revision_no as "revisionNo"`;

/** Last begun first, by keyset. */
export async function listTasks(
  db: ScopedDb,
  filter: TaskFilter,
  today: Day,
  size = PAGE_SIZE,
): Promise<{ items: TaskRow[]; nextCursor: string | null }> {
  const rows = await db.rows<TaskRow>(sql`
    select ${headColumns()},
      (select count(distinct m.cadre_id)::int from central_task_members m
       where m.task_id = t.id and m.starts_on <= ${today}::date) as members,
      (select count(distinct p.unit_id)::int from central_task_parties p where p.task_id = t.id) as parties
    from central_tasks t join units u on u.id = t.lead_unit_id
    where ${allOf([...conditions(filter), ...inState(filter, today), ...beforeCursor(filter)])}
    order by t.starts_on desc, t.id desc limit ${size + 1}::int`);
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > size && last ? `${Date.parse(last.startsOn)}_${last.id}` : null,
  };
}

export type TaskCounts = { all: number; running: number; ended: number; planned: number };

/** How many in each state, whatever state is shown. */
export async function countTasks(db: ScopedDb, filter: TaskFilter, today: Day): Promise<TaskCounts> {
  const [counts] = await db.rows<TaskCounts>(sql`
    select count(*)::int as all, count(*) filter (where ${isRunning(today)})::int as running,
      count(*) filter (where t.ends_on < ${today}::date)::int as ended,
      count(*) filter (where t.starts_on > ${today}::date)::int as planned
    from central_tasks t where ${allOf(conditions(filter))}`);
  return counts ?? { all: 0, running: 0, ended: 0, planned: 0 };
}

const isRunning = (today: Day): Sql =>
  sql`(t.starts_on <= ${today}::date and coalesce(t.ends_on, 'infinity') >= ${today}::date)`;

function inState({ state }: TaskFilter, today: Day): Sql[] {
  if (state === "running") return [isRunning(today)];
  if (state === "ended") return [sql`t.ends_on < ${today}::date`];
  return state === "planned" ? [sql`t.starts_on > ${today}::date`] : [];
}

function conditions(filter: TaskFilter): Sql[] {
  const list: Sql[] = [];
  if (filter.kind) list.push(sql`t.kind = ${filter.kind.toUpperCase()}`);
  if (filter.battlefield) list.push(sql`t.is_main_battlefield`);
  if (filter.unit) {
    list.push(sql`(t.lead_unit_id = ${filter.unit}::uuid or exists (
      select 1 from central_task_parties p where p.task_id = t.id and p.unit_id = ${filter.unit}::uuid))`);
  }
  if (filter.q) list.push(sql`lower(t.name) like ${`%${escapeLike(filter.q.toLowerCase())}%`}`);
  return list;
}

function beforeCursor({ cursor }: TaskFilter): Sql[] {
  if (!cursor) return [];
  const at = cursor.indexOf("_");
  const startsOn = new Date(Number(cursor.slice(0, at))).toISOString().slice(0, 10);
  return [sql`(t.starts_on, t.id) < (${startsOn}::date, ${cursor.slice(at + 1)}::uuid)`];
}

export type TaskPart = {
  id: string;
  startsOn: Day;
  /** null while it runs on the day of the page */
  endsOn: Day | null;
  endReason: string | null;
  /** its end as stored, which may lie ahead */
  lastOn: Day | null;
  rowVersion: number;
};
export type TaskStint = TaskPart & {
  cadreId: string;
  name: string;
  /** on the task */
  post: string;
  /** unit and post held at the end of the stint, or on the day of the page; empty between posts */
  unitId: string | null;
  unitName: string;
  title: string;
};
export type TaskParty = TaskPart & { unitId: string; unitName: string; part: string };
export type NamedObserver = TaskPart & {
  observerId: string;
  name: string;
  department: string;
  reason: string;
};
export type TaskChange = {
  revisionNo: number;
  at: string;
  authorName: string | null;
  reason: string;
  content: {
    name: string;
    kind: TaskKind;
    leadUnitId: string;
    startsOn: Day;
    endsOn: Day | null;
    battlefieldFrom: Day | null;
    battlefieldTo: Day | null;
  };
};
export type Task = TaskHead & {
  /** by first day on the task; of an observer's tasks those of their units, of a task they are named for all */
  stints: TaskStint[];
  parties: TaskParty[];
  observers: NamedObserver[];
  /** newest first */
  changes: TaskChange[];
};

/** The task as of a day: what begins later is not there yet, what ends later still runs. */
export async function getTask(db: ScopedDb, id: string, asOf: Day): Promise<Task> {
  const [task] = await db.rows<Task>(sql`
    select ${headColumns(shortNameOn(sql`u`, asOf))},
      (select coalesce(json_agg(json_build_object(${partFacts(sql`m`, asOf)}, 'cadreId', m.cadre_id, 'name', c.name,
                'post', m.post, 'unitId', held.unit_id, 'unitName', coalesce(${shortNameOn(sql`hu`, asOf)}, ''),
                'title', coalesce(held.title, '')) order by m.starts_on, m.post, m.id), '[]')
       from central_task_members m join cadres c on c.id = m.cadre_id
       left join lateral (
         select p.unit_id, p.title from post_holdings p
         where p.cadre_id = m.cadre_id
           and least(${asOf}::date, m.ends_on) between p.starts_on and coalesce(p.ends_on, 'infinity')
         order by p.is_primary desc, p.starts_on desc limit 1) held on true
       left join units hu on hu.id = held.unit_id
       where m.task_id = t.id and m.starts_on <= ${asOf}::date) as stints,
      (select coalesce(json_agg(json_build_object(${partFacts(sql`p`, asOf)}, 'unitId', p.unit_id, 'unitName', ${shortNameOn(sql`pu`, asOf)},
                'part', p.part) order by p.starts_on, pu.position, p.id), '[]')
       from central_task_parties p join units pu on pu.id = p.unit_id
       where p.task_id = t.id and p.starts_on <= ${asOf}::date) as parties,
      (select coalesce(json_agg(json_build_object(${partFacts(sql`n`, asOf)}, 'observerId', n.observer_id, 'name', w.name,
                'department', w.department, 'reason', n.reason) order by n.starts_on, w.name, n.id), '[]')
       from central_task_observers n join users w on w.id = n.observer_id
       where n.task_id = t.id and n.starts_on <= ${asOf}::date) as observers,
      (select coalesce(json_agg(json_build_object('revisionNo', r.revision_no, 'at', r.created_at, 'authorName', a.name,
                'reason', r.reason, 'content', r.content) order by r.revision_no desc), '[]')
       from central_task_revisions r left join users a on a.id = r.author_id where r.task_id = t.id) as changes
    from central_tasks t join units u on u.id = t.lead_unit_id where t.id = ${id}::uuid`);
  if (!task) throw new NotFound("central task");
  return task;
}

const partFacts = (part: Sql, asOf: Day): Sql => sql`
  'id', ${part}.id, 'startsOn', ${part}.starts_on::text,
  'endsOn', case when ${part}.ends_on < ${addDays(asOf, 1)}::date then ${part}.ends_on::text end,
  'lastOn', ${part}.ends_on::text, 'endReason', ${part}.end_reason, 'rowVersion', ${part}.row_version`;

/* ---------------------------------------------------------------- what the forms offer, and commands ask */

/** For filters: the front line first. */
export const listTaskChoices = (db: ScopedDb): Promise<{ id: string; name: string }[]> =>
  db.rows<{ id: string; name: string }>(sql`
    select t.id, t.name from central_tasks t order by t.is_main_battlefield desc, t.starts_on desc, t.id limit 200`);

export type CadreChoice = { id: string; name: string; title: string; unitId: string; unitName: string };

/** Who holds a post in the lead unit or a party today: they are added as members. */
export const listCadreChoices = (db: ScopedDb, taskId: string, today: Day): Promise<CadreChoice[]> =>
  db.rows<CadreChoice>(sql`
    select c.id, c.name, held.title, held.unit_id as "unitId", u.short_name as "unitName"
    from (
      select distinct on (p.cadre_id) p.* from post_holdings p
      where p.unit_id in (select lead_unit_id from central_tasks where id = ${taskId}::uuid
                          union select unit_id from central_task_parties where task_id = ${taskId}::uuid
                            and coalesce(ends_on, 'infinity') >= ${today}::date)
        and ${today}::date between p.starts_on and coalesce(p.ends_on, 'infinity')
      order by p.cadre_id, p.is_primary desc, p.starts_on desc
    ) held join cadres c on c.id = held.cadre_id join units u on u.id = held.unit_id
    order by u.position, u.id, array_position(array['TEAM', 'MIDDLE', 'STAFF'], held.tier), held.starts_on, c.id`);

export type ObserverChoice = {
  id: string;
  name: string;
  department: string;
  units: string;
  /** how far back anybody may be named */
  earliestOn: Day;
};

/** Everybody who observes, with the units of today. */
export const listObserverChoices = (db: ScopedDb, today: Day): Promise<ObserverChoice[]> =>
  db.rows<ObserverChoice>(sql`
    select (${today}::date - ${limitOn("BACKDATE_DAYS", sql`${today}::date`)})::text as "earliestOn", w.id, w.name, w.department, coalesce(string_agg(u.short_name, '、' order by u.position), '') as units
    from users w join user_roles r on r.user_id = w.id and r.role = 'OBSERVER'
    left join assignments a on a.observer_id = w.id and ${today}::date between a.starts_on and coalesce(a.ends_on, 'infinity')
    left join units u on u.id = a.unit_id
    where w.is_active group by w.id order by w.name, w.id`);

/** The head alone, for a command. */
export async function getTaskHead(db: ScopedDb, id: string): Promise<TaskHead> {
  const [task] = await db.rows<TaskHead>(sql`
    select ${headColumns()} from central_tasks t join units u on u.id = t.lead_unit_id where t.id = ${id}::uuid`);
  if (!task) throw new NotFound("central task");
  return task;
}

export type StoredPart = { id: string; startsOn: Day; endsOn: Day | null; rowVersion: number };
const partColumns = sql`id, starts_on::text as "startsOn", ends_on::text as "endsOn", row_version as "rowVersion"`;

/** All that belongs to a task, with its dates. */
export const listParts = (db: ScopedDb, taskId: string): Promise<StoredPart[]> =>
  db.rows<StoredPart>(sql`
    select ${partColumns} from central_task_members where task_id = ${taskId}::uuid
    union all select ${partColumns} from central_task_parties where task_id = ${taskId}::uuid
    union all select ${partColumns} from central_task_observers where task_id = ${taskId}::uuid`);
