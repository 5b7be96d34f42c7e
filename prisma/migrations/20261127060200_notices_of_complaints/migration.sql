-- Who gave their name is told of the answer. A notice names its reader, so there is none for a name that is withheld.
alter table notifications
  add column complaint_id uuid references complaints (id),
  drop constraint notifications_kind_known,
  add constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE', 'FOLLOW_UP_ASKED', 'FOLLOW_UP_CLOSED', 'CLAIM_FELL',
    'COMPLAINT_ANSWERED')),
  drop constraint notifications_once,
  add constraint notifications_once unique nulls not distinct
    (user_id, kind, unit_id, observation_id, revision_no, follow_up_id, handover_id, day, achievement_id, achievement_event_id,
     complaint_id);

create function complaints_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, complaint_id, created_at)
  select n.sender_id, 'COMPLAINT_ANSWERED', n.id, least(n.answered_at, now())
  from added n join removed o on o.id = n.id
  where o.state = 'RECEIVED' and n.state = 'ANSWERED' and n.sender_id is not null and is_news(city_day(n.answered_at))
  on conflict do nothing;
  return null;
end $$;
revoke all on function complaints_tell() from public;
create trigger tell_answered after update on complaints referencing new table as added old table as removed
  for each statement execute function complaints_tell();
