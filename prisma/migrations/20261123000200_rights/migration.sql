-- Who sees and writes which rows (rules 5, 7, 8). Deny by default: every table has forced row-level
-- security; a policy stands before each grant; insert and update grants list columns.
--
-- Three kinds of database role:
--   the owner        runs migrations and seeds; passes by the policy owner_maintains
--   observer_app     the serving process on behalf of a viewer; owns nothing
--   observer_system  the serving process before there is a viewer (sign-in, sessions) and for accounts
-- Both group roles are made by scripts/support/provision.ts before the migrations run.

do $$
begin
  if not exists (select from pg_roles where rolname = 'observer_app') then create role observer_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'observer_system') then create role observer_system nologin; end if;
end $$;

-- ---------------------------------------------------------------- the viewer of a transaction
create function viewer_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.viewer_id', true), '')::uuid $$;
create function viewer_is(variadic roles text[]) returns boolean language sql stable parallel safe
  as $$ select coalesce(string_to_array(nullif(current_setting('app.viewer_roles', true), ''), ',') && roles, false) $$;
create function viewer_clearance() returns smallint language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.viewer_clearance', true), '')::smallint, 0::smallint) $$;
create function viewer_unit_ids() returns uuid[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.viewer_units', true), '')::uuid[], '{}') $$;
create function viewer_own_unit_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.viewer_own_unit', true), '')::uuid $$;
create function viewer_cadre_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.viewer_cadre', true), '')::uuid $$;
-- the roles that work with business data; the three administrators are not among them (rule 8)
create function viewer_is_business() returns boolean language sql stable parallel safe
  as $$ select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN', 'LIAISON', 'CADRE') $$;
create function viewer_is_department() returns boolean language sql stable parallel safe
  as $$ select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN') $$;

-- Sets the viewer for this transaction only, from the tables: roles, clearance and live assignments as of
-- today. The one way in; without it every policy sees nobody. Returns what the application needs of a person.
create function enter(p_user uuid) returns table (
  id uuid, account text, name text, department text, roles text[], clearance smallint, unit_ids uuid[],
  own_unit_id uuid, cadre_id uuid, locale text
) language plpgsql security definer set search_path from current as $$
declare
  person record;
begin
  select u.id, u.account, u.name, u.department, u.clearance, u.unit_id, u.cadre_id, u.locale,
         array(select r.role from user_roles r where r.user_id = u.id order by r.role) as roles,
         array(select a.unit_id from assignments a
               where a.observer_id = u.id and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
               order by a.starts_on, a.unit_id) as unit_ids
    into person from users u where u.id = p_user and u.is_active;
  if person.id is null then
    perform set_config('app.viewer_id', '', true), set_config('app.viewer_roles', '', true);
    return;
  end if;
  perform set_config('app.viewer_id', person.id::text, true),
          set_config('app.viewer_roles', array_to_string(person.roles, ','), true),
          set_config('app.viewer_clearance', person.clearance::text, true),
          set_config('app.viewer_units',
                     case when 'OBSERVER' = any(person.roles) then person.unit_ids::text else '' end, true),
          set_config('app.viewer_own_unit', coalesce(person.unit_id::text, ''), true),
          set_config('app.viewer_cadre', coalesce(person.cadre_id::text, ''), true);
  return query select person.id, person.account, person.name, person.department, person.roles, person.clearance,
                      person.unit_ids, person.unit_id, person.cadre_id, person.locale;
end $$;

-- Cadres an observer may see: who holds or held a post in one of their units, and who stands in their records.
create function viewer_cadre_ids() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(id), '{}') from (
    select cadre_id as id from post_holdings where unit_id = any(viewer_unit_ids())
    union
    select l.cadre_id from observations o join observation_cadres l on l.observation_id = o.id
      where viewer_is('OBSERVER') and o.observer_id = viewer_id()
    union
    select viewer_cadre_id() where viewer_cadre_id() is not null
  ) seen
$$;
-- Records about the viewer themselves: never shown to them.
create function viewer_own_records() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(distinct observation_id), '{}') from observation_cadres
  where viewer_cadre_id() is not null and cadre_id = viewer_cadre_id()
