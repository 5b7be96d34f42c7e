/**
 * Working days: Monday to Friday, but for the days that the calendar names. Deadlines are counted with these alone
 * (product.md: working days respect a holiday table); add_working_days() in the database counts the same.
 */
import { addDays, type Day, daysBetween } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import { type DayKind, LIMITS } from "./schema";

/** Only the days that differ from Monday to Friday. A year that has none falls back to that. */
export type Calendar = ReadonlyMap<Day, DayKind>;

export const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  const kind = calendar.get(day);
  return kind ? kind === "WORK" : !isWeekend(day);
}

/** The n-th working day after `day`, which itself does not count; none on leaves the day as it is. */
export function addWorkingDays(day: Day, n: number, calendar: Calendar): Day {
  let reached = day;
  for (let rest = n; rest > 0; ) {
    reached = addDays(reached, 1);
    if (isWorkingDay(reached, calendar)) rest -= 1;
  }
  return reached;
}

/** Working days after `from` up to and with `to`; negative when `to` lies before. */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar) || 0;
  let count = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

export type YearState = "arranged" | "provisional" | "empty";

/** What the page says above a year: whether its days are announced, guessed from the statutory ones, or not there. */
export function yearState(days: readonly { day: Day; isProvisional: boolean }[], year: number): YearState {
  const own = days.filter(({ day }) => day.startsWith(`${year}-`));
  if (own.length === 0) return "empty";
  return own.some(({ isProvisional }) => isProvisional) ? "provisional" : "arranged";
}

/** Weeks of a month from Monday on; null before its first day and after its last. */
export function weeksOf(year: number, month: number): (Day | null)[][] {
  const first = `${year}-${String(month).padStart(2, "0")}-01`;
  const lead = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells = Array.from({ length: Math.ceil((lead + length) / 7) * 7 }, (_, at) =>
    at < lead || at >= lead + length ? null : addDays(first, at - lead),
  );
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

export const daysFrom = (from: Day, until: Day): Day[] =>
  Array.from({ length: daysBetween(from, until) + 1 }, (_, at) => addDays(from, at));

export type CalendarReason =
  | "calendar.reason.over"
  | "calendar.reason.rangeTooLong"
  | "calendar.reason.worksAnyway"
  | "calendar.reason.inPast";

type Arranged = { from: Day; until: Day; kind: DayKind };

/** Days that are over have been counted with, and stay. */
export function arrangeRefusal({ from, until, kind }: Arranged, today: Day): Refusal<CalendarReason> | null {
  if (from < today) return refuse("calendar.reason.over");
  if (daysBetween(from, until) >= LIMITS.range)
    return refuse("calendar.reason.rangeTooLong", { days: LIMITS.range });
  if (kind === "WORK" && daysFrom(from, until).some((day) => !isWeekend(day)))
    return refuse("calendar.reason.worksAnyway");
  return null;
}

export const removeRefusal = ({ day }: { day: Day }, today: Day): Refusal<CalendarReason> | null =>
  day < today ? refuse("calendar.reason.over") : null;

/** What has begun keeps the day it was told; a change counts from today at the earliest. */
export const deadlineRefusal = (effectiveOn: Day, today: Day): Refusal<CalendarReason> | null =>
  effectiveOn < today ? refuse("calendar.reason.inPast") : null;
