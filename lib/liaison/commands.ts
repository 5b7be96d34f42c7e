/** 会议安排 and 重点项目, by the liaison of the unit: entered, changed, withdrawn, or taken over from a workbook as a whole. */
import { commandInSql, done } from "@/lib/platform/command";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { momentAt } from "./rules";
import { meetingInput, planInput, projectInput, withdrawInput } from "./schema";

const ownUnit = ({ ownUnitId }: Viewer): string => {
  if (!ownUnitId) throw new NotFound("own unit");
  return ownUnitId;
};

export const enterMeeting = commandInSql({
  name: "enterMeeting",
  right: "plan.enter",
  input: meetingInput,
  run: async ({ db, viewer, input }) => {
    const unitId = ownUnit(viewer);
    const { id, rowVersion, title, kind, place, isOpen } = input;
    const startsAt = momentAt(input);
    const trace = { entity: "unitMeeting", id, after: input.day };
    if (rowVersion === undefined) {
      const entered = await db.rows(sql`
        insert into unit_meetings (id, unit_id, title, kind, place, starts_at, is_open, entered_by)
        values (${id}::uuid, ${unitId}::uuid, ${title}, ${kind}, ${place}, ${startsAt}::timestamptz, ${isOpen}, ${viewer.id}::uuid)
        on conflict (id) do nothing returning id`);
      // the same form sent twice
      return done({ id }, entered.length > 0 ? trace : null);
    }
    const changed = await db.rows(sql`
      update unit_meetings set title = ${title}, kind = ${kind}, place = ${place}, starts_at = ${startsAt}::timestamptz,
             is_open = ${isOpen}, entered_by = ${viewer.id}::uuid, row_version = row_version + 1
      where id = ${id}::uuid and unit_id = ${unitId}::uuid and withdrawn_at is null and row_version = ${rowVersion}::int
      returning id`);
    if (changed.length === 0) throw new Stale("meeting");
    return done({ id }, trace);
  },
});

export const enterProject = commandInSql({
  name: "enterProject",
  right: "plan.enter",
  input: projectInput,
  run: async ({ db, viewer, input }) => {
    const unitId = ownUnit(viewer);
    const { id, rowVersion, name, kind, startsOn, endsOn = null, lead, state } = input;
    const trace = { entity: "unitProject", id, after: state };
    if (rowVersion === undefined) {
      const entered = await db.rows(sql`
        insert into unit_projects (id, unit_id, name, kind, starts_on, ends_on, lead, state, entered_by)
        values (${id}::uuid, ${unitId}::uuid, ${name}, ${kind}, ${startsOn}::date, ${endsOn}::date, ${lead}, ${state}, ${viewer.id}::uuid)
        on conflict (id) do nothing returning id`);
      return done({ id }, entered.length > 0 ? trace : null);
    }
    const changed = await db.rows(sql`
      update unit_projects set name = ${name}, kind = ${kind}, starts_on = ${startsOn}::date, ends_on = ${endsOn}::date,
             lead = ${lead}, state = ${state}, entered_by = ${viewer.id}::uuid, row_version = row_version + 1
      where id = ${id}::uuid and unit_id = ${unitId}::uuid and withdrawn_at is null and row_version = ${rowVersion}::int
      returning id`);
    if (changed.length === 0) throw new Stale("project");
    return done({ id }, trace);
  },
});

export const withdrawMeeting = commandInSql({
  name: "withdrawMeeting",
  right: "plan.enter",
  input: withdrawInput,
  run: async ({ db, viewer, input: { id, rowVersion }, now }) => {
    const withdrawn = await db.rows(sql`
      update unit_meetings set withdrawn_at = ${now}::timestamptz, entered_by = ${viewer.id}::uuid, row_version = row_version + 1
      where id = ${id}::uuid and unit_id = ${ownUnit(viewer)}::uuid and withdrawn_at is null and row_version = ${rowVersion}::int
      returning id`);
    if (withdrawn.length === 0) throw new Stale("meeting");
    return done({}, { entity: "unitMeeting", id, after: "WITHDRAWN" });
  },
});

export const withdrawProject = commandInSql({
  name: "withdrawProject",
  right: "plan.enter",
  input: withdrawInput,
  run: async ({ db, viewer, input: { id, rowVersion }, now }) => {
    const withdrawn = await db.rows(sql`
      update unit_projects set withdrawn_at = ${now}::timestamptz, entered_by = ${viewer.id}::uuid, row_version = row_version + 1
      where id = ${id}::uuid and unit_id = ${ownUnit(viewer)}::uuid and withdrawn_at is null and row_version = ${rowVersion}::int
      returning id`);
    if (withdrawn.length === 0) throw new Stale("project");
    return done({}, { entity: "unitProject", id, after: "WITHDRAWN" });
  },
});

