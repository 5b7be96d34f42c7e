-- 提醒 of cases, in the transaction of the step; and by the job, once for each case, day and person, when a deadline is near.
-- Who is told: the contacts of the units that take part, who raised it, the lead's observers of today; the reviewers where
-- they have to check or step in, the leaders of what is escalated. Never who did it.
create function case_people(p_case uuid) returns table (user_id uuid) language sql stable security definer set search_path from current as $$
  select p.contact_id from case_parties p where p.case_id = p_case and is_contact_of(p.contact_id, p.unit_id)
  union
  select c.raised_by from cases c join users u on u.id = c.raised_by and u.is_active where c.id = p_case
  union
  select s.observer_id from cases c join assignments s on s.unit_id = c.unit_id join users u on u.id = s.observer_id and u.is_active
  where c.id = p_case and city_today() between s.starts_on and coalesce(s.ends_on, 'infinity')
$$;

create function case_events_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, unit_id, matter_id, matter_event_id, created_at)
  select distinct p.user_id,
    case e.kind when 'OPENED' then 'CASE_OPENED' when 'RAISED' then 'CASE_RAISED' when 'SETTLED' then 'CASE_SETTLED'
                when 'CLOSED' then 'CASE_CLOSED' else 'CASE_REOPENED' end,
    c.unit_id, c.id, e.id, least(e.at, now())
  from added e join cases c on c.id = e.case_id
  cross join lateral (
    select user_id from case_people(c.id) where e.kind <> 'SETTLED'
    union select c.raised_by where e.kind = 'SETTLED'
    union select c.settled_by where e.kind in ('CLOSED', 'REOPENED', 'SENT_BACK')
    union select r.user_id from user_roles r join users u on u.id = r.user_id and u.is_active
          where r.role = 'REVIEWER' and (e.kind = 'SETTLED' or e.kind = 'RAISED' and e.tier in ('JOINT_MEETING', 'ESCALATED'))
             or r.role = 'LEADER' and e.kind = 'RAISED' and e.tier = 'ESCALATED') p
  where e.kind in ('OPENED', 'RAISED', 'SETTLED', 'CLOSED', 'SENT_BACK', 'REOPENED') and is_news(city_day(e.at))
    and p.user_id is not null and p.user_id is distinct from e.actor_id
  on conflict do nothing;
  return null;
end $$;
create trigger tell after insert on case_events referencing new table as added
  for each statement execute function case_events_tell();

-- A unit that joins later, or names another contact.
create function case_parties_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.contact_id is not null and (tg_op = 'INSERT' or new.contact_id is distinct from old.contact_id)
     and (tg_op = 'UPDATE' or not new.is_lead) then
    insert into notifications (user_id, kind, unit_id, matter_id, matter_event_id, created_at)
    select new.contact_id, 'CASE_OPENED', c.unit_id, c.id, new.id, least(new.added_at, now())
    from cases c where c.id = new.case_id and c.state = 'OPEN' and is_news(city_day(new.added_at))
      and new.contact_id is distinct from viewer_id()
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger tell after insert or update on case_parties for each row execute function case_parties_tell();

-- The day before and from then on once; the reviewers when it is over. Each case and day is told once, however often the
-- job begins anew.
create function tell_due_cases() returns int language plpgsql security definer set search_path from current as $$
declare told int := 0;
begin
  if pg_try_advisory_xact_lock(hashtextextended('notices cases', 0)) then
    insert into notifications (user_id, kind, unit_id, matter_id, day)
    select p.user_id, 'CASE_DUE', c.unit_id, c.id, c.due_on
    from cases c
    cross join lateral (
      select user_id from case_people(c.id)
      union select r.user_id from user_roles r join users u on u.id = r.user_id and u.is_active
            where r.role = 'REVIEWER' and c.due_on < city_today()) p
    where c.state = 'OPEN' and c.due_on <= add_working_days(city_today(), 1)
    on conflict do nothing;
    get diagnostics told = row_count;
  end if;
  return told;
end $$;
revoke all on function case_people(uuid), case_events_tell(), case_parties_tell(), tell_due_cases() from public;
grant execute on function tell_due_cases() to observer_system;
