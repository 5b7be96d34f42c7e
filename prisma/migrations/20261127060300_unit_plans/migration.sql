-- 会议安排 and 重点项目 of a unit, as its liaison enters or uploads them, so that an observer can plan to sit in. Nothing
-- of what was observed stands here. A line is changed or withdrawn, never deleted; each change is kept (rule 6).

create table unit_meetings (
  id uuid not null,
  unit_id uuid not null references units (id),
  title text not null,
  kind text not null,
  place text not null default '',
  starts_at timestamptz(3) not null,
  -- 可列席
  is_open boolean not null default true,
  entered_by uuid not null references users (id),
  row_version int not null default 1,
  withdrawn_at timestamptz(3),
  constraint unit_meetings_pkey primary key (id),
  constraint unit_meetings_kind_known check (kind in
    ('PARTY_COMMITTEE', 'DEMOCRATIC_LIFE', 'OFFICE', 'SPECIAL', 'STAFF', 'OTHER')),
  constraint unit_meetings_texts_size check (length(trim(title)) between 2 and 100 and length(place) <= 100)
);
create unique index unit_meetings_once on unit_meetings (unit_id, starts_at, title) where withdrawn_at is null;

create table unit_projects (
  id uuid not null,
  unit_id uuid not null references units (id),
  name text not null,
  kind text not null,
  starts_on date not null,
  ends_on date,
  -- a name or a post, as the unit writes it; no link to a cadre
  lead text not null default '',
  state text not null,
  entered_by uuid not null references users (id),
  row_version int not null default 1,
  withdrawn_at timestamptz(3),
  constraint unit_projects_pkey primary key (id),
  constraint unit_projects_kind_known check (kind in ('KEY', 'LIVELIHOOD', 'REFORM', 'INVESTMENT', 'OTHER')),
  constraint unit_projects_state_known check (state in ('PLANNED', 'UNDERWAY', 'DONE', 'PAUSED')),
  constraint unit_projects_period_in_order check (ends_on >= starts_on),
  constraint unit_projects_texts_size check (length(trim(name)) between 2 and 100 and length(lead) <= 50)
);
create unique index unit_projects_once on unit_projects (unit_id, name) where withdrawn_at is null;

create table unit_plan_events (
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null references units (id),
  meeting_id uuid references unit_meetings (id),
  project_id uuid references unit_projects (id),
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid references users (id),
  content jsonb not null,
  constraint unit_plan_events_pkey primary key (id),
  constraint unit_plan_events_of_one check ((meeting_id is null) <> (project_id is null))
);
create index unit_plan_events_of on unit_plan_events (unit_id, at desc);

do $$
declare t text;
begin
  foreach t in array array['unit_meetings', 'unit_projects', 'unit_plan_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
    -- the unit's liaison, whoever observes it today, and the department
    execute format('create policy plan_read on %I for select to observer_app using (
      (select viewer_is(''REVIEWER'', ''LEADER'', ''ADMIN''))
      or unit_id = any ((select viewer_unit_ids())::uuid[])
      or ((select viewer_is(''LIAISON'')) and unit_id = (select viewer_own_unit_id())))', t);
  end loop;
  foreach t in array array['unit_meetings', 'unit_projects'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create policy plan_enter on %I for insert to observer_app with check (
      (select viewer_is(''LIAISON'')) and unit_id = (select viewer_own_unit_id()) and entered_by = (select viewer_id())
      and withdrawn_at is null and row_version = 1)', t);
    execute format('create policy plan_change on %I for update to observer_app
      using ((select viewer_is(''LIAISON'')) and unit_id = (select viewer_own_unit_id()) and withdrawn_at is null)
      with check ((select viewer_is(''LIAISON'')) and unit_id = (select viewer_own_unit_id()) and entered_by = (select viewer_id()))', t);
  end loop;
end $$;
create trigger append_only before update or delete on unit_plan_events for each row execute function refuse_change();

grant select on unit_meetings, unit_projects, unit_plan_events to observer_app;
grant insert (id, unit_id, title, kind, place, starts_at, is_open, entered_by),
      update (title, kind, place, starts_at, is_open, entered_by, row_version, withdrawn_at) on unit_meetings to observer_app;
grant insert (id, unit_id, name, kind, starts_on, ends_on, lead, state, entered_by),
      update (name, kind, starts_on, ends_on, lead, state, entered_by, row_version, withdrawn_at) on unit_projects to observer_app;
-- no insert grant on events: the triggers below write them

create function unit_plans_keep() returns trigger language plpgsql as $$
begin
  if (new.id, new.unit_id) is distinct from (old.id, old.unit_id) or old.withdrawn_at is not null
     or new.row_version <> old.row_version + 1 then
    perform refuse('unit_plans_in_place', 'a line keeps its unit, is changed step by step, and is withdrawn once');
  end if;
  return new;
end $$;
create trigger keep before update on unit_meetings for each row execute function unit_plans_keep();
create trigger keep before update on unit_projects for each row execute function unit_plans_keep();

create function unit_meetings_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into unit_plan_events (unit_id, meeting_id, actor_id, content)
  select unit_id, id, entered_by, to_jsonb(a) - 'id' - 'unit_id' - 'entered_by' from added a;
  return null;
end $$;
create trigger remember_entered after insert on unit_meetings referencing new table as added
  for each statement execute function unit_meetings_remember();
create trigger remember_changed after update on unit_meetings referencing new table as added
  for each statement execute function unit_meetings_remember();
create function unit_projects_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into unit_plan_events (unit_id, project_id, actor_id, content)
  select unit_id, id, entered_by, to_jsonb(a) - 'id' - 'unit_id' - 'entered_by' from added a;
  return null;
end $$;
create trigger remember_entered after insert on unit_projects referencing new table as added
  for each statement execute function unit_projects_remember();
create trigger remember_changed after update on unit_projects referencing new table as added
  for each statement execute function unit_projects_remember();
revoke all on function unit_plans_keep(), unit_meetings_remember(), unit_projects_remember() from public;
