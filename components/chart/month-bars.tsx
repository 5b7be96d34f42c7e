import type { ReactNode } from "react";
import { useId } from "react";
import { ChartFrame, ChartTable, type ChartWords } from "./chart-frame";

export type MonthBar = {
  key: string;
  /** On the axis, short: "3月". */
  label: string;
  value: number;
  /** The records behind it. */
  href: string;
  /** Spoken and on hover: "2026年3月：12 条". */
  title: string;
  isFlagged?: boolean;
};

type Props = ChartWords & {
  bars: MonthBar[];
  /** What the picture says, in a sentence, for those who do not see it. */
  description: string;
  /** A line across: the minimum that is asked for. */
  minimum?: { value: number; label: string };
  labels: { table: ReactNode; month: ReactNode; value: ReactNode };
  hideCaption?: boolean;
  height?: number;
};

const STEP = 44;
const TOP = 18;
const AXIS = 22;

export function MonthBars({ bars, description, minimum, labels, height = 150, ...words }: Props) {
  const id = useId();
  const width = Math.max(bars.length * STEP, STEP);
  const full = Math.max(...bars.map((bar) => bar.value), minimum?.value ?? 0, 1);
  const room = height - TOP - AXIS;
  const y = (value: number) => TOP + room - (value / full) * room;
  return (
    <ChartFrame
      {...words}
      legend={
        minimum && (
          <span className="flex items-center gap-1.5 text-sm text-ink-soft">
            <span aria-hidden className="w-5 border-t border-dashed border-attention" />
            {minimum.label}
          </span>
        )
      }
    >
      <div className="chart-scroll">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing */}
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-labelledby={`${id}-t ${id}-d`}
          className="month-bars w-full"
          // Never drawn smaller than its own size: the text would fall under 12 px.
          style={{ minWidth: width, maxWidth: width * 1.35 }}
        >
          <title id={`${id}-t`}>{typeof words.caption === "string" ? words.caption : description}</title>
          <desc id={`${id}-d`}>{description}</desc>
          {minimum && (
            <line
              x1={0}
              x2={width}
              y1={y(minimum.value)}
              y2={y(minimum.value)}
              strokeDasharray="4 3"
              className="stroke-attention"
            />
          )}
          {bars.map((bar, index) => (
            <a key={bar.key} href={bar.href}>
              <rect
                className="hit"
                x={index * STEP + 1}
                y={1}
                width={STEP - 2}
                height={height - 2}
                fill="transparent"
              >
                <title>{bar.title}</title>
              </rect>
              <rect
                className={`bar ${bar.isFlagged ? "fill-attention" : "fill-ramp-4"}`}
                x={index * STEP + 10}
                y={y(bar.value)}
                width={STEP - 20}
                height={Math.max(TOP + room - y(bar.value), bar.value > 0 ? 1.5 : 0)}
              />
              <text
                aria-hidden
                x={index * STEP + STEP / 2}
                y={y(bar.value) - 5}
                textAnchor="middle"
                fontSize="12"
                className="fill-ink"
              >
                {bar.value}
              </text>
              <text
                aria-hidden
                x={index * STEP + STEP / 2}
                y={height - 6}
                textAnchor="middle"
                fontSize="12"
                className="fill-ink-soft"
              >
                {bar.label}
              </text>
            </a>
          ))}
          <line x1={0} x2={width} y1={TOP + room + 0.5} y2={TOP + room + 0.5} className="stroke-edge" />
        </svg>
      </div>
      <ChartTable
        summary={labels.table}
        head={[labels.month, labels.value]}
        rows={bars.map((bar) => ({
          key: bar.key,
          label: bar.title,
          value: <a href={bar.href}>{bar.value}</a>,
        }))}
      />
    </ChartFrame>
  );
}
