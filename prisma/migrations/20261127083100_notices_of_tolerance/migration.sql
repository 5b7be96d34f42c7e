-- 提醒 of tolerance cases, in the transaction of the step: whose turn it is, and the unit. A stop is told to all at once.
create function tolerance_parties(p_tolerance uuid) returns table (user_id uuid) language sql stable security definer set search_path from current as $$
  select c.applied_by from tolerance_cases c join users u on u.id = c.applied_by and u.is_active where c.id = p_tolerance
  union
  select p.id from tolerance_cases c join users p on p.unit_id = c.unit_id and p.is_active
  join user_roles r on r.user_id = p.id and r.role = 'LIAISON' where c.id = p_tolerance
$$;
create function tolerance_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, unit_id, matter_id, matter_event_id, created_at)
  select distinct p.user_id,
    case when e.to_state = 'STOPPED' then 'TOLERANCE_STOPPED' when e.to_state = 'RETURNED' then 'TOLERANCE_RETURNED'
         when e.from_state in ('FED_BACK', 'STOPPED') and e.to_state = 'ACCEPTED' then 'TOLERANCE_CONVERTED'
         when e.to_state = 'APPEALED' then 'TOLERANCE_APPEALED' when e.to_state in ('FED_BACK', 'REFUSED', 'CLOSED') then 'TOLERANCE_DECIDED'
         else 'TOLERANCE_STEP' end,
    c.unit_id, c.id, e.id, least(e.at, now())
  from added e join tolerance_cases c on c.id = e.tolerance_id
  cross join lateral (
    select user_id from tolerance_parties(c.id) where e.to_state in ('RETURNED', 'REFUSED', 'FED_BACK', 'STOPPED', 'CLOSED')
      or e.from_state in ('FED_BACK', 'STOPPED')
    union select c.witness_id where e.to_state in ('STOPPED', 'CLOSED') or e.from_state is null
    union select c.verified_by where e.to_state = 'STOPPED'
    union select c.decided_by where e.to_state = 'STOPPED'
    union select r.user_id from user_roles r where r.role = 'REVIEWER' and (e.to_state in ('APPLIED', 'DETERMINED', 'APPEALED', 'STOPPED') or e.from_state in ('FED_BACK', 'STOPPED'))
    union select r.user_id from user_roles r where r.role = 'LEADER' and e.to_state in ('VERIFIED', 'STOPPED')) p
  join users u on u.id = p.user_id and u.is_active
  where is_news(city_day(e.at)) and p.user_id is distinct from e.actor_id
    and not exists (select 1 from tolerance_cadres k where k.tolerance_id = c.id and k.cadre_id = u.cadre_id)
  on conflict do nothing;
  return null;
end $$;
create trigger tell after insert on tolerance_events referencing new table as added for each statement execute function tolerance_tell();

-- Whose step is over its day: once for each case, day and person.
create function tell_due_tolerance() returns int language plpgsql security definer set search_path from current as $$
declare told int := 0;
begin
  if pg_try_advisory_xact_lock(hashtextextended('notices tolerance', 0)) then
    insert into notifications (user_id, kind, unit_id, matter_id, day)
    select r.user_id, 'TOLERANCE_DUE', c.unit_id, c.id, c.due_on
    from tolerance_cases c
    join user_roles r on r.role = case c.state when 'VERIFIED' then 'LEADER' else 'REVIEWER' end
    join users u on u.id = r.user_id and u.is_active
    where c.state in ('APPLIED', 'ACCEPTED', 'VERIFIED', 'DETERMINED', 'APPEALED') and c.due_on <= add_working_days(city_today(), 1)
      and not exists (select 1 from tolerance_cadres k where k.tolerance_id = c.id and k.cadre_id = u.cadre_id)
    on conflict do nothing;
    get diagnostics told = row_count;
  end if;
  return told;
end $$;
revoke all on function tolerance_parties(uuid), tolerance_tell(), tell_due_tolerance() from public;
grant execute on function tell_due_tolerance() to observer_system;
