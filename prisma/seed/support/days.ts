/** Calendar days as 'yyyy-MM-dd' of Asia/Shanghai, which has no daylight saving: +08:00 all year. */
const DAY = 86_400_000;

export const cityToday = (): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`);
const asDay = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (day: string, count: number): string =>
  asDay(new Date(asDate(day).getTime() + count * DAY));

export const daysBetween = (from: string, to: string): number =>
  Math.round((asDate(to).getTime() - asDate(from).getTime()) / DAY);

/** Keeps the day of the month where the month has it. */
export function addMonths(day: string, count: number): string {
  const date = asDate(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return asDay(first);
}

export const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;

/** First and last days of the long holidays; the short ones hardly show in a rhythm. */
const HOLIDAYS = [
  ["2025-01-28", "2025-02-04"],
  ["2025-05-01", "2025-05-05"],
  ["2025-10-01", "2025-10-08"],
  ["2026-02-15", "2026-02-23"],
  ["2026-05-01", "2026-05-05"],
  ["2026-10-01", "2026-10-07"],
  ["2027-02-05", "2027-02-11"],
  ["2027-05-01", "2027-05-05"],
  ["2027-10-01", "2027-10-07"],
] as const;

export function isWorkingDay(day: string): boolean {
  const weekday = asDate(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.some(([from, to]) => from <= day && day <= to);
}

export function nextWorkingDay(day: string): string {
  let candidate = day;
  while (!isWorkingDay(candidate)) candidate = addDays(candidate, 1);
  return candidate;
}

/** A moment on a city day; minutes since midnight. */
export function momentOf(day: string, minutes: number): string {
  const at = addDays(day, Math.floor(minutes / 1440));
  const rest = ((minutes % 1440) + 1440) % 1440;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at}T${two(Math.floor(rest / 60))}:${two(rest % 60)}:00+08:00`;
}
