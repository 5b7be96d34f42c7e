import type { ReactNode } from "react";
import type { Tone } from "./badge";
import { cx } from "./cx";

export type TimelineItem = {
  key: string;
  /** The day or moment, already formatted. */
  time: ReactNode;
  dateTime?: string;
  title: ReactNode;
  /** Badges and small facts in one line. */
  meta?: ReactNode;
  children?: ReactNode;
  tone?: Tone;
};

const DOTS: Record<Tone, string> = {
  neutral: "border-edge bg-surface",
  info: "border-info bg-info",
  positive: "border-positive bg-positive",
  caution: "border-caution bg-caution",
  attention: "border-attention bg-attention",
};

export function Timeline({ items, label }: { items: TimelineItem[]; label?: string }) {
  return (
    // One column of times for all lines, as wide as the longest of them: a day, or a day with its minute.
    <ol
      aria-label={label}
      className="grid grid-cols-[minmax(5.5rem,max-content)_1fr] gap-x-4 max-sm:grid-cols-1"
    >
      {items.map((item) => (
        <li key={item.key} className="keep-together group col-span-full grid grid-cols-subgrid max-sm:pl-5">
          <time dateTime={item.dateTime} className="pt-px text-sm whitespace-nowrap text-ink-soft">
            {item.time}
          </time>
          <div className="relative border-l border-line-strong pb-4 pl-4 group-last:border-transparent group-last:pb-0 max-sm:border-l-0 max-sm:pl-0">
            <span
              aria-hidden
              className={cx(
                "print-color absolute top-1.5 -left-[5px] size-[9px] rounded-full border max-sm:-top-4 max-sm:-left-5",
                DOTS[item.tone ?? "neutral"],
              )}
            />
            <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
              <div className="font-medium">{item.title}</div>
              {item.meta}
            </div>
            {item.children && <div className="mt-0.5 text-ink-soft">{item.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
