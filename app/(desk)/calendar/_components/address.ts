import { addressOf } from "@/components/ui/address";
import type { CalendarFilter } from "@/lib/calendar/schema";

/** A year of the calendar; at most one panel, and what was just saved. */
export const calendarHref = (year: number, over: Omit<CalendarFilter, "year"> = {}): string =>
  addressOf("/calendar", { year, ...over });
