-- 需关注 (docs/adr/0015): a concern about a cadre, from negative remarks and papers, cited against a rule, decided by a
-- person other than who opened it or recorded a source, for a time. Stands in files while it is decided 继续观察 or 提醒,
-- has two sources of different kinds and origins, and has not expired. Only so long are its records taken for
-- corroborated: before and after they are their authors' and the reviewers' alone (rule 5). All of it holds under direct SQL.

create table concerns (
  id uuid not null,
  cadre_id uuid not null references cadres (id),
  -- unit and post on the day it was opened (rule 4)
  unit_id uuid not null references units (id),
  post_title text not null,
  summary text not null,
  -- which rule, paper or clause speaks of it
  situation text not null,
  conduct_item_id uuid references conduct_items (id),
  -- that of its most confidential source
  confidentiality smallint not null default 1,
  state text not null default 'OPEN',
  state_reason text not null default '',
  -- the last day on which the decision stands
  expires_on date,
  opened_by uuid not null references users (id),
  opened_at timestamptz(3) not null default now(),
  decided_by uuid references users (id),
  decided_at timestamptz(3),
  -- the sweep has taken its records back after it expired
  is_lapsed boolean not null default false,
  row_version int not null default 1,
  constraint concerns_pkey primary key (id),
  constraint concerns_summary_size check (length(trim(summary)) between 4 and 300),
  constraint concerns_situation_size check (length(trim(situation)) between 2 and 500),
  constraint concerns_reason_size check (length(state_reason) <= 1000),
  constraint concerns_confidentiality_known check (confidentiality between 1 and 3),
  constraint concerns_state_known check (state in ('OPEN', 'WATCHING', 'REMINDED', 'DISMISSED')),
  constraint concerns_decided_by_somebody check
    ((state = 'OPEN') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  -- what stands in a file ends; what was not believed stands nowhere
  constraint concerns_expiry_given check ((state in ('WATCHING', 'REMINDED')) = (expires_on is not null))
);
create index concerns_cadre on concerns (cadre_id, opened_at desc);
create index concerns_state on concerns (state, opened_at, id);
create index concerns_expiring on concerns (expires_on) where state in ('WATCHING', 'REMINDED') and not is_lapsed;

create table concern_sources (
  id uuid not null,
  concern_id uuid not null references concerns (id),
  -- of a record: its method's source class; of a paper: what the person says it is
  kind text not null,
  observation_id uuid references observations (id),
  -- the revision that was read
  observation_revision int,
  document_title text,
  document_number text,
  document_on date,
  -- one event by one person, or one paper: counts once
  origin text not null,
  note text not null default '',
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  withdrawn_by uuid references users (id),
  withdraw_reason text,
  constraint concern_sources_pkey primary key (id),
  -- a recommendation speaks for its own and is no source here
  constraint concern_sources_kind_known check (kind in
    ('testimony', 'direct_observation', 'synthesis', 'survey', 'document', 'data')),
  constraint concern_sources_one_thing check ((observation_id is null) <> (document_title is null)),
  constraint concern_sources_document_size check
    (length(trim(document_title)) between 2 and 200 and length(document_number) <= 100),
  constraint concern_sources_note_size check (length(note) <= 500),
  constraint concern_sources_withdrawn_with_reason check
    ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdraw_reason is null)
     and (withdraw_reason is null or length(trim(withdraw_reason)) between 2 and 500))
);
create unique index concern_sources_once on concern_sources (concern_id, coalesce(observation_id::text || ':' || observation_revision::text, origin))
  where withdrawn_at is null;
create index concern_sources_of on concern_sources (concern_id);
create index concern_sources_observation on concern_sources (observation_id) where observation_id is not null;

create table concern_events (
  id uuid not null default gen_random_uuid(),
  concern_id uuid not null references concerns (id),
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid references users (id),
  from_state text,
  to_state text not null,
  -- a person's words, or a word of the product that begins with @
  reason text not null default '',
  expires_on date,
  -- what was withdrawn or corrected when it fell
  source_id uuid references concern_sources (id),
  constraint concern_events_pkey primary key (id)
);
create index concern_events_of on concern_events (concern_id, at);

