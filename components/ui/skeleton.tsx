import { cx } from "./cx";

/** Grey lines that hold the place of text on its way. */
export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div aria-hidden className={cx("flex flex-col gap-2.5 py-1", className)}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are alike and never move
        <div key={index} className="skeleton h-4" style={{ width: `${[100, 92, 97, 84][index % 4]}%` }} />
      ))}
    </div>
  );
}

/** Holds the place of a DataTable: same row height, so that nothing jumps. `label` is spoken. */
export function TableSkeleton({ rows = 12, label }: { rows?: number; label: string }) {
  return (
    <div role="status" className="rounded-lg border border-line-strong bg-surface">
      <span className="sr-only">{label}</span>
      <div className="h-[35px] rounded-t-lg border-b border-line-strong bg-paper-deep" />
      {Array.from({ length: rows }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are alike and never move
          key={index}
          className="flex h-[35px] items-center border-b border-line px-3 last:border-0"
        >
          <div className="skeleton h-3.5" style={{ width: `${[72, 88, 64, 80, 92][index % 5]}%` }} />
        </div>
      ))}
    </div>
  );
}
