-- 分工方案: who has which unit from a day on, made by an administrator with the solver's help, approved by a second person
-- where the leaders ask for it, and published whole. What a plan says stands in versions that are only ever added, so
-- that what was approved is what is published. A plan is discarded, never deleted.

create table assignment_plans (
  id uuid not null,
  name text not null,
  starts_on date not null,
  settings jsonb not null,
  state text not null default 'DRAFT',
  -- 0: nothing arranged yet
  version_no int not null default 0,
  -- what the solver said last: a plan with its proof and prices, or what stands in the way
  answer jsonb,
  job_id uuid,
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  proposed_at timestamptz(3),
  approved_by uuid references users (id),
  approved_at timestamptz(3),
  published_by uuid references users (id),
  published_at timestamptz(3),
  -- why it was sent back or discarded
  note text,
  row_version int not null default 1,
  constraint assignment_plans_pkey primary key (id),
  constraint assignment_plans_state_known check (state in ('DRAFT', 'PROPOSED', 'APPROVED', 'PUBLISHED', 'DISCARDED')),
  constraint assignment_plans_name_size check (length(trim(name)) between 1 and 60),
  constraint assignment_plans_note_size check (length(trim(note)) between 2 and 500),
  constraint assignment_plans_by_another check (approved_by <> made_by),
  constraint assignment_plans_approved_whole check ((approved_by is null) = (approved_at is null)
    and (state <> 'APPROVED' or approved_by is not null)),
  constraint assignment_plans_published_once check ((state = 'PUBLISHED') = (published_by is not null)
    and (published_by is null) = (published_at is null))
);

create table assignment_plan_versions (
  plan_id uuid not null references assignment_plans (id),
  no int not null,
  -- [{unitId, observerId, origin}]
  lines jsonb not null,
  -- what ran on the first day when this was arranged, with its first days: the plan is a difference to it
  base jsonb not null,
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  constraint assignment_plan_versions_pkey primary key (plan_id, no),
  constraint assignment_plan_versions_are_lists check (jsonb_typeof(lines) = 'array' and jsonb_typeof(base) = 'array')
);

-- 方案审批: whether a second person has to approve. The latest line counts; without one, yes.
create table assignment_plan_approvals (
  id uuid not null default gen_random_uuid(),
  needs_approval boolean not null,
  reason text not null,
  set_by uuid not null references users (id),
  set_at timestamptz(3) not null default clock_timestamp(),
  constraint assignment_plan_approvals_pkey primary key (id),
  constraint assignment_plan_approvals_reason check (length(trim(reason)) between 2 and 500)
);

