-- 中心工作 / 专班, whole: 主战场 with dates of its own, parties with their part, named observers, and its history. What was
-- ended stays with its dates and nothing is deleted. An observer named for a task may record its members of other units.

-- ---------------------------------------------------------------- the task
alter table central_tasks
  add column battlefield_from date,
  add column battlefield_to date,
  add column revision_no int not null default 1,
  -- of the last change; every one of them is kept in central_task_revisions
  add column change_reason text not null default '',
  add column opened_by uuid references users (id);
update central_tasks set battlefield_from = starts_on where is_main_battlefield;
alter table central_tasks
  add constraint central_tasks_name_size check (length(trim(name)) between 2 and 60),
  add constraint central_tasks_reason_size check (length(change_reason) <= 500),
  add constraint central_tasks_battlefield_dated check
    (is_main_battlefield = (battlefield_from is not null) and (battlefield_to is null or battlefield_from is not null)),
  -- an open end runs on with the task
  add constraint central_tasks_battlefield_inside check
    (battlefield_from >= starts_on and battlefield_to >= battlefield_from and coalesce(battlefield_to, battlefield_from) <= ends_on);

create table central_task_revisions (
  task_id uuid not null references central_tasks (id),
  revision_no int not null,
  author_id uuid references users (id),
  content jsonb not null,
  reason text not null,
  created_at timestamptz(3) not null default now(),
  primary key (task_id, revision_no)
);

-- ---------------------------------------------------------------- its parts: members, parties, named observers
alter table central_task_members
  add column added_by uuid references users (id),
  add column end_reason text,
  add column row_version int not null default 1,
  add constraint central_task_members_post_size check (length(trim(post)) between 1 and 60),
  add constraint central_task_members_end_reason check (length(trim(end_reason)) between 2 and 500);

