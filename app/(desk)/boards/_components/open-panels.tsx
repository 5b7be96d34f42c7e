import { getTranslations } from "next-intl/server";
import { type HeatCell, HeatTable } from "@/components/chart/heat-table";
import { addressOf } from "@/components/ui/address";
import { Panel } from "@/components/ui/panel";
import { CLAIM_STATES, crossed } from "@/lib/boards/rules";
import { CASE_TIERS } from "@/lib/cases/schema";
import { DUE } from "@/lib/observations/follow-ups/schema";
import { AGES } from "@/lib/platform/ages";
import { type PanelProps, sheetHref } from "./props";
import { Download } from "./record-panels";

const STEPS = [1, 3, 6, 10, 20] as const;
const STEP_WORDS = ["0", "1–2", "3–5", "6–9", "10–19", "≥ 20"];

/** What waits, by how long it has been there. */
export async function OpenPanels({ board, filter, range, isOverseer }: PanelProps) {
  const t = await getTranslations("boards");
  const { type, task } = filter;
  const { on } = range;
  const scope = isOverseer ? "all" : "mine";
  const sheet = sheetHref("open", filter);
  return (
    <div className="mb-4 grid items-start gap-4 lg:grid-cols-2 xl:grid-cols-3">
      <AgeTable
        title={t("title.followUps")}
        corner={t("field.due")}
        note={t("hint.ages")}
        counts={board.followUps}
        rows={DUE.map((key) => ({ key, label: t(`status.due_${key}`) }))}
        href={(due, age) => addressOf("/observations/follow-ups", { scope, due, age, type, on })}
        sheet={sheet}
        warns="overdue"
      />
      <AgeTable
        title={t("title.cases")}
        corner={t("field.tier")}
        note={t("hint.ages")}
        counts={board.cases}
        rows={CASE_TIERS.map((key) => ({ key, label: t(`status.${key}`) }))}
        href={(tier, age) => addressOf("/cases", { tier, age, type, on })}
        sheet={sheet}
      />
      <AgeTable
        title={t("title.claims")}
        corner={t("field.state")}
        note={t("hint.claims")}
        counts={board.claims}
        rows={CLAIM_STATES.map((key) => ({ key, label: t(`status.${key}`) }))}
        href={(state, age) => addressOf("/achievements", { state: state.toLowerCase(), age, type, task, on })}
        sheet={sheet}
      />
    </div>
  );
}

async function AgeTable({
  title,
  corner,
  note,
  counts,
  rows,
  href,
  sheet,
  warns,
}: {
  title: string;
  corner: string;
  note: string;
  counts: Record<string, number>;
  rows: { key: string; label: string }[];
  href: (key: string, age?: string) => string;
  sheet: string;
  /** the row that asks for a hand */
  warns?: string;
}) {
  const t = await getTranslations("boards");
  const told = crossed(
    counts,
    rows.map(({ key }) => key),
    AGES,
  );
  const columns = [
    ...AGES.map((age) => ({ key: age as string, label: t(`status.${age}`), age: age as string | undefined })),
    { key: "total", label: t("field.total"), age: undefined },
  ];
  const cell = (row: number, column: number): HeatCell | null => {
    const [line, head, span] = [told[row], rows[row], columns[column]];
    if (!line || !head || !span) return null;
    const value = line.cells[column] ?? line.total;
    return {
      value,
      isTotal: span.key === "total",
      isDue: line.key === warns && value > 0 && span.key !== "total",
      href: href(line.key, span.age),
      title: t("hint.cell", { row: head.label, column: span.label, count: value }),
    };
  };
  return (
    <Panel title={title} actions={<Download href={sheet} />}>
      <HeatTable
        hideCaption
        caption={`${title} · ${corner}`}
        unit={t("hint.items")}
        note={note}
        corner={corner}
        rows={rows}
        columns={columns}
        cell={cell}
        steps={STEPS}
        labels={{ legend: t("field.legend"), steps: STEP_WORDS }}
      />
    </Panel>
  );
}
