import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { pairKey, type Roster } from "@/lib/assignments/plans/rules";
import type { PlanLine } from "@/lib/assignments/plans/schema";
import type { Explained, LineWhy } from "@/lib/assignments/plans/why/rules";
import { type Names, namesOf } from "./names";

type Props = { roster: Roster; explained: Explained; lines: readonly PlanLine[] };
type Row = PlanLine & { why: LineWhy };

/** What is new and what ends, each with its reason; what is kept below, for whoever asks. */
export async function ChangeTables({ roster, explained, lines }: Props) {
  const t = await getTranslations("plans");
  const names = namesOf(roster);
  const order = new Map(roster.units.map(({ id }, at) => [id, at]));
  const rows = lines
    .flatMap((line): Row[] => {
      const why = explained.lines.get(pairKey(line));
      return why ? [{ ...line, why }] : [];
    })
    .toSorted((a, b) => (order.get(a.unitId) ?? 0) - (order.get(b.unitId) ?? 0));
  const begun = rows.filter(({ why }) => why.kind === "begun");
  const given = new Set(begun.map(({ unitId }) => unitId));
  // whoever is followed by somebody else stands in that line already
  const ended = explained.ended.filter(({ unitId }) => !given.has(unitId));
  const beforeOf = ({ why }: Row) =>
    why.kind === "begun"
      ? why.former.map(({ observerId }) => names.observer(observerId)).join(t("hint.list"))
      : "";
  return (
    <div className="flex flex-col gap-4">
      <Panel flush title={t("title.begun")}>
        <DataTable
          flush
          caption={t("hint.table", { title: t("title.begun") })}
          rows={begun}
          rowKey={pairKey}
          empty={
            <EmptyState icon="checkCircle" title={t("empty.changes")}>
              {t("empty.changesNext")}
            </EmptyState>
          }
          columns={[
            {
              key: "unit",
              header: t("field.unit"),
              width: "11rem",
              cell: ({ unitId }) => names.unit(unitId),
            },
            {
              key: "before",
              header: t("field.before"),
              width: "9rem",
              cell: (row) => beforeOf(row) || t("hint.none"),
            },
            {
              key: "after",
              header: t("field.after"),
              width: "10rem",
              cell: ({ observerId, origin }) => (
                <span className="flex flex-wrap items-center gap-1.5">
                  {names.observer(observerId)}
                  {origin === "MANUAL" && <Badge tone="info">{t("status.origin.MANUAL")}</Badge>}
                </span>
              ),
            },
            { key: "why", header: t("field.why"), cell: ({ why }) => whyText(t, names, why) },
            {
              key: "others",
              header: t("field.others"),
              width: "20rem",
              minor: true,
              cell: ({ why }) => <span className="text-ink-soft">{othersText(t, names, why)}</span>,
            },
          ]}
        />
      </Panel>
      {ended.length > 0 && (
        <Panel flush title={t("title.ended")}>
          <DataTable
            flush
            caption={t("hint.table", { title: t("title.ended") })}
            rows={ended}
            rowKey={pairKey}
            columns={[
              {
                key: "unit",
                header: t("field.unit"),
                width: "11rem",
                cell: ({ unitId }) => names.unit(unitId),
              },
              {
                key: "observer",
                header: t("field.observer"),
                width: "9rem",
                cell: (one) => names.observer(one.observerId),
              },
              { key: "why", header: t("field.why"), cell: ({ cause }) => t(`status.cause.${cause}`) },
            ]}
          />
        </Panel>
      )}
      <details className="rounded-lg border border-line-strong bg-surface">
        <summary className="cursor-pointer px-4 py-2.5 font-medium">
          {t("hint.keptLines", { count: rows.length - begun.length })}
        </summary>
        <DataTable
          flush
          caption={t("status.origin.KEPT")}
          rows={rows.filter(({ why }) => why.kind === "kept")}
          rowKey={pairKey}
          columns={[
            {
              key: "unit",
              header: t("field.unit"),
              width: "14rem",
              cell: ({ unitId }) => names.unit(unitId),
            },
            {
              key: "observer",
              header: t("field.observer"),
              width: "10rem",
              cell: (one) => names.observer(one.observerId),
            },
            { key: "why", header: t("field.why"), cell: ({ why }) => whyText(t, names, why) },
          ]}
        />
      </details>
    </div>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"plans">>>;

function whyText(t: Words, names: Names, why: LineWhy): string {
  const cautions = why.cautions.includes("nativeTown") ? [t("hint.native")] : [];
  if (why.kind === "kept")
    return [t(why.cautions.includes("soon") ? "hint.keptSoon" : "hint.kept"), ...cautions].join(
      t("hint.and"),
    );
  const former = why.former.map(({ observerId, cause }) =>
    t("hint.formerWas", { name: names.observer(observerId), cause: t(`status.cause.${cause}`) }),
  );
  return [
    ...(former.length > 0 ? former : [t("hint.gapFilled")]),
    ...(why.isFixed ? [t("hint.fixed")] : []),
    ...(why.isWished ? [t("hint.wished")] : []),
    ...cautions,
  ].join(t("hint.and"));
}

function othersText(t: Words, names: Names, why: LineWhy): string {
  if (why.kind === "kept") return "";
  const { blocked, full, free } = why.others;
  const said = t("hint.others", { blocked, full });
  return free.length === 0
    ? said
    : `${said}${t("hint.and")}${t("hint.free", { names: free.map(names.observer).join(t("hint.list")) })}`;
}
