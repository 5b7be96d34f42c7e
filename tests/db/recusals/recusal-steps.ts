/** What is declared and answered, by whom; for the tests beside. */
import { randomUUID } from "node:crypto";
import { assignUnit } from "@/lib/assignments/commands";
import { read } from "@/lib/platform/db";
import { reviewRecusalSheet, submitRecusalSheet } from "@/lib/recusals/commands";
import { findSheet, listWarnings } from "@/lib/recusals/queries";
import { yearOf } from "@/lib/recusals/rules";
import { createPerson, type Person, type TestUnit, today } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

export const year = () => yearOf(today());
export const kin = (unit: TestUnit, personName: string) => ({
  id: randomUUID(),
  kind: "KIN",
  unitId: unit.id,
  relation: "SIBLING",
  personName,
});
export const sheetOf = (observer: Person) => read(observer, (db) => findSheet(db, observer.id, year()));

export async function submit(observer: Person) {
  const present = await sheetOf(observer);
  return submitRecusalSheet(observer, {
    id: present?.id ?? randomUUID(),
    year: year(),
    rowVersion: present?.rowVersion,
    isTrue: "yes",
  });
}
export async function review(
  leader: Person,
  observer: Person,
  decision: "ACCEPTED" | "RETURNED",
  answer = "",
) {
  const sheet = await sheetOf(observer);
  return reviewRecusalSheet(leader, { sheetId: sheet?.id, rowVersion: sheet?.rowVersion, decision, answer });
}
export const assign = async (observer: Person, unit: TestUnit) =>
  assignUnit(await createPerson("ADMIN"), {
    id: randomUUID(),
    observerId: observer.id,
    unitId: unit.id,
    startsOn: today(),
    reason: "年度分工",
  });
export const told = async (person: Person) =>
  (
    await owner().query("select kind from notifications where user_id = $1 order by created_at", [person.id])
  ).rows.map(({ kind }) => kind);

export const warningsOf = async (reader: Person, observer: Person) =>
  (await read(reader, (db) => listWarnings(db, today()))).filter(
    ({ observerId }) => observerId === observer.id,
  );
