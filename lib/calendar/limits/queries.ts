import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";
import { addWorkingDays } from "../rules";
import type { DayKind } from "../schema";
import { type FoundLimits, type Limits, toLimits } from "./rules";
import { LIMIT_REACH, LIMIT_STEPS, type LimitStep } from "./schema";

/**
 * The limits of a day inside a statement that asks for something else anyway; toLimits reads them. How far back one may set
 * right is asked of today, also where the rest is of a day before.
 */
export const limitsOn = (on: Sql): Sql => sql`(
  select json_object_agg(l.step, l.amount) from (
    select distinct on (d.step) d.step, d.amount from deadline_settings d
    where d.step = any(${[...LIMIT_STEPS]}::text[])
      and d.effective_on <= case d.step when 'BACKDATE_DAYS' then greatest(${on}, city_today()) else ${on} end
    order by d.step, d.effective_on desc, d.set_at desc) l)`;

/** One of them, as a number of the statement; it depends on no row, so that it is looked up once. */
export const limitOn = (step: LimitStep, on: Sql): Sql => sql`coalesce((
  select d.amount from deadline_settings d where d.step = ${step} and d.effective_on <= ${on}
  order by d.effective_on desc, d.set_at desc limit 1), ${LIMIT_REACH[step].delivered}::int)`;

/** The last working day of a request that is made today; of the calendar only the days that lie ahead are read. */
export async function loadRequestDue(db: ScopedDb, today: Day): Promise<Day> {
  const [found] = await db.rows<{ days: number; named: [Day, DayKind][] }>(sql`
    select ${limitOn("REQUEST_DAYS", sql`${today}::date`)} as days,
           (select coalesce(json_agg(json_build_array(c.day, c.kind)), '[]') from calendar_days c
            where c.removed_at is null and c.day > ${today}::date) as named`);
  return addWorkingDays(today, found?.days ?? LIMIT_REACH.REQUEST_DAYS.delivered, new Map(found?.named));
}

/** For a command, which asks by itself. */
export async function loadLimits(db: ScopedDb, on: Day): Promise<Limits> {
  const [found] = await db.rows<{ limits: FoundLimits }>(sql`select ${limitsOn(sql`${on}::date`)} as limits`);
  return toLimits(found?.limits ?? null);
}
