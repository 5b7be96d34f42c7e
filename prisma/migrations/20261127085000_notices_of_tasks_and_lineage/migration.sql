-- Who is named to observe a task is told, as who is given a unit is; and who worked on a claim that goes into another one or is split.
alter table notifications
  drop constraint notifications_kind_known,
  add constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'TASK_NAMED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE', 'FOLLOW_UP_ASKED', 'FOLLOW_UP_CLOSED', 'CLAIM_FELL', 'CLAIM_CARRIED',
    'COMPLAINT_ANSWERED', 'CONCERN_FELL', 'CORRECTION_ASKED', 'CORRECTION_ANSWERED',
    'CASE_OPENED', 'CASE_RAISED', 'CASE_DUE', 'CASE_SETTLED', 'CASE_CLOSED', 'CASE_REOPENED',
    'MEETING_REQUESTED', 'MEETING_INVITED', 'MEETING_CHANGED', 'MEETING_SIGN_ASKED', 'MEETING_SIGNED', 'MEETING_ADDED',
    'TOLERANCE_STEP', 'TOLERANCE_RETURNED', 'TOLERANCE_DECIDED', 'TOLERANCE_STOPPED', 'TOLERANCE_APPEALED',
    'TOLERANCE_DUE', 'TOLERANCE_CONVERTED'));

create function task_observers_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, matter_id, matter_event_id, day)
  select observer_id, 'TASK_NAMED', task_id, id, starts_on from added
  where is_news(starts_on) and observer_id is distinct from named_by
  on conflict do nothing;
  return null;
end $$;
create trigger tell_named after insert on central_task_observers referencing new table as added
  for each statement execute function task_observers_tell();

-- Its drafter, who brought its sources, and who was asked about it; not who did it.
create function claims_carried_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, unit_id, achievement_id, achievement_event_id, created_at)
  select p.user_id, 'CLAIM_CARRIED', a.unit_id, a.id, e.id, least(e.at, now())
  from added e join achievements a on a.id = e.achievement_id
  cross join lateral (
    select a.drafted_by as user_id
    union select s.added_by from achievement_sources s where s.achievement_id = a.id
    union select f.owner_id from follow_ups f where f.achievement_id = a.id) p
  where e.to_state in ('MERGED', 'SPLIT') and is_news(city_day(e.at))
    and p.user_id is distinct from e.actor_id and may_see_achievement(p.user_id, a.id)
  on conflict do nothing;
  return null;
end $$;
create trigger tell_carried after insert on achievement_events referencing new table as added
  for each statement execute function claims_carried_tell();
revoke all on function task_observers_tell(), claims_carried_tell() from public;
