/** What a correction of a post changes (docs/adr/0040): of the post itself, and of whom its rule speaks. */
import type { PoolPerson } from "../pool/rules";
import { type Judged, judgeAll } from "../pool/rules";
import type { PositionInput, Requirements } from "../schema";

export type PositionFacts = {
  unitId: string;
  title: string;
  level: string;
  tier: string;
  places: number;
  requirements: Requirements;
};
export const FACTS = ["unitId", "title", "level", "tier", "places", "requirements"] as const;
export type Fact = (typeof FACTS)[number];

const plain = (facts: PositionFacts, fact: Fact): string =>
  fact === "requirements" ? ruleText(facts.requirements) : String(facts[fact]);
/** The order of its parts is no part of a rule: stored and typed ones differ in it. */
const ruleText = (rule: Requirements): string =>
  JSON.stringify([
    rule.countedOn,
    [...rule.levels].sort(),
    rule.maxAge,
    rule.education,
    rule.workYears,
    rule.levelYears,
    rule.experience
      .map((one) =>
        [one.kind, "unitType" in one ? one.unitType : "tier" in one ? one.tier : "", one.months].join(" "),
      )
      .sort(),
  ]);
export const changedFacts = (before: PositionFacts, after: PositionFacts): Fact[] =>
  FACTS.filter((fact) => plain(before, fact) !== plain(after, fact));

/** Of the people whom the viewer sees: who fits only now, and who did and no longer does, with what is missing. */
export function poolChanges(
  people: readonly PoolPerson[],
  before: PositionFacts,
  after: PositionFacts,
): { joins: Judged[]; leaves: Judged[]; stay: number } {
  const fitted = new Set(
    judgeAll(people, before.requirements, before)
      .filter(({ verdict }) => verdict.kind === "fit")
      .map(({ person }) => person.id),
  );
  const now = judgeAll(people, after.requirements, after);
  const fits = now.filter(({ verdict }) => verdict.kind === "fit");
  return {
    joins: fits.filter(({ person }) => !fitted.has(person.id)),
    leaves: now.filter(({ person, verdict }) => verdict.kind !== "fit" && fitted.has(person.id)),
    stay: fits.filter(({ person }) => fitted.has(person.id)).length,
  };
}

/** The fields of the form as the rule fills them; the way back from requirementsOf. */
export function fieldsOf(rule: Requirements): Partial<PositionInput> {
  const of = <K extends Requirements["experience"][number]["kind"]>(kind: K) =>
    rule.experience.find((one): one is Extract<typeof one, { kind: K }> => one.kind === kind);
  const [unitType, tier] = [of("UNIT_TYPE"), of("TIER")];
  return {
    countedOn: rule.countedOn,
    levels: rule.levels,
    maxAge: rule.maxAge,
    education: rule.education,
    workYears: rule.workYears,
    levelYears: rule.levelYears,
    battlefieldMonths: of("BATTLEFIELD")?.months ?? null,
    unitType: unitType?.unitType ?? null,
    unitTypeMonths: unitType?.months ?? null,
    heldTier: tier?.tier ?? null,
    heldTierMonths: tier?.months ?? null,
  };
}
