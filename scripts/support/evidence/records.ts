/** Assignments and records, held against each other from the rows themselves. */
import { bySql } from "./check";

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
    1,
    "who came along held no post in the unit of the record, nor in that of a cadre in it",
    `select o.id::text as found
     from observations o join users u on u.id = o.second_observer_id
     join post_holdings p on p.cadre_id = u.cadre_id and city_day(o.started_at) between p.starts_on and coalesce(p.ends_on, 'infinity')
     where p.unit_id = o.unit_id or exists (
       select from observation_cadres l where l.observation_id = o.id and l.revision_no = o.revision_no and l.unit_id = p.unit_id)`,
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
];
