import { getLocale, getTranslations } from "next-intl/server";
import type { CadreFile } from "@/lib/cadres/file/queries";
import type { ComparisonWords } from "@/lib/comparison/table/rules";
import type { Day } from "@/lib/platform/clock";
import { dimensionWords } from "./dimension-words";

/** `asOf`: the day that the comparison tells of. */
export const comparisonWords = async (asOf: Day): Promise<ComparisonWords> => ({
  comparison: await getTranslations("comparison"),
  cadres: await getTranslations("cadres"),
  observations: await getTranslations("observations"),
  achievements: await getTranslations("achievements"),
  appraisals: await getTranslations("appraisals"),
  concerns: await getTranslations("concerns"),
  cases: await getTranslations("cases"),
  dimensions: await dimensionWords(asOf),
  isEnglish: (await getLocale()) === "en",
});

/** The post held on the day of the file. */
export function postOf({ posts }: CadreFile, none: string): string {
  const held = posts.filter(({ endsOn }) => endsOn === null);
  const post = held.find(({ isPrimary }) => isPrimary) ?? held[0];
  return post ? `${post.unitName} ${post.title}` : none;
}
