-- 实绩 and its 印证 (rule 3): a claim is 已印证 only with two supporting independent sources of different kinds and
-- of different origin, confirmed by somebody who recorded none of them. What a claim leans on may be withdrawn or
-- corrected at any time: the claim falls back in the same transaction. All of it holds under direct SQL.

create table achievements (
  id uuid primary key,
  claim text not null,
  unit_id uuid not null references units (id),
  level text not null,
  starts_on date not null,
  ends_on date not null,
  central_task_id uuid references central_tasks (id),
  indicator text not null default '',
  measure_unit text not null default '',
  baseline numeric(18, 4),
  target numeric(18, 4),
  actual numeric(18, 4),
  conduct_item_ids uuid[] not null default '{}',
  confidentiality smallint not null default 1,
  state text not null default 'LEAD',
  state_reason text not null default '',
  confidence text,
  drafted_by uuid not null references users (id),
  drafted_at timestamptz(3) not null default now(),
  confirmed_by uuid references users (id),
  confirmed_at timestamptz(3),
  merged_into uuid references achievements (id),
  split_from uuid references achievements (id),
  revision_no int not null default 1,
  updated_at timestamptz(3) not null default now(),
  constraint achievements_claim_size check (length(trim(claim)) between 4 and 300),
  constraint achievements_level_known check (level in ('UNIT', 'CITY', 'PROVINCE', 'NATION')),
  constraint achievements_period_in_order check (ends_on >= starts_on),
  constraint achievements_conduct_size check (cardinality(conduct_item_ids) <= 10),
  constraint achievements_confidentiality_known check (confidentiality between 1 and 3),
  constraint achievements_state_known check (state in ('LEAD', 'WAITING', 'CORROBORATED', 'DOUBTFUL', 'REJECTED', 'MERGED')),
  constraint achievements_confidence_known check (confidence in ('HIGH', 'MEDIUM', 'LOW')),
  constraint achievements_reason_size check (length(state_reason) <= 1000),
  constraint achievements_confirmed_by_somebody check
    ((state = 'CORROBORATED') = (confirmed_by is not null and confirmed_at is not null and confidence is not null)
     and (state = 'CORROBORATED' or (confirmed_by is null and confirmed_at is null and confidence is null))),
  constraint achievements_merged_into_another check ((state = 'MERGED') = (merged_into is not null) and merged_into <> id)
);
create index achievements_unit on achievements (unit_id, ends_on desc, id);
create index achievements_state on achievements (state, updated_at, id);
create index achievements_task on achievements (central_task_id) where central_task_id is not null;
create index achievements_drafter on achievements (drafted_by);
create index achievements_recent on achievements (updated_at desc, id desc);

create table achievement_revisions (
  achievement_id uuid not null references achievements (id),
  revision_no int not null,
  author_id uuid not null references users (id),
  content jsonb not null,
  reason text not null default '',
  created_at timestamptz(3) not null default now(),
  primary key (achievement_id, revision_no)
);

-- A cadre's part in the result, with post and unit on its last day (rule 4).
create table achievement_cadres (
  achievement_id uuid not null references achievements (id),
  revision_no int not null,
  cadre_id uuid not null references cadres (id),
  position smallint not null,
  contribution text not null,
  part text not null default '',
  unit_id uuid not null references units (id),
  post_title text not null,
  primary key (achievement_id, revision_no, cadre_id),
  constraint achievement_cadres_contribution_known check (contribution in ('MAIN', 'MAJOR', 'GENERAL')),
  constraint achievement_cadres_part_size check (length(part) <= 200)
);
create index achievement_cadres_cadre on achievement_cadres (cadre_id, achievement_id);

