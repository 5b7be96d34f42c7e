/** 印证 (rule 3): which sources count, and what a claim still lacks. The database asks the same of a confirmation. */

export type SourceKind =
  | "testimony"
  | "direct_observation"
  | "synthesis"
  | "survey"
  | "document"
  | "data"
  | "unit_recommendation";

export type Source = {
  kind: SourceKind;
  /** one event by one person, or one paper */
  origin: string;
  supports: boolean;
  isIndependent: boolean;
  isWithdrawn: boolean;
  /** of a record: accepted, and still in the revision that was read */
  isCurrent: boolean;
  /** the paper of a unit of one of the claim's cadres */
  isOwnUnits: boolean;
};

/** A recommendation speaks for its own, a summary rests on what it sums up. */
const NEVER_INDEPENDENT: readonly SourceKind[] = ["unit_recommendation", "synthesis"];

export const mayBeIndependent = (kind: SourceKind): boolean => !NEVER_INDEPENDENT.includes(kind);

export const counts = (source: Source): boolean =>
  !source.isWithdrawn &&
  source.supports &&
  source.isIndependent &&
  mayBeIndependent(source.kind) &&
  source.isCurrent &&
  !source.isOwnUnits;

export type Missing = "anySource" | "secondSource" | "otherKind" | "otherOrigin";

/** What stands between a claim and its confirmation; null where nothing does. */
export function missingFor(sources: Source[]): Missing | null {
  const counting = sources.filter(counts);
  if (counting.length === 0) return "anySource";
  const isPair = (a: Source, b: Source) => a.kind !== b.kind && a.origin !== b.origin;
  if (counting.some((a) => counting.some((b) => isPair(a, b)))) return null;
  if (counting.length === 1) return "secondSource";
  return new Set(counting.map((one) => one.kind)).size < 2 ? "otherKind" : "otherOrigin";
}
