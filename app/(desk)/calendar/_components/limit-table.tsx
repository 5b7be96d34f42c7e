import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { buttonClass } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { type Limits, limitOf } from "@/lib/calendar/limits/rules";
import { LIMIT_REACH, LIMIT_STEPS, type LimitStep } from "@/lib/calendar/limits/schema";
import type { Setting } from "@/lib/calendar/queries";
import type { Day } from "@/lib/platform/clock";
import { calendarHref } from "./address";

type Props = {
  year: number;
  limits: Limits;
  settings: readonly Setting[];
  today: Day;
  mayEdit: boolean;
  openLimit?: LimitStep;
};
type Line = { step: LimitStep; amount: number; next: Setting | undefined };

/** What counts today, and what is announced. */
export async function LimitTable({ year, limits, settings, today, mayEdit, openLimit }: Props) {
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  const value = (step: LimitStep, count: number) => t(`hint.value.${LIMIT_REACH[step].unit}`, { count });
  // newest first: the last of those ahead is the next to come
  const rows: Line[] = LIMIT_STEPS.map((step) => ({
    step,
    amount: limitOf(limits, step),
    next: settings.findLast((one) => one.step === step && one.effectiveOn > today),
  }));
  const columns: Column<Line>[] = [
    { key: "step", header: t("field.limit"), cell: ({ step }) => t(`status.step.${step}`) },
    {
      key: "amount",
      header: t("field.amount"),
      align: "end",
      nowrap: true,
      width: "9rem",
      cell: ({ step, amount }) => value(step, amount),
    },
    {
      key: "next",
      header: t("field.next"),
      cell: ({ step, next }) =>
        next
          ? t("hint.nextLimit", { day: dates.day(next.effectiveOn), value: value(step, next.amount) })
          : t("hint.none"),
    },
  ];
  if (mayEdit)
    columns.push({
      key: "actions",
      header: <span className="sr-only">{t("field.actions")}</span>,
      nowrap: true,
      width: "5rem",
      cell: ({ step }) => (
        <a
          href={calendarHref(year, { limit: step })}
          aria-label={t("action.adjustLimitFor", { step: t(`status.step.${step}`) })}
          className={buttonClass({ size: "sm" }, "no-print")}
        >
          {t("action.adjust")}
        </a>
      ),
    });
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.limits") })}
      rows={rows}
      rowKey={({ step }) => step}
      isSelected={({ step }) => step === openLimit}
      columns={columns}
    />
  );
}
