-- 合并与拆分 (docs/adr/0014). Both end a claim: what it said stays readable, its live sources stand in the other claims
-- as they were read. Neither ended claim is counted anywhere.

alter table achievements
  drop constraint achievements_state_known,
  add constraint achievements_state_known
    check (state in ('LEAD', 'WAITING', 'CORROBORATED', 'DOUBTFUL', 'REJECTED', 'MERGED', 'SPLIT'));
create index achievements_merged_into on achievements (merged_into) where merged_into is not null;
create index achievements_split_from on achievements (split_from) where split_from is not null;

-- the source of the claim that it came from
alter table achievement_sources add column moved_from uuid references achievement_sources (id);
create index achievement_sources_moved on achievement_sources (moved_from) where moved_from is not null;
-- no insert grant on moved_from: only the function below moves sources

create or replace function achievement_sources_fill() returns trigger language plpgsql security definer set search_path from current as $$
declare
  seen record;
begin
  -- claims and their sources are changed one after the other
  perform 1 from achievements where id = new.achievement_id for update;
  if new.moved_from is not null then
    -- what was read stays what was read: a move is no second look at a record that was corrected since
    select kind, observation_revision, origin into seen from achievement_sources where id = new.moved_from;
    new.kind := seen.kind;
    new.observation_revision := seen.observation_revision;
    new.origin := seen.origin;
    return new;
  end if;
  if new.observation_id is not null then
    select o.observer_id, o.unit_id, o.visit_id, o.started_at, o.revision_no, v.source_class into seen
      from observations o join method_versions v on v.id = o.method_version_id where o.id = new.observation_id;
    new.kind := seen.source_class;
    new.observation_revision := seen.revision_no;
    new.is_independent := new.is_independent and seen.source_class <> 'synthesis';
    new.origin := 'person:' || seen.observer_id || ':'
      || coalesce(seen.visit_id::text, seen.unit_id || ':' || city_day(seen.started_at));
  else
    new.observation_revision := null;
    new.origin := 'paper:' || lower(normalize(coalesce(nullif(trim(new.document_number), ''), trim(new.document_title)), NFKC));
  end if;
  return new;
end $$;

-- Live sources of one claim into another, each once, with the person who added it: who added a paper still confirms nothing.
create function achievement_carry_sources(p_from uuid, p_to uuid, p_without uuid[]) returns void
language sql security definer set search_path from current as $$
  insert into achievement_sources (id, achievement_id, kind, observation_id, document_title, document_number, document_on,
    issuer_unit_id, is_independent, independence_note, supports, note, added_by, moved_from)
  select gen_random_uuid(), p_to, s.kind, s.observation_id, s.document_title, s.document_number, s.document_on,
    s.issuer_unit_id, s.is_independent, s.independence_note, s.supports, s.note, s.added_by, s.id
  from achievement_sources s
  where s.achievement_id = p_from and s.withdrawn_at is null and s.id <> all (p_without)
    and not exists (
      select 1 from achievement_sources t
      where t.achievement_id = p_to and t.withdrawn_at is null
        and case when s.observation_id is null then t.observation_id is null and t.origin = s.origin
            else t.observation_id = s.observation_id and t.observation_revision = s.observation_revision end)
  order by s.added_at, s.id
$$;

-- Of a part of a split claim, in the transaction that drafts it. Sources that the viewer does not see are never left out.
create function split_sources(p_part uuid, p_without uuid[]) returns void
language plpgsql security definer set search_path from current as $$
declare
  origin uuid := (select split_from from achievements
                  where id = p_part and drafted_by = viewer_id() and xmin = pg_current_xact_id()::xid);
begin
  if origin is null then
    perform refuse('achievements_split_once', 'sources go to a part while it is drafted');
  end if;
  perform achievement_carry_sources(origin, p_part, p_without);
end $$;

-- Who worded the claim, or that from which it was split, or recorded one of its live sources confirms nothing.
create or replace function achievement_knows_recorder(p_achievement uuid, p_person uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from achievements a left join achievements o on o.id = a.split_from
                 where a.id = p_achievement and p_person in (a.drafted_by, o.drafted_by))
    or exists (select 1 from achievement_sources s left join observations o on o.id = s.observation_id
               where s.achievement_id = p_achievement and s.withdrawn_at is null
                 and (p_person in (o.observer_id, o.second_observer_id) or (s.observation_id is null and s.added_by = p_person)))
$$;

-- The claim that takes another one in: open or corroborated, no less confidential, and naming everybody of the other,
-- so that nobody's result is lost. Locked, so that two claims never go into each other.
create function achievement_takes_in(p_merged achievements) returns void
language plpgsql security definer set search_path from current as $$
declare
  target achievements;
