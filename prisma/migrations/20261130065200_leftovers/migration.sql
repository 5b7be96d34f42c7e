-- What administration still lacked: cells of old imports go, a merger of units is taken back, an absence ends early.

-- ---------------------------------------------------------------- cells of imports
-- A preview holds what a file held, identity numbers among it. After thirty days, when nothing can be undone any more, its
-- cells are emptied; which row was about whom and what came of it stays.
create function import_row_is_empty(r import_rows) returns boolean language sql immutable as $$
  select (r.raw, r.source, r.photo, r.typed, r.taken, r.faults, r.differences, r.candidates, r.seen)
    is not distinct from ('[]'::jsonb, null::text, null::bytea, '{}'::jsonb, '{}'::jsonb, '[]'::jsonb, '[]'::jsonb, '[]'::jsonb, ''::text)
$$;
create or replace function import_parts_keep() returns trigger language plpgsql as $$
declare
  batch record;
begin
  select state, uploaded_at into batch from import_batches where id = new.batch_id;
  if batch.state = 'PREVIEWED' then return new; end if;
  if tg_table_name = 'import_rows' and tg_op = 'UPDATE' and batch.uploaded_at < now() - interval '30 days' then
    if import_row_is_empty(new) and (new.id, new.batch_id, new.row_no, new.verdict, new.cadre_id, new.choice, new.outcome)
       is not distinct from (old.id, old.batch_id, old.row_no, old.verdict, old.cadre_id, old.choice, old.outcome) then
      return new;
    end if;
  end if;
  perform refuse('import_batches_transition', 'the rows of an import that is over stay as they are');
  return new;
end $$;

-- The sweep, in every replica; the database lets one at a time do it. Returns how many rows it emptied.
create function sweep_imports() returns int language plpgsql security definer set search_path from current as $$
declare
  emptied int := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('imports sweep', 0)) then return 0; end if;
  update import_batches set state = 'DISCARDED', row_version = row_version + 1
  where state = 'PREVIEWED' and uploaded_at < now() - interval '30 days';
  update import_rows r set raw = '[]', source = null, photo = null, typed = '{}', taken = '{}', faults = '[]', differences = '[]',
         candidates = '[]', seen = '', row_version = r.row_version + 1
  from import_batches b
  where b.id = r.batch_id and b.uploaded_at < now() - interval '30 days'
    and (b.confirmed_at is null or b.confirmed_at < now() - interval '30 days') and not import_row_is_empty(r);
  get diagnostics emptied = row_count;
  return emptied;
end $$;
revoke all on function import_row_is_empty(import_rows), sweep_imports() from public;
grant execute on function import_row_is_empty(import_rows) to observer_app, observer_system;
grant execute on function sweep_imports() to observer_system;

-- ---------------------------------------------------------------- a merger is taken back
-- Its moves stand in the journal of the roster as a change for many, so that what leans on them is asked as for an import.
alter table import_batches drop constraint import_batches_kind_known;
alter table import_batches add constraint import_batches_kind_known check (kind in ('XLSX', 'CSV', 'LRMX', 'BULK', 'MERGER'));

create table unit_mergers (
  batch_id uuid not null references import_batches (id),
  unit_id uuid not null references units (id),
  into_id uuid not null references units (id),
  last_day date not null,
  -- [{id, endsOn}]: assignments that ended with the unit, and their last day before
  assignments jsonb not null default '[]',
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  undone_by uuid references users (id),
  undone_at timestamptz(3),
  constraint unit_mergers_pkey primary key (batch_id),
  constraint unit_mergers_undone check ((undone_at is null) = (undone_by is null))
);
create unique index unit_mergers_once on unit_mergers (unit_id) where undone_at is null;
alter table unit_mergers enable row level security;
alter table unit_mergers force row level security;
do $$ begin
  execute format('create policy owner_maintains on unit_mergers to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on unit_mergers as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy mergers_read on unit_mergers for select to observer_app using ((select viewer_is('ADMIN')));
create policy mergers_enter on unit_mergers for insert to observer_app
  with check ((select viewer_is('ADMIN')) and made_by = (select viewer_id()) and undone_at is null);
create policy mergers_undo on unit_mergers for update to observer_app
  using ((select viewer_is('ADMIN')) and undone_at is null) with check ((select viewer_is('ADMIN')) and undone_by = (select viewer_id()));
create trigger never_deleted before delete on unit_mergers for each row execute function refuse_change();
create trigger never_truncated before truncate on unit_mergers for each statement execute function refuse_change();
grant select, insert (batch_id, unit_id, into_id, last_day, assignments, made_by), update (undone_by, undone_at) on unit_mergers to observer_app;

create or replace function units_keep() returns trigger language plpgsql as $$
begin
  -- reference data and seeds have no viewer
  if viewer_id() is null then return new; end if;
  if new.row_version <> old.row_version + 1 or length(trim(new.change_reason)) < 2 then
    perform refuse('units_in_place', 'a unit is changed step by step, each with its reason');
  end if;
  -- its past stays its own, unless its merger has just been taken back
  if old.ends_on is not null and old.ends_on < city_today() and not (
       old.merged_into is not null and new.merged_into is null and new.ends_on is null
       and exists (select from unit_mergers m join import_batches b on b.id = m.batch_id
                   where m.unit_id = old.id and m.into_id = old.merged_into and m.undone_at is null and b.state = 'UNDONE')) then
    perform refuse('units_ended', 'a unit that has ended stays as it was');
  end if;
  return new;
end $$;

-- ---------------------------------------------------------------- an absence ends early
drop trigger append_only on assignment_absences;
create trigger never_deleted before delete on assignment_absences for each row execute function refuse_change();
create function assignment_absences_keep() returns trigger language plpgsql as $$
begin
  if (new.id, new.observer_id, new.starts_on, new.reason, new.made_by, new.made_at)
     is distinct from (old.id, old.observer_id, old.starts_on, old.reason, old.made_by, old.made_at)
     or new.ends_on >= old.ends_on or old.ends_on < city_today() or new.ends_on < city_today() - 1 then
    perform refuse('assignment_absences_shortened', 'an absence ends early, and is changed in nothing else');
  end if;
  return new;
end $$;
create trigger keep before update on assignment_absences for each row execute function assignment_absences_keep();
create policy absences_end on assignment_absences for update to observer_app
  using ((select viewer_is('ADMIN')) and observer_id <> (select viewer_id()))
  with check ((select viewer_is('ADMIN')) and observer_id <> (select viewer_id()));
grant update (ends_on) on assignment_absences to observer_app;
revoke all on function assignment_absences_keep() from public;