$$;
create function observer_held_unit(p_observer uuid, p_unit uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from assignments
                 where observer_id = p_observer and unit_id = p_unit and p_day between starts_on and coalesce(ends_on, 'infinity'))
$$;

-- ---------------------------------------------------------------- forced on every table, owner by policy
do $$
declare t text;
begin
  for t in select tablename from pg_tables
           where schemaname = current_schema() and tablename <> '_prisma_migrations' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
  end loop;
  for t in select p.oid::regprocedure::text from pg_proc p
           where p.pronamespace = current_schema()::regnamespace and p.proowner = current_user::regrole
             and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
    execute format('revoke all on function %s from public', t);
  end loop;
  execute 'alter default privileges revoke execute on functions from public';
  execute format('grant usage on schema %I to observer_app, observer_system', current_schema());
end $$;

grant execute on function city_day(timestamptz), city_today(), viewer_id(), viewer_is(text[]), viewer_clearance(),
  viewer_unit_ids(), viewer_own_unit_id(), viewer_cadre_id(), viewer_is_business(), viewer_is_department(),
  viewer_cadre_ids(), viewer_own_records(), observer_held_unit(uuid, uuid, date), enter(uuid), text_bigrams(text),
  refuse(text, text), append_audit(text, text, text, text, text) to observer_app;
grant execute on function city_day(timestamptz), city_today(), enter(uuid), refuse(text, text),
  append_audit(text, text, text, text, text) to observer_system;

-- ---------------------------------------------------------------- accounts
create policy system_works on users to observer_system using (true) with check (true);
create policy system_works on credentials to observer_system using (true) with check (true);
create policy system_works on sign_in_attempts to observer_system using (true) with check (true);
create policy system_works on sessions to observer_system using (true) with check (true);
create policy system_reads on user_roles for select to observer_system using (true);
grant select on users, user_roles to observer_system;
grant insert (account, name, department, unit_id, clearance, locale, is_active),
      update (name, department, locale, is_active) on users to observer_system;
grant select, insert, delete on sign_in_attempts to observer_system;
grant select, insert on sessions to observer_system;
grant update (last_seen_at, ended_at, end_reason) on sessions to observer_system;
grant select, insert, update on credentials to observer_system;

create policy people_read on users for select to observer_app using (
  id = (select viewer_id())
  or (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN', 'SYSADMIN', 'SECADMIN', 'AUDITOR'))
  or ((select viewer_is('LIAISON')) and id in (select observer_id from assignments)));
create policy people_settle on users for update to observer_app
  using (id = (select viewer_id())) with check (id = (select viewer_id()));
grant select on users to observer_app;
grant update (locale) on users to observer_app;

create policy roles_read on user_roles for select to observer_app using (
  user_id = (select viewer_id())
  or (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN', 'SYSADMIN', 'SECADMIN', 'AUDITOR')));
-- nobody grants to themselves
create policy roles_grant on user_roles for insert to observer_app
  with check ((select viewer_is('SECADMIN')) and user_id <> (select viewer_id()) and granted_by = (select viewer_id()));
create policy roles_revoke on user_roles for delete to observer_app
  using ((select viewer_is('SECADMIN')) and user_id <> (select viewer_id()));
grant select, delete on user_roles to observer_app;
grant insert (user_id, role, granted_by) on user_roles to observer_app;
-- no grant on credentials, sessions, sign_in_attempts: the app role never needs a secret

-- ---------------------------------------------------------------- reference and rosters
create policy business_read on units for select to observer_app using ((select viewer_is_business()));
create policy business_read on methods for select to observer_app using ((select viewer_is_department()));
create policy business_read on method_versions for select to observer_app using ((select viewer_is_department()));
create policy business_read on central_tasks for select to observer_app using ((select viewer_is_department()));
create policy business_read on central_task_members for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or cadre_id = any ((select viewer_cadre_ids())::uuid[]));
create policy roster_read on cadres for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or id = any ((select viewer_cadre_ids())::uuid[]));
create policy roster_read on post_holdings for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or cadre_id = any ((select viewer_cadre_ids())::uuid[]));
grant select on units, methods, method_versions, central_tasks, central_task_members, cadres, post_holdings to observer_app;
-- no write grants: roster import and configuration bring theirs

