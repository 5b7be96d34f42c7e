-- 容错: four eyes over the whole history of a case, not over its last hands alone; no end while an appeal may still come; and a
-- 事前报备 names its witness, its risks and its stop conditions in the database too (ADR 0047).

-- Who spoke for the unit: applied, completed the application, or appealed.
create function tolerance_applicants(p_tolerance uuid) returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(distinct actor_id), '{}') from tolerance_events
  where tolerance_id = p_tolerance and to_state in ('APPLIED', 'APPEALED') and actor_id is not null
$$;

create or replace function viewer_verifies(p_tolerance uuid) returns boolean language sql stable security definer set search_path from current as $$
  select viewer_is('REVIEWER') and exists (select 1 from tolerance_cases where id = p_tolerance and state in ('ACCEPTED', 'APPEALED')
                                           and applied_by <> viewer_id() and viewer_id() <> all (tolerance_applicants(id)))
$$;

create or replace function tolerance_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  me uuid := viewer_id();
  step text := old.state || '>' || new.state;
  converts boolean := old.kind = 'PRE' and new.kind = 'POST';
  amended boolean := (new.title, new.account, new.rule_gap, new.public_purpose, new.is_without_gain, new.collective_decision)
    is distinct from (old.title, old.account, old.rule_gap, old.public_purpose, old.is_without_gain, old.collective_decision);
  -- whose turn it is
  applies boolean := me = old.applied_by or (viewer_is('LIAISON') and old.unit_id = viewer_own_unit_id());
  day date := case when me is null then coalesce(nullif(new.state_since, old.state_since), city_today()) else city_today() end;
