import { commandInSql, done } from "@/lib/platform/command";
import { NotFound, refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { findStanding } from "./queries";
import { appraisalRefusal } from "./rules";
import { appraisalInput } from "./schema";

/** Records a grade, or corrects the one that stands by a next version. */
export const recordAppraisal = commandInSql({
  name: "recordAppraisal",
  right: "appraisals.record",
  input: appraisalInput,
  run: async ({ db, viewer, input, today }) => {
    const { cadreId, period, grade, source, reason } = input;
    if (viewer.cadreId === cadreId) return refuse("appraisals.reason.ownGrade");
    const [cadre] = await db.rows(sql`select id from cadres where id = ${cadreId}::uuid`);
    if (!cadre) throw new NotFound("cadre");
    const standing = await findStanding(db, cadreId, period);
    const refusal = appraisalRefusal(standing, input, today);
    if (refusal) return refusal;
    const versionNo = (standing?.versionNo ?? 0) + 1;
    const kind = period.quarter === null ? "ANNUAL" : "ROUTINE";
    const [made] = await db.rows<{ id: string }>(sql`
      insert into appraisals (cadre_id, kind, year, quarter, grade, source, version_no, reason, recorded_by)
      values (${cadreId}::uuid, ${kind}, ${period.year}::smallint, ${period.quarter}::smallint, ${grade}, ${source},
        ${versionNo}::int, ${reason}, ${viewer.id}::uuid)
      returning id`);
    const id = made?.id ?? "";
    return done({ id }, { entity: "appraisal", id, after: `${kind} ${versionNo}` });
  },
});
