/** State of a concern on a day, and what it still lacks. The words come from messages/concerns. */
import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import { type ConcernSourceFacts, missingSources, standingOf } from "@/lib/concerns/rules";
import type { ConcernState } from "@/lib/concerns/schema";
import type { Day } from "@/lib/platform/clock";

const STATES: Record<ConcernState, { tone: Tone; icon: IconName }> = {
  OPEN: { tone: "info", icon: "clock" },
  WATCHING: { tone: "caution", icon: "warning" },
  REMINDED: { tone: "attention", icon: "flag" },
  DISMISSED: { tone: "neutral", icon: "minus" },
};

type Props = { concern: { state: ConcernState; expiresOn: Day | null }; today: Day };

/** What has ended says so, whatever was decided. */
export async function ConcernMark({ concern, today }: Props) {
  const t = await getTranslations("concerns.status");
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge {...STATES[concern.state]}>{t(concern.state)}</Badge>
      {standingOf(concern, today) === "expired" && (
        <Badge tone="neutral" icon="clock">
          {t("expired")}
        </Badge>
      )}
    </span>
  );
}

export async function MissingSources({ sources }: { sources: readonly ConcernSourceFacts[] }) {
  const t = await getTranslations("concerns.hint");
  const missing = missingSources(sources);
  return missing ? (
    <span className="text-caution">{t(missing)}</span>
  ) : (
    <span className="text-positive">{t("enough")}</span>
  );
}
