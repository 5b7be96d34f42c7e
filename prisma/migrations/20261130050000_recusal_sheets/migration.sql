-- 回避申报 once a year: an observer states what stands between them and a unit, a leader looks at it. What is declared stands
-- from that day on; that it no longer holds is said by one and let go by another. Who moves is followed: kin who take a post
-- elsewhere are declared there by the database, and whom an observer worked with is told to those who assign.

create table recusal_sheets (
  id uuid not null,
  observer_id uuid not null references users (id),
  year smallint not null,
  -- SUBMITTED, RETURNED, ACCEPTED
  state text not null default 'SUBMITTED',
  note text not null default '',
  submitted_at timestamptz(3) not null default now(),
  reviewed_by uuid references users (id),
  reviewed_at timestamptz(3),
  answer text not null default '',
  row_version int not null default 1,
  constraint recusal_sheets_pkey primary key (id),
  constraint recusal_sheets_once unique (observer_id, year),
  constraint recusal_sheets_state_known check (state in ('SUBMITTED', 'RETURNED', 'ACCEPTED')),
  constraint recusal_sheets_year check (year between 2020 and 2100),
  constraint recusal_sheets_reviewed check ((state = 'SUBMITTED') = (reviewed_by is null)
                                            and (reviewed_by is null) = (reviewed_at is null)),
  constraint recusal_sheets_by_another check (reviewed_by <> observer_id),
  constraint recusal_sheets_returned_with_word check (state <> 'RETURNED' or length(trim(answer)) >= 2),
  constraint recusal_sheets_texts_size check (length(note) <= 500 and length(answer) <= 500)
);

create table recusal_sheet_events (
  id uuid not null default gen_random_uuid(),
  sheet_id uuid not null references recusal_sheets (id),
  at timestamptz(3) not null,
  actor_id uuid not null references users (id),
  state text not null,
  text text not null,
  constraint recusal_sheet_events_pkey primary key (id)
);
create index recusal_sheet_events_of on recusal_sheet_events (sheet_id, at desc);

alter table recusal_declarations
  add column relation text not null default '',
  add column person_name text not null default '',
  -- written by the database when kin took a post elsewhere
  add column is_followed boolean not null default false,
  -- its observer says that it no longer holds; a leader lets it go with the sheet
  add column end_asked_why text,
  add constraint recusal_texts_size check (length(relation) <= 30 and length(person_name) <= 30 and length(note) <= 500
                                           and length(end_asked_why) between 2 and 500);
create index recusal_declarations_of_cadre on recusal_declarations (cadre_id) where kind = 'KIN';

create table recusal_warnings (
  id uuid not null default gen_random_uuid(),
  observer_id uuid not null references users (id),
  unit_id uuid not null references units (id),
  cadre_id uuid not null references cadres (id),
  -- KIN_MOVED, FORMER_COLLEAGUE
  kind text not null,
  found_at timestamptz(3) not null default now(),
  settled_by uuid references users (id),
  settled_at timestamptz(3),
  settlement text not null default '',
  constraint recusal_warnings_pkey primary key (id),
  constraint recusal_warnings_kind_known check (kind in ('KIN_MOVED', 'FORMER_COLLEAGUE')),
  constraint recusal_warnings_settled check ((settled_by is null) = (settled_at is null)
                                             and (settled_by is null or length(trim(settlement)) between 2 and 500)),
  constraint recusal_warnings_by_another check (settled_by <> observer_id)
);
create unique index recusal_warnings_once on recusal_warnings (observer_id, unit_id, cadre_id, kind) where settled_at is null;

