-- 事项 (docs/adr/0019): a problem raised at the front line, carried up four tiers until it is solved. Worded for the units that
-- take part, whose liaisons read it: nothing of what was observed stands in it. Closed (销号) by the check of somebody who
-- did not settle it and by the word of who raised it. Its course is a log that nobody writes but the triggers; an act is
-- the one line that people add. All of it holds under direct SQL.

create table cases (
  id uuid not null,
  -- SX-2026-0001, by trigger: the year it was raised in and its place in that year
  number text not null,
  title text not null,
  -- what is asked for, in words for the units
  demand text not null,
  -- 牵头单位; stands among the parties too
  unit_id uuid not null references units (id),
  tier text not null default 'IMMEDIATE',
  state text not null default 'OPEN',
  -- of the tier it stands in; working days from the day it came there, unless somebody named a day
  due_on date not null,
  tier_since date not null,
  -- of the last step that needs one
  state_reason text not null default '',
  -- 成果: what was done
  outcome text not null default '',
  raised_by uuid not null references users (id),
  raised_at timestamptz(3) not null default now(),
  settled_by uuid references users (id),
  settled_at timestamptz(3),
  checked_by uuid references users (id),
  checked_at timestamptz(3),
  confirmed_by uuid references users (id),
  confirmed_at timestamptz(3),
  closed_at timestamptz(3),
  row_version int not null default 1,
  constraint cases_pkey primary key (id),
  constraint cases_number_once unique (number),
  constraint cases_tier_known check (tier in ('IMMEDIATE', 'UNIT_LED', 'JOINT_MEETING', 'ESCALATED')),
  constraint cases_state_known check (state in ('OPEN', 'SETTLED', 'CLOSED', 'WITHDRAWN')),
  constraint cases_texts_size check (length(trim(title)) between 4 and 100 and length(trim(demand)) between 4 and 2000
    and length(outcome) <= 2000 and length(state_reason) <= 500),
  constraint cases_settled_whole check ((settled_by is null) = (settled_at is null)
    and (state not in ('SETTLED', 'CLOSED') or settled_by is not null and length(trim(outcome)) >= 2)
    and (state <> 'OPEN' or settled_by is null)),
  constraint cases_checked_whole check ((checked_by is null) = (checked_at is null) and (confirmed_by is null) = (confirmed_at is null)),
  constraint cases_closed_by_two check ((state = 'CLOSED') = (closed_at is not null)
    and (state <> 'CLOSED' or checked_by is not null and confirmed_by is not null)),
  constraint cases_checked_by_another check (checked_by <> settled_by and checked_by <> confirmed_by)
);
create index cases_unit on cases (unit_id, raised_at desc);
create index cases_open on cases (due_on, id) where state = 'OPEN';
create index cases_recent on cases (raised_at desc, id desc);
create index cases_raised_by on cases (raised_by);

create table case_parties (
  id uuid not null default gen_random_uuid(),
  case_id uuid not null references cases (id),
  unit_id uuid not null references units (id),
  is_lead boolean not null default false,
  -- 联系人: a liaison of the unit, and who is asked for it in words
  contact_id uuid references users (id),
  contact text not null default '',
  part text not null default '',
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  constraint case_parties_pkey primary key (id),
  constraint case_parties_once unique (case_id, unit_id),
  constraint case_parties_texts_size check (length(contact) <= 50 and length(part) <= 200)
);
create unique index case_parties_one_lead on case_parties (case_id) where is_lead;
create index case_parties_unit on case_parties (unit_id, case_id);

-- Records that it came from or that bear on it: for who may read them.
create table case_records (
  case_id uuid not null references cases (id),
  observation_id uuid not null references observations (id),
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  constraint case_records_pkey primary key (case_id, observation_id)
);
create index case_records_observation on case_records (observation_id);

-- What the case shows of a cadre, for the file: not for the units.
create table case_cadres (
  id uuid not null default gen_random_uuid(),
  case_id uuid not null references cases (id),
  cadre_id uuid not null references cadres (id),
  -- held on the day the case was raised (rule 4), by trigger
  unit_id uuid not null references units (id),
  post_title text not null,
  role text not null,
  -- 主动作为: what they did of their own accord
  initiative text not null default '',
  decision text not null default '',
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  constraint case_cadres_pkey primary key (id),
  constraint case_cadres_once unique (case_id, cadre_id),
  constraint case_cadres_texts_size check (length(trim(role)) between 2 and 50 and length(initiative) <= 300 and length(decision) <= 300)
);
create index case_cadres_cadre on case_cadres (cadre_id);

