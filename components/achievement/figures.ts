import type { Marks } from "@/lib/platform/marks";

type Figures = {
  indicator: string;
  measureUnit: string;
  baseline: number | null;
  target: number | null;
  actual: number | null;
};

/** 平整面积 0 → 203.5 亩（目标 200）; empty without an indicator. */
export function figuresText(one: Figures, words: { target: string; marks: Marks }): string {
  if (!one.indicator) return "";
  const way = [one.baseline, one.actual].filter((value) => value !== null).join(" → ");
  const goal =
    one.target === null ? "" : `${words.marks.open}${words.target} ${one.target}${words.marks.close}`;
  return [one.indicator, way && `${way} ${one.measureUnit}`.trim()].filter(Boolean).join(" ") + goal;
}
