/** Claims with their sources, for tests of the achievement database. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { draftAchievement } from "@/lib/achievements/commands";
import type { achievementInput } from "@/lib/achievements/schema";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestCadre,
  type TestUnit,
} from "./builders";

export type ClaimInput = z.input<typeof achievementInput>;

export const claimInput = (
  unit: TestUnit,
  cadres: TestCadre[],
  over: Partial<ClaimInput> = {},
): ClaimInput => ({
  id: randomUUID(),
  claim: "三个月内完成临时堆场二百亩平整并投入使用",
  unitId: unit.id,
  level: "CITY",
  startsOn: daysAgo(120),
  endsOn: daysAgo(10),
  indicator: "平整面积",
  measureUnit: "亩",
  baseline: 0,
  target: 200,
  actual: 203.5,
  cadres: cadres.map((cadre) => ({ cadreId: cadre.id, contribution: "MAIN" })),
  ...over,
});

export type Claim = {
  id: string;
  unit: TestUnit;
  cadre: TestCadre;
  drafter: Person;
  /** of the first and the second record */
  observers: [Person, Person];
  records: [string, string];
  sources: [string, string];
  reviewer: Person;
};

/** A claim of one cadre with a site survey and a talk, by two people; `WAITING`. */
export async function createClaim(): Promise<Claim> {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const drafter = await createPerson("OBSERVER", { units: [unit] });
  const first = await createPerson("OBSERVER", { units: [unit] });
  const second = await createPerson("OBSERVER", { units: [unit] });
  const survey = await createObservation(first, unit, {
    method: "field_survey",
    cadres: [cadre],
    on: daysAgo(30),
  });
  const visit = await createObservation(second, unit, {
    method: "stakeholder_visit",
    cadres: [cadre],
    on: daysAgo(20),
  });
  const sources: [string, string] = [randomUUID(), randomUUID()];
  const input = claimInput(unit, [cadre], {
    sources: [survey, visit].map((record, at) => ({
      id: sources[at] ?? "",
      observationId: record.id,
      supports: true,
      isIndependent: true,
    })),
  });
  const outcome = await draftAchievement(drafter, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return {
    id: input.id,
    unit,
    cadre,
    drafter,
    observers: [first, second],
    records: [survey.id, visit.id],
    sources,
    reviewer: await createPerson("REVIEWER", { clearance: 3 }),
  };
}
