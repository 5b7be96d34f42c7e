/** 待印证: what waits, what each lacks and who was asked for it. The longest waiting first. */
import { addDays, type Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { Source } from "../corroboration/rules";
import type { Need, WaitingFilter } from "./schema";

export type WaitingClaim = {
  id: string;
  claim: string;
  unitId: string;
  unitName: string;
  cadres: string[];
  confidentiality: number;
  draftedById: string;
  drafterName: string | null;
  /** since when it waits */
  since: Day;
  /** 撤回, 更正 …: by what it fell, where it was corroborated before */
  fallenBy: string | null;
  need: Need;
  sources: (Source & { recorderName: string | null })[];
  requests: { id: string; ownerName: string; dueOn: Day | null }[];
};

export const PAGE_SIZE = 30;

/**
 * What each waiting claim lacks, by the rules of corroboration/rules.ts (tests compare the two), since when it waits and
 * who was asked. Claims that wait are few; all of them are looked at, so that the numbers above the list are its own.
 */
const waiting = (today: Day): Sql => sql`
  select a.id, a.unit_id, last.since, last.fallen_by,
    case when count(c.id) = 0 then 'anySource'
         when bool_or(exists (select 1 from counting d where d.achievement_id = c.achievement_id
                              and d.kind <> c.kind and d.origin <> c.origin)) then 'enough'
         when count(c.id) = 1 then 'secondSource'
         when count(distinct c.kind) < 2 then 'otherKind'
         else 'otherOrigin' end as need,
    exists (select 1 from follow_ups f where f.achievement_id = a.id and f.done_at is null) as is_asked,
    exists (select 1 from follow_ups f where f.achievement_id = a.id and f.done_at is null and f.due_on < ${today}::date) as is_overdue
  from achievements a
  cross join lateral (
    select city_day(e.at) as since, case when e.from_state = 'CORROBORATED' then e.reason end as fallen_by
    from achievement_events e where e.achievement_id = a.id and e.to_state = 'WAITING' order by e.at desc limit 1) last
  left join counting c on c.achievement_id = a.id
  where a.state = 'WAITING' group by a.id, last.since, last.fallen_by`;
const counting = sql`
  select s.id, s.achievement_id, s.kind, s.origin
  from achievements a join achievement_sources s on s.achievement_id = a.id
  left join observations o on o.id = s.observation_id
  where a.state = 'WAITING' and s.withdrawn_at is null and s.supports and s.is_independent
    and s.kind not in ('unit_recommendation', 'synthesis')
    and (s.observation_id is null or (o.state in ('ACCEPTED', 'ARCHIVED') and o.revision_no = s.observation_revision))
    and not exists (select 1 from achievement_cadres own where own.achievement_id = a.id and own.revision_no = a.revision_no
                    and own.unit_id = s.issuer_unit_id)`;

export async function listWaiting(
  db: ScopedDb,
  filter: WaitingFilter,
  today: Day,
): Promise<{ items: WaitingClaim[]; counts: Record<string, number> }> {
  const { need, page = 1, ...wanted } = filter;
  const shared = conditions(wanted, today);
  const [found] = await db.rows<{ items: WaitingClaim[]; counts: Record<string, number> }>(sql`
    with counting as materialized (${counting}), waiting as materialized (${waiting(today)}),
    wanted as materialized (select w.* from waiting w where ${allOf(shared)}),
    shown as (
      select w.* from wanted w where ${need ? sql`w.need = ${need}` : sql`true`}
      order by w.since, w.id limit ${PAGE_SIZE}::int offset ${(page - 1) * PAGE_SIZE}::int
    )
    select
      (select coalesce(json_object_agg(need, n), '{}') from (select need, count(*)::int as n from wanted group by need) c) as counts,
      (select coalesce(json_agg(json_build_object(
          'id', a.id, 'claim', a.claim, 'unitId', a.unit_id, 'unitName', u.short_name, 'confidentiality', a.confidentiality,
          'draftedById', a.drafted_by, 'drafterName', drafter.name, 'since', w.since, 'fallenBy', w.fallen_by, 'need', w.need,
          'cadres', array(select c.name from achievement_cadres l join cadres c on c.id = l.cadre_id
                          where l.achievement_id = a.id and l.revision_no = a.revision_no order by l.position),
          'sources', (select coalesce(json_agg(json_build_object(
              'kind', s.kind, 'origin', s.origin, 'supports', s.supports, 'isIndependent', s.is_independent,
              'isWithdrawn', s.withdrawn_at is not null, 'isCurrent', s.observation_id is null
                or (so.state in ('ACCEPTED', 'ARCHIVED') and so.revision_no = s.observation_revision),
              'isOwnUnits', exists (select 1 from achievement_cadres own where own.achievement_id = a.id
                and own.revision_no = a.revision_no and own.unit_id = s.issuer_unit_id),
              'recorderName', recorder.name) order by s.added_at, s.id), '[]')
            from achievement_sources s left join observations so on so.id = s.observation_id
            left join users recorder on recorder.id = coalesce(so.observer_id, s.added_by)
            where s.achievement_id = a.id),
          'requests', (select coalesce(json_agg(json_build_object('id', f.id, 'ownerName', owner.name, 'dueOn', f.due_on)
              order by f.due_on nulls last, f.id), '[]')
            from follow_ups f left join users owner on owner.id = f.owner_id
            where f.achievement_id = a.id and f.done_at is null)) order by w.since, w.id), '[]')
       from shown w join achievements a on a.id = w.id join units u on u.id = a.unit_id
       left join users drafter on drafter.id = a.drafted_by) as items`);
  return found ?? { items: [], counts: {} };
}

/** For the desk of a reviewer: how many wait, and how many of them could be confirmed now. */
export async function countWaiting(db: ScopedDb, today: Day): Promise<{ count: number; enough: number }> {
  const [counted] = await db.rows<{ count: number; enough: number }>(sql`
    with counting as materialized (${counting})
    select count(*)::int as count, count(*) filter (where w.need = 'enough')::int as enough
    from (${waiting(today)}) w`);
  return counted ?? { count: 0, enough: 0 };
}

function conditions(filter: Omit<WaitingFilter, "need" | "page">, today: Day): Sql[] {
  const list: Sql[] = [];
  if (filter.unit) list.push(sql`w.unit_id = ${filter.unit}::uuid`);
  if (filter.age) list.push(sql`w.since <= ${addDays(today, -filter.age)}::date`);
  if (filter.asked === "open") list.push(sql`w.is_asked`);
  if (filter.asked === "overdue") list.push(sql`w.is_overdue`);
  if (filter.asked === "none") list.push(sql`not w.is_asked`);
  if (filter.fallen) list.push(sql`w.fallen_by is not null`);
  return list;
}
