/** Age and the strength of evidence. No score is made anywhere: numbers of sources, never a grade of a person. */
import type { Limits } from "@/lib/calendar/limits/rules";
import type { Day } from "@/lib/platform/clock";

/** Full years, counted by months as rosters do: the month of birth already counts. */
export function ageOn(bornOn: Day, on: Day): number {
  const [bornYear = 0, bornMonth = 0] = bornOn.split("-").map(Number);
  const [year = 0, month = 0] = on.split("-").map(Number);
  return Math.max(0, year - bornYear - (month < bornMonth ? 1 : 0));
}

export type Strength = { records: number; recorders: number; methods: number; sources: number };
export type StrengthVerdict =
  | { kind: "none" }
  | { kind: "thin"; missingMethods: number; missingRecorders: number }
  | { kind: "enough" };

/** What an office asks for before evidence is more than thin; three methods and two recorders at least (product.md, "Light by rule"). */
export type EnoughEvidence = Pick<Limits, "evidenceMethods" | "evidenceRecorders">;

export function strengthVerdict(
  { records, recorders, methods }: Strength,
  { evidenceMethods, evidenceRecorders }: EnoughEvidence,
): StrengthVerdict {
  if (records === 0) return { kind: "none" };
  const missingMethods = Math.max(0, evidenceMethods - methods);
  const missingRecorders = Math.max(0, evidenceRecorders - recorders);
  return missingMethods + missingRecorders > 0
    ? { kind: "thin", missingMethods, missingRecorders }
    : { kind: "enough" };
}
