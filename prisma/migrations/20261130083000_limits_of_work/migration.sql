-- More limits that an office sets (ADR 0041): how far back an assignment is set right, which pause is no rotation, how long
-- two observers overlap, the days of a request, when evidence is thin, late bursts, and what is reminded of beforehand.
-- What product.md says of them is the outer edge of what may be set.

alter table deadline_settings
  drop constraint deadline_settings_step_known,
  drop constraint deadline_settings_amount_in_reach,
  add constraint deadline_settings_step_known check (step in
    ('TOLERANCE_ACCEPT', 'TOLERANCE_VERIFY', 'TOLERANCE_DETERMINE', 'TOLERANCE_FEEDBACK', 'TOLERANCE_APPEAL',
     'CASE_IMMEDIATE', 'CASE_UNIT_LED', 'CASE_JOINT_MEETING', 'CASE_ESCALATED', 'COMPLAINT_ANSWER', 'CORRECTION_ANSWER',
     'ROTATION_MONTHS', 'ROTATION_WARNING_MONTHS', 'BREAK_DAYS', 'UNITS_LEAST', 'UNITS_MOST', 'OVERLAP_DAYS', 'BACKDATE_DAYS',
     'SILENT_DAYS', 'REQUEST_DAYS', 'VISIT_DAYS', 'EVIDENCE_METHODS', 'EVIDENCE_RECORDERS', 'LATE_DAYS', 'LATE_MONTHS',
     'CONCERN_DAYS', 'CONCERN_WARNING_DAYS', 'TRIAL_WARNING_DAYS')),
  add constraint deadline_settings_amount_in_reach check (case step
    -- rule 2: two years at most; rule 1: two or three units
    when 'ROTATION_MONTHS' then amount between 6 and 24
    when 'ROTATION_WARNING_MONTHS' then amount between 3 and 23
    when 'UNITS_LEAST' then amount between 2 and 3
    when 'UNITS_MOST' then amount between 2 and 3
    when 'SILENT_DAYS' then amount between 30 and 365
    -- a shorter pause would make the two years of rule 2 longer
    when 'BREAK_DAYS' then amount between 31 and 366
    -- hand-over sheets are opened within sixty days (transfer_sheets_open)
    when 'OVERLAP_DAYS' then amount between 0 and 60
    when 'BACKDATE_DAYS' then amount between 0 and 31
    when 'REQUEST_DAYS' then amount between 1 and 30
    when 'VISIT_DAYS' then amount between 1 and 90
    -- "evidence thin" under three methods or two recorders: never under fewer
    when 'EVIDENCE_METHODS' then amount between 3 and 10
    when 'EVIDENCE_RECORDERS' then amount between 2 and 10
    -- the longest late stretch is shorter than the shortest span that it is compared with
    when 'LATE_DAYS' then amount between 14 and 120
    when 'LATE_MONTHS' then amount between 6 and 24
    when 'CONCERN_DAYS' then amount between 30 and 366
    when 'CONCERN_WARNING_DAYS' then amount between 7 and 90
    when 'TRIAL_WARNING_DAYS' then amount between 7 and 90
    else amount between 1 and 120 end);

insert into deadline_settings (step, amount, effective_on) values
  ('BREAK_DAYS', 31, '2020-01-01'), ('OVERLAP_DAYS', 60, '2020-01-01'), ('BACKDATE_DAYS', 31, '2020-01-01'),
  ('REQUEST_DAYS', 5, '2020-01-01'), ('VISIT_DAYS', 14, '2020-01-01'),
  ('EVIDENCE_METHODS', 3, '2020-01-01'), ('EVIDENCE_RECORDERS', 2, '2020-01-01'),
  ('LATE_DAYS', 60, '2020-01-01'), ('LATE_MONTHS', 12, '2020-01-01'),
  ('CONCERN_DAYS', 90, '2020-01-01'), ('CONCERN_WARNING_DAYS', 30, '2020-01-01'), ('TRIAL_WARNING_DAYS', 30, '2020-01-01');

-- As before, so long beforehand as the office has set it.
create or replace function tell_due_trials() returns int language plpgsql security definer set search_path from current as $$
declare
  told int := 0;
  ahead int := coalesce(deadline_days('TRIAL_WARNING_DAYS', city_today()), 30);
begin
  if pg_try_advisory_xact_lock(hashtextextended('notices trials', 0)) then
    insert into notifications (user_id, kind, unit_id, matter_id, day)
    select distinct u.id, 'TRIAL_DUE', o.to_unit_id, o.id, o.trial_ends_on
    from promotion_outcomes o
    join user_roles r on r.role = 'REVIEWER' join users u on u.id = r.user_id and u.is_active
    where o.trial_ends_on between city_today() - 92 and city_today() + ahead and coalesce(o.trial_result, 'EXTENDED') = 'EXTENDED'
      and u.cadre_id is distinct from o.cadre_id
    on conflict do nothing;
    get diagnostics told = row_count;
  end if;
  return told;
end $$;
