/** The lists, computed from what stands at the end of a day: nothing of them is stored, so nothing in them can be stale (rule 3). */

import { listVerifiedOf, type VerifiedAchievement } from "@/lib/achievements/queries";
import { daysOnPost, type Stint, type TaskDates } from "@/lib/central-tasks/rules";
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { shortNameOn } from "@/lib/units/names/queries";
import type { UnitType } from "@/lib/units/schema";
import {
  COUNTED_CONTRIBUTIONS,
  type ListRule,
  type Missing,
  outstandingMissing,
  periodFrom,
  reserveMissing,
  type Verdict,
  verdictOf,
} from "./rules";
import type { ListFilter } from "./schema";

type Reader = Pick<Viewer, "cadreId">;
type Scope = Pick<ListFilter, "type" | "unit" | "task">;
/** `forOthers`: a paper that goes on counts only the concerns that a leader would see (rule 5), whoever makes it. */
type Days = { asOf: Day; today: Day; forOthers?: boolean };

const ruleColumns = sql`
  r.period_months as "periodMonths", r.achievements, r.methods, r.recorders, r.reserve_days as "reserveDays",
  r.reserve_achievements as "reserveAchievements", r.effective_on::text as "effectiveOn"`;

/** In force on that day; days before the first rule have the first. */
export async function getListRule(db: ScopedDb, on: Day): Promise<ListRule> {
  const [rule] = await db.rows<ListRule>(sql`
    select ${ruleColumns} from cadre_list_rules r
    order by (r.effective_on <= ${on}::date) desc,
      case when r.effective_on <= ${on}::date then r.effective_on end desc, r.effective_on, r.set_at desc limit 1`);
  if (!rule) throw new Error("there is no rule of the lists");
  return rule;
}

export type RuleSetting = ListRule & { id: string; reason: string; setterName: string | null; setAt: Date };
/** Every rule that was set, newest first. */
export const listRuleSettings = (db: ScopedDb): Promise<RuleSetting[]> =>
  db.rows<RuleSetting>(sql`
    select r.id, ${ruleColumns}, r.reason, u.name as "setterName", r.set_at as "setAt"
    from cadre_list_rules r left join users u on u.id = r.set_by
    order by r.effective_on desc, r.set_at desc limit 50`);

export type ListedAchievement = Pick<
  VerifiedAchievement,
  "id" | "claim" | "contribution" | "startsOn" | "endsOn"
>;
export type ListedConcern = { id: string; summary: string; state: "OPEN" | "WATCHING" | "REMINDED" };
export type Listed = {
  cadreId: string;
  name: string;
  /** of the primary post held on the day */
  unitId: string | null;
  unitName: string | null;
  title: string | null;
  achievements: ListedAchievement[];
  methods: number;
  recorders: number;
  concerns: ListedConcern[];
  /** of 一线后备: the task, and the days on it until the day of the list */
  task: { id: string; name: string; post: string; days: number; battlefieldDays: number } | null;
  missing: Missing[];
  verdict: Exclude<Verdict, "none">;
};

/** 实绩突出: by unit and name. */
export async function listOutstanding(
  db: ScopedDb,
  viewer: Reader,
  rule: ListRule,
  scope: Scope,
  days: Days,
): Promise<Listed[]> {
  const { asOf } = days;
  const verified = await listVerifiedOf(
    db,
    { contributions: COUNTED_CONTRIBUTIONS, endedSince: periodFrom(rule, asOf) },
    asOf,
  );
  const claims = groupBy(verified, ({ cadreId }) => cadreId);
  const ids = [...claims.keys()].filter(
    (id) =>
      id !== viewer.cadreId && (!scope.task || claims.get(id)?.some(({ taskId }) => taskId === scope.task)),
  );
  const people = await listPeople(db, viewer, ids, scope, days);
  return people.flatMap((person) => {
    const achievements = claims.get(person.cadreId) ?? [];
    const missing = outstandingMissing(rule, {
      achievements: achievements.length,
      methods: person.methods,
      recorders: person.recorders,
      concerns: person.concerns.length,
    });
    const verdict = verdictOf(missing);
    return verdict === "none"
      ? []
      : [{ ...person, achievements: achievements.map(shown), task: null, missing, verdict }];
  });
}

