import { getTranslations } from "next-intl/server";
import { dayText } from "@/components/observation/days";
import { Panel } from "@/components/ui/panel";
import { Timeline } from "@/components/ui/timeline";
import { Written } from "@/components/ui/written";
import type { ToleranceEvent, TolerancePage } from "@/lib/tolerance/queries";
import type { ToleranceState, ToleranceStep } from "@/lib/tolerance/schema";

/** What was done is named by the step; what merely waits by its state. */
const STEP_TO: Partial<Record<ToleranceState, ToleranceStep>> = {
  ACCEPTED: "ACCEPT",
  VERIFIED: "VERIFY",
  DETERMINED: "DETERMINE",
  FED_BACK: "FEED_BACK",
  APPEALED: "APPEAL",
  RETURNED: "RETURN",
  CLOSED: "CLOSE",
};

/** Each step with its words, newest first. */
export async function ToleranceHistory({ one }: { one: TolerancePage }) {
  const t = await getTranslations("tolerance");
  const titleOf = ({ fromState, toState }: ToleranceEvent) => {
    if (fromState === null) return t("status.applied");
    if (toState === "ACCEPTED" && (fromState === "FED_BACK" || fromState === "STOPPED"))
      return t("status.converted");
    const step = STEP_TO[toState];
    return step ? t(`action.${step}`) : t(`status.${toState}`);
  };
  return (
    <Panel title={t("title.events")}>
      <Timeline
        label={t("title.events")}
        items={one.events.map((event) => ({
          key: event.id,
          time: dayText(event.at),
          dateTime: event.at,
          title: titleOf(event),
          tone: event.toState === "STOPPED" ? "attention" : event.toState === "CLOSED" ? "positive" : "info",
          meta: <span className="text-sm text-ink-soft">{event.actorName ?? t("hint.office")}</span>,
          children: event.text && <Written>{event.text}</Written>,
        }))}
      />
    </Panel>
  );
}
