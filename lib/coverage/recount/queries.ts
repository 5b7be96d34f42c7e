import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type CountDifference = {
  unitId: string;
  /** first day */
  month: string;
  methodId: string;
  confidentiality: number;
  isGuarded: boolean;
  kept: number;
  counted: number;
};

/**
 * Where the kept counts differ from counting again; none unless a trigger was switched off. Complete for who sees
 * every record: the owner, or a reviewer of the highest clearance who is no cadre.
 */
export const findCountDifferences = (db: ScopedDb): Promise<CountDifference[]> =>
  db.rows<CountDifference>(sql`
    select unit_id as "unitId", month::text, method_id as "methodId", confidentiality, is_guarded as "isGuarded",
           coalesce(kept, 0)::int as kept, coalesce(counted, 0)::int as counted
    from (select unit_id, month, method_id, confidentiality, is_guarded, records as kept from observation_counts) k
    full join (
      select unit_id, date_trunc('month', city_day(started_at))::date as month, method_id, confidentiality,
             is_guarded, count(*) as counted
      from observations where state <> 'RETURNED' group by 1, 2, 3, 4, 5) c
    using (unit_id, month, method_id, confidentiality, is_guarded)
    where coalesce(kept, 0) <> coalesce(counted, 0)
    order by 1, 2, 3, 4, 5`);