-- ---------------------------------------------------------------- assignments and recusals
create policy assignments_read on assignments for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN'))
  or observer_id = (select viewer_id())
  or unit_id = any ((select viewer_unit_ids())::uuid[])
  or ((select viewer_is('LIAISON')) and unit_id = (select viewer_own_unit_id())));
create policy assignments_make on assignments for insert to observer_app
  with check ((select viewer_is('ADMIN')) and made_by = (select viewer_id()) and observer_id <> (select viewer_id()));
create policy assignments_end on assignments for update to observer_app
  using ((select viewer_is('ADMIN'))) with check ((select viewer_is('ADMIN')));
grant select on assignments to observer_app;
grant insert (id, observer_id, unit_id, starts_on, ends_on, reason, made_by, row_version) on assignments to observer_app;
grant update (ends_on, end_reason, row_version) on assignments to observer_app;

create policy recusals_read on recusal_declarations for select to observer_app using (
  (select viewer_is('LEADER', 'ADMIN')) or observer_id = (select viewer_id()));
create policy overrides_read on recusal_overrides for select to observer_app using (
  (select viewer_is('LEADER', 'ADMIN')) or observer_id = (select viewer_id()));
create policy overrides_grant on recusal_overrides for insert to observer_app
  with check ((select viewer_is('LEADER')) and granted_by = (select viewer_id()));
grant select on recusal_declarations, recusal_overrides to observer_app;
grant insert (id, observer_id, unit_id, reason, granted_by, granted_on, expires_on) on recusal_overrides to observer_app;

-- ---------------------------------------------------------------- observations
create policy drafts_own on observation_drafts to observer_app
  using (author_id = (select viewer_id())) with check (author_id = (select viewer_id()) and (select viewer_is('OBSERVER')));
grant select, delete on observation_drafts to observer_app;
grant insert (id, author_id, unit_id, method_id, content, observation_id, updated_at),
      update (unit_id, method_id, content, updated_at) on observation_drafts to observer_app;

-- The author always; the department by confidentiality, a one-source negative remark only the reviewers (rule 5);
-- a colleague on the same unit what is accepted, internal and not such a remark.
create policy observations_read on observations for select to observer_app using (
  observer_id = (select viewer_id())
  or second_observer_id = (select viewer_id())
  or ((select viewer_is('REVIEWER', 'LEADER')) and confidentiality <= (select viewer_clearance())
      and (not is_guarded or (select viewer_is('REVIEWER'))))
  or (unit_id = any ((select viewer_unit_ids())::uuid[]) and confidentiality = 1
      and state in ('ACCEPTED', 'ARCHIVED') and not is_guarded));
-- a role must be live: a former observer's id alone opens nothing
create policy observations_by_role on observations as restrictive for select to observer_app
  using ((select viewer_is('OBSERVER', 'REVIEWER', 'LEADER')));
create policy observations_not_on_self on observations as restrictive for select to observer_app
  using (id <> all ((select viewer_own_records())::uuid[]));
create policy observations_log on observations for insert to observer_app with check (
  (select viewer_is('OBSERVER')) and observer_id = (select viewer_id()) and state = 'SUBMITTED' and revision_no = 1
  and not is_corroborated
  and observer_held_unit(observer_id, unit_id, city_day(started_at)));
create policy observations_amend on observations for update to observer_app
  using (observer_id = (select viewer_id()) and (select viewer_is('OBSERVER')))
  with check (observer_id = (select viewer_id()) and state = 'SUBMITTED');
create policy observations_review on observations for update to observer_app
  using ((select viewer_is('REVIEWER')) and confidentiality <= (select viewer_clearance())
         and observer_id <> (select viewer_id()) and state in ('SUBMITTED', 'ACCEPTED'))
  -- the checks of all update policies are OR-ed: each names its person again
  with check ((select viewer_is('REVIEWER')) and observer_id <> (select viewer_id()) and state in ('ACCEPTED', 'RETURNED', 'ARCHIVED'));
