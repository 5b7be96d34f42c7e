/**
 * SQL as tagged templates: values always travel as parameters. Conventions for every query:
 * camelCase aliases; days leave as text (`::text`), counts as `::int`, moments as timestamptz.
 */
import { Prisma } from "@/generated/prisma/client";

export const sql = Prisma.sql;
export const joinSql = Prisma.join;
export const noSql = Prisma.empty;
export type Sql = Prisma.Sql;

/** A number of the code's own, never of a request, written into the text: so the planner knows how few rows a page has. */
export function constant(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new RangeError("not a whole number");
  return Prisma.raw(String(value));
}

/** Conditions joined by AND; an empty list is true. */
export const allOf = (conditions: Sql[]): Sql =>
  conditions.length ? joinSql(conditions, " and ") : sql`true`;
