/** State, outcome and deadline of a tolerance case. */
import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import { type Calendar, workingDaysBetween } from "@/lib/calendar/rules";
import type { Day } from "@/lib/platform/clock";
import { isOverdue } from "@/lib/tolerance/rules";
import type { ToleranceState } from "@/lib/tolerance/schema";

const STATES: Record<ToleranceState, { tone: Tone; icon: IconName }> = {
  APPLIED: { tone: "info", icon: "clock" },
  RETURNED: { tone: "caution", icon: "return" },
  REFUSED: { tone: "neutral", icon: "minus" },
  WITHDRAWN: { tone: "neutral", icon: "minus" },
  ACCEPTED: { tone: "info", icon: "search" },
  VERIFIED: { tone: "info", icon: "scale" },
  DETERMINED: { tone: "info", icon: "mail" },
  FED_BACK: { tone: "positive", icon: "check" },
  APPEALED: { tone: "caution", icon: "return" },
  STOPPED: { tone: "attention", icon: "error" },
  CLOSED: { tone: "positive", icon: "checkCircle" },
};

export async function ToleranceMark({ state }: { state: ToleranceState }) {
  const t = await getTranslations("tolerance.status");
  return <Badge {...STATES[state]}>{t(state)}</Badge>;
}

type Due = { one: { state: ToleranceState; dueOn: Day | null }; today: Day; calendar: Calendar };
/** In working days; of what waits for nobody nothing. */
export async function ToleranceDue({ one, today, calendar }: Due) {
  if (!one.dueOn) return null;
  const t = await getTranslations("tolerance.hint");
  if (one.state === "FED_BACK")
    return one.dueOn >= today ? (
      <span className="text-sm text-ink-soft">{t("appealUntil", { day: one.dueOn })}</span>
    ) : null;
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
