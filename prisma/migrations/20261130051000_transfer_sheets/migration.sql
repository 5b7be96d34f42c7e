-- 交接单: whenever a unit goes from one observer to another, both sign a sheet. The database opens it, so that no way of
-- changing assignments (a hand, a plan, a deputy) can leave it out. What was promised stands apart from the sheet: an
-- administrator sees how far it is, and no word of what was observed.

create table transfer_sheets (
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null references units (id),
  from_assignment_id uuid not null references assignments (id),
  to_assignment_id uuid not null references assignments (id),
  from_observer_id uuid not null references users (id),
  to_observer_id uuid not null references users (id),
  -- last day of who goes and first day of who comes; kept here, because the one may not read the other's assignment
  ends_on date not null,
  starts_on date not null,
  -- OPEN, HANDED (by who goes), TAKEN (by who comes)
  state text not null default 'OPEN',
  opened_at timestamptz(3) not null default now(),
  handed_at timestamptz(3),
  taken_at timestamptz(3),
  row_version int not null default 1,
  constraint transfer_sheets_pkey primary key (id),
  constraint transfer_sheets_once unique (from_assignment_id, to_assignment_id),
  constraint transfer_sheets_two_people check (from_observer_id <> to_observer_id),
  constraint transfer_sheets_state_known check (state in ('OPEN', 'HANDED', 'TAKEN')),
  constraint transfer_sheets_signed check ((handed_at is not null) = (state <> 'OPEN') and (taken_at is not null) = (state = 'TAKEN'))
);
create index transfer_sheets_of_unit on transfer_sheets (unit_id, opened_at desc);
create index transfer_sheets_of_from on transfer_sheets (from_observer_id, state);
create index transfer_sheets_of_to on transfer_sheets (to_observer_id, state);

-- 移交说明: by who goes; one text a sheet, and the word of who comes when something is missing
create table transfer_notes (
  sheet_id uuid not null references transfer_sheets (id),
  promises text not null default '',
  cautions text not null default '',
  question text not null default '',
  constraint transfer_notes_pkey primary key (sheet_id),
  constraint transfer_notes_size check (length(promises) <= 2000 and length(cautions) <= 2000 and length(question) <= 500)
);

create table transfer_events (
  id uuid not null default gen_random_uuid(),
  sheet_id uuid not null references transfer_sheets (id),
  at timestamptz(3) not null default clock_timestamp(),
  -- empty: opened by the database
  actor_id uuid references users (id),
  -- OPENED, HANDED, ASKED_BACK, TAKEN
  kind text not null,
  -- of TAKEN: how many follow-ups went along
  follow_ups int not null default 0,
  constraint transfer_events_pkey primary key (id)
);
create index transfer_events_of on transfer_events (sheet_id, at desc);

do $$
declare t text;
begin
  foreach t in array array['transfer_sheets', 'transfer_notes', 'transfer_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
create policy sheets_read on transfer_sheets for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN'))
  or (select viewer_is('OBSERVER')) and (select viewer_id()) in (from_observer_id, to_observer_id));
create policy sheets_sign on transfer_sheets for update to observer_app
  using ((select viewer_is('OBSERVER')) and (state = 'OPEN' and from_observer_id = (select viewer_id())
                                             or state = 'HANDED' and to_observer_id = (select viewer_id())))
  with check ((select viewer_is('OBSERVER')) and (state = 'HANDED' and from_observer_id = (select viewer_id())
                                                  or state in ('OPEN', 'TAKEN') and to_observer_id = (select viewer_id())));
create policy events_read on transfer_events for select to observer_app using (
  exists (select from transfer_sheets s where s.id = sheet_id));
-- the two of them, and who reads records anyway; an administrator does not
create policy notes_read on transfer_notes for select to observer_app using (
  exists (select from transfer_sheets s where s.id = sheet_id
          and ((select viewer_is('REVIEWER', 'LEADER')) or (select viewer_is('OBSERVER')) and (select viewer_id()) in (s.from_observer_id, s.to_observer_id))));
create policy notes_write on transfer_notes for update to observer_app
  using ((select viewer_is('OBSERVER')) and exists (
    select from transfer_sheets s where s.id = sheet_id
      and (s.state = 'OPEN' and s.from_observer_id = (select viewer_id()) or s.state = 'HANDED' and s.to_observer_id = (select viewer_id()))))
  with check (true);
grant select on transfer_sheets, transfer_notes, transfer_events to observer_app;
grant update (state, handed_at, taken_at, row_version) on transfer_sheets to observer_app;
grant update (promises, cautions, question) on transfer_notes to observer_app;
-- no insert grants: the database opens sheets and writes events

create function transfer_sheets_keep() returns trigger language plpgsql as $$
begin
  -- the day of the end was moved
  if (to_jsonb(new) - 'ends_on') = (to_jsonb(old) - 'ends_on') then
    return new;
  end if;
  if (new.id, new.unit_id, new.from_assignment_id, new.to_assignment_id, new.from_observer_id, new.to_observer_id, new.opened_at, new.ends_on, new.starts_on)
     is distinct from
     (old.id, old.unit_id, old.from_assignment_id, old.to_assignment_id, old.from_observer_id, old.to_observer_id, old.opened_at, old.ends_on, old.starts_on)
     or new.row_version <> old.row_version + 1
     or (old.state, new.state) not in (('OPEN', 'HANDED'), ('HANDED', 'OPEN'), ('HANDED', 'TAKEN')) then
    perform refuse('transfer_sheets_in_place', 'a sheet is handed over and then taken, or asked back');
  end if;
  return new;
