import type { ReactNode } from "react";
import { Legend } from "../ui/legend";
import { ChartFrame, type ChartWords } from "./chart-frame";

/** Fills that stay apart in grey print too; text on each keeps 4.5:1. */
export type Fill = "ramp1" | "ramp2" | "ramp3" | "ramp4" | "ramp5" | "attention" | "neutral";

const FILLS: Record<Fill, string> = {
  ramp1: "bg-ramp-1",
  ramp2: "bg-ramp-2",
  ramp3: "bg-ramp-3",
  ramp4: "bg-ramp-4 text-white",
  ramp5: "bg-ramp-5 text-white",
  attention: "bg-attention text-white",
  neutral: "bg-line",
};

export type Part = { key: string; label: string; fill: Fill };

export type Stack = {
  key: string;
  label: ReactNode;
  /** Values in the order of `parts`; each with the records behind it. */
  values: { value: number; href: string; title: string }[];
  /** At the right end: the total, a share. */
  total?: ReactNode;
};

type Props = ChartWords & {
  parts: Part[];
  stacks: Stack[];
  /** Each bar fills the width (shares) or all share one scale (amounts). */
  scale?: "share" | "amount";
  hideCaption?: boolean;
  labelWidth?: string;
};

export function StackedBar({ parts, stacks, scale = "share", labelWidth = "7rem", ...words }: Props) {
  const sums = stacks.map((stack) => stack.values.reduce((sum, part) => sum + part.value, 0));
  const largest = Math.max(...sums, 1);
  return (
    <ChartFrame
      {...words}
      legend={<Legend items={parts.map(({ key, label, fill }) => ({ key, label, swatch: FILLS[fill] }))} />}
    >
      <ul className="flex flex-col gap-1.5">
        {stacks.map((stack, row) => {
          const sum = sums[row] ?? 0;
          return (
            <li
              key={stack.key}
              className="grid items-center gap-x-3"
              style={{ gridTemplateColumns: `minmax(0,${labelWidth}) 1fr minmax(2.5rem,auto)` }}
            >
              <span className="truncate">{stack.label}</span>
              <span className="flex h-6 gap-px bg-paper-deep pointer-coarse:h-11">
                {stack.values.map(({ value, href, title }, index) => {
                  const part = parts[index];
                  if (!part || value === 0) return null;
                  const share = value / (scale === "share" ? sum : largest);
                  return (
                    <a
                      key={part.key}
                      href={href}
                      title={title}
                      aria-label={title}
                      className={`bar-fill print-color flex min-w-1 items-center justify-center overflow-hidden text-xs hover:brightness-95 focus-visible:z-1 ${FILLS[part.fill]}`}
                      style={{ width: `${share * 100}%` }}
                    >
                      {share > 0.06 ? value : null}
                    </a>
                  );
                })}
              </span>
              <span className="text-right">{stack.total ?? sum}</span>
            </li>
          );
        })}
      </ul>
    </ChartFrame>
  );
}
