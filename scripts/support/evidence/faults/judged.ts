/** Faults of audit, reviews, reports, 容错 and of what each person is told. */

export const JUDGED_FAULTS: Record<string, string> = {
  "the chain of the audit is whole": `
    insert into audit_events (seq, at, action, entity, entity_id, before, after, prev_hash, hash)
    select 999999, now(), 'planted', 'unit', '', '', '', '\\x00', '\\x00'`,
  "row-level security is forced on every table, by a policy":
    "alter table cadres no force row level security",
  "who withheld their name is told by no line of the audit and no notice, and the mark is the owner's alone":
    "grant select (sender_mark) on complaints to observer_app",
  "every view asks with its reader's rights": "create view planted as select 1 as one",
  "without a viewer no table shows a row":
    "create policy planted on units for select to observer_app using (true)",
  "the three administrators see no business row":
    "create policy planted on methods for select to observer_app using (true)",
  "a one-source negative remark is seen by its author and the reviewers alone": `
    create policy planted on observations for select to observer_app using (is_guarded)`,
  "who is named for a post stands there with a reason, moved only along the stages, and was dropped with one":
    "update review_events set reason = '' where to_state = 'SHORT'",
  "what a decision kept is what its digest names, of the person decided on": `
    update review_snapshots set evidence = jsonb_set(evidence, '{cadre,name}', '"另一个人"')
    where decision_id = (select decision_id from review_snapshots order by 1 limit 1)`,
  "a decision is of somebody on the short list, names who was there and who had left, and what it kept is of its day": `
    update review_decisions set attendees = '[]' where id = (select id from review_decisions order by id limit 1)`,
  "who decides on a person wrote neither the post nor its rule, did not name them and did not put them on the short list": `
    update review_decisions d set decided_by = c.added_by from review_candidates c where c.id = d.candidate_id`,
  "what a decision kept names no one-source remark, and of a concern no word": `
    update review_snapshots set evidence = jsonb_set(evidence, '{note}', to_jsonb((select id::text from observations where is_guarded order by id limit 1)))
    where decision_id = (select decision_id from review_snapshots order by 1 desc limit 1)`,
  "who is recused gave no view of that cadre and took no decision": `
    insert into review_opinions (id, candidate_id, user_id, mark)
    select gen_random_uuid(), candidate_id, user_id, 'SKIP' from review_recusals where lifted_at is null order by id limit 1`,
  "a public notice stands five working days after the day it is put up":
    "update public_notices set ends_on = starts_on + 4 where id = (select id from public_notices order by id limit 1)",
  "a notice names who is to be appointed, after the decision and in one batch": `
    update public_notices set starts_on = '2020-01-06' where id = (select id from public_notices order by id desc limit 1)`,
  "an objection came after its notice and was answered by another before anybody was appointed":
    "alter table public_objections drop constraint public_objections_answered_by_another; update public_objections set answered_by = registered_by",
  "an appointment was decided, noticed to the end, and began the post that it says":
    "update promotion_outcomes set to_title = '另一个职务' where candidate_id is not null",
  "no post has more people to appoint than places, and a batch that is over left nothing undecided":
    "update review_positions set state = 'LISTING' where batch_id in (select id from review_batches where state = 'CLOSED')",
  "the rule of the lists was set from its day on, by a leader and with a reason, and one was always in force": `
    alter table cadre_list_rules disable trigger user;
    update cadre_list_rules set effective_on = '2024-01-01' where set_by is null`,
  "what others think of a candidate is read when one's own view is in or the post is decided, by nobody who is recused":
    "create policy planted on review_opinions for select to observer_app using (true)",
  "who is recused opens no row of that cadre, in whatever table speaks of one":
    "drop policy not_recused on post_holdings",
  "of a review only reviewers and leaders read a row":
    "drop policy of_reviewers_and_leaders on review_batches",
  "no statement of a report stands without a citation": `
    update report_paragraphs set text = '没有出处的一句话。' where (report_id, position, version) =
      (select report_id, position, version from report_paragraphs order by 1, 2, 3 limit 1)`,
  "what a report cites was there, accepted or corroborated when it was frozen": `
    update report_citations set revision_no = 99 where (report_id, label) =
      (select report_id, label from report_citations where kind = 'RECORD' order by 1, 2 limit 1)`,
  "a report is about everybody who stands in what it cites": `
    update reports set cadre_ids = '{}' where id = (select report_id from report_citations where kind = 'RECORD' order by 1 limit 1)`,
  "a report cites no remark but as a source of a concern that it cites": `
    insert into report_citations (report_id, label, kind, entity_id, revision_no, href)
    select r.id, '记录planted', 'RECORD', o.id, o.revision_no, '/observations/' || o.id
    from (select id from reports order by id limit 1) r, (select id, revision_no from observations where is_guarded order by id limit 1) o`,
  "a finalised report is not written any more, and is signed by another": `
    insert into report_paragraphs (report_id, position, version, section, text, author_id)
    select id, 901, 1, 'teams', '后来写的【表1】。', made_by from reports where state = 'FINAL' limit 1`,
  "a report is seen by reviewers of its level, by leaders once it is final, and by nobody else":
    "create policy planted on reports for select to observer_app using (true)",
  "a tolerance case's history goes only ways that its state may go, and ends where it stands": `
    update tolerance_events set to_state = 'REFUSED' where to_state = 'VERIFIED'`,
  "what a tolerance case decided was verified by one, decided by another, and applied for by a third": `
    alter table tolerance_cases drop constraint tolerance_cases_four_eyes;
    update tolerance_cases set verified_by = applied_by where verified_by is not null`,
  "a record made beforehand names its gap, purpose, decision, risks and stop conditions, and the outcome is of its kind":
    "delete from tolerance_risks where kind = 'STOP' and met_at is null",
  "where an exclusion is met nothing is tolerated, and what was tolerated had all six factors weighed": `
    delete from tolerance_factors where factor = 'REMEDY' and tolerance_id in (select id from tolerance_cases where outcome = 'TOLERATED')`,
  "where a stop condition is met, the case is stopped or was judged since": `
    delete from tolerance_events where to_state = 'STOPPED'`,
  "a tolerance case names a post that its cadre had held by the day of the application": `
    update tolerance_cadres set post_title = '从未担任' where id = (select id from tolerance_cadres order by id limit 1)`,
  "what follows from a guarded remark is its author's, or a reviewer's": `
    insert into follow_ups (observation_id, unit_id, owner_id, title)
    select o.id, o.unit_id, r.user_id, '转给他人' from (select * from observations where is_guarded order by id limit 1) o,
      (select user_id from user_roles where role = 'LEADER' limit 1) r`,
  "nobody is told of a remark that they may not see": `
    insert into notifications (user_id, kind, observation_id)
    select r.user_id, 'RETURNED', o.id from (select user_id from user_roles where role = 'LEADER' limit 1) r,
      (select id from observations where is_guarded order by id limit 1) o`,
  "a cadre sees no record, source or history, of nobody":
    "create policy planted on follow_ups for select to observer_app using (true)",
  "a liaison sees no record, claim, source or history, of no unit":
    "create policy planted on observation_reviews for select to observer_app using (true)",
  "a liaison reads and enters the plan of the own unit alone":
    "create policy planted on unit_meetings for select to observer_app using (true)",
  "the counts that reviewers and leaders see equal the records that they can open": `
    create policy planted on observation_counts for select to observer_app using (true)`,
  "the counts by level that reviewers and leaders see equal the records that they can open": `
    create or replace function viewer_counts(p_from date, p_to date, p_unit uuid default null)
    returns table (unit_id uuid, month date, method_id uuid, records int) language sql stable security definer set search_path from current as $$
      select unit_id, month, method_id, all_3 from sight_counts $$`,
  "the sums by recorder that reviewers and leaders are told equal the records that they can open":
    "update recorder_counts set all_1 = all_1 + 1, all_2 = all_2 + 1",
  "the lines by recorder that reviewers and leaders are told equal those that they can open":
    "update judged_counts set guarded_1 = guarded_1 + 1, attention_2 = attention_2 + 1, attention_3 = attention_3 + 1",
  "the counts by method that a recused person is told equal the records that they can open": `
    create or replace function sight_corrections(p_from date, p_to date) returns setof sight_correction language sql stable
    as $$ select null::sight_correction where false $$`,
  "the counts by tone that a recused person is told equal the records that they can open":
    "update polarity_counts set records = records + 1",
  "the counts by task that a recused person is told equal the records that they can open":
    "update task_counts set records = records + 1",
  "the counts of tones that reviewers and leaders see equal the records that they can open": `
    create policy planted on polarity_counts for select to observer_app using (true)`,
};
