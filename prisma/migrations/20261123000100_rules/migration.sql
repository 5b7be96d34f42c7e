-- Rules that hold in the database whoever writes: checks, exclusion constraints, triggers.
-- A constraint or trigger that a person can run into has a name; lib/platform/constraints.ts maps it to a reason.
-- Functions fix their search_path to the schema they were made in: no schema name stands in the SQL.

create extension if not exists btree_gist;

create function city_day(moment timestamptz) returns date language sql immutable parallel safe
  as $$ select (moment at time zone 'Asia/Shanghai')::date $$;
create function city_today() returns date language sql stable parallel safe
  as $$ select city_day(now()) $$;

-- ---------------------------------------------------------------- closed sets and sizes
alter table users
  add constraint users_locale_known check (locale in ('zh-CN', 'en')),
  add constraint users_clearance_known check (clearance between 1 and 3),
  add constraint users_account_form check (account = lower(account) and length(account) between 3 and 40);
alter table user_roles add constraint user_roles_role_known check (role in
  ('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN', 'SYSADMIN', 'SECADMIN', 'AUDITOR', 'LIAISON', 'CADRE'));
alter table units
  add constraint units_type_known check (type in ('镇街', '党委部门', '人大政协监察法检', '政府部门', '群团', '国有企业', '平台指挥部', '学校医院')),
  add constraint units_dates_in_order check (ends_on >= starts_on);
alter table cadres add constraint cadres_gender_known check (gender in ('男', '女'));
alter table post_holdings
  add constraint post_holdings_tier_known check (tier in ('TEAM', 'MIDDLE', 'STAFF')),
  add constraint post_holdings_dates_in_order check (ends_on >= starts_on),
  -- one primary post at a time: rule 4 needs one answer to "which post that day"
  add constraint post_holdings_one_primary exclude using gist
    (cadre_id with =, daterange(starts_on, ends_on, '[]') with &&) where (is_primary);
alter table assignments
  add constraint assignments_dates_in_order check (ends_on >= starts_on),
  add constraint assignments_reason_given check (length(trim(reason)) between 2 and 500),
  -- rule 1: no overlapping assignment of the same observer and unit
  add constraint assignments_no_overlap exclude using gist
    (observer_id with =, unit_id with =, daterange(starts_on, ends_on, '[]') with &&);
alter table recusal_declarations
  add constraint recusal_kind_known check (kind in ('KIN', 'FORMER_WORKPLACE', 'OTHER', 'NATIVE_TOWN')),
  add constraint recusal_workplace_dated check (kind <> 'FORMER_WORKPLACE' or worked_until is not null);
alter table recusal_overrides
  add constraint recusal_override_term check (expires_on >= granted_on),
  add constraint recusal_override_reason check (length(trim(reason)) between 2 and 500);
alter table method_versions
  add constraint method_versions_source_known check (source_class in
    ('testimony', 'direct_observation', 'synthesis', 'survey', 'document', 'data')),
  add constraint method_versions_period_known check (minimum_period in ('week', 'quarter', 'half_year', 'year', 'event')),
  add constraint method_versions_scope_known check (minimum_scope in ('unit', 'claim', 'task', 'cadre')),
  add constraint method_versions_fields_list check (jsonb_typeof(fields) = 'array');
alter table central_tasks
  add constraint central_tasks_kind_known check (kind in ('LAND_CLEARANCE', 'KEY_PROJECT', 'RESCUE', 'OTHER')),
  add constraint central_tasks_dates_in_order check (ends_on >= starts_on);
alter table central_task_members
  add constraint central_task_members_dates_in_order check (ends_on >= starts_on),
  add constraint central_task_members_no_overlap exclude using gist
    (task_id with =, cadre_id with =, daterange(starts_on, ends_on, '[]') with &&);
alter table observations
  add constraint observations_state_known check (state in ('SUBMITTED', 'RETURNED', 'ACCEPTED', 'ARCHIVED')),
  add constraint observations_polarity_known check (polarity in ('POSITIVE', 'NEUTRAL', 'ATTENTION')),
  add constraint observations_confidentiality_known check (confidentiality between 1 and 3),
  add constraint observations_dimensions_known check
    (dimensions <@ array['VIRTUE', 'ABILITY', 'DILIGENCE', 'PERFORMANCE', 'INTEGRITY']),
  add constraint observations_times_in_order check (ended_at >= started_at),
  add constraint observations_fact_size check (length(trim(fact)) between 1 and 5000),
  add constraint observations_judgement_size check (length(judgement) <= 2000),
  add constraint observations_place_size check (length(place) <= 200),
  add constraint observations_second_is_another check (second_observer_id <> observer_id),
  add constraint observations_details_object check (jsonb_typeof(details) = 'object');