-- ---------------------------------------------------------------- rights
do $$
declare t text;
begin
  foreach t in array array['concerns', 'concern_sources', 'concern_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['concerns', 'concern_sources'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
  end loop;
end $$;
create trigger append_only before update or delete on concern_events for each row execute function refuse_change();

-- The reviewers everything within their level; the leaders what stands in files today, and what they dismissed of it. Observers see no concern: what
-- they see of it are the records, while those are corroborated. Nobody a concern about themselves.
create policy concerns_read on concerns for select to observer_app using (
  confidentiality = any ((select viewer_read_levels())::smallint[])
  and ((select viewer_is('REVIEWER'))
       or (select viewer_is('LEADER')) and (state in ('WATCHING', 'REMINDED') and expires_on >= (select city_today())
                                            or state = 'DISMISSED' and decided_by = (select viewer_id()))));
create policy concerns_not_on_self on concerns as restrictive to observer_app
  using (cadre_id is distinct from (select viewer_cadre_id()));
create policy concerns_open on concerns for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and opened_by = (select viewer_id()) and state = 'OPEN' and not is_lapsed);
create policy concerns_decide on concerns for update to observer_app
  using ((select viewer_is('REVIEWER', 'LEADER')) and confidentiality = any ((select viewer_read_levels())::smallint[]))
  with check ((select viewer_is('REVIEWER', 'LEADER')));
grant select on concerns to observer_app;
grant insert (id, cadre_id, summary, situation, conduct_item_id, confidentiality, opened_by),
      update (state, state_reason, expires_on, decided_by, row_version) on concerns to observer_app;

-- a record that the viewer may not see is no source to them
create policy sources_read on concern_sources for select to observer_app using (
  exists (select 1 from concerns c where c.id = concern_id)
  and (observation_id is null or exists (select 1 from observations o where o.id = observation_id)));
create policy sources_add on concern_sources for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and added_by = (select viewer_id()) and withdrawn_at is null
  and exists (select 1 from concerns c where c.id = concern_id)
  and (observation_id is null or exists (select 1 from observations o where o.id = observation_id)));
create policy sources_withdraw on concern_sources for update to observer_app
  using (withdrawn_at is null and (select viewer_is('REVIEWER')))
  with check (withdrawn_by = (select viewer_id()));
grant select on concern_sources to observer_app;
grant insert (id, concern_id, kind, observation_id, document_title, document_number, document_on, note, added_by),
      update (withdrawn_at, withdrawn_by, withdraw_reason) on concern_sources to observer_app;

create policy events_read on concern_events for select to observer_app using (
  exists (select 1 from concerns c where c.id = concern_id));
grant select on concern_events to observer_app;
-- no insert grant on events: triggers write them

-- ---------------------------------------------------------------- sources
-- Kind, revision and origin of a record as a source, and the origin of a paper: the same for whatever leans on them.
create function record_as_source(p_observation uuid) returns table (kind text, revision_no int, origin text)
language sql stable security definer set search_path from current as $$
  select v.source_class, o.revision_no,
    'person:' || o.observer_id || ':' || coalesce(o.visit_id::text, o.unit_id || ':' || city_day(o.started_at))
  from observations o join method_versions v on v.id = o.method_version_id where o.id = p_observation
$$;
create function paper_origin(p_number text, p_title text) returns text language sql immutable as $$
  select 'paper:' || lower(normalize(coalesce(nullif(trim(p_number), ''), trim(p_title)), NFKC))
$$;
create or replace function achievement_sources_fill() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- claims and their sources are changed one after the other
  perform 1 from achievements where id = new.achievement_id for update;
  if new.moved_from is not null then
    -- what was read stays what was read: a move is no second look at a record that was corrected since
    select kind, observation_revision, origin into new.kind, new.observation_revision, new.origin
    from achievement_sources where id = new.moved_from;
  elsif new.observation_id is not null then
    select s.kind, s.revision_no, s.origin into new.kind, new.observation_revision, new.origin
    from record_as_source(new.observation_id) s;
    new.is_independent := new.is_independent and new.kind <> 'synthesis';
  else
    new.observation_revision := null;
    new.origin := paper_origin(new.document_number, new.document_title);
  end if;
  return new;
end $$;

create function concern_sources_fill() returns trigger language plpgsql security definer set search_path from current as $$
declare
  level smallint;
