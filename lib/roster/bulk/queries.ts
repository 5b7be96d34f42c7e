import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { BulkCadre } from "./rules";

/** In the order of the list: units, then names. */
export const listBulk = (db: ScopedDb, ids: readonly string[], day: Day): Promise<BulkCadre[]> =>
  db.rows<BulkCadre>(sql`
    select c.id, c.name, h.id as "holdingId", h.unit_id as "unitId", u.short_name as "unitName", h.title,
           h.starts_on::text as "startsOn",
           exists (select from post_holdings l where l.cadre_id = c.id and l.is_primary and l.starts_on > ${day}::date) as "hasLater"
    from cadres c
    left join lateral (select * from post_holdings p where p.cadre_id = c.id and p.is_primary and p.starts_on <= ${day}::date
      and (p.ends_on is null or p.ends_on >= ${day}::date) order by p.starts_on desc, p.id limit 1) h on true
    left join units u on u.id = h.unit_id
    where c.id = any(${ids}::uuid[])
    order by u.position nulls last, c.pinyin, c.id`);

/** Whatever of their posts has changed since it was looked at makes another digest. */
export async function digestOf(db: ScopedDb, ids: readonly string[]): Promise<string> {
  const [row] = await db.rows<{ digest: string }>(sql`
    select encode(sha256(coalesce(string_agg(p.id::text || coalesce(p.ends_on::text, '-'), ' ' order by p.id), '')::bytea), 'hex') as digest
    from post_holdings p where p.cadre_id = any(${ids}::uuid[])`);
  return row?.digest ?? "";
}

export type IntoUnit = { id: string; shortName: string; startsOn: Day | null; endsOn: Day | null };
export async function findInto(db: ScopedDb, id: string | undefined): Promise<IntoUnit | null> {
  if (!id) return null;
  const [unit] = await db.rows<IntoUnit>(sql`
    select id, short_name as "shortName", starts_on::text as "startsOn", ends_on::text as "endsOn"
    from units where id = ${id}::uuid`);
  return unit ?? null;
}
