-- A hand-over is told to those who can bring it to its place, and what became of it to its author.

create function handovers_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into notifications (user_id, kind, unit_id, handover_id)
    select p.user_id, 'HANDOVER_ARRIVED', h.unit_id, h.id
    from added h cross join lateral (
      select a.observer_id as user_id from assignments a
      where a.unit_id = h.unit_id and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
      union
      select r.user_id from user_roles r where r.role = 'ADMIN') p
    where p.user_id <> h.author_id
    on conflict do nothing;
  else
    insert into notifications (user_id, kind, unit_id, handover_id)
    select n.author_id, 'HANDOVER_SETTLED', n.unit_id, n.id
    from added n join removed o on o.id = n.id
    where o.state = 'WAITING' and n.state <> 'WAITING' and n.settled_by <> n.author_id
    on conflict do nothing;
  end if;
  return null;
end $$;
revoke all on function handovers_tell() from public;
create trigger tell_arrived after insert on handovers referencing new table as added
  for each statement execute function handovers_tell();
create trigger tell_settled after update on handovers referencing new table as added old table as removed
  for each statement execute function handovers_tell();

-- What is taken over from elsewhere keeps the moment of what it tells of.
create or replace function reviews_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, unit_id, observation_id, revision_no, created_at)
  select o.observer_id, 'RETURNED', o.unit_id, o.id, r.revision_no, least(r.decided_at, now())
  from added r join observations o on o.id = r.observation_id
  where r.decision = 'RETURN' and is_news(city_day(r.decided_at))
  on conflict do nothing;
  return null;
end $$;

create or replace function observations_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into notifications (user_id, kind, unit_id, observation_id, created_at)
    select second_observer_id, 'WITNESS_ASKED', unit_id, id, least(submitted_at, now()) from added
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
