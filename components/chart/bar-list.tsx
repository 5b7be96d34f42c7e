import type { ReactNode } from "react";
import { ChartFrame, type ChartWords } from "./chart-frame";

export type Bar = {
  key: string;
  label: ReactNode;
  value: number;
  /** The number as it is written; defaults to the number itself. */
  display?: ReactNode;
  /** The records behind it. */
  href: string;
  /** Below its minimum, silent, overdue: drawn in cinnabar, and `flag` says why. */
  flag?: ReactNode;
};

type Props = ChartWords & {
  bars: Bar[];
  /** The full width; defaults to the largest value. */
  max?: number;
  hideCaption?: boolean;
  labelWidth?: string;
  /** A line across all bars, to look at: where it stands, and what it is. */
  reference?: { value: number; label: ReactNode };
};

/** Horizontal bars in a list: label, bar, number; each row is a link to its records. */
export function BarList({ bars, max, labelWidth = "8.5rem", reference, ...words }: Props) {
  const full = Math.max(max ?? 0, reference?.value ?? 0, ...bars.map((bar) => bar.value), 1);
  return (
    <ChartFrame
      {...words}
      legend={
        reference && (
          <span className="flex items-center gap-1.5 text-sm text-ink-soft">
            <span aria-hidden className="h-3 border-l-2 border-dashed border-ink-soft" />
            {reference.label}
          </span>
        )
      }
    >
      {/* one grid for all rows: however long a number is written, bars and reference line stand under each other */}
      <ul
        className="grid gap-x-3"
        style={{ gridTemplateColumns: `minmax(0,${labelWidth}) minmax(2rem,1fr) minmax(3rem,auto)` }}
      >
        {bars.map((bar) => (
          <li key={bar.key} className="col-span-full grid grid-cols-subgrid">
            <a
              href={bar.href}
              className="bar-row col-span-full grid min-h-7.5 grid-cols-subgrid items-center rounded-sm hover:bg-accent-soft pointer-coarse:min-h-11"
            >
              <span className="py-0.5 leading-tight">{bar.label}</span>
              <span aria-hidden className="relative h-3 bg-paper-deep">
                <span
                  className={`bar-fill print-color block h-full ${bar.flag ? "bg-attention" : "bg-ramp-4"}`}
                  style={{ width: `${(bar.value / full) * 100}%`, minWidth: bar.value > 0 ? 2 : 0 }}
                />
                {reference && (
                  <span
                    className="print-color absolute -inset-y-1 border-l-2 border-dashed border-ink-soft"
                    style={{ left: `${(reference.value / full) * 100}%` }}
                  />
                )}
              </span>
              <span className="text-right">
                {bar.display ?? bar.value}
                {bar.flag && <span className="ml-1.5 text-sm text-attention">{bar.flag}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}
