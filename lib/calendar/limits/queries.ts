import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";
import { type FoundLimits, type Limits, toLimits } from "./rules";
import { LIMIT_STEPS } from "./schema";

/** The limits of a day inside a statement that asks for something else anyway; toLimits reads them. */
export const limitsOn = (on: Sql): Sql => sql`(
  select json_object_agg(l.step, l.amount) from (
    select distinct on (d.step) d.step, d.amount from deadline_settings d
    where d.step = any(${[...LIMIT_STEPS]}::text[]) and d.effective_on <= ${on}
    order by d.step, d.effective_on desc, d.set_at desc) l)`;

/** For a command, which asks by itself. */
export async function loadLimits(db: ScopedDb, on: Day): Promise<Limits> {
  const [found] = await db.rows<{ limits: FoundLimits }>(sql`select ${limitsOn(sql`${on}::date`)} as limits`);
  return toLimits(found?.limits ?? null);
}
