/** The lists, computed from what stands at the end of a day: nothing of them is stored, so nothing in them can be stale (rule 3). */

import { listVerifiedOf, type VerifiedAchievement } from "@/lib/achievements/verified/queries";
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { shortNameOn } from "@/lib/units/names/queries";
import {
  COUNTED_CONTRIBUTIONS,
  type ListRule,
  type Missing,
  outstandingMissing,
  periodFrom,
  type Verdict,
  verdictOf,
} from "./rules";
import type { ListFilter } from "./schema";

export type Reader = Pick<Viewer, "cadreId">;
export type Scope = Pick<ListFilter, "type" | "unit" | "task">;
/** `forOthers`: a paper that goes on counts only the concerns that a leader would see (rule 5), whoever makes it. */
export type Days = { asOf: Day; today: Day; forOthers?: boolean };

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
type OnList = {
  cadreId: string;
  name: string;
  /** of the primary post held on the day */
  unitId: string | null;
  unitName: string | null;
  title: string | null;
  achievements: ListedAchievement[];
  concerns: ListedConcern[];
  missing: Missing[];
  verdict: Exclude<Verdict, "none">;
};
export type Outstanding = OnList & { task: null; methods: number; recorders: number };
/** The task, and the days on it until the day of the list; of how many kinds the evidence is, its rule does not ask. */
export type Reserve = OnList & {
  task: { id: string; name: string; post: string; days: number; battlefieldDays: number };
};
export type Listed = Outstanding | Reserve;

/** 实绩突出: by unit and name. */
export async function listOutstanding(
  db: ScopedDb,
  viewer: Reader,
  rule: ListRule,
  scope: Scope,
  days: Days,
): Promise<Outstanding[]> {
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
  const people = await listEvidenced(db, viewer, ids, scope, days);
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
      : [{ ...person, achievements: achievements.map(shownOf), task: null, missing, verdict }];
  });
}

type Person = Pick<OnList, "cadreId" | "name" | "unitId" | "unitName" | "title" | "concerns">;
type Evidenced = Person & Pick<Outstanding, "methods" | "recorders">;

/** Post and concerns of these people, by unit and name; of people of other units none. */
export const listPeople = (
  db: ScopedDb,
  ids: readonly string[],
  scope: Scope,
  days: Days,
): Promise<Person[]> => askPeople(db, ids, scope, days);

/** With the thickness of their evidence. */
const listEvidenced = (
  db: ScopedDb,
  viewer: Reader,
  ids: readonly string[],
  scope: Scope,
  days: Days,
): Promise<Evidenced[]> =>
  askPeople(
    db,
    ids,
    scope,
    days,
    days.asOf === days.today && viewer.cadreId === null
      ? sql`
      ${keptEvidence}
      union all
      -- who is recused from a cadre reads no kept count (policy counts_not_recused)
      select live.* from (${liveEvidence(days.asOf)}) live where (select viewer_is_recused())`
      : liveEvidence(days.asOf),
  );

const askPeople = <Asked extends Person>(
  db: ScopedDb,
  ids: readonly string[],
  { type, unit }: Scope,
  { asOf, forOthers = false }: Days,
  evidence?: Sql,
): Promise<Asked[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.rows<Asked>(sql`
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
    ), ${evidence ? sql`evidence as materialized (${evidence}),` : sql``}
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
      ${evidence ? sql`coalesce(evidence.methods, 0) as methods, coalesce(evidence.recorders, 0) as recorders,` : sql``}
      coalesce(concerned.concerns, '[]') as concerns
    from chosen ${evidence ? sql`left join evidence on evidence.cadre_id = chosen.id` : sql``}
    left join concerned on concerned.cadre_id = chosen.id
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

export const shownOf = ({
  id,
  claim,
  contribution,
  startsOn,
  endsOn,
}: VerifiedAchievement): ListedAchievement => ({
  id,
  claim,
  contribution,
  startsOn,
  endsOn,
});

export function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
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
