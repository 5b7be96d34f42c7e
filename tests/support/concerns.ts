/** Concerns with their remarks, for tests of what becomes visible to whom. */
import { randomUUID } from "node:crypto";
import { decideConcern, openConcern } from "@/lib/concerns/commands";
import { addDays } from "@/lib/platform/clock";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "./builders";
import { owner } from "./owner";

export type TestConcern = {
  id: string;
  unit: TestUnit;
  cadre: TestCadre;
  observers: [Person, Person];
  records: [string, string];
  opener: Person;
  decider: Person;
};
type Over = {
  unit?: TestUnit;
  cadre?: TestCadre;
  words?: [string, string];
  others?: TestCadre[];
  from?: 1 | 2;
  level?: 1 | 2 | 3;
};

/** About one cadre, from a site survey and a talk of two people (or from the first alone); 待决定. */
export async function createConcern(over: Over = {}): Promise<TestConcern> {
  const unit = over.unit ?? (await createUnit());
  const cadre = over.cadre ?? (await createCadre(unit));
  const observers: [Person, Person] = [
    await createPerson("OBSERVER", { units: [unit] }),
    await createPerson("OBSERVER", { units: [unit] }),
  ];
  const remark = async (at: 0 | 1) =>
    (
      await createObservation(observers[at], unit, {
        method: at === 0 ? "field_survey" : "stakeholder_visit",
        cadres: [cadre, ...(over.others ?? [])],
        polarity: "ATTENTION",
        confidentiality: over.level,
        ...(over.words && { fact: over.words[at] }),
      })
    ).id;
  const records: [string, string] = [await remark(0), await remark(1)];
  const opener = await createPerson("REVIEWER", { clearance: 3 });
  const decider = await createPerson("REVIEWER", { clearance: 3 });
  const id = randomUUID();
  const opened = await openConcern(opener, {
    id,
    cadreId: cadre.id,
    summary: "两次未按时到场协调",
    situation: "《岗位职责规定》第三条",
    recordIds: over.from === 1 ? [records[0]] : records,
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened));
  return { id, unit, cadre, observers, records, opener, decider };
}

export const decide = (
  person: { id: string },
  id: string,
  decision: "WATCH" | "REMIND" | "RENEW" | "DISMISS" | "REOPEN",
  over: { days?: number; rowVersion?: number } = {},
) =>
  decideConcern(person, {
    id,
    rowVersion: over.rowVersion ?? 1,
    decision,
    reason: "两处说法一致",
    ...((decision === "WATCH" || decision === "REMIND" || decision === "RENEW") && {
      expiresOn: addDays(today(), over.days ?? 60),
    }),
  });

export async function concernRow(id: string) {
  const { rows } = await owner().query(
    "select state, state_reason, expires_on::text, decided_by, is_lapsed, row_version from concerns where id = $1",
    [id],
  );
  return rows[0];
}
export async function guarded(records: readonly string[]): Promise<boolean[]> {
  const { rows } = await owner().query(
    "select is_guarded from observations o join unnest($1::uuid[]) with ordinality g(id, n) on g.id = o.id order by n",
    [records],
  );
  return rows.map((row) => row.is_guarded);
}
