import { getLocale, getTranslations } from "next-intl/server";
import { listDimensionWordings, rememberedWordings } from "@/lib/dimensions/queries";
import { type DimensionWords, dimensionWordsOn } from "@/lib/dimensions/rules";
import { cityDay, type Day } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { currentSession } from "@/lib/platform/request";

/** What 德 能 勤 绩 廉 are called on that day, today where none is given, in the reader's language. */
export async function dimensionWords(on?: Day): Promise<DimensionWords> {
  const session = await currentSession();
  const wordings =
    session.kind === "live"
      ? await rememberedWordings(session.wordingNo, () => read(session.viewer, listDimensionWordings))
      : [];
  const usual = await getTranslations("observations.status");
  return dimensionWordsOn(wordings, on ?? cityDay(new Date()), (await getLocale()) === "en", (dimension) =>
    usual(dimension.toLowerCase()),
  );
}
