-- 任用研判 (docs/adr/0029): batches with positions, people named for them with reasons, recusals that close the file on every
-- path, opinions hidden until one's own is in, decisions with who was there and exactly the evidence that was seen, public
-- notice, outcome. Nothing holds a vote, a plan of appointments or a draft of 酝酿: there is no column for one.

create table review_batches (
  id uuid not null,
  title text not null,
  opened_by uuid not null,
  opened_at timestamptz(3) not null default now(),
  meeting_on date,
  state text not null default 'OPEN',
  state_reason text not null default '',
  row_version int not null default 1,
  constraint review_batches_pkey primary key (id)
);

create table review_positions (
  id uuid not null,
  batch_id uuid not null,
  unit_id uuid not null,
  title text not null,
  level text not null,
  tier text not null,
  places smallint not null default 1,
  requirements jsonb not null,
  state text not null default 'LISTING',
  state_reason text not null default '',
  added_by uuid not null,
  added_at timestamptz(3) not null default now(),
  row_version int not null default 1,
  constraint review_positions_pkey primary key (id)
);

create table review_candidates (
  id uuid not null,
  position_id uuid not null,
  cadre_id uuid not null,
  stage text not null default 'LONG',
  reason text not null,
  missing jsonb not null default '[]',
  added_by uuid not null,
  added_at timestamptz(3) not null default now(),
  row_version int not null default 1,
  constraint review_candidates_pkey primary key (id)
);

create table review_events (
  id uuid not null default gen_random_uuid(),
  position_id uuid not null,
  candidate_id uuid,
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid,
  from_state text,
  to_state text not null,
  reason text not null default '',
  constraint review_events_pkey primary key (id)
);

create table review_recusals (
  id uuid not null,
  candidate_id uuid not null,
  user_id uuid not null,
  kind text not null,
  reason text not null default '',
  set_by uuid,
  set_at timestamptz(3) not null default now(),
  lifted_by uuid,
  lifted_at timestamptz(3),
  lift_reason text,
  constraint review_recusals_pkey primary key (id)
);

create table review_opinions (
  id uuid not null,
  candidate_id uuid not null,
  user_id uuid not null,
  mark text not null,
  reason text not null default '',
  given_at timestamptz(3) not null default now(),
  constraint review_opinions_pkey primary key (id)
);

create table review_attendees (
  id uuid not null,
  batch_id uuid not null,
  name text not null,
  user_id uuid,
  part text not null,
  added_by uuid not null,
  added_at timestamptz(3) not null default now(),
  removed_at timestamptz(3),
  constraint review_attendees_pkey primary key (id)
);

create table review_decisions (
  id uuid not null,
  candidate_id uuid not null,
  decision text not null,
  reason text not null,
  decided_on date not null,
  decided_by uuid not null,
  recorded_at timestamptz(3) not null default now(),
  attendees jsonb not null,
  recusals jsonb not null,
  constraint review_decisions_pkey primary key (id)
);

create table review_snapshots (
  decision_id uuid not null,
  confidentiality smallint not null,
  as_of date not null,
  evidence jsonb not null,
  digest text not null,
  taken_at timestamptz(3) not null default now(),
  constraint review_snapshots_pkey primary key (decision_id)
);

create table public_notices (
  id uuid not null,
  batch_id uuid not null,
  number text not null,
  starts_on date not null,
  ends_on date not null,
  contact text not null,
  added_by uuid not null,
  added_at timestamptz(3) not null default now(),
  constraint public_notices_pkey primary key (id)
);

create table public_notice_entries (
  notice_id uuid not null,
  candidate_id uuid not null,
  constraint public_notice_entries_pkey primary key (notice_id,candidate_id)
);

create table public_objections (
  id uuid not null,
  notice_id uuid not null,
  candidate_id uuid not null,
  received_on date not null,
  text text not null,
  registered_by uuid not null,
  registered_at timestamptz(3) not null default now(),
  finding text,
  answer text,
  answered_by uuid,
  answered_at timestamptz(3),
  constraint public_objections_pkey primary key (id)
);