begin
  if (new.id, new.number, new.unit_id, new.witness_id, new.case_id, new.applied_by, new.applied_at)
     is distinct from (old.id, old.number, old.unit_id, old.witness_id, old.case_id, old.applied_by, old.applied_at)
     or new.row_version <> old.row_version + 1 then
    perform refuse('tolerance_in_place', 'it is carried on step by step, never rewritten');
  end if;
  if step not in ('APPLIED>ACCEPTED', 'APPLIED>RETURNED', 'APPLIED>REFUSED', 'APPLIED>WITHDRAWN', 'RETURNED>APPLIED', 'RETURNED>WITHDRAWN',
                  'ACCEPTED>VERIFIED', 'ACCEPTED>RETURNED', 'VERIFIED>ACCEPTED', 'VERIFIED>DETERMINED', 'DETERMINED>FED_BACK',
                  'FED_BACK>APPEALED', 'FED_BACK>CLOSED', 'FED_BACK>STOPPED', 'FED_BACK>ACCEPTED', 'APPEALED>VERIFIED',
                  'STOPPED>ACCEPTED', 'STOPPED>CLOSED') then
    perform refuse('tolerance_transition', format('no way from %s to %s', old.state, new.state));
  end if;
  -- by itself the kind never changes; leaving the watch for a new look does just that
  if converts <> (step in ('FED_BACK>ACCEPTED', 'STOPPED>ACCEPTED')) or (old.kind = 'POST' and new.kind <> 'POST')
     or new.is_converted <> (old.is_converted or converts) then
    perform refuse('tolerance_transition', 'a PRE case becomes POST when its watch ends with a result to be judged');
  end if;
  if amended and step <> 'RETURNED>APPLIED' then
    perform refuse('tolerance_in_place', 'an application is completed while it is returned');
  end if;
  if step in ('APPLIED>RETURNED', 'ACCEPTED>RETURNED', 'APPLIED>REFUSED', 'VERIFIED>ACCEPTED', 'FED_BACK>STOPPED', 'FED_BACK>ACCEPTED',
              'STOPPED>ACCEPTED', 'APPLIED>WITHDRAWN', 'RETURNED>WITHDRAWN') and length(trim(new.state_reason)) < 2 then
    perform refuse('tolerance_reason_given', 'the step needs its reason');
  end if;
  if me is not null then
    if step in ('APPLIED>ACCEPTED', 'APPLIED>RETURNED', 'APPLIED>REFUSED', 'ACCEPTED>RETURNED', 'ACCEPTED>VERIFIED', 'DETERMINED>FED_BACK', 'APPEALED>VERIFIED')
       and not viewer_is('REVIEWER') or step in ('VERIFIED>DETERMINED', 'VERIFIED>ACCEPTED') and not viewer_is('LEADER')
       or step in ('RETURNED>APPLIED', 'APPLIED>WITHDRAWN', 'RETURNED>WITHDRAWN', 'FED_BACK>APPEALED') and not coalesce(applies, false)
       or step in ('FED_BACK>ACCEPTED', 'STOPPED>ACCEPTED', 'FED_BACK>CLOSED', 'STOPPED>CLOSED') and not viewer_is('REVIEWER', 'LEADER') then
      perform refuse('tolerance_step_by_right', 'the step is somebody else''s');
    end if;
    if step in ('APPLIED>ACCEPTED', 'APPLIED>RETURNED', 'APPLIED>REFUSED', 'ACCEPTED>RETURNED', 'ACCEPTED>VERIFIED', 'APPEALED>VERIFIED')
       and (me = old.applied_by or me = any (tolerance_applicants(old.id))) then
      perform refuse('tolerance_four_eyes', 'nobody judges their own application');
    end if;
  end if;

  case step
  when 'ACCEPTED>VERIFIED', 'APPEALED>VERIFIED' then
    new.verified_by := coalesce(me, new.verified_by);
    if length(trim(new.verification)) < 2 then
      perform refuse('tolerance_reason_given', 'what was verified is written down');
    end if;
    if new.verified_by = any (tolerance_applicants(old.id)) then
      perform refuse('tolerance_four_eyes', 'nobody verifies what they applied for, completed or appealed');
    end if;
    -- an appeal is looked at by somebody who has not looked before
    if old.state = 'APPEALED' and (new.verified_by = old.verified_by or exists (
        select 1 from tolerance_events where tolerance_id = old.id and to_state = 'VERIFIED' and kind = old.kind and actor_id = new.verified_by)) then
      perform refuse('tolerance_four_eyes', 'an appeal is verified by another person');
    end if;
    if new.kind = 'POST' and (select count(*) from tolerance_factors where tolerance_id = new.id) < 6 then
      perform refuse('tolerance_factors_six', 'all six factors are weighed');
    end if;
  when 'VERIFIED>DETERMINED' then
    new.decided_by := coalesce(me, new.decided_by);
    new.decided_on := day;
    -- whoever verified it once, even if another did it again since
    if new.decided_by = any (tolerance_applicants(old.id))
       or exists (select 1 from tolerance_events where tolerance_id = old.id and to_state = 'VERIFIED' and actor_id = new.decided_by)
       or exists (select 1 from tolerance_factors where tolerance_id = old.id and set_by = new.decided_by)
       or exists (select 1 from tolerance_exclusions where tolerance_id = old.id and set_by = new.decided_by) then
      perform refuse('tolerance_four_eyes', 'nobody decides what they applied for or verified');
    end if;
    if new.outcome is null or length(trim(new.decision)) < 2 then
      perform refuse('tolerance_reason_given', 'a decision has its outcome and its reasons');
    end if;
    if (new.kind = 'PRE') <> (new.outcome in ('RECORDED', 'NOT_RECORDED')) then
      perform refuse('tolerance_transition', 'an outcome of its kind');
    end if;
    if new.outcome not in ('NOT_RECORDED', 'NOT_TOLERATED') and exists (select 1 from tolerance_exclusions where tolerance_id = new.id) then
      perform refuse('tolerance_excluded', 'an exclusion is met');
    end if;
  when 'DETERMINED>FED_BACK' then
    if length(trim(new.feedback)) < 2 then
      perform refuse('tolerance_reason_given', 'how it was fed back is written down');
    end if;
  when 'FED_BACK>APPEALED' then
    if length(trim(new.appeal)) < 2 then
      perform refuse('tolerance_reason_given', 'an appeal has its reasons');
    end if;
    if me is not null and old.due_on < city_today() then
      perform refuse('tolerance_appeal_in_time', 'the days for an appeal are over');
    end if;
    if exists (select 1 from tolerance_events where tolerance_id = new.id and to_state = 'APPEALED' and kind = new.kind) then
      perform refuse('tolerance_transition', 'one appeal');
    end if;
  when 'FED_BACK>CLOSED', 'STOPPED>CLOSED' then
    -- what went the unit's way is not appealed; the rest waits for the days that the paper promises
    if me is not null and old.state = 'FED_BACK' and old.due_on >= city_today() and old.outcome not in ('RECORDED', 'TOLERATED')
       and not exists (select 1 from tolerance_events where tolerance_id = old.id and to_state = 'APPEALED' and kind = old.kind) then
      perform refuse('tolerance_appeal_open', 'it may still be appealed');
    end if;
    if length(trim(new.closing)) < 2 or (new.kind = 'PRE' and new.is_without_loss is null) then
      perform refuse('tolerance_reason_given', 'how it ended is written down');
    end if;
  when 'FED_BACK>STOPPED' then
    if new.kind <> 'PRE' or new.outcome <> 'RECORDED'
       or not exists (select 1 from tolerance_risks where tolerance_id = new.id and met_at is not null) then
      perform refuse('tolerance_transition', 'what is under watch is stopped by a condition that is met');
    end if;
  when 'FED_BACK>ACCEPTED', 'STOPPED>ACCEPTED' then
    if old.outcome <> 'RECORDED' then
      perform refuse('tolerance_transition', 'what was not recorded is applied for anew');
    end if;
  else
    null;
  end case;
  if step not in ('ACCEPTED>VERIFIED', 'APPEALED>VERIFIED') and (new.verification, new.verified_by) is distinct from (old.verification, old.verified_by)
     or step <> 'VERIFIED>DETERMINED' and (new.outcome, new.decision, new.decided_by, new.decided_on)
        is distinct from (old.outcome, old.decision, old.decided_by, old.decided_on)
     or step <> 'DETERMINED>FED_BACK' and new.feedback is distinct from old.feedback
     or step <> 'FED_BACK>APPEALED' and new.appeal is distinct from old.appeal
     or step not in ('FED_BACK>CLOSED', 'STOPPED>CLOSED') and (new.closing, new.is_without_loss) is distinct from (old.closing, old.is_without_loss) then
    perform refuse('tolerance_in_place', 'each step writes its own words');
  end if;
  if me is null and day < old.state_since then
    perform refuse('tolerance_in_place', 'a step comes after the one before');
  end if;
  new.state_since := day;
  new.due_on := tolerance_due(new.state, day);
  return new;
