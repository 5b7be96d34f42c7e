-- 容错 (docs/adr/0020): `PRE` 事前报备 opens before the result is known and is proof of good faith; `POST` 事后认定 weighs six
-- factors. 申请 → 受理 → 核实 → 认定 → 反馈 → 申诉, each with its working days; a `PRE` case is watched for its stop conditions,
-- and becomes `POST` with all its evidence and its number. Nobody verifies what they applied for, nobody decides what they
-- verified, nobody handles what is about themselves. The legal procedure goes on beside it and is written down.

create table tolerance_cases (
  id uuid not null,
  -- RC-2026-0001, by trigger; kept when it becomes POST
  number text not null,
  kind text not null,
  title text not null,
  unit_id uuid not null references units (id),
  -- what is to be done, or was done
  account text not null,
  -- of a PRE application
  rule_gap text not null default '',
  public_purpose text not null default '',
  is_without_gain boolean not null default false,
  -- which body decided it, when
  collective_decision text not null default '',
  -- 组织见证: an observer
  witness_id uuid references users (id),
  case_id uuid references cases (id),
  state text not null default 'APPLIED',
  -- of the step it stands in
  due_on date,
  state_since date not null,
  state_reason text not null default '',
  verification text not null default '',
  outcome text,
  decision text not null default '',
  feedback text not null default '',
  appeal text not null default '',
  closing text not null default '',
  is_without_loss boolean,
  is_converted boolean not null default false,
  applied_by uuid not null references users (id),
  applied_at timestamptz(3) not null default now(),
  verified_by uuid references users (id),
  decided_by uuid references users (id),
  decided_on date,
  row_version int not null default 1,
  constraint tolerance_cases_pkey primary key (id),
  constraint tolerance_cases_number_once unique (number),
  constraint tolerance_cases_kind_known check (kind in ('PRE', 'POST')),
  constraint tolerance_cases_state_known check (state in ('APPLIED', 'RETURNED', 'REFUSED', 'WITHDRAWN', 'ACCEPTED', 'VERIFIED',
    'DETERMINED', 'FED_BACK', 'APPEALED', 'STOPPED', 'CLOSED')),
  constraint tolerance_cases_outcome_known check (outcome in ('RECORDED', 'NOT_RECORDED', 'TOLERATED', 'PARTLY', 'NOT_TOLERATED')),
  constraint tolerance_cases_outcome_of_kind check (outcome is null or is_converted
    or (kind = 'PRE') = (outcome in ('RECORDED', 'NOT_RECORDED'))),
  -- what a PRE application names
  constraint tolerance_cases_pre_whole check (kind <> 'PRE' or length(trim(rule_gap)) >= 2 and length(trim(public_purpose)) >= 2
    and is_without_gain and length(trim(collective_decision)) >= 2),
  constraint tolerance_cases_texts_size check (length(trim(title)) between 4 and 100 and length(trim(account)) between 4 and 4000
    and greatest(length(rule_gap), length(public_purpose), length(collective_decision)) <= 2000
    and greatest(length(verification), length(decision), length(feedback), length(appeal), length(closing)) <= 4000
    and length(state_reason) <= 500),
  constraint tolerance_cases_four_eyes check (verified_by <> applied_by and decided_by <> applied_by and decided_by <> verified_by)
);
create index tolerance_cases_unit on tolerance_cases (unit_id, applied_at desc);
create index tolerance_cases_recent on tolerance_cases (applied_at desc, id desc);
create index tolerance_cases_due on tolerance_cases (due_on) where due_on is not null;
create index tolerance_cases_case on tolerance_cases (case_id) where case_id is not null;
create index tolerance_cases_witness on tolerance_cases (witness_id) where witness_id is not null;

