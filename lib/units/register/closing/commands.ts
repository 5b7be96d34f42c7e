/** A closing without a merger is taken back: the unit stands again, with the assignments that ended with it. */
import { commandInSql, done } from "@/lib/platform/command";
import { refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getRegistered } from "../queries";
import { undoMergerInput } from "../schema";
import { findClosing, listClosingHindrances } from "./queries";
import { isBlocked } from "./rules";

/** Within thirty days and where nothing leans on it by now; the changes of both ways stay told. */
export const undoClosing = commandInSql({
  name: "undoClosing",
  right: "units.edit",
  input: undoMergerInput,
  run: async ({ db, viewer, input: { unitId, rowVersion, reason }, now, today }) => {
    const unit = await getRegistered(db, unitId, today);
    if (unit.rowVersion !== rowVersion) throw new Stale("unit");
    const closing = await findClosing(db, unitId);
    if (!closing) return refuse("units.reason.noClosing");
    const ids = closing.assignments.map(({ id }) => id);
    const own = await db.rows(sql`
      select from assignments where id = any(${ids}::uuid[]) and observer_id = ${viewer.id}::uuid`);
    if (own.length > 0) return refuse("units.reason.ownAssignment");
    const hindrances = await listClosingHindrances(db, unitId, today);
    if (isBlocked(hindrances)) return refuse("units.reason.closingUsed");
    const opened = await db.rows(sql`
      update units set ends_on = null, changed_by = ${viewer.id}::uuid, change_reason = ${reason}, row_version = row_version + 1
      where id = ${unitId}::uuid and row_version = ${rowVersion}::int returning id`);
    if (opened.length === 0) throw new Stale("unit");
    await db.rows(sql`
      update assignments a set ends_on = g."endsOn", end_reason = '', row_version = a.row_version + 1
      from jsonb_to_recordset(${JSON.stringify(closing.assignments)}::jsonb) as g(id uuid, "endsOn" date), users w
      where a.id = g.id and w.id = a.observer_id and w.is_active
        and exists (select from user_roles r where r.user_id = w.id and r.role = 'OBSERVER')`);
    await db.rows(sql`
      update unit_closings set undone_by = ${viewer.id}::uuid, undone_at = ${now}::timestamptz where id = ${closing.id}::uuid`);
    return done({ id: unitId }, { entity: "unit", id: unitId, before: unit.endsOn ?? "", after: "REOPENED" });
  },
});