create table achievement_sources (
  id uuid primary key,
  achievement_id uuid not null references achievements (id),
  -- of a record: its method's source class; of a paper: what the person says it is
  kind text not null,
  observation_id uuid references observations (id),
  -- the revision that was read; a later one is another statement
  observation_revision int,
  document_title text,
  document_number text,
  document_on date,
  issuer_unit_id uuid references units (id),
  -- two records of one event by one person, or one paper twice, are one source
  origin text not null,
  is_independent boolean not null,
  independence_note text not null default '',
  supports boolean not null,
  note text not null default '',
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  withdrawn_by uuid references users (id),
  withdraw_reason text,
  constraint achievement_sources_kind_known check (kind in
    ('testimony', 'direct_observation', 'synthesis', 'survey', 'document', 'data', 'unit_recommendation')),
  constraint achievement_sources_one_thing check ((observation_id is null) <> (document_title is null)),
  constraint achievement_sources_document_size check (length(trim(document_title)) between 2 and 200),
  constraint achievement_sources_notes_size check (length(independence_note) <= 500 and length(note) <= 500),
  -- rule 3: a recommendation never counts as independent, and a summary rests on what it sums up
  constraint achievement_sources_never_independent check (not (is_independent and kind in ('unit_recommendation', 'synthesis'))),
  constraint achievement_sources_withdrawn_with_reason check
    ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdraw_reason is null)
     and (withdraw_reason is null or length(trim(withdraw_reason)) between 2 and 500))
);
create unique index achievement_sources_record_once on achievement_sources (achievement_id, observation_id, observation_revision)
  where withdrawn_at is null and observation_id is not null;
create index achievement_sources_of on achievement_sources (achievement_id);
create index achievement_sources_observation on achievement_sources (observation_id) where observation_id is not null;

create table achievement_events (
  id uuid primary key default gen_random_uuid(),
  achievement_id uuid not null references achievements (id),
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid references users (id),
  from_state text,
  to_state text not null,
  reason text not null default '',
  -- what was withdrawn or corrected when a claim fell
  source_id uuid references achievement_sources (id)
);
create index achievement_events_of on achievement_events (achievement_id, at);
create index achievement_events_fallen on achievement_events (at desc) where source_id is not null;

