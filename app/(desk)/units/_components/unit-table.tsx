import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { Coverage, CoverageUnit } from "@/lib/coverage/queries";
import { bySilence, isSilent } from "@/lib/coverage/rules";
import type { Day } from "@/lib/platform/clock";
import type { UnitRow } from "@/lib/units/queries";
import { unitTypeKey } from "@/lib/units/rules";
import type { UnitSort } from "@/lib/units/schema";

type Row = UnitRow & { seen: CoverageUnit | undefined };

const NOTHING = "—";

/** Record columns are absent without the right to records; a unit out of reach has a dash and no number. */
export async function UnitTable({
  units,
  board,
  sort,
  recent,
  empty,
}: {
  units: UnitRow[];
  board: Coverage | null;
  sort: UnitSort;
  recent: { from: Day; to: Day };
  empty: ReactNode;
}) {
  const t = await getTranslations("units");
  const m = await marks();
  const seenById = new Map(board?.units.map((unit) => [unit.id, unit]));
  const rows: Row[] = units.map((unit) => ({ ...unit, seen: seenById.get(unit.id) }));
  if (board && sort === "silence") {
    rows.sort((a, b) => (a.seen && b.seen ? bySilence(a.seen, b.seen) : Number(!a.seen) - Number(!b.seen)));
  }
  const columns: Column<Row>[] = [
    { key: "name", header: t("field.name"), width: "9rem", nowrap: true, cell: (row) => row.shortName },
    {
      key: "code",
      header: t("field.code"),
      width: "4.5rem",
      nowrap: true,
      minor: true,
      cell: (row) => row.code,
    },
    {
      key: "fullName",
      header: t("field.fullName"),
      width: "11rem",
      clip: true,
      minor: true,
      cell: (row) => (
        <span className="text-ink-soft">
          {row.name}
          {!row.isVerified && <span className="ml-1.5 text-sm text-ink-hint">{t("hint.unverified")}</span>}
        </span>
      ),
    },
    {
      key: "type",
      header: t("field.type"),
      width: "8.5rem",
      nowrap: true,
      minor: true,
      cell: (row) => t(`status.${unitTypeKey(row.type)}`),
    },
    {
      key: "team",
      header: t("field.team"),
      width: "5rem",
      align: "end",
      nowrap: true,
      minor: true,
      cell: (row) => size(row, row.team, "&tier=team"),
    },
    {
      key: "cadres",
      header: t("field.cadres"),
      width: "4rem",
      align: "end",
      nowrap: true,
      minor: true,
      cell: (row) => size(row, row.cadres, ""),
    },
    { key: "observers", header: t("field.observers"), width: "8.5rem", nowrap: true, cell: observers },
  ];
  if (board) {
    columns.push(
      {
        key: "recent",
        header: t("field.recent"),
        width: "6rem",
        align: "end",
        nowrap: true,
        cell: recentCount,
      },
      { key: "lastOn", header: t("field.lastOn"), width: "6.5rem", nowrap: true, cell: lastOn },
      {
        key: "silence",
        header: t("field.silence"),
        width: "10.5rem",
        nowrap: true,
        cell: (row) => silence(row.seen),
      },
    );
  }

  function size(row: Row, count: number | null, more: string): ReactNode {
    if (count === null) return NOTHING;
    return board && count > 0 ? <a href={`/cadres?unit=${row.id}${more}`}>{count}</a> : count;
  }
  function observers(row: Row): ReactNode {
    if (row.observers === null) return NOTHING;
    if (row.observers.length === 0) {
      return (
        <Badge tone="attention" icon={true}>
          {t("status.noObserver")}
        </Badge>
      );
    }
    return row.observers.map((one) => one.name).join(m.list);
  }
  function recentCount({ id, seen }: Row): ReactNode {
    if (!seen) return NOTHING;
    return (
      <a href={`/observations?unit=${id}&state=counted&from=${recent.from}&to=${board?.to ?? recent.to}`}>
        {seen.records}
      </a>
    );
  }
  function lastOn({ seen }: Row): ReactNode {
    if (!seen?.lastOn) return NOTHING;
    return seen.lastId ? <a href={`/observations/${seen.lastId}`}>{seen.lastOn}</a> : seen.lastOn;
  }
  function silence(seen: CoverageUnit | undefined): ReactNode {
    if (!seen) return NOTHING;
    if (seen.lastOn === null) return <Silent>{t("status.never")}</Silent>;
    const days = seen.silentDays ?? 0;
    if (board && isSilent(seen.silentDays, board.silentAfter))
      return <Silent>{t("status.silentDays", { days })}</Silent>;
    return <span className="text-ink-soft">{t("status.recent", { days })}</span>;
  }

  return (
    <DataTable
      caption={t("title.list")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/units/${row.id}`}
      empty={empty}
    />
  );
}

function Silent({ children }: { children: ReactNode }) {
  return (
    <Badge tone="caution" icon={true}>
      {children}
    </Badge>
  );
}
