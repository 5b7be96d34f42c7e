import { getFormatter, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { MOMENT } from "@/app/_shared/moment";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import type { CalendarChange, DeadlineSetting } from "@/lib/calendar/queries";
import { CITY_TIME_ZONE } from "@/lib/platform/clock";

type Props = { changes: readonly CalendarChange[]; settings: readonly DeadlineSetting[] };
type Item = { at: Date; key: string; title: string; text: string };

/** Who set what, and why; the defaults and the reference data are no change. */
export async function CalendarHistory({ changes, settings }: Props) {
  const t = await getTranslations("calendar");
  const format = await getFormatter();
  const dates = await cityDates();
  const items: Item[] = [
    ...changes.flatMap((one) => {
      const what = { day: dates.day(one.day), kind: t(`status.${one.kind}`), name: one.name };
      return [
        ...(one.setterName === null
          ? []
          : [
              {
                at: one.setAt,
                key: `${one.id}-set`,
                title: t("status.wasSet", what),
                text: t("hint.by", { name: one.setterName, reason: one.reason }),
              },
            ]),
        ...(one.removedAt === null
          ? []
          : [
              {
                at: one.removedAt,
                key: `${one.id}-removed`,
                title: t("status.wasRemoved", what),
                text: t("hint.by", { name: one.removerName ?? "", reason: one.removeReason ?? "" }),
              },
            ]),
      ];
    }),
    ...settings
      .filter(({ setterName }) => setterName !== null)
      .map((one) => ({
        at: one.setAt,
        key: one.id,
        title: t("status.wasSettled", {
          step: t(`status.step.${one.step}`),
          count: one.days,
          day: dates.day(one.effectiveOn),
        }),
        text: t("hint.by", { name: one.setterName ?? "", reason: one.reason }),
      })),
  ];
  if (items.length === 0) return <p className="text-ink-soft">{t("empty.history")}</p>;
  const shown: TimelineItem[] = items
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, key, title, text }) => ({
      key,
      time: format.dateTime(at, { ...MOMENT, timeZone: CITY_TIME_ZONE }),
      dateTime: at.toISOString(),
      title,
      children: text,
    }));
  return <Timeline label={t("title.history")} items={shown} />;
}
