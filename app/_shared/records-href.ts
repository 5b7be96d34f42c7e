import type { ObservationFilter } from "@/lib/observations/schema";

/** The list of exactly the records behind a number (rule 10). */
export function recordsHref(filter: ObservationFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `/observations?${query}`;
}

/** A form begun for this unit and method. */
export const logHref = (unit: string, method?: string): string =>
  `/observations/new?${new URLSearchParams(method ? { unit, method } : { unit })}`;
