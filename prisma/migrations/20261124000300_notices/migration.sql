-- 提醒: what a person should know of. Rows are written by triggers in the transaction of the business they tell of,
-- so that no code path forgets one. A row names things and holds no personal text: the sentence is made when it is
-- shown, from what its reader may see by then. (security.md 17: no NOTIFY; a device is told by the sweep.)

create table notifications (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null references users (id),
  kind text not null,
  unit_id uuid references units (id),
  observation_id uuid references observations (id),
  revision_no int,
  follow_up_id uuid references follow_ups (id),
  -- of the hand-over inbox; no foreign key, it may go before what was told of it
  handover_id uuid,
  day date,
  created_at timestamptz(3) not null default now(),
  read_at timestamptz(3),
  -- when the person's devices were told
  pushed_at timestamptz(3),
  constraint notifications_pkey primary key (id),
  constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE')),
  -- the same thing is told once
  constraint notifications_once unique nulls not distinct
    (user_id, kind, unit_id, observation_id, revision_no, follow_up_id, handover_id, day)
);
create index notifications_recent on notifications (user_id, created_at desc, id desc);
create index notifications_unread on notifications (user_id, created_at) where read_at is null;

-- 网页推送: a device that its person asked to be told. The keys only encrypt what is sent to it.
create table push_subscriptions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null references users (id),
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz(3) not null default now(),
  constraint push_subscriptions_pkey primary key (id),
  -- a device serves one person at a time
  constraint push_subscriptions_endpoint_key unique (endpoint),
  constraint push_subscriptions_sizes check (length(endpoint) <= 1000 and length(p256dh) <= 200 and length(auth) <= 100)
);
create index push_subscriptions_user on push_subscriptions (user_id);

do $$
declare t text;
begin
  foreach t in array array['notifications', 'push_subscriptions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    -- rule 8: an administrator who once observed is told nothing
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
  end loop;
end $$;
create policy notices_own on notifications for select to observer_app using (user_id = (select viewer_id()));
create policy notices_read on notifications for update to observer_app
  using (user_id = (select viewer_id())) with check (user_id = (select viewer_id()));
grant select on notifications to observer_app;
grant update (read_at) on notifications to observer_app;
-- no insert or delete grant: triggers and the sweep write, nobody takes back

create policy devices_own on push_subscriptions for select to observer_app using (user_id = (select viewer_id()));
create policy devices_leave on push_subscriptions for delete to observer_app using (user_id = (select viewer_id()));
grant select (id, user_id, endpoint, created_at), delete on push_subscriptions to observer_app;
-- no insert grant: take_push() below, since a device may come from another person

-- ---------------------------------------------------------------- told by triggers, statement by statement
-- What is older is history that was taken over (an import, a seed) and no news.
create function is_news(day date) returns boolean language sql stable
  as $$ select day > city_today() - 30 $$;

create function reviews_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, unit_id, observation_id, revision_no)
  select o.observer_id, 'RETURNED', o.unit_id, o.id, r.revision_no
  from added r join observations o on o.id = r.observation_id
  where r.decision = 'RETURN' and is_news(city_day(r.decided_at))
  on conflict do nothing;
  return null;
end $$;
create trigger tell after insert on observation_reviews referencing new table as added
  for each statement execute function reviews_tell();

create function assignments_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into notifications (user_id, kind, unit_id, day)
    select observer_id, 'UNIT_ASSIGNED', unit_id, starts_on from added where is_news(starts_on)
    on conflict do nothing;
  else
    insert into notifications (user_id, kind, unit_id, day)
    select n.observer_id, 'UNIT_ENDED', n.unit_id, n.ends_on
    from added n join removed o on o.id = n.id
    where n.ends_on is not null and n.ends_on is distinct from o.ends_on and is_news(n.ends_on)
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger tell_assigned after insert on assignments referencing new table as added
  for each statement execute function assignments_tell();
create trigger tell_ended after update on assignments referencing new table as added old table as removed
  for each statement execute function assignments_tell();

create function observations_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into notifications (user_id, kind, unit_id, observation_id)
    select second_observer_id, 'WITNESS_ASKED', unit_id, id from added
    where second_observer_id is not null and is_news(city_day(submitted_at))
    on conflict do nothing;
  else
    insert into notifications (user_id, kind, unit_id, observation_id)
    select n.second_observer_id, 'WITNESS_ASKED', n.unit_id, n.id
    from added n join removed o on o.id = n.id
    where n.second_observer_id is not null and n.second_observer_id is distinct from o.second_observer_id
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger tell_added after insert on observations referencing new table as added
  for each statement execute function observations_tell();
