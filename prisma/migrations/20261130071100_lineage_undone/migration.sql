-- A merge or a split is taken back (docs/adr/0036) while nothing later rests on it: the claim stands again as it was, the other side
-- gives back what it took, and both histories keep what happened. The database asks the same question as the page.

-- the wording of the other claim that this one went into
alter table achievements add column merged_into_revision int;
alter table achievements disable trigger user;
update achievements a set merged_into_revision = (
  select count(*) from achievement_revisions r where r.achievement_id = a.merged_into and r.created_at <= coalesce((
    select max(e.at) from achievement_events e where e.achievement_id = a.id and e.to_state = 'MERGED'), a.updated_at))
where a.merged_into is not null;
alter table achievements enable trigger user;
alter table achievements add constraint achievements_merged_into_wording
  check ((merged_into is null) = (merged_into_revision is null));
-- no grant on merged_into_revision: the trigger writes it

-- What stands in the way, or null; nothing is said of a claim that the viewer may not see.
create function achievement_undo_blocker(p_achievement uuid) returns text
language plpgsql stable security definer set search_path from current as $$
declare
  claim achievements;
  target achievements;
begin
  select * into claim from achievements where id = p_achievement;
  if claim.state is null or claim.state not in ('MERGED', 'SPLIT')
     or viewer_id() is not null and not may_see_achievement(viewer_id(), p_achievement) then
    return null;
  end if;
  if claim.state = 'SPLIT' then
    if exists (
      select 1 from achievements p where p.split_from = claim.id and p.merged_into is distinct from claim.id
        and (p.revision_no > 1
          or (select count(*) from achievement_events e where e.achievement_id = p.id) > 1
          or exists (select 1 from achievements o where o.merged_into = p.id)
          or exists (select 1 from achievement_sources s where s.achievement_id = p.id
                     and (s.moved_from is null or s.withdrawn_at is not null)))) then
      return 'parts';
    end if;
    if exists (select 1 from achievements p join follow_ups f on f.achievement_id = p.id
               where p.split_from = claim.id and p.merged_into is distinct from claim.id) then
      return 'asked';
    end if;
    return null;
  end if;
  -- a part that went back into its whole: the whole is split again
  if claim.merged_into = claim.split_from then return 'split'; end if;
  select * into target from achievements where id = claim.merged_into;
  if target.state in ('REJECTED', 'MERGED', 'SPLIT') then return 'target'; end if;
  if exists (select 1 from achievement_events e where e.achievement_id = target.id and e.to_state = 'CORROBORATED' and e.at >= (
       select max(m.at) from achievement_events m where m.achievement_id = claim.id and m.to_state = 'MERGED')) then
    return 'confirmed';
  end if;
  if target.revision_no <> claim.merged_into_revision then return 'revised'; end if;
  -- an earlier merge that was taken back withdrew its own by that word
  if exists (select 1 from achievement_sources t join achievement_sources s on s.id = t.moved_from
             where t.achievement_id = target.id and s.achievement_id = claim.id and t.withdraw_reason <> '@undone') then
    return 'withdrawn';
  end if;
  if exists (select 1 from report_citations c join achievement_sources t on t.id = any (c.source_ids)
             join achievement_sources s on s.id = t.moved_from
             where t.achievement_id = target.id and s.achievement_id = claim.id and t.withdrawn_at is null) then
    return 'cited';
  end if;
  return null;
end $$;

-- Both sides are locked first: a confirmation or a withdrawal at the same moment comes before, and is seen, or after.
create function achievement_may_be_restored(p_old achievements, p_state text) returns void
language plpgsql security definer set search_path from current as $$
declare
  blocker text;
begin
  perform 1 from achievements where id = p_old.merged_into or split_from = p_old.id order by id for update;
  if viewer_id() is not null and exists (
       select 1 from achievements o
       where (o.id = p_old.merged_into or p_old.state = 'SPLIT' and o.split_from = p_old.id and o.merged_into is distinct from p_old.id)
         and (o.id = any (viewer_own_achievements())
           or not (viewer_is('REVIEWER') and o.confidentiality <= viewer_clearance())
              and (o.drafted_by <> viewer_id() or o.state = 'CORROBORATED'))) then
    perform refuse('achievements_undo_rights', 'the other side is not the viewer''s to write');
  end if;
  blocker := achievement_undo_blocker(p_old.id);
  if blocker is not null then
    perform refuse('achievements_undo_' || blocker, 'something later rests on it');
  end if;
  if p_state is distinct from (select e.from_state from achievement_events e
       where e.achievement_id = p_old.id and e.to_state = p_old.state order by e.at desc limit 1) then
    perform refuse('achievements_transition', 'it goes back to where it was');
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
     or old.state = new.state and (new.merged_into, new.merged_into_revision) is distinct from (old.merged_into, old.merged_into_revision) then
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
      ('CORROBORATED', 'WAITING'), ('REJECTED', 'WAITING'),
      ('MERGED', 'LEAD'), ('MERGED', 'WAITING'), ('MERGED', 'DOUBTFUL'),
      ('SPLIT', 'LEAD'), ('SPLIT', 'WAITING'), ('SPLIT', 'DOUBTFUL')) then
      perform refuse('achievements_transition', format('no way from %s to %s', old.state, new.state));
    end if;
    if (new.state in ('DOUBTFUL', 'REJECTED', 'MERGED', 'SPLIT') or old.state in ('CORROBORATED', 'REJECTED', 'MERGED', 'SPLIT'))
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
    if old.state in ('MERGED', 'SPLIT') then
      perform achievement_may_be_restored(old, new.state);
      new.merged_into := null;
      new.merged_into_revision := null;
    end if;
    if new.state = 'MERGED' then
      perform achievement_takes_in(new);
      new.merged_into_revision := (select revision_no from achievements where id = new.merged_into);
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