end $$;
create trigger keep before update on transfer_sheets for each row execute function transfer_sheets_keep();
create trigger append_only before update on transfer_events for each row execute function refuse_change();

-- who goes writes what was promised; who comes asks, and changes nothing of it
create function transfer_notes_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  sheet transfer_sheets;
begin
  select * into sheet from transfer_sheets where id = new.sheet_id;
  if new.sheet_id <> old.sheet_id
     or (sheet.state = 'OPEN' and new.question is distinct from old.question)
     or (sheet.state = 'HANDED' and (new.promises, new.cautions) is distinct from (old.promises, old.cautions))
     or sheet.state = 'TAKEN' then
    perform refuse('transfer_notes_in_place', 'the note is its writer''s until it is handed over');
  end if;
  return new;
end $$;
create trigger keep before update on transfer_notes for each row execute function transfer_notes_keep();

-- With the signature of who comes the open follow-ups of the unit go along: of its cases, and of records that tell nothing
-- which is for their author and the reviewers alone (rule 5). What stays with who goes is listed on the sheet.
create function transfer_sheets_carry() returns trigger language plpgsql security definer set search_path from current as $$
declare
  carried int := 0;
begin
  if new.state = old.state then
    return null;
  end if;
  if new.state = 'TAKEN' then
    update follow_ups f set owner_id = new.to_observer_id
    where f.owner_id = new.from_observer_id and f.unit_id = new.unit_id and f.done_at is null
      and (f.case_id is not null
        or exists (select from observations o where o.id = f.observation_id and o.polarity <> 'ATTENTION' and o.confidentiality = 1
                     and o.state in ('SUBMITTED', 'ACCEPTED')))
      and not exists (select from users u join observation_cadres l on l.cadre_id = u.cadre_id
                      where u.id = new.to_observer_id and l.observation_id = f.observation_id);
    get diagnostics carried = row_count;
  end if;
  insert into transfer_events (sheet_id, actor_id, kind, follow_ups)
  values (new.id, viewer_id(), case new.state when 'OPEN' then 'ASKED_BACK' else new.state end, carried);
  insert into notifications (user_id, kind, unit_id, matter_id, matter_event_id)
  values (case new.state when 'HANDED' then new.to_observer_id else new.from_observer_id end,
          case new.state when 'OPEN' then 'TRANSFER_ASKED_BACK' else 'TRANSFER_' || new.state end, new.unit_id, new.id, gen_random_uuid());
  return null;
end $$;
create trigger carry after update on transfer_sheets for each row execute function transfer_sheets_carry();

-- ---------------------------------------------------------------- opened by the database
create function transfer_sheets_open() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update transfer_sheets s set ends_on = c.ends_on from changed c
  where s.from_assignment_id = c.id and s.state <> 'TAKEN' and c.ends_on is distinct from s.ends_on and c.ends_on is not null;
  with pairs as (
    select distinct on (b.id) a.id as from_id, b.id as to_id, a.unit_id, a.observer_id as goes, b.observer_id as comes,
           a.ends_on, b.starts_on
    from changed c
    join assignments a on a.unit_id = c.unit_id and a.ends_on is not null
    join assignments b on b.unit_id = a.unit_id and b.observer_id <> a.observer_id and b.starts_on > a.starts_on
      and b.starts_on between a.ends_on - 60 and a.ends_on + 31
    where is_news(a.ends_on)
      and not exists (select from transfer_sheets s where s.to_assignment_id = b.id)
    order by b.id, a.ends_on desc
  ), opened as (
    insert into transfer_sheets (unit_id, from_assignment_id, to_assignment_id, from_observer_id, to_observer_id, ends_on, starts_on)
    select unit_id, from_id, to_id, goes, comes, ends_on, starts_on from pairs
    on conflict do nothing
    returning *
  ), noted as (
    insert into transfer_notes (sheet_id) select id from opened
  ), remembered as (
    insert into transfer_events (sheet_id, actor_id, kind) select id, viewer_id(), 'OPENED' from opened
  )
  insert into notifications (user_id, kind, unit_id, matter_id)
  select from_observer_id, 'TRANSFER_OPENED', unit_id, id from opened
  on conflict do nothing;
  return null;
end $$;
create trigger transfer_after_begin after insert on assignments referencing new table as changed
  for each statement execute function transfer_sheets_open();
create trigger transfer_after_end after update on assignments referencing new table as changed
  for each statement execute function transfer_sheets_open();

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
    'TRANSFER_OPENED', 'TRANSFER_HANDED', 'TRANSFER_ASKED_BACK', 'TRANSFER_TAKEN'));

revoke all on function transfer_sheets_keep(), transfer_notes_keep(), transfer_sheets_carry(), transfer_sheets_open() from public;