grant select on observations to observer_app;
grant insert (id, unit_id, observer_id, second_observer_id, method_id, method_version_id, central_task_id, started_at,
              ended_at, place, fact, judgement, dimensions, polarity, confidentiality, details, evidence_note, state,
              revision_no, is_corroborated, cadre_names, body_hash, submitted_at, updated_at),
      update (second_observer_id, method_version_id, central_task_id, started_at, ended_at, place, fact, judgement,
              dimensions, polarity, confidentiality, details, evidence_note, state, revision_no, cadre_names,
              submitted_at, updated_at) on observations to observer_app;

-- An older revision may have said what the present one does not: it keeps its own level.
create policy revisions_read on observation_revisions for select to observer_app using (
  exists (select 1 from observations o where o.id = observation_id
    and (o.observer_id = (select viewer_id())
         or ((select viewer_is('REVIEWER', 'LEADER'))
             and (content ->> 'confidentiality')::int <= (select viewer_clearance())
             and (content ->> 'polarity' <> 'ATTENTION' or o.is_corroborated or (select viewer_is('REVIEWER')))))));
create policy revisions_write on observation_revisions for insert to observer_app with check (
  author_id = (select viewer_id())
  and exists (select 1 from observations o where o.id = observation_id and o.observer_id = (select viewer_id())));
grant select on observation_revisions to observer_app;
grant insert (observation_id, revision_no, author_id, content, reason) on observation_revisions to observer_app;

create policy lines_read on observation_cadres for select to observer_app using (
  exists (select 1 from observations o where o.id = observation_id
    and (o.revision_no = observation_cadres.revision_no or o.observer_id = (select viewer_id()) or (select viewer_is('REVIEWER')))));
create policy lines_write on observation_cadres for insert to observer_app with check (
  exists (select 1 from observations o where o.id = observation_id and o.observer_id = (select viewer_id()) and o.state = 'SUBMITTED'));
grant select on observation_cadres to observer_app;
grant insert (observation_id, revision_no, cadre_id, position, role_in_event, details) on observation_cadres to observer_app;

create policy reviews_read on observation_reviews for select to observer_app using (
  exists (select 1 from observations o where o.id = observation_id
    and (o.observer_id = (select viewer_id()) or (select viewer_is('REVIEWER', 'LEADER')))));
create policy reviews_write on observation_reviews for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and reviewer_id = (select viewer_id())
  and exists (select 1 from observations o where o.id = observation_id and o.state = 'SUBMITTED'
              and o.revision_no = observation_reviews.revision_no));
grant select on observation_reviews to observer_app;
grant insert (observation_id, revision_no, reviewer_id, decision, reason) on observation_reviews to observer_app;

create policy attachments_read on attachments for select to observer_app using (
  exists (select 1 from observations o where o.id = observation_id));
grant select on attachments to observer_app;
-- no insert grant: uploads bring theirs

create policy follow_ups_read on follow_ups for select to observer_app using (
  owner_id = (select viewer_id()) or exists (select 1 from observations o where o.id = observation_id));
create policy follow_ups_make on follow_ups for insert to observer_app with check (
  exists (select 1 from observations o where o.id = observation_id and o.observer_id = (select viewer_id())));
create policy follow_ups_close on follow_ups for update to observer_app
  using (owner_id = (select viewer_id())) with check (owner_id = (select viewer_id()));
grant select on follow_ups to observer_app;
grant insert (id, observation_id, unit_id, owner_id, title, due_on, outcome), update (done_at, outcome) on follow_ups to observer_app;

-- the same terms as observations_read, so that a sum equals what the viewer can open (rule 10)
create policy counts_read on observation_counts for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER')) and confidentiality <= (select viewer_clearance())
  and (not is_guarded or (select viewer_is('REVIEWER'))));
grant select on observation_counts to observer_app;

-- ---------------------------------------------------------------- audit
create policy audit_read on audit_events for select to observer_app using ((select viewer_is('AUDITOR')));
grant select on audit_events to observer_app;
-- no insert grant: lines come through append_audit() only; no grant at all on audit_head
create policy read_logs_write on read_logs for insert to observer_app with check (viewer_id = (select viewer_id()));
create policy read_logs_read on read_logs for select to observer_app using ((select viewer_is('LEADER')));
grant insert (viewer_id, cadre_id) on read_logs to observer_app;
grant select on read_logs to observer_app;

