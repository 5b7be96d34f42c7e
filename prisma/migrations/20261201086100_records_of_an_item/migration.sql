-- The records that cite an item, in the order of time (docs/adr/0050): its list walked all that cite any item, or looked up each that cites
-- it to sort them. Kept by trigger, read by the search alone, which asks of each record whether the viewer may see it.
create table observation_items (
  item_id uuid not null,
  started_at timestamptz(0) not null,
  observation_id uuid not null,
  constraint observation_items_pkey primary key (item_id, started_at, observation_id)
);
alter table observation_items enable row level security;
alter table observation_items force row level security;
do $$ begin
  execute format('create policy owner_maintains on observation_items to %I using (true) with check (true)', current_user);
end $$;
insert into observation_items
select distinct item, o.started_at, o.id from observations o, unnest(o.conduct_item_ids) item where o.conduct_item_ids <> '{}' order by 1, 2, 3;

create or replace function conduct_counts_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into conduct_counts as c (item_id, month, confidentiality, is_guarded, records)
    select item, date_trunc('month', city_day(started_at))::date, confidentiality, is_guarded, count(*)
    from added, unnest(conduct_item_ids) item where state <> 'RETURNED' group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (item_id, month, confidentiality, is_guarded) do update set records = c.records + excluded.records;
    if exists (select from added where conduct_item_ids <> '{}') then
      insert into observation_items select distinct item, started_at, id from added, unnest(conduct_item_ids) item;
    end if;
  else
    insert into conduct_counts as c (item_id, month, confidentiality, is_guarded, records)
    select item, date_trunc('month', city_day(started_at))::date, confidentiality, is_guarded, sum(n)
    from (select *, 1 as n from added where state <> 'RETURNED' and conduct_item_ids <> '{}'
          union all select *, -1 from removed where state <> 'RETURNED' and conduct_item_ids <> '{}') moves,
      unnest(conduct_item_ids) item
    group by 1, 2, 3, 4 having sum(n) <> 0 order by 1, 2, 3, 4
    on conflict (item_id, month, confidentiality, is_guarded) do update set records = c.records + excluded.records;
    -- other items or another time come with a revision
    if exists (select from added a join removed r using (id)
               where (a.conduct_item_ids, a.started_at) is distinct from (r.conduct_item_ids, r.started_at)) then
      delete from observation_items k using removed r
      where k.item_id = any (r.conduct_item_ids) and k.started_at = r.started_at and k.observation_id = r.id;
      insert into observation_items select distinct item, started_at, id from added, unnest(conduct_item_ids) item;
    end if;
  end if;
  return null;
end $$;

-- The same search; of an item it walks these rows.
create or replace function search_observations(p_words text[], p_patterns text[], p_filter jsonb, p_limit int)
returns table (id uuid, started_at timestamptz) language plpgsql stable security definer rows 60 set search_path from current
-- many search at once: a core serves a person, not a part of one search
set max_parallel_workers_per_gather = 0
-- the places of a million records, one by one
set work_mem = '64MB' as $$
declare
  terms text[] := array(select distinct b from unnest(p_words) w, unnest(text_bigrams(w)) b);
  mine text := '$4 in (o.observer_id, o.second_observer_id)';
  sight text;
  conditions text := 'true';
  -- where they are looked for, and in what order
  source text := 'observations o';
  started text := 'o.started_at';
  record text := 'o.id';
  newest text;
  looked bigint;
  hits bigint;
  walk bigint := 1000;
  is_bound boolean := false;
  bound timestamptz := '-infinity';
  ids uuid[];
  moments timestamptz[];