alter table observation_drafts add constraint observation_drafts_size check (pg_column_size(content) <= 200000);
alter table observation_reviews
  add constraint observation_reviews_decision_known check (decision in ('ACCEPT', 'RETURN')),
  add constraint observation_reviews_return_reason check (decision <> 'RETURN' or length(trim(reason)) >= 2),
  add constraint observation_reviews_reason_size check (length(reason) <= 1000);
alter table follow_ups add constraint follow_ups_title_size check (length(trim(title)) between 1 and 200);
alter table attachments add constraint attachments_size check (byte_size between 1 and 52428800);

-- ---------------------------------------------------------------- observations: derived columns, indexes, search
alter table observations drop column is_guarded, drop column search_text;
alter table observations
  add column is_guarded boolean generated always as (polarity = 'ATTENTION' and not is_corroborated) stored,
  add column search_text text generated always as
    (lower(normalize(fact || ' ' || judgement || ' ' || place || ' ' || cadre_names, NFKC))) stored;

-- Pairs of neighbouring characters: a Chinese word is two characters, which neither to_tsvector nor trigrams find.
create function text_bigrams(t text) returns text[] language sql immutable strict parallel safe cost 2000 as $$
  select coalesce(array_agg(distinct c || following), '{}')
  from (select c, lead(c) over (order by n) as following
        from unnest(string_to_array(t, null)) with ordinality as u(c, n)) pairs
  where following is not null and c <> ' ' and following <> ' '
$$;

create index observations_unit_recent on observations (unit_id, started_at desc, id desc);
create index observations_unit_method_recent on observations (unit_id, method_id, started_at desc, id desc);
create index observations_method_recent on observations (method_id, started_at desc, id desc);
create index observations_observer_recent on observations (observer_id, started_at desc, id desc);
create index observations_second_observer on observations (second_observer_id) where second_observer_id is not null;
create index observations_recent on observations (started_at desc, id desc);
create index observations_waiting on observations (submitted_at, id) where state = 'SUBMITTED';
create index observations_returned on observations (observer_id) where state = 'RETURNED';
create index observations_task on observations (central_task_id, started_at desc) where central_task_id is not null;
create index observations_bigrams on observations using gin (text_bigrams(search_text));

-- ---------------------------------------------------------------- refusals by trigger
create function refuse(rule text, explanation text) returns void language plpgsql as $$
begin
  -- the rule's name stands in the message as PostgreSQL's own constraint messages have it
  raise exception using errcode = '23514', message = format('%s: violates rule constraint "%s"', explanation, rule), constraint = rule;
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  perform refuse('append_only', format('%s rows are never changed or deleted', tg_table_name));
  return null;
end $$;

