import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import type { Deadlines, Setting } from "@/lib/calendar/queries";
import { DEADLINE_STEPS, type DeadlineStep } from "@/lib/calendar/schema";
import type { Day } from "@/lib/platform/clock";
import { calendarHref } from "./address";
import { SettingTable } from "./setting-table";

type Props = {
  year: number;
  deadlines: Deadlines;
  settings: readonly Setting[];
  today: Day;
  mayEdit: boolean;
  openStep?: DeadlineStep;
};

export async function DeadlineTable({ year, deadlines, settings, today, mayEdit, openStep }: Props) {
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  return (
    <SettingTable
      title={t("title.deadlines")}
      headings={{ step: t("field.step"), value: t("field.days") }}
      steps={DEADLINE_STEPS}
      todayText={(step) => t("hint.days", { count: deadlines[step] })}
      nextText={(_, next) => t("hint.next", { day: dates.day(next.effectiveOn), count: next.amount })}
      adjust={
        mayEdit
          ? {
              href: (step) => calendarHref(year, { step }),
              label: (step) => t("action.adjustFor", { step: t(`status.step.${step}`) }),
            }
          : undefined
      }
      {...{ settings, today, openStep }}
    />
  );
}
