-- 协调会 (docs/adr/0022): asked for by a unit, convened for a case, witnessed by an observer, written down, signed by each
-- party's contact. A signature is of one version of the minutes: whatever changes them while they are signed makes the
-- next version, which nobody has signed. After the last signature nothing changes, whoever asks; what was wrong is said in
-- an addendum. The transitions, and who lacks what, hold under direct SQL and for concurrent steps: each begins by
-- locking its meeting.

create table coordination_meetings (
  id uuid not null,
  -- a request may come before there is a case; what is convened belongs to one
  case_id uuid references cases (id),
  -- the unit that asks, else the one that leads the case
  unit_id uuid not null references units (id),
  title text not null,
  why text not null default '',
  starts_at timestamptz(3),
  ends_at timestamptz(3),
  place text not null default '',
  agenda text[] not null default '{}',
  chair text not null default '',
  state text not null default 'REQUESTED',
  state_reason text not null default '',
  state_at timestamptz(3) not null default now(),
  requested_by uuid references users (id),
  convened_by uuid references users (id),
  -- SEQUENCE of the calendar file
  invitation_no int not null default 0,
  -- of the minutes since they were first put out to be signed
  minutes_version int not null default 0,
  row_version int not null default 1,
  constraint coordination_meetings_pkey primary key (id),
  constraint coordination_meetings_title_size check (length(trim(title)) between 2 and 120),
  constraint coordination_meetings_texts_size check
    (length(why) <= 1000 and length(place) <= 100 and length(chair) <= 60 and length(state_reason) <= 500),
  constraint coordination_meetings_agenda_size check
    (cardinality(agenda) <= 20 and length(array_to_string(agenda, '')) <= 6000),
  constraint coordination_meetings_state_known check
    (state in ('REQUESTED', 'CONVENED', 'HELD', 'SIGNING', 'SIGNED', 'CANCELLED', 'DECLINED')),
  constraint coordination_meetings_times_in_order check ((starts_at is null) = (ends_at is null) and ends_at > starts_at),
  constraint coordination_meetings_by_somebody check (requested_by is not null or convened_by is not null),
  constraint coordination_meetings_asked_with_why check (requested_by is null or length(trim(why)) >= 4),
  constraint coordination_meetings_convened_whole check (state in ('REQUESTED', 'DECLINED')
    or (case_id is not null and convened_by is not null and starts_at is not null and cardinality(agenda) > 0
        and length(trim(place)) >= 2)),
  constraint coordination_meetings_reason_given check
    (state not in ('CANCELLED', 'DECLINED') or length(trim(state_reason)) >= 2)
);
create index coordination_meetings_case on coordination_meetings (case_id, starts_at);
create index coordination_meetings_state on coordination_meetings (state, starts_at, id);
create index coordination_meetings_unit on coordination_meetings (unit_id, state);

create table meeting_parties (
  meeting_id uuid not null references coordination_meetings (id),
  unit_id uuid not null references units (id),
  -- as it stood in the case when the unit was invited
  contact text not null default '',
  is_present boolean,
  attendees text not null default '',
  position text not null default '',
  constraint meeting_parties_pkey primary key (meeting_id, unit_id),
  constraint meeting_parties_texts_size check
    (length(contact) <= 200 and length(attendees) <= 300 and length(position) <= 2000)
);
create index meeting_parties_unit on meeting_parties (unit_id);

create table meeting_decisions (
  id uuid not null,
  meeting_id uuid not null references coordination_meetings (id),
  text text not null,
  conditions text[] not null default '{}',
  owner_unit_id uuid not null references units (id),
  -- who in that unit, as the meeting named them
  owner text not null default '',
  due_on date,
  follow_up_id uuid references follow_ups (id),
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  withdrawn_by uuid references users (id),
  withdraw_reason text,
  constraint meeting_decisions_pkey primary key (id),
  constraint meeting_decisions_texts_size check (length(trim(text)) between 2 and 1000 and length(owner) <= 60
    and cardinality(conditions) <= 20 and length(array_to_string(conditions, '')) <= 6000),
  constraint meeting_decisions_withdrawn_with_reason check
    ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdraw_reason is null)
     and (withdraw_reason is null or length(trim(withdraw_reason)) between 2 and 500)),
  constraint meeting_decisions_owner_is_party foreign key (meeting_id, owner_unit_id) references meeting_parties (meeting_id, unit_id)
);
create index meeting_decisions_of on meeting_decisions (meeting_id, added_at);

