/** What a dimension is called on a day, and when it may be called something else; the database keeps the same. */
import type { Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import { DIMENSIONS, type Dimension } from "./schema";

export type DimensionTexts = {
  name: string;
  shortName: string;
  hint: string;
  nameEn: string;
  shortNameEn: string;
  hintEn: string;
};
export type DimensionWording = DimensionTexts & { dimension: Dimension; startsOn: Day };
/** In one language: the name where there is room, the short one in tables and marks, the hint where one chooses. */
export type DimensionWord = { name: string; shortName: string; hint: string };
export type DimensionWords = Record<Dimension, DimensionWord>;

/**
 * Newest first is how they are read. A day before the first wording is told in the first: nothing was called
 * differently then.
 */
export function wordingOn<Wording extends DimensionWording>(
  wordings: readonly Wording[],
  dimension: Dimension,
  on: Day,
): Wording | undefined {
  const own = wordings.filter((one) => one.dimension === dimension);
  return own.find(({ startsOn }) => startsOn <= on) ?? own.at(-1);
}

/** `usual` are the words delivered with the program: for English pages where nobody set English ones. */
export function dimensionWordsOn(
  wordings: readonly DimensionWording[],
  on: Day,
  isEnglish: boolean,
  usual: (dimension: Dimension) => string,
): DimensionWords {
  const wordOf = (dimension: Dimension): DimensionWord => {
    const wording = wordingOn(wordings, dimension, on);
    if (!isEnglish && wording)
      return { name: wording.name, shortName: wording.shortName, hint: wording.hint };
    const name = wording?.nameEn || usual(dimension);
    return { name, shortName: wording?.shortNameEn || name, hint: wording?.hintEn ?? "" };
  };
  return Object.fromEntries(DIMENSIONS.map((one) => [one, wordOf(one)])) as DimensionWords;
}

export type DimensionReason =
  | "dimensions.reason.inThePast"
  | "dimensions.reason.beforeTheLast"
  | "dimensions.reason.unchanged";

const TEXTS = ["name", "shortName", "hint", "nameEn", "shortNameEn", "hintEn"] as const;
export const isSameWording = (one: DimensionTexts, other: DimensionTexts): boolean =>
  TEXTS.every((key) => one[key] === other[key]);

/** One that is announced is overtaken from its own day on, not from an earlier one: nobody would see it happen. */
export function wordingRefusal(
  wanted: DimensionTexts & { startsOn: Day },
  /** of the same dimension, newest first */
  present: readonly DimensionWording[],
  today: Day,
): Refusal<DimensionReason> | null {
  const [last] = present;
  if (wanted.startsOn < today) return refuse("dimensions.reason.inThePast");
  if (last && wanted.startsOn < last.startsOn) return refuse("dimensions.reason.beforeTheLast");
  return last && isSameWording(wanted, last) ? refuse("dimensions.reason.unchanged") : null;
}