-- rule 6
do $$
declare t text;
begin
  foreach t in array array['audit_events', 'read_logs', 'observation_revisions', 'observation_cadres',
                           'observation_reviews', 'method_versions'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  execute 'create trigger never_deleted before delete on observations for each row execute function refuse_change()';
  execute 'create trigger never_truncated before truncate on observations for each statement execute function refuse_change()';
end $$;

-- The three administrators are three people without business roles.
create function user_roles_keep_apart() returns trigger language plpgsql security definer set search_path from current as $$
declare held text[];
begin
  perform 1 from users where id = new.user_id for update; -- two grants at once wait for each other
  select array_agg(role) into held from user_roles where user_id = new.user_id;
  if held && array['SYSADMIN', 'SECADMIN', 'AUDITOR'] and cardinality(held) > 1 then
    perform refuse('user_roles_keep_apart', 'an administrator role stands alone');
  end if;
  return null;
end $$;
create trigger keep_apart after insert or update on user_roles for each row execute function user_roles_keep_apart();

-- Rule 1 (at most three units) and rule 2 (recusal), also under concurrent writes: one writer per observer.
create function assignments_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  span daterange := daterange(new.starts_on, new.ends_on, '[]');
begin
  perform 1 from users where id = new.observer_id for update;
  if exists (
    select 1
    from (select new.starts_on as day
          union select starts_on from assignments where observer_id = new.observer_id and starts_on <@ span) days
    where (select count(*) from assignments a
           where a.observer_id = new.observer_id and a.id <> new.id
             and days.day between a.starts_on and coalesce(a.ends_on, 'infinity')) >= 3
  ) then
    perform refuse('assignments_at_most_three', 'an observer has at most three units on any day');
  end if;
  if exists (
    select 1 from recusal_declarations r
    where r.observer_id = new.observer_id and r.unit_id = new.unit_id and r.kind <> 'NATIVE_TOWN'
      and daterange(r.declared_on, r.ends_on, '[]') && span
      and (r.kind <> 'FORMER_WORKPLACE' or r.worked_until + interval '5 years' > new.starts_on)
      and not exists (
        select 1 from recusal_overrides v
        where v.observer_id = r.observer_id and v.unit_id = r.unit_id
          and new.starts_on between v.granted_on and v.expires_on)
  ) then
    perform refuse('assignments_recusal', 'a live recusal stands against it');
  end if;
  return new;
end $$;
create trigger keep_rules before insert or update of observer_id, unit_id, starts_on, ends_on on assignments
  for each row execute function assignments_keep_rules();

-- An assignment's past is not rewritten: only its end is set, and never twice to another day in the past.
create function assignments_keep_history() returns trigger language plpgsql as $$
begin
  if (new.id, new.observer_id, new.unit_id, new.starts_on, new.reason, new.made_by, new.created_at)
     is distinct from (old.id, old.observer_id, old.unit_id, old.starts_on, old.reason, old.made_by, old.created_at) then
    perform refuse('append_only', 'an assignment is ended, not rewritten');
  end if;
  return new;
end $$;
create trigger keep_history before update on assignments for each row execute function assignments_keep_history();

-- Rule 4: the post held that day; a cadre of another unit only inside a central task.
create function observation_cadres_post_that_day() returns trigger language plpgsql security definer set search_path from current as $$
declare
  seen record;
  held record;
begin
  select unit_id, started_at, central_task_id into seen from observations where id = new.observation_id;
  select p.unit_id, p.title into held from post_holdings p
    where p.cadre_id = new.cadre_id
      and city_day(seen.started_at) between p.starts_on and coalesce(p.ends_on, 'infinity')
      and (p.unit_id = seen.unit_id or exists (
        select 1 from central_task_members m
        where m.task_id = seen.central_task_id and m.cadre_id = new.cadre_id
          and city_day(seen.started_at) between m.starts_on and coalesce(m.ends_on, 'infinity')))
    order by (p.unit_id = seen.unit_id) desc, p.is_primary desc, p.starts_on desc limit 1;
  if held is null then
    perform refuse('observation_cadres_of_unit', 'the cadre held no post in that unit on that day');
  end if;
  new.unit_id := held.unit_id;
  new.post_title := held.title;
  new.started_at := seen.started_at;
  return new;
end $$;
create trigger post_that_day before insert on observation_cadres
  for each row execute function observation_cadres_post_that_day();

-- Rule 6: 已提交 -> 已入库 / 退回; content moves only with a new revision; a decision needs its review line.
create function observations_keep_rules() returns trigger language plpgsql as $$
declare
  moved boolean := (new.started_at, new.ended_at, new.place, new.fact, new.judgement, new.dimensions, new.polarity,
                    new.confidentiality, new.details, new.evidence_note, new.second_observer_id, new.central_task_id,
                    new.method_version_id, new.cadre_names)
    is distinct from (old.started_at, old.ended_at, old.place, old.fact, old.judgement, old.dimensions, old.polarity,
                    old.confidentiality, old.details, old.evidence_note, old.second_observer_id, old.central_task_id,
                    old.method_version_id, old.cadre_names);
begin
  if (new.id, new.unit_id, new.observer_id, new.method_id) is distinct from (old.id, old.unit_id, old.observer_id, old.method_id) then
    perform refuse('observations_identity', 'unit, observer and method of a record stay');
  end if;
  if new.revision_no = old.revision_no + 1 then
    if new.state <> 'SUBMITTED' or old.state not in ('RETURNED', 'ACCEPTED') then
      perform refuse('observations_transition', 'only a returned or accepted record takes a new revision');
    end if;
  elsif new.revision_no <> old.revision_no or moved then
    perform refuse('observations_in_place', 'a submitted record changes only by a new revision');
  elsif new.state <> old.state then
    if (old.state, new.state) not in (('SUBMITTED', 'ACCEPTED'), ('SUBMITTED', 'RETURNED'), ('ACCEPTED', 'ARCHIVED')) then
      perform refuse('observations_transition', format('no way from %s to %s', old.state, new.state));
    end if;
    if old.state = 'SUBMITTED' and not exists (
      select 1 from observation_reviews r
      where r.observation_id = new.id and r.revision_no = new.revision_no
        and r.decision = case new.state when 'ACCEPTED' then 'ACCEPT' else 'RETURN' end) then
      perform refuse('observations_decision', 'a decision needs its review line');
    end if;
  end if;
  return new;
end $$;
create trigger keep_rules before update on observations for each row execute function observations_keep_rules();

create function observations_have_revision() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from observation_revisions where observation_id = new.id and revision_no = new.revision_no) then
    perform refuse('observations_revision_kept', 'every revision is kept');
  end if;
  return null;
