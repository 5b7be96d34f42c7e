-- 更名 with its day (ADR 0045): units holds the present name, unit_renames each change of name with the name before it, and
-- the one that is announced for a day to come. It takes effect by itself: by the sweep, or at the first transaction of its
-- day, whichever comes first. Pages of another day ask unit_name_on(); those of today read units and nothing else.

create table unit_renames (
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null references units (id),
  starts_on date not null,
  name text not null,
  short_name text not null,
  initials text not null,
  pinyin text not null,
  reason text not null,
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default clock_timestamp(),
  -- what it was called until the day before; told when it takes effect
  former_name text,
  former_short_name text,
  done_at timestamptz(3),
  -- without a person: the unit had ended before its day
  cancelled_by uuid references users (id),
  cancelled_at timestamptz(3),
  cancel_reason text not null default '',
  constraint unit_renames_pkey primary key (id),
  constraint unit_renames_texts_size check (length(trim(name)) between 2 and 60 and length(trim(short_name)) between 1 and 30
    and length(trim(reason)) between 2 and 500 and length(cancel_reason) <= 500),
  constraint unit_renames_one_end check (done_at is null or cancelled_at is null),
  constraint unit_renames_done_tells check ((done_at is null) = (former_name is null) and (done_at is null) = (former_short_name is null)),
  constraint unit_renames_cancel_told check ((cancelled_at is null) = (cancel_reason = ''))
);
create unique index unit_renames_one_ahead on unit_renames (unit_id) where done_at is null and cancelled_at is null;
-- a handful at most, looked at by every transaction
create index unit_renames_ahead on unit_renames (starts_on) where done_at is null and cancelled_at is null;
create index unit_renames_done on unit_renames (unit_id, starts_on) where done_at is not null;
alter table unit_renames enable row level security;
alter table unit_renames force row level security;
do $$ begin
  execute format('create policy owner_maintains on unit_renames to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on unit_renames as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
-- names are read by whoever reads units
create policy renames_read on unit_renames for select to observer_app using ((select viewer_is_business()));
create policy renames_announce on unit_renames for insert to observer_app
  with check ((select viewer_is('ADMIN')) and made_by = (select viewer_id()) and starts_on > (select city_today())
              and done_at is null and cancelled_at is null);
create policy renames_cancel on unit_renames for update to observer_app
  using ((select viewer_is('ADMIN')) and done_at is null and cancelled_at is null)
  with check ((select viewer_is('ADMIN')) and cancelled_by = (select viewer_id()) and starts_on > (select city_today()));
create trigger never_deleted before delete on unit_renames for each row execute function refuse_change();
create trigger never_truncated before truncate on unit_renames for each statement execute function refuse_change();
grant select, insert (id, unit_id, starts_on, name, short_name, initials, pinyin, reason, made_by),
      update (cancelled_by, cancelled_at, cancel_reason) on unit_renames to observer_app;

-- Renames of before: what a change did not touch stood as the next change tells, or as it stands today.
insert into unit_renames (unit_id, starts_on, name, short_name, initials, pinyin, reason, made_by, made_at, former_name, former_short_name, done_at)
select c.unit_id, (c.after ->> 'named_on')::date, coalesce(c.after ->> 'name', was.name), coalesce(c.after ->> 'short_name', was.short_name),
       u.initials, u.pinyin, c.reason, c.actor_id, c.at, was.name, was.short_name, c.at
from unit_changes c join units u on u.id = c.unit_id
cross join lateral (select
  coalesce((select x.before ->> 'name' from unit_changes x
            where x.unit_id = c.unit_id and x.at >= c.at and x.before ? 'name' order by x.at limit 1), u.name) as name,
  coalesce((select x.before ->> 'short_name' from unit_changes x
            where x.unit_id = c.unit_id and x.at >= c.at and x.before ? 'short_name' order by x.at limit 1), u.short_name) as short_name) was
where c.before is not null and c.after ->> 'named_on' is not null;

-- ---------------------------------------------------------------- the name of a day
-- The present one is handed in by whoever has read it; a rename corrected afterwards is told as corrected.
create function unit_name_on(p_unit uuid, p_present text, p_day date) returns text language sql stable as $$
  select coalesce(
    (select r.former_name from unit_renames r
     where r.unit_id = p_unit and r.done_at is not null and r.starts_on > p_day order by r.starts_on limit 1),
    (select r.name from unit_renames r
     where r.unit_id = p_unit and r.done_at is null and r.cancelled_at is null and r.starts_on <= p_day),
    p_present)
$$;
create function unit_short_name_on(p_unit uuid, p_present text, p_day date) returns text language sql stable as $$
  select coalesce(
    (select r.former_short_name from unit_renames r
     where r.unit_id = p_unit and r.done_at is not null and r.starts_on > p_day order by r.starts_on limit 1),
    (select r.short_name from unit_renames r
     where r.unit_id = p_unit and r.done_at is null and r.cancelled_at is null and r.starts_on <= p_day),
    p_present)
$$;

-- ---------------------------------------------------------------- takes effect
-- A rename with a day that has come is told as done at once.
create function units_renamed() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if viewer_id() is null then return null; end if;
  insert into unit_renames (unit_id, starts_on, name, short_name, initials, pinyin, reason, made_by, former_name, former_short_name, done_at)
  values (new.id, new.named_on, new.name, new.short_name, new.initials, new.pinyin, new.change_reason, viewer_id(), old.name, old.short_name, now());
  return null;
end $$;
create trigger renamed after update on units for each row
  when (new.named_on is not null and new.named_on is distinct from old.named_on) execute function units_renamed();

-- One transaction does it; another that comes in the same instant goes on with the name of before.
create function apply_due_renames() returns int language plpgsql security definer set search_path from current as $$
declare
  due unit_renames;
  was units;
  became units;
  done int := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('unit renames', 0)) then return 0; end if;
  -- the database changes the unit, in nobody's name
  perform set_config('app.viewer_id', '', true);
  for due in select * from unit_renames r
             where r.done_at is null and r.cancelled_at is null and r.starts_on <= city_today() order by r.starts_on, r.id for update loop
    select * into was from units where id = due.unit_id for update;
    if was.ends_on < due.starts_on or was.named_on >= due.starts_on then
      update unit_renames set cancelled_at = now(), cancel_reason = case when was.ends_on < due.starts_on then '@ended' else '@renamed' end
      where id = due.id;
      continue;
    end if;
    update units set name = due.name, short_name = due.short_name, initials = due.initials, pinyin = due.pinyin, named_on = due.starts_on,
                     changed_by = due.made_by, change_reason = due.reason, row_version = row_version + 1
    where id = due.unit_id returning * into became;
    insert into unit_changes (unit_id, actor_id, before, after, reason)
    select due.unit_id, due.made_by, jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, to_jsonb(became) -> o.key), due.reason
    from jsonb_each(to_jsonb(was)) o
    where o.key in ('name', 'short_name', 'named_on') and o.value is distinct from to_jsonb(became) -> o.key;
    update unit_renames set done_at = now(), former_name = was.name, former_short_name = was.short_name where id = due.id;
    done := done + 1;
  end loop;
  return done;
