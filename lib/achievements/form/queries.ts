/** What the claim's form begins with: the record or the unit it is drafted for, and who may stand in it. */
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { SourceKind } from "../corroboration/rules";

export type ClaimCadre = { id: string; name: string; title: string; isInRecord: boolean };
export type ClaimScope = {
  unitId: string;
  unitName: string;
  /** of the record first, then the unit's team of that day */
  cadres: ClaimCadre[];
  record: {
    id: string;
    on: string;
    fact: string;
    methodName: string;
    sourceClass: SourceKind;
    centralTaskId: string | null;
    conductItemIds: string[];
  } | null;
  tasks: { id: string; name: string }[];
};

export async function getClaimScope(
  db: ScopedDb,
  asked: { observationId?: string; unitId?: string; today: string },
): Promise<ClaimScope> {
  const observationId = asked.observationId ?? null;
  const [scope] = await db.rows<ClaimScope>(sql`
    with record as (
      select o.id, o.unit_id, city_day(o.started_at) as "on", o.fact, v.name as "methodName",
        v.source_class as "sourceClass", o.central_task_id as "centralTaskId", o.conduct_item_ids as "conductItemIds",
        o.revision_no
      from observations o join method_versions v on v.id = o.method_version_id where o.id = ${observationId}::uuid
    ), people as (
      select distinct on (c.id) c.id, c.name, coalesce(l.post_title, p.title) as title, l.cadre_id is not null as "isInRecord"
      from units u cross join cadres c
      left join record r on true
      left join observation_cadres l on l.observation_id = r.id and l.revision_no = r.revision_no and l.cadre_id = c.id
      left join post_holdings p on p.cadre_id = c.id and p.unit_id = u.id and p.tier = 'TEAM'
        and coalesce(r."on", ${asked.today}::date) between p.starts_on and coalesce(p.ends_on, 'infinity')
      where u.id = coalesce((select unit_id from record), ${asked.unitId ?? null}::uuid)
        and (l.cadre_id is not null or p.cadre_id is not null)
      order by c.id, p.is_primary desc
    )
    select u.id as "unitId", u.short_name as "unitName",
      (select coalesce(json_agg(one order by one."isInRecord" desc, one.name), '[]') from people one) as cadres,
      (select to_jsonb(r) - 'unit_id' - 'revision_no' from record r) as record,
      (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.starts_on desc, t.id), '[]')
       from central_tasks t where coalesce(t.ends_on, 'infinity') >= ${asked.today}::date - 730) as tasks
    from units u where u.id = coalesce((select unit_id from record), ${asked.unitId ?? null}::uuid)`);
  if (!scope || (observationId && !scope.record)) throw new NotFound("origin of the claim");
  return scope;
}

export type RelatedRecord = {
  id: string;
  on: string;
  methodName: string;
  methodNameEn: string;
  excerpt: string;
};

/** Accepted records of the same cadres in the months around, which may stand as further sources; nearest day first. */
export const listRelatedRecords = (db: ScopedDb, observationId: string): Promise<RelatedRecord[]> =>
  db.rows<RelatedRecord>(sql`
    select distinct on (abs(extract(epoch from o.started_at - r.started_at)), o.id) o.id, city_day(o.started_at)::text as "on",
      v.name as "methodName", v.name_en as "methodNameEn", left(o.fact, 90) as excerpt
    from observations r
    join observation_cadres mine on mine.observation_id = r.id and mine.revision_no = r.revision_no
    join observation_cadres other on other.cadre_id = mine.cadre_id
      and other.started_at between r.started_at - interval '90 days' and r.started_at + interval '90 days'
    join observations o on o.id = other.observation_id and o.revision_no = other.revision_no and o.id <> r.id
      and o.state in ('ACCEPTED', 'ARCHIVED')
    join method_versions v on v.id = o.method_version_id
    where r.id = ${observationId}::uuid
    order by abs(extract(epoch from o.started_at - r.started_at)), o.id limit 8`);