-- Who witnessed and when: everybody at the table knows. What was witnessed stands apart.
create table meeting_witnesses (
  id uuid not null,
  meeting_id uuid not null references coordination_meetings (id),
  observer_id uuid not null references users (id),
  -- as it stands in the minutes; a contact of a unit reads no accounts
  observer_name text not null,
  witnessed_from timestamptz(3) not null,
  witnessed_to timestamptz(3) not null,
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  withdrawn_by uuid references users (id),
  withdraw_reason text,
  constraint meeting_witnesses_pkey primary key (id),
  constraint meeting_witnesses_times_in_order check (witnessed_to > witnessed_from),
  constraint meeting_witnesses_withdrawn_with_reason check
    ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdraw_reason is null)
     and (withdraw_reason is null or length(trim(withdraw_reason)) between 2 and 500))
);
create unique index meeting_witnesses_once on meeting_witnesses (meeting_id, observer_id) where withdrawn_at is null;

-- Observation content: for observers, reviewers and leaders.
create table meeting_witness_notes (
  witness_id uuid not null references meeting_witnesses (id),
  note text not null default '',
  observation_id uuid references observations (id),
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  constraint meeting_witness_notes_pkey primary key (witness_id),
  constraint meeting_witness_notes_say_something check
    (length(note) <= 2000 and (length(trim(note)) >= 2 or observation_id is not null))
);

create table meeting_signatures (
  id uuid not null default gen_random_uuid(),
  meeting_id uuid not null,
  unit_id uuid not null,
  minutes_version int not null,
  verdict text not null,
  note text not null default '',
  signed_by uuid not null references users (id),
  signer_name text not null,
  signed_at timestamptz(3) not null default now(),
  constraint meeting_signatures_pkey primary key (id),
  constraint meeting_signatures_of_party foreign key (meeting_id, unit_id) references meeting_parties (meeting_id, unit_id),
  constraint meeting_signatures_verdict_known check (verdict in ('SIGNED', 'OBJECTED')),
  constraint meeting_signatures_objection_says_why check
    (length(note) <= 500 and (verdict = 'SIGNED' or length(trim(note)) >= 2)),
  constraint meeting_signatures_once unique (meeting_id, unit_id, minutes_version)
);

create table meeting_addenda (
  id uuid not null,
  meeting_id uuid not null references coordination_meetings (id),
  text text not null,
  reason text not null,
  added_by uuid not null references users (id),
  author_name text not null,
  added_at timestamptz(3) not null default now(),
  constraint meeting_addenda_pkey primary key (id),
  constraint meeting_addenda_texts_size check
    (length(trim(text)) between 2 and 2000 and length(trim(reason)) between 2 and 500)
);
create index meeting_addenda_of on meeting_addenda (meeting_id, added_at);

create table meeting_events (
  id uuid not null default gen_random_uuid(),
  meeting_id uuid not null references coordination_meetings (id),
  at timestamptz(3) not null default clock_timestamp(),
  kind text not null,
  actor_id uuid references users (id),
  -- as it was then: contacts read no accounts
  actor_name text not null default '',
  -- whose contact it was
  unit_id uuid references units (id),
  minutes_version int not null,
  reason text not null default '',
  constraint meeting_events_pkey primary key (id),
  constraint meeting_events_kind_known check (kind in ('REQUESTED', 'DECLINED', 'CONVENED', 'INVITATION_CHANGED', 'CANCELLED',
    'HELD', 'SIGN_ASKED', 'MINUTES_CHANGED', 'PARTY_SIGNED', 'OBJECTED', 'SIGNED', 'ADDED'))
);
create index meeting_events_of on meeting_events (meeting_id, at);