-- 请假: an observer who is away, and who stands in unit by unit. The deputy's assignment is one like any other, dated.
create table assignment_absences (
  id uuid not null,
  observer_id uuid not null references users (id),
  starts_on date not null,
  ends_on date not null,
  reason text not null,
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  constraint assignment_absences_pkey primary key (id),
  constraint assignment_absences_in_order check (ends_on >= starts_on),
  constraint assignment_absences_reason check (length(trim(reason)) between 2 and 500),
  constraint assignment_absences_once exclude using gist
    (observer_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
create table assignment_deputies (
  assignment_id uuid not null references assignments (id),
  absence_id uuid not null references assignment_absences (id),
  constraint assignment_deputies_pkey primary key (assignment_id)
);
create index assignment_deputies_of on assignment_deputies (absence_id);

do $$
declare t text;
begin
  foreach t in array array['assignment_plans', 'assignment_plan_versions', 'assignment_plan_approvals',
                           'assignment_absences', 'assignment_deputies'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
    -- a plan says why somebody cannot have a unit: recusals are for those who read them
    execute format('create policy plans_read on %I for select to observer_app using ((select viewer_is(''ADMIN'', ''LEADER'')))', t);
  end loop;
  foreach t in array array['assignment_plan_versions', 'assignment_plan_approvals', 'assignment_absences', 'assignment_deputies'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
  end loop;
  execute 'create trigger never_deleted before delete on assignment_plans for each row execute function refuse_change()';
end $$;

create policy plans_start on assignment_plans for insert to observer_app
  with check ((select viewer_is('ADMIN')) and made_by = (select viewer_id()) and state = 'DRAFT' and row_version = 1);
-- which step by whom: the trigger below
create policy plans_carry on assignment_plans for update to observer_app
  using ((select viewer_is('ADMIN', 'LEADER'))) with check ((select viewer_is('ADMIN', 'LEADER')));
create policy plans_arrange on assignment_plan_versions for insert to observer_app
  with check ((select viewer_is('ADMIN')) and made_by = (select viewer_id()));
create policy plans_rule on assignment_plan_approvals for insert to observer_app
  with check ((select viewer_is('LEADER')) and set_by = (select viewer_id()));
create policy absences_enter on assignment_absences for insert to observer_app
  with check ((select viewer_is('ADMIN')) and made_by = (select viewer_id()) and observer_id <> (select viewer_id()));
create policy deputies_enter on assignment_deputies for insert to observer_app
  with check ((select viewer_is('ADMIN')));

grant select on assignment_plans, assignment_plan_versions, assignment_plan_approvals, assignment_absences,
                assignment_deputies to observer_app;
grant insert (id, name, starts_on, settings, made_by),
      update (settings, state, version_no, answer, job_id, proposed_at, approved_by, approved_at, published_by,
              published_at, note, row_version) on assignment_plans to observer_app;
grant insert (plan_id, no, lines, base, made_by) on assignment_plan_versions to observer_app;
grant insert (needs_approval, reason, set_by) on assignment_plan_approvals to observer_app;
grant insert (id, observer_id, starts_on, ends_on, reason, made_by) on assignment_absences to observer_app;
grant insert (assignment_id, absence_id) on assignment_deputies to observer_app;

create function assignment_plan_versions_follow() returns trigger language plpgsql security definer set search_path from current as $$
declare plan assignment_plans%rowtype;
begin
  -- two who arrange at once wait for each other here
  select * into plan from assignment_plans where id = new.plan_id for update;
  if plan.state <> 'DRAFT' or new.no <> plan.version_no + 1 then
    perform refuse('assignment_plans_in_place', 'a version follows the last one, in a draft');
  end if;
  return new;
end $$;
create trigger follow before insert on assignment_plan_versions for each row execute function assignment_plan_versions_follow();

create function assignment_plans_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare viewer uuid := viewer_id();
begin
  if (new.id, new.name, new.starts_on, new.made_by, new.made_at) is distinct from
     (old.id, old.name, old.starts_on, old.made_by, old.made_at) or new.row_version <> old.row_version + 1 then
    perform refuse('assignment_plans_in_place', 'a plan keeps its name and first day and changes step by step');
  end if;
  if (old.state, new.state) not in (('DRAFT', 'DRAFT'), ('DRAFT', 'PROPOSED'), ('DRAFT', 'DISCARDED'),
      ('PROPOSED', 'DRAFT'), ('PROPOSED', 'APPROVED'), ('PROPOSED', 'PUBLISHED'), ('PROPOSED', 'DISCARDED'),
      ('APPROVED', 'DRAFT'), ('APPROVED', 'PUBLISHED'), ('APPROVED', 'DISCARDED')) then
    perform refuse('assignment_plans_transition', 'no such step from this state');
  end if;
  if old.state <> 'DRAFT' and (new.settings, new.version_no, new.answer, new.job_id) is distinct from
                              (old.settings, old.version_no, old.answer, old.job_id) then
    perform refuse('assignment_plans_in_place', 'only a draft is arranged');
  end if;
  if new.version_no <> old.version_no and not exists (
    select from assignment_plan_versions where plan_id = new.id and no = new.version_no and new.version_no = old.version_no + 1) then
    perform refuse('assignment_plans_in_place', 'a plan stands at its last version');
  end if;
  -- approval falls with whatever is changed after it
  if new.state in ('DRAFT', 'PROPOSED') and new.approved_by is not null
     or new.state in ('PUBLISHED', 'DISCARDED') and new.approved_by is distinct from old.approved_by then
    perform refuse('assignment_plans_transition', 'approval belongs to its step');
  end if;
  if viewer is null then return new; end if; -- the owner: a seed, a repair
  if new.state = 'APPROVED' then
    if new.approved_by is distinct from viewer
       or exists (select from assignment_plan_versions where plan_id = new.id and made_by = viewer) then
      perform refuse('assignment_plans_by_another', 'who arranged a plan does not approve it');
    end if;
  elsif not (new.state = 'DRAFT' and old.state <> 'DRAFT') and not viewer_is('ADMIN') then
    perform refuse('assignment_plans_step_by_right', 'a leader approves or sends back');
  end if;
  if new.state = 'PUBLISHED' then
    if new.published_by is distinct from viewer then
      perform refuse('assignment_plans_step_by_right', 'published in one''s own name');
    end if;
    if old.state = 'PROPOSED' and coalesce((select needs_approval from assignment_plan_approvals
                                            order by set_at desc, id limit 1), true) then
      perform refuse('assignment_plans_approval_needed', 'a second person approves first');
    end if;
  end if;
  return new;
end $$;
create trigger keep before update on assignment_plans for each row execute function assignment_plans_keep();

-- Published is what was approved, whole: on its first day exactly its lines run, beside dated deputies.
create function assignment_plans_whole() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (
    with wanted as (
      select (l ->> 'observerId')::uuid as observer_id, (l ->> 'unitId')::uuid as unit_id
      from assignment_plan_versions v, jsonb_array_elements(v.lines) l
      where v.plan_id = new.id and v.no = new.version_no
    ), running as (
      select a.observer_id, a.unit_id from assignments a
      where new.starts_on between a.starts_on and coalesce(a.ends_on, 'infinity')
        and not exists (select from assignment_deputies d where d.assignment_id = a.id)
    )
    (select * from wanted except select * from running) union all (select * from running except select * from wanted)
  ) then
    perform refuse('assignment_plans_whole', 'a plan is published whole or not at all');
  end if;
  return null;
end $$;
create trigger whole after update on assignment_plans for each row
  when (new.state = 'PUBLISHED' and old.state <> 'PUBLISHED') execute function assignment_plans_whole();

-- A deputy stands in for the one who is away, on one of their units and within those days.
create function assignment_deputies_fit() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (
    select from assignment_absences b join assignments d on d.id = new.assignment_id
    where b.id = new.absence_id and d.observer_id <> b.observer_id
      and d.starts_on between b.starts_on and b.ends_on and d.ends_on between b.starts_on and b.ends_on
      and exists (select from assignments a where a.observer_id = b.observer_id and a.unit_id = d.unit_id
                    and d.starts_on between a.starts_on and coalesce(a.ends_on, 'infinity'))
  ) then
    perform refuse('assignment_deputies_fit', 'a deputy has a unit of the absent observer for days of the absence');
  end if;
  return new;
end $$;
create trigger fit before insert on assignment_deputies for each row execute function assignment_deputies_fit();

revoke all on function assignment_plan_versions_follow(), assignment_plans_keep(), assignment_plans_whole(),
  assignment_deputies_fit() from public;