create table case_documents (
  id uuid not null,
  case_id uuid not null references cases (id),
  title text not null,
  number text not null default '',
  document_on date,
  note text not null default '',
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  constraint case_documents_pkey primary key (id),
  constraint case_documents_texts_size check (length(trim(title)) between 2 and 200 and length(number) <= 100 and length(note) <= 500)
);
create index case_documents_of on case_documents (case_id);

create table case_events (
  id uuid not null default gen_random_uuid(),
  case_id uuid not null references cases (id),
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid references users (id),
  -- for whom the actor spoke: a liaison for the unit
  unit_id uuid references units (id),
  kind text not null,
  tier text,
  due_on date,
  text text not null default '',
  constraint case_events_pkey primary key (id),
  constraint case_events_kind_known check (kind in ('OPENED', 'PARTY', 'ACT', 'DOCUMENT', 'RAISED', 'EXTENDED', 'SETTLED', 'CHECKED',
    'CONFIRMED', 'SENT_BACK', 'CLOSED', 'REOPENED', 'WITHDRAWN')),
  constraint case_events_act_says check (kind <> 'ACT' or length(trim(text)) between 2 and 2000)
);
create index case_events_of on case_events (case_id, at desc);

-- ---------------------------------------------------------------- rights
-- Cases that units of the viewer take part in: an observer's by assignment today, a liaison's own.
create function viewer_case_ids() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(distinct case_id), '{}') from case_parties
  where viewer_is('OBSERVER') and unit_id = any (viewer_unit_ids())
     or viewer_is('LIAISON') and unit_id = viewer_own_unit_id()
$$;
grant execute on function viewer_case_ids() to observer_app;

do $$
declare t text;
begin
  foreach t in array array['cases', 'case_parties', 'case_records', 'case_cadres', 'case_documents', 'case_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['case_parties', 'case_records', 'case_cadres', 'case_documents', 'case_events'] loop
    execute format('create policy of_case on %I for select to observer_app using (exists (select 1 from cases c where c.id = case_id))', t);
  end loop;
  foreach t in array array['cases', 'case_parties'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['case_records', 'case_cadres', 'case_documents', 'case_events'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
  end loop;
end $$;

create policy cases_read on cases for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER'))
  or (select viewer_is('OBSERVER')) and (raised_by = (select viewer_id()) or unit_id = any ((select viewer_unit_ids())::uuid[])
                                         or id = any ((select viewer_case_ids())::uuid[]))
  or (select viewer_is('LIAISON')) and (unit_id = (select viewer_own_unit_id()) or id = any ((select viewer_case_ids())::uuid[])));
create policy cases_open on cases for insert to observer_app with check (
  raised_by = (select viewer_id()) and state = 'OPEN' and tier in ('IMMEDIATE', 'UNIT_LED')
  and ((select viewer_is('REVIEWER'))
       or (select viewer_is('OBSERVER')) and unit_id = any ((select viewer_unit_ids())::uuid[])
       or (select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id())));
-- who may take which step is kept by trigger: it knows the step
create policy cases_carry on cases for update to observer_app
  using ((select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'LIAISON')))
  with check ((select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'LIAISON')));
grant select on cases to observer_app;
grant insert (id, title, demand, unit_id, tier, due_on, raised_by),
      update (tier, due_on, state, state_reason, outcome, settled_by, checked_by, confirmed_by, row_version) on cases to observer_app;

create policy parties_add on case_parties for insert to observer_app with check (
  added_by = (select viewer_id())
  and exists (select 1 from cases c where c.id = case_id and c.state = 'OPEN'
              and (c.raised_by = (select viewer_id()) or (select viewer_is('REVIEWER', 'LEADER'))
                   or (select viewer_is('OBSERVER')) and c.unit_id = any ((select viewer_unit_ids())::uuid[]))));
-- a unit names its own contact; the department any
create policy parties_name on case_parties for update to observer_app
  using (exists (select 1 from cases c where c.id = case_id)
         and ((select viewer_is('REVIEWER', 'LEADER', 'OBSERVER')) or (select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id())))
  with check ((select viewer_is('REVIEWER', 'LEADER', 'OBSERVER')) or (select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id()));
