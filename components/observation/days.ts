/** How days and moments of a record are written, in the city's time. */
import { CITY_TIME_ZONE, cityDay } from "@/lib/platform/clock";

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: CITY_TIME_ZONE,
  hour: "2-digit",
  minute: "2-digit",
});

/** 2026-03-05 */
export const dayText = (moment: Date | string): string => cityDay(new Date(moment));
/** 2026-03-05 09:30 */
export const momentText = (moment: Date | string): string =>
  `${dayText(moment)} ${clock.format(new Date(moment))}`;
/** 2026-03-05 09:30–11:00; the second day only where it differs. */
export function spanText(from: Date | string, to: Date | string): string {
  const start = momentText(from);
  if (new Date(from).getTime() === new Date(to).getTime()) return start;
  return `${start}–${dayText(from) === dayText(to) ? clock.format(new Date(to)) : momentText(to)}`;
}
