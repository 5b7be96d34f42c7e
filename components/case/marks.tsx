/** State, tier and deadline of a case, each with a sign of its own. */
import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import { type Calendar, workingDaysBetween } from "@/lib/calendar/rules";
import { isOverdue } from "@/lib/cases/rules";
import type { CaseState, CaseTier } from "@/lib/cases/schema";
import type { Day } from "@/lib/platform/clock";

const STATES: Record<CaseState, { tone: Tone; icon: IconName }> = {
  OPEN: { tone: "info", icon: "clock" },
  SETTLED: { tone: "caution", icon: "check" },
  CLOSED: { tone: "positive", icon: "checkCircle" },
  WITHDRAWN: { tone: "neutral", icon: "minus" },
};

export async function CaseMark({ state }: { state: CaseState }) {
  const t = await getTranslations("cases.status");
  return <Badge {...STATES[state]}>{t(state)}</Badge>;
}

export async function TierMark({ tier }: { tier: CaseTier }) {
  const t = await getTranslations("cases.status");
  return <Badge>{t(tier)}</Badge>;
}

type Due = { one: { state: CaseState; dueOn: Day }; today: Day; calendar: Calendar };
/** In working days, as the deadline was counted. Nothing of what is no longer under way. */
export async function CaseDue({ one, today, calendar }: Due) {
  if (one.state !== "OPEN") return null;
  const t = await getTranslations("cases.hint");
  return isOverdue(one, today) ? (
    <Badge tone="attention" icon="warning">
      {t("late", { days: Math.max(1, workingDaysBetween(one.dueOn, today, calendar)) })}
    </Badge>
  ) : (
    <span className="text-sm text-ink-soft">
      {t("days", { days: workingDaysBetween(today, one.dueOn, calendar) })}
    </span>
  );
}
