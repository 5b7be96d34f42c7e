-- 归档 is the end of a record's life: no correction any more. A reviewer files an accepted record and, where it has to be
-- put right after all, opens it again; its text moves in neither step.
create or replace function observations_keep_rules() returns trigger language plpgsql as $$
declare
  -- also when it was submitted: reviewers and authors may write that column
  moved boolean := (new.started_at, new.ended_at, new.place, new.fact, new.judgement, new.dimensions, new.polarity,
                    new.confidentiality, new.details, new.evidence_note, new.evidence, new.conduct_item_ids,
                    new.second_observer_id, new.central_task_id, new.method_version_id, new.cadre_names, new.submitted_at)
    is distinct from (old.started_at, old.ended_at, old.place, old.fact, old.judgement, old.dimensions, old.polarity,
                    old.confidentiality, old.details, old.evidence_note, old.evidence, old.conduct_item_ids,
                    old.second_observer_id, old.central_task_id, old.method_version_id, old.cadre_names, old.submitted_at);
begin
  if (new.id, new.unit_id, new.observer_id, new.method_id, new.visit_id)
     is distinct from (old.id, old.unit_id, old.observer_id, old.method_id, old.visit_id) then
    perform refuse('observations_identity', 'unit, observer, method and visit of a record stay');
  end if;
  if new.revision_no = old.revision_no + 1 then
    if new.state <> 'SUBMITTED' or old.state not in ('RETURNED', 'ACCEPTED') then
      perform refuse('observations_transition', 'only a returned or accepted record takes a new revision');
    end if;
  elsif new.revision_no <> old.revision_no or moved then
    perform refuse('observations_in_place', 'a submitted record changes only by a new revision');
  elsif new.state <> old.state then
    if (old.state, new.state) not in (('SUBMITTED', 'ACCEPTED'), ('SUBMITTED', 'RETURNED'), ('ACCEPTED', 'ARCHIVED'), ('ARCHIVED', 'ACCEPTED')) then
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

alter policy observations_review on observations
  using ((select viewer_is('REVIEWER')) and confidentiality <= (select viewer_clearance())
         and observer_id <> (select viewer_id()) and second_observer_id is distinct from (select viewer_id())
         and state in ('SUBMITTED', 'ACCEPTED', 'ARCHIVED'));
