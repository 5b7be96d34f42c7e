-- 接收 carried only follow-ups of cases and of plain records. A visit that was asked for a day at the unit, and a request or
-- promise on a claim, stayed with a person who no longer goes there: they go along too. What does not: a claim above the
-- confidentiality of all, one that is closed, one about whoever comes, and a request that whoever comes has made.
create or replace function transfer_sheets_carry() returns trigger language plpgsql security definer set search_path from current as $$
declare
  carried int := 0;
begin
  if new.state = old.state then
    return null;
  end if;
  if new.state = 'TAKEN' then
    update follow_ups f set owner_id = new.to_observer_id
    where f.owner_id = new.from_observer_id and f.unit_id = new.unit_id and f.done_at is null
      and f.asked_by is distinct from new.to_observer_id
      and (f.case_id is not null
        or num_nonnulls(f.observation_id, f.achievement_id, f.case_id) = 0
        or exists (select from achievements a where a.id = f.achievement_id and a.confidentiality = 1
                     and a.state not in ('REJECTED', 'MERGED', 'SPLIT'))
        or exists (select from observations o where o.id = f.observation_id and o.polarity <> 'ATTENTION' and o.confidentiality = 1
                     and o.state in ('SUBMITTED', 'ACCEPTED')))
      and not exists (select from users u join observation_cadres l on l.cadre_id = u.cadre_id
                      where u.id = new.to_observer_id and l.observation_id = f.observation_id)
      and not exists (select from users u join achievement_cadres l on l.cadre_id = u.cadre_id
                      where u.id = new.to_observer_id and l.achievement_id = f.achievement_id);
    get diagnostics carried = row_count;
  end if;
  insert into transfer_events (sheet_id, actor_id, kind, follow_ups)
  values (new.id, viewer_id(), case new.state when 'OPEN' then 'ASKED_BACK' else new.state end, carried);
  insert into notifications (user_id, kind, unit_id, matter_id, matter_event_id)
  values (case new.state when 'HANDED' then new.to_observer_id else new.from_observer_id end,
          case new.state when 'OPEN' then 'TRANSFER_ASKED_BACK' else 'TRANSFER_' || new.state end, new.unit_id, new.id, gen_random_uuid());
  return null;
end $$;
