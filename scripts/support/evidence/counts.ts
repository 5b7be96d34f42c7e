/** The counts kept of records, counted again from the rows themselves. */
import { bySql } from "./check";

/** Stands for no second observer in the counts by cadre. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Of records: up to each level, without and with one-source negatives. */
const sightsOf = (those: string): string =>
  `array[${[
    "confidentiality = 1 and not is_guarded",
    "confidentiality <= 2 and not is_guarded",
    "not is_guarded",
    "confidentiality = 1",
    "confidentiality <= 2",
    "true",
  ]
    .map((seen) => `count(*) filter (where ${seen} and ${those})`)
    .join(", ")}]::int[]`;
const SIGHTS = sightsOf("true");

/** What each observer of its unit sees of a record that is not their own. */
const SHARED = "state in ('ACCEPTED', 'ARCHIVED') and confidentiality = 1 and not is_guarded";

export const countChecks = [
  bySql(
    10,
    "the counts by unit, month and method equal a recount",
    `select unit_id || ' ' || month as found
     from (select unit_id, month, method_id, confidentiality, is_guarded, records from observation_counts where records <> 0) kept
     full join (
       select unit_id, date_trunc('month', city_day(started_at))::date as month, method_id, confidentiality, is_guarded,
              count(*)::int as records
       from observations where state <> 'RETURNED' group by 1, 2, 3, 4, 5) counted
       using (unit_id, month, method_id, confidentiality, is_guarded)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the counts by unit, month and tone equal a recount",
    `select unit_id || ' ' || month as found
     from (select unit_id, month, polarity, confidentiality, is_guarded, records from polarity_counts where records <> 0) kept
     full join (
       select unit_id, date_trunc('month', city_day(started_at))::date as month, polarity, confidentiality, is_guarded,
              count(*)::int as records
       from observations where state <> 'RETURNED' group by 1, 2, 3, 4, 5) counted
       using (unit_id, month, polarity, confidentiality, is_guarded)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the counts by central task, unit, method and tone equal a recount",
    `select task_id || ' ' || month as found
     from (select task_id, month, unit_id, method_id, polarity, confidentiality, is_guarded, records
           from task_counts where records <> 0) kept
     full join (
       select central_task_id as task_id, date_trunc('month', city_day(started_at))::date as month, unit_id, method_id, polarity,
              confidentiality, is_guarded, count(*)::int as records
       from observations where state <> 'RETURNED' and central_task_id is not null group by 1, 2, 3, 4, 5, 6, 7) counted
       using (task_id, month, unit_id, method_id, polarity, confidentiality, is_guarded)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the counts by cadre, recorder and method equal a recount",
    `select cadre_id::text as found
     from (select cadre_id, unit_id, method_version_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted,
                  records from cadre_evidence_counts where records <> 0) kept
     full join (
       select l.cadre_id, o.unit_id, o.method_version_id, o.observer_id, coalesce(o.second_observer_id, '${NOBODY}') as second_observer_id,
              o.confidentiality, o.is_guarded, o.state in ('ACCEPTED', 'ARCHIVED') as is_accepted, count(*)::int as records
       from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
       where o.state <> 'RETURNED' group by 1, 2, 3, 4, 5, 6, 7, 8) counted
       using (cadre_id, unit_id, method_version_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the counts by cadre and month equal a recount",
    `select cadre_id || ' ' || month as found
     from (select cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted,
                  records from cadre_month_counts where records <> 0) kept
     full join (
       select l.cadre_id, date_trunc('month', city_day(o.started_at))::date as month, o.unit_id, o.observer_id,
              coalesce(o.second_observer_id, '${NOBODY}') as second_observer_id, o.confidentiality, o.is_guarded,
              o.state in ('ACCEPTED', 'ARCHIVED') as is_accepted, count(*)::int as records
       from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
       where o.state <> 'RETURNED' group by 1, 2, 3, 4, 5, 6, 7, 8) counted
       using (cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the counts of each sight by unit, month and method equal a recount",
    `select unit_id || ' ' || month as found
     from (select unit_id, month, method_id, array[open_1, open_2, open_3, all_1, all_2, all_3] as kept
           from sight_counts where all_3 <> 0) kept
     full join (
       select unit_id, date_trunc('month', city_day(started_at))::date as month, method_id, ${SIGHTS} as counted
       from observations where state <> 'RETURNED' group by 1, 2, 3) counted using (unit_id, month, method_id)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "the counts of each sight by central task and month equal a recount",
    `select task_id || ' ' || month as found
     from (select task_id, month, array[open_1, open_2, open_3, all_1, all_2, all_3] as kept
           from task_sight_counts where all_3 <> 0) kept
     full join (
       select central_task_id as task_id, date_trunc('month', city_day(started_at))::date as month, ${SIGHTS} as counted
       from observations where state <> 'RETURNED' and central_task_id is not null group by 1, 2) counted using (task_id, month)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "the counts that all observers of a unit share equal a recount",
    `select unit_id || ' ' || month as found
     from (select unit_id, month, method_id, polarity, records from shared_counts where records <> 0) kept
     full join (
       select unit_id, date_trunc('month', city_day(started_at))::date as month, method_id, polarity, count(*)::int as records
       from observations where ${SHARED} group by 1, 2, 3, 4) counted using (unit_id, month, method_id, polarity)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the counts of an observer's own records equal a recount",
    `select person_id || ' ' || month as found
     from (select person_id, unit_id, month, method_id, polarity, records from own_counts where records <> 0) kept
     full join (
       select person_id, unit_id, date_trunc('month', city_day(started_at))::date as month, method_id, polarity, count(*)::int as records
       from observations, unnest(array[observer_id, second_observer_id]) person_id
       where person_id is not null and state <> 'RETURNED' and not (${SHARED}) group by 1, 2, 3, 4, 5) counted
       using (person_id, unit_id, month, method_id, polarity)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the counts of each sight by cadre, month and unit equal a recount",
    `select cadre_id || ' ' || month as found
     from (select cadre_id, month, unit_id, array[counted, positive, attention, accepted] as kept
           from cadre_sight_counts where counted[6] <> 0) kept
     full join (
       select l.cadre_id, date_trunc('month', city_day(o.started_at))::date as month, o.unit_id,
              array[${SIGHTS}, ${sightsOf("polarity = 'POSITIVE'")}, ${sightsOf("polarity = 'ATTENTION'")},
                    ${sightsOf("state in ('ACCEPTED', 'ARCHIVED')")}] as counted
       from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
       where o.state <> 'RETURNED' group by 1, 2, 3) counted using (cadre_id, month, unit_id)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "what each sight is told of a cadre's file equals a recount",
    `select cadre_id || ' ' || facet || ' ' || key as found
     from (select cadre_id, facet, key, tone, records as kept from cadre_file_counts where records[6] <> 0) kept
     full join (
       select l.cadre_id, facet, key, tone, ${SIGHTS} as counted
       from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
       join method_versions v on v.id = o.method_version_id
       cross join lateral (
         values ('method', o.method_id::text, ''), ('source', v.source_class, ''), ('recorder', o.observer_id::text, ''),
                ('task', o.central_task_id::text, ''), ('polarity', o.polarity, '')
         union all select 'dimension', dimension, o.polarity from unnest(o.dimensions) dimension
         union all select 'item', item::text, '' from unnest(o.conduct_item_ids) item) f (facet, key, tone)
       where o.state in ('ACCEPTED', 'ARCHIVED') and key is not null group by 1, 2, 3, 4) counted using (cadre_id, facet, key, tone)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "what each sight is told of the evidence about a cadre equals a recount",
    `select cadre_id || ' ' || clearance as found
     from (select cadre_id, clearance, sees_guarded, array[records, recorders, methods, sources] as kept
           from cadre_sight_strengths where records <> 0) kept
     full join (
       select l.cadre_id, level::smallint as clearance, sees_guarded,
              array[count(*), count(distinct o.observer_id), count(distinct o.method_id), count(distinct v.source_class)]::int[] as counted
       from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
       join method_versions v on v.id = o.method_version_id
       join generate_series(1, 3) level on o.confidentiality <= level
       join (values (false), (true)) g (sees_guarded) on sees_guarded or not o.is_guarded
       where o.state in ('ACCEPTED', 'ARCHIVED') group by 1, 2, 3) counted using (cadre_id, clearance, sees_guarded)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "the records listed of each item of the two lists are those that cite it",
    `select item_id || ' ' || observation_id as found from observation_items k
     full join (select distinct item as item_id, started_at, id as observation_id from observations, unnest(conduct_item_ids) item) o
       using (item_id, started_at, observation_id)
     where k is null or o is null`,
  ),
  bySql(
    10,
    "the use of each item by month equals a recount",
    `select item_id || ' ' || month as found
     from (select item_id, month, confidentiality, is_guarded, records from conduct_counts where records <> 0) kept
     full join (
       select item as item_id, date_trunc('month', city_day(started_at))::date as month, confidentiality, is_guarded,
              count(*)::int as records
       from observations, unnest(conduct_item_ids) item where state <> 'RETURNED' group by 1, 2, 3, 4) counted
       using (item_id, month, confidentiality, is_guarded)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the cadres of an observer's records equal a recount",
    `select observer_id || ' ' || cadre_id as found
     from (select observer_id, cadre_id, true as kept from observer_cadres) k
     full join (select distinct o.observer_id, l.cadre_id, true as counted
                from observations o join observation_cadres l on l.observation_id = o.id) c using (observer_id, cadre_id)
     where kept is null or counted is null`,
  ),
  bySql(
    10,
    "the names that search finds a record by are those of its cadres",
    `select o.id::text as found from observations o
     where o.cadre_names <> coalesce((
       select string_agg(c.name, ' ' order by l.position) from observation_cadres l join cadres c on c.id = l.cadre_id
       where l.observation_id = o.id and l.revision_no = o.revision_no), '')`,
  ),
];