begin
  -- a concern and its sources are changed one after the other
  perform 1 from concerns where id = new.concern_id for update;
  if new.observation_id is null then
    new.observation_revision := null;
    new.origin := paper_origin(new.document_number, new.document_title);
    return new;
  end if;
  select s.kind, s.revision_no, s.origin into new.kind, new.observation_revision, new.origin
  from record_as_source(new.observation_id) s;
  select o.confidentiality into level from observations o
    join concerns c on c.id = new.concern_id
    join observation_cadres l on l.observation_id = o.id and l.revision_no = o.revision_no and l.cadre_id = c.cadre_id
    where o.id = new.observation_id and o.polarity = 'ATTENTION' and o.state in ('ACCEPTED', 'ARCHIVED');
  if level is null then
    perform refuse('concern_sources_remark', 'a source is an accepted negative remark about this cadre');
  end if;
  update concerns set confidentiality = level where id = new.concern_id and confidentiality < level;
  return new;
end $$;
create trigger fill before insert on concern_sources for each row execute function concern_sources_fill();

-- Live, and as a record still in the revision that was read; a summary rests on what it sums up.
create function concern_is_supported(p_concern uuid) returns boolean
language sql stable security definer set search_path from current as $$
  with counting as (
    select s.kind, s.origin from concern_sources s left join observations o on o.id = s.observation_id
    where s.concern_id = p_concern and s.withdrawn_at is null and s.kind <> 'synthesis'
      and (s.observation_id is null or (o.state in ('ACCEPTED', 'ARCHIVED') and o.revision_no = s.observation_revision))
  )
  select exists (select 1 from counting a, counting b where a.kind <> b.kind and a.origin <> b.origin)
$$;
-- Who recorded a live source, or brought a paper.
create function concern_knows_recorder(p_concern uuid, p_person uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from concern_sources s left join observations o on o.id = s.observation_id
                 where s.concern_id = p_concern and s.withdrawn_at is null
                   and (p_person in (o.observer_id, o.second_observer_id) or (s.observation_id is null and s.added_by = p_person)))
$$;

-- ---------------------------------------------------------------- what a record becomes by it
-- A remark may name several cadres, and what is decided of one says nothing of the others: it is corroborated only while
-- each of its cadres has a concern in force that leans on it in its present revision.
create function record_is_corroborated(p_observation uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select o.polarity = 'ATTENTION' and o.state in ('ACCEPTED', 'ARCHIVED')
    and exists (select 1 from observation_cadres l where l.observation_id = o.id and l.revision_no = o.revision_no)
    and not exists (
      select 1 from observation_cadres l where l.observation_id = o.id and l.revision_no = o.revision_no
        and not exists (
          select 1 from concern_sources s join concerns c on c.id = s.concern_id
          where s.observation_id = o.id and s.observation_revision = o.revision_no and s.withdrawn_at is null
            and c.cadre_id = l.cadre_id and c.state in ('WATCHING', 'REMINDED') and c.expires_on >= p_day))
  from observations o where o.id = p_observation
$$;
-- Locked first, in one order: two concerns that share a record are decided one after the other.
create function settle_corroboration(p_observations uuid[]) returns void
language plpgsql security definer set search_path from current as $$
begin
  perform 1 from observations where id = any (p_observations) order by id for update;
  update observations o set is_corroborated = not o.is_corroborated
    where o.id = any (p_observations) and o.is_corroborated <> record_is_corroborated(o.id, city_today());
end $$;
create function concern_records(p_concern uuid) returns uuid[]
language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(distinct observation_id), '{}') from concern_sources
  where concern_id = p_concern and observation_id is not null
$$;
-- For commands, before they touch a concern: records are locked before concerns, as a correction does it, so that the
-- two never wait for each other.
create function hold_concern_records(p_concern uuid, p_observation uuid default null) returns void
language plpgsql security definer set search_path from current as $$
begin
  if viewer_is('REVIEWER', 'LEADER') then
    perform 1 from observations where id = any (concern_records(p_concern) || p_observation) order by id for update;
  end if;
end $$;

-- Between the midnight after the last day and the sweep the flag is still set: who is no reviewer reads such a record as
-- little as before. One look into a small index, once a query.
create function lapsed_records() returns uuid[] language plpgsql stable security definer set search_path from current as $$
begin
  if viewer_is('REVIEWER') or not viewer_is('OBSERVER', 'LEADER') then return '{}'; end if;
  return (
    select coalesce(array_agg(s.observation_id), '{}')
    from concerns c join concern_sources s on s.concern_id = c.id and s.observation_id is not null
    where c.state in ('WATCHING', 'REMINDED') and not c.is_lapsed and c.expires_on < city_today()
      and not record_is_corroborated(s.observation_id, city_today()));