do $$
declare t text;
begin
  foreach t in array array['recusal_sheets', 'recusal_sheet_events', 'recusal_warnings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

create policy sheets_read on recusal_sheets for select to observer_app using (
  (select viewer_is('LEADER', 'ADMIN')) or observer_id = (select viewer_id()));
create policy sheets_submit on recusal_sheets for insert to observer_app with check (
  (select viewer_is('OBSERVER')) and observer_id = (select viewer_id()) and state = 'SUBMITTED' and row_version = 1);
create policy sheets_submit_again on recusal_sheets for update to observer_app
  using ((select viewer_is('OBSERVER')) and observer_id = (select viewer_id()))
  with check (observer_id = (select viewer_id()) and state = 'SUBMITTED');
create policy sheets_review on recusal_sheets for update to observer_app
  using ((select viewer_is('LEADER')) and observer_id <> (select viewer_id()) and state = 'SUBMITTED')
  with check ((select viewer_is('LEADER')) and observer_id <> (select viewer_id()) and state in ('ACCEPTED', 'RETURNED')
              and reviewed_by = (select viewer_id()));
create policy sheet_events_read on recusal_sheet_events for select to observer_app using (
  exists (select from recusal_sheets s where s.id = sheet_id));
create policy warnings_read on recusal_warnings for select to observer_app using ((select viewer_is('LEADER', 'ADMIN')));
create policy warnings_settle on recusal_warnings for update to observer_app
  using ((select viewer_is('LEADER', 'ADMIN')) and observer_id <> (select viewer_id()) and settled_at is null)
  with check ((select viewer_is('LEADER', 'ADMIN')) and settled_by = (select viewer_id()));
create policy recusals_declare on recusal_declarations for insert to observer_app with check (
  (select viewer_is('OBSERVER')) and observer_id = (select viewer_id()) and declared_on = city_today()
  and ends_on is null and end_asked_why is null and reviewed_by is null and not is_followed);
create policy recusals_ask_end on recusal_declarations for update to observer_app
  using ((select viewer_is('OBSERVER')) and observer_id = (select viewer_id()) and ends_on is null)
  with check (observer_id = (select viewer_id()) and ends_on is null);
create policy recusals_let_go on recusal_declarations for update to observer_app
  using ((select viewer_is('LEADER')) and observer_id <> (select viewer_id()))
  with check ((select viewer_is('LEADER')) and observer_id <> (select viewer_id()) and reviewed_by = (select viewer_id()));

grant select on recusal_sheets, recusal_sheet_events, recusal_warnings to observer_app;
grant insert (id, observer_id, year, note),
      update (state, note, submitted_at, reviewed_by, reviewed_at, answer, row_version) on recusal_sheets to observer_app;
grant update (settled_by, settled_at, settlement) on recusal_warnings to observer_app;
grant insert (id, observer_id, unit_id, kind, note, relation, person_name, worked_until, declared_on),
      update (end_asked_why, ends_on, reviewed_by) on recusal_declarations to observer_app;
-- no insert grant on events and warnings: triggers write them

-- ---------------------------------------------------------------- what may change, and what is remembered
create function recusal_sheets_keep() returns trigger language plpgsql as $$
begin
  if (new.id, new.observer_id, new.year) is distinct from (old.id, old.observer_id, old.year)
     or new.row_version <> old.row_version + 1
     or (new.state <> 'SUBMITTED' and (old.state <> 'SUBMITTED' or new.note <> old.note or new.submitted_at <> old.submitted_at)) then
    perform refuse('recusal_sheets_in_place', 'a sheet goes from its observer to a leader and back, step by step');
  end if;
  return new;
end $$;
create trigger keep before update on recusal_sheets for each row execute function recusal_sheets_keep();
create function recusal_sheets_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into recusal_sheet_events (sheet_id, at, actor_id, state, text)
  values (new.id, coalesce(new.reviewed_at, new.submitted_at), coalesce(new.reviewed_by, new.observer_id), new.state,
          case when new.state = 'SUBMITTED' then new.note else new.answer end);
  return null;
end $$;
create trigger remember after insert or update on recusal_sheets for each row execute function recusal_sheets_remember();
create trigger append_only before update on recusal_sheet_events for each row execute function refuse_change();

-- a declaration is let go once, by somebody else than whoever asked for it; what it says never changes
create function recusal_declarations_keep() returns trigger language plpgsql as $$
begin
  if (new.id, new.observer_id, new.unit_id, new.kind, new.note, new.relation, new.person_name, new.declared_on, new.worked_until, new.is_followed)
     is distinct from
     (old.id, old.observer_id, old.unit_id, old.kind, old.note, old.relation, old.person_name, old.declared_on, old.worked_until, old.is_followed)
     or old.ends_on is not null
     or (new.ends_on is not null and (old.end_asked_why is null or new.end_asked_why is distinct from old.end_asked_why
                                      or new.reviewed_by is null or new.reviewed_by = new.observer_id)) then
    perform refuse('recusal_declarations_in_place', 'a declaration is let go after its observer asked, by somebody else');
  end if;
  return new;
end $$;
create trigger keep before update on recusal_declarations for each row execute function recusal_declarations_keep();
create trigger never_deleted before delete on recusal_declarations for each row execute function refuse_change();

-- Whom of the unit the declared kin is: one of that name who holds a post there.
create function recusal_declarations_name() returns trigger language plpgsql security definer set search_path from current as $$
declare
  found uuid[];
begin
  if new.kind = 'KIN' and new.cadre_id is null and new.person_name <> '' then
    select array_agg(distinct c.id) into found
    from cadres c join post_holdings p on p.cadre_id = c.id
    where p.unit_id = new.unit_id and c.name = new.person_name
      and city_today() between p.starts_on and coalesce(p.ends_on, 'infinity');
    if cardinality(found) = 1 then new.cadre_id := found[1]; end if;
  end if;
  return new;
end $$;
create trigger name_kin before insert on recusal_declarations for each row execute function recusal_declarations_name();

-- ---------------------------------------------------------------- who moves is followed
create function recusals_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- kin: declared at the new unit too, so that rule 2 holds there without anybody's hand
  insert into recusal_declarations (observer_id, unit_id, cadre_id, kind, note, relation, person_name, declared_on, is_followed)
  select distinct on (r.observer_id, n.unit_id, r.cadre_id)
         r.observer_id, n.unit_id, r.cadre_id, 'KIN', r.note, r.relation, r.person_name, city_today(), true
  from moved n join recusal_declarations r on r.cadre_id = n.cadre_id and r.kind = 'KIN'
  where (n.ends_on is null or n.ends_on >= city_today()) and (r.ends_on is null or r.ends_on >= city_today())
    and not exists (select from recusal_declarations s
                    where s.observer_id = r.observer_id and s.unit_id = n.unit_id and s.cadre_id = r.cadre_id and s.kind = 'KIN'
                      and (s.ends_on is null or s.ends_on >= city_today()))
  order by r.observer_id, n.unit_id, r.cadre_id, r.declared_on desc;

  insert into recusal_warnings (observer_id, unit_id, cadre_id, kind)
  select distinct a.observer_id, n.unit_id, n.cadre_id, 'KIN_MOVED'
  from moved n
  join assignments a on a.unit_id = n.unit_id and (a.ends_on is null or a.ends_on >= city_today())
  join recusal_declarations r on r.observer_id = a.observer_id and r.unit_id = n.unit_id and r.cadre_id = n.cadre_id
    and r.kind = 'KIN' and r.is_followed and r.ends_on is null
  where n.ends_on is null or n.ends_on >= city_today()
  on conflict do nothing;

  -- who worked with the observer within five years: told, no recusal by itself
  insert into recusal_warnings (observer_id, unit_id, cadre_id, kind)
  select distinct a.observer_id, n.unit_id, n.cadre_id, 'FORMER_COLLEAGUE'
  from moved n
  join assignments a on a.unit_id = n.unit_id and (a.ends_on is null or a.ends_on >= city_today())
  join users u on u.id = a.observer_id and u.cadre_id is not null and u.cadre_id <> n.cadre_id
  join post_holdings mine on mine.cadre_id = u.cadre_id
  join post_holdings theirs on theirs.cadre_id = n.cadre_id and theirs.unit_id = mine.unit_id
    and daterange(theirs.starts_on, theirs.ends_on, '[]') && daterange(mine.starts_on, mine.ends_on, '[]')
  where (n.ends_on is null or n.ends_on >= city_today())
    and least(coalesce(mine.ends_on, city_today()), coalesce(theirs.ends_on, city_today())) > city_today() - interval '5 years'
  on conflict do nothing;
  return null;
end $$;
create trigger recusals_follow_new after insert on post_holdings referencing new table as moved
  for each statement execute function recusals_follow();
create trigger recusals_follow_changed after update on post_holdings referencing new table as moved
  for each statement execute function recusals_follow();

-- ---------------------------------------------------------------- notices
alter table notifications
  drop constraint notifications_kind_known,
  add constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'TASK_NAMED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE', 'FOLLOW_UP_ASKED', 'FOLLOW_UP_CLOSED', 'CLAIM_FELL', 'CLAIM_CARRIED',
    'COMPLAINT_ANSWERED', 'CONCERN_FELL', 'CORRECTION_ASKED', 'CORRECTION_ANSWERED',
    'CASE_OPENED', 'CASE_RAISED', 'CASE_DUE', 'CASE_SETTLED', 'CASE_CLOSED', 'CASE_REOPENED',
    'MEETING_REQUESTED', 'MEETING_INVITED', 'MEETING_CHANGED', 'MEETING_SIGN_ASKED', 'MEETING_SIGNED', 'MEETING_ADDED',
    'TOLERANCE_STEP', 'TOLERANCE_RETURNED', 'TOLERANCE_DECIDED', 'TOLERANCE_STOPPED', 'TOLERANCE_APPEALED',
    'TOLERANCE_DUE', 'TOLERANCE_CONVERTED',
    'RECUSAL_ASKED', 'RECUSAL_RETURNED', 'RECUSAL_WARNED'));

