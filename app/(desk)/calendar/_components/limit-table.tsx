import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { type Limits, limitOf } from "@/lib/calendar/limits/rules";
import { LIMIT_REACH, LIMIT_STEPS, type LimitStep } from "@/lib/calendar/limits/schema";
import type { Setting } from "@/lib/calendar/queries";
import type { Day } from "@/lib/platform/clock";
import { calendarHref } from "./address";
import { SettingTable } from "./setting-table";

type Props = {
  year: number;
  limits: Limits;
  settings: readonly Setting[];
  today: Day;
  mayEdit: boolean;
  openLimit?: LimitStep;
};

export async function LimitTable({ year, limits, settings, today, mayEdit, openLimit }: Props) {
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  const value = (step: LimitStep, count: number) => t(`hint.value.${LIMIT_REACH[step].unit}`, { count });
  return (
    <SettingTable
      title={t("title.limits")}
      headings={{ step: t("field.limit"), value: t("field.amount") }}
      steps={LIMIT_STEPS}
      todayText={(step) => value(step, limitOf(limits, step))}
      nextText={(step, next) =>
        t("hint.nextLimit", { day: dates.day(next.effectiveOn), value: value(step, next.amount) })
      }
      openStep={openLimit}
      adjust={
        mayEdit
          ? {
              href: (step) => calendarHref(year, { limit: step }),
              label: (step) => t("action.adjustLimitFor", { step: t(`status.step.${step}`) }),
            }
          : undefined
      }
      {...{ settings, today }}
    />
  );
}
