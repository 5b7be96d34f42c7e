/** 双十条: the items that may be chosen today, in the order of the two lists. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type ConductItem = {
  id: string;
  list: "POSITIVE" | "NEGATIVE";
  position: number;
  text: string;
  textEn: string;
  /** 示例 */
  isSample: boolean;
};

export const listConductItems = (db: ScopedDb, today: Day): Promise<ConductItem[]> =>
  db.rows<ConductItem>(sql`
    select id, list, position, text, text_en as "textEn", is_sample as "isSample"
    from conduct_items where coalesce(ends_on, 'infinity') >= ${today}::date
    order by list desc, position`);
