-- What a cadre's file counts, kept for those whose sight is plain (docs/adr/0035, 0042): a file read all records of its cadre
-- to count them by method, dimension, recorder and so on, 750 of them on a million records.

-- Six ways of seeing by level in one column: up to level 1, 2, 3 without one-source negatives, and the same with them.
create function sights_step(p_seen int[], p_level smallint, p_guarded boolean, p_n int) returns int[]
language plpgsql immutable as $$
begin
  for sight in p_level .. 3 loop
    p_seen[sight + 3] := p_seen[sight + 3] + p_n;
    if not p_guarded then p_seen[sight] := p_seen[sight] + p_n; end if;
  end loop;
  return p_seen;
end $$;
create aggregate sights(smallint, boolean, int) (sfunc = sights_step, stype = int[], initcond = '{0,0,0,0,0,0}');
create function sights_add(int[], int[]) returns int[] language sql immutable as $$
  select array[$1[1] + $2[1], $1[2] + $2[2], $1[3] + $2[3], $1[4] + $2[4], $1[5] + $2[5], $1[6] + $2[6]]
$$;
-- Which of the six is the viewer's; what goes on to others is without one-source negatives for everybody (rule 5).
create function viewer_own_sight(p_for_others boolean default false) returns int language sql stable set search_path from current as $$
  select viewer_clearance() + case when viewer_is('REVIEWER') and not p_for_others then 3 else 0 end
$$;
-- Each thing that a file counts a record under. `tone` is the polarity beside a dimension.
create function file_facets(p_method uuid, p_source text, p_observer uuid, p_task uuid, p_polarity text, p_dimensions text[], p_items uuid[])
returns table (facet text, key text, tone text) language sql immutable as $$
  select 'method', p_method::text, '' union all select 'source', p_source, '' union all select 'recorder', p_observer::text, ''
  union all select 'polarity', p_polarity, '' union all select 'task', p_task::text, '' where p_task is not null
  union all select 'dimension', d, p_polarity from unnest(p_dimensions) d
  union all select 'item', i::text, '' from unnest(p_items) i
$$;
revoke all on function sights_step(int[], smallint, boolean, int), sights_add(int[], int[]), viewer_own_sight(boolean),
  file_facets(uuid, text, uuid, uuid, text, text[], uuid[]) from public;
-- who is counted live is counted under the same
grant execute on function file_facets(uuid, text, uuid, uuid, text, text[], uuid[]) to observer_app;

