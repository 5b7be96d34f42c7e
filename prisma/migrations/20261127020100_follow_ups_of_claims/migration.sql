-- 跟进 of a record or of a claim; a case gets its column when there are cases, and the first check names it then.
-- What somebody else asks for is a request: it arrives with its owner as a dated task, in the asker's own words.
alter table follow_ups
  alter column observation_id drop not null,
  add column achievement_id uuid references achievements (id),
  -- null: the owner's own promise
  add column asked_by uuid references users (id),
  -- the record that answers it
  add column answer_id uuid references observations (id),
  add column closed_by uuid references users (id),
  add constraint follow_ups_of_one_thing check (num_nonnulls(observation_id, achievement_id) = 1),
  add constraint follow_ups_asked_of_another check (asked_by <> owner_id),
  add constraint follow_ups_answer_closes check (answer_id is null or done_at is not null);
create index follow_ups_achievement on follow_ups (achievement_id) where achievement_id is not null;
create index follow_ups_asked on follow_ups (asked_by, due_on) where asked_by is not null;
create index follow_ups_answer on follow_ups (answer_id) where answer_id is not null;

-- Its owner and who asked for it read a follow-up whatever it belongs to; that of a claim is for the reviewers and the
-- leaders beside them: an answer may say what stands in no record yet (rule 5).
alter policy follow_ups_read on follow_ups using (
  owner_id = (select viewer_id())
  or asked_by = (select viewer_id())
  or observation_id is not null and exists (
       select 1 from observations o where o.id = observation_id and (o.revision_no = 1 or viewer_reads_all_revisions(o.id)))
  or achievement_id is not null and (select viewer_is('REVIEWER', 'LEADER'))
     and exists (select 1 from achievements a where a.id = achievement_id));
create policy follow_ups_not_on_self on follow_ups as restrictive for select to observer_app
  using (achievement_id is null or achievement_id <> all ((select viewer_own_achievements())::uuid[]));

-- One's own, of one's own record or of a claim of one's unit. A reviewer asks: for a record its observers, for a claim
-- an observer of the unit or of one of its cadres' units who is none of them.
alter policy follow_ups_make on follow_ups with check (
  owner_id = (select viewer_id()) and asked_by is null and exists (
    select 1 from observations o where o.id = observation_id and o.observer_id = (select viewer_id())
      and o.unit_id = follow_ups.unit_id)
  or owner_id = (select viewer_id()) and asked_by is null and (select viewer_is('OBSERVER'))
     and unit_id = any ((select viewer_unit_ids())::uuid[]) and exists (
    select 1 from achievements a where a.id = achievement_id and a.unit_id = follow_ups.unit_id
      and a.state not in ('REJECTED', 'MERGED', 'SPLIT') and a.id <> all ((select viewer_own_achievements())::uuid[]))
  or asked_by = (select viewer_id()) and (select viewer_is('REVIEWER'))
     and exists (select 1 from users p join user_roles r on r.user_id = p.id and r.role = 'OBSERVER'
                 where p.id = owner_id and p.is_active)
     and (exists (select 1 from observations o where o.id = observation_id and o.unit_id = follow_ups.unit_id
                  and owner_id in (o.observer_id, o.second_observer_id))
       or exists (select 1 from achievements a where a.id = achievement_id and a.state not in ('REJECTED', 'MERGED', 'SPLIT')
                    and a.id <> all ((select viewer_own_achievements())::uuid[])
                    and (a.unit_id = follow_ups.unit_id or exists (
                      select 1 from achievement_cadres l where l.achievement_id = a.id and l.revision_no = a.revision_no
                        and l.unit_id = follow_ups.unit_id)))
          and exists (select 1 from assignments s where s.observer_id = owner_id and s.unit_id = follow_ups.unit_id
                      and city_today() between s.starts_on and coalesce(s.ends_on, 'infinity'))
          and not exists (select 1 from users p join achievement_cadres l on l.cadre_id = p.cadre_id
                          where p.id = owner_id and l.achievement_id = follow_ups.achievement_id)));
-- who asked may take it back, with a reason
alter policy follow_ups_close on follow_ups
  using (owner_id = (select viewer_id()) or asked_by = (select viewer_id()))
  with check (owner_id = (select viewer_id()) or asked_by = (select viewer_id()));
grant insert (achievement_id, asked_by), update (answer_id) on follow_ups to observer_app;
-- no grant on closed_by: the trigger says who closed

create or replace function follow_ups_keep_done() returns trigger language plpgsql as $$
begin
  if old.done_at is not null then
    perform refuse('follow_ups_done', 'a closed follow-up is never reopened or rewritten');
  end if;
  if new.answer_id is not null and not exists (
    select 1 from observations o where o.id = new.answer_id and new.owner_id in (o.observer_id, o.second_observer_id)) then
    perform refuse('follow_ups_answer_own', 'the answer is a record of its owner');
  end if;
  if new.done_at is not null then
    new.closed_by := coalesce(viewer_id(), new.owner_id);
  end if;
  return new;
end $$;
revoke all on function follow_ups_keep_done() from public;
