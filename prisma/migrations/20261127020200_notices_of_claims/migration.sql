-- 提醒 of claims that fall and of requests: written in the transaction of what they tell of, naming things only.
alter table notifications
  add column achievement_id uuid references achievements (id),
  -- the fall: a claim may fall more than once
  add column achievement_event_id uuid references achievement_events (id),
  drop constraint notifications_kind_known,
  add constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE', 'FOLLOW_UP_ASKED', 'FOLLOW_UP_CLOSED', 'CLAIM_FELL')),
  drop constraint notifications_once,
  add constraint notifications_once unique nulls not distinct
    (user_id, kind, unit_id, observation_id, revision_no, follow_up_id, handover_id, day, achievement_id, achievement_event_id);

-- The terms of achievements_read for another person than the viewer; never for a cadre of the claim.
create function may_see_achievement(p_person uuid, p_achievement uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (
    select 1 from achievements a join users p on p.id = p_person and p.is_active
    cross join lateral (select coalesce(array_agg(r.role), '{}') as roles from user_roles r where r.user_id = p.id) held
    where a.id = p_achievement
      and (held.roles && array['OBSERVER', 'REVIEWER'] and a.drafted_by = p.id
        or held.roles && array['REVIEWER', 'LEADER'] and a.confidentiality <= p.clearance
        or 'OBSERVER' = any (held.roles) and a.confidentiality = 1 and exists (
             select 1 from assignments s where s.observer_id = p.id and s.unit_id = a.unit_id
               and city_today() between s.starts_on and coalesce(s.ends_on, 'infinity')))
      and not exists (select 1 from achievement_cadres l where l.achievement_id = a.id and l.revision_no = a.revision_no
                      and l.cadre_id = p.cadre_id))
$$;

-- Its drafter, who had confirmed it, who added what it leans on, and the reviewers, who look again: as far as they may
-- see it, and not who did it and sees it fall.
create function claims_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, unit_id, achievement_id, achievement_event_id, created_at)
  select p.user_id, 'CLAIM_FELL', a.unit_id, a.id, e.id, least(e.at, now())
  from added e join achievements a on a.id = e.achievement_id
  cross join lateral (
    select a.drafted_by as user_id
    union
    (select c.actor_id from achievement_events c where c.achievement_id = a.id and c.to_state = 'CORROBORATED'
     order by c.at desc limit 1)
    union
    select s.added_by from achievement_sources s where s.achievement_id = a.id and (s.withdrawn_at is null or s.id = e.source_id)
    union
    select r.user_id from user_roles r where r.role = 'REVIEWER') p
  where e.from_state = 'CORROBORATED' and e.to_state = 'WAITING' and is_news(city_day(e.at))
    and p.user_id is distinct from e.actor_id and may_see_achievement(p.user_id, a.id)
  on conflict do nothing;
  return null;
end $$;
create trigger tell_fallen after insert on achievement_events referencing new table as added
  for each statement execute function claims_tell();

create function follow_ups_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into notifications (user_id, kind, unit_id, observation_id, achievement_id, follow_up_id, day, created_at)
    select owner_id, 'FOLLOW_UP_ASKED', unit_id, observation_id, achievement_id, id, due_on, least(created_at, now())
    from added where asked_by is not null and done_at is null and is_news(city_day(created_at))
    on conflict do nothing;
  else
    insert into notifications (user_id, kind, unit_id, observation_id, achievement_id, follow_up_id)
    select n.asked_by, 'FOLLOW_UP_CLOSED', n.unit_id, n.observation_id, n.achievement_id, n.id
    from added n join removed o on o.id = n.id
    where n.asked_by is not null and o.done_at is null and n.done_at is not null and n.closed_by is distinct from n.asked_by
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger tell_asked after insert on follow_ups referencing new table as added
  for each statement execute function follow_ups_tell();
create trigger tell_closed after update on follow_ups referencing new table as added old table as removed
  for each statement execute function follow_ups_tell();

revoke all on function may_see_achievement(uuid, uuid), claims_tell(), follow_ups_tell() from public;
