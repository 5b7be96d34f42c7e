/** What a liaison may do with the lines of the own unit, and what an observer is shown of them. */
import { addDays, cityDay, type Day } from "@/lib/platform/clock";

/** How far ahead meetings are shown where one plans a visit. */
const AHEAD_DAYS = 30;

export const comingUntil = (today: Day): Day => addDays(today, AHEAD_DAYS);

/** Today's stay all day: one may be sitting in it. */
export const isComing = ({ startsAt }: { startsAt: Date }, today: Day): boolean => cityDay(startsAt) >= today;

/** As it stands in a form: the clock on the wall in the city. */
export function wallClock(moment: Date): { day: Day; time: string } {
  const shifted = new Date(moment.getTime() + 8 * 3_600_000).toISOString();
  return { day: shifted.slice(0, 10), time: shifted.slice(11, 16) };
}

export const momentAt = ({ day, time }: { day: Day; time: string }): Date =>
  new Date(`${day}T${time}:00+08:00`);
