-- A word that stands in every tenth record is found by the bigram index a hundred thousand times. Its bitmap did not fit into the
-- working memory, so whole pages were looked through and the bigrams of each of their texts made anew: an observer waited
-- 14 seconds and more on a million records. The function now has memory for it, and an observer's common words too are looked for in
-- the newest records first: those of the own units and the own ones each lie in an index in the order of time.
drop index observations_second_observer;
create index observations_second_observer on observations (second_observer_id, started_at desc, id desc) where second_observer_id is not null;

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
        from unnest(array['observations o where o.observer_id = $4', 'observations o where o.second_observer_id = $4']) place);
      -- what is both is one
      newest := '(select distinct on (v.started_at, v.id) v.* from (' || newest
        || ' union all select s.* from unnest($5) u (id), lateral (select o.id, o.started_at, o.search_text from observations o'
        || ' where o.unit_id = u.id and o.confidentiality = 1 and o.state in (''ACCEPTED'', ''ARCHIVED'') and not o.is_guarded and '
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
    execute newest into looked, ids, moments
      using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit, walk;
    hits := coalesce(cardinality(ids), 0);
    if hits between 1 and p_limit - 1 and looked = walk
        and 1500 * p_limit / hits < (select reltuples from pg_class where oid = 'observations'::regclass) * hits / 500 then
      walk := greatest(walk, 1500 * p_limit / hits);
      execute newest into looked, ids, moments
        using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit, walk;
    end if;
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
