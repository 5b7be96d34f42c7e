import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { ObservationFilter } from "../schema";

export type FilterChoices = {
  units: { id: string; name: string; type: string }[];
  methods: { id: string; name: string; nameEn: string }[];
  /** 双十条, those that have ended too: older records name them */
  items: { id: string; list: "POSITIVE" | "NEGATIVE"; position: number; text: string; textEn: string }[];
  /** names of what the URL filters by and the bar has no field for */
  cadreName: string | null;
  observerName: string | null;
  taskName: string | null;
};

/** What the filter bar offers, in one round trip. */
export async function listFilterChoices(db: ScopedDb, filter: ObservationFilter): Promise<FilterChoices> {
  const [choices] = await db.rows<FilterChoices>(sql`
    select
      (select coalesce(json_agg(json_build_object('id', id, 'name', short_name, 'type', type) order by position), '[]') from units) as units,
      (select coalesce(json_agg(json_build_object('id', m.id, 'name', v.name, 'nameEn', v.name_en) order by m.position), '[]')
       from methods m join lateral (select name, name_en from method_versions
                                    where method_id = m.id and effective_from <= city_today()
                                    order by version_no desc limit 1) v on true) as methods,
      (select coalesce(json_agg(json_build_object('id', id, 'list', list, 'position', position, 'text', text, 'textEn', text_en)
                order by list desc, ends_on is not null, position), '[]') from conduct_items) as items,
      (select name from cadres where id = ${filter.cadre ?? null}::uuid) as "cadreName",
      (select name from users where id = ${filter.observer ?? null}::uuid) as "observerName",
      (select name from central_tasks where id = ${filter.task ?? null}::uuid) as "taskName"`);
  return (
    choices ?? { units: [], methods: [], items: [], cadreName: null, observerName: null, taskName: null }
  );
}
