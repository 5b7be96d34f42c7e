import type { CSSProperties, ReactNode } from "react";
import { Legend } from "../ui/legend";
import { ChartFrame, type ChartWords } from "./chart-frame";

/** Shares of the width, 0 to 1. */
export type PeriodBar = { from: number; to: number; isFlagged: boolean };

export type PeriodRow = {
  key: string;
  label: ReactNode;
  note?: ReactNode;
  /** The records behind it. */
  href: string;
  /** Spoken and on hover: the same in words, with its dates. */
  title: string;
  bars: PeriodBar[];
  /** How long, as it is written: 38 天. */
  value: ReactNode;
};

type Props = ChartWords & {
  rows: PeriodRow[];
  ticks: { at: number; month: string }[];
  /** Names of the thin and of the thick bar. */
  labels: { plain: string; flagged: string; table: ReactNode };
  /** The table behind. */
  table: { head: ReactNode[]; rows: { key: string; cells: ReactNode[] }[] };
  hideCaption?: boolean;
  labelWidth?: string;
};

/** Periods over time, one row each: thin while it ran, thick on the flagged days. Drawn with shares, so it fits any width. */
export function PeriodBars({ rows, ticks, labels, table, labelWidth = "10rem", ...words }: Props) {
  return (
    <ChartFrame
      {...words}
      legend={
        <Legend
          items={[
            { key: "plain", label: labels.plain, swatch: "bg-ramp-2 h-1.5!" },
            { key: "flagged", label: labels.flagged, swatch: "bg-ramp-5" },
          ]}
        />
      }
    >
      <div className="period-bars" style={{ "--label": labelWidth } as CSSProperties}>
        <ul>
          {rows.map((row) => (
            <li key={row.key} data-listed className="border-b border-line">
              <a href={row.href} title={row.title} className="period-row">
                <span className="min-w-0 py-0.5 leading-tight">
                  {row.label}
                  {row.note && <span className="block text-sm text-ink-soft">{row.note}</span>}
                </span>
                <span aria-hidden className="period-track">
                  {ticks.map((tick) => (
                    <span key={tick.month} className="period-tick" style={{ left: percent(tick.at) }} />
                  ))}
                  {row.bars.map((bar) => (
                    <span
                      key={`${bar.from} ${bar.isFlagged}`}
                      className={`print-color period-bar ${bar.isFlagged ? "h-3.5 bg-ramp-5" : "h-1.5 bg-ramp-2"}`}
                      style={{ left: percent(bar.from), width: percent(bar.to - bar.from) }}
                    />
                  ))}
                </span>
                <span className="text-right whitespace-nowrap">
                  {row.value}
                  <span className="sr-only">{row.title}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
        <div aria-hidden className="period-row text-sm text-ink-hint">
          <span className="max-sm:hidden" />
          <span className="period-track h-5">
            {ticks
              .filter((tick) => tick.at < 0.92)
              .map((tick) => (
                <span
                  key={tick.month}
                  className="absolute whitespace-nowrap max-sm:even:hidden"
                  style={{ left: percent(tick.at) }}
                >
                  {tick.month}
                </span>
              ))}
          </span>
        </div>
      </div>
      <details className="mt-1.5 text-sm">
        <summary className="w-fit rounded-sm text-ink-soft hover:text-accent">{labels.table}</summary>
        <div className="chart-scroll">
          <table className="mt-1.5 w-full">
            <caption className="sr-only">{labels.table}</caption>
            <thead>
              <tr className="border-b border-line-strong text-left text-ink-soft">
                {table.head.map((head, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                  <th key={at} scope="col" className="py-1 pr-3 font-semibold whitespace-nowrap">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row.key} className="border-b border-line align-top">
                  {row.cells.map((cell, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                    <td key={at} className="py-1 pr-3">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </ChartFrame>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