create function recusal_warnings_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, unit_id, matter_id, day)
  select distinct u.id, 'RECUSAL_WARNED', w.unit_id, w.id, city_day(w.found_at)
  from added w join user_roles r on r.role in ('ADMIN', 'LEADER') join users u on u.id = r.user_id and u.is_active
  where u.id <> w.observer_id and w.settled_at is null
  on conflict do nothing;
  return null;
end $$;
create trigger tell_found after insert on recusal_warnings referencing new table as added
  for each statement execute function recusal_warnings_tell();

-- declared against a unit that its observer has: the assignment became a conflict
create function recusal_declarations_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, unit_id, matter_id, day)
  select distinct u.id, 'RECUSAL_WARNED', d.unit_id, d.id, d.declared_on
  from added d
  join assignments a on a.observer_id = d.observer_id and a.unit_id = d.unit_id and (a.ends_on is null or a.ends_on >= city_today())
  join user_roles r on r.role in ('ADMIN', 'LEADER') join users u on u.id = r.user_id and u.is_active
  where u.id <> d.observer_id and d.kind <> 'NATIVE_TOWN' and not d.is_followed and is_news(d.declared_on)
  on conflict do nothing;
  return null;
end $$;
create trigger tell_conflict after insert on recusal_declarations referencing new table as added
  for each statement execute function recusal_declarations_tell();

