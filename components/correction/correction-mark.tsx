import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import { answerDue } from "@/lib/corrections/rules";
import type { CorrectionOutcome, CorrectionState } from "@/lib/corrections/schema";
import type { Day } from "@/lib/platform/clock";

const STATES: Record<CorrectionState, { tone: Tone; icon: IconName }> = {
  ASKED: { tone: "info", icon: "clock" },
  REVIEWING: { tone: "info", icon: "pen" },
  ANSWERED: { tone: "positive", icon: "check" },
  WITHDRAWN: { tone: "neutral", icon: "minus" },
};
// answered, but not as asked: no tick
const REFUSED = { tone: "neutral", icon: "minus" } as const;
type Props = {
  request: { state: CorrectionState; dueOn: Day; outcome: CorrectionOutcome | null };
  today: Day;
};

/** Its state, and how long an answer still has; late in words with a sign. */
export async function CorrectionMark({ request, today }: Props) {
  const t = await getTranslations("corrections.status");
  const due = answerDue(request, today);
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge {...(request.outcome === "REFUSED" ? REFUSED : STATES[request.state])}>
        {t(request.outcome ?? request.state)}
      </Badge>
      {due.kind === "overdue" && (
        <Badge tone="attention" icon="warning">
          {t("late", { days: due.days })}
        </Badge>
      )}
      {due.kind === "ahead" && <Badge>{t("ahead", { days: due.days })}</Badge>}
    </span>
  );
}