-- ---------------------------------------------------------------- search
-- The operators of the bigram index are not leakproof, so under row-level security the index would not be
-- used. This function looks ids up as the owner, with the same terms as observations_read; the caller joins
-- them with observations under its policies, so a mistake here could only lose rows, never show one.
-- Each word must be lower case, NFKC, two characters or more, with \ % _ escaped in p_patterns.
create function search_observations(p_words text[], p_patterns text[], p_filter jsonb, p_limit int)
returns table (id uuid, started_at timestamptz) language plpgsql stable security definer set search_path from current as $$
declare
  terms text[] := array(select distinct b from unnest(p_words) w, unnest(text_bigrams(w)) b);
  conditions text := 'text_bigrams(o.search_text) @> $1 and o.search_text like all ($2)';
begin
  if viewer_is('REVIEWER', 'LEADER') then
    conditions := conditions || ' and (o.confidentiality <= $3 or $4 in (o.observer_id, o.second_observer_id))';
    if not viewer_is('REVIEWER') then
      conditions := conditions || ' and (not o.is_guarded or $4 in (o.observer_id, o.second_observer_id))';
    end if;
  elsif viewer_is('OBSERVER') then
    conditions := conditions || ' and (o.observer_id = $4 or o.second_observer_id = $4 or (o.unit_id = any ($5)'
      || ' and o.confidentiality = 1 and o.state in (''ACCEPTED'', ''ARCHIVED'') and not o.is_guarded))';
  else
    return;
  end if;
  -- only the conditions asked for, planned with their values: a common word walks the time index, a rare one the bigrams
  if p_filter ? 'unit' then conditions := conditions || ' and o.unit_id = ($6 ->> ''unit'')::uuid'; end if;
  if p_filter ? 'method' then conditions := conditions || ' and o.method_id = ($6 ->> ''method'')::uuid'; end if;
  if p_filter ? 'observer' then
    conditions := conditions || ' and ($6 ->> ''observer'')::uuid in (o.observer_id, o.second_observer_id)';
  end if;
  if p_filter ? 'task' then conditions := conditions || ' and o.central_task_id = ($6 ->> ''task'')::uuid'; end if;
  if p_filter ? 'cadre' then
    conditions := conditions || ' and exists (select 1 from observation_cadres l where l.observation_id = o.id'
      || ' and l.revision_no = o.revision_no and l.cadre_id = ($6 ->> ''cadre'')::uuid)';
  end if;
  if p_filter ? 'states' then
    conditions := conditions || ' and o.state in (select jsonb_array_elements_text($6 -> ''states''))';
  end if;
  if p_filter ? 'polarity' then conditions := conditions || ' and o.polarity = $6 ->> ''polarity'''; end if;
  if p_filter ? 'dimension' then conditions := conditions || ' and ($6 ->> ''dimension'') = any (o.dimensions)'; end if;
  if p_filter ? 'confidentiality' then
    conditions := conditions || ' and o.confidentiality = ($6 ->> ''confidentiality'')::smallint';
  end if;
  if p_filter ? 'from' then conditions := conditions || ' and o.started_at >= ($6 ->> ''from'')::timestamptz'; end if;
  if p_filter ? 'until' then conditions := conditions || ' and o.started_at < ($6 ->> ''until'')::timestamptz'; end if;
  if p_filter ? 'before' then
    conditions := conditions || ' and (o.started_at, o.id) < (($6 ->> ''before'')::timestamptz, ($6 ->> ''beforeId'')::uuid)';
  end if;
  return query execute 'select o.id, o.started_at::timestamptz from observations o where ' || conditions
    || ' order by o.started_at desc, o.id desc limit $7'
    using terms, p_patterns, viewer_clearance(), viewer_id(), viewer_unit_ids(), p_filter, p_limit;
end $$;
grant execute on function search_observations(text[], text[], jsonb, int) to observer_app;

-- ---------------------------------------------------------------- health
do $$
begin
  -- absent only where the SQL is applied by hand
  if to_regclass('_prisma_migrations') is not null then
    grant select (migration_name, finished_at) on _prisma_migrations to observer_system;
  end if;
end $$;
