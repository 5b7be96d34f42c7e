import { getLocale, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { recordsHref } from "@/app/_shared/records-href";
import { type HeatCell, HeatTable } from "@/components/chart/heat-table";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { crossed, sharesOf } from "@/lib/boards/rules";
import { firstDayOf, lastDayOf, monthsBetween } from "@/lib/coverage/rules";
import { type ObservationFilter, POLARITIES, type Polarity } from "@/lib/observations/schema";
import { type PanelProps, sheetHref } from "./props";

const STEPS = [1, 2, 4, 5, 7] as const;
const STEP_WORDS = ["0", "1", "2–3", "4", "5–6", "≥ 7"];

type Steps = readonly [number, number, number, number, number];
/** Of one unit by the same bounds as the coverage board; of all of them by fifths of the largest. */
function stepsOf(values: readonly number[], isOverseer: boolean): { steps: Steps; words: string[] } {
  const largest = Math.max(...values, 0);
  if (!isOverseer || largest < 10) return { steps: STEPS, words: STEP_WORDS };
  const fifth = Math.ceil(largest / 5);
  const bounds = [1, fifth, fifth * 2, fifth * 3, fifth * 4] as const;
  return {
    steps: bounds,
    words: [
      "0",
      ...bounds.map((from, at) => (at === 4 ? `≥ ${from}` : `${from}–${(bounds[at + 1] ?? 0) - 1}`)),
    ],
  };
}

/** Which methods, and how the tones stand to each other: of all units together, or of each of an observer's own. */
export async function RecordPanels(props: PanelProps) {
  return (
    <div className="mb-4 grid items-start gap-4 xl:grid-cols-[5fr_9fr]">
      <MethodPanel {...props} />
      <TonePanel {...props} />
    </div>
  );
}

const toneWord = (tone: Polarity) => tone.toLowerCase() as Lowercase<Polarity>;

async function MethodPanel({ board, range, filter, isOverseer }: PanelProps) {
  const t = await getTranslations("boards");
  const isEnglish = (await getLocale()) === "en";
  const { type, task } = filter;
  const places = isOverseer ? [{ id: "all", shortName: t("field.records") }] : board.units;
  const rows = board.methods.map((method) => ({
    ...method,
    said: isEnglish ? method.nameEn : method.name,
    counts: places.map(({ id }) => board.byMethod[`${method.id}:${id}`] ?? 0),
  }));
  const scale = stepsOf(
    rows.flatMap(({ counts }) => counts),
    isOverseer,
  );
  const shares = sharesOf(rows.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0)));
  const cell = (row: number, column: number): HeatCell | null => {
    const method = rows[row];
    if (!method) return null;
    const place = places[column];
    if (!place) return { value: 0, isTotal: true, text: t("hint.share", { share: shares[row] ?? 0 }) };
    const value = method.counts[column] ?? 0;
    const unit = isOverseer ? undefined : place.id;
    return {
      value,
      href: recordsHref({
        method: method.id,
        unit,
        from: range.from,
        to: range.to,
        type,
        task,
        state: "counted",
      }),
      title: t("hint.cell", { row: method.said, column: place.shortName, count: value }),
    };
  };
  return (
    <Panel title={t("title.methods")} actions={<Download href={sheetHref("records", filter)} />}>
      <HeatTable
        hideCaption
        caption={isOverseer ? t("title.records") : t("hint.byUnit")}
        unit={t("hint.unit")}
        corner={t("field.method")}
        rows={rows.map((method) => ({
          key: method.id,
          label: method.isSample ? `${method.said} *` : method.said,
          href: `/methods/${method.id}`,
        }))}
        columns={[
          ...places.map((place) => ({
            key: place.id,
            label: place.shortName,
            href: isOverseer ? undefined : `/units/${place.id}`,
          })),
          { key: "share", label: t("field.share") },
        ]}
        cell={cell}
        steps={scale.steps}
        labels={{ legend: t("field.legend"), steps: scale.words }}
      />
    </Panel>
  );
}

/** The months side by side; of an observer's own units only what they can open is counted, so each unit is by itself. */
async function TonePanel({ board, range, filter, isOverseer }: PanelProps) {
  const t = await getTranslations("boards");
  const dates = await cityDates();
  const { type, task } = filter;
  const months = monthsBetween(range.from, range.to);
  const spans = isOverseer
    ? months.map((month, at) => ({
        key: month,
        label: dates.monthOnAxis(month, at),
        title: dates.month(month),
        filter: { from: firstDayOf(month), to: lastDayOf(month) } as ObservationFilter,
      }))
    : board.units.map((unit) => ({
        key: unit.id,
        label: unit.shortName,
        title: unit.shortName,
        filter: { unit: unit.id, from: range.from, to: range.to } as ObservationFilter,
      }));
  const counts = isOverseer ? board.byMonth : board.byTone;
  const rows = crossed(
    counts,
    POLARITIES,
    spans.map(({ key }) => key),
  );
  const scale = stepsOf(
    rows.flatMap(({ cells }) => cells),
    isOverseer,
  );
  const shares = sharesOf(rows.map(({ total }) => total));
  const columns = isOverseer
    ? [
        ...spans,
        {
          key: "total",
          label: t("field.total"),
          title: t("field.total"),
          filter: { from: range.from, to: range.to } as ObservationFilter,
        },
      ]
    : spans;
  const cell = (row: number, column: number): HeatCell | null => {
    const tone = rows[row];
    if (!tone) return null;
    const span = columns[column];
    if (!span) return { value: 0, isTotal: true, text: t("hint.share", { share: shares[row] ?? 0 }) };
    const value = tone.cells[column] ?? tone.total;
    return {
      value,
      isTotal: span.key === "total",
      href: recordsHref({ ...span.filter, polarity: toneWord(tone.key), type, task, state: "counted" }),
      title: t("hint.cell", { row: t(`status.${tone.key}`), column: span.title, count: value }),
    };
  };
  return (
    <Panel title={t("title.tones")} actions={<Download href={sheetHref("records", filter)} />}>
      <HeatTable
        hideCaption
        caption={t("field.tone")}
        unit={t("hint.unit")}
        corner={t("field.tone")}
        rows={rows.map(({ key }) => ({ key, label: t(`status.${key}`) }))}
        columns={[...columns, { key: "share", label: t("field.share") }]}
        cell={cell}
        steps={scale.steps}
        labels={{ legend: t("field.legend"), steps: scale.words }}
      />
    </Panel>
  );
}

export async function Download({ href }: { href: string }) {
  const t = await getTranslations("boards.action");
  return (
    <ButtonLink variant="quiet" size="sm" icon="download" href={href} download>
      {t("workbook")}
    </ButtonLink>
  );
}
