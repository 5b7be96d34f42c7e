-- What an attempt to break in by SQL found open (tests/db/security). Nothing here widens what anybody sees.

-- ---------------------------------------------------------------- the viewer
-- An unknown or disabled person empties every setting, also where somebody was entered before in the transaction.
create or replace function enter(p_user uuid) returns table (
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
    perform set_config('app.viewer_id', '', true), set_config('app.viewer_roles', '', true),
            set_config('app.viewer_clearance', '', true), set_config('app.viewer_units', '', true),
            set_config('app.viewer_own_unit', '', true), set_config('app.viewer_cadre', '', true);
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

-- ---------------------------------------------------------------- rule 8
-- "It is mine" (an old assignment, a recusal, a follow-up, the own row among the cadres) opened rows to an
-- administrator who once observed. A business role must be live.
do $$
declare t text;
begin
  foreach t in array array['assignments', 'recusal_declarations', 'recusal_overrides', 'cadres', 'post_holdings',
                           'central_task_members', 'follow_ups', 'observation_drafts'] loop
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
  end loop;
end $$;
create policy drafts_of_observers on observation_drafts as restrictive to observer_app
  using ((select viewer_is('OBSERVER'))) with check ((select viewer_is('OBSERVER')));

-- ---------------------------------------------------------------- nobody decides for themselves
alter policy assignments_end on assignments
  using ((select viewer_is('ADMIN')) and observer_id <> (select viewer_id()))
  with check ((select viewer_is('ADMIN')) and observer_id <> (select viewer_id()));
alter policy overrides_grant on recusal_overrides
  with check ((select viewer_is('LEADER')) and granted_by = (select viewer_id()) and observer_id <> (select viewer_id()));
alter policy observations_review on observations
  using ((select viewer_is('REVIEWER')) and confidentiality <= (select viewer_clearance())
         and observer_id <> (select viewer_id()) and second_observer_id is distinct from (select viewer_id())
         and state in ('SUBMITTED', 'ACCEPTED'))
  with check ((select viewer_is('REVIEWER')) and observer_id <> (select viewer_id())
              and second_observer_id is distinct from (select viewer_id())
              and state in ('ACCEPTED', 'RETURNED', 'ARCHIVED'));
-- an update that names no column asks no select policy
create policy observations_not_on_self_moved on observations as restrictive for update to observer_app
  using (id <> all ((select viewer_own_records())::uuid[]));

-- ---------------------------------------------------------------- a submitted record is never changed in place (rule 6)
-- A new revision may not move the event to a day on which its author did not hold the unit.
alter policy observations_amend on observations
  with check (observer_id = (select viewer_id()) and state = 'SUBMITTED'
              and observer_held_unit(observer_id, unit_id, city_day(started_at)));
-- Snapshot and lines come in the transaction that wrote their revision: afterwards nobody adds a name to a record
-- that a reviewer has open, or takes the number of the next revision.
alter policy revisions_write on observation_revisions with check (
  author_id = (select viewer_id())
  and exists (select 1 from observations o where o.id = observation_id and o.observer_id = (select viewer_id())
              and o.revision_no = observation_revisions.revision_no and o.xmin = pg_current_xact_id()::xid));
alter policy lines_write on observation_cadres with check (
  exists (select 1 from observations o where o.id = observation_id and o.observer_id = (select viewer_id())
          and o.state = 'SUBMITTED' and o.revision_no = observation_cadres.revision_no
          and o.xmin = pg_current_xact_id()::xid));
alter policy follow_ups_make on follow_ups with check (
  owner_id = (select viewer_id())
  and exists (select 1 from observations o where o.id = observation_id and o.observer_id = (select viewer_id())
              and o.unit_id = follow_ups.unit_id));

create or replace function observations_keep_rules() returns trigger language plpgsql as $$
declare
  -- also when it was submitted: reviewers and authors may write that column
  moved boolean := (new.started_at, new.ended_at, new.place, new.fact, new.judgement, new.dimensions, new.polarity,
                    new.confidentiality, new.details, new.evidence_note, new.second_observer_id, new.central_task_id,
                    new.method_version_id, new.cadre_names, new.submitted_at)
    is distinct from (old.started_at, old.ended_at, old.place, old.fact, old.judgement, old.dimensions, old.polarity,
                    old.confidentiality, old.details, old.evidence_note, old.second_observer_id, old.central_task_id,
                    old.method_version_id, old.cadre_names, old.submitted_at);
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

-- ---------------------------------------------------------------- what an older revision said keeps its level (rule 5)
-- The snapshot did; the reason of its return, its cadre lines and its follow-ups did not, and told of a remark or
-- a talk that the present revision no longer shows.
create function viewer_reads_revision(p_observation uuid, p_revision int) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (
    select 1 from observation_revisions r join observations o on o.id = r.observation_id
    where r.observation_id = p_observation and r.revision_no = p_revision
      and (o.observer_id = viewer_id()
           or coalesce((r.content ->> 'confidentiality')::int, 3)
                <= case when viewer_is('REVIEWER', 'LEADER') then viewer_clearance() when viewer_is('OBSERVER') then 1 else 0 end
              and (o.is_corroborated or viewer_is('REVIEWER') or coalesce(r.content ->> 'polarity', 'ATTENTION') <> 'ATTENTION')))
$$;
create function viewer_reads_all_revisions(p_observation uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select coalesce(bool_and(viewer_reads_revision(p_observation, r.revision_no)), false)
  from observation_revisions r where r.observation_id = p_observation
$$;
revoke all on function viewer_reads_revision(uuid, int), viewer_reads_all_revisions(uuid) from public;
grant execute on function viewer_reads_revision(uuid, int), viewer_reads_all_revisions(uuid) to observer_app;

-- the cheap test first: almost every line and review is of the present revision
alter policy lines_read on observation_cadres using (
  exists (select 1 from observations o where o.id = observation_id
    and (o.revision_no = observation_cadres.revision_no or o.observer_id = (select viewer_id())
         or ((select viewer_is('REVIEWER'))
             and viewer_reads_revision(observation_cadres.observation_id, observation_cadres.revision_no)))));
alter policy reviews_read on observation_reviews using (
  exists (select 1 from observations o where o.id = observation_id
    and (o.observer_id = (select viewer_id())
         or ((select viewer_is('REVIEWER', 'LEADER'))
             and (o.revision_no = observation_reviews.revision_no
                  or viewer_reads_revision(observation_reviews.observation_id, observation_reviews.revision_no))))));
alter policy follow_ups_read on follow_ups using (
  owner_id = (select viewer_id())
  or exists (select 1 from observations o where o.id = observation_id
             and (o.revision_no = 1 or viewer_reads_all_revisions(o.id))));

-- ---------------------------------------------------------------- functions that told too much
-- Who held which unit on which day is asked about oneself only.
create or replace function observer_held_unit(p_observer uuid, p_unit uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from assignments
                 where p_observer = viewer_id() and observer_id = p_observer and unit_id = p_unit
                   and p_day between starts_on and coalesce(ends_on, 'infinity'))
$$;
