/** How often a cadre could have been seen, and how often they were; and how much of their evidence is the own unit's word. */

import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import { type Sql, sql } from "@/lib/platform/sql";
import { shortNameOn } from "@/lib/units/names/queries";
import { exposureMonths } from "../rules";

/** A run of months in which the cadre held a post in one unit. */
export type Exposure = {
  unitId: string;
  unitName: string;
  /** first and last day of the run */
  from: Day;
  to: Day;
  /** records of the unit: one a visit */
  visits: number;
  /** those in which the cadre stands */
  seen: number;
  positive: number;
  attention: number;
};

const MONTHS = sql`(0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)`;

/**
 * Visits come from the counts kept by month; a month counts from the first day of it that the post was held. Whose sight is plain is
 * told the cadre's part by month and unit too (docs/adr/0042); for others it is counted. The branches not taken are not run. What goes on to
 * others counts no one-source negative remark, not even among the visits (rule 5): a difference of two numbers would tell of it.
 */
export function exposureUntil(id: Sql, asOf: Day, forOthers: boolean): Sql {
  const { first } = exposureMonths(asOf);
  return sql`
  select coalesce(json_agg(json_build_object(
           'unitId', e.unit_id, 'unitName', ${shortNameOn(sql`u`, asOf)}, 'from', e.first::text, 'to', e.ends_on::text, 'visits', v.visits,
           'seen', s.seen, 'positive', s.positive, 'attention', s.attention) order by e.first desc, u.short_name), '[]')
  from (
    select unit_id, min(month) as first, max(month) as last, (max(month) + interval '1 month - 1 day')::date as ends_on
    from (
      select held.unit_id, held.month,
        held.month - make_interval(months => row_number() over (partition by held.unit_id order by held.month)::int) as run
      from (
        select distinct p.unit_id, m.month
        from post_holdings p
        -- twelve in the text: a series is guessed at a thousand rows, and then no plan is kept
        cross join (select (${first}::date + make_interval(months => n))::date as month from (values ${MONTHS}) v (n)) m
        where p.cadre_id = ${id} and p.starts_on < m.month + interval '1 month'
          and coalesce(p.ends_on, 'infinity') >= m.month) held
    ) months group by unit_id, run
  ) e
  join units u on u.id = e.unit_id
  cross join lateral (
    select ((select coalesce(sum(c.records), 0) from viewer_counts(e.first, e.last, e.unit_id) c where not ${forOthers}::boolean)
      + (select coalesce(sum(c.records), 0) from observation_counts c
         where (${forOthers}::boolean or not (select viewer_sees_by_level())) and c.unit_id = e.unit_id
           and c.month between e.first and e.last and not (c.is_guarded and ${forOthers}::boolean))
      + case when (select viewer_is_counted_live()) then
          (select count(*) from observations o where o.unit_id = e.unit_id and o.state <> 'RETURNED'
             and not (o.is_guarded and ${forOthers}::boolean) and o.started_at >= e.first::timestamp at time zone 'Asia/Shanghai'
             and o.started_at < (e.ends_on + 1)::timestamp at time zone 'Asia/Shanghai')
        else 0 end)::int as visits) v
  cross join lateral (
    select sum(seen)::int as seen, sum(positive)::int as positive, sum(attention)::int as attention
    from (
      select coalesce(sum(k.counted), 0) as seen, coalesce(sum(k.positive), 0) as positive, coalesce(sum(k.attention), 0) as attention
      from viewer_file_months(${id}, e.first, e.last, ${forOthers}::boolean) k where k.unit_id = e.unit_id
      union all
      select count(*), count(*) filter (where o.polarity = 'POSITIVE'), count(*) filter (where o.polarity = 'ATTENTION')
      from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
      where not (select viewer_sees_by_level()) and l.cadre_id = ${id} and o.unit_id = e.unit_id and o.state <> 'RETURNED'
        and not (o.is_guarded and ${forOthers}::boolean)
        and l.started_at >= e.first::timestamp at time zone 'Asia/Shanghai'
        and l.started_at < (e.ends_on + 1)::timestamp at time zone 'Asia/Shanghai') parts) s`;
}

/** Of the live sources that support the cadre's claims: those that are the own unit's recommendation or paper (rule 3). */
export type OwnWord = { own: number; all: number };

export const ownWordUntil = (id: Sql, asOf: Day): Sql => sql`
  select json_build_object(
    'own', count(*) filter (where s.kind = 'unit_recommendation' or s.issuer_unit_id = l.unit_id), 'all', count(*))
  from achievement_cadres l
  join achievements a on a.id = l.achievement_id and a.revision_no = l.revision_no and a.state not in ('REJECTED', 'MERGED', 'SPLIT')
  join achievement_sources s on s.achievement_id = a.id and s.withdrawn_at is null and s.supports
    and s.added_at < ${startOfCityDay(addDays(asOf, 1))}
  where l.cadre_id = ${id}`;