create table promotion_outcomes (
  id uuid not null,
  cadre_id uuid not null,
  post_holding_id uuid,
  decided_on date not null,
  started_on date not null,
  from_unit_id uuid,
  from_title text,
  from_level text,
  to_unit_id uuid not null,
  to_title text not null,
  to_level text not null,
  to_tier text not null,
  position_id uuid,
  candidate_id uuid,
  document text not null default '',
  trial_ends_on date,
  trial_result text,
  trial_reason text not null default '',
  trial_by uuid,
  trial_on date,
  recorded_by uuid,
  recorded_at timestamptz(3) not null default now(),
  constraint promotion_outcomes_pkey primary key (id)
);
create index review_positions_batch_id_idx on review_positions(batch_id);
create index review_candidates_cadre_id_idx on review_candidates(cadre_id);
create unique index review_candidates_once on review_candidates(position_id, cadre_id);
create index review_events_position_id_at_idx on review_events(position_id, at);
create index review_recusals_user_id_idx on review_recusals(user_id);
create unique index review_opinions_once on review_opinions(candidate_id, user_id);
create unique index review_decisions_once on review_decisions(candidate_id);
create unique index promotion_outcomes_post_holding_id_key on promotion_outcomes(post_holding_id);
create index promotion_outcomes_cadre_id_idx on promotion_outcomes(cadre_id);
create index promotion_outcomes_decided_on_idx on promotion_outcomes(decided_on);
alter table review_positions add constraint review_positions_batch_id_fkey foreign key (batch_id) references review_batches(id);
alter table review_positions add constraint review_positions_unit_id_fkey foreign key (unit_id) references units(id);
alter table review_candidates add constraint review_candidates_position_id_fkey foreign key (position_id) references review_positions(id);
alter table review_candidates add constraint review_candidates_cadre_id_fkey foreign key (cadre_id) references cadres(id);
alter table review_events add constraint review_events_position_id_fkey foreign key (position_id) references review_positions(id);
alter table review_events add constraint review_events_candidate_id_fkey foreign key (candidate_id) references review_candidates(id);
alter table review_recusals add constraint review_recusals_candidate_id_fkey foreign key (candidate_id) references review_candidates(id);
alter table review_opinions add constraint review_opinions_candidate_id_fkey foreign key (candidate_id) references review_candidates(id);
alter table review_attendees add constraint review_attendees_batch_id_fkey foreign key (batch_id) references review_batches(id);
alter table review_decisions add constraint review_decisions_candidate_id_fkey foreign key (candidate_id) references review_candidates(id);
alter table review_snapshots add constraint review_snapshots_decision_id_fkey foreign key (decision_id) references review_decisions(id);
alter table public_notices add constraint public_notices_batch_id_fkey foreign key (batch_id) references review_batches(id);
alter table public_notice_entries add constraint public_notice_entries_notice_id_fkey foreign key (notice_id) references public_notices(id);
alter table public_notice_entries add constraint public_notice_entries_candidate_id_fkey foreign key (candidate_id) references review_candidates(id);
alter table public_objections add constraint public_objections_notice_id_fkey foreign key (notice_id) references public_notices(id);
alter table public_objections add constraint public_objections_candidate_id_fkey foreign key (candidate_id) references review_candidates(id);
alter table promotion_outcomes add constraint promotion_outcomes_cadre_id_fkey foreign key (cadre_id) references cadres(id);
alter table promotion_outcomes add constraint promotion_outcomes_post_holding_id_fkey foreign key (post_holding_id) references post_holdings(id);
alter table promotion_outcomes add constraint promotion_outcomes_from_unit_id_fkey foreign key (from_unit_id) references units(id);
alter table promotion_outcomes add constraint promotion_outcomes_to_unit_id_fkey foreign key (to_unit_id) references units(id);
alter table promotion_outcomes add constraint promotion_outcomes_position_id_fkey foreign key (position_id) references review_positions(id);
alter table promotion_outcomes add constraint promotion_outcomes_candidate_id_fkey foreign key (candidate_id) references review_candidates(id);

do $$
declare
  t text;
  c text;
begin
  -- people: named by id, never read by way of a person
  for t, c in select * from (values ('review_batches', 'opened_by'), ('review_positions', 'added_by'), ('review_candidates', 'added_by'),
      ('review_events', 'actor_id'), ('review_recusals', 'user_id'), ('review_recusals', 'set_by'), ('review_recusals', 'lifted_by'),
      ('review_opinions', 'user_id'), ('review_attendees', 'user_id'), ('review_attendees', 'added_by'), ('review_decisions', 'decided_by'),
      ('public_notices', 'added_by'), ('public_objections', 'registered_by'), ('public_objections', 'answered_by'),
      ('promotion_outcomes', 'trial_by'), ('promotion_outcomes', 'recorded_by')) as people (t, c) loop
    execute format('alter table %I add constraint %I foreign key (%I) references users (id)', t, t || '_' || c || '_fkey', c);
  end loop;
end $$;

alter table review_batches
  add constraint review_batches_title_size check (length(trim(title)) between 2 and 100),
  add constraint review_batches_state_known check (state in ('OPEN', 'CLOSED', 'CANCELLED')),
  add constraint review_batches_cancelled_with_reason check (state <> 'CANCELLED' or length(trim(state_reason)) >= 2);
alter table review_positions
  add constraint review_positions_title_size check (length(trim(title)) between 2 and 100),
  add constraint review_positions_level_size check (length(trim(level)) between 2 and 50),
  add constraint review_positions_tier_known check (tier in ('TEAM', 'MIDDLE', 'STAFF')),
  add constraint review_positions_places_in_reach check (places between 1 and 20),
  add constraint review_positions_requirements_object check (jsonb_typeof(requirements) = 'object' and length(requirements::text) <= 4000),
  add constraint review_positions_state_known check (state in ('LISTING', 'PREPARING', 'DECIDED', 'CANCELLED')),
  add constraint review_positions_reason_size check (length(state_reason) <= 500);
alter table review_candidates
  add constraint review_candidates_stage_known check (stage in ('LONG', 'SHORT', 'DROPPED')),
  add constraint review_candidates_reason_size check (length(trim(reason)) between 2 and 500),
  add constraint review_candidates_missing_list check (jsonb_typeof(missing) = 'array' and length(missing::text) <= 4000);
alter table review_recusals
  add constraint review_recusals_kind_known check (kind in ('KIN', 'COLLEAGUE', 'OWN_UNIT', 'SELF', 'OTHER')),
  add constraint review_recusals_reason_size check (length(reason) <= 500 and (kind = 'SELF' or length(trim(reason)) >= 2)),
  add constraint review_recusals_lifted_with_reason check
    ((lifted_at is null) = (lifted_by is null) and (lifted_at is null or length(trim(lift_reason)) between 2 and 500));
create unique index review_recusals_once on review_recusals (candidate_id, user_id) where lifted_at is null;
alter table review_opinions
  add constraint review_opinions_mark_known check (mark in ('AGREE', 'QUESTION', 'SKIP')),
  add constraint review_opinions_question_reasoned check (length(reason) <= 1000 and (mark <> 'QUESTION' or length(trim(reason)) >= 2));
alter table review_attendees
  add constraint review_attendees_name_size check (length(trim(name)) between 2 and 40),
  add constraint review_attendees_part_known check (part in ('CHAIR', 'MEMBER', 'GUEST', 'ABSENT'));
create unique index review_attendees_once on review_attendees (batch_id, name) where removed_at is null;
alter table review_decisions
  add constraint review_decisions_known check (decision in ('APPOINT', 'NOT_NOW', 'DEFER')),
  add constraint review_decisions_reason_size check (length(trim(reason)) between 2 and 1000);
alter table review_snapshots
  add constraint review_snapshots_confidentiality_known check (confidentiality between 1 and 3),
  add constraint review_snapshots_object check (jsonb_typeof(evidence) = 'object'),
  add constraint review_snapshots_digest_form check (digest ~ '^[0-9a-f]{64}$');