end $$;

create function unit_renames_keep() returns trigger language plpgsql as $$
begin
  if new.starts_on <= coalesce((select u.named_on from units u where u.id = new.unit_id), '-infinity') then
    perform refuse('units_named_in_order', 'a name begins after the one before it');
  end if;
  if exists (select from units u where u.id = new.unit_id and u.ends_on < new.starts_on) then
    perform refuse('units_ended', 'a unit that has ended is not renamed');
  end if;
  return new;
end $$;
create trigger keep before insert on unit_renames for each row when (new.done_at is null) execute function unit_renames_keep();

revoke all on function unit_name_on(uuid, text, date), unit_short_name_on(uuid, text, date), units_renamed(), apply_due_renames(),
  unit_renames_keep() from public;
grant execute on function unit_name_on(uuid, text, date), unit_short_name_on(uuid, text, date) to observer_app;
-- no grant to the app: enter() calls it as the owner
grant execute on function apply_due_renames() to observer_system;

-- As before; whoever comes in on the day of a rename finds it done.
create or replace function enter(p_user uuid) returns table (
  id uuid, account text, name text, department text, roles text[], clearance smallint, unit_ids uuid[],
  own_unit_id uuid, cadre_id uuid, locale text
) language plpgsql security definer set search_path from current as $$
declare
  person record;
begin
  if exists (select from unit_renames r where r.done_at is null and r.cancelled_at is null and r.starts_on <= city_today()) then
    -- what fails here must let nobody stand outside
    begin
      perform apply_due_renames();
    exception when others then
      raise warning 'a rename could not take effect: %', sqlerrm;
    end;
  end if;
  select u.id, u.account, u.name, u.department, u.clearance, u.unit_id, u.cadre_id, u.locale,
         array(select r.role from user_roles r where r.user_id = u.id
               union
               select e.added_role from role_exceptions e join user_roles h on h.user_id = e.user_id and h.role = e.held_role
               where e.user_id = u.id and e.is_confirmed and e.ended_at is null and e.ends_on >= city_today()
               order by 1) as roles,
         array(select a.unit_id from assignments a
               where a.observer_id = u.id and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
               order by a.starts_on, a.unit_id) as unit_ids
    into person from users u where u.id = p_user and u.is_active and (u.valid_until is null or u.valid_until >= city_today());
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
