import type { ReactNode } from "react";
import { cx } from "./cx";

export type LegendItem = {
  key: string;
  label: ReactNode;
  /** A background utility from the palette, e.g. "bg-accent", "bg-ramp-3". */
  swatch: string;
};

export function Legend({ items, label }: { items: LegendItem[]; label?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
      {label && <span>{label}</span>}
      <ul className="flex flex-wrap gap-x-3 gap-y-1">
        {items.map((item) => (
          <li key={item.key} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className={cx("print-color size-3 rounded-[2px] border border-ink/15", item.swatch)}
            />
            {item.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