end $$;
create policy observations_lapsed on observations as restrictive for select to observer_app using (
  observer_id = (select viewer_id()) or second_observer_id = (select viewer_id())
  or id <> all ((select lapsed_records())::uuid[]));

-- The sweep, in every replica: takes the records of what expired back, and the counts with them. Returns how many.
create function lapse_concerns() returns int language plpgsql security definer set search_path from current as $$
declare
  gone uuid;
  lapsed int := 0;
begin
  if pg_try_advisory_xact_lock(hashtextextended('concerns lapse', 0)) then
    for gone in select id from concerns where state in ('WATCHING', 'REMINDED') and not is_lapsed
                  and expires_on < city_today() order by expires_on, id limit 500
    loop
      perform 1 from observations where id = any (concern_records(gone)) order by id for update;
      update concerns set is_lapsed = true where id = gone and expires_on < city_today();
      perform settle_corroboration(concern_records(gone));
      lapsed := lapsed + 1;
    end loop;
  end if;
  return lapsed;
end $$;

-- What was said before the revision that was corroborated stays guarded: the decision is about what was read.
alter policy revisions_read on observation_revisions using (
  exists (select 1 from observations o where o.id = observation_id
    and (o.observer_id = (select viewer_id())
         or ((select viewer_is('REVIEWER', 'LEADER'))
             and (content ->> 'confidentiality')::int <= (select viewer_clearance())
             and (content ->> 'polarity' <> 'ATTENTION' or (select viewer_is('REVIEWER'))
                  or (o.is_corroborated and o.revision_no = observation_revisions.revision_no))))));
create or replace function viewer_reads_revision(p_observation uuid, p_revision int) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (
    select 1 from observation_revisions r join observations o on o.id = r.observation_id
    where r.observation_id = p_observation and r.revision_no = p_revision
      and (o.observer_id = viewer_id()
           or coalesce((r.content ->> 'confidentiality')::int, 3)
                <= case when viewer_is('REVIEWER', 'LEADER') then viewer_clearance() when viewer_is('OBSERVER') then 1 else 0 end
              and (viewer_is('REVIEWER') or coalesce(r.content ->> 'polarity', 'ATTENTION') <> 'ATTENTION'
                   or (o.is_corroborated and o.revision_no = r.revision_no))))
$$;

-- ---------------------------------------------------------------- states
create function concerns_begin() returns trigger language plpgsql security definer set search_path from current as $$
declare
  held record;
begin
  select p.unit_id, p.title into held from post_holdings p
    where p.cadre_id = new.cadre_id and p.starts_on <= city_day(new.opened_at)
    order by (city_day(new.opened_at) <= coalesce(p.ends_on, 'infinity')) desc, p.is_primary desc, p.starts_on desc limit 1;
  if held is null then
    perform refuse('concerns_in_office', 'the cadre held no post by then');
  end if;
  new.unit_id := held.unit_id;
  new.post_title := held.title;
  if new.conduct_item_id is not null and not exists (
    select 1 from conduct_items where id = new.conduct_item_id and list = 'NEGATIVE') then
    perform refuse('concerns_conduct_negative', 'an item of the negative list');
  end if;
  if new.state <> 'OPEN' and viewer_id() is not null then
    perform refuse('concerns_transition', 'a concern begins undecided');
  end if;
  return new;
end $$;
create trigger begin before insert on concerns for each row execute function concerns_begin();
create function concerns_begun() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into concern_events (concern_id, at, actor_id, to_state, reason, expires_on)
  values (new.id, least(new.opened_at, clock_timestamp()), new.opened_by, new.state, new.state_reason, new.expires_on);
  return null;
end $$;
create trigger begin_history after insert on concerns for each row execute function concerns_begun();

create function concerns_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  is_decided boolean := new.state in ('WATCHING', 'REMINDED');
  -- a renewal is a decision again
  is_renewed boolean := new.state = old.state and new.expires_on is distinct from old.expires_on;
