import type { ReactNode } from "react";
import { cx } from "./cx";

export type Term = { term: ReactNode; value: ReactNode; wide?: boolean; key?: string };

type Props = {
  items: Term[];
  /** How many pairs stand side by side on a wide page. */
  columns?: 1 | 2 | 3;
  /** Shown for values that are not there, e.g. "—" or 未填. */
  missing?: ReactNode;
};

const COLUMNS = { 1: "", 2: "md:grid-cols-2", 3: "md:grid-cols-2 xl:grid-cols-3" };

/** Facts of a record as ruled lines, like the sheet of a file. */
export function DescriptionList({ items, columns = 1, missing = "—" }: Props) {
  return (
    <dl className={cx("grid gap-x-8", COLUMNS[columns])}>
      {items.map((item, index) => (
        <div
          key={item.key ?? index}
          className={cx("flex gap-3 border-b border-line py-1.5", item.wide && "md:col-span-full")}
        >
          <dt className="w-[6.5em] shrink-0 text-ink-soft">{item.term}</dt>
          <dd className="min-w-0 flex-1">{item.value ?? <span className="text-ink-hint">{missing}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
