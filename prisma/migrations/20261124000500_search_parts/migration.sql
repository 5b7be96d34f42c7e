-- The list's filter also asks for an item of 双十条 and for a visit. Containment in an array is no leakproof operator, so
-- under a policy no index serves it: the search function, which already looks ids up as the owner with the terms of
-- observations_read, does it too, now also without a word. The caller joins its ids under the policies as before.
create or replace function search_observations(p_words text[], p_patterns text[], p_filter jsonb, p_limit int)
returns table (id uuid, started_at timestamptz) language plpgsql stable security definer rows 60 set search_path from current
-- many search at once: a core serves a person, not a part of one search
set max_parallel_workers_per_gather = 0 as $$
declare
  terms text[] := array(select distinct b from unnest(p_words) w, unnest(text_bigrams(w)) b);
  mine text := '$4 in (o.observer_id, o.second_observer_id)';
  conditions text;
  newest text;
  hits bigint;
  walk bigint := 1000;
  ids uuid[];
  moments timestamptz[];
begin
  if viewer_is('REVIEWER', 'LEADER') then
    conditions := '(o.confidentiality <= $3 or ' || mine || ')';
    if not viewer_is('REVIEWER') then
      conditions := conditions || ' and (not o.is_guarded or ' || mine || ')';
    end if;
  elsif viewer_is('OBSERVER') then
    conditions := '(o.observer_id = $4 or o.second_observer_id = $4 or (o.unit_id = any ($5)'
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
  -- the order of time, which is not so for an observer's own or for the rarer filters.
  if cardinality(p_words) > 0 and p_limit <= 200 and viewer_is('REVIEWER', 'LEADER') and not p_filter ?| array['observer', 'task', 'cadre', 'states', 'item',
       'visit', 'polarity', 'dimension', 'confidentiality', 'from'] then
    newest := 'from (select o.id, o.started_at, o.search_text from observations o where ' || conditions
      || ' order by o.started_at desc, o.id desc limit $8) n where n.search_text like all ($2)';
    execute 'select count(*) ' || newest into hits
      using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit, walk;
    walk := greatest(walk, 1500 * p_limit / nullif(hits, 0));
    if hits > 0 and walk < (select reltuples from pg_class where oid = 'observations'::regclass) * hits / 500 then
      execute 'select array_agg(f.id), array_agg(f.started_at) from (select n.id, n.started_at ' || newest
        || ' order by n.started_at desc, n.id desc limit $7) f' into ids, moments
        using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit, walk;
      if cardinality(ids) = p_limit then
        return query select * from unnest(ids, moments);
        return;
      end if;
    end if;
  end if;
  return query execute 'select o.id, o.started_at::timestamptz from observations o where '
    || case when cardinality(p_words) > 0 then 'text_bigrams(o.search_text) @> $1 and o.search_text like all ($2) and '
         else '' end || conditions || ' order by o.started_at desc, o.id desc limit $7'
    using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit;
end $$;