-- Of all days: what an old day did not have yet is taken off by the query, record by record.
create table cadre_file_counts (
  cadre_id uuid not null references cadres (id),
  facet text not null,
  key text not null,
  tone text not null,
  -- accepted and archived
  records int[] not null,
  constraint cadre_file_counts_pkey primary key (cadre_id, facet, key, tone),
  constraint cadre_file_counts_facet_known check (facet in ('method', 'source', 'recorder', 'polarity', 'task', 'dimension', 'item'))
) with (fillfactor = 80);
-- By unit too, and what of it is positive, asks attention, or stands in the file: one row is written where one was before.
drop table cadre_sight_counts;
create table cadre_sight_counts (
  cadre_id uuid not null references cadres (id),
  -- first day, Asia/Shanghai
  month date not null,
  -- of the record
  unit_id uuid not null references units (id),
  counted int[] not null,
  positive int[] not null,
  attention int[] not null,
  accepted int[] not null,
  constraint cadre_sight_counts_pkey primary key (cadre_id, month, unit_id)
) with (fillfactor = 80);
do $$
declare t text;
begin
  foreach t in array array['cadre_file_counts', 'cadre_sight_counts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
-- no grant: the triggers write, and a viewer is told theirs of the six by these functions alone
create or replace function viewer_cadre_counts(p_cadres uuid[], p_from date, p_to date)
returns table (cadre_id uuid, records int) language plpgsql stable rows 50 security definer set search_path from current as $$
declare sight int := viewer_own_sight();
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.cadre_id, sum(c.counted[sight])::int
    from cadre_sight_counts c where c.cadre_id = any (p_cadres) and c.month between p_from and p_to group by 1;
end $$;
-- Of one unit: by its key, where "any unit or this one" read the rows of all.
create or replace function viewer_counts(p_from date, p_to date, p_unit uuid default null)
returns table (unit_id uuid, month date, method_id uuid, records int) language plpgsql stable rows 5000 security definer
set search_path from current as $$
declare sight int := viewer_own_sight();
begin
  if not viewer_sees_by_level() then return; end if;
  if p_unit is null then
    return query select c.unit_id, c.month, c.method_id,
        case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end
      from sight_counts c where c.month between p_from and p_to;
  else
    return query select c.unit_id, c.month, c.method_id,
        case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end
      from sight_counts c where c.month between p_from and p_to and c.unit_id = p_unit;
  end if;
end $$;
create function viewer_file_months(p_cadre uuid, p_from date, p_to date, p_for_others boolean)
returns table (month date, unit_id uuid, counted int, positive int, attention int, accepted int)
language plpgsql stable rows 15 security definer set search_path from current as $$
declare sight int := viewer_own_sight(p_for_others);
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.month, c.unit_id, c.counted[sight], c.positive[sight], c.attention[sight], c.accepted[sight]
    from cadre_sight_counts c where c.cadre_id = p_cadre and c.month between p_from and p_to;
end $$;
create function viewer_file_counts(p_cadre uuid, p_for_others boolean)
returns table (facet text, key text, tone text, records int)
language plpgsql stable rows 100 security definer set search_path from current as $$
declare sight int := viewer_own_sight(p_for_others);
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.facet, c.key, c.tone, c.records[sight]
    from cadre_file_counts c where c.cadre_id = p_cadre and c.records[sight] <> 0;
end $$;
revoke all on function viewer_file_months(uuid, date, date, boolean), viewer_file_counts(uuid, boolean) from public;
grant execute on function viewer_file_months(uuid, date, date, boolean), viewer_file_counts(uuid, boolean) to observer_app;

-- ---------------------------------------------------------------- kept in the record's transaction
alter type cadre_move add attribute method_id uuid, add attribute task_id uuid, add attribute polarity text,
  add attribute dimensions text[], add attribute items uuid[];
drop function cadre_move_of(uuid, uuid, uuid, uuid, uuid, smallint, boolean, text, timestamptz, int);
create function cadre_move_of(p_cadre uuid, p_unit uuid, p_version uuid, p_observer uuid, p_second uuid, p_level smallint,
                              p_guarded boolean, p_state text, p_started timestamptz, p_n int, p_method uuid, p_task uuid,
                              p_polarity text, p_dimensions text[], p_items uuid[])
returns cadre_move language sql immutable as $$
  select row(p_cadre, p_unit, p_version, p_observer, coalesce(p_second, '00000000-0000-0000-0000-000000000000'), p_level, p_guarded,
             p_state in ('ACCEPTED', 'ARCHIVED'), date_trunc('month', city_day(p_started))::date, p_n, p_method, p_task, p_polarity,
             p_dimensions, p_items)::cadre_move
  where p_state <> 'RETURNED'
$$;
revoke all on function cadre_move_of(uuid, uuid, uuid, uuid, uuid, smallint, boolean, text, timestamptz, int, uuid, uuid, text,
                                     text[], uuid[]) from public;

-- In one order, so that two writers never wait for each other. How many recorders, methods and kinds of sources there are moves where
-- one of them comes from nothing or goes back to it: nothing is counted again.
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
drop function cadre_strengths_recount(uuid[]);

create or replace function cadre_counts_follow_lines() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform cadre_counts_add((
    select array_agg(cadre_move_of(l.cadre_id, o.unit_id, o.method_version_id, o.observer_id, o.second_observer_id,
                                   o.confidentiality, o.is_guarded, o.state, o.started_at, 1, o.method_id, o.central_task_id,
                                   o.polarity, o.dimensions, o.conduct_item_ids))
    from added l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no));
  return null;
end $$;
create or replace function cadre_counts_follow_records() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform cadre_counts_add((
    select array_agg(cadre_move_of(l.cadre_id, o.unit_id, o.method_version_id, o.observer_id, o.second_observer_id,
                                   o.confidentiality, o.is_guarded, o.state, o.started_at, o.n, o.method_id, o.central_task_id,
                                   o.polarity, o.dimensions, o.conduct_item_ids))
    from (select *, 1 as n from added union all select *, -1 from removed) o
    join observation_cadres l on l.observation_id = o.id and l.revision_no = o.revision_no));
  return null;
end $$;

-- ---------------------------------------------------------------- what was recorded before
insert into cadre_sight_counts (cadre_id, month, unit_id, counted, positive, attention, accepted)
select l.cadre_id, date_trunc('month', city_day(o.started_at))::date, o.unit_id, sights(o.confidentiality, o.is_guarded, 1),
  sights(o.confidentiality, o.is_guarded, 1) filter (where o.polarity = 'POSITIVE'),
  sights(o.confidentiality, o.is_guarded, 1) filter (where o.polarity = 'ATTENTION'),
  sights(o.confidentiality, o.is_guarded, 1) filter (where o.state in ('ACCEPTED', 'ARCHIVED'))
from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
where o.state <> 'RETURNED' group by 1, 2, 3;
insert into cadre_file_counts (cadre_id, facet, key, tone, records)
select l.cadre_id, f.facet, f.key, f.tone, sights(o.confidentiality, o.is_guarded, 1)
from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
join method_versions v on v.id = o.method_version_id
cross join lateral file_facets(o.method_id, v.source_class, o.observer_id, o.central_task_id, o.polarity, o.dimensions, o.conduct_item_ids) f
where o.state in ('ACCEPTED', 'ARCHIVED') group by 1, 2, 3, 4 order by 1, 2, 3, 4;
