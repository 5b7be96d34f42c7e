/** Assignments, records and the counts kept of them, counted again from the rows themselves. */
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

export const recordChecks = [
  bySql(
    1,
    "nobody holds more than three units on any day",
    `select a.observer_id || ' ' || d.starts_on as found
     from assignments d join assignments a
       on a.observer_id = d.observer_id and d.starts_on between a.starts_on and coalesce(a.ends_on, 'infinity')
     group by a.observer_id, d.starts_on having count(distinct a.unit_id) > 3`,
  ),
  bySql(
    1,
    "no two assignments of one observer and unit overlap",
    `select a.id::text as found from assignments a join assignments b
       on b.observer_id = a.observer_id and b.unit_id = a.unit_id and b.id > a.id
      and daterange(a.starts_on, a.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]')`,
  ),
  bySql(
    2,
    "no assignment was begun against a live recusal without an override",
    `select a.id::text as found from assignments a join recusal_declarations r using (observer_id, unit_id)
     where r.kind <> 'NATIVE_TOWN' and a.starts_on between r.declared_on and coalesce(r.ends_on, 'infinity')
       and (r.kind <> 'FORMER_WORKPLACE' or r.worked_until + interval '5 years' > a.starts_on)
       and not exists (select 1 from recusal_overrides v where v.observer_id = a.observer_id and v.unit_id = a.unit_id
                       and a.starts_on between v.granted_on and v.expires_on)`,
  ),
  bySql(
    1,
    "a record lies inside an assignment of its observer, or inside a task that they observe",
    `select o.id::text as found from observations o where not exists (
       select 1 from assignments a where a.observer_id = o.observer_id and a.unit_id = o.unit_id
         and city_day(o.started_at) between a.starts_on and coalesce(a.ends_on, 'infinity'))`,
  ),
  bySql(
    4,
    "a cadre's line names a post that they held on the day of the event",
    `select l.observation_id || ' ' || l.cadre_id as found from observation_cadres l where not exists (
       select 1 from post_holdings p where p.cadre_id = l.cadre_id and p.unit_id = l.unit_id and p.title = l.post_title
         and city_day(l.started_at) between p.starts_on and coalesce(p.ends_on, 'infinity'))`,
  ),
  bySql(
    4,
    "a cadre's line stands at the time of its own revision",
    `select l.observation_id::text as found
     from observation_cadres l join observation_revisions r using (observation_id, revision_no)
     where l.started_at <> (r.content ->> 'startedAt')::timestamptz`,
  ),
  bySql(
    4,
    "a cadre of another unit stands in a record only as a member of its task",
    `select l.observation_id || ' ' || l.cadre_id as found
     from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
     where l.unit_id <> o.unit_id and not exists (
       select 1 from central_task_members m where m.task_id = o.central_task_id and m.cadre_id = l.cadre_id)`,
  ),
  bySql(
    5,
    "a negative remark is guarded until it is corroborated",
    `select id::text as found from observations where is_guarded <> (polarity = 'ATTENTION' and not is_corroborated)`,
  ),
  bySql(
    5,
    "what follows from a guarded remark is its author's, or a reviewer's",
    `select f.id::text as found from follow_ups f join observations o on o.id = f.observation_id
     where o.is_guarded and f.owner_id not in (o.observer_id, coalesce(o.second_observer_id, o.observer_id))
       and not exists (select 1 from user_roles r where r.user_id = f.owner_id and r.role = 'REVIEWER')`,
  ),
  bySql(
    6,
    "every revision of a record is kept, from the first to the present one",
    `select o.id::text as found from observations o
     left join observation_revisions r on r.observation_id = o.id
     group by o.id, o.revision_no
     having count(r.revision_no) <> o.revision_no or min(r.revision_no) <> 1 or max(r.revision_no) <> o.revision_no`,
  ),
  bySql(
    6,
    "a record says what its newest revision says",
    `select o.id::text as found from observations o
     join observation_revisions r on r.observation_id = o.id and r.revision_no = o.revision_no
     where (o.fact, o.judgement, o.polarity, o.confidentiality)
       is distinct from (r.content ->> 'fact', coalesce(r.content ->> 'judgement', ''), r.content ->> 'polarity',
                         (r.content ->> 'confidentiality')::smallint)`,
  ),
  bySql(
    6,
    "a state has its decision, made by somebody else and within their level",
    `select o.id::text as found from observations o
     left join observation_reviews r on r.observation_id = o.id and r.revision_no = o.revision_no
     left join users u on u.id = r.reviewer_id
     where r.decision is distinct from (case o.state when 'ACCEPTED' then 'ACCEPT' when 'ARCHIVED' then 'ACCEPT'
                                          when 'RETURNED' then 'RETURN' end)
        or r.reviewer_id = o.observer_id or o.confidentiality > u.clearance`,
  ),
  bySql(
    9,
    "what was handed over and taken in is a record, once; what was declined is none",
    `select h.id::text as found from handovers h left join observations o on o.id = h.id
     where (h.state = 'ADMITTED') <> (o.id is not null)`,
  ),
  bySql(
    9,
    "a file belongs to a record, an entry that waits or a cadre's request",
    `select a.id::text as found from attachments a where not exists (select 1 from observations o where o.id = a.entry_id)
       and not exists (select 1 from handovers h where h.id = a.entry_id)
       and not exists (select 1 from correction_requests r where r.id = a.entry_id)`,
  ),
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
    4,
    "an item of the two lists that a record cites was in force on its day",
    `select o.id::text as found from observations o, unnest(o.conduct_item_ids) item
     where not exists (select 1 from conduct_items i where i.id = item
       and city_day(o.started_at) between i.starts_on and coalesce(i.ends_on, 'infinity'))`,
  ),
  bySql(
    4,
    "a place of the two lists holds one wording at a time, and ten places are all",
    `select list || ' ' || position as found from conduct_items a
     where position not between 1 and 10 or exists (select 1 from conduct_items b where b.id <> a.id and b.list = a.list
       and b.position = a.position and daterange(a.starts_on, a.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]'))`,
  ),
  bySql(
    6,
    "grades of a period follow each other by versions without a gap",
    `select cadre_id || ' ' || year as found from appraisals group by cadre_id, kind, year, quarter
     having max(version_no) <> count(*) or bool_or(version_no > 1 and length(trim(reason)) < 2)`,
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
