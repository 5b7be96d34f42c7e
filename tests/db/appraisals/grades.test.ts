/** Grades are facts of their period: entered by a reviewer, corrected by a next version, read by the department and their cadre. */
import { describe, expect, it } from "vitest";
import { recordAppraisal } from "@/lib/appraisals/commands";
import { listAppraisals } from "@/lib/appraisals/queries";
import { read } from "@/lib/platform/db";
import { ROLES } from "@/lib/platform/rights";
import { createCadre, createPerson, createPost, createUnit, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const lastYear = Number(today().slice(0, 4)) - 1;
const grade = (cadre: { id: string }, over: object = {}) => ({
  cadreId: cadre.id,
  period: String(lastYear),
  grade: "优秀",
  source: "年度考核通报",
  reason: "",
  ...over,
});

describe("recordAppraisal", () => {
  it("keeps the unit held on the last day of the period", async () => {
    const [unit, later] = [await createUnit(), await createUnit()];
    const cadre = await createCadre(unit, { startsOn: "2015-01-01", endsOn: `${lastYear}-12-31` });
    await createPost(cadre, later, { startsOn: `${lastYear + 1}-01-01` });
    const reviewer = await createPerson("REVIEWER");
    expect((await recordAppraisal(reviewer, grade(cadre))).ok).toBe(true);
    const shown = await read(reviewer, (db) => listAppraisals(db, cadre.id, today()));
    expect(shown).toMatchObject([{ year: lastYear, quarter: null, grade: "优秀", unitName: unit.shortName }]);
    // a day before the period was over knows nothing of it
    expect(await read(reviewer, (db) => listAppraisals(db, cadre.id, `${lastYear}-06-30`))).toEqual([]);
  });

  it("is corrected by a next version with its reason; the first stays", async () => {
    const cadre = await createCadre(await createUnit(), { startsOn: "2015-01-01" });
    const reviewer = await createPerson("REVIEWER");
    await recordAppraisal(reviewer, grade(cadre));
    expect(await recordAppraisal(reviewer, grade(cadre, { grade: "称职" }))).toMatchObject({
      ok: false,
      reason: "appraisals.reason.needsReason",
    });
    const corrected = await recordAppraisal(reviewer, grade(cadre, { grade: "称职", reason: "看错行" }));
    expect(corrected.ok).toBe(true);
    expect(await read(reviewer, (db) => listAppraisals(db, cadre.id, today()))).toMatchObject([
      { grade: "称职", versionNo: 2, reason: "看错行" },
    ]);
    const { rows } = await owner().query(
      "select grade from appraisals where cadre_id = $1 order by version_no",
      [cadre.id],
    );
    expect(rows.map((row) => row.grade)).toEqual(["优秀", "称职"]);
  });

  it("takes one of two that are entered at once", async () => {
    const cadre = await createCadre(await createUnit(), { startsOn: "2015-01-01" });
    const people = [await createPerson("REVIEWER"), await createPerson("REVIEWER")];
    const both = await Promise.all(
      people.map((person, at) => recordAppraisal(person, grade(cadre, { grade: at ? "优秀" : "称职" }))),
    );
    expect(both.map((outcome) => outcome.ok).sort()).toEqual([false, true]);
    const { rows } = await owner().query("select version_no from appraisals where cadre_id = $1", [cadre.id]);
    expect(rows).toEqual([{ version_no: 1 }]);
  });

  it("is a reviewer's, never one's own, and is shown to the department and the cadre alone", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { startsOn: "2015-01-01" });
    const self = await createPerson(["REVIEWER", "CADRE"], { cadreId: cadre.id });
    expect(await recordAppraisal(self, grade(cadre))).toMatchObject({
      ok: false,
      reason: "appraisals.reason.ownGrade",
    });
    await recordAppraisal(await createPerson("REVIEWER"), grade(cadre));
    const other = await createCadre(unit);
    for (const role of ROLES) {
      const person = await createPerson(role, {
        units: role === "OBSERVER" ? [unit] : [],
        cadreId: role === "CADRE" ? other.id : undefined,
      });
      if (role !== "REVIEWER")
        expect(await recordAppraisal(person, grade(cadre)), role).toMatchObject({ kind: "denied" });
      const seen = await read(person, (db) => listAppraisals(db, cadre.id, today()));
      expect(seen.length, role).toBe(role === "REVIEWER" || role === "LEADER" ? 1 : 0);
    }
    expect(await read(self, (db) => listAppraisals(db, cadre.id, today()))).toHaveLength(1);
  });

  it("is never changed or deleted, nor entered for somebody else or for oneself by SQL", async () => {
    const cadre = await createCadre(await createUnit(), { startsOn: "2015-01-01" });
    const reviewer = await createPerson("REVIEWER", { cadreId: cadre.id });
    const colleague = await createPerson("REVIEWER");
    await recordAppraisal(colleague, grade(cadre));
    await expect(owner().query("delete from appraisals where cadre_id = $1", [cadre.id])).rejects.toThrow(
      /append_only/,
    );
    await asAppRole(async (client) => {
      for (const [person, recordedBy] of [
        [reviewer, reviewer],
        [colleague, reviewer],
      ] as const) {
        await client.query("begin");
        await client.query("select id from enter($1)", [person.id]);
        await expect(
          client.query(
            `insert into appraisals (cadre_id, kind, year, grade, source, version_no, recorded_by)
             values ($1, 'ANNUAL', $2, '优秀', '通报', 1, $3)`,
            [cadre.id, lastYear - 1, recordedBy.id],
          ),
        ).rejects.toThrow(/row-level security/);
        await client.query("rollback");
      }
    });
  });
});
