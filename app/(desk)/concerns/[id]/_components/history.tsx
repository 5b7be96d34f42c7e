import { getTranslations } from "next-intl/server";
import { dayText } from "@/components/observation/days";
import { Panel } from "@/components/ui/panel";
import { Timeline } from "@/components/ui/timeline";
import type { ConcernEvent, ConcernPage } from "@/lib/concerns/queries";

const FALLS = ["@withdrawn", "@corrected", "@recorded"] as const;
/** A word of the product where it fell by itself, else the person's own words. */
const fallOf = (reason: string) => FALLS.find((one) => one === reason);

/** Each decision, renewal and fall, newest first. */
export async function ConcernHistory({ concern }: { concern: ConcernPage }) {
  const t = await getTranslations("concerns");
  const titleOf = ({ fromState, toState, reason }: ConcernEvent): string => {
    if (fromState === null) return t("status.begun");
    if (fromState === toState) return t("status.renewed", { state: t(`status.${toState}`) });
    if (toState === "OPEN") return t(fallOf(reason) ? "status.fallen" : "action.reopen");
    return t(`status.${toState}`);
  };
  return (
    <Panel title={t("title.history")}>
      <Timeline
        label={t("title.history")}
        items={concern.events.map((event) => {
          const fall = fallOf(event.reason);
          return {
            key: event.at + event.toState,
            time: dayText(event.at),
            title: `${titleOf(event)} ${event.actorName ?? ""}`,
            tone: fall ? "attention" : event.toState === "OPEN" ? "info" : "caution",
            children: (
              <>
                {fall ? t(`status.${fall}`) : event.reason}
                {event.expiresOn && (
                  <span className="block text-sm text-ink-soft">
                    {t("hint.until", { day: event.expiresOn })}
                  </span>
                )}
              </>
            ),
          };
        })}
      />
    </Panel>
  );
}
