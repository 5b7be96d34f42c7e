import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-look";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { calibrationPeriod, listJudged } from "@/lib/calibration/queries";
import { calibrate, type Estimate, FEWEST_LINES, type Rate, sideOf } from "@/lib/calibration/rules";
import { calibrationFilter } from "@/lib/calibration/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { IntervalBar } from "./_components/interval-bar";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("calibration.title");
  return { title: t("page") };
}

/** 口径校准: by name, never by value; it changes nothing that is stored. */
export default async function CalibrationPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("calibration.read");
  const asked = calibrationFilter.parse(await searchParams).to;
  const today = cityDay(new Date());
  const period = calibrationPeriod(asked && asked < today ? asked : today, today);
  const judged = await read(viewer, (db) => listJudged(db, period));
  const estimates = new Map(calibrate(judged.flatMap((one) => one.cells)).map((one) => [one.observer, one]));
  const rows = judged.map((one) => ({ ...one, estimate: estimates.get(one.id) ?? null }));
  const t = await getTranslations("calibration");
  const share = (rate: Rate | undefined, isKnown: boolean) =>
    rate && isKnown && rate.corrected !== null
      ? t("hint.rate", { observed: percent(rate.observed), corrected: percent(rate.corrected) })
      : "—";
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.page", period)} />
      <Notice kind="info" className="mb-4">
        {t("hint.use")}
      </Notice>
      <form method="get" className="no-print mb-4 flex flex-wrap items-end gap-2">
        <label className="flex flex-col gap-1 text-sm text-ink-soft">
          {t("field.to")}
          <input
            type="month"
            name="to"
            defaultValue={period.to.slice(0, 7)}
            max={today.slice(0, 7)}
            className="control"
          />
        </label>
        <button type="submit" className={buttonClass({})}>
          {t("action.show")}
        </button>
      </form>
      <Panel flush title={t("title.observers")} note={t("hint.byName", { count: rows.length })}>
        <DataTable
          flush
          caption={t("hint.table")}
          rows={rows}
          rowKey={(row) => row.id}
          empty={<EmptyState icon="scale" title={t("empty.list")} />}
          columns={[
            {
              key: "name",
              header: t("field.observer"),
              width: "6rem",
              nowrap: true,
              cell: (row) => row.name,
            },
            {
              key: "records",
              header: t("field.records"),
              width: "5rem",
              align: "end",
              cell: (row) => (
                <a
                  href={addressOf("/observations", { observer: row.id, state: "counted", ...period })}
                  className="text-accent hover:underline"
                >
                  {row.records}
                </a>
              ),
            },
            {
              key: "lines",
              header: t("field.lines"),
              width: "5rem",
              align: "end",
              minor: true,
              cell: (row) => row.estimate?.lines ?? 0,
            },
            {
              key: "severity",
              header: t("field.severity"),
              cell: (row) => <Severity estimate={row.estimate} />,
            },
            {
              key: "positive",
              header: t("field.positive"),
              width: "10rem",
              minor: true,
              cell: (row) => share(row.estimate?.positive, Boolean(row.estimate?.severity)),
            },
            {
              key: "attention",
              header: t("field.attention"),
              width: "10rem",
              minor: true,
              cell: (row) => share(row.estimate?.attention, Boolean(row.estimate?.severity)),
            },
          ]}
        />
      </Panel>
      <p className="mt-3 text-sm text-ink-hint">{t("hint.method", { count: FEWEST_LINES })}</p>
    </>
  );
}

const percent = (share: number): number => Math.round(share * 100);
const signed = (value: number): string => `${value <= -0.005 ? "−" : ""}${Math.abs(value).toFixed(2)}`;

async function Severity({ estimate }: { estimate: Estimate | null }) {
  const t = await getTranslations("calibration");
  const m = await marks();
  if (!estimate?.severity) return <span className="text-ink-hint">{t("status.tooFew")}</span>;
  const { value, low, high } = estimate.severity;
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <IntervalBar value={value} low={low} high={high} />
      <span className="text-sm text-ink-soft sm:whitespace-nowrap">
        {t(`status.${sideOf(estimate)}`)}
        {m.open}
        {t("hint.interval", { low: signed(low), high: signed(high) })}
        {m.close}
      </span>
    </span>
  );
}
