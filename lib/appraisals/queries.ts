import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Grade } from "./schema";

export type Appraisal = {
  id: string;
  year: number;
  /** null for the whole year */
  quarter: number | null;
  grade: Grade;
  unitName: string;
  source: string;
  /** above 1: corrected, with the reason */
  versionNo: number;
  reason: string;
};

/** The grades of a cadre as they stood on a day: periods over by then, each in its newest version of then; newest first. */
export const listAppraisals = async (db: ScopedDb, cadreId: string, asOf: Day): Promise<Appraisal[]> =>
  (await listAppraisalsOf(db, [cadreId], asOf)).map(({ cadreId: _, ...appraisal }) => appraisal);

export const listAppraisalsOf = (
  db: ScopedDb,
  cadreIds: readonly string[],
  asOf: Day,
): Promise<(Appraisal & { cadreId: string })[]> =>
  db.rows(sql`
    select * from (
      select distinct on (a.cadre_id, a.kind, a.year, a.quarter) a.cadre_id as "cadreId", a.id, a.year, a.quarter, a.grade, u.short_name as "unitName", a.source,
        a.version_no as "versionNo", a.reason
      from appraisals a join units u on u.id = a.unit_id
      where a.cadre_id = any(${cadreIds}::uuid[])
        and coalesce((make_date(a.year, a.quarter * 3 - 2, 1) + interval '3 months - 1 day')::date, make_date(a.year, 12, 31))
            <= ${asOf}::date + 31
        and (city_day(a.recorded_at) <= ${asOf}::date or a.version_no = 1)
      order by a.cadre_id, a.kind, a.year, a.quarter, a.version_no desc
    ) newest order by year desc, quarter desc nulls first`);

/** The version that stands for one period. */
export async function findStanding(
  db: ScopedDb,
  cadreId: string,
  { year, quarter }: { year: number; quarter: number | null },
): Promise<{ grade: Grade; versionNo: number } | null> {
  const [row] = await db.rows<{ grade: Grade; versionNo: number }>(sql`
    select grade, version_no as "versionNo" from appraisals
    where cadre_id = ${cadreId}::uuid and year = ${year}::smallint and quarter is not distinct from ${quarter}::smallint
    order by version_no desc limit 1`);
  return row ?? null;
}
