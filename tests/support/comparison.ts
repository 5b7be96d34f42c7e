/** People to be compared, with what their files say of them. */
import type { ComparisonWords } from "@/lib/comparison/table/rules";
import { dimensionWordsOn } from "@/lib/dimensions/rules";
import { createAchievement } from "./achievements";
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
import { owner } from "./owner";
import { createTask, createTaskMember, type TestTask } from "./tasks";

export const wordKey = (name: string, values: Record<string, string | number> = {}) =>
  [name, ...Object.values(values)].join(" ");
/** The keys stand for the words: what is asked here is what the rows hold, not how they say it. */
export const comparisonWords: ComparisonWords = {
  comparison: wordKey,
  cadres: wordKey,
  observations: wordKey,
  achievements: wordKey,
  appraisals: wordKey,
  concerns: wordKey,
  cases: wordKey,
  dimensions: dimensionWordsOn([], "2026-01-01", false, (one) => `word of ${one}`),
  isEnglish: false,
};

export type ComparisonScene = {
  unit: TestUnit;
  task: TestTask;
  observers: [Person, Person];
  /** the first has two records and a verified achievement, the second one record, the third nothing */
  cadres: [TestCadre, TestCadre, TestCadre];
  claimId: string;
};

/** 已印证, as two independent sources of different kinds and a confirmation made it. */
export async function verify(claimId: string): Promise<void> {
  const confirmer = await createPerson("REVIEWER", { clearance: 3 });
  await owner().query(
    "update achievements set state = 'CORROBORATED', confirmed_by = $2, confidence = 'HIGH' where id = $1",
    [claimId, confirmer.id],
  );
}

export async function comparisonScene(make: typeof createPerson = createPerson): Promise<ComparisonScene> {
  const unit = await createUnit();
  const cadres: [TestCadre, TestCadre, TestCadre] = [
    await createCadre(unit, { title: "办公室主任" }),
    await createCadre(unit, { title: "副主任" }),
    await createCadre(unit, { title: "科员", tier: "STAFF" }),
  ];
  const observers: [Person, Person] = [
    await make("OBSERVER", { units: [unit] }),
    await make("OBSERVER", { units: [unit] }),
  ];
  const task = await createTask(unit, { battlefield: [daysAgo(80), null] });
  await createTaskMember(task, cadres[0], { startsOn: daysAgo(39) });
  const records = [
    await createObservation(observers[0], unit, { cadres: [cadres[0]], state: "ACCEPTED", task }),
    await createObservation(observers[1], unit, {
      cadres: [cadres[0], cadres[1]],
      method: "stakeholder_visit",
      state: "ACCEPTED",
      on: daysAgo(100),
    }),
  ];
  const claimId = await createAchievement(observers[0], unit, cadres[0], records, undefined, { task });
  await verify(claimId);
  return { unit, task, observers, cadres, claimId };
}
