-- 提醒 of what is carried on step by step between units and the department: 事项, 协调会, 容错. One column names the
-- matter, by the kind of the notice, another the step that it tells of, so that each step is told once. Without
-- foreign keys, as with hand-overs: the kinds lie in three tables.
alter table notifications
  add column matter_id uuid,
  add column matter_event_id uuid,
  drop constraint notifications_kind_known,
  add constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE', 'FOLLOW_UP_ASKED', 'FOLLOW_UP_CLOSED', 'CLAIM_FELL',
    'COMPLAINT_ANSWERED', 'CONCERN_FELL', 'CORRECTION_ASKED', 'CORRECTION_ANSWERED',
    'CASE_OPENED', 'CASE_RAISED', 'CASE_DUE', 'CASE_SETTLED', 'CASE_CLOSED', 'CASE_REOPENED',
    'MEETING_REQUESTED', 'MEETING_INVITED', 'MEETING_CHANGED', 'MEETING_SIGN_ASKED', 'MEETING_SIGNED', 'MEETING_ADDED',
    'TOLERANCE_STEP', 'TOLERANCE_RETURNED', 'TOLERANCE_DECIDED', 'TOLERANCE_STOPPED', 'TOLERANCE_APPEALED',
    'TOLERANCE_DUE', 'TOLERANCE_CONVERTED')),
  add constraint notifications_matter_named check (matter_event_id is null or matter_id is not null),
  drop constraint notifications_once,
  add constraint notifications_once unique nulls not distinct
    (user_id, kind, unit_id, observation_id, revision_no, follow_up_id, handover_id, day, achievement_id, achievement_event_id,
     complaint_id, concern_id, concern_event_id, correction_id, matter_id, matter_event_id);
