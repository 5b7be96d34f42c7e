-- 三员兼任: two of the three administrators in one person, for a reason, until a day, by two others (docs/adr/0026). The added
-- role never stands in user_roles: enter() adds it while the exception lives, so it ends by itself at the end of its day.

create table role_exceptions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null references users (id),
  held_role text not null,
  added_role text not null,
  reason text not null,
  ends_on date not null,
  asked_by uuid not null references users (id),
  asked_at timestamptz(3) not null default clock_timestamp(),
  decided_by uuid references users (id),
  decided_at timestamptz(3),
  is_confirmed boolean,
  ended_by uuid references users (id),
  ended_at timestamptz(3),
  constraint role_exceptions_pkey primary key (id),
  -- a business role never stands beside an administrator's, with or without an exception (rule 8)
  constraint role_exceptions_administrators check (
    held_role in ('SYSADMIN', 'SECADMIN', 'AUDITOR') and added_role in ('SYSADMIN', 'SECADMIN', 'AUDITOR') and held_role <> added_role),
  constraint role_exceptions_reason_size check (length(trim(reason)) between 5 and 300),
  constraint role_exceptions_ninety_days check (ends_on between city_day(asked_at) and city_day(asked_at) + 90),
  constraint role_exceptions_two_others check (asked_by <> user_id and decided_by <> user_id and decided_by <> asked_by),
  constraint role_exceptions_decided check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (is_confirmed is null)),
  constraint role_exceptions_ended check ((ended_by is null) = (ended_at is null) and (ended_at is null or is_confirmed is distinct from false))
);
create index role_exceptions_of on role_exceptions (user_id, asked_at desc);

create function role_exceptions_begin() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform 1 from users where id = new.user_id for no key update; -- two requests at once wait for each other
  if not exists (select from user_roles where user_id = new.user_id and role = new.held_role) then
    perform refuse('role_exceptions_held', 'the person holds the first role');
  end if;
  if exists (select from role_exceptions e where e.user_id = new.user_id and e.ended_at is null
             and e.is_confirmed is distinct from false and e.ends_on >= city_today()) then
    perform refuse('role_exceptions_one', 'one exception a person');
  end if;
  new.asked_at := clock_timestamp();
  return new;
end $$;
create trigger begin_exception before insert on role_exceptions for each row execute function role_exceptions_begin();

create function role_exceptions_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if to_jsonb(new) - 'decided_by' - 'decided_at' - 'is_confirmed' - 'ended_by' - 'ended_at'
     is distinct from to_jsonb(old) - 'decided_by' - 'decided_at' - 'is_confirmed' - 'ended_by' - 'ended_at' then
    perform refuse('role_exceptions_in_place', 'what was asked stays as it was asked');
  end if;
  if old.ended_at is not null or old.is_confirmed is false or old.ends_on < city_today() then
    perform refuse('role_exceptions_over', 'it has ended');
  end if;
  if new.decided_by is distinct from old.decided_by then
    if old.decided_by is not null or new.ended_at is not null then
      perform refuse('role_exceptions_decided_once', 'it is decided once');
    end if;
    if new.is_confirmed and not exists (select from user_roles where user_id = new.user_id and role = new.held_role) then
      perform refuse('role_exceptions_held', 'the person holds the first role');
    end if;
    new.decided_at := clock_timestamp();
  elsif new.ended_by is not null then
    new.ended_at := clock_timestamp();
  else
    perform refuse('role_exceptions_in_place', 'it is decided or ended, nothing else');
  end if;
  if (new.decided_at, new.is_confirmed) is distinct from (old.decided_at, old.is_confirmed) and new.decided_by is not distinct from old.decided_by then
    perform refuse('role_exceptions_in_place', 'a decision stays');
  end if;
  return new;
end $$;
create trigger keep before update on role_exceptions for each row execute function role_exceptions_keep();
create trigger never_deleted before delete on role_exceptions for each row execute function refuse_change();
create trigger never_truncated before truncate on role_exceptions for each statement execute function refuse_change();
revoke all on function role_exceptions_begin(), role_exceptions_keep() from public;

alter table role_exceptions enable row level security;
alter table role_exceptions force row level security;
do $$ begin
  execute format('create policy owner_maintains on role_exceptions to %I using (true) with check (true)', current_user);
end $$;
create policy exceptions_read on role_exceptions for select to observer_app using (
  (select viewer_is('SYSADMIN', 'SECADMIN', 'AUDITOR', 'LEADER')));
create policy exceptions_ask on role_exceptions for insert to observer_app with check (
  (select viewer_is('SECADMIN')) and asked_by = (select viewer_id()) and user_id <> (select viewer_id())
  and decided_by is null and ended_by is null);
-- decided by another than who asked (check), ended by any of them; never by the person
create policy exceptions_settle on role_exceptions for update to observer_app
  using ((select viewer_is('SECADMIN', 'LEADER')) and user_id <> (select viewer_id()))
  with check ((select viewer_is('SECADMIN', 'LEADER')) and user_id <> (select viewer_id())
              and (select viewer_id()) in (decided_by, ended_by));
grant select on role_exceptions to observer_app, observer_system;
create policy system_reads on role_exceptions for select to observer_system using (true);
grant insert (user_id, held_role, added_role, reason, ends_on, asked_by),
      update (decided_by, is_confirmed, ended_by) on role_exceptions to observer_app;

-- The viewer as before, with the role of a live exception.
create or replace function enter(p_user uuid) returns table (
  id uuid, account text, name text, department text, roles text[], clearance smallint, unit_ids uuid[],
  own_unit_id uuid, cadre_id uuid, locale text
) language plpgsql security definer set search_path from current as $$
declare
  person record;
begin
  select u.id, u.account, u.name, u.department, u.clearance, u.unit_id, u.cadre_id, u.locale,
         array(select r.role from user_roles r where r.user_id = u.id
               union
               select e.added_role from role_exceptions e join user_roles h on h.user_id = e.user_id and h.role = e.held_role
               where e.user_id = u.id and e.is_confirmed and e.ended_at is null and e.ends_on >= city_today()
               order by 1) as roles,
         array(select a.unit_id from assignments a
               where a.observer_id = u.id and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
               order by a.starts_on, a.unit_id) as unit_ids
    into person from users u where u.id = p_user and u.is_active;
  if person.id is null then
    perform set_config('app.viewer_id', '', true), set_config('app.viewer_roles', '', true),
            set_config('app.viewer_clearance', '', true), set_config('app.viewer_units', '', true),
            set_config('app.viewer_own_unit', '', true), set_config('app.viewer_cadre', '', true);
    return;
  end if;
  perform set_config('app.viewer_id', person.id::text, true),
          set_config('app.viewer_roles', array_to_string(person.roles, ','), true),
          set_config('app.viewer_clearance', person.clearance::text, true),
          set_config('app.viewer_units',
                     case when 'OBSERVER' = any(person.roles) then person.unit_ids::text else '' end, true),
          set_config('app.viewer_own_unit', coalesce(person.unit_id::text, ''), true),
          set_config('app.viewer_cadre', coalesce(person.cadre_id::text, ''), true);
  return query select person.id, person.account, person.name, person.department, person.roles, person.clearance,
                      person.unit_ids, person.unit_id, person.cadre_id, person.locale;
end $$;