grant select on case_parties to observer_app;
grant insert (id, case_id, unit_id, is_lead, contact_id, contact, part, added_by), update (contact_id, contact, part) on case_parties to observer_app;

-- whoever may not read the record does not learn of it
create policy records_readable on case_records as restrictive for select to observer_app using (
  exists (select 1 from observations o where o.id = observation_id));
create policy records_add on case_records for insert to observer_app with check (
  added_by = (select viewer_id()) and (select viewer_is('OBSERVER', 'REVIEWER'))
  and exists (select 1 from cases c where c.id = case_id) and exists (select 1 from observations o where o.id = observation_id));
grant select on case_records to observer_app;
grant insert (case_id, observation_id, added_by) on case_records to observer_app;

create policy cadres_of_department on case_cadres as restrictive for select to observer_app using (
  (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER')) and cadre_id is distinct from (select viewer_cadre_id()));
create policy cadres_name on case_cadres for insert to observer_app with check (
  added_by = (select viewer_id()) and (select viewer_is('OBSERVER', 'REVIEWER')) and cadre_id is distinct from (select viewer_cadre_id())
  and exists (select 1 from cases c where c.id = case_id));
grant select on case_cadres to observer_app;
grant insert (id, case_id, cadre_id, role, initiative, decision, added_by) on case_cadres to observer_app;

create policy documents_add on case_documents for insert to observer_app with check (
  added_by = (select viewer_id()) and exists (select 1 from cases c where c.id = case_id and c.state in ('OPEN', 'SETTLED')));
grant select on case_documents to observer_app;
grant insert (id, case_id, title, number, document_on, note, added_by) on case_documents to observer_app;

create policy acts_add on case_events for insert to observer_app with check (
  kind = 'ACT' and actor_id = (select viewer_id()) and tier is null and due_on is null
  and (unit_id is null or (select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id()))
  and exists (select 1 from cases c where c.id = case_id and c.state in ('OPEN', 'SETTLED')));
grant select on case_events to observer_app;
-- other lines come by triggers; the moment is the database's
grant insert (id, case_id, actor_id, unit_id, kind, text) on case_events to observer_app;

-- ---------------------------------------------------------------- the course of a case
create function case_tier_rank(p_tier text) returns int language sql immutable as $$
  select array_position(array['IMMEDIATE', 'UNIT_LED', 'JOINT_MEETING', 'ESCALATED'], p_tier)
$$;
create function case_due_on(p_tier text, p_from date) returns date language sql stable security definer set search_path from current as $$
  select add_working_days(p_from, deadline_days('CASE_' || p_tier, p_from))
$$;
-- An active liaison of the unit.
create function is_contact_of(p_person uuid, p_unit uuid) returns boolean language sql stable security definer set search_path from current as $$
  select exists (select 1 from users p join user_roles r on r.user_id = p.id and r.role = 'LIAISON'
                 where p.id = p_person and p.is_active and p.unit_id = p_unit)
$$;
-- Who settles: the contact or liaison of the lead, an observer of the lead today, or the department.
create function viewer_settles_case(p_unit uuid) returns boolean language sql stable set search_path from current as $$
  select viewer_is('REVIEWER', 'LEADER') or viewer_is('OBSERVER') and p_unit = any (viewer_unit_ids())
      or viewer_is('LIAISON') and p_unit = viewer_own_unit_id()
$$;

create function case_log(p_case uuid, p_kind text, p_at timestamptz, p_actor uuid, p_tier text, p_due date, p_text text) returns void
language sql security definer set search_path from current as $$
  insert into case_events (case_id, at, actor_id, unit_id, kind, tier, due_on, text)
  values (p_case, case when viewer_id() is null then p_at else clock_timestamp() end, coalesce(viewer_id(), p_actor),
          (select p.unit_id from users p join user_roles r on r.user_id = p.id and r.role = 'LIAISON' where p.id = coalesce(viewer_id(), p_actor)),
          p_kind, p_tier, p_due, p_text)
$$;

create function cases_begin() returns trigger language plpgsql security definer set search_path from current as $$
declare
  day date;
begin
  if viewer_id() is not null then
    new.raised_at := now();
  end if;
  day := city_day(new.raised_at);
  -- numbers without a gap: one after the other
  perform pg_advisory_xact_lock(hashtextextended('case numbers', 0));
  new.number := 'SX-' || to_char(day, 'YYYY') || '-' || lpad((1 + (select count(*) from cases
    where number like 'SX-' || to_char(day, 'YYYY') || '-%'))::text, 4, '0');
  new.tier_since := coalesce(case when viewer_id() is null then new.tier_since end, day);
  new.due_on := coalesce(new.due_on, case_due_on(new.tier, new.tier_since));
  if viewer_id() is not null and new.due_on < day then
    perform refuse('cases_due_ahead', 'a deadline lies ahead');
  end if;
  return new;
end $$;
create trigger begin before insert on cases for each row execute function cases_begin();
create function cases_begun() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- its lead is its first party
  insert into case_parties (case_id, unit_id, is_lead, contact_id, added_by, added_at)
  values (new.id, new.unit_id, true,
          case when is_contact_of(new.raised_by, new.unit_id) then new.raised_by
               else (select p.id from users p join user_roles r on r.user_id = p.id and r.role = 'LIAISON'
                     where p.unit_id = new.unit_id and p.is_active order by p.account limit 1) end,
          new.raised_by, new.raised_at);
  perform case_log(new.id, 'OPENED', new.raised_at, new.raised_by, new.tier, new.due_on, '');
  return null;
end $$;
create trigger begin_history after insert on cases for each row execute function cases_begun();

create function cases_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  me uuid := viewer_id();
  raiser_left boolean;
begin
  if (new.id, new.number, new.title, new.demand, new.unit_id, new.raised_by, new.raised_at)
     is distinct from (old.id, old.number, old.title, old.demand, old.unit_id, old.raised_by, old.raised_at) then
    perform refuse('cases_in_place', 'a case is carried on, never rewritten');
  end if;
  if new.row_version <> old.row_version + 1 then
    perform refuse('cases_in_place', 'step by step');
  end if;
  if (old.state, new.state) not in (('OPEN', 'OPEN'), ('OPEN', 'SETTLED'), ('OPEN', 'WITHDRAWN'), ('SETTLED', 'SETTLED'),
                                    ('SETTLED', 'OPEN'), ('SETTLED', 'CLOSED'), ('CLOSED', 'OPEN')) then
    perform refuse('cases_transition', format('no way from %s to %s', old.state, new.state));
  end if;
  if new.state = 'OPEN' and old.state = 'OPEN' then
    if case_tier_rank(new.tier) < case_tier_rank(old.tier) then
      perform refuse('cases_tier_up', 'a case goes up, never down');
    end if;
    if new.tier = old.tier and new.due_on <= old.due_on then
      perform refuse('cases_transition', 'a deadline is put off or the tier is raised');
    end if;
    if length(trim(new.state_reason)) < 2 then
      perform refuse('cases_reason_given', 'the step needs its reason');
    end if;
    if new.tier <> old.tier then
      new.tier_since := coalesce(case when me is null then nullif(new.tier_since, old.tier_since) end, city_today());
      new.due_on := coalesce(nullif(new.due_on, old.due_on), case_due_on(new.tier, new.tier_since));
    end if;
    if me is not null then
      if new.due_on < city_today() then
        perform refuse('cases_due_ahead', 'a deadline lies ahead');
      end if;
      if new.tier = old.tier and not viewer_is('REVIEWER', 'LEADER') then
        perform refuse('cases_step_by_right', 'the department puts a deadline off');
      end if;
      if new.tier = 'ESCALATED' and not viewer_is('REVIEWER', 'LEADER') then
        perform refuse('cases_step_by_right', 'the department escalates');
      end if;
      if not (me = new.raised_by or viewer_is('REVIEWER', 'LEADER')
              or viewer_is('OBSERVER') and new.unit_id = any (viewer_unit_ids())) then
        perform refuse('cases_step_by_right', 'who raised it, an observer of the lead, or the department raises it further');
      end if;
    end if;
    return new;
  end if;
  if (new.tier, new.due_on) is distinct from (old.tier, old.due_on) and old.state <> 'CLOSED' then
    perform refuse('cases_in_place', 'one step at a time');
  end if;

  if old.state = 'OPEN' and new.state = 'SETTLED' then
    if me is not null then
      if not viewer_settles_case(new.unit_id) then
        perform refuse('cases_step_by_right', 'the lead or the department settles');
      end if;
      new.settled_by := me;
    end if;
    new.settled_at := case when me is null then coalesce(new.settled_at, now()) else now() end;
    new.checked_by := null;
    new.checked_at := null;
    -- who raised it and settles it has said so
    new.confirmed_by := case when new.settled_by = new.raised_by then new.raised_by end;
    new.confirmed_at := case when new.settled_by = new.raised_by then new.settled_at end;
    return new;
  end if;

  if new.state = 'WITHDRAWN' then
    if length(trim(new.state_reason)) < 2 then
      perform refuse('cases_reason_given', 'the step needs its reason');
    end if;
    if me is not null and me <> new.raised_by and not viewer_is('LEADER') then
      perform refuse('cases_step_by_right', 'who raised it takes it back');
    end if;
    return new;
  end if;

  if new.state = 'OPEN' then
    -- sent back before it was closed, or reopened after: the outcome stays in the log
    if length(trim(new.state_reason)) < 2 then
      perform refuse('cases_reason_given', 'the step needs its reason');
    end if;
    if me is not null and not (me = new.raised_by or viewer_is('REVIEWER', 'LEADER')) then
      perform refuse('cases_step_by_right', 'who raised it or the department sends it back');
    end if;
    new.settled_by := null; new.settled_at := null; new.checked_by := null; new.checked_at := null;
    new.confirmed_by := null; new.confirmed_at := null; new.closed_at := null;
    if old.state = 'CLOSED' then
      new.tier_since := case when me is null then coalesce(nullif(new.tier_since, old.tier_since), city_today()) else city_today() end;
      new.due_on := coalesce(nullif(new.due_on, old.due_on), case_due_on(new.tier, new.tier_since));
    end if;
    return new;
  end if;

  -- SETTLED: the check and the word come one by one, in whatever order; the second closes
  if (new.outcome, new.settled_by, new.settled_at) is distinct from (old.outcome, old.settled_by, old.settled_at)
     or (old.checked_by is not null and new.checked_by is distinct from old.checked_by)
     or (old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by) then
    perform refuse('cases_in_place', 'what was said stays');
  end if;
  if new.checked_by is distinct from old.checked_by then
    if me is not null and (new.checked_by <> me or not viewer_is('REVIEWER', 'LEADER')) then
      perform refuse('cases_step_by_right', 'the department checks, in person');
    end if;
    if new.checked_by = new.settled_by or new.checked_by = new.raised_by or new.checked_by = new.confirmed_by then
      perform refuse('cases_checked_by_another', 'the check is somebody else''s');
    end if;
    new.checked_at := case when me is null then coalesce(new.checked_at, now()) else now() end;
  end if;
  if new.confirmed_by is distinct from old.confirmed_by then
    raiser_left := not exists (select 1 from users where id = new.raised_by and is_active);
    if me is not null and (new.confirmed_by <> me or not (me = new.raised_by or raiser_left and viewer_is('REVIEWER', 'LEADER'))) then
      perform refuse('cases_step_by_right', 'who raised it has the word, while they are here');
    end if;
    new.confirmed_at := case when me is null then coalesce(new.confirmed_at, now()) else now() end;
  end if;
  if (new.checked_by, new.confirmed_by) is not distinct from (old.checked_by, old.confirmed_by) then
    perform refuse('cases_transition', 'nothing was said');
  end if;
  if new.checked_by is not null and new.confirmed_by is not null then
    new.state := 'CLOSED';
    new.closed_at := greatest(new.checked_at, new.confirmed_at);
  elsif new.state = 'CLOSED' then
    perform refuse('cases_closed_by_two', 'a check and the word of who raised it close');
  end if;
  return new;
end $$;
create trigger keep_rules before update on cases for each row execute function cases_keep_rules();

create function cases_remember() returns trigger language plpgsql security definer set search_path from current as $$
declare
  -- without a viewer a world is made: the steps carry days of their own
  then_at timestamptz := coalesce(new.closed_at, new.settled_at, new.tier_since::timestamp at time zone 'Asia/Shanghai', now());
begin
  if old.state = 'OPEN' and new.state = 'OPEN' then
    perform case_log(new.id, case when new.tier = old.tier then 'EXTENDED' else 'RAISED' end, then_at, new.raised_by, new.tier, new.due_on, new.state_reason);
  elsif new.state = 'SETTLED' and old.state = 'OPEN' then
    perform case_log(new.id, 'SETTLED', then_at, new.settled_by, null, null, new.outcome);
  elsif new.state = 'WITHDRAWN' then
    perform case_log(new.id, 'WITHDRAWN', then_at, new.raised_by, null, null, new.state_reason);
  elsif new.state = 'OPEN' then
    perform case_log(new.id, case when old.state = 'CLOSED' then 'REOPENED' else 'SENT_BACK' end, then_at, new.raised_by, new.tier, new.due_on, new.state_reason);
  else
    if new.checked_by is distinct from old.checked_by then
      perform case_log(new.id, 'CHECKED', new.checked_at, new.checked_by, null, null, new.state_reason);
    end if;
    if new.confirmed_by is distinct from old.confirmed_by then
      perform case_log(new.id, 'CONFIRMED', new.confirmed_at, new.confirmed_by, null, null, '');
    end if;
    if new.state = 'CLOSED' then
      perform case_log(new.id, 'CLOSED', new.closed_at, coalesce(new.confirmed_by, new.checked_by), null, null, '');
    end if;
  end if;
  return null;
end $$;
create trigger remember after update on cases for each row execute function cases_remember();

-- A contact is a liaison of that unit; the unit and its part in the case stay.
create function case_parties_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'UPDATE' and (new.id, new.case_id, new.unit_id, new.is_lead, new.added_by, new.added_at)
     is distinct from (old.id, old.case_id, old.unit_id, old.is_lead, old.added_by, old.added_at) then
    perform refuse('case_parties_in_place', 'a party stays; its contact and part change');
  end if;
  if tg_op = 'INSERT' and new.contact_id is null and new.contact = '' then
    new.contact_id := (select p.id from users p join user_roles r on r.user_id = p.id and r.role = 'LIAISON'
                       where p.unit_id = new.unit_id and p.is_active order by p.account limit 1);
  end if;
  if new.contact_id is not null and (tg_op = 'INSERT' or new.contact_id is distinct from old.contact_id)
     and not is_contact_of(new.contact_id, new.unit_id) then
    perform refuse('case_parties_contact', 'a contact is a liaison of the unit');
  end if;
  if tg_op = 'INSERT' and new.is_lead and new.unit_id <> (select unit_id from cases where id = new.case_id) then
    perform refuse('case_parties_in_place', 'the lead is the unit of the case');
  end if;
  return new;
end $$;
create trigger keep before insert or update on case_parties for each row execute function case_parties_keep();
create function case_parties_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not new.is_lead then
    perform case_log(new.case_id, 'PARTY', new.added_at, new.added_by, null, null, (select short_name from units where id = new.unit_id));
  end if;
  return null;
end $$;
create trigger remember after insert on case_parties for each row execute function case_parties_remember();
create function case_documents_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform case_log(new.case_id, 'DOCUMENT', new.added_at, new.added_by, null, null, trim(new.title || ' ' || new.number));
  return null;
end $$;
create trigger remember after insert on case_documents for each row execute function case_documents_remember();

create function case_cadres_fill() returns trigger language plpgsql security definer set search_path from current as $$
declare
  held record;
  day date := (select city_day(raised_at) from cases where id = new.case_id);
begin
  select p.unit_id, p.title into held from post_holdings p
    where p.cadre_id = new.cadre_id and p.starts_on <= day
    order by (day <= coalesce(p.ends_on, 'infinity')) desc, p.is_primary desc, p.starts_on desc limit 1;
  if held is null then
    perform refuse('case_cadres_in_office', 'the cadre held no post by then');
  end if;
  new.unit_id := held.unit_id;
  new.post_title := held.title;
  return new;
end $$;
create trigger fill before insert on case_cadres for each row execute function case_cadres_fill();

revoke all on function viewer_case_ids(), case_tier_rank(text), case_due_on(text, date), is_contact_of(uuid, uuid), viewer_settles_case(uuid),
  case_log(uuid, text, timestamptz, uuid, text, date, text), cases_begin(), cases_begun(), cases_keep_rules(), cases_remember(),
  case_parties_keep(), case_parties_remember(), case_documents_remember(), case_cadres_fill() from public;
