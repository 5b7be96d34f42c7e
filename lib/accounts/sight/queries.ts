/** What a person can see, for those who answer for rights: which units their roles lead to, nothing of what stands there. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type SightUnit = {
  unitName: string;
  reason: "ASSIGNED" | "LIAISON";
  since: Day | null;
  until: Day | null;
};

export function listSightUnits(db: ScopedDb, userId: string): Promise<SightUnit[]> {
  return db.rows(sql`
    select unit_name as "unitName", reason, since::text, until::text from sight_units(${userId}::uuid)`);
}