create table tolerance_cadres (
  id uuid not null default gen_random_uuid(),
  tolerance_id uuid not null references tolerance_cases (id),
  cadre_id uuid not null references cadres (id),
  -- name, unit and post on the day of the application (rule 4), by trigger: the unit reads them without the roster
  name text not null,
  unit_id uuid not null references units (id),
  post_title text not null,
  part text not null default '',
  constraint tolerance_cadres_pkey primary key (id),
  constraint tolerance_cadres_once unique (tolerance_id, cadre_id),
  constraint tolerance_cadres_part_size check (length(part) <= 200)
);
create index tolerance_cadres_cadre on tolerance_cadres (cadre_id);

-- 风险 and 停止条件 of a PRE application. A stop condition is marked as met once.
create table tolerance_risks (
  id uuid not null default gen_random_uuid(),
  tolerance_id uuid not null references tolerance_cases (id),
  kind text not null,
  position int not null,
  text text not null,
  met_at timestamptz(3),
  met_by uuid references users (id),
  how text not null default '',
  constraint tolerance_risks_pkey primary key (id),
  constraint tolerance_risks_kind_known check (kind in ('RISK', 'STOP')),
  constraint tolerance_risks_text_size check (length(trim(text)) between 2 and 300 and length(how) <= 500),
  constraint tolerance_risks_met_whole check ((met_at is null) = (met_by is null) and (met_at is null or kind = 'STOP' and length(trim(how)) >= 2))
);
create index tolerance_risks_of on tolerance_risks (tolerance_id, kind, position);

-- 并行的法定程序: what has to be approved all the same, and its approval.
create table tolerance_procedures (
  id uuid not null default gen_random_uuid(),
  tolerance_id uuid not null references tolerance_cases (id),
  name text not null,
  approval_number text not null default '',
  approved_on date,
  added_by uuid not null references users (id),
  constraint tolerance_procedures_pkey primary key (id),
  constraint tolerance_procedures_texts_size check (length(trim(name)) between 2 and 200 and length(approval_number) <= 100),
  constraint tolerance_procedures_approved_whole check ((approved_on is null) = (approval_number = ''))
);
create index tolerance_procedures_of on tolerance_procedures (tolerance_id);

-- The six factors of a POST case, as verified; the department's.
create table tolerance_factors (
  tolerance_id uuid not null references tolerance_cases (id),
  factor text not null,
  finding text not null,
  text text not null,
  set_by uuid not null references users (id),
  constraint tolerance_factors_pkey primary key (tolerance_id, factor),
  constraint tolerance_factors_factor_known check (factor in ('MOTIVE', 'CONDITIONS', 'PROCEDURE', 'NATURE', 'CONSEQUENCE', 'REMEDY')),
  constraint tolerance_factors_finding_known check (finding in ('FOR', 'AGAINST', 'OPEN')),
  constraint tolerance_factors_text_size check (length(trim(text)) between 2 and 1000)
);
-- 排除情形: one that is met blocks, with its reason.
create table tolerance_exclusions (
  tolerance_id uuid not null references tolerance_cases (id),
  exclusion text not null,
  text text not null,
  set_by uuid not null references users (id),
  constraint tolerance_exclusions_pkey primary key (tolerance_id, exclusion),
  constraint tolerance_exclusions_known check (exclusion in ('SAFETY', 'GAIN', 'DISCIPLINE', 'HARM', 'DEFIANCE')),
  constraint tolerance_exclusions_text_size check (length(trim(text)) between 2 and 500)
);
create table tolerance_evidence (
  id uuid not null,
  tolerance_id uuid not null references tolerance_cases (id),
  factor text,
  observation_id uuid references observations (id),
  document_title text,
  document_number text not null default '',
  document_on date,
  note text not null default '',
  added_by uuid not null references users (id),
  added_at timestamptz(3) not null default now(),
  constraint tolerance_evidence_pkey primary key (id),
  constraint tolerance_evidence_one_thing check ((observation_id is null) <> (document_title is null)),
  constraint tolerance_evidence_factor_known check (factor in ('MOTIVE', 'CONDITIONS', 'PROCEDURE', 'NATURE', 'CONSEQUENCE', 'REMEDY')),
  constraint tolerance_evidence_texts_size check (length(trim(document_title)) between 2 and 200 and length(document_number) <= 100 and length(note) <= 500)
);
create index tolerance_evidence_of on tolerance_evidence (tolerance_id);
create index tolerance_evidence_observation on tolerance_evidence (observation_id) where observation_id is not null;

