/** 简历: one period a line, `1992.07--1995.03  text`; an open end leaves the place of the second date empty. */
export type Period = {
  /** yyyy.MM */
  from: string;
  /** null while it lasts */
  to: string | null;
  text: string;
};
/** A line that is no period belongs to the one above it, or stands by itself. */
export type ResumeLine = Period | { text: string };

const DATE = String.raw`(\d{4})\s?[.．\-/年]\s?(\d{1,2})\s?月?`;
const DASH = String.raw`\s*(?:-{1,3}|[–—―－﹣~～〜]{1,2}|至|到)`;
const NOW = String.raw`(?:至今|现在|今)(?![\u4e00-\u9fff])`;
/** The place of an end that is left empty; what follows is text, also where it begins with a date. */
const EMPTY_END = String.raw`(?=\s{5})`;
const PERIOD = new RegExp(String.raw`^\s*${DATE}${DASH}(?:${EMPTY_END}|\s*(?:${DATE}|${NOW})?)(.*)$`, "s");
const OPEN = " ".repeat(7);

const month = (year: string, number: string): string | null =>
  Number(number) >= 1 && Number(number) <= 12 ? `${year}.${number.padStart(2, "0")}` : null;

export function resumeLines(text: string): ResumeLine[] {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "")
    .map((line) => periodOf(line) ?? { text: line.trim() });
}

function periodOf(line: string): Period | null {
  const [, fromYear, fromMonth, toYear, toMonth, rest = ""] = PERIOD.exec(line) ?? [];
  const from = fromYear && fromMonth ? month(fromYear, fromMonth) : null;
  const to = toYear && toMonth ? month(toYear, toMonth) : null;
  if (!from || (toYear && !to)) return null;
  return { from, to, text: rest.replace(/^[\s,，、:：;；]+/, "") };
}

export const isPeriod = (line: ResumeLine): line is Period => "from" in line;

export const resumeText = (lines: readonly ResumeLine[]): string =>
  lines
    .map((line) => (isPeriod(line) ? `${line.from}--${line.to ?? OPEN}  ${line.text}`.trimEnd() : line.text))
    .join("\n");
