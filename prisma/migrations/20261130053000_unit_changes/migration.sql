-- The register of units is the customer's: a name is confirmed or changed, a unit is opened, closed or goes into another
-- one. What stood there before stays readable with who changed it, when and why.

alter table units
  add column row_version int not null default 1,
  add column changed_by uuid references users (id),
  add column change_reason text not null default '',
  -- 并入
  add column merged_into uuid references units (id),
  add constraint units_merge_has_end check (merged_into is null or ends_on is not null and merged_into <> id),
  add constraint units_texts_size check (length(trim(name)) between 2 and 60 and length(trim(short_name)) between 1 and 30
                                         and length(change_reason) <= 500);

create table unit_changes (
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null references units (id),
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid not null references users (id),
  -- what was different, as it stood; empty for a unit that was opened
  before jsonb,
  after jsonb not null,
  reason text not null,
  constraint unit_changes_pkey primary key (id)
);
create index unit_changes_of on unit_changes (unit_id, at desc);
alter table unit_changes enable row level security;
alter table unit_changes force row level security;
do $$ begin
  execute format('create policy owner_maintains on unit_changes to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on unit_changes as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy changes_read on unit_changes for select to observer_app using ((select viewer_is('ADMIN', 'LEADER', 'REVIEWER')));
create trigger append_only before update or delete on unit_changes for each row execute function refuse_change();
create trigger never_truncated before truncate on unit_changes for each statement execute function refuse_change();
grant select on unit_changes to observer_app;
-- no insert grant: the trigger below writes them

create policy units_open on units for insert to observer_app
  with check ((select viewer_is('ADMIN')) and changed_by = (select viewer_id()) and ends_on is null);
create policy units_change on units for update to observer_app
  using ((select viewer_is('ADMIN'))) with check ((select viewer_is('ADMIN')) and changed_by = (select viewer_id()));
grant insert (id, code, name, short_name, initials, type, position, is_verified, starts_on, changed_by, change_reason) on units to observer_app;
grant update (name, short_name, initials, type, is_verified, ends_on, merged_into, row_version, changed_by, change_reason) on units to observer_app;
create trigger never_deleted before delete on units for each row execute function refuse_change();

create function units_keep() returns trigger language plpgsql as $$
begin
  -- reference data and seeds have no viewer
  if viewer_id() is null then return new; end if;
  if new.row_version <> old.row_version + 1 or length(trim(new.change_reason)) < 2 then
    perform refuse('units_in_place', 'a unit is changed step by step, each with its reason');
  end if;
  -- its past stays its own
  if old.ends_on is not null and old.ends_on < city_today() then
    perform refuse('units_ended', 'a unit that has ended stays as it was');
  end if;
  return new;
end $$;
create trigger keep before update on units for each row execute function units_keep();

create function units_remember() returns trigger language plpgsql security definer set search_path from current as $$
declare
  was jsonb := '{}';
  became jsonb;
begin
  if viewer_id() is null then return null; end if;
  became := to_jsonb(new) - array['id', 'code', 'position', 'initials', 'row_version', 'changed_by', 'change_reason'];
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value) into was from jsonb_each(to_jsonb(old)) o
    where became ? o.key and became -> o.key is distinct from o.value;
    select jsonb_object_agg(n.key, n.value) into became from jsonb_each(became) n where was ? n.key;
    if became is null then return null; end if;
  end if;
  insert into unit_changes (unit_id, actor_id, before, after, reason)
  values (new.id, viewer_id(), case when tg_op = 'UPDATE' then was end, became, new.change_reason);
  return null;
end $$;
create trigger remember after insert or update on units for each row execute function units_remember();
revoke all on function units_keep(), units_remember() from public;
