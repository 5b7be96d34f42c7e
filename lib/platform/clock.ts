/** Time in the city: moments are UTC, days are calendar days in Asia/Shanghai as yyyy-MM-dd. */
export type Day = string;

export const CITY_TIME_ZONE = "Asia/Shanghai";

const cityParts = new Intl.DateTimeFormat("en-CA", {
  timeZone: CITY_TIME_ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

export const cityDay = (moment: Date): Day => cityParts.format(moment);

const cityClock = new Intl.DateTimeFormat("en-GB", {
  timeZone: CITY_TIME_ZONE,
  hour: "2-digit",
  minute: "2-digit",
});
/** 09:30 */
export const timeText = (moment: Date | string): string => cityClock.format(new Date(moment));
/** 2026-03-05 09:30, in both languages */
export const momentText = (moment: Date | string): string =>
  `${cityDay(new Date(moment))} ${timeText(moment)}`;

/** Whole-day arithmetic; Asia/Shanghai has had no clock change since 1991. */
export function addDays(day: Day, days: number): Day {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Adds months and keeps the day where it exists, else takes the month's last day. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(dayOfMonth, lastDay));
  return first.toISOString().slice(0, 10);
}

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** Midnight in the city as a moment. */
export const startOfCityDay = (day: Day): Date => new Date(`${day}T00:00:00+08:00`);

/** Days from one day to another; negative when `to` lies before. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
