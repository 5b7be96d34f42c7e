import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { buttonClass } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { Deadlines, Setting } from "@/lib/calendar/queries";
import { DEADLINE_STEPS, type DeadlineStep } from "@/lib/calendar/schema";
import type { Day } from "@/lib/platform/clock";
import { calendarHref } from "./address";

type Props = {
  year: number;
  deadlines: Deadlines;
  settings: readonly Setting[];
  today: Day;
  mayEdit: boolean;
  openStep?: DeadlineStep;
};
type Line = { step: DeadlineStep; days: number; next: Setting | undefined };

export async function DeadlineTable({ year, deadlines, settings, today, mayEdit, openStep }: Props) {
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  // newest first: the last of those ahead is the next to come
  const rows: Line[] = DEADLINE_STEPS.map((step) => ({
    step,
    days: deadlines[step],
    next: settings.findLast((one) => one.step === step && one.effectiveOn > today),
  }));
  const columns: Column<Line>[] = [
    { key: "step", header: t("field.step"), cell: ({ step }) => t(`status.step.${step}`) },
    {
      key: "days",
      header: t("field.days"),
      align: "end",
      nowrap: true,
      width: "7rem",
      cell: ({ days }) => t("hint.days", { count: days }),
    },
    {
      key: "next",
      header: t("field.next"),
      cell: ({ next }) =>
        next ? t("hint.next", { day: dates.day(next.effectiveOn), count: next.amount }) : t("hint.none"),
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
          href={calendarHref(year, { step })}
          aria-label={t("action.adjustFor", { step: t(`status.step.${step}`) })}
          className={buttonClass({ size: "sm" }, "no-print")}
        >
          {t("action.adjust")}
        </a>
      ),
    });
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.deadlines") })}
      rows={rows}
      rowKey={({ step }) => step}
      isSelected={({ step }) => step === openStep}
      columns={columns}
    />
  );
}