begin
  if viewer_is('REVIEWER', 'LEADER') then
    sight := '(o.confidentiality <= $3 or ' || mine || ')';
    if not viewer_is('REVIEWER') then
      sight := sight || ' and (not o.is_guarded or ' || mine || ')';
    end if;
  elsif viewer_is('OBSERVER') then
    sight := '(o.observer_id = $4 or o.second_observer_id = $4 or (o.unit_id = any ($5)'
      || ' and o.confidentiality = 1 and o.state in (''ACCEPTED'', ''ARCHIVED'') and not o.is_guarded))';
  else
    return;
  end if;
  if p_filter ? 'item' then
    source := 'observation_items k join observations o on o.id = k.observation_id'
      -- found by their words, each is looked up here by its time
      || case when cardinality(p_words) > 0 then ' and o.started_at = k.started_at' else '' end;
    started := 'k.started_at';
    record := 'k.observation_id';
    conditions := 'k.item_id = ($6 ->> ''item'')::uuid';
  end if;
  -- only the conditions asked for, planned with their values
  if p_filter ? 'unit' then conditions := conditions || ' and o.unit_id = ($6 ->> ''unit'')::uuid'; end if;
  if p_filter ? 'method' then conditions := conditions || ' and o.method_id = ($6 ->> ''method'')::uuid'; end if;
  if p_filter ? 'observer' then
    conditions := conditions || ' and ($6 ->> ''observer'')::uuid in (o.observer_id, o.second_observer_id)';
  end if;
  if p_filter ? 'task' then conditions := conditions || ' and o.central_task_id = ($6 ->> ''task'')::uuid'; end if;
  if p_filter ? 'cadre' then
    conditions := conditions || ' and exists (select 1 from observation_cadres l where l.observation_id = o.id'
      || ' and l.revision_no = o.revision_no and l.cadre_id = ($6 ->> ''cadre'')::uuid)';
  end if;
  if p_filter ? 'states' then
    conditions := conditions || ' and o.state in (select jsonb_array_elements_text($6 -> ''states''))';
  end if;
  if p_filter ? 'visit' then conditions := conditions || ' and o.visit_id = ($6 ->> ''visit'')::uuid'; end if;
  if p_filter ? 'polarity' then conditions := conditions || ' and o.polarity = $6 ->> ''polarity'''; end if;
  if p_filter ? 'dimension' then conditions := conditions || ' and ($6 ->> ''dimension'') = any (o.dimensions)'; end if;
  if p_filter ? 'confidentiality' then
    conditions := conditions || ' and o.confidentiality = ($6 ->> ''confidentiality'')::smallint';
  end if;
  if p_filter ? 'from' then conditions := conditions || ' and ' || started || ' >= ($6 ->> ''from'')::timestamptz'; end if;
  if p_filter ? 'until' then conditions := conditions || ' and ' || started || ' < ($6 ->> ''until'')::timestamptz'; end if;
  if p_filter ? 'before' then
    conditions := conditions || ' and (' || started || ', ' || record || ') < (($6 ->> ''before'')::timestamptz, ($6 ->> ''beforeId'')::uuid)';
  end if;

  -- A common word fills its page from the newest records, while the bigram index would bring every record that holds
  -- it, to be read and sorted. How common it is the newest thousand tell. Only where the rows wanted lie in an index in
  -- the order of time, which is not so for the rarer filters; an observer's own few are looked through with them.
  if cardinality(p_words) > 0 and p_limit <= 200 then
    if not viewer_is('REVIEWER', 'LEADER') and not p_filter ? 'item' then
      newest := (
        select string_agg('(select o.id, o.started_at, o.search_text from ' || place || ' and ' || conditions
          || ' order by o.started_at desc, o.id desc limit $8)', ' union all ')
        from unnest(array['observations o where o.observer_id = $4', 'observations o where o.second_observer_id = $4 and o.started_at >= $9']) place);
      -- nothing older than the last of as many own ones can be among them; their times stand in the index alone
      is_bound := conditions = 'true';
      -- what is both is one
      newest := '(select distinct on (v.started_at, v.id) v.* from (' || newest
        || ' union all select s.* from unnest($5) u (id), lateral (select o.id, o.started_at, o.search_text from observations o'
        || ' where o.unit_id = u.id and o.started_at >= $9 and o.confidentiality = 1 and o.state in (''ACCEPTED'', ''ARCHIVED'') and not o.is_guarded and '
        || conditions || ' order by o.started_at desc, o.id desc limit $8) s) v order by v.started_at desc, v.id desc limit $8)';
    elsif viewer_is('REVIEWER', 'LEADER') and not p_filter ?| array['observer', 'task', 'cadre', 'states', 'item', 'visit', 'polarity',
        'dimension', 'confidentiality', 'from'] then
      newest := '(select o.id, o.started_at, o.search_text from observations o where ' || sight || ' and ' || conditions
        || ' order by o.started_at desc, o.id desc limit $8)';
    end if;
  end if;
  if newest is not null then
    newest := 'select count(*), array_agg(h.id order by h.started_at desc, h.id desc) filter (where h.is_hit),'
      || ' array_agg(h.started_at order by h.started_at desc, h.id desc) filter (where h.is_hit)'
      || ' from (select n.id, n.started_at, n.search_text like all ($2) as is_hit from ' || newest || ' n) h';
    loop
      if is_bound then
        execute 'select o.started_at from observations o where o.observer_id = $1 order by o.started_at desc, o.id desc offset $2 limit 1'
          into bound using viewer_id(), walk - 1;
        bound := coalesce(bound, '-infinity');
      end if;
      execute newest into looked, ids, moments
        using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit, walk, bound;
      hits := coalesce(cardinality(ids), 0);
      exit when hits = 0 or hits >= p_limit or looked < walk or walk > 1000
        or 1500 * p_limit / hits >= (select reltuples from pg_class where oid = 'observations'::regclass) * hits / 500;
      walk := greatest(walk + 1, 1500 * p_limit / hits);
    end loop;
    -- the page is full, or there was no more to look through
    if cardinality(ids) >= p_limit or looked < walk then
      return query select * from unnest(ids[:p_limit], moments[:p_limit]);
      return;
    end if;
  end if;
  return query execute 'select o.id, o.started_at::timestamptz from ' || source || ' where '
    || case when cardinality(p_words) > 0 then 'text_bigrams(o.search_text) @> $1 and o.search_text like all ($2) and '
         else '' end || sight || ' and ' || conditions || ' order by ' || started || ' desc, ' || record || ' desc limit $7'
    using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit;
end $$;

-- what they were looked up by before
drop index observations_citing;
drop index observations_conduct;
