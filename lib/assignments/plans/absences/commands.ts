/** An absence with its deputies: assignments like any other, dated, so that rights and duties go along and end by themselves. */
import type { Day } from "@/lib/platform/clock";
import { command, done } from "@/lib/platform/command";
import { NotFound, refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getObserverForUnit } from "../../queries";
import { assignRefusal, covers } from "../../rules";
import { endRefusal } from "./rules";
import { absenceInput, endAbsenceInput } from "./schema";

export const enterAbsence = command({
  name: "enterAbsence",
  right: "plans.manage",
  input: absenceInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, observerId, from, until, reason, deputies } = input;
    // the same form sent twice: the deputies of the first one would stand in its own way
    const there = await db.rows(sql`
      select from assignment_absences where id = ${id}::uuid and observer_id = ${observerId}::uuid
        and starts_on = ${from}::date and ends_on = ${until}::date`);
    if (there.length > 0) return done({ id }, null);
    if (observerId === viewer.id) return refuse("plans.reason.ownAbsence");
    if (from < today) return refuse("plans.reason.absenceBehind");
    if (new Set(deputies.map(({ unitId }) => unitId)).size < deputies.length)
      return refuse("plans.reason.twoDeputies");
    for (const { unitId, observerId: deputyId } of deputies) {
      const away = await getObserverForUnit(db, observerId, unitId, from);
      if (!away.stretches.some((stretch) => stretch.unitId === unitId && covers(stretch, from)))
        return refuse("plans.reason.noDeputyUnit");
      const found = await getObserverForUnit(db, deputyId, unitId, from);
      const { unitStartsOn, unitEndsOn, limits, ...deputy } = found;
      const refused = assignRefusal(
        { ...deputy, isSelf: deputyId === viewer.id },
        { unitId, startsOn: from, unitStartsOn, unitEndsOn, limits },
        today,
      );
      if (refused) return refuse(refused);
    }
    await db.rows(sql`
      insert into assignment_absences (id, observer_id, starts_on, ends_on, reason, made_by)
      values (${id}::uuid, ${observerId}::uuid, ${from}::date, ${until}::date, ${reason}, ${viewer.id}::uuid)`);
    for (const { unitId, observerId: deputyId } of deputies) {
      await db.rows(sql`
        insert into assignments (id, observer_id, unit_id, starts_on, ends_on, reason, made_by)
        select gen_random_uuid(), ${deputyId}::uuid, ${unitId}::uuid, ${from}::date, ${until}::date,
               '代理' || u.name || '：' || ${reason}, ${viewer.id}::uuid
        from users u where u.id = ${observerId}::uuid`);
      await db.rows(sql`
        insert into assignment_deputies (assignment_id, absence_id)
        select a.id, ${id}::uuid from assignments a
        where a.observer_id = ${deputyId}::uuid and a.unit_id = ${unitId}::uuid and a.starts_on = ${from}::date
          and a.ends_on = ${until}::date`);
    }
    return done({ id }, { entity: "assignmentAbsence", id, after: `${observerId} ${from} ${until}` });
  },
});

/** Back earlier than thought: whoever stood in does so until the same day. What was done meanwhile stays theirs. */
export const endAbsence = command({
  name: "endAbsence",
  right: "plans.manage",
  input: endAbsenceInput,
  run: async ({ db, viewer, input: { id, lastDay }, today }) => {
    const [absence] = await db.rows<{ observerId: string; startsOn: Day; endsOn: Day }>(sql`
      select observer_id as "observerId", starts_on::text as "startsOn", ends_on::text as "endsOn"
      from assignment_absences where id = ${id}::uuid for update`);
    if (!absence) throw new NotFound("absence");
    // the same form sent twice
    if (absence.endsOn === lastDay) return done({ id }, null);
    if (absence.observerId === viewer.id) return refuse("plans.reason.ownAbsence");
    const refused = endRefusal(absence, lastDay, today);
    if (refused) return refuse(refused);
    await db.rows(sql`update assignment_absences set ends_on = ${lastDay}::date where id = ${id}::uuid`);
    await db.rows(sql`
      update assignments a set ends_on = ${lastDay}::date, end_reason = '代理提前结束', row_version = row_version + 1
      from assignment_deputies d
      where d.absence_id = ${id}::uuid and a.id = d.assignment_id and a.ends_on > ${lastDay}::date`);
    const [left] = await db.rows<{ count: number }>(sql`
      select count(*)::int as count from assignment_deputies d join assignments a on a.id = d.assignment_id
      where d.absence_id = ${id}::uuid and a.ends_on > ${lastDay}::date`);
    // nobody ends their own: somebody else has to
    if ((left?.count ?? 0) > 0) return refuse("plans.reason.ownDeputy");
    return done({ id }, { entity: "assignmentAbsence", id, before: absence.endsOn, after: lastDay });
  },
});
