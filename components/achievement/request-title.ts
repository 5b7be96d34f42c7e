import { getTranslations } from "next-intl/server";
import type { Source } from "@/lib/achievements/corroboration/rules";
import { counts } from "@/lib/achievements/corroboration/rules";
import { claimWords, needOf } from "@/lib/achievements/requests/rules";
import { marks } from "../punctuation/marks";

type About = { claim: string; confidentiality: number; unitName: string; sources: Source[] };

/** What a request says where nobody writes it: what the claim lacks, and which kinds it has. */
export async function requestTitle(about: About): Promise<string> {
  const t = await getTranslations("achievements");
  const m = await marks();
  const kinds = [...new Set(about.sources.filter(counts).map((source) => t(`status.${source.kind}`)))];
  const need = t(`hint.ask_${needOf(about.sources)}`, { kinds: kinds.join(m.list) });
  const words = claimWords(about);
  return words
    ? t("hint.requestTitle", { need, claim: words })
    : t("hint.requestTitleClosed", { need, unit: about.unitName });
}