create table tolerance_events (
  id uuid not null default gen_random_uuid(),
  tolerance_id uuid not null references tolerance_cases (id),
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid references users (id),
  from_state text,
  to_state text not null,
  kind text not null,
  due_on date,
  text text not null default '',
  constraint tolerance_events_pkey primary key (id)
);
create index tolerance_events_of on tolerance_events (tolerance_id, at desc);

-- ---------------------------------------------------------------- rights
create function viewer_own_tolerance() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(tolerance_id), '{}') from tolerance_cadres where viewer_cadre_id() is not null and cadre_id = viewer_cadre_id()
$$;
grant execute on function viewer_own_tolerance() to observer_app;

do $$
declare t text;
begin
  foreach t in array array['tolerance_cases', 'tolerance_cadres', 'tolerance_risks', 'tolerance_procedures', 'tolerance_factors',
                           'tolerance_exclusions', 'tolerance_evidence', 'tolerance_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['tolerance_cadres', 'tolerance_risks', 'tolerance_procedures', 'tolerance_factors',
                           'tolerance_exclusions', 'tolerance_evidence', 'tolerance_events'] loop
    execute format('create policy of_case on %I for select to observer_app using (exists (select 1 from tolerance_cases c where c.id = tolerance_id))', t);
  end loop;
  foreach t in array array['tolerance_cases', 'tolerance_risks', 'tolerance_procedures'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['tolerance_evidence', 'tolerance_events'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
  end loop;
  -- what was verified is the department's; the unit reads the decision
  foreach t in array array['tolerance_factors', 'tolerance_exclusions', 'tolerance_evidence'] loop
    execute format('create policy of_department on %I as restrictive for select to observer_app using ((select viewer_is(''REVIEWER'', ''LEADER'')))', t);
  end loop;
end $$;

create policy tolerance_read on tolerance_cases for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER'))
  or (select viewer_is('OBSERVER')) and (witness_id = (select viewer_id()) or unit_id = any ((select viewer_unit_ids())::uuid[]))
  or (select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id()));
create policy tolerance_not_on_self on tolerance_cases as restrictive to observer_app
  using (id <> all ((select viewer_own_tolerance())::uuid[]));
create policy tolerance_apply on tolerance_cases for insert to observer_app with check (
  applied_by = (select viewer_id()) and state = 'APPLIED' and outcome is null and not is_converted
  and ((select viewer_is('REVIEWER')) or (select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id())));
-- who may take which step is kept by trigger
create policy tolerance_carry on tolerance_cases for update to observer_app
  using ((select viewer_is('REVIEWER', 'LEADER', 'LIAISON'))) with check ((select viewer_is('REVIEWER', 'LEADER', 'LIAISON')));
grant select on tolerance_cases to observer_app;
grant insert (id, kind, title, unit_id, account, rule_gap, public_purpose, is_without_gain, collective_decision, witness_id, case_id, applied_by),
      update (kind, title, account, rule_gap, public_purpose, is_without_gain, collective_decision, state, state_reason, verification, outcome,
              decision, feedback, appeal, closing, is_without_loss, is_converted, verified_by, decided_by, row_version)
  on tolerance_cases to observer_app;

-- Parts of an application come with it, or while it was returned.
create function viewer_applies(p_tolerance uuid) returns boolean language sql stable security definer set search_path from current as $$
  select exists (select 1 from tolerance_cases where id = p_tolerance and applied_by = viewer_id() and state in ('APPLIED', 'RETURNED'))
$$;
create policy cadres_name on tolerance_cadres for insert to observer_app with check (
  viewer_applies(tolerance_id) and cadre_id is distinct from (select viewer_cadre_id()));
create policy risks_name on tolerance_risks for insert to observer_app with check (viewer_applies(tolerance_id) and met_at is null);
create policy risks_meet on tolerance_risks for update to observer_app
  using (exists (select 1 from tolerance_cases c where c.id = tolerance_id)) with check (met_by = (select viewer_id()));
create policy procedures_name on tolerance_procedures for insert to observer_app with check (
  added_by = (select viewer_id()) and exists (select 1 from tolerance_cases c where c.id = tolerance_id)
  and ((select viewer_is('REVIEWER', 'LIAISON'))));
create policy procedures_settle on tolerance_procedures for update to observer_app
  using (approved_on is null and (select viewer_is('REVIEWER', 'LIAISON', 'OBSERVER'))
         and exists (select 1 from tolerance_cases c where c.id = tolerance_id))
  with check (approved_on is not null);
-- factors and exclusions while it is verified, by who did not apply
create function viewer_verifies(p_tolerance uuid) returns boolean language sql stable security definer set search_path from current as $$
  select viewer_is('REVIEWER') and exists (select 1 from tolerance_cases where id = p_tolerance and state in ('ACCEPTED', 'APPEALED')
                                           and applied_by <> viewer_id())
$$;
create policy factors_set on tolerance_factors for insert to observer_app with check (viewer_verifies(tolerance_id) and set_by = (select viewer_id()));
create policy factors_change on tolerance_factors for update to observer_app
  using (viewer_verifies(tolerance_id)) with check (set_by = (select viewer_id()));
create policy exclusions_set on tolerance_exclusions for insert to observer_app with check (viewer_verifies(tolerance_id) and set_by = (select viewer_id()));
create policy exclusions_lift on tolerance_exclusions for delete to observer_app using (viewer_verifies(tolerance_id));
create policy evidence_readable on tolerance_evidence as restrictive for select to observer_app using (
  observation_id is null or exists (select 1 from observations o where o.id = observation_id));
create policy evidence_add on tolerance_evidence for insert to observer_app with check (
  added_by = (select viewer_id()) and (select viewer_is('REVIEWER')) and exists (select 1 from tolerance_cases c where c.id = tolerance_id
    and c.state not in ('CLOSED', 'WITHDRAWN', 'REFUSED'))
  and (observation_id is null or exists (select 1 from observations o where o.id = observation_id)));
grant select on tolerance_cadres, tolerance_risks, tolerance_procedures, tolerance_factors, tolerance_exclusions, tolerance_evidence,
  tolerance_events to observer_app;
grant insert (id, tolerance_id, cadre_id, part) on tolerance_cadres to observer_app;
grant insert (id, tolerance_id, kind, position, text), update (met_at, met_by, how) on tolerance_risks to observer_app;
grant insert (id, tolerance_id, name, approval_number, approved_on, added_by), update (approval_number, approved_on) on tolerance_procedures to observer_app;
grant insert (tolerance_id, factor, finding, text, set_by), update (finding, text, set_by) on tolerance_factors to observer_app;
grant insert (tolerance_id, exclusion, text, set_by), delete on tolerance_exclusions to observer_app;
grant insert (id, tolerance_id, factor, observation_id, document_title, document_number, document_on, note, added_by) on tolerance_evidence to observer_app;
-- no insert grant on events: triggers write them

-- ---------------------------------------------------------------- the course
create function tolerance_due(p_state text, p_from date) returns date language sql stable security definer set search_path from current as $$
  select add_working_days(p_from, deadline_days(case p_state when 'APPLIED' then 'TOLERANCE_ACCEPT' when 'ACCEPTED' then 'TOLERANCE_VERIFY'
    when 'VERIFIED' then 'TOLERANCE_DETERMINE' when 'DETERMINED' then 'TOLERANCE_FEEDBACK' when 'FED_BACK' then 'TOLERANCE_APPEAL'
    when 'APPEALED' then 'TOLERANCE_VERIFY' end, p_from))
  where p_state in ('APPLIED', 'ACCEPTED', 'VERIFIED', 'DETERMINED', 'FED_BACK', 'APPEALED')
$$;

create function tolerance_begin() returns trigger language plpgsql security definer set search_path from current as $$
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
  if new.witness_id is not null and not exists (select 1 from user_roles where user_id = new.witness_id and role = 'OBSERVER') then
    perform refuse('tolerance_witness', 'a witness is an observer');
  end if;
  if new.state <> 'APPLIED' then
    perform refuse('tolerance_transition', 'it begins with the application');
  end if;
  return new;
end $$;
create trigger begin before insert on tolerance_cases for each row execute function tolerance_begin();
create function tolerance_begun() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into tolerance_events (tolerance_id, at, actor_id, to_state, kind, due_on)
  values (new.id, case when viewer_id() is null then new.applied_at else clock_timestamp() end, new.applied_by, new.state, new.kind, new.due_on);
  return null;
end $$;
create trigger begin_history after insert on tolerance_cases for each row execute function tolerance_begun();

create function tolerance_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
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
    if step in ('APPLIED>ACCEPTED', 'APPLIED>RETURNED', 'APPLIED>REFUSED', 'ACCEPTED>RETURNED', 'ACCEPTED>VERIFIED', 'APPEALED>VERIFIED') and me = old.applied_by then
      perform refuse('tolerance_four_eyes', 'nobody judges their own application');
    end if;
  end if;

  case step
  when 'ACCEPTED>VERIFIED', 'APPEALED>VERIFIED' then
    new.verified_by := coalesce(me, new.verified_by);
    if length(trim(new.verification)) < 2 then
      perform refuse('tolerance_reason_given', 'what was verified is written down');
    end if;
    -- an appeal is looked at by somebody else
    if old.state = 'APPEALED' and new.verified_by = old.verified_by then
      perform refuse('tolerance_four_eyes', 'an appeal is verified by another person');
    end if;
    if new.kind = 'POST' and (select count(*) from tolerance_factors where tolerance_id = new.id) < 6 then
      perform refuse('tolerance_factors_six', 'all six factors are weighed');
    end if;
  when 'VERIFIED>DETERMINED' then
    new.decided_by := coalesce(me, new.decided_by);
    new.decided_on := day;
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
create trigger keep_rules before update on tolerance_cases for each row execute function tolerance_keep_rules();
create function tolerance_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into tolerance_events (tolerance_id, at, actor_id, from_state, to_state, kind, due_on, text)
  values (new.id, case when viewer_id() is null then new.state_since::timestamp at time zone 'Asia/Shanghai' + interval '10 hours' else clock_timestamp() end,
    coalesce(viewer_id(), case new.state when 'VERIFIED' then new.verified_by when 'DETERMINED' then new.decided_by
                          when 'APPEALED' then new.applied_by when 'APPLIED' then new.applied_by else new.verified_by end),
    old.state, new.state, new.kind, new.due_on,
    case new.state when 'VERIFIED' then new.verification when 'DETERMINED' then new.decision when 'FED_BACK' then new.feedback
      when 'APPEALED' then new.appeal when 'CLOSED' then new.closing else new.state_reason end);
  return null;
end $$;
create trigger remember after update on tolerance_cases for each row execute function tolerance_remember();

create function tolerance_cadres_fill() returns trigger language plpgsql security definer set search_path from current as $$
declare
  held record;
  day date := (select city_day(applied_at) from tolerance_cases where id = new.tolerance_id);
begin
  select p.unit_id, p.title into held from post_holdings p
    where p.cadre_id = new.cadre_id and p.starts_on <= day
    order by (day <= coalesce(p.ends_on, 'infinity')) desc, p.is_primary desc, p.starts_on desc limit 1;
  if held is null then
    perform refuse('tolerance_cadres_in_office', 'the cadre held no post by then');
  end if;
  if held.unit_id <> (select unit_id from tolerance_cases where id = new.tolerance_id) and viewer_is('LIAISON') and not viewer_is('REVIEWER') then
    perform refuse('tolerance_cadres_own', 'a unit applies for its own cadres');
  end if;
  new.name := (select name from cadres where id = new.cadre_id);
  new.unit_id := held.unit_id;
  new.post_title := held.title;
  return new;
end $$;
create trigger fill before insert on tolerance_cadres for each row execute function tolerance_cadres_fill();
create trigger never_changed before update or delete on tolerance_cadres for each row execute function refuse_change();

-- A stop condition that is met stops the case in the same transaction.
create function tolerance_risks_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  held record;
begin
  if old.met_at is not null or new.met_at is null or (new.id, new.tolerance_id, new.kind, new.position, new.text)
     is distinct from (old.id, old.tolerance_id, old.kind, old.position, old.text) then
    perform refuse('tolerance_risks_once', 'a stop condition is marked as met once');
  end if;
  select state, kind, outcome into held from tolerance_cases where id = new.tolerance_id for update;
  if held.kind <> 'PRE' or held.outcome is distinct from 'RECORDED' or held.state not in ('FED_BACK', 'STOPPED') then
    perform refuse('tolerance_risks_once', 'only what is under watch is stopped');
  end if;
  if viewer_id() is not null then
    new.met_at := now();
  end if;
  return new;
end $$;
create trigger keep before update on tolerance_risks for each row execute function tolerance_risks_keep();
create function tolerance_risks_stop() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update tolerance_cases set state = 'STOPPED', state_reason = left(new.text || '：' || new.how, 500), row_version = row_version + 1
    where id = new.tolerance_id and state = 'FED_BACK';
  return null;
end $$;
create trigger stop after update on tolerance_risks for each row execute function tolerance_risks_stop();
create function tolerance_procedures_keep() returns trigger language plpgsql as $$
begin
  if old.approved_on is not null or (new.id, new.tolerance_id, new.name, new.added_by) is distinct from (old.id, old.tolerance_id, old.name, old.added_by) then
    perform refuse('tolerance_procedures_once', 'an approval is written down once');
  end if;
  return new;
end $$;
create trigger keep before update on tolerance_procedures for each row execute function tolerance_procedures_keep();
-- what was weighed stays once it was decided
create function tolerance_findings_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if (select state from tolerance_cases where id = coalesce(new.tolerance_id, old.tolerance_id)) not in ('ACCEPTED', 'APPEALED')
     or tg_op = 'UPDATE' and (new.tolerance_id, new.factor) is distinct from (old.tolerance_id, old.factor) then
    perform refuse('tolerance_in_place', 'what was verified stays');
  end if;
  return coalesce(new, old);
end $$;
create trigger keep before insert or update or delete on tolerance_factors for each row execute function tolerance_findings_keep();
create function tolerance_exclusions_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'UPDATE' or (select state from tolerance_cases where id = coalesce(new.tolerance_id, old.tolerance_id)) not in ('ACCEPTED', 'APPEALED') then
    perform refuse('tolerance_in_place', 'what was verified stays');
  end if;
  return coalesce(new, old);
end $$;
create trigger keep before insert or update or delete on tolerance_exclusions for each row execute function tolerance_exclusions_keep();

-- Whom an application may name: for the liaison of the unit, who reads no roster, and the department.
create function tolerance_team(p_unit uuid) returns table (id uuid, name text, title text, pinyin text)
language sql stable security definer set search_path from current as $$
  select c.id, c.name, p.title, c.pinyin from post_holdings p join cadres c on c.id = p.cadre_id
  where p.unit_id = p_unit and p.is_primary and city_today() between p.starts_on and coalesce(p.ends_on, 'infinity')
    and (viewer_is('REVIEWER') or viewer_is('LIAISON') and p_unit = viewer_own_unit_id())
$$;
revoke all on function viewer_own_tolerance(), viewer_applies(uuid), viewer_verifies(uuid), tolerance_due(text, date), tolerance_begin(), tolerance_begun(),
  tolerance_keep_rules(), tolerance_remember(), tolerance_cadres_fill(), tolerance_risks_keep(), tolerance_risks_stop(),
  tolerance_procedures_keep(), tolerance_findings_keep(), tolerance_exclusions_keep(), tolerance_team(uuid) from public;
grant execute on function viewer_applies(uuid), viewer_verifies(uuid), tolerance_team(uuid) to observer_app;
