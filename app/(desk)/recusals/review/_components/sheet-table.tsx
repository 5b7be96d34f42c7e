import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { Badge, type Tone } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { cityDay } from "@/lib/platform/clock";
import type { SheetRow } from "@/lib/recusals/queries";
import type { SheetState } from "@/lib/recusals/rules";
import type { ReviewFilter } from "@/lib/recusals/schema";
import { reviewHref } from "./address";

const TONES: Record<SheetState, Tone> = {
  SUBMITTED: "info",
  RETURNED: "caution",
  MISSING: "neutral",
  ACCEPTED: "positive",
};

export async function SheetTable({
  rows,
  year,
  filter,
}: {
  rows: readonly SheetRow[];
  year: number;
  filter: ReviewFilter;
}) {
  const t = await getTranslations("recusals");
  const dates = await cityDates();
  const columns: Column<SheetRow>[] = [
    { key: "observer", header: t("field.observer"), cell: (row) => row.observerName, nowrap: true },
    { key: "department", header: t("field.department"), cell: (row) => row.department, minor: true },
    {
      key: "state",
      header: t("field.state"),
      nowrap: true,
      cell: (row) => <Badge tone={TONES[row.state]}>{t(`status.sheet.${row.state}`)}</Badge>,
    },
    {
      key: "submittedAt",
      header: t("field.submittedAt"),
      nowrap: true,
      minor: true,
      cell: (row) => (row.submittedAt ? dates.day(cityDay(new Date(row.submittedAt))) : ""),
    },
    { key: "lines", header: t("field.lines"), align: "end", cell: (row) => row.lines },
    { key: "endsAsked", header: t("field.endsAsked"), align: "end", cell: (row) => row.endsAsked || "" },
  ];
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.sheets", { year: String(year) }) })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.observerId}
      rowHref={(row) => reviewHref({ year, state: filter.state, person: row.observerId })}
      isSelected={(row) => row.observerId === filter.person}
      empty={<EmptyState title={t("empty.sheets")} icon="check" />}
    />
  );
}
