import { getTranslations } from "next-intl/server";
import { settleRecusalWarning } from "@/app/_actions/recusals";
import { cityDates } from "@/app/_shared/city-dates";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { cityDay } from "@/lib/platform/clock";
import type { Warning } from "@/lib/recusals/queries";
import { LIMITS, type ReviewFilter } from "@/lib/recusals/schema";
import { reviewHref } from "./address";

type Props = { warnings: readonly Warning[]; filter: ReviewFilter; year: number; viewerId: string };

/** Who moved to where kin or a former colleague observes, and what was done about it. */
export async function WarningTable({ warnings, filter, year, viewerId }: Props) {
  const t = await getTranslations("recusals");
  const dates = await cityDates();
  const at = { year, state: filter.state };
  const columns: Column<Warning>[] = [
    {
      key: "what",
      header: t("field.warning"),
      cell: (row) => (
        <span className="min-w-48">
          {t(`status.warning.${row.kind}`, {
            cadre: row.cadreName,
            unit: row.unitName,
            observer: row.observerName,
          })}
        </span>
      ),
    },
    {
      key: "foundAt",
      header: t("field.foundAt"),
      nowrap: true,
      cell: (row) => dates.day(cityDay(new Date(row.foundAt))),
    },
    {
      key: "settled",
      header: t("field.settlement"),
      cell: (row) =>
        row.settledAt ? (
          <span className="text-ink-soft">
            {t("hint.settled", { name: row.settlerName ?? "", text: row.settlement })}
          </span>
        ) : (
          <Badge tone="caution" icon>
            {t("status.open")}
          </Badge>
        ),
    },
    {
      key: "actions",
      header: <span className="sr-only">{t("field.actions")}</span>,
      nowrap: true,
      cell: (row) =>
        row.settledAt === null &&
        row.observerId !== viewerId && (
          <span className="flex gap-1.5">
            <a
              href={`/assignments?unit=${row.unitId}`}
              aria-label={t("action.boardFor", { unit: row.unitName })}
              className={buttonClass({ size: "sm", variant: "quiet" })}
            >
              {t("action.board")}
            </a>
            <a
              href={reviewHref({ ...at, warning: row.id })}
              aria-label={t("action.settleFor", { unit: row.unitName, observer: row.observerName })}
              className={buttonClass({ size: "sm" })}
            >
              {t("action.settle")}
            </a>
          </span>
        ),
    },
  ];
  const open = warnings.find(({ id, settledAt }) => id === filter.warning && settledAt === null);
  return (
    <>
      <DataTable
        flush
        caption={t("hint.table", { title: t("title.warnings") })}
        columns={columns}
        rows={warnings}
        rowKey={(row) => row.id}
        isSelected={(row) => row.id === filter.warning}
        empty={null}
      />
      {open && (
        <div className="border-t border-line px-4 py-3.5">
          <CommandForm
            action={settleRecusalWarning}
            messages={await formMessages("recusals")}
            successHref={reviewHref({ ...at, saved: "settled" })}
            aria-label={t("action.settleFor", { unit: open.unitName, observer: open.observerName })}
          >
            <input type="hidden" name="warningId" value={open.id} />
            <TextArea
              name="settlement"
              label={t("field.settlementFor", { unit: open.unitName, observer: open.observerName })}
              hint={t("hint.settle")}
              limit={LIMITS.note}
              rows={2}
              required
            />
            <FormActions>
              <SubmitButton>{t("action.saveSettle")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </div>
      )}
    </>
  );
}