-- ---------------------------------------------------------------- rights
do $$
declare t text;
begin
  foreach t in array array['coordination_meetings', 'meeting_parties', 'meeting_decisions', 'meeting_witnesses',
                           'meeting_witness_notes', 'meeting_signatures', 'meeting_addenda', 'meeting_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['coordination_meetings', 'meeting_parties', 'meeting_decisions', 'meeting_witnesses'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['meeting_witness_notes', 'meeting_signatures', 'meeting_addenda', 'meeting_events'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
  end loop;
end $$;

-- Who sees a meeting sees its case; a request without a case is its unit's and the department's.
create policy meetings_read on coordination_meetings for select to observer_app using (
  case when case_id is not null then exists (select 1 from cases c where c.id = case_id)
  else (select viewer_is('REVIEWER', 'LEADER'))
       or (select viewer_is('OBSERVER')) and unit_id = any ((select viewer_unit_ids())::uuid[])
       or (select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id()) end);
grant select on coordination_meetings to observer_app;

-- Convenes and keeps the minutes: the department, and who observes a party today.
create function viewer_keeps_meeting(p_case uuid, p_unit uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select viewer_is('REVIEWER', 'LEADER')
    or viewer_is('OBSERVER') and (p_unit = any (viewer_unit_ids())
       or exists (select 1 from case_parties p where p.case_id = p_case and p.unit_id = any (viewer_unit_ids())))
$$;
create function viewer_keeps_meeting(p_meeting uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from coordination_meetings m where m.id = p_meeting and viewer_keeps_meeting(m.case_id, m.unit_id))
$$;

create policy meetings_request on coordination_meetings for insert to observer_app with check (
  (select viewer_is('LIAISON')) and state = 'REQUESTED' and requested_by = (select viewer_id()) and convened_by is null
  and unit_id = (select viewer_own_unit_id())
  and (case_id is null or exists (select 1 from cases c where c.id = case_id)));
create policy meetings_convene on coordination_meetings for insert to observer_app with check (
  state = 'CONVENED' and requested_by is null and convened_by = (select viewer_id())
  and exists (select 1 from cases c where c.id = case_id) and viewer_keeps_meeting(case_id, unit_id));
create policy meetings_carry_on on coordination_meetings for update to observer_app
  using (viewer_keeps_meeting(case_id, unit_id))
  with check (viewer_keeps_meeting(case_id, unit_id) and (case_id is null or exists (select 1 from cases c where c.id = case_id)));
grant insert (id, case_id, unit_id, title, why, starts_at, ends_at, place, agenda, state, requested_by, convened_by),
      update (case_id, title, starts_at, ends_at, place, agenda, chair, state, state_reason, convened_by, row_version)
  on coordination_meetings to observer_app;

create policy parties_read on meeting_parties for select to observer_app using (
  exists (select 1 from coordination_meetings m where m.id = meeting_id));
create policy parties_invite on meeting_parties for insert to observer_app with check (viewer_keeps_meeting(meeting_id));
create policy parties_write on meeting_parties for update to observer_app
  using (viewer_keeps_meeting(meeting_id)) with check (viewer_keeps_meeting(meeting_id));
grant select on meeting_parties to observer_app;
grant insert (meeting_id, unit_id), update (is_present, attendees, position) on meeting_parties to observer_app;

create policy decisions_read on meeting_decisions for select to observer_app using (
  exists (select 1 from coordination_meetings m where m.id = meeting_id));
create policy decisions_add on meeting_decisions for insert to observer_app with check (
  viewer_keeps_meeting(meeting_id) and added_by = (select viewer_id()) and withdrawn_at is null);
create policy decisions_withdraw on meeting_decisions for update to observer_app
  using (withdrawn_at is null and viewer_keeps_meeting(meeting_id)) with check (withdrawn_by = (select viewer_id()));
grant select on meeting_decisions to observer_app;
grant insert (id, meeting_id, text, conditions, owner_unit_id, owner, due_on, added_by),
      update (withdrawn_at, withdrawn_by, withdraw_reason) on meeting_decisions to observer_app;

create policy witnesses_read on meeting_witnesses for select to observer_app using (
  exists (select 1 from coordination_meetings m where m.id = meeting_id));
create policy witnesses_add on meeting_witnesses for insert to observer_app with check (
  viewer_keeps_meeting(meeting_id) and added_by = (select viewer_id()) and withdrawn_at is null);
create policy witnesses_withdraw on meeting_witnesses for update to observer_app
  using (withdrawn_at is null and viewer_keeps_meeting(meeting_id)) with check (withdrawn_by = (select viewer_id()));
grant select on meeting_witnesses to observer_app;
grant insert (id, meeting_id, observer_id, witnessed_from, witnessed_to, added_by),
      update (withdrawn_at, withdrawn_by, withdraw_reason) on meeting_witnesses to observer_app;

create policy notes_read on meeting_witness_notes for select to observer_app using (
  (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER')) and exists (select 1 from meeting_witnesses w where w.id = witness_id));
create policy notes_add on meeting_witness_notes for insert to observer_app with check (
  added_by = (select viewer_id())
  and exists (select 1 from meeting_witnesses w where w.id = witness_id and viewer_keeps_meeting(w.meeting_id))
  and (observation_id is null or exists (select 1 from observations o where o.id = observation_id)));
grant select on meeting_witness_notes to observer_app;
grant insert (witness_id, note, observation_id, added_by) on meeting_witness_notes to observer_app;

create policy signatures_read on meeting_signatures for select to observer_app using (
  exists (select 1 from coordination_meetings m where m.id = meeting_id));
create policy signatures_sign on meeting_signatures for insert to observer_app with check (
  (select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id()) and signed_by = (select viewer_id())
  and exists (select 1 from coordination_meetings m where m.id = meeting_id));
grant select on meeting_signatures to observer_app;
grant insert (meeting_id, unit_id, minutes_version, verdict, note, signed_by) on meeting_signatures to observer_app;

create policy addenda_read on meeting_addenda for select to observer_app using (
  exists (select 1 from coordination_meetings m where m.id = meeting_id));
create policy addenda_add on meeting_addenda for insert to observer_app with check (
  added_by = (select viewer_id()) and viewer_keeps_meeting(meeting_id));
grant select on meeting_addenda to observer_app;
grant insert (id, meeting_id, text, reason, added_by) on meeting_addenda to observer_app;

create policy events_read on meeting_events for select to observer_app using (
  exists (select 1 from coordination_meetings m where m.id = meeting_id));
grant select on meeting_events to observer_app;
-- no insert grant on events: triggers write them

-- ---------------------------------------------------------------- the log
-- Only the owner's seed tells of another moment and of somebody else.
create function meeting_log(p_meeting uuid, p_kind text, p_at timestamptz, p_actor uuid, p_unit uuid, p_version int, p_reason text)
returns void language sql security definer set search_path from current as $$
  insert into meeting_events (meeting_id, kind, at, actor_id, actor_name, unit_id, minutes_version, reason)
  select p_meeting, p_kind, case when viewer_id() is null then p_at else clock_timestamp() end, a.id,
    coalesce((select name from users where id = a.id), ''), p_unit, p_version, p_reason
  from (select coalesce(viewer_id(), p_actor) as id) a
$$;

-- ---------------------------------------------------------------- states
create function meeting_case_is_open(p_case uuid) returns void language plpgsql security definer set search_path from current as $$
begin
  if viewer_id() is not null and not exists (select 1 from cases c where c.id = p_case and c.state in ('OPEN', 'SETTLED')) then
    perform refuse('coordination_meetings_case_open', 'what is closed needs no meeting');
  end if;
end $$;
create function coordination_meetings_begin() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.state not in ('REQUESTED', 'CONVENED') then
    perform refuse('coordination_meetings_transition', 'a meeting begins as a request or convened');
  end if;
  if new.state = 'CONVENED' then
    select c.unit_id into new.unit_id from cases c where c.id = new.case_id;
    perform meeting_case_is_open(new.case_id);
  end if;
  new.invitation_no := 0;
  new.minutes_version := 0;
  new.row_version := 1;
  new.state_reason := '';
  if viewer_id() is not null then new.state_at := now(); end if;
  return new;
end $$;
create trigger begin before insert on coordination_meetings for each row execute function coordination_meetings_begin();
create function coordination_meetings_begun() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform meeting_log(new.id, new.state, new.state_at, coalesce(new.requested_by, new.convened_by), null, 0, new.why);
  return null;
end $$;
create trigger begin_history after insert on coordination_meetings for each row execute function coordination_meetings_begun();

create function meeting_is_signed(p_meeting uuid, p_version int) returns boolean
language sql stable security definer set search_path from current as $$
  select not exists (
    select 1 from meeting_parties p where p.meeting_id = p_meeting and not exists (
      select 1 from meeting_signatures s where s.meeting_id = p_meeting and s.unit_id = p.unit_id
        and s.minutes_version = p_version and s.verdict = 'SIGNED'))
$$;
-- Who came, what each who came said, what was decided, and who witnessed it.
create function meeting_minutes_are_whole(p_meeting uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select not exists (select 1 from meeting_parties p where p.meeting_id = p_meeting
                     and (p.is_present is null or p.is_present and length(trim(p.position)) < 2))
    and exists (select 1 from meeting_decisions d where d.meeting_id = p_meeting and d.withdrawn_at is null)
    and exists (select 1 from meeting_witnesses w where w.meeting_id = p_meeting and w.withdrawn_at is null)
$$;

-- What a meeting decided is followed up in its case: by the contact of the unit that has to do it, else by who convened.
create function meeting_asks_follow_ups(p_meeting uuid, p_case uuid, p_convener uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path from current as $$
declare
  decision record;
  asked uuid;
begin
  for decision in
    select d.id, d.text, d.due_on, d.owner_unit_id,
      coalesce((select p.contact_id from case_parties p join users u on u.id = p.contact_id and u.is_active
                where p.case_id = p_case and p.unit_id = d.owner_unit_id),
               (select u.id from users u join user_roles r on r.user_id = u.id and r.role = 'LIAISON'
                where u.unit_id = d.owner_unit_id and u.is_active order by u.created_at, u.id limit 1),
               p_convener) as owner_id
    from meeting_decisions d
    where d.meeting_id = p_meeting and d.withdrawn_at is null and d.follow_up_id is null order by d.added_at, d.id
  loop
    insert into follow_ups (id, case_id, unit_id, owner_id, title, due_on, asked_by, created_at)
    values (gen_random_uuid(), p_case, decision.owner_unit_id, decision.owner_id, left(decision.text, 200), decision.due_on,
            nullif(coalesce(viewer_id(), p_convener), decision.owner_id), case when viewer_id() is null then p_at else now() end)
    returning id into asked;
    update meeting_decisions set follow_up_id = asked where id = decision.id;
  end loop;
end $$;

create function coordination_meetings_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  is_invitation boolean := (new.title, new.starts_at, new.ends_at, new.place, new.agenda)
    is distinct from (old.title, old.starts_at, old.ends_at, old.place, old.agenda);
  is_minutes boolean := new.chair is distinct from old.chair;
  -- the app has no grant on it: a trigger has seen a change of the minutes
  is_touched boolean := new.minutes_version = old.minutes_version + 1 and old.state = 'SIGNING';
  kind text;
begin
  if old.state in ('SIGNED', 'CANCELLED', 'DECLINED') then
    perform refuse('coordination_meetings_final', 'what is signed or called off stays as it is');
  end if;
  if (new.id, new.unit_id, new.why, new.requested_by) is distinct from (old.id, old.unit_id, old.why, old.requested_by)
     or new.invitation_no <> old.invitation_no
     or new.minutes_version <> old.minutes_version and not is_touched
     or old.state <> 'REQUESTED' and (new.case_id, new.convened_by) is distinct from (old.case_id, old.convened_by)
     or is_invitation and not (old.state = 'CONVENED' and new.state = 'CONVENED' or old.state = 'REQUESTED' and new.state = 'CONVENED')
     or is_minutes and old.state not in ('HELD', 'SIGNING')
     or new.state = old.state and new.state_reason is distinct from old.state_reason then
    perform refuse('coordination_meetings_in_place', 'this is not for changing now');
  end if;
  if new.state = old.state then
    new.state_at := old.state_at;
    if is_invitation then
      new.invitation_no := old.invitation_no + 1;
      perform meeting_log(new.id, 'INVITATION_CHANGED', now(), new.convened_by, null, new.minutes_version, '');
    end if;
    if is_minutes and old.state = 'SIGNING' and not is_touched then
      new.minutes_version := old.minutes_version + 1;
    end if;
    if new.minutes_version > old.minutes_version then
      perform meeting_log(new.id, 'MINUTES_CHANGED', now(), new.convened_by, null, new.minutes_version, '');
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('REQUESTED', 'CONVENED'), ('REQUESTED', 'DECLINED'), ('CONVENED', 'HELD'),
      ('CONVENED', 'CANCELLED'), ('HELD', 'SIGNING'), ('SIGNING', 'HELD'), ('SIGNING', 'SIGNED')) then
    perform refuse('coordination_meetings_transition', format('no way from %s to %s', old.state, new.state));
  end if;
  if viewer_id() is not null then
    new.state_at := now();
  end if;
  if new.state = 'CONVENED' then
    perform meeting_case_is_open(new.case_id);
  end if;
  if new.state = 'CONVENED' and viewer_id() is not null and new.convened_by is distinct from viewer_id() then
    perform refuse('coordination_meetings_in_person', 'nobody convenes in another name');
  end if;
  if new.state = 'HELD' and old.state = 'CONVENED' and new.starts_at > new.state_at then
    perform refuse('coordination_meetings_not_yet', 'it has not begun');
  end if;
  if new.state = 'SIGNING' then
    if not meeting_minutes_are_whole(new.id) then
      perform refuse('coordination_meetings_minutes_whole', 'the minutes are not complete');
    end if;
    new.minutes_version := old.minutes_version + 1;
    perform meeting_asks_follow_ups(new.id, new.case_id, new.convened_by, new.state_at);
  end if;
  if new.state = 'SIGNED' and not meeting_is_signed(new.id, new.minutes_version) then
    perform refuse('coordination_meetings_all_signed', 'each party signs');
  end if;
  if new.state = 'HELD' and old.state = 'SIGNING' and not exists (
    select 1 from meeting_signatures s where s.meeting_id = new.id and s.minutes_version = new.minutes_version and s.verdict = 'OBJECTED') then
    perform refuse('coordination_meetings_transition', 'only an objection takes minutes back');
  end if;
  -- an objection is told by itself
  if old.state <> 'SIGNING' or new.state <> 'HELD' then
    kind := case new.state when 'SIGNING' then 'SIGN_ASKED' else new.state end;
    perform meeting_log(new.id, kind, new.state_at, case when new.state <> 'SIGNED' then new.convened_by end, null,
                        new.minutes_version, case when new.state in ('CANCELLED', 'DECLINED') then new.state_reason else '' end);
  end if;
  return new;
end $$;
create trigger keep_rules before update on coordination_meetings for each row execute function coordination_meetings_keep_rules();

create function coordination_meetings_are_whole() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from coordination_meetings m where m.id = new.id and m.state not in ('REQUESTED', 'DECLINED'))
     and (select count(*) from meeting_parties p where p.meeting_id = new.id) < 2 then
    perform refuse('coordination_meetings_two_parties', 'it takes two to coordinate');
  end if;
  return null;
end $$;
create constraint trigger are_whole after insert or update of state on coordination_meetings
  deferrable initially deferred for each row execute function coordination_meetings_are_whole();

-- ---------------------------------------------------------------- minutes
-- While they are signed, a change makes the next version: once a transaction, as long as nobody has signed that one.
create function meeting_minutes_change(p_meeting uuid) returns void language plpgsql security definer set search_path from current as $$
begin
  update coordination_meetings m set minutes_version = m.minutes_version + 1
    where m.id = p_meeting and m.state = 'SIGNING'
      and not (exists (select 1 from meeting_events e where e.meeting_id = m.id and e.kind = 'MINUTES_CHANGED'
                         and e.minutes_version = m.minutes_version and e.xmin = pg_current_xact_id()::xid)
               and not exists (select 1 from meeting_signatures s where s.meeting_id = m.id and s.minutes_version = m.minutes_version));
end $$;

create function meeting_parties_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  held record;
begin
  select state, case_id into held from coordination_meetings where id = new.meeting_id for update;
  if tg_op = 'INSERT' then
    if held.state is distinct from 'CONVENED' then
      perform refuse('meeting_parts_in_state', 'parties are invited before the meeting');
    end if;
    select coalesce(nullif(p.contact, ''), u.name, '') into new.contact
      from case_parties p left join users u on u.id = p.contact_id
      where p.case_id = held.case_id and p.unit_id = new.unit_id;
    if not found then
      perform refuse('meeting_parties_of_case', 'a party of the meeting is a party of its case');
    end if;
    new.is_present := null;
    new.attendees := '';
    new.position := '';
    return new;
  end if;
  if (new.meeting_id, new.unit_id, new.contact) is distinct from (old.meeting_id, old.unit_id, old.contact) then
    perform refuse('append_only', 'a party stays who it is');
  end if;
  if held.state not in ('HELD', 'SIGNING') then
    perform refuse('meeting_parts_in_state', 'minutes are written between the meeting and the last signature');
  end if;
  if (new.is_present, new.attendees, new.position) is distinct from (old.is_present, old.attendees, old.position) then
    perform meeting_minutes_change(new.meeting_id);
  end if;
  return new;
end $$;
create trigger keep before insert or update on meeting_parties for each row execute function meeting_parties_keep();

create function meeting_parts_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  held text;
begin
  select state into held from coordination_meetings where id = new.meeting_id for update;
  if held is distinct from 'HELD' and held is distinct from 'SIGNING' then
    perform refuse('meeting_parts_in_state', 'minutes are written between the meeting and the last signature');
  end if;
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - array['withdrawn_at', 'withdrawn_by', 'withdraw_reason', 'follow_up_id'])
       is distinct from (to_jsonb(old) - array['withdrawn_at', 'withdrawn_by', 'withdraw_reason', 'follow_up_id'])
       or old.withdrawn_at is not null
       or (to_jsonb(old) ->> 'follow_up_id') is not null and (to_jsonb(new) ->> 'follow_up_id') is distinct from (to_jsonb(old) ->> 'follow_up_id') then
      perform refuse('append_only', 'it is withdrawn once, and not rewritten');
    end if;
    -- its follow-up alone is no change of the minutes
    if new.withdrawn_at is null then return new; end if;
  end if;
  perform meeting_minutes_change(new.meeting_id);
  return new;
end $$;
create trigger keep before insert or update on meeting_decisions for each row execute function meeting_parts_keep();
create trigger keep before insert or update on meeting_witnesses for each row execute function meeting_parts_keep();

-- Nobody goes on doing what is no longer decided.
create function meeting_decisions_fall() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update follow_ups set done_at = new.withdrawn_at, outcome = new.withdraw_reason
    where id = new.follow_up_id and done_at is null;
  return null;
end $$;
create trigger fall after update on meeting_decisions for each row
  when (old.withdrawn_at is null and new.withdrawn_at is not null and new.follow_up_id is not null)
  execute function meeting_decisions_fall();

-- 组织见证: an observer of a party on that day who belongs to none of the parties.
create function meeting_witnesses_fill() returns trigger language plpgsql security definer set search_path from current as $$
declare
  day date;
begin
  select city_day(m.starts_at), u.name into day, new.observer_name
    from coordination_meetings m join users u on u.id = new.observer_id
    where m.id = new.meeting_id;
  if not exists (select 1 from user_roles r where r.user_id = new.observer_id and r.role = 'OBSERVER')
     or not exists (select 1 from assignments a join meeting_parties p on p.unit_id = a.unit_id and p.meeting_id = new.meeting_id
                    where a.observer_id = new.observer_id and day between a.starts_on and coalesce(a.ends_on, 'infinity'))
     or exists (select 1 from users u join meeting_parties p on p.meeting_id = new.meeting_id
                where u.id = new.observer_id and (u.unit_id = p.unit_id or exists (
                  select 1 from post_holdings h where h.cadre_id = u.cadre_id and h.unit_id = p.unit_id
                    and day between h.starts_on and coalesce(h.ends_on, 'infinity')))) then
    perform refuse('meeting_witnesses_observes', 'a witness observes a party and belongs to none');
  end if;
  return new;
end $$;
create trigger fill before insert on meeting_witnesses for each row execute function meeting_witnesses_fill();

create function meeting_witness_notes_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  witness record;
begin
  select w.observer_id, m.state into witness from meeting_witnesses w join coordination_meetings m on m.id = w.meeting_id
    where w.id = new.witness_id for update of m;
  if witness.state not in ('HELD', 'SIGNING') then
    perform refuse('meeting_parts_in_state', 'minutes are written between the meeting and the last signature');
  end if;
  if new.observation_id is not null and not exists (
    select 1 from observations o where o.id = new.observation_id
      and witness.observer_id in (o.observer_id, o.second_observer_id)) then
    perform refuse('meeting_witness_notes_own_record', 'the record is the witness''s own');
  end if;
  return new;
end $$;
create trigger keep before insert on meeting_witness_notes for each row execute function meeting_witness_notes_keep();

-- ---------------------------------------------------------------- signatures
create function meeting_signatures_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  held record;
begin
  select state, minutes_version into held from coordination_meetings where id = new.meeting_id for update;
  if held.state is distinct from 'SIGNING' then
    perform refuse('meeting_signatures_in_state', 'these minutes are not out to be signed');
  end if;
  if new.minutes_version <> held.minutes_version then
    perform refuse('meeting_signatures_version', 'the minutes have changed');
  end if;
  select u.name into new.signer_name from users u join user_roles r on r.user_id = u.id and r.role = 'LIAISON'
    where u.id = new.signed_by and u.unit_id = new.unit_id;
  if not found then
    perform refuse('meeting_signatures_by_contact', 'a contact of the party signs');
  end if;
  if viewer_id() is not null then new.signed_at := now(); end if;
  return new;
end $$;
create trigger keep before insert on meeting_signatures for each row execute function meeting_signatures_keep();
create function meeting_signatures_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform meeting_log(new.meeting_id, case new.verdict when 'SIGNED' then 'PARTY_SIGNED' else 'OBJECTED' end, new.signed_at,
                      new.signed_by, new.unit_id, new.minutes_version, new.note);
  if new.verdict = 'OBJECTED' then
    update coordination_meetings set state = 'HELD', state_at = new.signed_at, row_version = row_version + 1 where id = new.meeting_id;
  elsif meeting_is_signed(new.meeting_id, new.minutes_version) then
    update coordination_meetings set state = 'SIGNED', state_at = new.signed_at, row_version = row_version + 1 where id = new.meeting_id;
  end if;
  return null;
end $$;
create trigger go_on after insert on meeting_signatures for each row execute function meeting_signatures_tell();

create function meeting_addenda_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from coordination_meetings m where m.id = new.meeting_id and m.state = 'SIGNED') then
    perform refuse('meeting_addenda_after_signing', 'before that the minutes themselves are changed');
  end if;
  select name into new.author_name from users where id = new.added_by;
  if viewer_id() is not null then new.added_at := now(); end if;
  return new;
end $$;
create trigger keep before insert on meeting_addenda for each row execute function meeting_addenda_keep();
create function meeting_addenda_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform meeting_log(new.meeting_id, 'ADDED', new.added_at, new.added_by, null, m.minutes_version, new.reason)
    from coordination_meetings m where m.id = new.meeting_id;
  return null;
end $$;
create trigger tell after insert on meeting_addenda for each row execute function meeting_addenda_tell();

-- ---------------------------------------------------------------- notices
-- At the commit, when the parties are there: it names the meeting and the step, never what was said. The contacts of the
-- parties, the witnesses, who convened and who asked; a request goes to who observes the unit, and to the reviewers.
create function meeting_events_tell() returns trigger language plpgsql security definer set search_path from current as $$
declare
  told text := case new.kind
    when 'REQUESTED' then 'MEETING_REQUESTED' when 'CONVENED' then 'MEETING_INVITED'
    when 'INVITATION_CHANGED' then 'MEETING_CHANGED' when 'CANCELLED' then 'MEETING_CHANGED' when 'DECLINED' then 'MEETING_CHANGED'
    when 'OBJECTED' then 'MEETING_CHANGED' when 'SIGN_ASKED' then 'MEETING_SIGN_ASKED' when 'MINUTES_CHANGED' then 'MEETING_SIGN_ASKED'
    when 'SIGNED' then 'MEETING_SIGNED' when 'ADDED' then 'MEETING_ADDED' end;
begin
  if told is null or not is_news(city_day(new.at)) then return null; end if;
  insert into notifications (user_id, kind, unit_id, matter_id, matter_event_id, created_at)
  select p.id, told, m.unit_id, m.id, new.id, least(new.at, now())
  from coordination_meetings m
  cross join lateral (
    select u.id from users u join user_roles r on r.user_id = u.id and r.role = 'LIAISON'
      join meeting_parties y on y.meeting_id = m.id and y.unit_id = u.unit_id
      where told <> 'MEETING_REQUESTED'
    union
    select w.observer_id from meeting_witnesses w
      where w.meeting_id = m.id and w.withdrawn_at is null and told in ('MEETING_CHANGED', 'MEETING_SIGNED', 'MEETING_ADDED')
    union
    select unnest(array[m.convened_by, m.requested_by]) where told in ('MEETING_CHANGED', 'MEETING_SIGNED', 'MEETING_ADDED')
    union
    select m.requested_by where told = 'MEETING_INVITED'
    union
    select a.observer_id from assignments a
      where told = 'MEETING_REQUESTED' and a.unit_id = m.unit_id and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
    union
    -- who observes a party may come to sit in, or to witness
    select a.observer_id from assignments a join meeting_parties y on y.meeting_id = m.id and y.unit_id = a.unit_id
      where told in ('MEETING_INVITED') and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
    union
    select r.user_id from user_roles r where told = 'MEETING_REQUESTED' and r.role = 'REVIEWER'
  ) p
  join users person on person.id = p.id and person.is_active
  where m.id = new.meeting_id and p.id is distinct from new.actor_id
  on conflict do nothing;
  return null;
end $$;
create constraint trigger tell after insert on meeting_events
  deferrable initially deferred for each row execute function meeting_events_tell();

revoke all on function viewer_keeps_meeting(uuid, uuid), viewer_keeps_meeting(uuid),
  meeting_log(uuid, text, timestamptz, uuid, uuid, int, text), meeting_case_is_open(uuid), coordination_meetings_begin(), coordination_meetings_begun(),
  meeting_is_signed(uuid, int), meeting_minutes_are_whole(uuid), meeting_asks_follow_ups(uuid, uuid, uuid, timestamptz),
  coordination_meetings_keep_rules(), coordination_meetings_are_whole(), meeting_minutes_change(uuid), meeting_parties_keep(),
  meeting_parts_keep(), meeting_decisions_fall(), meeting_witnesses_fill(), meeting_witness_notes_keep(),
  meeting_signatures_keep(), meeting_signatures_tell(), meeting_addenda_keep(), meeting_addenda_tell(), meeting_events_tell() from public;
grant execute on function viewer_keeps_meeting(uuid, uuid), viewer_keeps_meeting(uuid) to observer_app;
