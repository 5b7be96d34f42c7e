-- 工作日历: days off and make-up workdays (调休上班) that differ from Monday to Friday, and how many working days a step
-- may take. Both are the customer's to edit; what was there before stays readable (rule 6).

create table calendar_days (
  id uuid not null default gen_random_uuid(),
  day date not null,
  kind text not null,
  name text not null,
  -- 待公布: the statutory day alone, before the year's arrangement is announced
  is_provisional boolean not null default false,
  reason text not null default '',
  -- nobody: came with the reference data
  set_by uuid references users (id),
  set_at timestamptz(3) not null default clock_timestamp(),
  removed_by uuid references users (id),
  removed_at timestamptz(3),
  remove_reason text,
  constraint calendar_days_pkey primary key (id),
  constraint calendar_days_kind_known check (kind in ('OFF', 'WORK')),
  -- on the other days one works anyway
  constraint calendar_days_made_up_at_weekends check (kind = 'OFF' or extract(isodow from day) in (6, 7)),
  constraint calendar_days_texts_size check (length(trim(name)) between 1 and 40 and length(reason) <= 500),
  constraint calendar_days_in_reach check (day between '2000-01-01' and '2199-12-31'),
  constraint calendar_days_removed_with_reason check
    ((removed_at is null) = (removed_by is null) and (removed_at is null) = (remove_reason is null)
     and (remove_reason is null or length(trim(remove_reason)) between 2 and 500))
);
create unique index calendar_days_once on calendar_days (day) where removed_at is null;
create index calendar_days_history on calendar_days (day, set_at);

-- The newest row that is in force on a day counts; a row is never changed.
create table deadline_settings (
  id uuid not null default gen_random_uuid(),
  step text not null,
  days int not null,
  effective_on date not null,
  reason text not null default '',
  -- nobody: the default
  set_by uuid references users (id),
  set_at timestamptz(3) not null default clock_timestamp(),
  constraint deadline_settings_pkey primary key (id),
  constraint deadline_settings_step_known check (step in
    ('TOLERANCE_ACCEPT', 'TOLERANCE_VERIFY', 'TOLERANCE_DETERMINE', 'TOLERANCE_FEEDBACK', 'TOLERANCE_APPEAL',
     'CASE_IMMEDIATE', 'CASE_UNIT_LED', 'CASE_JOINT_MEETING', 'CASE_ESCALATED', 'COMPLAINT_ANSWER')),
  constraint deadline_settings_days_in_reach check (days between 1 and 120),
  constraint deadline_settings_reason_size check (length(reason) <= 500)
);
create index deadline_settings_step on deadline_settings (step, effective_on desc, set_at desc);

do $$
declare t text;
begin
  foreach t in array array['calendar_days', 'deadline_settings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
create trigger append_only before update or delete on deadline_settings for each row execute function refuse_change();
create trigger never_deleted before delete on calendar_days for each row execute function refuse_change();

-- A day is taken out once and never comes back by an update; all else about it stays.
create function calendar_days_keep() returns trigger language plpgsql as $$
begin
  if old.removed_at is not null
     or (new.id, new.day, new.kind, new.name, new.is_provisional, new.reason, new.set_by, new.set_at)
        is distinct from (old.id, old.day, old.kind, old.name, old.is_provisional, old.reason, old.set_by, old.set_at) then
    perform refuse('calendar_days_in_place', 'a day of the calendar is taken out and set anew, never changed');
  end if;
  return new;
end $$;
create trigger keep before update on calendar_days for each row execute function calendar_days_keep();

-- whoever files something is told by when it is answered, so every business role counts with them
create policy business_read on calendar_days for select to observer_app using ((select viewer_is_business()));
create policy business_read on deadline_settings for select to observer_app using ((select viewer_is_business()));
-- days that are over have been counted with
create policy days_arrange on calendar_days for insert to observer_app with check (
  (select viewer_is('ADMIN')) and set_by = (select viewer_id()) and removed_at is null and day >= city_today());
create policy days_remove on calendar_days for update to observer_app
  using ((select viewer_is('ADMIN')) and day >= city_today() and removed_at is null)
  with check ((select viewer_is('ADMIN')) and removed_by = (select viewer_id()));
create policy deadlines_settle on deadline_settings for insert to observer_app with check (
  (select viewer_is('ADMIN')) and set_by = (select viewer_id()) and effective_on >= city_today());
grant select on calendar_days, deadline_settings to observer_app;
grant insert (id, day, kind, name, is_provisional, reason, set_by),
      update (removed_by, removed_at, remove_reason) on calendar_days to observer_app;
grant insert (id, step, days, effective_on, reason, set_by) on deadline_settings to observer_app;

-- ---------------------------------------------------------------- the same arithmetic as lib/calendar/rules.ts
create function is_working_day(p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select coalesce((select kind = 'WORK' from calendar_days where day = p_day and removed_at is null),
                  extract(isodow from p_day) < 6)
$$;
-- The p_days-th working day after p_day, which itself does not count.
create function add_working_days(p_day date, p_days int) returns date
language plpgsql stable security definer set search_path from current as $$
declare
  reached date := p_day;
  rest int := p_days;
begin
  while rest > 0 loop
    reached := reached + 1;
    if is_working_day(reached) then rest := rest - 1; end if;
  end loop;
  return reached;
end $$;
create function deadline_days(p_step text, p_on date) returns int
language sql stable security definer set search_path from current as $$
  select days from deadline_settings where step = p_step and effective_on <= p_on
  order by effective_on desc, set_at desc limit 1
$$;
revoke all on function calendar_days_keep(), is_working_day(date), add_working_days(date, int), deadline_days(text, date)
  from public;
-- no grant: triggers count with them, as the owner

insert into deadline_settings (step, days, effective_on) values
  ('TOLERANCE_ACCEPT', 5, '2020-01-01'), ('TOLERANCE_VERIFY', 15, '2020-01-01'),
  ('TOLERANCE_DETERMINE', 10, '2020-01-01'), ('TOLERANCE_FEEDBACK', 5, '2020-01-01'),
  ('TOLERANCE_APPEAL', 10, '2020-01-01'), ('CASE_IMMEDIATE', 3, '2020-01-01'),
  ('CASE_UNIT_LED', 10, '2020-01-01'), ('CASE_JOINT_MEETING', 15, '2020-01-01'),
  ('CASE_ESCALATED', 20, '2020-01-01'), ('COMPLAINT_ANSWER', 10, '2020-01-01');
