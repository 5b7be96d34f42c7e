/** The small marks of a claim: state, contribution, what it still lacks. The words come from messages/achievements. */
import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import { missingFor, type Source } from "@/lib/achievements/corroboration/rules";
import type { AchievementState, Contribution } from "@/lib/achievements/schema";

const STATES: Record<AchievementState, { tone: Tone; icon: IconName }> = {
  LEAD: { tone: "neutral", icon: "info" },
  WAITING: { tone: "info", icon: "clock" },
  CORROBORATED: { tone: "positive", icon: "check" },
  DOUBTFUL: { tone: "caution", icon: "warning" },
  REJECTED: { tone: "attention", icon: "minus" },
  MERGED: { tone: "neutral", icon: "link" },
  SPLIT: { tone: "neutral", icon: "swap" },
};

export async function AchievementMark({ state }: { state: AchievementState }) {
  const t = await getTranslations("achievements.status");
  return <Badge {...STATES[state]}>{t(state.toLowerCase())}</Badge>;
}

export async function ContributionMark({ contribution }: { contribution: Contribution }) {
  const t = await getTranslations("achievements.status");
  return <Badge>{t(contribution.toLowerCase())}</Badge>;
}

/** 待印证: what stands between the claim and its confirmation. */
export async function MissingText({ sources }: { sources: Source[] }) {
  const t = await getTranslations("achievements.hint");
  const missing = missingFor(sources);
  return missing ? (
    <span className="text-caution">{t(missing)}</span>
  ) : (
    <span className="text-positive">{t("enough")}</span>
  );
}
