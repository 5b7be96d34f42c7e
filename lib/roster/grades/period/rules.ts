/** Which year, or which quarter of it, a cell means. */
import type { Day } from "@/lib/platform/clock";

export type GradePeriod = { year: number; quarter: number | null };
const NUMERALS = ["一", "二", "三", "四"];
const quarterOf = (text: string): number =>
  /^[1-4]$/.test(text) ? Number(text) : NUMERALS.indexOf(text) + 1;

/** 2025, 2025年度, 2025-3, 2025年第三季度, 2025Q3 */
export function readPeriod(text: string): GradePeriod | null {
  const plain = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  const [, year, quarter] =
    /^(\d{4})(?:年度?)?(?:考核)?$/.exec(plain) ??
    /^(\d{4})(?:年|[-./]|(?=[Q第]))(?:Q|第)?([1-4一二三四])(?:季度?)?$/.exec(plain) ??
    [];
  if (!year || Number(year) < 1990 || Number(year) > 2100) return null;
  return { year: Number(year), quarter: quarter ? quarterOf(quarter) : null };
}

/** Of a column of its own: empty, 全年 and 年度 mean the whole year. */
export function readQuarter(text: string): number | null | undefined {
  const plain = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (plain === "" || /^(全年|年度|年度考核)$/.test(plain)) return null;
  const [, quarter] = /^(?:Q|第)?([1-4一二三四])(?:季度?)?$/.exec(plain) ?? [];
  return quarter ? quarterOf(quarter) : undefined;
}

const LAST_DAYS = ["03-31", "06-30", "09-30", "12-31"];
export const lastDay = ({ year, quarter }: GradePeriod): Day => `${year}-${LAST_DAYS[(quarter ?? 4) - 1]}`;