-- ---------------------------------------------------------------- rights
do $$
declare t text;
begin
  foreach t in array array['achievements', 'achievement_revisions', 'achievement_cadres', 'achievement_sources', 'achievement_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
  end loop;
  foreach t in array array['achievement_revisions', 'achievement_cadres', 'achievement_events'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['achievements', 'achievement_sources'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['achievements', 'achievement_revisions', 'achievement_cadres', 'achievement_sources', 'achievement_events'] loop
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

-- Claims about the viewer as a cadre: they read what is corroborated, and decide nothing about it.
create function viewer_own_achievements() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(distinct l.achievement_id), '{}')
  from achievement_cadres l join achievements a on a.id = l.achievement_id and a.revision_no = l.revision_no
  where viewer_cadre_id() is not null and l.cadre_id = viewer_cadre_id()
$$;
revoke all on function viewer_own_achievements() from public;
grant execute on function viewer_own_achievements() to observer_app;

create policy achievements_read on achievements for select to observer_app using (
  ((select viewer_is('OBSERVER', 'REVIEWER')) and drafted_by = (select viewer_id()))
  or ((select viewer_is('REVIEWER', 'LEADER')) and confidentiality <= (select viewer_clearance()))
  or ((select viewer_is('OBSERVER')) and unit_id = any ((select viewer_unit_ids())::uuid[]) and confidentiality = 1)
  or (state = 'CORROBORATED' and id = any ((select viewer_own_achievements())::uuid[])));
create policy achievements_not_on_self on achievements as restrictive for select to observer_app
  using (state = 'CORROBORATED' or id <> all ((select viewer_own_achievements())::uuid[]));
create policy achievements_draft on achievements for insert to observer_app with check (
  (select viewer_is('OBSERVER', 'REVIEWER')) and drafted_by = (select viewer_id()) and state in ('LEAD', 'WAITING')
  and revision_no = 1
  and ((select viewer_is('REVIEWER')) or unit_id = any ((select viewer_unit_ids())::uuid[])));
create policy achievements_revise on achievements for update to observer_app
  using ((select viewer_is('OBSERVER')) and drafted_by = (select viewer_id()) and state in ('LEAD', 'WAITING', 'DOUBTFUL')
         and id <> all ((select viewer_own_achievements())::uuid[]))
  with check ((select viewer_is('OBSERVER')) and drafted_by = (select viewer_id()) and state in ('LEAD', 'WAITING', 'DOUBTFUL'));
create policy achievements_decide on achievements for update to observer_app
  using ((select viewer_is('REVIEWER')) and confidentiality <= (select viewer_clearance())
         and id <> all ((select viewer_own_achievements())::uuid[]))
  with check ((select viewer_is('REVIEWER')));
grant select on achievements to observer_app;
grant insert (id, claim, unit_id, level, starts_on, ends_on, central_task_id, indicator, measure_unit, baseline, target, actual,
              conduct_item_ids, confidentiality, state, state_reason, drafted_by, split_from),
      update (claim, unit_id, level, starts_on, ends_on, central_task_id, indicator, measure_unit, baseline, target, actual,
              conduct_item_ids, confidentiality, state, state_reason, confidence, confirmed_by, merged_into, revision_no,
              updated_at) on achievements to observer_app;

-- snapshots and lines come in the transaction that wrote their revision
create policy revisions_read on achievement_revisions for select to observer_app using (
  (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER')) and exists (select 1 from achievements a where a.id = achievement_id));
create policy revisions_write on achievement_revisions for insert to observer_app with check (
  author_id = (select viewer_id()) and exists (select 1 from achievements a where a.id = achievement_id
    and a.revision_no = achievement_revisions.revision_no and a.xmin = pg_current_xact_id()::xid));
grant select on achievement_revisions to observer_app;
grant insert (achievement_id, revision_no, author_id, content, reason) on achievement_revisions to observer_app;

create policy lines_read on achievement_cadres for select to observer_app using (
  exists (select 1 from achievements a where a.id = achievement_id
    and (a.revision_no = achievement_cadres.revision_no or (select viewer_is('REVIEWER', 'LEADER')))));
create policy lines_write on achievement_cadres for insert to observer_app with check (
  exists (select 1 from achievements a where a.id = achievement_id
    and a.revision_no = achievement_cadres.revision_no and a.xmin = pg_current_xact_id()::xid));
grant select on achievement_cadres to observer_app;
grant insert (achievement_id, revision_no, cadre_id, position, contribution, part) on achievement_cadres to observer_app;

-- A record that the viewer may not see is no source to them; a cadre learns of no recorder.
create policy sources_read on achievement_sources for select to observer_app using (
  (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER'))
  and exists (select 1 from achievements a where a.id = achievement_id and a.id <> all ((select viewer_own_achievements())::uuid[]))
  and (observation_id is null or exists (select 1 from observations o where o.id = observation_id)));
create policy sources_add on achievement_sources for insert to observer_app with check (
  (select viewer_is('OBSERVER', 'REVIEWER')) and added_by = (select viewer_id()) and withdrawn_at is null
  and exists (select 1 from achievements a where a.id = achievement_id and a.state not in ('REJECTED', 'MERGED')
              and a.id <> all ((select viewer_own_achievements())::uuid[]))
  and (observation_id is null or exists (select 1 from observations o where o.id = observation_id)));
create policy sources_withdraw on achievement_sources for update to observer_app
  using (withdrawn_at is null and (added_by = (select viewer_id()) or (select viewer_is('REVIEWER'))))
  with check (withdrawn_by = (select viewer_id()));
grant select on achievement_sources to observer_app;
grant insert (id, achievement_id, kind, observation_id, document_title, document_number, document_on, issuer_unit_id,
              is_independent, independence_note, supports, note, added_by),
      update (withdrawn_at, withdrawn_by, withdraw_reason) on achievement_sources to observer_app;

create policy events_read on achievement_events for select to observer_app using (
  (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER')) and exists (select 1 from achievements a where a.id = achievement_id));
grant select on achievement_events to observer_app;
-- no insert grant on events: triggers write them

-- ---------------------------------------------------------------- what a line and a source are made of
create function achievement_cadres_post_then() returns trigger language plpgsql security definer set search_path from current as $$
declare
  claimed record;
  held record;
begin
  select ends_on, unit_id into claimed from achievements where id = new.achievement_id;
  select p.unit_id, p.title into held from post_holdings p
    where p.cadre_id = new.cadre_id and p.starts_on <= claimed.ends_on
    order by (claimed.ends_on <= coalesce(p.ends_on, 'infinity')) desc, (p.unit_id = claimed.unit_id) desc,
             p.is_primary desc, p.starts_on desc limit 1;
  if held is null then
    perform refuse('achievement_cadres_in_office', 'the cadre held no post by then');
  end if;
  new.unit_id := held.unit_id;
  new.post_title := held.title;
  return new;
end $$;
create trigger post_then before insert on achievement_cadres for each row execute function achievement_cadres_post_then();

create function achievement_sources_fill() returns trigger language plpgsql security definer set search_path from current as $$
declare
  seen record;
begin
  -- claims and their sources are changed one after the other
  perform 1 from achievements where id = new.achievement_id for update;
  if new.observation_id is not null then
    select o.observer_id, o.unit_id, o.visit_id, o.started_at, o.revision_no, v.source_class into seen
      from observations o join method_versions v on v.id = o.method_version_id where o.id = new.observation_id;
    new.kind := seen.source_class;
    new.observation_revision := seen.revision_no;
    new.is_independent := new.is_independent and seen.source_class <> 'synthesis';
    new.origin := 'person:' || seen.observer_id || ':'
      || coalesce(seen.visit_id::text, seen.unit_id || ':' || city_day(seen.started_at));
  else
    new.observation_revision := null;
    new.origin := 'paper:' || lower(normalize(coalesce(nullif(trim(new.document_number), ''), trim(new.document_title)), NFKC));
  end if;
  return new;
end $$;
create trigger fill before insert on achievement_sources for each row execute function achievement_sources_fill();

-- ---------------------------------------------------------------- rule 3
-- Sources that count for a claim as it stands: live, supporting, stated independent, not the paper of a unit of one of
-- its cadres, and as a record accepted and still in the revision that was read.
create function achievement_counting_sources(p_achievement uuid) returns table (id uuid, kind text, origin text)
language sql stable security definer set search_path from current as $$
  select s.id, s.kind, s.origin
  from achievement_sources s
  join achievements a on a.id = s.achievement_id
  left join observations o on o.id = s.observation_id
  where s.achievement_id = p_achievement and s.withdrawn_at is null and s.supports and s.is_independent
    and (s.observation_id is null or (o.state in ('ACCEPTED', 'ARCHIVED') and o.revision_no = s.observation_revision))
    and (s.issuer_unit_id is null or not exists (
      select 1 from achievement_cadres l
      where l.achievement_id = a.id and l.revision_no = a.revision_no and l.unit_id = s.issuer_unit_id))
$$;
create function achievement_is_supported(p_achievement uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (
    select 1 from achievement_counting_sources(p_achievement) a, achievement_counting_sources(p_achievement) b
    where a.kind <> b.kind and a.origin <> b.origin)
$$;
-- Who wrote the claim or recorded one of its live sources confirms nothing.
create function achievement_knows_recorder(p_achievement uuid, p_person uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from achievements where id = p_achievement and drafted_by = p_person)
    or exists (select 1 from achievement_sources s left join observations o on o.id = s.observation_id
               where s.achievement_id = p_achievement and s.withdrawn_at is null
                 and (p_person in (o.observer_id, o.second_observer_id) or (s.observation_id is null and s.added_by = p_person)))
$$;
revoke all on function achievement_counting_sources(uuid), achievement_is_supported(uuid), achievement_knows_recorder(uuid, uuid),
  achievement_cadres_post_then(), achievement_sources_fill() from public;

create function achievements_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  moved boolean := (new.claim, new.unit_id, new.level, new.starts_on, new.ends_on, new.central_task_id, new.indicator,
                    new.measure_unit, new.baseline, new.target, new.actual, new.conduct_item_ids, new.confidentiality)
    is distinct from (old.claim, old.unit_id, old.level, old.starts_on, old.ends_on, old.central_task_id, old.indicator,
                    old.measure_unit, old.baseline, old.target, old.actual, old.conduct_item_ids, old.confidentiality);
begin
  if (new.id, new.drafted_by, new.drafted_at, new.split_from) is distinct from (old.id, old.drafted_by, old.drafted_at, old.split_from) then
    perform refuse('achievements_identity', 'who drafted a claim, when and from what stays');
  end if;
  if old.state in ('REJECTED', 'MERGED') and (moved or new.revision_no <> old.revision_no) then
    perform refuse('achievements_ended', 'an ended claim is not rewritten');
  end if;
  if new.revision_no <> old.revision_no and new.revision_no <> old.revision_no + 1 or moved and new.revision_no = old.revision_no then
    perform refuse('achievements_in_place', 'a claim changes only by a new revision');
  end if;
  -- a changed claim is another claim: who confirmed the old one has not confirmed this
  if new.revision_no = old.revision_no + 1 and old.state = 'CORROBORATED' and new.state <> 'WAITING' then
    perform refuse('achievements_transition', 'a changed claim waits again');
  end if;
  if new.state <> old.state then
    if (old.state, new.state) not in (
      ('LEAD', 'WAITING'), ('LEAD', 'REJECTED'), ('LEAD', 'MERGED'),
      ('WAITING', 'CORROBORATED'), ('WAITING', 'DOUBTFUL'), ('WAITING', 'REJECTED'), ('WAITING', 'MERGED'),
      ('DOUBTFUL', 'WAITING'), ('DOUBTFUL', 'REJECTED'), ('DOUBTFUL', 'MERGED'),
      ('CORROBORATED', 'WAITING'), ('REJECTED', 'WAITING')) then
      perform refuse('achievements_transition', format('no way from %s to %s', old.state, new.state));
    end if;
    if (new.state in ('DOUBTFUL', 'REJECTED') or old.state in ('CORROBORATED', 'REJECTED')) and length(trim(new.state_reason)) < 2 then
      perform refuse('achievements_reason_given', 'this decision needs its reason');
    end if;
    if old.state = 'CORROBORATED' then
      new.confirmed_by := null;
      new.confirmed_at := null;
      new.confidence := null;
    end if;
    if new.state = 'CORROBORATED' then
      if viewer_id() is not null and new.confirmed_by is distinct from viewer_id() then
        perform refuse('achievements_confirmed_in_person', 'nobody confirms in another name');
      end if;
      if achievement_knows_recorder(new.id, new.confirmed_by) then
        perform refuse('achievements_confirmed_by_another', 'who drafted or recorded confirms nothing');
      end if;
      if not achievement_is_supported(new.id) then
        perform refuse('achievements_supported', 'two independent sources of different kinds are needed');
      end if;
      new.confirmed_at := now();
    end if;
    insert into achievement_events (achievement_id, actor_id, from_state, to_state, reason, source_id)
    values (new.id, viewer_id(), old.state, new.state, new.state_reason,
            nullif(current_setting('app.fallen_by', true), '')::uuid);
  elsif (new.confirmed_by, new.confirmed_at, new.confidence) is distinct from (old.confirmed_by, old.confirmed_at, old.confidence) then
    perform refuse('achievements_confirmed_once', 'a confirmation is not rewritten');
  end if;
  return new;
end $$;
create trigger keep_rules before update on achievements for each row execute function achievements_keep_rules();

create function achievements_begin() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.state = 'CORROBORATED' and viewer_id() is not null then
    perform refuse('achievements_transition', 'a claim begins unconfirmed');
  end if;
  insert into achievement_events (achievement_id, actor_id, from_state, to_state, reason)
  values (new.id, coalesce(viewer_id(), new.drafted_by), null, new.state, new.state_reason);
  return null;
end $$;
create trigger begin_history after insert on achievements for each row execute function achievements_begin();

create function achievements_are_whole() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from achievement_revisions where achievement_id = new.id and revision_no = new.revision_no) then
    perform refuse('achievements_revision_kept', 'every revision is kept');
  end if;
  if not exists (select 1 from achievement_cadres where achievement_id = new.id and revision_no = new.revision_no) then
    perform refuse('achievements_of_somebody', 'a claim names whose result it is');
  end if;
  if new.state = 'CORROBORATED' and not achievement_is_supported(new.id) then
    perform refuse('achievements_supported', 'two independent sources of different kinds are needed');
  end if;
  return null;
end $$;
create constraint trigger are_whole after insert or update on achievements
  deferrable initially deferred for each row execute function achievements_are_whole();

-- ---------------------------------------------------------------- what falls
-- p_source is kept with each claim that falls, so that people see by what. A reason that begins with @ is a word of the
-- product and no person's text.
create function achievement_falls(p_achievement uuid, p_reason text, p_source uuid) returns void
language plpgsql security definer set search_path from current as $$
begin
  perform set_config('app.fallen_by', coalesce(p_source::text, ''), true);
  update achievements set state = 'WAITING', state_reason = p_reason, updated_at = now()
    where id = p_achievement and state = 'CORROBORATED';
  perform set_config('app.fallen_by', '', true);
end $$;
revoke all on function achievement_falls(uuid, text, uuid) from public;

create function achievement_sources_change() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    if not new.supports then
      perform achievement_falls(new.achievement_id, '@contradicted', new.id);
    end if;
    return new;
  end if;
  if (to_jsonb(new) - array['withdrawn_at', 'withdrawn_by', 'withdraw_reason'])
     is distinct from (to_jsonb(old) - array['withdrawn_at', 'withdrawn_by', 'withdraw_reason'])
     or old.withdrawn_at is not null then
    perform refuse('append_only', 'a source is withdrawn once, and not rewritten');
  end if;
  perform 1 from achievements where id = new.achievement_id for update;
  if new.supports then
    perform achievement_falls(new.achievement_id, '@withdrawn', new.id);
  end if;
  return new;
end $$;
create trigger change after insert or update on achievement_sources for each row execute function achievement_sources_change();

-- A record that is corrected, or no longer accepted, carries nothing until it is read again. Every claim that leans on it
-- is locked, whatever its state: a confirmation at the same moment waits and then finds the record changed.
create function observations_let_claims_fall() returns trigger language plpgsql security definer set search_path from current as $$
declare
  leaning record;
begin
  for leaning in
    select a.id, s.id as source_id, s.supports
    from achievement_sources s join achievements a on a.id = s.achievement_id
    where s.observation_id = new.id and s.withdrawn_at is null
    order by a.id for update of a
  loop
    if leaning.supports then
      perform achievement_falls(leaning.id, '@corrected', leaning.source_id);
    end if;
  end loop;
  return null;
end $$;
create trigger claims_fall after update on observations for each row
  when (old.revision_no <> new.revision_no or (old.state in ('ACCEPTED', 'ARCHIVED') and new.state not in ('ACCEPTED', 'ARCHIVED')))
  execute function observations_let_claims_fall();

revoke all on function achievements_keep_rules(), achievements_begin(), achievements_are_whole(), achievement_sources_change(),
  observations_let_claims_fall() from public;
