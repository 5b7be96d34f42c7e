-- 更正申请: what a cadre says to their own data or to a result that is corroborated, with evidence and a day by which it is
-- answered; answered once, by a reviewer who did not confirm the result. Stands with the result ever after (rule 6).

create table correction_requests (
  id uuid not null,
  cadre_id uuid not null references cadres (id),
  kind text not null,
  subject text not null,
  post_holding_id uuid references post_holdings (id),
  achievement_id uuid references achievements (id),
  -- the wording that the cadre read
  achievement_revision int,
  body text not null,
  evidence_title text not null default '',
  evidence_number text not null default '',
  evidence_text text not null default '',
  asked_by uuid not null references users (id),
  asked_at timestamptz(3) not null default now(),
  due_on date not null,
  state text not null default 'ASKED',
  taken_by uuid references users (id),
  outcome text,
  answer text,
  answered_by uuid references users (id),
  answered_at timestamptz(3),
  withdraw_reason text,
  constraint correction_requests_pkey primary key (id),
  constraint correction_requests_kind_known check (kind in ('CORRECTION', 'REPLY')),
  constraint correction_requests_of_one_thing check
    (case subject when 'BASICS' then post_holding_id is null and achievement_id is null
                  when 'POST' then post_holding_id is not null and achievement_id is null
                  when 'ACHIEVEMENT' then post_holding_id is null and achievement_id is not null
                  else false end),
  constraint correction_requests_body_size check (length(trim(body)) between 5 and 2000),
  constraint correction_requests_evidence_size check
    (length(evidence_title) <= 200 and length(evidence_number) <= 100 and length(evidence_text) <= 1000),
  constraint correction_requests_state_known check (state in ('ASKED', 'REVIEWING', 'ANSWERED', 'WITHDRAWN')),
  constraint correction_requests_taken_by_somebody check (state <> 'REVIEWING' or taken_by is not null),
  constraint correction_requests_outcome_known check (outcome in ('ACCEPTED', 'PARTLY', 'REFUSED')),
  constraint correction_requests_answered_whole check
    ((state = 'ANSWERED') = (outcome is not null) and (outcome is null) = (answer is null)
     and (outcome is null) = (answered_by is null) and (outcome is null) = (answered_at is null)),
  constraint correction_requests_answer_size check (length(trim(answer)) between 2 and 2000),
  constraint correction_requests_withdrawn_whole check
    ((state = 'WITHDRAWN') = (withdraw_reason is not null) and length(withdraw_reason) <= 500)
);
create index correction_requests_open on correction_requests (due_on, id) where state in ('ASKED', 'REVIEWING');
create index correction_requests_recent on correction_requests (asked_at desc, id);
create index correction_requests_cadre on correction_requests (cadre_id, asked_at desc);
create index correction_requests_achievement on correction_requests (achievement_id) where achievement_id is not null;

create table correction_events (
  id uuid not null default gen_random_uuid(),
  request_id uuid not null references correction_requests (id),
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid references users (id),
  from_state text,
  to_state text not null,
  constraint correction_events_pkey primary key (id)
);
create index correction_events_of on correction_events (request_id, at);