alter table public_notices
  add constraint public_notices_sizes check (length(trim(number)) between 2 and 100 and length(trim(contact)) between 2 and 200);
alter table public_objections
  add constraint public_objections_text_size check (length(trim(text)) between 2 and 1000),
  add constraint public_objections_finding_known check (finding in ('UNFOUNDED', 'NO_EFFECT', 'UPHELD')),
  add constraint public_objections_answered_whole check
    ((finding is null) = (answer is null) and (finding is null) = (answered_by is null) and (finding is null) = (answered_at is null)
     and (answer is null or length(trim(answer)) between 2 and 1000)),
  add constraint public_objections_answered_by_another check (answered_by <> registered_by);
alter table promotion_outcomes
  add constraint promotion_outcomes_days_in_order check (started_on >= decided_on and (trial_ends_on is null or trial_ends_on > started_on)),
  add constraint promotion_outcomes_tier_known check (to_tier in ('TEAM', 'MIDDLE', 'STAFF')),
  add constraint promotion_outcomes_of_position check ((position_id is null) = (candidate_id is null)),
  add constraint promotion_outcomes_document_size check (length(document) <= 200),
  add constraint promotion_outcomes_trial_known check (trial_result in ('PASSED', 'EXTENDED', 'FAILED')),
  add constraint promotion_outcomes_trial_reasoned check
    ((trial_result is null) = (trial_on is null) and (trial_result is null or length(trim(trial_reason)) between 2 and 500));
create unique index promotion_outcomes_candidate_once on promotion_outcomes (candidate_id) where candidate_id is not null;
create index promotion_outcomes_trials on promotion_outcomes (trial_ends_on) where trial_ends_on is not null;

-- ---------------------------------------------------------------- who is recused from whom
-- Cadres whose file is closed to the viewer, for as long as the batch is open. One's own file has policies of its own.
create function recused_cadres() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(distinct c.cadre_id), '{}')
  from review_recusals r join review_candidates c on c.id = r.candidate_id
  join review_positions p on p.id = c.position_id join review_batches b on b.id = p.batch_id
  where r.user_id = viewer_id() and r.lifted_at is null and b.state = 'OPEN' and c.cadre_id is distinct from viewer_cadre_id()
$$;
-- What the review itself says of them stays closed after its end; a cadre named for two posts of a batch is closed in both.
create function viewer_recused_candidates() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(distinct also.id), '{}')
  from review_recusals r join review_candidates c on c.id = r.candidate_id join review_positions p on p.id = c.position_id
  join review_positions q on q.batch_id = p.batch_id
  join review_candidates also on also.position_id = q.id and also.cadre_id = c.cadre_id
  where r.user_id = viewer_id() and r.lifted_at is null
$$;
-- Nothing is looked up for the many who are recused from nobody.
create function recused_records() returns uuid[] language plpgsql stable security definer set search_path from current as $$
declare closed uuid[] := recused_cadres();
begin
  if closed = '{}' then return '{}'; end if;
  return (select coalesce(array_agg(distinct observation_id), '{}') from observation_cadres where cadre_id = any (closed));
end $$;
create function recused_achievements() returns uuid[] language plpgsql stable security definer set search_path from current as $$
declare closed uuid[] := recused_cadres();
begin
  if closed = '{}' then return '{}'; end if;
  return (select coalesce(array_agg(distinct achievement_id), '{}') from achievement_cadres where cadre_id = any (closed));
end $$;
create function recused_tolerance() returns uuid[] language plpgsql stable security definer set search_path from current as $$
declare closed uuid[] := recused_cadres();
begin
  if closed = '{}' then return '{}'; end if;
  return (select coalesce(array_agg(distinct tolerance_id), '{}') from tolerance_cadres where cadre_id = any (closed));
end $$;
-- Whose records are withheld one by one: no split of the kept counts fits them, and they are counted live.
create function viewer_is_recused() returns boolean language sql stable security definer set search_path from current as $$
  select recused_cadres() <> '{}'
$$;
create or replace function viewer_own_handovers() returns uuid[] language plpgsql stable security definer set search_path from current as $$
declare closed uuid[] := recused_cadres() || viewer_cadre_id();
begin
  closed := array_remove(closed, null);
  if closed = '{}' then return '{}'; end if;
  return (select coalesce(array_agg(handover_id), '{}') from handover_bodies, unnest(closed) one
          where body -> 'cadres' @> jsonb_build_array(jsonb_build_object('cadreId', one)));
end $$;

create or replace function tolerance_team(p_unit uuid) returns table (id uuid, name text, title text, pinyin text)
language sql stable security definer set search_path from current as $$
  select c.id, c.name, p.title, c.pinyin from post_holdings p join cadres c on c.id = p.cadre_id
  where p.unit_id = p_unit and p.is_primary and city_today() between p.starts_on and coalesce(p.ends_on, 'infinity')
    and (viewer_is('REVIEWER') or viewer_is('LIAISON') and p_unit = viewer_own_unit_id()) and c.id <> all (recused_cadres())
$$;

-- Restrictive, so that no other policy opens what is closed here: page, endpoint, search, export and old link read through them.
do $$
declare
  t text;
  of text;
