-- One search over records, results, cases, tasks, units and cadres. Pairs of characters are looked up in an index as the
-- owner, because containment in an array is no leakproof operator; the caller joins the ids under the policies.

alter table units add column pinyin text not null default '';
grant insert (pinyin), update (pinyin) on units to observer_app;

-- as before, but for the spelling, which follows from the name
create or replace function units_remember() returns trigger language plpgsql security definer set search_path from current as $$
declare
  was jsonb := '{}';
  became jsonb;
begin
  if viewer_id() is null then return null; end if;
  became := to_jsonb(new) - array['id', 'code', 'position', 'initials', 'pinyin', 'row_version', 'changed_by', 'change_reason'];
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value) into was from jsonb_each(to_jsonb(old)) o
    where became ? o.key and became -> o.key is distinct from o.value;
    select jsonb_object_agg(n.key, n.value) into became from jsonb_each(became) n where was ? n.key;
    if became is null then return null; end if;
  end if;
  insert into unit_changes (unit_id, actor_id, before, after, reason)
  values (new.id, viewer_id(), case when tg_op = 'UPDATE' then was end, became, new.change_reason);
  return null;
end $$;

create index achievements_bigrams on achievements using gin (text_bigrams(lower(normalize(claim, NFKC))));
create index cases_bigrams on cases using gin (text_bigrams(lower(normalize(title || ' ' || number || ' ' || demand, NFKC))));

-- Ids only, with the terms of achievements_read and cases_read, so that by itself it tells nothing that they would not.
create function search_matters(p_words text[], p_patterns text[], p_limit int)
returns table (kind text, id uuid, at timestamptz) language plpgsql stable security definer rows 60 set search_path from current
set max_parallel_workers_per_gather = 0 as $$
declare
  terms text[] := array(select distinct b from unnest(p_words) w, unnest(text_bigrams(w)) b);
  whole boolean := viewer_is('REVIEWER', 'LEADER');
begin
  if cardinality(terms) = 0 then return; end if;
  if viewer_is('OBSERVER', 'REVIEWER', 'LEADER') then
    return query execute 'select ''claim'', a.id, a.updated_at::timestamptz from achievements a
      where text_bigrams(lower(normalize(a.claim, NFKC))) @> $1 and lower(normalize(a.claim, NFKC)) like all ($2)
        and (a.drafted_by = $4 or $5 and a.confidentiality <= $6 or a.unit_id = any ($7) and a.confidentiality = 1)
      order by a.updated_at desc, a.id limit $3'
      using terms, p_patterns, p_limit, viewer_id(), whole, viewer_clearance(), viewer_unit_ids();
  end if;
  if whole or viewer_is('OBSERVER', 'LIAISON') then
    return query execute 'select ''case'', c.id, c.raised_at::timestamptz from cases c
      where text_bigrams(lower(normalize(c.title || '' '' || c.number || '' '' || c.demand, NFKC))) @> $1
        and lower(normalize(c.title || '' '' || c.number || '' '' || c.demand, NFKC)) like all ($2)
        and ($5 or c.raised_by = $4 or c.unit_id = any ($6) or c.unit_id = $7 or c.id = any ($8))
      order by c.raised_at desc, c.id limit $3'
      using terms, p_patterns, p_limit, viewer_id(), whole, viewer_unit_ids(), viewer_own_unit_id(), viewer_case_ids();
  end if;
end $$;
revoke all on function search_matters(text[], text[], int) from public;
grant execute on function search_matters(text[], text[], int) to observer_app;

-- How often a person has searched in this minute: counted by the search's own statement, in no log, and lost with a crash.
create unlogged table search_turns (
  user_id uuid not null references users (id),
  minute timestamptz(0) not null,
  turns int not null default 1,
  constraint search_turns_pkey primary key (user_id)
);
alter table search_turns enable row level security;
alter table search_turns force row level security;
do $$ begin
  execute format('create policy owner_maintains on search_turns to %I using (true) with check (true)', current_user);
end $$;
-- no grant: the function below counts
create function take_search_turn() returns int language sql volatile security definer set search_path from current as $$
  insert into search_turns as t (user_id, minute) select viewer_id(), date_trunc('minute', clock_timestamp()) where viewer_id() is not null
  on conflict (user_id) do update set turns = case when t.minute = excluded.minute then t.turns + 1 else 1 end, minute = excluded.minute
  returning turns
$$;
revoke all on function take_search_turn() from public;
grant execute on function take_search_turn() to observer_app;