create function recusal_sheets_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.state = 'RETURNED' then
    insert into notifications (user_id, kind, matter_id, day)
    values (new.observer_id, 'RECUSAL_RETURNED', new.id, city_day(new.reviewed_at)) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger tell_returned after update on recusal_sheets for each row execute function recusal_sheets_tell();

-- Those who have not declared this year are asked, each at most once a week; gives how many.
create function ask_for_recusals(p_year int) returns int language plpgsql security definer set search_path from current as $$
declare
  asked int;
begin
  if not viewer_is('ADMIN') then
    perform refuse('recusals_ask', 'administrators ask for declarations');
  end if;
  with missing as (
    select u.id from users u join user_roles r on r.user_id = u.id and r.role = 'OBSERVER'
    where u.is_active
      and not exists (select from recusal_sheets s where s.observer_id = u.id and s.year = p_year and s.state <> 'RETURNED')
      and not exists (select from notifications n where n.user_id = u.id and n.kind = 'RECUSAL_ASKED'
                        and n.created_at > now() - interval '7 days')
  ), told as (
    insert into notifications (user_id, kind, day) select id, 'RECUSAL_ASKED', city_today() from missing returning 1
  )
  select count(*) into asked from told;
  return asked;
end $$;

revoke all on function recusal_sheets_keep(), recusal_sheets_remember(), recusal_declarations_keep(), recusal_declarations_name(),
  recusals_follow(), recusal_warnings_tell(), recusal_declarations_tell(), recusal_sheets_tell(), ask_for_recusals(int) from public;
grant execute on function ask_for_recusals(int) to observer_app;