begin
  if (new.id, new.cadre_id, new.unit_id, new.post_title, new.summary, new.situation, new.conduct_item_id, new.opened_by, new.opened_at)
     is distinct from (old.id, old.cadre_id, old.unit_id, old.post_title, old.summary, old.situation, old.conduct_item_id,
                       old.opened_by, old.opened_at) then
    perform refuse('concerns_in_place', 'a concern is decided, never rewritten');
  end if;
  if new.state = old.state and not is_renewed then
    if (new.state_reason, new.decided_by, new.decided_at) is distinct from (old.state_reason, old.decided_by, old.decided_at) then
      perform refuse('concerns_in_place', 'a decision is not rewritten');
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (
    ('OPEN', 'WATCHING'), ('OPEN', 'REMINDED'), ('OPEN', 'DISMISSED'),
    ('WATCHING', 'WATCHING'), ('WATCHING', 'REMINDED'), ('WATCHING', 'DISMISSED'), ('WATCHING', 'OPEN'),
    ('REMINDED', 'REMINDED'), ('REMINDED', 'WATCHING'), ('REMINDED', 'DISMISSED'), ('REMINDED', 'OPEN'),
    ('DISMISSED', 'OPEN')) then
    perform refuse('concerns_transition', format('no way from %s to %s', old.state, new.state));
  end if;
  if length(trim(new.state_reason)) < 2 then
    perform refuse('concerns_reason_given', 'a decision needs its reason');
  end if;
  if new.state = 'OPEN' then
    -- from a decision that stands it falls by itself; nobody but the reviewers opens what was dismissed again
    if old.state <> 'DISMISSED' and coalesce(current_setting('app.fallen_by', true), '') = '' then
      perform refuse('concerns_transition', 'a decision is replaced by a decision');
    end if;
    if viewer_id() is not null and old.state = 'DISMISSED' and not viewer_is('REVIEWER') then
      perform refuse('concerns_transition', 'a reviewer opens again');
    end if;
    new.decided_by := null;
    new.decided_at := null;
  else
    if viewer_id() is not null and new.decided_by is distinct from viewer_id() then
      perform refuse('concerns_decided_in_person', 'nobody decides in another name');
    end if;
    if new.decided_by = new.opened_by or concern_knows_recorder(new.id, new.decided_by) then
      perform refuse('concerns_decided_by_another', 'who opened or recorded decides nothing');
    end if;
    if is_decided and not concern_is_supported(new.id) then
      perform refuse('concerns_supported', 'two sources of different kinds are needed');
    end if;
    if is_decided and (new.expires_on <= city_today() or new.expires_on > city_today() + 366) and viewer_id() is not null then
      perform refuse('concerns_expiry_in_reach', 'it ends within a year');
    end if;
    if is_renewed and new.expires_on <= old.expires_on then
      perform refuse('concerns_renewed_later', 'a renewal ends later');
    end if;
    -- only the owner's seed tells of another moment
    new.decided_at := case when viewer_id() is null then coalesce(nullif(new.decided_at, old.decided_at), now()) else now() end;
  end if;
  new.is_lapsed := false;
  insert into concern_events (concern_id, at, actor_id, from_state, to_state, reason, expires_on, source_id)
  values (new.id, case when viewer_id() is null and new.decided_at is not null then new.decided_at else clock_timestamp() end,
          coalesce(viewer_id(), new.decided_by), old.state, new.state, new.state_reason, new.expires_on,
          nullif(current_setting('app.fallen_by', true), '')::uuid);
  return new;
end $$;
create trigger keep_rules before update on concerns for each row execute function concerns_keep_rules();
create function concerns_settle() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform settle_corroboration(concern_records(new.id));
  return null;
end $$;
create trigger settle after update of state, expires_on on concerns for each row
  when ((old.state, old.expires_on) is distinct from (new.state, new.expires_on)) execute function concerns_settle();

-- Looked at again when the transaction ends: nothing was taken away after the decision.
create function concerns_are_whole() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from concerns c where c.id = new.id and c.state in ('WATCHING', 'REMINDED'))
     and not concern_is_supported(new.id) then
    perform refuse('concerns_supported', 'two sources of different kinds are needed');
  end if;
  if not exists (select 1 from concern_sources s where s.concern_id = new.id) then
    perform refuse('concerns_from_a_source', 'a concern leans on something');
  end if;
  return null;
end $$;
create constraint trigger are_whole after insert or update on concerns
  deferrable initially deferred for each row execute function concerns_are_whole();

-- ---------------------------------------------------------------- what falls
create function concern_falls(p_concern uuid, p_reason text, p_source uuid) returns void
language plpgsql security definer set search_path from current as $$
begin
  perform set_config('app.fallen_by', p_source::text, true);
  update concerns set state = 'OPEN', state_reason = p_reason, expires_on = null, row_version = row_version + 1
    where id = p_concern and state in ('WATCHING', 'REMINDED');
  perform set_config('app.fallen_by', '', true);
