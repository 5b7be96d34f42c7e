import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { LimitStep } from "@/lib/calendar/limits/schema";
import type { Setting } from "@/lib/calendar/queries";
import type { DeadlineStep } from "@/lib/calendar/schema";
import type { Day } from "@/lib/platform/clock";

type AnyStep = DeadlineStep | LimitStep;
type Props<Step extends AnyStep> = {
  title: string;
  /** of the first two columns */
  headings: { step: string; value: string };
  steps: readonly Step[];
  settings: readonly Setting[];
  today: Day;
  /** what counts today, in words */
  todayText: (step: Step) => string;
  nextText: (step: Step, next: Setting) => string;
  openStep?: Step;
  /** where one is set anew, for who may */
  adjust?: { href: (step: Step) => string; label: (step: Step) => string };
};

/** What counts today, and what is announced: of deadlines and of limits alike. */
export async function SettingTable<Step extends AnyStep>({
  title,
  headings,
  steps,
  settings,
  today,
  todayText,
  nextText,
  openStep,
  adjust,
}: Props<Step>) {
  const t = await getTranslations("calendar");
  const nameOf = (step: AnyStep): string => t(`status.step.${step}`);
  type Line = { step: Step; next: Setting | undefined };
  // newest first: the last of those ahead is the next to come
  const rows: Line[] = steps.map((step) => ({
    step,
    next: settings.findLast((one) => one.step === step && one.effectiveOn > today),
  }));
  const columns: Column<Line>[] = [
    { key: "step", header: headings.step, cell: ({ step }) => nameOf(step) },
    {
      key: "value",
      header: headings.value,
      align: "end",
      nowrap: true,
      width: "9rem",
      cell: ({ step }) => todayText(step),
    },
    {
      key: "next",
      header: t("field.next"),
      // nothing is announced: a phone has room for what counts and its button
      minor: rows.every(({ next }) => !next),
      cell: ({ step, next }) => (next ? nextText(step, next) : t("hint.none")),
    },
  ];
  if (adjust)
    columns.push({
      key: "actions",
      header: <span className="sr-only">{t("field.actions")}</span>,
      nowrap: true,
      width: "5rem",
      cell: ({ step }) => (
        <a
          href={adjust.href(step)}
          aria-label={adjust.label(step)}
          className={buttonClass({ size: "sm" }, "no-print")}
        >
          {t("action.adjust")}
        </a>
      ),
    });
  return (
    <DataTable
      flush
      caption={t("hint.table", { title })}
      rows={rows}
      rowKey={({ step }) => step}
      isSelected={({ step }) => step === openStep}
      columns={columns}
    />
  );
}