begin
  select * into target from achievements where id = p_merged.merged_into for update;
  if target.id is null or target.state in ('REJECTED', 'MERGED', 'SPLIT')
     or target.id = any (viewer_own_achievements())
     or viewer_id() is not null and target.drafted_by <> viewer_id()
        and not (viewer_is('REVIEWER') and target.confidentiality <= viewer_clearance()) then
    perform refuse('achievements_merge_target', 'an ended claim takes nothing in, nor one that is not the viewer''s to write');
  end if;
  if target.confidentiality < p_merged.confidentiality then
    perform refuse('achievements_merge_confidentiality', 'sources do not go where more people read them');
  end if;
  if exists (
    select 1 from achievement_cadres l where l.achievement_id = p_merged.id and l.revision_no = p_merged.revision_no
      and not exists (select 1 from achievement_cadres t where t.achievement_id = target.id
                      and t.revision_no = target.revision_no and t.cadre_id = l.cadre_id)) then
    perform refuse('achievements_merge_cadres', 'the other claim must name everybody first');
  end if;
end $$;

create or replace function achievements_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  moved boolean := (new.claim, new.unit_id, new.level, new.starts_on, new.ends_on, new.central_task_id, new.indicator,
                    new.measure_unit, new.baseline, new.target, new.actual, new.conduct_item_ids, new.confidentiality)
    is distinct from (old.claim, old.unit_id, old.level, old.starts_on, old.ends_on, old.central_task_id, old.indicator,
                    old.measure_unit, old.baseline, old.target, old.actual, old.conduct_item_ids, old.confidentiality);
begin
  if (new.id, new.drafted_by, new.drafted_at, new.split_from) is distinct from (old.id, old.drafted_by, old.drafted_at, old.split_from) then
    perform refuse('achievements_identity', 'who drafted a claim, when and from what stays');
  end if;
  if old.state in ('REJECTED', 'MERGED', 'SPLIT') and (moved or new.revision_no <> old.revision_no)
     or old.state = new.state and new.merged_into is distinct from old.merged_into then
    perform refuse('achievements_ended', 'an ended claim is not rewritten');
  end if;
  if new.revision_no <> old.revision_no and new.revision_no <> old.revision_no + 1 or moved and new.revision_no = old.revision_no then
    perform refuse('achievements_in_place', 'a claim changes only by a new revision');
  end if;
  -- a changed claim is another claim: who confirmed the old one has not confirmed this
  if new.revision_no = old.revision_no + 1 and old.state = 'CORROBORATED' and new.state <> 'WAITING' then
    perform refuse('achievements_transition', 'a changed claim waits again');
  end if;
  if new.state <> old.state then
    if (old.state, new.state) not in (
      ('LEAD', 'WAITING'), ('LEAD', 'REJECTED'), ('LEAD', 'MERGED'), ('LEAD', 'SPLIT'),
      ('WAITING', 'CORROBORATED'), ('WAITING', 'DOUBTFUL'), ('WAITING', 'REJECTED'), ('WAITING', 'MERGED'), ('WAITING', 'SPLIT'),
      ('DOUBTFUL', 'WAITING'), ('DOUBTFUL', 'REJECTED'), ('DOUBTFUL', 'MERGED'), ('DOUBTFUL', 'SPLIT'),
      ('CORROBORATED', 'WAITING'), ('REJECTED', 'WAITING')) then
      perform refuse('achievements_transition', format('no way from %s to %s', old.state, new.state));
    end if;
    if (new.state in ('DOUBTFUL', 'REJECTED', 'MERGED', 'SPLIT') or old.state in ('CORROBORATED', 'REJECTED'))
       and length(trim(new.state_reason)) < 2 then
      perform refuse('achievements_reason_given', 'this decision needs its reason');
    end if;
    if old.state = 'CORROBORATED' then
      new.confirmed_by := null;
      new.confirmed_at := null;
      new.confidence := null;
    end if;
    if new.state = 'CORROBORATED' then
      if viewer_id() is not null and new.confirmed_by is distinct from viewer_id() then
        perform refuse('achievements_confirmed_in_person', 'nobody confirms in another name');
      end if;
      if achievement_knows_recorder(new.id, new.confirmed_by) then
        perform refuse('achievements_confirmed_by_another', 'who drafted or recorded confirms nothing');
      end if;
      if not achievement_is_supported(new.id) then
        perform refuse('achievements_supported', 'two independent sources of different kinds are needed');
      end if;
      new.confirmed_at := now();
    end if;
    if new.state = 'MERGED' then
      perform achievement_takes_in(new);
    end if;
    insert into achievement_events (achievement_id, actor_id, from_state, to_state, reason, source_id)
    values (new.id, viewer_id(), old.state, new.state, new.state_reason,
            nullif(current_setting('app.fallen_by', true), '')::uuid);
    if new.state = 'MERGED' then
      perform achievement_carry_sources(new.id, new.merged_into, '{}');
    end if;
  elsif (new.confirmed_by, new.confirmed_at, new.confidence) is distinct from (old.confirmed_by, old.confirmed_at, old.confidence) then
    perform refuse('achievements_confirmed_once', 'a confirmation is not rewritten');
  end if;
  return new;
