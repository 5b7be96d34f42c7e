-- What the page of a task counts, kept as a cadre's file is (docs/adr/0042, 0050): it read all records of its task with their cadres,
-- 534 of them on a million. And the newest remarkable records of a member lie in an index.

-- What the page counts a record under, and beside each member.
create function task_facets(p_observer uuid, p_second uuid, p_polarity text, p_items uuid[])
returns table (facet text, key text, tone text) language sql immutable as $$
  select 'wrote', p_observer::text, p_polarity
  union all select 'came', p_second::text, '' where p_second is not null
  union all select 'item', i::text, '' from unnest(p_items) i
$$;
create function task_cadre_facets(p_polarity text, p_items uuid[]) returns table (facet text, key text) language sql immutable as $$
  select 'polarity', p_polarity union all select 'item', i::text from unnest(p_items) i
$$;
revoke all on function task_facets(uuid, uuid, text, uuid[]), task_cadre_facets(text, uuid[]) from public;
-- who is counted live is counted under the same
grant execute on function task_facets(uuid, uuid, text, uuid[]), task_cadre_facets(text, uuid[]) to observer_app;

-- Of all days, and of what was not returned; six numbers, one for each way of seeing by level.
create table task_file_counts (
  task_id uuid not null references central_tasks (id),
  facet text not null,
  key text not null,
  -- the polarity beside who wrote
  tone text not null,
  records int[] not null,
  constraint task_file_counts_pkey primary key (task_id, facet, key, tone),
  constraint task_file_counts_facet_known check (facet in ('wrote', 'came', 'item'))
) with (fillfactor = 80);
create table task_cadre_counts (
  task_id uuid not null references central_tasks (id),
  cadre_id uuid not null references cadres (id),
  facet text not null,
  key text not null,
  records int[] not null,
  constraint task_cadre_counts_pkey primary key (task_id, cadre_id, facet, key),
  constraint task_cadre_counts_facet_known check (facet in ('polarity', 'item'))
) with (fillfactor = 80);
do $$
declare t text;
begin
  foreach t in array array['task_file_counts', 'task_cadre_counts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;

-- no grant: the triggers write, and a viewer is told theirs of the six by this alone, less what is withheld from them one by one and
-- with their own above their level (docs/adr/0043). Of the cadres those who were ever on the task.
create function viewer_task_file(p_task uuid) returns table (cadre_id uuid, facet text, key text, tone text, records int)
language plpgsql stable rows 200 security definer set search_path from current as $$
declare sight int := viewer_sight(null);
begin
  if sight is null then return; end if;
  return query
  with members as materialized (
    select distinct m.cadre_id from central_task_members m where m.task_id = p_task
  ), differing as materialized (
    select x.id, x.revision_no, x.observer_id, x.second_observer_id, x.polarity, x.n, o.conduct_item_ids
    from sight_corrections('-infinity', 'infinity') x join observations o on o.id = x.id where x.task_id = p_task
  )
  select t.cadre_id, t.facet, t.key, t.tone, sum(t.n)::int
  from (
    select null::uuid as cadre_id, c.facet, c.key, c.tone, c.records[sight] as n from task_file_counts c where c.task_id = p_task
    union all
    select c.cadre_id, c.facet, c.key, '', c.records[sight]
    from members m join task_cadre_counts c on c.task_id = p_task and c.cadre_id = m.cadre_id
    union all
    select null, f.facet, f.key, f.tone, x.n
    from differing x cross join lateral task_facets(x.observer_id, x.second_observer_id, x.polarity, x.conduct_item_ids) f
    union all
    select l.cadre_id, f.facet, f.key, '', x.n
    from differing x join observation_cadres l on l.observation_id = x.id and l.revision_no = x.revision_no
    join members m on m.cadre_id = l.cadre_id
    cross join lateral task_cadre_facets(x.polarity, x.conduct_item_ids) f) t
  group by 1, 2, 3, 4 having sum(t.n) <> 0;
end $$;
revoke all on function viewer_task_file(uuid) from public;
grant execute on function viewer_task_file(uuid) to observer_app;

-- ---------------------------------------------------------------- the newest remarkable records of a member
-- The task of a line's record, where that is no neutral one: both stay as they are within a revision.
alter table observation_cadres add column remarkable_of uuid;
create or replace function observation_cadres_post_that_day() returns trigger language plpgsql security definer set search_path from current as $$
declare
  seen record;
  held record;
begin
  select unit_id, observer_id, started_at, city_day(started_at) as day, central_task_id, polarity into seen
    from observations where id = new.observation_id;
  select p.unit_id, p.title into held from post_holdings p
    where p.cadre_id = new.cadre_id
      and seen.day between p.starts_on and coalesce(p.ends_on, 'infinity')
      and (p.unit_id = seen.unit_id or central_task_opens_member(
        seen.central_task_id, new.cadre_id, p.unit_id, seen.unit_id, seen.observer_id, seen.day))
    order by (p.unit_id = seen.unit_id) desc, p.is_primary desc, p.starts_on desc limit 1;
  if held is null and seen.central_task_id is not null and exists (
    select from central_task_members m join post_holdings p on p.cadre_id = m.cadre_id
    where m.task_id = seen.central_task_id and m.cadre_id = new.cadre_id
      and seen.day between m.starts_on and coalesce(m.ends_on, 'infinity')
      and seen.day between p.starts_on and coalesce(p.ends_on, 'infinity')
      and observer_is_of_unit(seen.observer_id, p.unit_id, seen.day)
  ) then
    if exists (select from users where id = seen.observer_id and cadre_id = new.cadre_id) then
      perform refuse('observation_cadres_not_oneself', 'nobody observes themselves');
    end if;
    perform refuse('observation_cadres_own_unit', 'nobody records colleagues of their own unit');
  end if;
  if held is null then
    perform refuse('observation_cadres_of_unit', 'the cadre held no post in that unit on that day');
  end if;
  new.unit_id := held.unit_id;
  new.post_title := held.title;
  new.started_at := seen.started_at;
  new.remarkable_of := case when seen.polarity <> 'NEUTRAL' then seen.central_task_id end;
  return new;
end $$;
-- what a line says stays; this is told by its record
alter table observation_cadres disable trigger append_only;
update observation_cadres l set remarkable_of = o.central_task_id
from observations o
where o.id = l.observation_id and o.revision_no = l.revision_no and o.central_task_id is not null and o.polarity <> 'NEUTRAL';
alter table observation_cadres enable trigger append_only;
create index observation_cadres_remarkable on observation_cadres (remarkable_of, cadre_id, started_at desc, observation_id desc)
  where remarkable_of is not null;

-- ---------------------------------------------------------------- kept in the record's transaction
alter type recorder_move add attribute items uuid[];
create or replace function recorder_move_of(p_record observations, p_n int) returns recorder_move language sql immutable as $$
  select row(p_record.id, p_record.revision_no, date_trunc('month', city_day(p_record.started_at))::date, p_record.unit_id,
             p_record.method_id, p_record.central_task_id, p_record.polarity, p_record.confidentiality, p_record.is_guarded,
             p_record.state in ('ACCEPTED', 'ARCHIVED') and p_record.confidentiality = 1 and not p_record.is_guarded,
             p_record.observer_id, p_record.second_observer_id, p_n, p_record.conduct_item_ids)::recorder_move
  where p_record.state <> 'RETURNED'
$$;
-- As before, and what a task's page counts.
create or replace function recorder_counts_add(p_moves recorder_move[]) returns void language sql security definer set search_path from current as $$
  with moves as materialized (select m.* from unnest(p_moves) m where m.id is not null),
  recorders as (
    insert into recorder_counts as c (month, person_id, came_along, unit_id, method_id, open_1, open_2, open_3, all_1, all_2, all_3)
    select * from (
      select month, person_id, came_along, unit_id, method_id, coalesce(sum(n) filter (where confidentiality = 1 and not is_guarded), 0) as open_1,
        coalesce(sum(n) filter (where confidentiality <= 2 and not is_guarded), 0) as open_2,
        coalesce(sum(n) filter (where not is_guarded), 0) as open_3, coalesce(sum(n) filter (where confidentiality = 1), 0) as all_1,
        coalesce(sum(n) filter (where confidentiality <= 2), 0) as all_2, sum(n) as all_3
      from moves, lateral (values (observer_id, false), (second_observer_id, true)) p (person_id, came_along)
      where person_id is not null group by 1, 2, 3, 4, 5) m
    where (open_1, open_2, open_3, all_1, all_2, all_3) <> (0, 0, 0, 0, 0, 0) order by 1, 2, 3, 4, 5
    on conflict on constraint recorder_counts_pkey do update set open_1 = c.open_1 + excluded.open_1, open_2 = c.open_2 + excluded.open_2,
      open_3 = c.open_3 + excluded.open_3, all_1 = c.all_1 + excluded.all_1, all_2 = c.all_2 + excluded.all_2, all_3 = c.all_3 + excluded.all_3
  ), shared as (
    insert into task_shared_counts as c (unit_id, month, task_id, records)
    select unit_id, month, task_id, sum(n) from moves where task_id is not null and is_shared
    group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3
    on conflict on constraint task_shared_counts_pkey do update set records = c.records + excluded.records
  ), files as (
    insert into task_file_counts as c (task_id, facet, key, tone, records)
    select m.task_id, f.facet, f.key, f.tone, sights(m.confidentiality, m.is_guarded, m.n)
    from moves m cross join lateral task_facets(m.observer_id, m.second_observer_id, m.polarity, m.items) f
    where m.task_id is not null group by 1, 2, 3, 4
    having sights(m.confidentiality, m.is_guarded, m.n) <> '{0,0,0,0,0,0}' order by 1, 2, 3, 4
    on conflict on constraint task_file_counts_pkey do update set records = sights_add(c.records, excluded.records)
  )
  insert into task_own_counts as c (person_id, month, task_id, unit_id, is_shared, records)
  select person_id, month, task_id, unit_id, is_shared, sum(n)
  from moves, unnest(array[observer_id, second_observer_id]) person_id where task_id is not null and person_id is not null
  group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
  on conflict on constraint task_own_counts_pkey do update set records = c.records + excluded.records;
$$;
-- As before, and beside each cadre what a task counts.
create or replace function cadre_counts_add(p_moves cadre_move[]) returns void language plpgsql security definer set search_path from current as $$
begin
  with moves as materialized (select m.* from unnest(p_moves) m where m.cadre_id is not null),
  evidence as (
    insert into cadre_evidence_counts as c (cadre_id, unit_id, method_version_id, observer_id, second_observer_id,
                                            confidentiality, is_guarded, is_accepted, records)
    select cadre_id, unit_id, method_version_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted, sum(n)
    from moves group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict on constraint cadre_evidence_counts_pkey do update set records = c.records + excluded.records
  ), months as (
    insert into cadre_month_counts as c (cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality,
                                         is_guarded, is_accepted, records)
    select cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted, sum(n)
    from moves group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict on constraint cadre_month_counts_pkey do update set records = c.records + excluded.records
  ), seen as (
    insert into cadre_sight_counts as c (cadre_id, month, unit_id, counted, positive, attention, accepted)
    select * from (
      select cadre_id, month, unit_id, sights(confidentiality, is_guarded, n) as counted,
        sights(confidentiality, is_guarded, n) filter (where polarity = 'POSITIVE') as positive,
        sights(confidentiality, is_guarded, n) filter (where polarity = 'ATTENTION') as attention,
        sights(confidentiality, is_guarded, n) filter (where is_accepted) as accepted
      from moves group by 1, 2, 3) m
    where 0 <> any (counted || positive || attention || accepted) order by 1, 2, 3
    on conflict on constraint cadre_sight_counts_pkey do update set counted = sights_add(c.counted, excluded.counted),
      positive = sights_add(c.positive, excluded.positive), attention = sights_add(c.attention, excluded.attention),
      accepted = sights_add(c.accepted, excluded.accepted)
  ), facets as (
    insert into cadre_file_counts as c (cadre_id, facet, key, tone, records)
    select m.cadre_id, f.facet, f.key, f.tone, sights(m.confidentiality, m.is_guarded, m.n)
    from moves m join method_versions v on v.id = m.method_version_id
    cross join lateral file_facets(m.method_id, v.source_class, m.observer_id, m.task_id, m.polarity, m.dimensions, m.items) f
    where m.is_accepted group by 1, 2, 3, 4
    having sights(m.confidentiality, m.is_guarded, m.n) <> '{0,0,0,0,0,0}' order by 1, 2, 3, 4
    on conflict on constraint cadre_file_counts_pkey do update set records = sights_add(c.records, excluded.records)
    returning cadre_id, facet, old.records as before, new.records as after
  ), tasks as (
    insert into task_cadre_counts as c (task_id, cadre_id, facet, key, records)
    select m.task_id, m.cadre_id, f.facet, f.key, sights(m.confidentiality, m.is_guarded, m.n)
    from moves m cross join lateral task_cadre_facets(m.polarity, m.items) f
    where m.task_id is not null group by 1, 2, 3, 4
    having sights(m.confidentiality, m.is_guarded, m.n) <> '{0,0,0,0,0,0}' order by 1, 2, 3, 4
    on conflict on constraint task_cadre_counts_pkey do update set records = sights_add(c.records, excluded.records)
  )
  insert into cadre_sight_strengths as s (cadre_id, clearance, sees_guarded, records, recorders, methods, sources)
  select * from (
    select cadre_id, clearance, sees_guarded, coalesce(sum(after[sight] - coalesce(before[sight], 0)) filter (where facet = 'method'), 0) as records,
      coalesce(sum(appeared) filter (where facet = 'recorder'), 0) as recorders,
      coalesce(sum(appeared) filter (where facet = 'method'), 0) as methods,
      coalesce(sum(appeared) filter (where facet = 'source'), 0) as sources
    from facets cross join (values (1, 1, false), (2, 2, false), (3, 3, false), (4, 1, true), (5, 2, true), (6, 3, true))
      w (sight, clearance, sees_guarded)
    cross join lateral (select (after[sight] > 0)::int - (coalesce(before[sight], 0) > 0)::int as appeared) a
    where facet in ('recorder', 'method', 'source') group by 1, 2, 3) n
  where (records, recorders, methods, sources) <> (0, 0, 0, 0) order by 1, 2, 3
  on conflict on constraint cadre_sight_strengths_pkey do update set records = s.records + excluded.records,
    recorders = s.recorders + excluded.recorders, methods = s.methods + excluded.methods, sources = s.sources + excluded.sources;
end $$;

-- ---------------------------------------------------------------- what was recorded before
insert into task_file_counts (task_id, facet, key, tone, records)
select o.central_task_id, f.facet, f.key, f.tone, sights(o.confidentiality, o.is_guarded, 1)
from observations o cross join lateral task_facets(o.observer_id, o.second_observer_id, o.polarity, o.conduct_item_ids) f
where o.central_task_id is not null and o.state <> 'RETURNED' group by 1, 2, 3, 4 order by 1, 2, 3, 4;
insert into task_cadre_counts (task_id, cadre_id, facet, key, records)
select o.central_task_id, l.cadre_id, f.facet, f.key, sights(o.confidentiality, o.is_guarded, 1)
from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
cross join lateral task_cadre_facets(o.polarity, o.conduct_item_ids) f
where o.central_task_id is not null and o.state <> 'RETURNED' group by 1, 2, 3, 4 order by 1, 2, 3, 4;
