-- A closing without a merger is taken back within thirty days, as a merger is (ADR 0028): the unit stands again, and the
-- assignments that ended with it have their last days of before. A unit comes back in no other way.

create table unit_closings (
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null references units (id),
  last_day date not null,
  -- [{id, endsOn}]: assignments that ended with the unit, and their last day before
  assignments jsonb not null default '[]',
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  undone_by uuid references users (id),
  undone_at timestamptz(3),
  constraint unit_closings_pkey primary key (id),
  constraint unit_closings_undone check ((undone_at is null) = (undone_by is null))
);
create unique index unit_closings_once on unit_closings (unit_id) where undone_at is null;
alter table unit_closings enable row level security;
alter table unit_closings force row level security;
do $$ begin
  execute format('create policy owner_maintains on unit_closings to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on unit_closings as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy closings_read on unit_closings for select to observer_app using ((select viewer_is('ADMIN')));
create policy closings_enter on unit_closings for insert to observer_app
  with check ((select viewer_is('ADMIN')) and made_by = (select viewer_id()) and undone_at is null);
create policy closings_undo on unit_closings for update to observer_app
  using ((select viewer_is('ADMIN')) and undone_at is null) with check ((select viewer_is('ADMIN')) and undone_by = (select viewer_id()));
create trigger never_deleted before delete on unit_closings for each row execute function refuse_change();
create trigger never_truncated before truncate on unit_closings for each statement execute function refuse_change();
-- by column: what was closed, when and by whom stays as it was entered
grant select, insert (unit_id, last_day, assignments, made_by), update (undone_by, undone_at) on unit_closings to observer_app;

create or replace function units_keep() returns trigger language plpgsql as $$
begin
  -- reference data and seeds have no viewer
  if viewer_id() is null then return new; end if;
  if new.row_version <> old.row_version + 1 or length(trim(new.change_reason)) < 2 then
    perform refuse('units_in_place', 'a unit is changed step by step, each with its reason');
  end if;
  if old.ends_on is not null and new.ends_on is null then
    -- its merger has just been taken back, or its closing is being taken back; also where the last day lies ahead
    if not (new.merged_into is null and case when old.merged_into is not null
         then exists (select from unit_mergers m join import_batches b on b.id = m.batch_id
                      where m.unit_id = old.id and m.into_id = old.merged_into and m.undone_at is null and b.state = 'UNDONE')
         else exists (select from unit_closings c
                      where c.unit_id = old.id and c.last_day = old.ends_on and c.undone_at is null
                        and c.made_at > now() - interval '30 days') end) then
      perform refuse('units_ended', 'a unit comes back only where its end is taken back');
    end if;
  elsif old.ends_on is not null and old.ends_on < city_today() then
    perform refuse('units_ended', 'a unit that has ended stays as it was');
  end if;
  return new;
end $$;
