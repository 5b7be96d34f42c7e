import type { ReactNode } from "react";

export type ChartWords = {
  /** What is shown: the claim or the question, with place and period. */
  caption: ReactNode;
  /** What one step means: 条, 人次, 天. */
  unit: ReactNode;
  /** A line on source, time of counting, what is left out. */
  note?: ReactNode;
};

/** Caption and unit over the drawing, legend and note under it: the same for every chart. */
export function ChartFrame({
  caption,
  unit,
  note,
  legend,
  hideCaption,
  children,
}: ChartWords & {
  legend?: ReactNode /** A panel title says it already. */;
  hideCaption?: boolean;
  children: ReactNode;
}) {
  return (
    <figure className="keep-together min-w-0">
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3">
        <span className={hideCaption ? "sr-only" : "font-medium"}>{caption}</span>
        <span className="text-sm text-ink-hint">{unit}</span>
      </figcaption>
      {children}
      {(legend || note) && (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          {legend}
          {note && <p className="text-sm text-ink-hint">{note}</p>}
        </div>
      )}
    </figure>
  );
}

/** The table behind a drawing, folded. */
export function ChartTable({
  summary,
  head,
  rows,
}: {
  summary: ReactNode;
  head: [ReactNode, ReactNode];
  rows: { key: string; label: ReactNode; value: ReactNode }[];
}) {
  return (
    <details className="mt-1.5 text-sm">
      <summary className="w-fit rounded-sm text-ink-soft hover:text-accent">{summary}</summary>
      <table className="mt-1.5 w-full max-w-sm">
        <caption className="sr-only">{summary}</caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-ink-soft">
            <th scope="col" className="py-1 font-semibold">
              {head[0]}
            </th>
            <th scope="col" className="py-1 text-right font-semibold">
              {head[1]}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-line">
              <th scope="row" className="py-1 text-left font-normal">
                {row.label}
              </th>
              <td className="py-1 text-right">{row.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
