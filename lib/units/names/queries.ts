/**
 * What a unit is called on a day (docs/adr/0045). Pages of today read units.name and units.short_name, whose renames have
 * taken effect before any statement of the day; those of another day ask for the name it bore or will bear then.
 */
import { cityDay, type Day } from "@/lib/platform/clock";
import { type Sql, sql } from "@/lib/platform/sql";

/** `unit`: an alias of units in the statement. */
export const shortNameOn = (unit: Sql, on: Day): Sql =>
  on === cityDay(new Date())
    ? sql`${unit}.short_name`
    : sql`unit_short_name_on(${unit}.id, ${unit}.short_name, ${on}::date)`;

export const nameOn = (unit: Sql, on: Day): Sql =>
  on === cityDay(new Date()) ? sql`${unit}.name` : sql`unit_name_on(${unit}.id, ${unit}.name, ${on}::date)`;