create trigger tell_moved after update on observations referencing new table as added old table as removed
  for each statement execute function observations_tell();

-- ---------------------------------------------------------------- 跟进
create index follow_ups_due on follow_ups (due_on) where done_at is null;
create index follow_ups_of_unit on follow_ups (unit_id, due_on) where done_at is null;
alter table follow_ups add constraint follow_ups_outcome_size check (length(outcome) <= 1000);

-- What is done stays as it was closed; what comes after is a record of its own, linked to this one.
create function follow_ups_keep_done() returns trigger language plpgsql as $$
begin
  if old.done_at is not null then
    perform refuse('follow_ups_done', 'a closed follow-up is never reopened or rewritten');
  end if;
  return new;
end $$;
create trigger keep_done before update on follow_ups for each row execute function follow_ups_keep_done();

-- ---------------------------------------------------------------- the sweep
-- Runs in every replica; one at a time does the work, and the unique key keeps it from telling twice.
create function tell_due_follow_ups() returns int language plpgsql security definer set search_path from current as $$
declare told int := 0;
begin
  if pg_try_advisory_xact_lock(hashtextextended('notices due', 0)) then
    insert into notifications (user_id, kind, unit_id, observation_id, follow_up_id, day)
    select f.owner_id, 'FOLLOW_UP_DUE', f.unit_id, f.observation_id, f.id, f.due_on
    from follow_ups f join users u on u.id = f.owner_id and u.is_active
    where f.done_at is null and f.due_on <= city_today()
    on conflict do nothing;
    get diagnostics told = row_count;
  end if;
  return told;
end $$;

-- Takes what no device was told yet, marks it, and says which devices to tell of how many. The sending comes after
-- the commit: a device is told once or not at all, never twice.
create function claim_pushes() returns table (id uuid, endpoint text, p256dh text, auth text, kind text, unread int)
language plpgsql security definer set search_path from current as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended('notices push', 0)) then
    return;
  end if;
  return query
    with devices as (
      select s.* from push_subscriptions s join users u on u.id = s.user_id and u.is_active
      where exists (select from user_roles r where r.user_id = s.user_id and r.role = 'OBSERVER')
    ), claimed as (
      update notifications n set pushed_at = now()
      where n.pushed_at is null and n.read_at is null and n.created_at > now() - interval '1 day'
        and n.user_id in (select d.user_id from devices d where d.created_at <= n.created_at)
      returning n.user_id, n.kind, n.created_at
    ), people as (
      select c.user_id, (array_agg(c.kind order by c.created_at desc))[1] as newest from claimed c group by c.user_id
    )
    select d.id, d.endpoint, d.p256dh, d.auth, p.newest,
           (select count(*)::int from notifications n where n.user_id = p.user_id and n.read_at is null)
    from people p join devices d on d.user_id = p.user_id;
end $$;

-- The push service said that the device is gone.
create function drop_push(p_id uuid) returns void language sql security definer set search_path from current
  as $$ delete from push_subscriptions where id = p_id $$;

-- Whoever knows the address of a device holds the device: it leaves the person before, and tells this one from now on.
create function take_push(p_endpoint text, p_p256dh text, p_auth text) returns uuid
language plpgsql security definer set search_path from current as $$
declare taken uuid;
begin
  if viewer_id() is null or not viewer_is('OBSERVER') then
    perform refuse('push_subscriptions_observer', 'only a person who observes is told on a device');
  end if;
  insert into push_subscriptions as s (user_id, endpoint, p256dh, auth)
  values (viewer_id(), p_endpoint, p_p256dh, p_auth)
  on conflict (endpoint) do update set
    user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
    created_at = case when s.user_id = excluded.user_id then s.created_at else excluded.created_at end
  returning id into taken;
  -- devices that were lost without a sign-out do not gather
  delete from push_subscriptions where id in (
    select p.id from push_subscriptions p where p.user_id = viewer_id() order by p.created_at desc, p.id offset 10);
  return taken;
end $$;

revoke all on function is_news(date), reviews_tell(), assignments_tell(), observations_tell(), follow_ups_keep_done(),
  tell_due_follow_ups(), claim_pushes(), drop_push(uuid), take_push(text, text, text) from public;
grant execute on function take_push(text, text, text) to observer_app;
grant execute on function tell_due_follow_ups(), claim_pushes(), drop_push(uuid) to observer_system;