-- A split that was taken back leaves its parts merged into the whole: they are parts of it no more.
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
    if (select count(*) from achievements where split_from = new.id and merged_into is distinct from new.id) < 2 then
      perform refuse('achievements_split_in_parts', 'a split leaves two claims or more');
    end if;
    if exists (select 1 from achievement_cadres l where l.achievement_id = new.id and l.revision_no = new.revision_no
               and not exists (select 1 from achievements p join achievement_cadres t
                                 on t.achievement_id = p.id and t.revision_no = p.revision_no
                               where p.split_from = new.id and p.merged_into is distinct from new.id and t.cadre_id = l.cadre_id)) then
      perform refuse('achievements_split_cadres', 'everybody of the claim stands in one of its parts');
    end if;
    if exists (select 1 from achievement_sources s where s.achievement_id = new.id and s.withdrawn_at is null
               and not exists (select 1 from achievements p join achievement_sources t on t.achievement_id = p.id
                               where p.split_from = new.id and p.merged_into is distinct from new.id and t.moved_from = s.id)) then
      perform refuse('achievements_split_sources', 'every source of the claim goes to one of its parts');
    end if;
  end if;
  return null;
end $$;

create or replace function achievement_sources_change() returns trigger language plpgsql security definer set search_path from current as $$
declare
  -- the claim that it came from stands again: a merge is being taken back
  goes_back boolean := exists (
    select 1 from achievement_sources s join achievements o on o.id = s.achievement_id
    where s.id = new.moved_from and s.withdrawn_at is null and o.state not in ('REJECTED', 'MERGED', 'SPLIT'));
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
  if new.withdraw_reason = '@undone' and not goes_back then
    perform refuse('append_only', 'that word is said of what goes back, and of nothing else');
  end if;
  -- what stood without what goes back still stands
  if new.supports and not (goes_back and achievement_is_supported(new.achievement_id)) then
    perform achievement_falls(new.achievement_id, '@withdrawn', new.id);
  end if;
  return new;
end $$;

-- What the other side took goes back; the parts of a split end in the whole, which has their sources itself.
create function achievements_restore() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if old.state = 'MERGED' then
    update achievement_sources t set withdrawn_at = now(), withdrawn_by = coalesce(viewer_id(), new.drafted_by), withdraw_reason = '@undone'
    where t.achievement_id = old.merged_into and t.withdrawn_at is null
      and t.moved_from in (select s.id from achievement_sources s where s.achievement_id = new.id);
  else
    update achievements set state = 'MERGED', merged_into = new.id, state_reason = new.state_reason, updated_at = new.updated_at
    where split_from = new.id and state not in ('MERGED', 'SPLIT');
  end if;
  return null;
end $$;
create trigger restore after update on achievements for each row
  when (old.state in ('MERGED', 'SPLIT') and new.state not in ('MERGED', 'SPLIT')) execute function achievements_restore();

-- its drafter finds it again
alter policy achievements_revise on achievements
  using ((select viewer_is('OBSERVER')) and drafted_by = (select viewer_id())
         and state in ('LEAD', 'WAITING', 'DOUBTFUL', 'MERGED', 'SPLIT')
         and id <> all ((select viewer_own_achievements())::uuid[]));

-- ---------------------------------------------------------------- who is told
-- As before its drafter, who brought its sources and who was asked about it; now those too whose claim takes it in or gives it
-- back. After the row has changed, since its history is written before.
drop trigger tell_carried on achievement_events;
drop function claims_carried_tell();
create function claims_carried_tell() returns trigger language plpgsql security definer set search_path from current as $$
declare
  step achievement_events;
begin
  -- a part that ends with its split says nothing new beside the whole
  if new.merged_into = new.split_from then return null; end if;
  select * into step from achievement_events where achievement_id = new.id order by at desc limit 1;
  insert into notifications (user_id, kind, unit_id, achievement_id, achievement_event_id, created_at)
  select p.user_id, case when new.state in ('MERGED', 'SPLIT') then 'CLAIM_CARRIED' else 'CLAIM_RESTORED' end,
    new.unit_id, new.id, step.id, least(step.at, now())
  from (
    select new.drafted_by as user_id
    union select s.added_by from achievement_sources s where s.achievement_id = new.id
    union select f.owner_id from follow_ups f where f.achievement_id = new.id
    union select o.drafted_by from achievements o where o.id in (old.merged_into, new.merged_into)
    union select o.confirmed_by from achievements o where o.id in (old.merged_into, new.merged_into)) p
  where p.user_id is distinct from step.actor_id and is_news(city_day(step.at)) and may_see_achievement(p.user_id, new.id)
  on conflict do nothing;
  return null;
end $$;
create trigger tell_carried after update on achievements for each row
  when (old.state <> new.state and (old.state in ('MERGED', 'SPLIT') or new.state in ('MERGED', 'SPLIT')))
  execute function claims_carried_tell();

revoke all on function achievement_undo_blocker(uuid), achievement_may_be_restored(achievements, text), achievements_restore(),
  claims_carried_tell() from public;
grant execute on function achievement_undo_blocker(uuid) to observer_app;

do $$
declare
  kinds text;
begin
  select string_agg(distinct quote_literal(kind), ', ') into kinds from (
    select (regexp_matches(pg_get_constraintdef(c.oid), '''([A-Z_]+)''', 'g'))[1] as kind
    from pg_constraint c where c.conname = 'notifications_kind_known' and c.conrelid = 'notifications'::regclass
    union select 'CLAIM_RESTORED') known;
  alter table notifications drop constraint notifications_kind_known;
  execute format('alter table notifications add constraint notifications_kind_known check (kind in (%s))', kinds);
end $$;