end $$;

create or replace function achievements_are_whole() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from achievement_revisions where achievement_id = new.id and revision_no = new.revision_no) then
    perform refuse('achievements_revision_kept', 'every revision is kept');
  end if;
  if not exists (select 1 from achievement_cadres where achievement_id = new.id and revision_no = new.revision_no) then
    perform refuse('achievements_of_somebody', 'a claim names whose result it is');
  end if;
  if new.state = 'CORROBORATED' and not achievement_is_supported(new.id) then
    perform refuse('achievements_supported', 'two independent sources of different kinds are needed');
  end if;
  if new.state = 'SPLIT' then
    if (select count(*) from achievements where split_from = new.id) < 2 then
      perform refuse('achievements_split_in_parts', 'a split leaves two claims or more');
    end if;
    if exists (select 1 from achievement_cadres l where l.achievement_id = new.id and l.revision_no = new.revision_no
               and not exists (select 1 from achievements p join achievement_cadres t
                                 on t.achievement_id = p.id and t.revision_no = p.revision_no
                               where p.split_from = new.id and t.cadre_id = l.cadre_id)) then
      perform refuse('achievements_split_cadres', 'everybody of the claim stands in one of its parts');
    end if;
    if exists (select 1 from achievement_sources s where s.achievement_id = new.id and s.withdrawn_at is null
               and not exists (select 1 from achievements p join achievement_sources t on t.achievement_id = p.id
                               where p.split_from = new.id and t.moved_from = s.id)) then
      perform refuse('achievements_split_sources', 'every source of the claim goes to one of its parts');
    end if;
  end if;
  return null;
end $$;

-- A part comes with the split, never later, and is read by no more people than the whole was.
create function achievements_are_parts() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from achievement_events e where e.achievement_id = new.split_from and e.to_state = 'SPLIT'
                 and e.xmin = pg_current_xact_id()::xid)
     or new.confidentiality < (select confidentiality from achievements where id = new.split_from) then
    perform refuse('achievements_split_once', 'parts come with the split and stay as confidential');
  end if;
  return null;
end $$;
create constraint trigger are_parts after insert on achievements deferrable initially deferred
  for each row when (new.split_from is not null) execute function achievements_are_parts();

-- A claim also falls when its confirmer turns out to have recorded what is added now (rule 3).
create or replace function achievement_sources_change() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    if not new.supports then
      perform achievement_falls(new.achievement_id, '@contradicted', new.id);
    elsif exists (select 1 from achievements a where a.id = new.achievement_id and a.state = 'CORROBORATED'
                  and achievement_knows_recorder(a.id, a.confirmed_by)) then
      perform achievement_falls(new.achievement_id, '@recorded', new.id);
    end if;
    return new;
  end if;
  if (to_jsonb(new) - array['withdrawn_at', 'withdrawn_by', 'withdraw_reason'])
     is distinct from (to_jsonb(old) - array['withdrawn_at', 'withdrawn_by', 'withdraw_reason'])
     or old.withdrawn_at is not null then
    perform refuse('append_only', 'a source is withdrawn once, and not rewritten');
  end if;
  perform 1 from achievements where id = new.achievement_id for update;
  if exists (select 1 from achievements where id = new.achievement_id and state in ('MERGED', 'SPLIT')) then
    perform refuse('achievements_ended', 'of an ended claim the sources stay; they are withdrawn where they went');
  end if;
  if new.supports then
    perform achievement_falls(new.achievement_id, '@withdrawn', new.id);
  end if;
  return new;
end $$;

alter policy achievements_revise on achievements
  with check ((select viewer_is('OBSERVER')) and drafted_by = (select viewer_id())
              and state in ('LEAD', 'WAITING', 'DOUBTFUL', 'MERGED', 'SPLIT'));
alter policy sources_add on achievement_sources with check (
  (select viewer_is('OBSERVER', 'REVIEWER')) and added_by = (select viewer_id()) and withdrawn_at is null
  and exists (select 1 from achievements a where a.id = achievement_id and a.state not in ('REJECTED', 'MERGED', 'SPLIT')
              and a.id <> all ((select viewer_own_achievements())::uuid[]))
  and (observation_id is null or exists (select 1 from observations o where o.id = observation_id)));

revoke all on function achievement_carry_sources(uuid, uuid, uuid[]), split_sources(uuid, uuid[]),
  achievement_takes_in(achievements), achievements_are_parts() from public;
grant execute on function split_sources(uuid, uuid[]) to observer_app;
