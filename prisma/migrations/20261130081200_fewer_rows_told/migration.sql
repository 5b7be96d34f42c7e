-- What functions tell is summed before it leaves them: rows that are handed over one by one cost more than the reading.

-- A year of lines was 83,000 rows by month; the page asks for a recorder and a cadre.
create or replace function viewer_judged(p_from date, p_to date, p_level int default null)
returns table (unit_id uuid, observer_id uuid, cadre_id uuid, attention int, neutral int, positive int)
language plpgsql stable rows 10000 security definer set search_path from current as $$
declare sight int := viewer_sight(p_level);
begin
  if sight is null then return; end if;
  return query
  select c.unit_id, c.observer_id, c.cadre_id,
    sum(case sight when 1 then c.attention_1 when 2 then c.attention_2 when 3 then c.attention_3 when 4 then c.attention_1 + c.guarded_1
       when 5 then c.attention_2 + c.guarded_2 else c.attention_3 + c.guarded_3 end)::int,
    sum(case sight when 1 then c.neutral_1 when 4 then c.neutral_1 when 2 then c.neutral_2 when 5 then c.neutral_2 else c.neutral_3 end)::int,
    sum(case sight when 1 then c.positive_1 when 4 then c.positive_1 when 2 then c.positive_2 when 5 then c.positive_2 else c.positive_3 end)::int
  from judged_counts c where c.month between p_from and p_to group by 1, 2, 3
  union all
  select x.unit_id, x.observer_id, l.cadre_id, x.n * (x.polarity = 'ATTENTION')::int, x.n * (x.polarity = 'NEUTRAL')::int,
    x.n * (x.polarity = 'POSITIVE')::int
  from sight_corrections(p_from, p_to) x join observation_cadres l on l.observation_id = x.id and l.revision_no = x.revision_no
  where p_level is null or (x.confidentiality <= p_level and not x.is_guarded);
end $$;

-- Records about each of these cadres up to the day before: months from their sums, and the days of the last month from the records. For
-- those who see by level alone, as viewer_cadre_counts().
create function viewer_cadre_counts_until(p_cadres uuid[], p_days date[]) returns table (cadre_id uuid, day date, records int)
language plpgsql stable rows 100 security definer set search_path from current as $$
declare
  level int := viewer_clearance();
  sees_guarded boolean := viewer_is('REVIEWER');
  sight int := level + case when sees_guarded then 3 else 0 end;
begin
  if not viewer_sees_by_level() then return; end if;
  return query select u.cadre_id, u.day, (
      coalesce((select sum(c.counted[sight])
                from cadre_sight_counts c where c.cadre_id = u.cadre_id and c.month < date_trunc('month', u.day)::date), 0)
      + (select count(*) from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
         where l.cadre_id = u.cadre_id and l.started_at >= date_trunc('month', u.day::timestamp) at time zone 'Asia/Shanghai'
           and l.started_at < u.day::timestamp at time zone 'Asia/Shanghai'
           and o.state <> 'RETURNED' and o.confidentiality <= level and (sees_guarded or not o.is_guarded)))::int
    from unnest(p_cadres, p_days) u (cadre_id, day);
end $$;
revoke all on function viewer_cadre_counts_until(uuid[], date[]) from public;
grant execute on function viewer_cadre_counts_until(uuid[], date[]) to observer_app;

-- The same search, reading an observer's unit only back to where as many own ones reach.
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
  if p_filter ? 'item' then
    -- the second term is the partial index's own
    conditions := conditions || ' and o.conduct_item_ids @> array[($6 ->> ''item'')::uuid] and o.conduct_item_ids <> ''{}''';
  end if;
  if p_filter ? 'visit' then conditions := conditions || ' and o.visit_id = ($6 ->> ''visit'')::uuid'; end if;
  if p_filter ? 'polarity' then conditions := conditions || ' and o.polarity = $6 ->> ''polarity'''; end if;
  if p_filter ? 'dimension' then conditions := conditions || ' and ($6 ->> ''dimension'') = any (o.dimensions)'; end if;
  if p_filter ? 'confidentiality' then
    conditions := conditions || ' and o.confidentiality = ($6 ->> ''confidentiality'')::smallint';
  end if;
  if p_filter ? 'from' then conditions := conditions || ' and o.started_at >= ($6 ->> ''from'')::timestamptz'; end if;
  if p_filter ? 'until' then conditions := conditions || ' and o.started_at < ($6 ->> ''until'')::timestamptz'; end if;
  if p_filter ? 'before' then
    conditions := conditions || ' and (o.started_at, o.id) < (($6 ->> ''before'')::timestamptz, ($6 ->> ''beforeId'')::uuid)';
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
  return query execute 'select o.id, o.started_at::timestamptz from observations o where '
    || case when cardinality(p_words) > 0 then 'text_bigrams(o.search_text) @> $1 and o.search_text like all ($2) and '
         else '' end || sight || ' and ' || conditions || ' order by o.started_at desc, o.id desc limit $7'
    using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit;
end $$;
