/** 批量调整分工: one transaction, all or nothing; every rule has its twin in the database, and so has the way back. */
import { randomUUID } from "node:crypto";
import { commandInSql, done } from "@/lib/platform/command";
import type { ScopedDb } from "@/lib/platform/db";
import { countsOf } from "@/lib/platform/many";
import { refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getBoard } from "../board/queries";
import { needsApproval } from "../plans/queries";
import { getChange, listChangedLines } from "./queries";
import { type ChangeLine, changeStop, goesByPlan, judge, MOST_WITHOUT_PLAN, undoRefusal } from "./rules";
import { changeAssignmentsInput, undoInput } from "./schema";

const RIGHT = "assignments.assign";

export const changeAssignments = commandInSql({
  name: "changeAssignments",
  right: RIGHT,
  input: changeAssignmentsInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, deed, day, reason } = input;
    // with plans, which move assignments too: of two at once the second waits and finds other lines
    await oneAtATime(db);
    const [there] = await db.rows(sql`select id from assignment_changes where id = ${id}::uuid`);
    // the same form sent twice is one change
    if (there) return done({ id }, null);
    const stop = changeStop(input);
    if (stop) return refuse(stop);
    const { lines, seen } = judge(await getBoard(db, day), input, { viewerId: viewer.id, today });
    if (seen !== input.seen) throw new Stale("assignments");
    const counts = countsOf(lines);
    if (counts.refused > 0) return refuse("assignments.reason.manyRefused", { count: counts.refused });
    const changing = lines.filter(({ verdict }) => verdict.kind === "change");
    if (changing.length === 0) return refuse("assignments.reason.nothingToChange");

    if (goesByPlan(changing.length, await needsApproval(db)))
      return refuse("assignments.reason.planNeeded", { count: MOST_WITHOUT_PLAN });

    await db.rows(sql`
      insert into assignment_changes (id, deed, day, reason, made_by)
      values (${id}::uuid, ${deed}, ${day}::date, ${reason}, ${viewer.id}::uuid)`);
    const kept = changing.map((line, at) => keptLine(line, at + 1));
    await keepLines(db, id, kept);
    await write(db, kept, { day, reason, by: viewer.id });
    return done({ id }, { entity: "assignmentChange", id, after: `${deed} ${changing.length} ${day}` });
  },
});

const oneAtATime = (db: ScopedDb) =>
  db.rows(sql`select pg_advisory_xact_lock(hashtext('assignment_plans'))::text as waited`);

const keptLine = ({ unitId, present, to, lastDay }: ChangeLine, no: number) => {
  const ends = present && lastDay;
  return {
    no,
    unitId,
    fromId: ends ? present.observerId : null,
    endedId: ends ? present.id : null,
    rowVersion: present?.rowVersion ?? null,
    endsBefore: ends ? present.endsOn : null,
    endsAfter: ends ? lastDay : null,
    toId: to?.id ?? null,
    begunId: to ? randomUUID() : null,
  };
};
type KeptLine = ReturnType<typeof keptLine>;

const keepLines = (db: ScopedDb, id: string, lines: readonly KeptLine[]) =>
  db.rows(sql`
    insert into assignment_change_lines
      (change_id, no, unit_id, from_id, to_id, ended_id, ends_before, ends_after, end_reason_before, begun_id)
    select ${id}::uuid, g.no, g."unitId", g."fromId", g."toId", g."endedId", g."endsBefore", g."endsAfter", a.end_reason, g."begunId"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as g(no int, "unitId" uuid, "fromId" uuid, "toId" uuid, "endedId" uuid, "endsBefore" date, "endsAfter" date, "begunId" uuid)
    left join assignments a on a.id = g."endedId"`);

/** First what ends, so that nobody has a fourth unit for a moment. */
async function write(
  db: ScopedDb,
  lines: readonly KeptLine[],
  { day, reason, by }: { day: string; reason: string; by: string },
): Promise<void> {
  const ended = lines.filter(({ endedId }) => endedId !== null);
  const changed = await db.rows(sql`
    update assignments a set ends_on = g."endsAfter", end_reason = ${reason}, row_version = a.row_version + 1
    from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as g("endedId" uuid, "endsAfter" date, "rowVersion" int)
    where a.id = g."endedId" and a.row_version = g."rowVersion" returning a.id`);
  // a single one was changed by hand meanwhile
  if (changed.length !== ended.length) throw new Stale("assignments");
  await db.rows(sql`
    insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by)
    select g."begunId", g."toId", g."unitId", ${day}::date, ${reason}, ${by}::uuid
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as g(no int, "begunId" uuid, "toId" uuid, "unitId" uuid)
    where g."begunId" is not null order by g."toId", g.no`);
}

export const undoAssignmentChange = commandInSql({
  name: "undoAssignmentChange",
  right: RIGHT,
  input: undoInput,
  run: async ({ db, viewer, input: { id }, now }) => {
    await oneAtATime(db);
    const change = await getChange(db, id);
    const no = undoRefusal(change, await listChangedLines(db, id), viewer.id, now);
    if (no) return refuse(no);
    await db.rows(sql`select undo_assignment_change(${id}::uuid) as restored`);
    return done({ id }, { entity: "assignmentChange", id, before: change.deed, after: "UNDONE" });
  },
});