end $$;
create constraint trigger have_revision after insert or update of revision_no on observations
  deferrable initially deferred for each row execute function observations_have_revision();

create function observation_reviews_by_another() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from observations o where o.id = new.observation_id
             and new.reviewer_id in (o.observer_id, o.second_observer_id)) then
    perform refuse('observation_reviews_by_another', 'nobody reviews their own record');
  end if;
  return new;
end $$;
create trigger by_another before insert on observation_reviews for each row execute function observation_reviews_by_another();

-- ---------------------------------------------------------------- counts of coverage, in the same transaction
-- Counted are submitted, accepted and archived records. Statement-level, so that a bulk load stays fast.
create function observation_counts_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into observation_counts as c (unit_id, month, method_id, confidentiality, is_guarded, records)
    select unit_id, date_trunc('month', city_day(started_at))::date, method_id, confidentiality, is_guarded, count(*)
    from added where state <> 'RETURNED' group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (unit_id, month, method_id, confidentiality, is_guarded) do update set records = c.records + excluded.records;
  else
    insert into observation_counts as c (unit_id, month, method_id, confidentiality, is_guarded, records)
    select unit_id, date_trunc('month', city_day(started_at))::date, method_id, confidentiality, is_guarded, sum(n)
    from (select *, 1 as n from added where state <> 'RETURNED'
          union all select *, -1 from removed where state <> 'RETURNED') moves
    group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
    on conflict (unit_id, month, method_id, confidentiality, is_guarded) do update set records = c.records + excluded.records;
  end if;
  return null;
end $$;
create trigger count_added after insert on observations referencing new table as added
  for each statement execute function observation_counts_follow();
create trigger count_moved after update on observations referencing new table as added old table as removed
  for each statement execute function observation_counts_follow();

-- ---------------------------------------------------------------- audit chain
insert into audit_head (id, seq, hash) values (1, 0, sha256(convert_to('一线观察员', 'UTF8')));
alter table audit_head add constraint audit_head_single check (id = 1);

-- The text that is hashed: fixed order, UTC, unit separator; lib/audit/rules.ts says the same.
create function audit_canonical(seq bigint, at timestamptz, actor uuid, action text, entity text, entity_id text,
                                before text, after text, prev_hash bytea) returns text language sql immutable as $$
  select concat_ws(E'\x1f', 'v1', seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(actor::text, ''), action, entity, entity_id, before, after, encode(prev_hash, 'hex'))
$$;

-- Called last in a transaction: the head row is the one lock that all writers share, held only until the commit.
create function append_audit(p_action text, p_entity text, p_entity_id text, p_before text, p_after text)
returns bigint language plpgsql security definer set search_path from current as $$
declare
  head audit_head;
  line_at timestamptz := clock_timestamp();
  actor uuid := nullif(current_setting('app.viewer_id', true), '')::uuid;
  line_hash bytea;
begin
  select * into head from audit_head where id = 1 for update;
  line_hash := sha256(convert_to(audit_canonical(head.seq + 1, line_at, actor, p_action, p_entity, p_entity_id,
                                                 p_before, p_after, head.hash), 'UTF8'));
  insert into audit_events (seq, at, actor_id, action, entity, entity_id, before, after, prev_hash, hash)
  values (head.seq + 1, line_at, actor, p_action, p_entity, p_entity_id, p_before, p_after, head.hash, line_hash);
  update audit_head set seq = head.seq + 1, hash = line_hash where id = 1;
  return head.seq + 1;
end $$;