end $$;

create or replace function tolerance_begin() returns trigger language plpgsql security definer set search_path from current as $$
declare
  day date;
begin
  if viewer_id() is not null then
    new.applied_at := now();
  end if;
  day := city_day(new.applied_at);
  perform pg_advisory_xact_lock(hashtextextended('tolerance numbers', 0));
  new.number := 'RC-' || to_char(day, 'YYYY') || '-' || lpad((1 + (select count(*) from tolerance_cases
    where number like 'RC-' || to_char(day, 'YYYY') || '-%'))::text, 4, '0');
  new.state_since := day;
  new.due_on := tolerance_due(new.state, day);
  -- of what is new: cases told before this go on as they are
  if new.kind = 'PRE' and new.witness_id is null then
    perform refuse('tolerance_pre_witness', 'an application beforehand names its witness');
  end if;
  if new.witness_id is not null and not exists (select 1 from user_roles where user_id = new.witness_id and role = 'OBSERVER') then
    perform refuse('tolerance_witness', 'a witness is an observer');
  end if;
  if new.state <> 'APPLIED' then
    perform refuse('tolerance_transition', 'it begins with the application');
  end if;
  return new;
end $$;

-- At commit, for its lines come after it.
create function tolerance_pre_lines() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if viewer_id() is not null and (select count(distinct kind) from tolerance_risks where tolerance_id = new.id) < 2 then
    perform refuse('tolerance_pre_lines', 'an application beforehand names risks and stop conditions');
  end if;
  return null;
end $$;
create constraint trigger pre_lines after insert on tolerance_cases deferrable initially deferred
  for each row when (new.kind = 'PRE') execute function tolerance_pre_lines();

revoke all on function tolerance_applicants(uuid), tolerance_pre_lines() from public;