do $$
declare t text;
begin
  foreach t in array array['correction_requests', 'correction_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
create trigger never_deleted before delete on correction_requests for each row execute function refuse_change();
create trigger append_only before update or delete on correction_events for each row execute function refuse_change();

-- The cadre their own; the reviewers and the leaders all but what is about themselves, and of a claim as far as they read it.
create policy corrections_read on correction_requests for select to observer_app using (
  (select viewer_is('CADRE')) and asked_by = (select viewer_id()) and cadre_id = (select viewer_cadre_id())
  or (select viewer_is('REVIEWER', 'LEADER')) and cadre_id is distinct from (select viewer_cadre_id())
     and (achievement_id is null or exists (select 1 from achievements a where a.id = achievement_id)));
create policy corrections_ask on correction_requests for insert to observer_app with check (
  (select viewer_is('CADRE')) and asked_by = (select viewer_id()) and cadre_id = (select viewer_cadre_id())
  and state = 'ASKED'
  and (post_holding_id is null or exists (select 1 from post_holdings p where p.id = post_holding_id
                                          and p.cadre_id = correction_requests.cadre_id))
  and (achievement_id is null or exists (select 1 from achievements a join achievement_cadres l
         on l.achievement_id = a.id and l.revision_no = a.revision_no and l.cadre_id = correction_requests.cadre_id
       where a.id = correction_requests.achievement_id and a.state = 'CORROBORATED')));
create policy corrections_withdraw on correction_requests for update to observer_app
  using ((select viewer_is('CADRE')) and asked_by = (select viewer_id()) and state in ('ASKED', 'REVIEWING'))
  with check ((select viewer_is('CADRE')) and asked_by = (select viewer_id()) and state = 'WITHDRAWN');
create policy corrections_answer on correction_requests for update to observer_app
  using ((select viewer_is('REVIEWER')) and cadre_id is distinct from (select viewer_cadre_id()) and state in ('ASKED', 'REVIEWING'))
  with check ((select viewer_is('REVIEWER')) and cadre_id is distinct from (select viewer_cadre_id())
              and (state = 'REVIEWING' and taken_by = (select viewer_id()) or state = 'ANSWERED' and answered_by = (select viewer_id())));
grant select on correction_requests to observer_app;
grant insert (id, cadre_id, kind, subject, post_holding_id, achievement_id, body, evidence_title, evidence_number,
              evidence_text, asked_by),
      update (state, taken_by, outcome, answer, answered_by, answered_at, withdraw_reason) on correction_requests to observer_app;

-- a cadre learns the steps, and of nobody who took them: the page names the office
create policy events_read on correction_events for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER')) and exists (select 1 from correction_requests r where r.id = request_id));
grant select on correction_events to observer_app;
-- no insert grant on events: triggers write them

-- ---------------------------------------------------------------- the deadline is one of the settings
alter table deadline_settings
  drop constraint deadline_settings_step_known,
  add constraint deadline_settings_step_known check (step in
    ('TOLERANCE_ACCEPT', 'TOLERANCE_VERIFY', 'TOLERANCE_DETERMINE', 'TOLERANCE_FEEDBACK', 'TOLERANCE_APPEAL',
     'CASE_IMMEDIATE', 'CASE_UNIT_LED', 'CASE_JOINT_MEETING', 'CASE_ESCALATED', 'COMPLAINT_ANSWER', 'CORRECTION_ANSWER'));
insert into deadline_settings (step, days, effective_on) values ('CORRECTION_ANSWER', 15, '2020-01-01');

create function correction_requests_begin() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- only the owner's seed tells of another day
  if viewer_id() is not null or new.due_on is null then
    new.due_on := add_working_days(city_day(new.asked_at), deadline_days('CORRECTION_ANSWER', city_day(new.asked_at)));
  end if;
  new.achievement_revision := (select revision_no from achievements where id = new.achievement_id);
  if viewer_id() is not null
     and (select count(*) from correction_requests where cadre_id = new.cadre_id and state in ('ASKED', 'REVIEWING')) >= 20 then
    perform refuse('correction_requests_open_limit', 'twenty are open');
  end if;
  return new;
end $$;
create trigger begin before insert on correction_requests for each row execute function correction_requests_begin();

create function correction_requests_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if (new.id, new.cadre_id, new.kind, new.subject, new.post_holding_id, new.achievement_id, new.achievement_revision, new.body,
      new.evidence_title, new.evidence_number, new.evidence_text, new.asked_by, new.asked_at, new.due_on)
     is distinct from
     (old.id, old.cadre_id, old.kind, old.subject, old.post_holding_id, old.achievement_id, old.achievement_revision, old.body,
      old.evidence_title, old.evidence_number, old.evidence_text, old.asked_by, old.asked_at, old.due_on) then
    perform refuse('correction_requests_in_place', 'a request is answered, never rewritten');
  end if;
  if (old.state, new.state) not in (
    ('ASKED', 'REVIEWING'), ('ASKED', 'ANSWERED'), ('ASKED', 'WITHDRAWN'),
    ('REVIEWING', 'ANSWERED'), ('REVIEWING', 'WITHDRAWN')) then
    perform refuse('correction_requests_transition', format('no way from %s to %s', old.state, new.state));
  end if;
  -- who had a part in the result does not answer what is said to it
  if new.state in ('REVIEWING', 'ANSWERED') and exists (
    select 1 from achievements a where a.id = new.achievement_id
      and (coalesce(new.answered_by, new.taken_by) in (a.drafted_by, a.confirmed_by)
           or coalesce(new.answered_by, new.taken_by) in (
             select e.actor_id from achievement_events e where e.achievement_id = a.id and e.to_state = 'CORROBORATED'))) then
    perform refuse('correction_requests_by_another', 'who confirmed or drafted the result does not answer');
  end if;
  if coalesce(new.answered_by, new.taken_by) = new.asked_by then
    perform refuse('correction_requests_by_another', 'nobody answers themselves');
  end if;
  return new;
end $$;
create trigger keep_rules before update on correction_requests for each row execute function correction_requests_keep_rules();

create function correction_requests_history() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into correction_events (request_id, at, actor_id, from_state, to_state)
  values (new.id,
    case when tg_op = 'INSERT' then least(new.asked_at, clock_timestamp())
         when new.state = 'ANSWERED' then least(new.answered_at, clock_timestamp()) else clock_timestamp() end,
    coalesce(viewer_id(), case new.state when 'ANSWERED' then new.answered_by when 'REVIEWING' then new.taken_by else new.asked_by end),
    case when tg_op = 'UPDATE' then old.state end, new.state);
  return null;
end $$;
create trigger history after insert or update on correction_requests for each row execute function correction_requests_history();

-- ---------------------------------------------------------------- notices
alter table notifications
  add column correction_id uuid references correction_requests (id),
  drop constraint notifications_kind_known,
  add constraint notifications_kind_known check (kind in ('RETURNED', 'UNIT_ASSIGNED', 'UNIT_ENDED', 'WITNESS_ASKED',
    'HANDOVER_ARRIVED', 'HANDOVER_SETTLED', 'FOLLOW_UP_DUE', 'FOLLOW_UP_ASKED', 'FOLLOW_UP_CLOSED', 'CLAIM_FELL',
    'COMPLAINT_ANSWERED', 'CONCERN_FELL', 'CORRECTION_ASKED', 'CORRECTION_ANSWERED')),
  drop constraint notifications_once,
  add constraint notifications_once unique nulls not distinct
    (user_id, kind, unit_id, observation_id, revision_no, follow_up_id, handover_id, day, achievement_id, achievement_event_id,
     complaint_id, concern_id, concern_event_id, correction_id);

create function corrections_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into notifications (user_id, kind, correction_id, created_at)
    select p.id, 'CORRECTION_ASKED', n.id, least(n.asked_at, now())
    from added n join user_roles r on r.role = 'REVIEWER' join users p on p.id = r.user_id and p.is_active
    where n.state = 'ASKED' and is_news(city_day(n.asked_at)) and p.id <> n.asked_by and p.cadre_id is distinct from n.cadre_id
      and (n.achievement_id is null or may_see_achievement(p.id, n.achievement_id))
    on conflict do nothing;
  else
    insert into notifications (user_id, kind, correction_id, created_at)
    select n.asked_by, 'CORRECTION_ANSWERED', n.id, least(n.answered_at, now())
    from added n join removed o on o.id = n.id
    where o.state <> 'ANSWERED' and n.state = 'ANSWERED' and is_news(city_day(n.answered_at))
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger tell_asked after insert on correction_requests referencing new table as added
  for each statement execute function corrections_tell();
create trigger tell_answered after update on correction_requests referencing new table as added old table as removed
  for each statement execute function corrections_tell();

revoke all on function correction_requests_begin(), correction_requests_keep_rules(), correction_requests_history(),
  corrections_tell() from public;
