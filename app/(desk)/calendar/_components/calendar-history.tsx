import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import { isLimit, type Limits, limitOf } from "@/lib/calendar/limits/rules";
import { LIMIT_REACH } from "@/lib/calendar/limits/schema";
import type { CalendarChange, CalendarDay, Deadlines, Setting, SettingStep } from "@/lib/calendar/queries";
import { type Day, momentText } from "@/lib/platform/clock";
import { calendarHref } from "./address";

type Props = {
  year: number;
  days: readonly CalendarDay[];
  changes: readonly CalendarChange[];
  settings: readonly Setting[];
  deadlines: Deadlines;
  limits: Limits;
  today: Day;
  mayEdit: boolean;
};
type Item = { at: Date; key: string; title: string; text: string; back?: string };

/** Who set what, and why, and the way back; the reference data alone is no change. */
export async function CalendarHistory({
  year,
  days,
  changes,
  settings,
  deadlines,
  limits,
  today,
  mayEdit,
}: Props) {
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  // a day that is over has been counted with, and what stands there now needs no way back
  const dayBack = (one: CalendarChange) =>
    one.day >= today &&
    !days.some(({ day, kind, name }) => day === one.day && kind === one.kind && name === one.name)
      ? calendarHref(year, { day: one.day, back: one.id })
      : undefined;
  const ahead = (step: SettingStep) => settings.some((one) => one.step === step && one.effectiveOn > today);
  const settingBack = ({ id, step, amount }: Setting) =>
    isLimit(step)
      ? limitOf(limits, step) !== amount || ahead(step)
        ? calendarHref(year, { limit: step, back: id })
        : undefined
      : deadlines[step] !== amount || ahead(step)
        ? calendarHref(year, { step, back: id })
        : undefined;
  const told = ({ step, amount, effectiveOn }: Setting) => {
    const what = { step: t(`status.step.${step}`), day: dates.day(effectiveOn) };
    return isLimit(step)
      ? t("status.wasLimited", {
          ...what,
          value: t(`hint.value.${LIMIT_REACH[step].unit}`, { count: amount }),
        })
      : t("status.wasSettled", { ...what, count: amount });
  };
  const changed = new Set(settings.filter(({ setterName }) => setterName !== null).map(({ step }) => step));
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
                back: dayBack(one),
              },
            ]),
      ];
    }),
    ...settings
      // of what was never changed, the value that came with the program is no news
      .filter(({ step }) => changed.has(step))
      .map((one) => ({
        at: one.setAt,
        key: one.id,
        title: told(one),
        text:
          one.setterName === null
            ? t("hint.delivered")
            : t("hint.by", { name: one.setterName, reason: one.reason }),
        back: settingBack(one),
      })),
  ];
  if (items.length === 0) return <p className="text-ink-soft">{t("empty.history")}</p>;
  const shown: TimelineItem[] = items
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, key, title, text, back }) => ({
      key,
      time: momentText(at),
      dateTime: at.toISOString(),
      title,
      children: (
        <>
          {text}
          {mayEdit && back && (
            <a
              href={back}
              aria-label={t("action.restoreFor", { what: title })}
              className="ml-2 text-accent underline underline-offset-3"
            >
              {t("action.restore")}
            </a>
          )}
        </>
      ),
    }));
  return <Timeline label={t("title.history")} items={shown} />;
}
