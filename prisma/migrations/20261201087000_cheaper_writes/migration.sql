-- Entering a record, for less: the same rows as before. To set an insert up costs more than to run it where it has nothing
-- to insert, so those of accepted records and of task forces are asked for where there is one.

-- Asked by each policy of a statement, four times for a record; nearly nobody is recused from anything.
create or replace function recused_cadres() returns uuid[] language plpgsql stable security definer set search_path from current as $$
begin
  if not exists (select from review_recusals r where r.user_id = viewer_id() and r.lifted_at is null) then
    return '{}';
  end if;
  return (select coalesce(array_agg(distinct c.cadre_id), '{}')
          from review_recusals r join review_candidates c on c.id = r.candidate_id
          join review_positions p on p.id = c.position_id join review_batches b on b.id = p.batch_id
          where r.user_id = viewer_id() and r.lifted_at is null and b.state = 'OPEN'
            and c.cadre_id is distinct from viewer_cadre_id());
end $$;

create or replace function observer_counts_add(p_moves record_move[]) returns void language plpgsql security definer set search_path from current as $$
begin
  with moves as materialized (select m.* from unnest(p_moves) m where m.unit_id is not null),
  shared as (
    insert into shared_counts as c (unit_id, month, method_id, polarity, records)
    select unit_id, month, method_id, polarity, sum(n) from moves where is_shared
    group by 1, 2, 3, 4 having sum(n) <> 0 order by 1, 2, 3, 4
    on conflict on constraint shared_counts_pkey do update set records = c.records + excluded.records
  )
  insert into own_counts as c (person_id, unit_id, month, method_id, polarity, records)
  select person_id, unit_id, month, method_id, polarity, sum(n)
  from moves, unnest(array[observer_id, second_observer_id]) person_id where person_id is not null and not is_shared
  group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
  on conflict on constraint own_counts_pkey do update set records = c.records + excluded.records;
  if exists (select from unnest(p_moves) m where m.task_id is not null) then
    with moves as materialized (select m.* from unnest(p_moves) m where m.unit_id is not null)
    insert into task_sight_counts as c (task_id, month, open_1, open_2, open_3, all_1, all_2, all_3)
    select * from (
      select task_id, month, coalesce(sum(n) filter (where confidentiality = 1 and not is_guarded), 0) as open_1,
        coalesce(sum(n) filter (where confidentiality <= 2 and not is_guarded), 0) as open_2,
        coalesce(sum(n) filter (where not is_guarded), 0) as open_3, coalesce(sum(n) filter (where confidentiality = 1), 0) as all_1,
        coalesce(sum(n) filter (where confidentiality <= 2), 0) as all_2, sum(n) as all_3
      from moves where task_id is not null group by 1, 2) m
    where (open_1, open_2, open_3, all_1, all_2, all_3) <> (0, 0, 0, 0, 0, 0) order by 1, 2
    on conflict on constraint task_sight_counts_pkey do update set open_1 = c.open_1 + excluded.open_1, open_2 = c.open_2 + excluded.open_2,
      open_3 = c.open_3 + excluded.open_3, all_1 = c.all_1 + excluded.all_1, all_2 = c.all_2 + excluded.all_2, all_3 = c.all_3 + excluded.all_3;
  end if;
end $$;

create or replace function recorder_counts_add(p_moves recorder_move[]) returns void language plpgsql security definer set search_path from current as $$
begin
  with moves as materialized (select m.* from unnest(p_moves) m where m.id is not null)
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
    open_3 = c.open_3 + excluded.open_3, all_1 = c.all_1 + excluded.all_1, all_2 = c.all_2 + excluded.all_2, all_3 = c.all_3 + excluded.all_3;
  if exists (select from unnest(p_moves) m where m.task_id is not null) then
    with moves as materialized (select m.* from unnest(p_moves) m where m.id is not null),
    shared as (
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
  end if;
end $$;

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
  )
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
    accepted = sights_add(c.accepted, excluded.accepted);
  if exists (select from unnest(p_moves) m where m.is_accepted) then
    with moves as materialized (select m.* from unnest(p_moves) m where m.cadre_id is not null),
    facets as (
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
  end if;
  if exists (select from unnest(p_moves) m where m.task_id is not null) then
    with moves as materialized (select m.* from unnest(p_moves) m where m.cadre_id is not null)
    insert into task_cadre_counts as c (task_id, cadre_id, facet, key, records)
    select m.task_id, m.cadre_id, f.facet, f.key, sights(m.confidentiality, m.is_guarded, m.n)
    from moves m cross join lateral task_cadre_facets(m.polarity, m.items) f
    where m.task_id is not null group by 1, 2, 3, 4
    having sights(m.confidentiality, m.is_guarded, m.n) <> '{0,0,0,0,0,0}' order by 1, 2, 3, 4
    on conflict on constraint task_cadre_counts_pkey do update set records = sights_add(c.records, excluded.records);
  end if;
end $$;