type StoredStint = Stint & {
  taskId: string;
  taskName: string;
  cadreId: string;
  post: string;
  task: TaskDates;
};

/** 一线后备: who is on a task with 主战场 on the day, task by task. */
export async function listReserve(
  db: ScopedDb,
  viewer: Reader,
  rule: ListRule,
  scope: Scope,
  days: Days,
): Promise<Listed[]> {
  const { asOf } = days;
  const stints = await db.rows<StoredStint>(sql`
    select m.task_id as "taskId", k.name as "taskName", m.cadre_id as "cadreId", m.post, m.starts_on::text as "startsOn",
      m.ends_on::text as "endsOn", json_build_object('startsOn', k.starts_on::text, 'endsOn', k.ends_on::text,
        'battlefieldFrom', k.battlefield_from::text, 'battlefieldTo', k.battlefield_to::text) as task
    from central_task_members m join central_tasks k on k.id = m.task_id
    where k.battlefield_from <= ${asOf}::date and coalesce(k.battlefield_to, 'infinity') >= ${asOf}::date and k.starts_on <= ${asOf}::date and coalesce(k.ends_on, 'infinity') >= ${asOf}::date
      and m.starts_on <= ${asOf}::date and ${scope.task ? sql`k.id = ${scope.task}::uuid` : sql`true`}
    order by k.name, k.id, m.starts_on`);
  const places = [...groupBy(stints, ({ taskId, cadreId }) => `${taskId} ${cadreId}`).values()].filter(
    (own) =>
      own[0]?.cadreId !== viewer.cadreId && own.some(({ endsOn }) => endsOn === null || endsOn >= asOf),
  );
  const ids = [...new Set(places.flatMap(([first]) => first?.cadreId ?? []))];
  const people = await listPeople(db, viewer, ids, scope, days);
  const claims = groupBy(
    ids.length > 0
      ? await listVerifiedOf(db, { cadreIds: ids, contributions: COUNTED_CONTRIBUTIONS }, asOf)
      : [],
    ({ cadreId, taskId }) => `${taskId} ${cadreId}`,
  );
  const placesOf = groupBy(places, ([first]) => first?.cadreId ?? "");
  return people.flatMap((person) =>
    (placesOf.get(person.cadreId) ?? []).flatMap((own) => {
      const last = own.at(-1);
      if (!last) return [];
      const served = daysOnPost(own, last.task, asOf);
      const achievements = (claims.get(`${last.taskId} ${person.cadreId}`) ?? []).map(shown);
      const missing = reserveMissing(rule, {
        days: served.battlefieldDays,
        achievements: achievements.length,
        concerns: person.concerns.length,
      });
      const verdict = verdictOf(missing);
      const task = { id: last.taskId, name: last.taskName, post: last.post, ...served };
      return verdict === "none" ? [] : [{ ...person, achievements, task, missing, verdict }];
    }),
  );
}

type Person = Pick<
  Listed,
  "cadreId" | "name" | "unitId" | "unitName" | "title" | "methods" | "recorders" | "concerns"
>;