begin
  for t, of in select * from (values
      ('cadres', 'id <> all ((select recused_cadres())::uuid[])'),
      ('post_holdings', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('cadre_sheets', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('cadre_identities', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('observation_cadres', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('cadre_evidence_counts', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('cadre_month_counts', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('central_task_members', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('achievement_cadres', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('concerns', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('appraisals', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('correction_requests', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('case_cadres', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('tolerance_cadres', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('promotion_outcomes', 'cadre_id <> all ((select recused_cadres())::uuid[])'),
      ('observations', 'id <> all ((select recused_records())::uuid[])'),
      ('attachments', 'entry_id <> all ((select recused_records())::uuid[])'),
      ('follow_ups', '(observation_id is null or observation_id <> all ((select recused_records())::uuid[]))
                      and (achievement_id is null or achievement_id <> all ((select recused_achievements())::uuid[]))'),
      ('achievements', 'id <> all ((select recused_achievements())::uuid[])'),
      ('tolerance_cases', 'id <> all ((select recused_tolerance())::uuid[])')) as closed (t, of) loop
    execute format('create policy not_recused on %I as restrictive for select to observer_app using (%s)', t, of);
    -- an update that names no column asks no select policy
    execute format('create policy not_recused_moved on %I as restrictive for update to observer_app using (%s)', t, of);
  end loop;
end $$;

-- ---------------------------------------------------------------- rights
do $$
declare t text;
begin
  foreach t in array array['review_batches', 'review_positions', 'review_candidates', 'review_events', 'review_recusals', 'review_opinions',
                           'review_attendees', 'review_decisions', 'review_snapshots', 'public_notices', 'public_notice_entries',
                           'public_objections', 'promotion_outcomes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    -- the reviewers prepare and the leaders decide; nobody else reads any of it
    execute format('create policy of_reviewers_and_leaders on %I as restrictive to observer_app
                    using ((select viewer_is(''REVIEWER'', ''LEADER''))) with check ((select viewer_is(''REVIEWER'', ''LEADER'')))', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['review_events', 'review_opinions', 'review_decisions', 'review_snapshots', 'public_notices', 'public_notice_entries'] loop
    execute format('create trigger append_only before update on %I for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['review_batches', 'review_positions', 'review_attendees', 'public_notices', 'promotion_outcomes'] loop
    execute format('create policy batch_read on %I for select to observer_app using (true)', t);
  end loop;
  foreach t in array array['review_opinions', 'review_decisions', 'public_notice_entries', 'public_objections'] loop
    execute format('create policy not_recused on %I as restrictive for select to observer_app
                    using (candidate_id <> all ((select viewer_recused_candidates())::uuid[]))', t);
  end loop;
end $$;
create policy batch_open on review_batches for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and opened_by = (select viewer_id()) and state = 'OPEN');
create policy batch_carry on review_batches for update to observer_app using (true) with check (true);
grant select on review_batches to observer_app;
grant insert (id, title, meeting_on, opened_by), update (title, meeting_on, state, state_reason, row_version) on review_batches to observer_app;

create policy position_add on review_positions for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and added_by = (select viewer_id()) and state = 'LISTING');
create policy position_carry on review_positions for update to observer_app
  using ((select viewer_is('REVIEWER'))) with check ((select viewer_is('REVIEWER')));
grant select on review_positions to observer_app;
grant insert (id, batch_id, unit_id, title, level, tier, places, requirements, added_by),
      update (title, level, tier, places, requirements, state, state_reason, row_version) on review_positions to observer_app;

create policy candidate_read on review_candidates for select to observer_app using (cadre_id is distinct from (select viewer_cadre_id()));
create policy not_recused on review_candidates as restrictive for select to observer_app
  using (id <> all ((select viewer_recused_candidates())::uuid[]));
create policy candidate_name on review_candidates for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and added_by = (select viewer_id()) and stage = 'LONG'
  and cadre_id is distinct from (select viewer_cadre_id()) and cadre_id <> all ((select recused_cadres())::uuid[]));
create policy candidate_move on review_candidates for update to observer_app
  using ((select viewer_is('REVIEWER')) and cadre_id is distinct from (select viewer_cadre_id())
         and id <> all ((select viewer_recused_candidates())::uuid[]))
  with check ((select viewer_is('REVIEWER')));
grant select on review_candidates to observer_app;
grant insert (id, position_id, cadre_id, reason, missing, added_by), update (stage, reason, row_version) on review_candidates to observer_app;

create policy events_read on review_events for select to observer_app using (
  candidate_id is null or exists (select 1 from review_candidates c where c.id = candidate_id));
grant select on review_events to observer_app;
-- no insert grant on events: triggers write them

-- one's own recusals are read, so that a page can say that something is closed
create policy recusals_read on review_recusals for select to observer_app using (
  user_id = (select viewer_id()) or exists (select 1 from review_candidates c where c.id = candidate_id));
create policy recusals_set on review_recusals for insert to observer_app with check (
  set_by = (select viewer_id()) and kind <> 'SELF' and lifted_at is null
  and (user_id = (select viewer_id()) or (select viewer_is('LEADER')))
  and exists (select 1 from review_candidates c where c.id = candidate_id));
create policy recusals_lift on review_recusals for update to observer_app
  using ((select viewer_is('LEADER')) and user_id <> (select viewer_id()) and lifted_at is null and kind <> 'SELF')
  with check (lifted_by = (select viewer_id()));
grant select on review_recusals to observer_app;
grant insert (id, candidate_id, user_id, kind, reason, set_by), update (lifted_by, lifted_at, lift_reason) on review_recusals to observer_app;

-- What others think is read when one's own is in, or when the post is decided.
create function viewer_opined() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(candidate_id), '{}') from review_opinions where user_id = viewer_id()
$$;
create policy opinions_read on review_opinions for select to observer_app using (
  user_id = (select viewer_id())
  or candidate_id = any ((select viewer_opined())::uuid[])
  or exists (select 1 from review_candidates c join review_positions p on p.id = c.position_id
             where c.id = candidate_id and p.state = 'DECIDED'));
create policy opinions_give on review_opinions for insert to observer_app with check (
  user_id = (select viewer_id()) and exists (select 1 from review_candidates c where c.id = candidate_id));
grant select on review_opinions to observer_app;
grant insert (id, candidate_id, user_id, mark, reason) on review_opinions to observer_app;

create policy attendees_enter on review_attendees for insert to observer_app with check (added_by = (select viewer_id()) and removed_at is null);
create policy attendees_strike on review_attendees for update to observer_app using (removed_at is null) with check (true);
grant select on review_attendees to observer_app;
grant insert (id, batch_id, name, user_id, part, added_by), update (removed_at) on review_attendees to observer_app;

create policy decisions_read on review_decisions for select to observer_app using (
  exists (select 1 from review_candidates c where c.id = candidate_id));
create policy decisions_take on review_decisions for insert to observer_app with check (
  (select viewer_is('LEADER')) and decided_by = (select viewer_id()) and exists (select 1 from review_candidates c where c.id = candidate_id));
grant select on review_decisions to observer_app;
grant insert (id, candidate_id, decision, reason, decided_on, decided_by) on review_decisions to observer_app;

create policy snapshots_read on review_snapshots for select to observer_app using (
  confidentiality = any ((select viewer_read_levels())::smallint[]) and exists (select 1 from review_decisions d where d.id = decision_id));
-- it comes in the transaction of its decision, or not at all
create policy snapshots_take on review_snapshots for insert to observer_app with check (
  exists (select 1 from review_decisions d where d.id = decision_id and d.decided_by = (select viewer_id())
          and d.xmin = pg_current_xact_id()::xid));
grant select on review_snapshots to observer_app;
grant insert (decision_id, confidentiality, as_of, evidence, digest) on review_snapshots to observer_app;

create policy notices_put_up on public_notices for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and added_by = (select viewer_id()));
grant select on public_notices to observer_app;
grant insert (id, batch_id, number, starts_on, ends_on, contact, added_by) on public_notices to observer_app;
create policy entries_read on public_notice_entries for select to observer_app using (
  exists (select 1 from review_candidates c where c.id = candidate_id));
create policy entries_put_up on public_notice_entries for insert to observer_app with check (
  exists (select 1 from public_notices n where n.id = notice_id and n.added_by = (select viewer_id()) and n.xmin = pg_current_xact_id()::xid));
grant select on public_notice_entries to observer_app;
grant insert (notice_id, candidate_id) on public_notice_entries to observer_app;

create policy objections_read on public_objections for select to observer_app using (
  exists (select 1 from review_candidates c where c.id = candidate_id));
create policy objections_register on public_objections for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and registered_by = (select viewer_id()) and finding is null
  and exists (select 1 from public_notice_entries e where e.notice_id = public_objections.notice_id
              and e.candidate_id = public_objections.candidate_id));
create policy objections_answer on public_objections for update to observer_app
  using (finding is null and candidate_id <> all ((select viewer_recused_candidates())::uuid[]))
  with check (answered_by = (select viewer_id()));
grant select on public_objections to observer_app;
grant insert (id, notice_id, candidate_id, received_on, text, registered_by), update (finding, answer, answered_by, answered_at)
  on public_objections to observer_app;

create policy outcomes_record on promotion_outcomes for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and recorded_by = (select viewer_id()) and trial_result is null
  and exists (select 1 from review_candidates c where c.id = candidate_id));
create policy outcomes_trial on promotion_outcomes for update to observer_app
  using ((select viewer_is('REVIEWER')) and cadre_id is distinct from (select viewer_cadre_id()))
  with check (trial_by = (select viewer_id()));
grant select on promotion_outcomes to observer_app;
-- everything else of it follows from the decision and is filled by the trigger
grant insert (id, candidate_id, started_on, document, trial_ends_on, recorded_by),
      update (trial_ends_on, trial_result, trial_reason, trial_by, trial_on) on promotion_outcomes to observer_app;

-- ---------------------------------------------------------------- steps
create function review_batches_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if (new.id, new.opened_by, new.opened_at) is distinct from (old.id, old.opened_by, old.opened_at)
     or new.row_version <> old.row_version + 1 or old.state <> 'OPEN' then
    perform refuse('review_batches_transition', 'a batch that is over stays as it is');
  end if;
  if new.state = 'CLOSED' and (
       exists (select 1 from review_positions where batch_id = new.id and state in ('LISTING', 'PREPARING'))
       or not exists (select 1 from review_positions where batch_id = new.id and state = 'DECIDED')
       or exists (select 1 from review_decisions d join review_candidates c on c.id = d.candidate_id
                  join review_positions p on p.id = c.position_id
                  where p.batch_id = new.id and d.decision = 'APPOINT'
                    and not exists (select 1 from promotion_outcomes o where o.candidate_id = c.id)
                    and not exists (select 1 from public_objections j where j.candidate_id = c.id and j.finding = 'UPHELD'))) then
    perform refuse('review_batches_whole', 'each post is decided, and who is to be appointed is appointed');
  end if;
  return new;
end $$;
create trigger keep before update on review_batches for each row execute function review_batches_keep();

create function review_positions_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- one after the other: naming, deciding and moving on
  if not exists (select 1 from review_batches where id = new.batch_id and state = 'OPEN' for share) then
    perform refuse('review_batches_transition', 'a batch that is over stays as it is');
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if (new.id, new.batch_id, new.unit_id, new.added_by, new.added_at) is distinct from (old.id, old.batch_id, old.unit_id, old.added_by, old.added_at)
     or new.row_version <> old.row_version + 1 then
    perform refuse('review_positions_in_place', 'batch and unit of a post stay');
  end if;
  if new.state = old.state then
    if old.state <> 'LISTING' then
      perform refuse('review_positions_in_place', 'the requirements stand when people are looked at');
    end if;
  elsif (old.state, new.state) not in (('LISTING', 'PREPARING'), ('PREPARING', 'LISTING'), ('PREPARING', 'DECIDED'),
                                       ('LISTING', 'CANCELLED'), ('PREPARING', 'CANCELLED'))
     or (new.title, new.level, new.tier, new.places, new.requirements) is distinct from (old.title, old.level, old.tier, old.places, old.requirements) then
    perform refuse('review_positions_transition', format('no way from %s to %s', old.state, new.state));
  elsif new.state = 'PREPARING' and not exists (select 1 from review_candidates where position_id = new.id and stage = 'SHORT') then
    perform refuse('review_positions_short_list', 'nobody stands on the short list');
  elsif new.state in ('LISTING', 'CANCELLED') then
    if exists (select 1 from review_decisions d join review_candidates c on c.id = d.candidate_id where c.position_id = new.id) then
      perform refuse('review_positions_transition', 'a decision has been taken');
    elsif length(trim(new.state_reason)) < 2 then
      perform refuse('review_positions_reason', 'a step back has its reason');
    end if;
  elsif new.state = 'DECIDED' and exists (
      select 1 from review_candidates c where c.position_id = new.id and c.stage = 'SHORT'
        and not exists (select 1 from review_decisions d where d.candidate_id = c.id)) then
    perform refuse('review_positions_transition', 'somebody on the short list is not decided');
  end if;
  return new;
end $$;
create trigger keep before insert or update on review_positions for each row execute function review_positions_keep();

create function review_positions_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into review_events (position_id, at, actor_id, to_state) values (new.id, new.added_at, new.added_by, 'LISTING');
    return null;
  end if;
  if new.state = old.state then return null; end if;
  insert into review_events (position_id, actor_id, from_state, to_state, reason)
  values (new.id, viewer_id(), old.state, new.state, new.state_reason);
  if new.state = 'PREPARING' and viewer_id() is not null then
    insert into notifications (user_id, kind, unit_id, matter_id, matter_event_id)
    select distinct u.id, 'REVIEW_ASKED', new.unit_id, new.batch_id, new.id
    from users u join user_roles r on r.user_id = u.id and r.role in ('REVIEWER', 'LEADER')
    where u.is_active and u.id is distinct from viewer_id()
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger remember after insert or update on review_positions for each row execute function review_positions_remember();

create function review_candidates_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  post review_positions;
begin
  select p.* into post from review_positions p join review_batches b on b.id = p.batch_id and b.state = 'OPEN'
    where p.id = new.position_id for update of p;
  if post.id is null or post.state <> 'LISTING' then
    -- the owner's seed tells of what is over
    if viewer_id() is not null then
      perform refuse('review_candidates_in_state', 'people are named while the list is open');
    end if;
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if (new.id, new.position_id, new.cadre_id, new.missing, new.added_by, new.added_at)
       is distinct from (old.id, old.position_id, old.cadre_id, old.missing, old.added_by, old.added_at)
     or new.row_version <> old.row_version + 1
     or (old.stage, new.stage) not in (('LONG', 'SHORT'), ('SHORT', 'LONG'), ('LONG', 'DROPPED'), ('SHORT', 'DROPPED'), ('DROPPED', 'LONG')) then
    perform refuse('review_candidates_transition', format('no way from %s to %s', old.stage, new.stage));
  end if;
  return new;
end $$;
create trigger keep before insert or update on review_candidates for each row execute function review_candidates_keep();

create function review_candidates_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'UPDATE' then
    insert into review_events (position_id, candidate_id, actor_id, from_state, to_state, reason)
    values (new.position_id, new.id, viewer_id(), old.stage, new.stage, new.reason);
  else
    insert into review_events (position_id, candidate_id, at, actor_id, to_state, reason)
    values (new.position_id, new.id, new.added_at, new.added_by, 'LONG', new.reason);
    -- nobody takes part in what is about themselves
    insert into review_recusals (id, candidate_id, user_id, kind)
    select gen_random_uuid(), new.id, u.id, 'SELF' from users u
    where u.cadre_id = new.cadre_id and exists (select 1 from user_roles r where r.user_id = u.id and r.role in ('REVIEWER', 'LEADER'));
  end if;
  return null;
end $$;
create trigger remember after insert or update on review_candidates for each row execute function review_candidates_remember();

create function review_recusals_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - '{lifted_by,lifted_at,lift_reason}'::text[]) <> (to_jsonb(old) - '{lifted_by,lifted_at,lift_reason}'::text[])
       or old.lifted_at is not null or new.lifted_at is null then
      perform refuse('review_recusals_in_place', 'a recusal is lifted once and never rewritten');
    end if;
    return new;
  end if;
  if not exists (select 1 from users u join user_roles r on r.user_id = u.id and r.role in ('REVIEWER', 'LEADER') where u.id = new.user_id) then
    perform refuse('review_recusals_participant', 'who takes no part needs no recusal');
  end if;
  if viewer_id() is not null and not exists (
      select 1 from review_candidates c join review_positions p on p.id = c.position_id
      join review_batches b on b.id = p.batch_id and b.state = 'OPEN' where c.id = new.candidate_id) then
    perform refuse('review_batches_transition', 'a batch that is over stays as it is');
  end if;
  return new;
end $$;
create trigger keep before insert or update on review_recusals for each row execute function review_recusals_keep();

-- Who takes a look or decides does it while the post is being prepared, of whom stands on the short list.
create function review_asks(p_candidate uuid) returns review_positions language plpgsql security definer set search_path from current as $$
declare
  post review_positions;
begin
  select p.* into post from review_positions p join review_candidates c on c.position_id = p.id and c.stage = 'SHORT'
    join review_batches b on b.id = p.batch_id and b.state = 'OPEN'
    where c.id = p_candidate for update of p;
  if post.id is null or post.state <> 'PREPARING' then
    perform refuse('review_positions_not_asked', 'the post is not being prepared');
  end if;
  return post;
end $$;
create function review_opinions_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if viewer_id() is not null then
    perform review_asks(new.candidate_id);
    if new.candidate_id = any (viewer_recused_candidates()) then
      perform refuse('review_decisions_recused', 'who is recused says nothing');
    end if;
  end if;
  return new;
end $$;
create trigger keep before insert on review_opinions for each row execute function review_opinions_keep();

create function review_attendees_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from review_batches where id = new.batch_id and state = 'OPEN') and viewer_id() is not null then
    perform refuse('review_batches_transition', 'a batch that is over stays as it is');
  end if;
  if tg_op = 'UPDATE' and ((to_jsonb(new) - 'removed_at') <> (to_jsonb(old) - 'removed_at') or new.removed_at is null) then
    perform refuse('review_attendees_in_place', 'an entry is struck out, never rewritten');
  end if;
  return new;
end $$;
create trigger keep before insert or update on review_attendees for each row execute function review_attendees_keep();

create function review_decisions_begin() returns trigger language plpgsql security definer set search_path from current as $$
declare
  post review_positions;
  batch uuid;
begin
  select p.batch_id into batch from review_candidates c join review_positions p on p.id = c.position_id where c.id = new.candidate_id;
  if viewer_id() is not null then
    post := review_asks(new.candidate_id);
    if new.candidate_id = any (viewer_recused_candidates()) then
      perform refuse('review_decisions_recused', 'who is recused does not decide');
    end if;
    if new.decided_on > city_today() then
      perform refuse('review_decisions_day', 'a decision is of a day that has come');
    end if;
    if new.decision = 'APPOINT' and post.places <= (
        select count(*) from review_decisions d join review_candidates c on c.id = d.candidate_id
        where c.position_id = post.id and d.decision = 'APPOINT') then
      perform refuse('review_decisions_places', 'the post has no place left');
    end if;
    if not exists (select 1 from review_attendees where batch_id = batch and removed_at is null and part = 'CHAIR')
       or (select count(*) from review_attendees where batch_id = batch and removed_at is null and part in ('CHAIR', 'MEMBER')) < 2 then
      perform refuse('review_decisions_present', 'a meeting has a chair and a member');
    end if;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'part', a.part, 'userId', a.user_id) order by a.added_at, a.id), '[]') into new.attendees
    from review_attendees a where a.batch_id = batch and a.removed_at is null;
  select coalesce(jsonb_agg(jsonb_build_object('name', u.name, 'kind', r.kind, 'userId', r.user_id) order by r.set_at, r.id), '[]') into new.recusals
    from review_recusals r join users u on u.id = r.user_id where r.candidate_id = new.candidate_id and r.lifted_at is null;
  return new;
end $$;
create trigger begin before insert on review_decisions for each row execute function review_decisions_begin();

create function review_decisions_begun() returns trigger language plpgsql security definer set search_path from current as $$
declare
  post uuid := (select position_id from review_candidates where id = new.candidate_id);
begin
  insert into review_events (position_id, candidate_id, at, actor_id, to_state, reason)
  values (post, new.candidate_id, case when viewer_id() is null then new.recorded_at else clock_timestamp() end, new.decided_by,
          new.decision, new.reason);
  if not exists (select 1 from review_candidates c where c.position_id = post and c.stage = 'SHORT'
                   and not exists (select 1 from review_decisions d where d.candidate_id = c.id)) then
    update review_positions set state = 'DECIDED', state_reason = '', row_version = row_version + 1 where id = post and state = 'PREPARING';
  end if;
  return null;
end $$;
create trigger begun after insert on review_decisions for each row execute function review_decisions_begun();
-- At commit: a decision without what it rested on is none.
create function review_decisions_whole() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from review_snapshots where decision_id = new.id) then
    perform refuse('review_decisions_snapshot', 'a decision keeps the evidence that was seen');
  end if;
  return null;
end $$;
create constraint trigger whole after insert on review_decisions deferrable initially deferred
  for each row execute function review_decisions_whole();

-- ---------------------------------------------------------------- public notice
create function public_notices_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from review_batches where id = new.batch_id and state = 'OPEN') and viewer_id() is not null then
    perform refuse('review_batches_transition', 'a batch that is over stays as it is');
  end if;
  if new.ends_on < add_working_days(new.starts_on, 5) then
    perform refuse('public_notices_five_days', 'a notice stands five working days after the day it is put up');
  end if;
  return new;
end $$;
create trigger keep before insert on public_notices for each row execute function public_notices_keep();
create function public_notice_entries_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from public_notices n join review_positions p on p.batch_id = n.batch_id
                 join review_candidates c on c.position_id = p.id join review_decisions d on d.candidate_id = c.id and d.decision = 'APPOINT'
                 where n.id = new.notice_id and c.id = new.candidate_id and n.starts_on >= d.decided_on) then
    perform refuse('public_notice_entries_decided', 'a notice names who is to be appointed');
  end if;
  return new;
end $$;
create trigger keep before insert on public_notice_entries for each row execute function public_notice_entries_keep();
create function public_objections_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select 1 from public_notices n where n.id = new.notice_id and new.received_on >= n.starts_on)
       or new.received_on > city_today() then
      perform refuse('public_objections_day', 'an objection comes after the notice');
    end if;
    if exists (select 1 from promotion_outcomes o where o.candidate_id = new.candidate_id) then
      perform refuse('public_objections_over', 'the appointment has been made');
    end if;
    return new;
  end if;
  if (new.id, new.notice_id, new.candidate_id, new.received_on, new.text, new.registered_by, new.registered_at)
       is distinct from (old.id, old.notice_id, old.candidate_id, old.received_on, old.text, old.registered_by, old.registered_at)
     or old.finding is not null or new.finding is null then
    perform refuse('public_objections_in_place', 'an objection is answered once');
  end if;
  -- that somebody is not appointed is the leaders' to say
  if new.finding = 'UPHELD' and viewer_id() is not null and not viewer_is('LEADER') then
    perform refuse('public_objections_upheld', 'a leader upholds an objection');
  end if;
  return new;
end $$;
create trigger keep before insert or update on public_objections for each row execute function public_objections_keep();

-- ---------------------------------------------------------------- outcome
-- What was decided is carried out: the old post ends the day before, the new one begins (rule 4: no row is rewritten).
create function promotion_outcomes_begin() returns trigger language plpgsql security definer set search_path from current as $$
declare
  post review_positions;
  taken review_decisions;
  held post_holdings;
  notice_end date;
begin
  -- a seed or an import of earlier promotions tells everything itself
  if viewer_id() is null then return new; end if;
  select d.* into taken from review_decisions d where d.candidate_id = new.candidate_id and d.decision = 'APPOINT';
  select p.* into post from review_positions p join review_candidates c on c.position_id = p.id
    join review_batches b on b.id = p.batch_id and b.state = 'OPEN' where c.id = new.candidate_id for update of p;
  if taken.id is null or post.id is null then
    perform refuse('promotion_outcomes_decided', 'nobody is appointed who was not decided upon');
  end if;
  select max(n.ends_on) into notice_end from public_notices n join public_notice_entries e on e.notice_id = n.id and e.candidate_id = new.candidate_id;
  if notice_end is null or notice_end >= city_today() or new.started_on <= notice_end then
    perform refuse('promotion_outcomes_noticed', 'the notice is not over');
  end if;
  if exists (select 1 from public_objections j where j.candidate_id = new.candidate_id and (j.finding is null or j.finding = 'UPHELD')) then
    perform refuse('promotion_outcomes_objection', 'an objection stands');
  end if;
  if new.started_on > city_today() + 92 then
    perform refuse('promotion_outcomes_day', 'the first day is too far off');
  end if;
  select c.cadre_id, p.id, taken.decided_on, p.unit_id, p.title, p.level, p.tier
    into new.cadre_id, new.position_id, new.decided_on, new.to_unit_id, new.to_title, new.to_level, new.to_tier
    from review_candidates c join review_positions p on p.id = c.position_id where c.id = new.candidate_id;
  select h.* into held from post_holdings h where h.cadre_id = new.cadre_id and h.is_primary and h.starts_on <= new.started_on
    and coalesce(h.ends_on, 'infinity') >= new.started_on - 1 order by h.starts_on desc limit 1 for update;
  if held.starts_on = new.started_on then
    perform refuse('post_holdings_one_primary', 'another post begins on that day');
  end if;
  select held.unit_id, held.title, held.level into new.from_unit_id, new.from_title, new.from_level;
  update post_holdings set ends_on = new.started_on - 1 where id = held.id and coalesce(ends_on, 'infinity') >= new.started_on;
  insert into post_holdings (cadre_id, unit_id, title, level, tier, is_primary, starts_on)
  values (new.cadre_id, new.to_unit_id, new.to_title, new.to_level, new.to_tier, true, new.started_on)
  returning id into new.post_holding_id;
  return new;
end $$;
create trigger begin before insert on promotion_outcomes for each row execute function promotion_outcomes_begin();

create function promotion_outcomes_keep() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - '{trial_ends_on,trial_result,trial_reason,trial_by,trial_on}'::text[])
       <> (to_jsonb(old) - '{trial_ends_on,trial_result,trial_reason,trial_by,trial_on}'::text[])
     or old.trial_ends_on is null or new.trial_ends_on is null or new.trial_result is null
     or coalesce(old.trial_result, 'EXTENDED') <> 'EXTENDED'
     or (new.trial_result = 'EXTENDED') <> (new.trial_ends_on > old.trial_ends_on)
     or (new.trial_result <> 'EXTENDED' and new.trial_ends_on <> old.trial_ends_on) then
    perform refuse('promotion_outcomes_in_place', 'of an outcome only the end of its trial is still open');
  end if;
  return new;
end $$;
create trigger keep before update on promotion_outcomes for each row execute function promotion_outcomes_keep();

-- 试用期满: the reviewers are told a month before, once for each end.
create function tell_due_trials() returns int language plpgsql security definer set search_path from current as $$
declare told int := 0;
begin
  if pg_try_advisory_xact_lock(hashtextextended('notices trials', 0)) then
    insert into notifications (user_id, kind, unit_id, matter_id, day)
    select distinct u.id, 'TRIAL_DUE', o.to_unit_id, o.id, o.trial_ends_on
    from promotion_outcomes o
    join user_roles r on r.role = 'REVIEWER' join users u on u.id = r.user_id and u.is_active
    where o.trial_ends_on between city_today() - 92 and city_today() + 30 and coalesce(o.trial_result, 'EXTENDED') = 'EXTENDED'
      and u.cadre_id is distinct from o.cadre_id
    on conflict do nothing;
    get diagnostics told = row_count;
  end if;
  return told;
end $$;

alter table notifications
  drop constraint notifications_kind_known,
  add constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'TASK_NAMED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE', 'FOLLOW_UP_ASKED', 'FOLLOW_UP_CLOSED', 'CLAIM_FELL', 'CLAIM_CARRIED',
    'COMPLAINT_ANSWERED', 'CONCERN_FELL', 'CORRECTION_ASKED', 'CORRECTION_ANSWERED',
    'CASE_OPENED', 'CASE_RAISED', 'CASE_DUE', 'CASE_SETTLED', 'CASE_CLOSED', 'CASE_REOPENED',
    'MEETING_REQUESTED', 'MEETING_INVITED', 'MEETING_CHANGED', 'MEETING_SIGN_ASKED', 'MEETING_SIGNED', 'MEETING_ADDED',
    'TOLERANCE_STEP', 'TOLERANCE_RETURNED', 'TOLERANCE_DECIDED', 'TOLERANCE_STOPPED', 'TOLERANCE_APPEALED',
    'TOLERANCE_DUE', 'TOLERANCE_CONVERTED',
    'RECUSAL_ASKED', 'RECUSAL_RETURNED', 'RECUSAL_WARNED',
    'TRANSFER_OPENED', 'TRANSFER_HANDED', 'TRANSFER_ASKED_BACK', 'TRANSFER_TAKEN',
    'REVIEW_ASKED', 'TRIAL_DUE'));

revoke all on function recused_cadres(), viewer_recused_candidates(), recused_records(), recused_achievements(), recused_tolerance(),
  viewer_is_recused(), viewer_opined(), review_batches_keep(), review_positions_keep(), review_positions_remember(), review_candidates_keep(),
  review_candidates_remember(), review_recusals_keep(), review_asks(uuid), review_opinions_keep(), review_attendees_keep(),
  review_decisions_begin(), review_decisions_begun(), review_decisions_whole(), public_notices_keep(), public_notice_entries_keep(),
  public_objections_keep(), promotion_outcomes_begin(), promotion_outcomes_keep(), tell_due_trials() from public;
grant execute on function recused_cadres(), viewer_recused_candidates(), recused_records(), recused_achievements(), recused_tolerance(),
  viewer_is_recused(), viewer_opined() to observer_app;
grant execute on function tell_due_trials() to observer_system;
