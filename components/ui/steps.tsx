import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

export type Step = {
  key: string;
  label: ReactNode;
  note?: ReactNode;
  state: "done" | "current" | "todo" | "failed";
  /** The state in words, for those who do not see the sign. */
  stateLabel: string;
};

const LOOKS: Record<Step["state"], string> = {
  done: "border-accent bg-accent text-on-accent",
  current: "border-accent bg-surface text-accent ring-3 ring-accent-soft",
  todo: "border-edge bg-surface text-ink-hint",
  failed: "border-attention bg-attention text-white",
};

/** The path of a record: where it has been, where it stands, what comes. */
export function Steps({ items, label }: { items: Step[]; label: string }) {
  return (
    <ol aria-label={label} className="flex flex-wrap gap-y-3">
      {items.map((item, index) => (
        <li
          key={item.key}
          aria-current={item.state === "current" ? "step" : undefined}
          className="group flex min-w-[8.5rem] flex-1 flex-col gap-1"
        >
          <div className="flex items-center">
            <span
              aria-hidden
              className={cx(
                "print-color flex size-6 items-center justify-center rounded-full border text-xs",
                LOOKS[item.state],
              )}
            >
              {item.state === "done" ? (
                <Icon name="check" className="size-3.5" />
              ) : item.state === "failed" ? (
                <Icon name="close" className="size-3.5" />
              ) : (
                index + 1
              )}
            </span>
            <span
              aria-hidden
              className={cx(
                "mx-2 h-px flex-1 group-last:hidden",
                item.state === "done" ? "bg-accent" : "bg-line-strong",
              )}
            />
          </div>
          <div className="pr-3">
            <span className={item.state === "current" ? "font-semibold text-accent" : undefined}>
              {item.label}
            </span>
            <span className="sr-only"> ({item.stateLabel})</span>
            {item.note && <div className="text-sm text-ink-hint">{item.note}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