/** Post, thickness of evidence and concerns of these people, by unit and name; of people of other units none. */
const listPeople = (
  db: ScopedDb,
  viewer: Reader,
  ids: readonly string[],
  { type, unit }: { type?: UnitType; unit?: string },
  { asOf, today, forOthers = false }: Days,
): Promise<Person[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.rows<Person>(sql`
    with chosen as materialized (
      select c.id, c.name, c.pinyin, p.unit_id, p.title, ${shortNameOn(sql`u`, asOf)} as short_name, u.position
      -- asked by subscript: a plan kept for all values takes an array for a handful, and would compare everybody with everybody
      from (select (${ids}::uuid[])[place] as id from generate_subscripts(${ids}::uuid[], 1) place) asked
      join cadres c on c.id = asked.id
      left join post_holdings p on p.cadre_id = c.id and p.is_primary and p.starts_on <= ${asOf}::date
        and (p.ends_on is null or p.ends_on >= ${asOf}::date)
      left join units u on u.id = p.unit_id
      where ${allOf([
        sql`true`,
        ...(unit ? [sql`p.unit_id = ${unit}::uuid`] : []),
        ...(type ? [sql`u.type = ${type}`] : []),
      ])}
    ), evidence as (${
      asOf === today && viewer.cadreId === null
        ? sql`
      ${keptEvidence}
      union all
      -- who is recused from a cadre reads no kept count (policy counts_not_recused)
      select live.* from (${liveEvidence(asOf)}) live where (select viewer_is_recused())`
        : liveEvidence(asOf)
    }),
    -- as far as the viewer may see them: a list tells nobody of what their policies withhold (rule 5)
    concerned as (
      select k.cadre_id, json_agg(json_build_object('id', k.id, 'summary', k.summary, 'state', e.to_state) order by k.opened_at, k.id) as concerns
      from concerns k
      join lateral (select to_state, expires_on from concern_events where concern_id = k.id and city_day(at) <= ${asOf}::date
                    order by at desc limit 1) e
        on e.to_state = 'OPEN' or e.to_state in ('WATCHING', 'REMINDED') and e.expires_on >= ${asOf}::date
      where k.cadre_id in (select id from chosen)
        -- who waits for a decision would be told by missing from the paper
        and (not ${forOthers}::boolean or k.state in ('WATCHING', 'REMINDED') and k.expires_on >= city_today()
             and e.to_state in ('WATCHING', 'REMINDED'))
      group by 1
    )
    select chosen.id as "cadreId", chosen.name, chosen.unit_id as "unitId", chosen.short_name as "unitName", chosen.title,
      coalesce(evidence.methods, 0) as methods, coalesce(evidence.recorders, 0) as recorders,
      coalesce(concerned.concerns, '[]') as concerns
    from chosen left join evidence on evidence.cadre_id = chosen.id left join concerned on concerned.cadre_id = chosen.id
    order by chosen.position nulls last, chosen.pinyin, chosen.id`);

/** Accepted records; a negative remark with one source counts for nobody, whoever looks (rule 5). */
const keptEvidence: Sql = sql`
  select s.cadre_id, s.methods, s.recorders from viewer_open_strengths(array(select id from chosen)) s
  union all
  -- whose sight is not plain: by each cadre's rows, of those who see by level alone this is not run
  select chosen.id, n.methods, n.recorders from chosen cross join lateral (
    select count(distinct v.method_id)::int as methods, count(distinct c.observer_id)::int as recorders
    from cadre_evidence_counts c join method_versions v on v.id = c.method_version_id
    where c.cadre_id = chosen.id and c.is_accepted and not c.is_guarded and c.records > 0) n
  where not (select viewer_sees_by_level()) and not (select viewer_is_recused())`;
const liveEvidence = (asOf: Day): Sql => sql`
  select l.cadre_id, count(distinct o.method_id)::int as methods, count(distinct o.observer_id)::int as recorders
  from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
  where l.cadre_id in (select id from chosen) and o.state in ('ACCEPTED', 'ARCHIVED') and not o.is_guarded
    and l.started_at < ${startOfCityDay(addDays(asOf, 1))} group by 1`;

const shown = ({ id, claim, contribution, startsOn, endsOn }: VerifiedAchievement): ListedAchievement => ({
  id,
  claim,
  contribution,
  startsOn,
  endsOn,
});

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** Central tasks with 主战场, for the filter. */
export const listTaskChoices = (db: ScopedDb): Promise<{ id: string; name: string }[]> =>
  db.rows(
    sql`select id, name from central_tasks where battlefield_from is not null order by starts_on desc, name`,
  );
