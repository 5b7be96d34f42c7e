import { addressOf } from "@/components/ui/address";
import type { ObservationFilter } from "@/lib/observations/schema";

/** The list of exactly the records behind a number (rule 10). */
export const recordsHref = (filter: ObservationFilter): string => addressOf("/observations", filter);

/** A form begun for this unit and method; `link`: the record that it goes on from. */
export const logHref = (unit: string, method?: string, link?: string): string =>
  addressOf("/observations/new", { unit, method, link });

/** A visit asked of the unit's observer, begun from a gap. */
export const askHref = (unit: string, method?: string): string =>
  addressOf("/observations/follow-ups/ask", { unit, method });