create table central_task_parties (
  id uuid primary key default gen_random_uuid(),
  task_id uuid not null references central_tasks (id),
  unit_id uuid not null references units (id),
  part text not null,
  starts_on date not null,
  ends_on date,
  added_by uuid references users (id),
  end_reason text,
  row_version int not null default 1,
  constraint central_task_parties_part_size check (length(trim(part)) between 1 and 200),
  constraint central_task_parties_dates_in_order check (ends_on >= starts_on),
  constraint central_task_parties_end_reason check (length(trim(end_reason)) between 2 and 500),
  constraint central_task_parties_no_overlap exclude using gist
    (task_id with =, unit_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
create index central_task_parties_unit on central_task_parties (unit_id);

create table central_task_observers (
  id uuid primary key default gen_random_uuid(),
  task_id uuid not null references central_tasks (id),
  observer_id uuid not null references users (id),
  starts_on date not null,
  ends_on date,
  reason text not null,
  named_by uuid references users (id),
  end_reason text,
  row_version int not null default 1,
  constraint central_task_observers_reason_size check (length(trim(reason)) between 2 and 500),
  constraint central_task_observers_dates_in_order check (ends_on >= starts_on),
  constraint central_task_observers_end_reason check (length(trim(end_reason)) between 2 and 500),
  constraint central_task_observers_no_overlap exclude using gist
    (task_id with =, observer_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
create index central_task_observers_observer on central_task_observers (observer_id);

-- All that the policy of records asks of a row stands in the index: a task's count reads no record. The page walks it too.
drop index observations_task;
create index observations_task on observations (central_task_id, started_at desc, id desc)
  include (state, unit_id, observer_id, second_observer_id, confidentiality, is_guarded, polarity)
  where central_task_id is not null;
create index observations_observer_task on observations (observer_id, central_task_id) where central_task_id is not null;

-- ---------------------------------------------------------------- rights
do $$
declare t text;
begin
  foreach t in array array['central_task_revisions', 'central_task_parties', 'central_task_observers'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
  end loop;
  -- the members have theirs
  foreach t in array array['central_tasks', 'central_task_revisions', 'central_task_parties', 'central_task_observers'] loop
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
  end loop;
  execute 'create trigger append_only before update or delete on central_task_revisions for each row execute function refuse_change()';
  foreach t in array array['central_tasks', 'central_task_members', 'central_task_parties', 'central_task_observers'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['central_tasks', 'central_task_revisions', 'central_task_members', 'central_task_parties',
                           'central_task_observers'] loop
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

-- Rule 2, as assignments ask it: does a live recusal stand between this observer and this unit on that day?
create function observer_is_recused(p_observer uuid, p_unit uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (
    select 1 from recusal_declarations r
    where r.observer_id = p_observer and r.unit_id = p_unit and r.kind <> 'NATIVE_TOWN'
      and p_day between r.declared_on and coalesce(r.ends_on, 'infinity')
      and (r.kind <> 'FORMER_WORKPLACE' or r.worked_until + interval '5 years' > p_day)
      and not exists (
        select 1 from recusal_overrides v
        where v.observer_id = r.observer_id and v.unit_id = r.unit_id and p_day between v.granted_on and v.expires_on))
$$;

-- A task's own unit: it leads, is a party, or has a member there that day.
create function central_task_has_unit(p_task uuid, p_unit uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from central_tasks where id = p_task and lead_unit_id = p_unit)
      or exists (select 1 from central_task_parties
                 where task_id = p_task and unit_id = p_unit and p_day between starts_on and coalesce(ends_on, 'infinity'))
      or exists (select 1 from central_task_members m join post_holdings p on p.cadre_id = m.cadre_id
                 where m.task_id = p_task and p.unit_id = p_unit
                   and p_day between m.starts_on and coalesce(m.ends_on, 'infinity')
                   and p_day between p.starts_on and coalesce(p.ends_on, 'infinity'))
$$;

create function central_task_is_observed(p_task uuid, p_observer uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from central_task_observers
                 where task_id = p_task and observer_id = p_observer and p_day between starts_on and coalesce(ends_on, 'infinity'))
$$;

-- May this member of another unit stand in a record of p_unit? The task is the unit's, or its observer was named that day.
create function central_task_opens_member(p_task uuid, p_cadre uuid, p_cadre_unit uuid, p_unit uuid, p_observer uuid, p_day date)
returns boolean language sql stable security definer set search_path from current as $$
  select exists (
      select 1 from central_task_members m join central_tasks t on t.id = m.task_id
      where t.id = p_task and m.cadre_id = p_cadre
        and p_day between m.starts_on and coalesce(m.ends_on, 'infinity')
        and p_day between t.starts_on and coalesce(t.ends_on, 'infinity'))
    and (central_task_is_observed(p_task, p_observer, p_day) or central_task_has_unit(p_task, p_unit, p_day))
    and not observer_is_recused(p_observer, p_cadre_unit, p_day)
    and not exists (select 1 from users where id = p_observer and cadre_id = p_cadre)
$$;

-- Tasks an observer may read: of their units, named for, and those that their own records tell of.
create function viewer_task_ids() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(t.id), '{}') from central_tasks t
  where (select viewer_is('OBSERVER')) and (
    t.lead_unit_id = any ((select viewer_unit_ids())::uuid[])
    or exists (select 1 from central_task_parties p where p.task_id = t.id and p.unit_id = any ((select viewer_unit_ids())::uuid[]))
    or exists (select 1 from central_task_members m join post_holdings p on p.cadre_id = m.cadre_id
               where m.task_id = t.id and p.unit_id = any ((select viewer_unit_ids())::uuid[])
                 and daterange(p.starts_on, p.ends_on, '[]') && daterange(m.starts_on, m.ends_on, '[]'))
    or central_task_is_observed(t.id, (select viewer_id()), (select city_today()))
    or exists (select 1 from observations o where o.observer_id = (select viewer_id()) and o.central_task_id = t.id))
$$;

-- Also the members of the tasks that the viewer is named for today, without those whom a recusal keeps away.
create or replace function viewer_cadre_ids() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(id), '{}') from (
    select cadre_id as id from post_holdings where unit_id = any(viewer_unit_ids())
    union
    select cadre_id from observer_cadres where viewer_is('OBSERVER') and observer_id = viewer_id()
    union
    select m.cadre_id
    from central_task_observers n
    join central_tasks t on t.id = n.task_id and city_today() <= coalesce(t.ends_on, 'infinity')
    join central_task_members m on m.task_id = n.task_id
    where viewer_is('OBSERVER') and n.observer_id = viewer_id() and city_today() between n.starts_on and coalesce(n.ends_on, 'infinity')
      and not exists (select 1 from post_holdings p where p.cadre_id = m.cadre_id
                        and city_today() between p.starts_on and coalesce(p.ends_on, 'infinity')
                        and observer_is_recused(n.observer_id, p.unit_id, city_today()))
    union
    select viewer_cadre_id() where viewer_cadre_id() is not null
  ) seen
$$;

-- Sent after the naming ended, an entry of a day on which it ran names members whose rows its author sees no more.
create function task_member_names(p_task uuid, p_unit uuid, p_day date, p_ids uuid[]) returns jsonb
language sql stable security definer set search_path from current as $$
  select coalesce(jsonb_object_agg(c.id, c.name), '{}') from cadres c
  where c.id = any (p_ids) and viewer_is('OBSERVER') and central_task_is_observed(p_task, viewer_id(), p_day)
    and exists (select 1 from post_holdings p
                where p.cadre_id = c.id and p_day between p.starts_on and coalesce(p.ends_on, 'infinity')
                  and central_task_opens_member(p_task, c.id, p.unit_id, p_unit, viewer_id(), p_day))
$$;

revoke all on function observer_is_recused(uuid, uuid, date), central_task_has_unit(uuid, uuid, date),
  central_task_is_observed(uuid, uuid, date), central_task_opens_member(uuid, uuid, uuid, uuid, uuid, date),
  viewer_task_ids(), task_member_names(uuid, uuid, date, uuid[]) from public;
grant execute on function viewer_task_ids(), task_member_names(uuid, uuid, date, uuid[]) to observer_app;

alter policy business_read on central_tasks using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or id = any ((select viewer_task_ids())::uuid[]));
create policy tasks_open on central_tasks for insert to observer_app with check (
  (select viewer_is('REVIEWER', 'ADMIN')) and opened_by = (select viewer_id()) and revision_no = 1);
create policy tasks_change on central_tasks for update to observer_app
  using ((select viewer_is('REVIEWER', 'ADMIN'))) with check ((select viewer_is('REVIEWER', 'ADMIN')));
grant insert (id, name, kind, is_main_battlefield, battlefield_from, battlefield_to, lead_unit_id, starts_on, ends_on, opened_by),
      update (name, kind, is_main_battlefield, battlefield_from, battlefield_to, lead_unit_id, starts_on, ends_on, revision_no,
              change_reason) on central_tasks to observer_app;

create policy revisions_read on central_task_revisions for select to observer_app using (
  exists (select 1 from central_tasks t where t.id = task_id));
grant select on central_task_revisions to observer_app;
-- no insert grant on revisions: a trigger writes them

-- nobody decides about themselves
create policy members_add on central_task_members for insert to observer_app with check (
  (select viewer_is('REVIEWER', 'ADMIN')) and added_by = (select viewer_id()) and cadre_id is distinct from (select viewer_cadre_id()));
create policy members_end on central_task_members for update to observer_app
  using ((select viewer_is('REVIEWER', 'ADMIN')) and cadre_id is distinct from (select viewer_cadre_id()))
  with check ((select viewer_is('REVIEWER', 'ADMIN')));
grant insert (id, task_id, cadre_id, post, starts_on, ends_on, added_by), update (ends_on, end_reason, row_version)
  on central_task_members to observer_app;

create policy parties_read on central_task_parties for select to observer_app using (
  exists (select 1 from central_tasks t where t.id = task_id));
create policy parties_add on central_task_parties for insert to observer_app with check (
  (select viewer_is('REVIEWER', 'ADMIN')) and added_by = (select viewer_id()));
create policy parties_end on central_task_parties for update to observer_app
  using ((select viewer_is('REVIEWER', 'ADMIN'))) with check ((select viewer_is('REVIEWER', 'ADMIN')));
grant select on central_task_parties to observer_app;
grant insert (id, task_id, unit_id, part, starts_on, ends_on, added_by), update (ends_on, end_reason, row_version)
  on central_task_parties to observer_app;

create policy observers_read on central_task_observers for select to observer_app using (
  exists (select 1 from central_tasks t where t.id = task_id));
create policy observers_name on central_task_observers for insert to observer_app with check (
  (select viewer_is('REVIEWER', 'ADMIN')) and named_by = (select viewer_id()) and observer_id <> (select viewer_id()));
create policy observers_end on central_task_observers for update to observer_app
  using ((select viewer_is('REVIEWER', 'ADMIN')) and observer_id <> (select viewer_id()))
  with check ((select viewer_is('REVIEWER', 'ADMIN')));
grant select on central_task_observers to observer_app;
grant insert (id, task_id, observer_id, starts_on, ends_on, reason, named_by), update (ends_on, end_reason, row_version)
  on central_task_observers to observer_app;

-- ---------------------------------------------------------------- what holds of a task
-- 主战场 without dates of its own is the whole task.
create function central_tasks_begin() returns trigger language plpgsql as $$
begin
  if new.is_main_battlefield and new.battlefield_from is null then
    new.battlefield_from := new.starts_on;
  end if;
  return new;
end $$;
create trigger begin_task before insert on central_tasks for each row execute function central_tasks_begin();

create function central_tasks_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if (new.id, new.opened_by) is distinct from (old.id, old.opened_by) then
    perform refuse('append_only', 'who opened a task stays');
  end if;
  if new.revision_no <> old.revision_no + 1 or length(trim(new.change_reason)) < 2 then
    perform refuse('central_tasks_by_revision', 'a task changes by a new revision with a reason');
  end if;
  if exists (
    select 1 from (select task_id, starts_on, ends_on from central_task_members
                   union all select task_id, starts_on, ends_on from central_task_parties
                   union all select task_id, starts_on, ends_on from central_task_observers) part
    where part.task_id = new.id and (part.starts_on < new.starts_on or greatest(part.starts_on, part.ends_on) > new.ends_on)) then
    perform refuse('central_task_parts_inside', 'members, parties and observers stay inside the days of their task');
  end if;
  return new;
end $$;
create trigger keep_rules before update on central_tasks for each row execute function central_tasks_keep_rules();

create function central_tasks_keep_history() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into central_task_revisions (task_id, revision_no, author_id, content, reason)
  values (new.id, new.revision_no, viewer_id(), jsonb_build_object(
    'name', new.name, 'kind', new.kind, 'leadUnitId', new.lead_unit_id, 'startsOn', new.starts_on, 'endsOn', new.ends_on,
    'battlefieldFrom', new.battlefield_from, 'battlefieldTo', new.battlefield_to), new.change_reason);
  return null;
end $$;
create trigger keep_history after insert or update on central_tasks for each row execute function central_tasks_keep_history();
insert into central_task_revisions (task_id, revision_no, content, reason)
select id, 1, jsonb_build_object('name', name, 'kind', kind, 'leadUnitId', lead_unit_id, 'startsOn', starts_on, 'endsOn', ends_on,
  'battlefieldFrom', battlefield_from, 'battlefieldTo', battlefield_to), '' from central_tasks;

-- ---------------------------------------------------------------- what holds of a part
-- The task is locked against a change of its days while a part is written.
create function central_task_parts_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  task record;
begin
  select starts_on, ends_on into task from central_tasks where id = new.task_id for share;
  if new.starts_on < task.starts_on or greatest(new.starts_on, new.ends_on) > task.ends_on then
    perform refuse('central_task_parts_inside', 'members, parties and observers stay inside the days of their task');
  end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - array['ends_on', 'end_reason', 'row_version'] is distinct from
       to_jsonb(old) - array['ends_on', 'end_reason', 'row_version'] then
      perform refuse('append_only', 'a part of a task is ended, not rewritten');
    end if;
    if old.ends_on < city_today() then
      perform refuse('central_task_parts_ended', 'what was ended stays with its dates');
    end if;
  end if;
  return new;
end $$;

create function central_task_members_are_observed() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from central_task_observers n join users u on u.id = n.observer_id
             where n.task_id = new.task_id and u.cadre_id = new.cadre_id
               and daterange(n.starts_on, n.ends_on, '[]') && daterange(new.starts_on, new.ends_on, '[]')) then
    perform refuse('central_task_nobody_observes_themselves', 'a member is no observer of the same task');
  end if;
  return new;
end $$;

create function central_task_observers_may_observe() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from users u join user_roles r on r.user_id = u.id
                 where u.id = new.observer_id and u.is_active and r.role = 'OBSERVER') then
    perform refuse('central_task_observers_role', 'only an observer is named for a task');
  end if;
  if exists (select 1 from central_task_members m join users u on u.cadre_id = m.cadre_id
             where m.task_id = new.task_id and u.id = new.observer_id
               and daterange(m.starts_on, m.ends_on, '[]') && daterange(new.starts_on, new.ends_on, '[]')) then
    perform refuse('central_task_nobody_observes_themselves', 'a member is no observer of the same task');
  end if;
  if exists (select 1 from central_tasks t where t.id = new.task_id and observer_is_recused(new.observer_id, t.lead_unit_id, new.starts_on))
     or exists (select 1 from central_task_parties p where p.task_id = new.task_id and coalesce(p.ends_on, 'infinity') >= new.starts_on
                and observer_is_recused(new.observer_id, p.unit_id, new.starts_on)) then
    perform refuse('central_task_observers_recusal', 'a live recusal stands against it');
  end if;
  return new;
end $$;

-- in the order of their names: first the task is locked, then the rest is looked at
create trigger keep_rules before insert or update on central_task_members for each row execute function central_task_parts_keep_rules();
create trigger keep_rules before insert or update on central_task_parties for each row execute function central_task_parts_keep_rules();
create trigger keep_rules before insert or update on central_task_observers for each row execute function central_task_parts_keep_rules();
create trigger member_is_no_observer before insert on central_task_members
  for each row execute function central_task_members_are_observed();
create trigger may_observe before insert on central_task_observers
  for each row execute function central_task_observers_may_observe();
revoke all on function central_tasks_begin(), central_tasks_keep_rules(), central_tasks_keep_history(),
  central_task_parts_keep_rules(), central_task_members_are_observed(), central_task_observers_may_observe() from public;

-- ---------------------------------------------------------------- rule 4: the post held that day
-- A cadre of another unit only inside a central task: of the record's unit, or of one that its observer was named for.
create or replace function observation_cadres_post_that_day() returns trigger language plpgsql security definer set search_path from current as $$
declare
  seen record;
  held record;
begin
  select unit_id, observer_id, started_at, city_day(started_at) as day, central_task_id into seen
    from observations where id = new.observation_id;
  select p.unit_id, p.title into held from post_holdings p
    where p.cadre_id = new.cadre_id
      and seen.day between p.starts_on and coalesce(p.ends_on, 'infinity')
      and (p.unit_id = seen.unit_id or central_task_opens_member(
        seen.central_task_id, new.cadre_id, p.unit_id, seen.unit_id, seen.observer_id, seen.day))
    order by (p.unit_id = seen.unit_id) desc, p.is_primary desc, p.starts_on desc limit 1;
  if held is null then
    perform refuse('observation_cadres_of_unit', 'the cadre held no post in that unit on that day');
  end if;
  new.unit_id := held.unit_id;
  new.post_title := held.title;
  new.started_at := seen.started_at;
  return new;
end $$;

create or replace function handover_cadres(p_id uuid)
returns table ("position" int, cadre_id uuid, name text, role_in_event text, details jsonb, unit_id uuid, post_title text)
language sql stable security definer set search_path from current as $$
  select at::int - 1, (line ->> 'cadreId')::uuid, c.name, line ->> 'roleInEvent', line -> 'details', held.unit_id, held.title
  from handovers h join handover_bodies b on b.handover_id = h.id
  cross join jsonb_array_elements(b.body -> 'cadres') with ordinality as given(line, at)
  left join cadres c on c.id = (line ->> 'cadreId')::uuid
  left join lateral (
    select p.unit_id, p.title from post_holdings p
    where p.cadre_id = c.id and h.occurred_on between p.starts_on and coalesce(p.ends_on, 'infinity')
      and (p.unit_id = h.unit_id or central_task_opens_member(
        (b.body ->> 'centralTaskId')::uuid, c.id, p.unit_id, h.unit_id, h.author_id, h.occurred_on))
    order by (p.unit_id = h.unit_id) desc, p.is_primary desc, p.starts_on desc limit 1) held on true
  where h.id = p_id and viewer_reads_handover(p_id)
$$;
