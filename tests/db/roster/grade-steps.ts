/** A file of grades, its steps and what they leave; for the tests beside. */

import { randomUUID } from "node:crypto";
import { listAppraisals } from "@/lib/appraisals/queries";
import { read } from "@/lib/platform/db";
import { confirmGrades, undoGrades, uploadGrades } from "@/lib/roster/grades/commands";
import type { GradePreview } from "@/lib/roster/grades/queries";
import { getBatch, listRows, listUndoBlocks } from "@/lib/roster/queries";
import { createCadre, createPerson, type Person, type TestUnit, today } from "@/tests/support/builders";
import { newName, withCheckDigit } from "@/tests/support/made-names";
import { got } from "@/tests/support/outcomes";
import { owner } from "@/tests/support/owner";

export const lastYear = Number(today().slice(0, 4)) - 1;
export const HEAD = ["单位", "姓名", "身份证号", "年度", "季度", "考核等次", "依据"];
let reviewer: Person;
/** By whom a file of grades comes in, where nothing else is said. */
export const gradesReviewer = async () => {
  reviewer = await createPerson("REVIEWER");
  return reviewer;
};

export const file = (rows: string[][]) => ({
  id: randomUUID(),
  kind: "CSV" as const,
  fileName: "考核等次.csv",
  bodyHash: "11".repeat(32),
  sheets: [{ name: "", isHidden: false, rows, merges: [] }],
});
export const upload = async (rows: string[][], person: Person = reviewer) =>
  got(await uploadGrades(person, file([HEAD, ...rows]))).id;
export const look = (id: string, person: Person = reviewer) =>
  read(person, async (db) => ({
    batch: await getBatch(db, id, "GRADES"),
    rows: (await listRows<GradePreview>(db, id, { view: "ALL", q: "", page: 1 })).rows.toSorted(
      (a, b) => a.rowNo - b.rowNo,
    ),
    blocks: await listUndoBlocks(db, id),
  }));
export const verdicts = async (id: string) => (await look(id)).rows.map(({ verdict }) => verdict);
export const confirm = async (id: string, over: object = {}, person: Person = reviewer) =>
  confirmGrades(person, {
    batchId: id,
    rowVersion: (await look(id)).batch.rowVersion,
    scope: "ALL",
    source: "组通〔2026〕3 号",
    ...over,
  });
export const undo = async (id: string, person: Person = reviewer) =>
  undoGrades(person, { batchId: id, rowVersion: (await look(id, person)).batch.rowVersion });
export const gradesOf = async (cadre: { id: string }) =>
  (await read(reviewer, (db) => listAppraisals(db, cadre.id, today()))).map(
    ({ year, quarter, grade, versionNo, source, reason }) => ({
      year,
      quarter,
      grade,
      versionNo,
      source,
      reason,
    }),
  );

export const cadreIn = (unit: TestUnit, name = newName()) =>
  createCadre(unit, { name, startsOn: "2015-01-01" });

export async function numbered(cadre: { id: string }, serial: number): Promise<string> {
  const number = withCheckDigit(`33079919850301${String(serial).padStart(3, "0")}`);
  await owner().query("insert into cadre_identities (cadre_id, id_number) values ($1, $2)", [
    cadre.id,
    number,
  ]);
  return number;
}
export const Y = String(lastYear);