end $$;

create function concern_sources_change() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    -- its decider turns out to have recorded what is added now
    if exists (select 1 from concerns c where c.id = new.concern_id and c.state in ('WATCHING', 'REMINDED')
               and concern_knows_recorder(c.id, c.decided_by)) then
      perform concern_falls(new.concern_id, '@recorded', new.id);
    end if;
  else
    if (to_jsonb(new) - array['withdrawn_at', 'withdrawn_by', 'withdraw_reason'])
       is distinct from (to_jsonb(old) - array['withdrawn_at', 'withdrawn_by', 'withdraw_reason'])
       or old.withdrawn_at is not null then
      perform refuse('append_only', 'a source is withdrawn once, and not rewritten');
    end if;
    perform 1 from concerns where id = new.concern_id for update;
    perform concern_falls(new.concern_id, '@withdrawn', new.id);
  end if;
  if new.observation_id is not null then
    perform settle_corroboration(array[new.observation_id]);
  end if;
  return null;
end $$;
create trigger change after insert or update on concern_sources for each row execute function concern_sources_change();

-- A record that is corrected carries nothing until it is read again; every concern that leans on it is locked, whatever
-- its state, so that a decision at the same moment waits and then finds the record changed.
create function observations_let_concerns_fall() returns trigger language plpgsql security definer set search_path from current as $$
declare
  leaning record;
begin
  for leaning in
    select c.id, s.id as source_id from concern_sources s join concerns c on c.id = s.concern_id
    where s.observation_id = new.id and s.withdrawn_at is null order by c.id for update of c
  loop
    perform concern_falls(leaning.id, '@corrected', leaning.source_id);
  end loop;
  perform settle_corroboration(array[new.id]);
  return null;
end $$;
create trigger concerns_fall after update on observations for each row
  when (old.revision_no <> new.revision_no or (old.state in ('ACCEPTED', 'ARCHIVED') and new.state not in ('ACCEPTED', 'ARCHIVED')))
  execute function observations_let_concerns_fall();

-- ---------------------------------------------------------------- notices
alter table notifications
  add column concern_id uuid references concerns (id),
  add column concern_event_id uuid references concern_events (id),
  drop constraint notifications_kind_known,
  add constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE', 'FOLLOW_UP_ASKED', 'FOLLOW_UP_CLOSED', 'CLAIM_FELL',
    'COMPLAINT_ANSWERED', 'CONCERN_FELL')),
  drop constraint notifications_once,
  add constraint notifications_once unique nulls not distinct
    (user_id, kind, unit_id, observation_id, revision_no, follow_up_id, handover_id, day, achievement_id, achievement_event_id,
     complaint_id, concern_id, concern_event_id);

-- The reviewers, who decide again: within their level, never the cadre it is about. It names the concern alone.
create function concerns_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, concern_id, concern_event_id, created_at)
  select p.id, 'CONCERN_FELL', c.id, e.id, least(e.at, now())
  from added e join concerns c on c.id = e.concern_id
  join user_roles r on r.role = 'REVIEWER'
  join users p on p.id = r.user_id and p.is_active
  where e.to_state = 'OPEN' and e.source_id is not null and is_news(city_day(e.at)) and p.id is distinct from e.actor_id
    and p.clearance >= c.confidentiality and p.cadre_id is distinct from c.cadre_id
  on conflict do nothing;
  return null;
end $$;
create trigger tell_fallen after insert on concern_events referencing new table as added
  for each statement execute function concerns_tell();

revoke all on function record_as_source(uuid), paper_origin(text, text), concern_sources_fill(), concern_is_supported(uuid),
  concern_knows_recorder(uuid, uuid), record_is_corroborated(uuid, date), settle_corroboration(uuid[]), concern_records(uuid),
  hold_concern_records(uuid, uuid), lapsed_records(), lapse_concerns(), concerns_begin(), concerns_begun(), concerns_keep_rules(),
  concerns_settle(), concerns_are_whole(), concern_falls(uuid, text, uuid), concern_sources_change(),
  observations_let_concerns_fall(), concerns_tell() from public;
grant execute on function hold_concern_records(uuid, uuid), lapsed_records() to observer_app;
grant execute on function lapse_concerns() to observer_system;
