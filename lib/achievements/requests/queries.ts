/** Whom a claim's reviewer may ask for a source, and what was asked. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { type Askable, inOrderOfAsking } from "./rules";

type Asked = Askable & { achievementId: string };

/** Observers of today of the claim's unit and of its cadres' units, none of whom stands in it; best first. */
export const listAskable = async (db: ScopedDb, id: string): Promise<Askable[]> =>
  (await listAskableOf(db, [id])).get(id) ?? [];

/** Of several claims in one round trip. */
export async function listAskableOf(db: ScopedDb, ids: string[]): Promise<Map<string, Askable[]>> {
  const rows = await db.rows<Asked>(sql`
    with places as (
      select a.id, a.unit_id, true as of_claim from achievements a where a.id = any(${ids}::uuid[])
      union
      select a.id, l.unit_id, false from achievements a
      join achievement_cadres l on l.achievement_id = a.id and l.revision_no = a.revision_no and l.unit_id <> a.unit_id
      where a.id = any(${ids}::uuid[])
    )
    select place.id as "achievementId", s.unit_id as "unitId", u.short_name as "unitName", p.id as "ownerId", p.name as "ownerName",
      place.of_claim as "isOfClaim", s.starts_on::text as since,
      a.drafted_by = p.id or exists (
        select 1 from achievement_sources c join observations o on o.id = c.observation_id
        where c.achievement_id = a.id and c.withdrawn_at is null and p.id in (o.observer_id, o.second_observer_id)) as "isInvolved",
      exists (select 1 from follow_ups f where f.achievement_id = a.id and f.owner_id = p.id and f.done_at is null) as "isAsked",
      (select count(*)::int from follow_ups f where f.owner_id = p.id and f.done_at is null and f.asked_by is not null) as open
    from places place join achievements a on a.id = place.id
    join assignments s on s.unit_id = place.unit_id and city_today() between s.starts_on and coalesce(s.ends_on, 'infinity')
    join units u on u.id = s.unit_id
    join users p on p.id = s.observer_id and p.is_active
    where exists (select 1 from user_roles r where r.user_id = p.id and r.role = 'OBSERVER')
      and not exists (select 1 from achievement_cadres l where l.achievement_id = a.id and l.cadre_id = p.cadre_id)`);
  const found = new Map<string, Asked[]>();
  for (const row of rows) found.set(row.achievementId, [...(found.get(row.achievementId) ?? []), row]);
  return new Map([...found].map(([id, people]) => [id, inOrderOfAsking(people)]));
}

export type ClaimRequest = {
  id: string;
  title: string;
  unitName: string;
  ownerId: string;
  ownerName: string;
  askedById: string | null;
  askedByName: string | null;
  askedOn: Day;
  dueOn: Day | null;
  doneOn: Day | null;
  closedByName: string | null;
  outcome: string;
  answer: {
    id: string;
    on: Day;
    methodName: string;
    methodNameEn: string;
    state: string;
    isSource: boolean;
  } | null;
  /** asked for a claim that has gone into this one */
  isOfMerged: boolean;
};

/** Also those of the claims that it took in. Open ones first. */
export const listRequests = (db: ScopedDb, id: string): Promise<ClaimRequest[]> =>
  db.rows<ClaimRequest>(sql`
    with recursive taken as (
      select id from achievements where id = ${id}::uuid
      union
      select a.id from achievements a join taken on a.merged_into = taken.id
    )
    select f.id, f.title, u.short_name as "unitName", f.owner_id as "ownerId", owner.name as "ownerName",
      f.asked_by as "askedById", asker.name as "askedByName", city_day(f.created_at)::text as "askedOn", f.due_on::text as "dueOn",
      city_day(f.done_at)::text as "doneOn", closer.name as "closedByName", f.outcome, f.achievement_id <> ${id}::uuid as "isOfMerged",
      case when o.id is not null then json_build_object('id', o.id, 'on', city_day(o.started_at), 'methodName', v.name,
        'methodNameEn', v.name_en, 'state', o.state, 'isSource', exists (
          select 1 from achievement_sources s where s.achievement_id = ${id}::uuid and s.observation_id = o.id
            and s.withdrawn_at is null)) end as answer
    from taken join follow_ups f on f.achievement_id = taken.id
    join units u on u.id = f.unit_id
    left join users owner on owner.id = f.owner_id left join users asker on asker.id = f.asked_by
    left join users closer on closer.id = f.closed_by
    left join observations o on o.id = f.answer_id left join method_versions v on v.id = o.method_version_id
    order by f.done_at is not null, f.due_on nulls last, f.created_at desc, f.id`);
