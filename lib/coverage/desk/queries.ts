/** What waits on each role's desk, in one round trip a role; the policies decide which rows are there. */
import type { ObservationState, Polarity } from "@/lib/observations/schema";
import { type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";

/** As many as a desk shows at once; the rest is a link away. */
export const SHOWN = 8;

export type DeskRecord = {
  id: string;
  unitName: string;
  methodName: string;
  methodNameEn: string;
  startedOn: Day;
  submittedOn: Day;
  state: ObservationState;
  polarity: Polarity;
  /** first characters of the fact */
  excerpt: string;
};
export type Listed<T> = { count: number; first: T[] };

export type ObserverDesk = {
  returned: Listed<DeskRecord & { reason: string; returnedOn: Day | null }>;
  followUps: Listed<{
    id: string;
    observationId: string | null;
    achievementId: string | null;
    caseId: string | null;
    unitName: string;
    title: string;
    dueOn: Day | null;
  }>;
  drafts: Listed<{
    id: string;
    observationId: string | null;
    unitName: string | null;
    methodName: string | null;
    methodNameEn: string | null;
    updatedOn: Day;
  }>;
  recent: DeskRecord[];
};

export type ReviewerDesk = {
  waiting: Listed<DeskRecord> & { oldestOn: Day | null };
  /** waiting records marked 需关注, own ones included: the list opens the same */
  attention: number;
  returned: Listed<DeskRecord>;
  accepted: (DeskRecord & { decidedOn: Day })[];
};

export type LiaisonDesk = {
  unit: { id: string; name: string } | null;
  observers: { name: string; department: string; since: Day }[];
};

const EXCERPT = 90;

/** A record's line on a desk; `o` is the record, with its unit `u` and the method's version `v`. */
const record = sql`
  o.id, u.short_name as "unitName", v.name as "methodName", v.name_en as "methodNameEn",
  city_day(o.started_at)::text as "startedOn", city_day(o.submitted_at)::text as "submittedOn", o.state, o.polarity,
  left(o.fact, ${EXCERPT}::int) as excerpt`;
const joins = sql`
  join units u on u.id = o.unit_id join method_versions v on v.id = o.method_version_id`;

const listOf = (query: Sql): Sql => sql`(select coalesce(json_agg(line), '[]') from (${query}) line)`;
const counted = (count: Sql, first: Sql): Sql =>
  sql`json_build_object('count', (${count}), 'first', ${listOf(first)})`;

/** Returned records first, since somebody waits for them; then what was promised, begun and done. */
export async function findObserverDesk(db: ScopedDb, viewer: { id: string }): Promise<ObserverDesk> {
  const me = sql`${viewer.id}::uuid`;
  const [desk] = await db.rows<ObserverDesk>(sql`
    select
      ${counted(
        sql`select count(*) from observations where observer_id = ${me} and state = 'RETURNED'`,
        sql`select ${record}, r.reason, city_day(r.decided_at)::text as "returnedOn"
            from observations o ${joins}
            left join observation_reviews r on r.observation_id = o.id and r.revision_no = o.revision_no
            where o.observer_id = ${me} and o.state = 'RETURNED'
            order by r.decided_at, o.id limit ${SHOWN}::int`,
      )} as returned,
      ${counted(
        sql`select count(*) from follow_ups where owner_id = ${me} and done_at is null`,
        sql`select f.id, f.observation_id as "observationId", a.id as "achievementId", f.case_id as "caseId", u.short_name as "unitName",
              f.title, f.due_on::text as "dueOn"
            from follow_ups f join units u on u.id = f.unit_id left join achievements a on a.id = f.achievement_id
            where f.owner_id = ${me} and f.done_at is null
            order by f.due_on nulls last, f.created_at, f.id limit ${SHOWN}::int`,
      )} as "followUps",
      ${counted(
        sql`select count(*) from observation_drafts where author_id = ${me}`,
        sql`select d.id, d.observation_id as "observationId", u.short_name as "unitName", v.name as "methodName",
                   v.name_en as "methodNameEn", city_day(d.updated_at)::text as "updatedOn"
            from observation_drafts d
            left join units u on u.id = d.unit_id
            left join lateral (select name, name_en from method_versions
                               where method_id = d.method_id order by version_no desc limit 1) v on true
            where d.author_id = ${me} order by d.updated_at desc, d.id limit ${SHOWN}::int`,
      )} as drafts,
      ${listOf(sql`
        select ${record} from observations o ${joins}
        where o.observer_id = ${me} order by o.started_at desc, o.id desc limit ${SHOWN}::int`)} as recent`);
  return desk ?? { returned: NONE, followUps: NONE, drafts: NONE, recent: [] };
}

/** The queue as /review shows it: nobody reviews their own record. `since` begins the week. */
export async function findReviewerDesk(
  db: ScopedDb,
  viewer: { id: string },
  since: Day,
): Promise<ReviewerDesk> {
  const me = sql`${viewer.id}::uuid`;
  const waiting = sql`o.state = 'SUBMITTED' and o.observer_id <> ${me} and o.second_observer_id is distinct from ${me}`;
  const [desk] = await db.rows<ReviewerDesk>(sql`
    select
      json_build_object(
        'count', (select count(*) from observations o where ${waiting}),
        'oldestOn', (select city_day(min(o.submitted_at))::text from observations o where ${waiting}),
        'first', ${listOf(sql`
          select ${record} from observations o ${joins}
          where ${waiting} order by o.submitted_at, o.id limit ${SHOWN}::int`)}) as waiting,
      (select count(*)::int from observations where state = 'SUBMITTED' and polarity = 'ATTENTION') as attention,
      ${counted(
        sql`select count(*) from observations where state = 'RETURNED'`,
        sql`select ${record} from observations o ${joins}
            where o.state = 'RETURNED' order by o.updated_at, o.id limit ${SHOWN}::int`,
      )} as returned,
      ${listOf(sql`
        select ${record}, city_day(r.decided_at)::text as "decidedOn"
        from observation_reviews r
        join observations o on o.id = r.observation_id and o.revision_no = r.revision_no ${joins}
        where r.decision = 'ACCEPT' and r.reviewer_id = ${me} and r.decided_at >= ${startOfCityDay(since)}
        order by r.decided_at desc, o.id limit ${SHOWN}::int`)} as accepted`);
  return desk ?? { waiting: { ...NONE, oldestOn: null }, attention: 0, returned: NONE, accepted: [] };
}

/** Own unit and who observes it today; nothing of what was observed. */
export async function findLiaisonDesk(
  db: ScopedDb,
  viewer: { ownUnitId: string | null },
  today: Day,
): Promise<LiaisonDesk> {
  const [desk] = await db.rows<LiaisonDesk>(sql`
    select
      (select json_build_object('id', id, 'name', name) from units where id = ${viewer.ownUnitId}::uuid) as unit,
      ${listOf(sql`
        select p.name, p.department, a.starts_on::text as since
        from assignments a join users p on p.id = a.observer_id
        where a.unit_id = ${viewer.ownUnitId}::uuid
          and ${today}::date between a.starts_on and coalesce(a.ends_on, 'infinity')
        order by a.starts_on, p.name`)} as observers`);
  return desk ?? { unit: null, observers: [] };
}

const NONE = { count: 0, first: [] };