export type Taken = { added: number; changed: number; same: number };

/** A line that is there already, by its name (and hour), is brought up to date: a workbook may come back again and again. */
export const importPlan = commandInSql({
  name: "importPlan",
  right: "plan.enter",
  input: planInput,
  run: async ({ db, viewer, input }) => {
    const unitId = ownUnit(viewer);
    const { meetings, projects } = input;
    if (meetings.length + projects.length === 0) return refuse("liaison.reason.emptyBook");
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`plan ${unitId}`}, 0))::text`);
    const lines = JSON.stringify(meetings.map((one) => ({ ...one, startsAt: momentAt(one).toISOString() })));
    const taken = [
      await takeMeetings(db, unitId, viewer.id, lines),
      await takeProjects(db, unitId, viewer.id, JSON.stringify(projects)),
    ];
    const sum = (key: "added" | "changed") => taken.reduce((total, one) => total + one[key], 0);
    const value: Taken = {
      added: sum("added"),
      changed: sum("changed"),
      same: meetings.length + projects.length - sum("added") - sum("changed"),
    };
    return done(value, {
      entity: "unitPlan",
      id: unitId,
      after: `${value.added} ${value.changed} ${value.same}`,
    });
  },
});

type Counted = { added: number; changed: number };
const NONE: Counted = { added: 0, changed: 0 };

async function takeMeetings(db: ScopedDb, unitId: string, by: string, lines: string): Promise<Counted> {
  const [counted] = await db.rows<Counted>(sql`
    with given as (
      select * from jsonb_to_recordset(${lines}::jsonb)
        as g(title text, kind text, place text, "startsAt" timestamptz, "isOpen" boolean)
    ), changed as (
      update unit_meetings m set kind = g.kind, place = g.place, is_open = g."isOpen", entered_by = ${by}::uuid,
             row_version = m.row_version + 1
      from given g
      where m.unit_id = ${unitId}::uuid and m.withdrawn_at is null and m.title = g.title and m.starts_at = g."startsAt"
        and (m.kind, m.place, m.is_open) is distinct from (g.kind, g.place, g."isOpen")
      returning m.id
    ), added as (
      insert into unit_meetings (id, unit_id, title, kind, place, starts_at, is_open, entered_by)
      select gen_random_uuid(), ${unitId}::uuid, g.title, g.kind, g.place, g."startsAt", g."isOpen", ${by}::uuid from given g
      where not exists (select 1 from unit_meetings m where m.unit_id = ${unitId}::uuid and m.withdrawn_at is null
                        and m.title = g.title and m.starts_at = g."startsAt")
      returning id
    )
    select (select count(*)::int from added) as added, (select count(*)::int from changed) as changed`);
  return counted ?? NONE;
}

async function takeProjects(db: ScopedDb, unitId: string, by: string, lines: string): Promise<Counted> {
  const [counted] = await db.rows<Counted>(sql`
    with given as (
      select * from jsonb_to_recordset(${lines}::jsonb)
        as g(name text, kind text, "startsOn" date, "endsOn" date, lead text, state text)
    ), changed as (
      update unit_projects p set kind = g.kind, starts_on = g."startsOn", ends_on = g."endsOn", lead = g.lead, state = g.state,
             entered_by = ${by}::uuid, row_version = p.row_version + 1
      from given g
      where p.unit_id = ${unitId}::uuid and p.withdrawn_at is null and p.name = g.name
        and (p.kind, p.starts_on, p.ends_on, p.lead, p.state) is distinct from (g.kind, g."startsOn", g."endsOn", g.lead, g.state)
      returning p.id
    ), added as (
      insert into unit_projects (id, unit_id, name, kind, starts_on, ends_on, lead, state, entered_by)
      select gen_random_uuid(), ${unitId}::uuid, g.name, g.kind, g."startsOn", g."endsOn", g.lead, g.state, ${by}::uuid from given g
      where not exists (select 1 from unit_projects p where p.unit_id = ${unitId}::uuid and p.withdrawn_at is null and p.name = g.name)
      returning id
    )
    select (select count(*)::int from added) as added, (select count(*)::int from changed) as changed`);
  return counted ?? NONE;
}
