import type { CSSProperties, ReactNode } from "react";
import { Legend } from "../ui/legend";
import { ChartFrame, type ChartWords } from "./chart-frame";

/** Shape and colour both tell the kind of a dot. */
export type DotKind = "positive" | "neutral" | "attention";

export type DotRow = {
  key: string;
  label: ReactNode;
  /** Counts of records, each with its link; kinds with 0 may be left out. */
  counts: { kind: DotKind; count: number; href: string; title: string }[];
  /** How strong the evidence is, in words: recorders, methods; "证据不足". */
  note?: ReactNode;
};

type Props = ChartWords & {
  rows: DotRow[];
  labels: Record<DotKind, string>;
  /** Shown where a row has no record. */
  none: ReactNode;
  hideCaption?: boolean;
  labelWidth?: string;
};

const DOTS: Record<DotKind, string> = {
  positive: "rounded-full bg-positive",
  neutral: "rounded-full border-2 border-edge bg-surface",
  attention: "rotate-45 bg-attention",
};

/** More dots than this say no more than the number does. */
const DRAWN = 24;

/** Evidence counted as dots, one for each record. No score, no shape to compare people by. */
export function DotStrip({ rows, labels, none, labelWidth = "3.5rem", ...words }: Props) {
  const kinds: DotKind[] = ["positive", "neutral", "attention"];
  return (
    <ChartFrame
      {...words}
      legend={
        <Legend items={kinds.map((kind) => ({ key: kind, label: labels[kind], swatch: DOTS[kind] }))} />
      }
    >
      <dl>
        {rows.map((row) => (
          <div
            key={row.key}
            className="grid min-h-9 grid-cols-[var(--label)_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line py-1 max-sm:grid-cols-[var(--label)_minmax(0,1fr)]"
            style={{ "--label": labelWidth } as CSSProperties}
          >
            <dt className="font-medium">{row.label}</dt>
            <dd className="flex flex-wrap gap-x-4 gap-y-1">
              {row.counts.every(({ count }) => count === 0) && <span className="text-ink-hint">{none}</span>}
              {row.counts.map(({ kind, count, href, title }) =>
                count === 0 ? null : (
                  <a
                    key={kind}
                    href={href}
                    title={title}
                    aria-label={title}
                    className="flex min-h-6 items-center gap-1.5 rounded-sm hover:bg-accent-soft pointer-coarse:min-h-11"
                  >
                    <Dots kind={kind} count={count} />
                    <span className="shrink-0 whitespace-nowrap">{count}</span>
                  </a>
                ),
              )}
            </dd>
            {row.note && <dd className="text-sm text-ink-soft max-sm:col-start-2">{row.note}</dd>}
          </div>
        ))}
      </dl>
    </ChartFrame>
  );
}

function Dots({ kind, count }: { kind: DotKind; count: number }) {
  return (
    <span aria-hidden className="flex flex-wrap items-center gap-[3px]">
      {Array.from({ length: Math.min(count, DRAWN) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots are alike
        <span key={index} className={`print-color size-[9px] ${DOTS[kind]}`} />
      ))}
      {count > DRAWN && <span>…</span>}
    </span>
  );
}
