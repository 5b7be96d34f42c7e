/** How days and moments of a record are written, in the city's time. */
import { cityDay, momentText, timeText } from "@/lib/platform/clock";

/** 2026-03-05 */
export const dayText = (moment: Date | string): string => cityDay(new Date(moment));
/** 2026-03-05 09:30–11:00; the second day only where it differs. */
export function spanText(from: Date | string, to: Date | string): string {
  const start = momentText(from);
  if (new Date(from).getTime() === new Date(to).getTime()) return start;
  return `${start}–${dayText(from) === dayText(to) ? timeText(to) : momentText(to)}`;
}
