/**
 * SQL as tagged templates: values always travel as parameters. Conventions for every query:
 * camelCase aliases; days leave as text (`::text`), counts as `::int`, moments as timestamptz.
 */
import { Prisma } from "@/generated/prisma/client";

export const sql = Prisma.sql;
export const noSql = Prisma.empty;
export type Sql = Prisma.Sql;

/** Conditions joined by AND; an empty list is true. */
export const allOf = (conditions: Sql[]): Sql =>
  conditions.length ? Prisma.join(conditions, " and ") : sql`true`;

/** Joined by OR; an empty list is false. */
export const anyOf = (conditions: Sql[]): Sql =>
  conditions.length ? sql`(${Prisma.join(conditions, " or ")})` : sql`false`;
