-- Who recorded what a result rests on, or brought its paper, does not answer the cadre who says that it is wrong; and of a claim
-- that the viewer may not see nothing is told, not even why a merge stands (ADR 0047).

create function achievement_had_part(p_achievement uuid, p_person uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select achievement_knows_recorder(p_achievement, p_person)
    or exists (select 1 from achievements where id = p_achievement and confirmed_by = p_person)
    or exists (select 1 from achievement_events e where e.achievement_id = p_achievement and e.to_state = 'CORROBORATED' and e.actor_id = p_person)
$$;
create function viewer_had_part(p_achievement uuid) returns boolean language sql stable security definer set search_path from current as $$
  select coalesce(achievement_had_part(p_achievement, viewer_id()), false)
$$;

create or replace function correction_requests_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
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
  if new.state in ('REVIEWING', 'ANSWERED') and achievement_had_part(new.achievement_id, coalesce(new.answered_by, new.taken_by)) then
    perform refuse('correction_requests_by_another', 'who recorded, brought, drafted or confirmed the result does not answer');
  end if;
  if coalesce(new.answered_by, new.taken_by) = new.asked_by then
    perform refuse('correction_requests_by_another', 'nobody answers themselves');
  end if;
  return new;
end $$;

create or replace function achievement_undo_blocker(p_achievement uuid) returns text
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
  if viewer_id() is not null and exists (
       select 1 from achievements o
       where (o.id = claim.merged_into or claim.state = 'SPLIT' and o.split_from = claim.id and o.merged_into is distinct from claim.id)
         and not may_see_achievement(viewer_id(), o.id)) then
    return 'closed';
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

revoke all on function achievement_had_part(uuid, uuid), viewer_had_part(uuid) from public;
grant execute on function viewer_had_part(uuid) to observer_app;
