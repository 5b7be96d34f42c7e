/** 容错, recounted apart from the database's own functions. */
import { TRANSITIONS } from "@/lib/tolerance/rules";
import { bySql, type Check } from "./check";

const ways = Object.entries(TRANSITIONS)
  .flatMap(([from, to]) => to.map((state) => `('${from}', '${state}')`))
  .join(", ");

export const toleranceChecks: Check[] = [
  bySql(
    6,
    "a tolerance case's history goes only ways that its state may go, and ends where it stands",
    `select tolerance_id::text as found from (
       select e.tolerance_id, e.from_state, e.to_state, lag(e.to_state) over w as before, lead(e.to_state) over w as next
       from tolerance_events e window w as (partition by e.tolerance_id order by e.at, (e.from_state is not null))) steps
       join tolerance_cases c on c.id = tolerance_id
     where from_state is distinct from before
        or from_state is not null and (from_state, to_state) not in (${ways})
        or next is null and to_state <> c.state`,
  ),
  bySql(
    6,
    "what a tolerance case decided was verified by one, decided by another, and applied for by a third",
    `select id::text as found from tolerance_cases where verified_by = applied_by or decided_by = applied_by or decided_by = verified_by
        or outcome is not null and (verified_by is null or decided_by is null or decided_on is null)
     union all
     -- over its whole history, whoever did it again since
     select one.tolerance_id::text from tolerance_events one
     join tolerance_events other on other.tolerance_id = one.tolerance_id and other.actor_id = one.actor_id
     where one.to_state in ('APPLIED', 'APPEALED') and other.to_state in ('VERIFIED', 'DETERMINED')
        or one.to_state = 'VERIFIED' and other.to_state = 'DETERMINED'`,
  ),
  bySql(
    11,
    "a record made beforehand names its gap, purpose, decision, risks and stop conditions, and the outcome is of its kind",
    `select c.id::text as found from tolerance_cases c where (c.kind = 'PRE' or c.is_converted) and (
       c.rule_gap = '' or c.public_purpose = '' or c.collective_decision = '' or not c.is_without_gain
       or (select count(distinct kind) from tolerance_risks r where r.tolerance_id = c.id) < 2
       or c.kind = 'PRE' and c.outcome in ('TOLERATED', 'PARTLY', 'NOT_TOLERATED'))`,
  ),
  bySql(
    11,
    "where an exclusion is met nothing is tolerated, and what was tolerated had all six factors weighed",
    `select c.id::text as found from tolerance_cases c
     where c.outcome in ('TOLERATED', 'PARTLY') and c.state not in ('ACCEPTED', 'VERIFIED') and (
       exists (select 1 from tolerance_exclusions x where x.tolerance_id = c.id)
       or (select count(*) from tolerance_factors f where f.tolerance_id = c.id) < 6)`,
  ),
  bySql(
    11,
    "where a stop condition is met, the case is stopped or was judged since",
    `select r.id::text as found from tolerance_risks r join tolerance_cases c on c.id = r.tolerance_id
     where r.met_at is not null and (r.kind <> 'STOP' or not exists (
       select 1 from tolerance_events e where e.tolerance_id = c.id and e.to_state = 'STOPPED'))`,
  ),
  bySql(
    4,
    "a tolerance case names a post that its cadre had held by the day of the application",
    `select l.id::text as found from tolerance_cadres l join tolerance_cases c on c.id = l.tolerance_id
     where not exists (select 1 from post_holdings p where p.cadre_id = l.cadre_id and p.unit_id = l.unit_id
       and p.title = l.post_title and p.starts_on <= city_day(c.applied_at))`,
  ),
];
