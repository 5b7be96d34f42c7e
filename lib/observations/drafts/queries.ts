import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type Draft = {
  id: string;
  unitId: string | null;
  unitName: string | null;
  methodId: string | null;
  methodName: string | null;
  methodNameEn: string | null;
  observationId: string | null;
  content: Record<string, unknown>;
  updatedAt: Date;
  version: number;
  /** the copy on a device that wrote last */
  copyId: string | null;
  /** 另一版本: what was not chosen when two devices had written in that draft */
  otherVersionOf: string | null;
};

/** Own drafts, newest first; the policy shows nobody else's. */
export const listDrafts = (db: ScopedDb, id?: string): Promise<Draft[]> =>
  db.rows<Draft>(sql`
    select d.id, d.unit_id as "unitId", u.short_name as "unitName", d.method_id as "methodId",
           v.name as "methodName", v.name_en as "methodNameEn", d.observation_id as "observationId",
           d.content, d.updated_at as "updatedAt", d.row_version as "version", d.copy_id as "copyId",
           d.other_version_of as "otherVersionOf"
    from observation_drafts d
    left join units u on u.id = d.unit_id
    left join lateral (select name, name_en from method_versions
                       where method_id = d.method_id order by version_no desc limit 1) v on true
    where (${id ?? null}::uuid is null or d.id = ${id ?? null}::uuid)
      -- a save that was still on its way when its record was submitted
      and not exists (select 1 from observations o where o.id = d.id)
      and not exists (select 1 from handovers h where h.id = d.id)
    order by d.updated_at desc limit 100`);

export async function findDraft(db: ScopedDb, id: string): Promise<Draft | null> {
  const [draft] = await listDrafts(db, id);
  return draft ?? null;
}
