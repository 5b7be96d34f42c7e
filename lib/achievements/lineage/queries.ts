/** Claims that may be the same; and what a claim was merged into, took in, was split from and into, as far as the viewer may see them. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { AchievementState } from "../schema";
import type { UndoBlocker } from "./rules";

export type Relative = {
  id: string;
  relation: "mergedInto" | "mergedFrom" | "splitFrom" | "splitInto";
  claim: string;
  state: AchievementState;
  /** of the merge or the split */
  at: Date;
  actorName: string | null;
  reason: string;
};

export const listRelatives = (db: ScopedDb, id: string): Promise<Relative[]> =>
  db.rows<Relative>(sql`
    with this as (select id, merged_into, split_from from achievements where id = ${id}::uuid),
    related as (
      select b.id, 'mergedInto' as relation, this.id as ended from this join achievements b on b.id = this.merged_into
      union all
      select b.id, 'mergedFrom', b.id from this join achievements b on b.merged_into = this.id
      union all
      -- a split that was taken back left its parts merged into the whole, and they are told as that
      select b.id, 'splitFrom', b.id from this join achievements b on b.id = this.split_from
      where this.merged_into is distinct from this.split_from
      union all
      select b.id, 'splitInto', this.id from this join achievements b on b.split_from = this.id
      where b.merged_into is distinct from this.id
    )
    select r.id, r.relation, a.claim, a.state, e.at, actor.name as "actorName", coalesce(e.reason, '') as reason
    from related r join achievements a on a.id = r.id
    left join lateral (
      select * from achievement_events one where one.achievement_id = r.ended and one.to_state in ('MERGED', 'SPLIT')
      order by one.at desc limit 1) e on true
    left join users actor on actor.id = e.actor_id
    order by r.relation, a.drafted_at, a.id`);

/** What stands in the way of taking a merge or a split back; null: nothing, or nothing to take back. */
export async function findUndoBlocker(db: ScopedDb, id: string): Promise<UndoBlocker | null> {
  const [found] = await db.rows<{ blocker: UndoBlocker | null }>(
    sql`select achievement_undo_blocker(${id}::uuid) as blocker`,
  );
  return found?.blocker ?? null;
}

export type SimilarClaim = { id: string; claim: string; state: AchievementState };

/** Claims of one of the same cadres in an overlapping period whose words are alike: perhaps the same result twice. */
export const listSimilarClaims = (db: ScopedDb, id: string): Promise<SimilarClaim[]> =>
  db.rows<SimilarClaim>(sql`
    select id, claim, state from (
      select distinct on (b.id) b.id, b.claim, b.state,
        (select count(*) from unnest(text_bigrams(lower(a.claim))) x where x = any (text_bigrams(lower(b.claim))))::float8
          / greatest(1, least(cardinality(text_bigrams(lower(a.claim))), cardinality(text_bigrams(lower(b.claim))))) as shared
      from achievements a
      join achievement_cadres l on l.achievement_id = a.id and l.revision_no = a.revision_no
      join achievement_cadres m on m.cadre_id = l.cadre_id and m.achievement_id <> a.id
      join achievements b on b.id = m.achievement_id and b.revision_no = m.revision_no
        and b.state not in ('MERGED', 'SPLIT')
        and daterange(a.starts_on, a.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]')
      where a.id = ${id}::uuid
    ) alike where shared >= 0.5 order by shared desc, id limit 5`);

export type MergeTarget = { id: string; claim: string; state: AchievementState; endsOn: Day };

/** Claims that name everybody of this one and are no less confidential: into these it may go. */
export const listMergeTargets = (db: ScopedDb, id: string, ownerId: string | null): Promise<MergeTarget[]> =>
  db.rows<MergeTarget>(sql`
    select b.id, b.claim, b.state, b.ends_on::text as "endsOn"
    from achievements a
    join achievement_cadres l on l.achievement_id = a.id and l.revision_no = a.revision_no and l.position = 0
    join achievement_cadres m on m.cadre_id = l.cadre_id and m.achievement_id <> a.id
    join achievements b on b.id = m.achievement_id and b.revision_no = m.revision_no
      and b.state not in ('REJECTED', 'MERGED', 'SPLIT') and b.confidentiality >= a.confidentiality
    where a.id = ${id}::uuid and (${ownerId}::uuid is null or b.drafted_by = ${ownerId}::uuid and b.state <> 'CORROBORATED')
      and not exists (
        select 1 from achievement_cadres x where x.achievement_id = a.id and x.revision_no = a.revision_no
          and not exists (select 1 from achievement_cadres y where y.achievement_id = b.id and y.revision_no = b.revision_no
                          and y.cadre_id = x.cadre_id))
    order by daterange(a.starts_on, a.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]') desc, b.ends_on desc, b.id
    limit 30`);

export type ClaimOfCadre = { id: string; claim: string; state: AchievementState; endsOn: Day; names: string };

/** What is claimed already of these cadres around that time, for who is about to draft another. */
export const listClaimsOfCadres = (db: ScopedDb, cadreIds: string[], on: Day): Promise<ClaimOfCadre[]> =>
  db.rows<ClaimOfCadre>(sql`
    select a.id, a.claim, a.state, a.ends_on::text as "endsOn", string_agg(c.name, '、' order by l.position) as names
    from achievement_cadres l
    join achievements a on a.id = l.achievement_id and a.revision_no = l.revision_no
      and a.state not in ('MERGED', 'SPLIT') and ${on}::date between a.starts_on - 30 and a.ends_on + 60
    join cadres c on c.id = l.cadre_id
    where l.cadre_id = any(${cadreIds}::uuid[])
    group by a.id order by a.ends_on desc, a.id limit 8`);

export type LeaningClaim = {
  id: string;
  claim: string;
  state: AchievementState;
  supports: boolean;
  isWithdrawn: boolean;
  /** of a live source: the record has been corrected since it was read */
  isOutdated: boolean;
  /** when the claim fell by this record, as long as it has not been confirmed again */
  fellOn: Day | null;
};

/** The claims that lean on a record, and those that fell by it, as far as the viewer may see them. */
export const listLeaning = (db: ScopedDb, observationId: string): Promise<LeaningClaim[]> =>
  db.rows<LeaningClaim>(sql`
    select distinct on (a.id) a.id, a.claim, a.state, s.supports, s.withdrawn_at is not null as "isWithdrawn",
      s.withdrawn_at is null and (o.revision_no <> s.observation_revision or o.state not in ('ACCEPTED', 'ARCHIVED')) as "isOutdated",
      case when a.state = 'WAITING' then (
        select city_day(e.at)::text from achievement_events e join achievement_sources by_it on by_it.id = e.source_id
        where e.achievement_id = a.id and by_it.observation_id = o.id
          and not exists (select 1 from achievement_events l where l.achievement_id = a.id and l.at > e.at)
        order by e.at desc limit 1) end as "fellOn"
    from achievement_sources s join achievements a on a.id = s.achievement_id and a.state not in ('MERGED', 'SPLIT')
    join observations o on o.id = s.observation_id
    where s.observation_id = ${observationId}::uuid
    order by a.id, s.withdrawn_at nulls first, s.added_at desc`);
