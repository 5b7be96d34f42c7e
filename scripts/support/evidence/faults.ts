/**
 * A fault for each check, planted in a copy that is thrown away: a check that does not see its fault would never say
 * anything. Triggers are switched off first, as somebody with the owner's password might.
 */
import { withClient } from "../provision";
import type { Verdict } from "./index";

/** Each fault of records spoils one of its own: one fault must not hide another. */
const record = (n: number): string =>
  `(select o.id from observations o join observation_cadres l on l.observation_id = o.id
    where l.revision_no = 1 and l.position = 0 and o.central_task_id is null order by o.id offset ${n} limit 1)`;
const anyClaim = "(select id from achievements where state = 'CORROBORATED' order by id limit 1)";
const standing = (n: number): string =>
  `(select id from concerns where state in ('WATCHING', 'REMINDED') order by id offset ${n} limit 1)`;
/** A case in that state; not the one that another fault spoils. */
const aCase = (state: string, n = 0): string =>
  `(select id from cases where state = '${state}' order by id offset ${n} limit 1)`;
const tables = [
  "assignments",
  "observations",
  "observation_cadres",
  "observation_revisions",
  "observation_reviews",
  "achievements",
  "achievement_cadres",
  "achievement_sources",
  "achievement_events",
  "achievement_revisions",
  "handovers",
  "attachments",
  "audit_events",
  "notifications",
  "appraisals",
  "conduct_items",
  "follow_ups",
  "central_tasks",
  "central_task_members",
  "central_task_observers",
  "concerns",
  "concern_sources",
  "concern_events",
  "correction_requests",
  "correction_events",
  "correction_files",
  "cases",
  "case_parties",
  "case_cadres",
  "case_events",
  "coordination_meetings",
  "meeting_parties",
  "meeting_decisions",
  "meeting_witnesses",
  "meeting_signatures",
  "meeting_events",
  "tolerance_cases",
  "tolerance_cadres",
  "tolerance_risks",
  "tolerance_factors",
  "tolerance_events",
  "review_batches",
  "review_positions",
  "review_candidates",
  "review_events",
  "review_recusals",
  "review_opinions",
  "review_decisions",
  "review_snapshots",
  "public_notices",
  "public_notice_entries",
  "public_objections",
  "promotion_outcomes",
  "reports",
  "report_citations",
  "report_paragraphs",
];

/** By the title of the check that must see it; in this order. */
const FAULTS: Record<string, string> = {
  "no trigger is switched off": tables.map((name) => `alter table ${name} disable trigger user`).join(";"),
  "no constraint is left unproven":
    "alter table units add constraint planted check (short_name <> name) not valid",
  "no two assignments of one observer and unit overlap": `
    alter table assignments drop constraint assignments_no_overlap;
    insert into assignments (observer_id, unit_id, starts_on, reason, made_by)
    select observer_id, unit_id, starts_on, '重复', made_by from assignments where ends_on is null order by id limit 1`,
  "nobody holds more than three units on any day": `
    insert into assignments (observer_id, unit_id, starts_on, reason, made_by)
    select a.observer_id, u.id, a.starts_on, '多出', a.made_by
    from (select * from assignments where ends_on is null order by id desc limit 1) a, (select id from units order by code limit 4) u`,
  "no assignment was begun against a live recusal without an override": `
    insert into recusal_declarations (observer_id, unit_id, kind, declared_on, note)
    select observer_id, unit_id, 'KIN', starts_on, '亲属' from assignments where ends_on is null order by id limit 1`,
  "a cadre's line names a post that they held on the day of the event": `
    update observation_cadres set post_title = '从未担任' where observation_id = ${record(1)}`,
  "a cadre's line stands at the time of its own revision": `
    update observation_cadres set started_at = started_at + interval '1 day' where observation_id = ${record(2)}`,
  "a cadre of another unit stands in a record only as a member of its task": `
    update observation_cadres l set unit_id = (select id from units u where u.id <> o.unit_id order by code limit 1)
    from observations o where o.id = l.observation_id and o.id = ${record(3)}`,
  "the names that search finds a record by are those of its cadres": `
    update observations set cadre_names = '另有其人' where id = ${record(4)}`,
  "a record says what its newest revision says": `update observations set fact = '改过' where id = ${record(5)}`,
  "every revision of a record is kept, from the first to the present one": `
    update observations set revision_no = revision_no + 1 where id = ${record(6)}`,
  "a state has its decision, made by somebody else and within their level": `
    update observations set state = case state when 'ACCEPTED' then 'RETURNED' else 'ACCEPTED' end where id = ${record(7)}`,
  "a record lies inside an assignment of its observer, or inside a task that they observe": `
    update observations o set observer_id = (select u.id from users u where not exists (
      select 1 from assignments a where a.observer_id = u.id) order by u.id limit 1) where id = ${record(7)}`,
  "nobody observes a task that they are a member of": `
    insert into central_task_observers (task_id, observer_id, starts_on, reason)
    select m.task_id, u.id, m.starts_on, '本人' from central_task_members m join users u on u.cadre_id = m.cadre_id limit 1`,
  "members, parties and observers stay inside the days of their task, and 主战场 does": `
    update central_task_members set starts_on = starts_on - 400 where id = (select id from central_task_members order by id limit 1)`,
  "every revision of a task is kept, and the newest says what the task says": `
    update central_tasks set name = '改过的名称' where id = (select id from central_tasks order by id limit 1)`,
  "a file belongs to a record, an entry that waits or a cadre's request":
    "update attachments set entry_id = gen_random_uuid() where id = (select id from attachments order by id limit 1)",
  "an item of the two lists that a record cites was in force on its day": `
    update observations set conduct_item_ids = array[(select id from conduct_items where ends_on is not null order by ends_on limit 1)]
    where id = (select id from observations order by started_at desc, id limit 1)`,
  "a place of the two lists holds one wording at a time, and ten places are all": `
    alter table conduct_items drop constraint conduct_items_one_wording;
    insert into conduct_items (list, position, text, text_en) values ('POSITIVE', 1, '重复的一条', 'twice')`,
  "grades of a period follow each other by versions without a gap": `
    update appraisals set version_no = 5, reason = '跳号' where id = (select id from appraisals order by id limit 1)`,
  "the use of each item by month equals a recount": "update conduct_counts set records = records + 1",
  "the counts by unit, month and method equal a recount":
    "update observation_counts set records = records + 1",
  "the counts by unit, month and tone equal a recount": "update polarity_counts set records = records + 1",
  "the counts by central task, unit, method and tone equal a recount":
    "update task_counts set records = records + 1",
  "the counts by cadre, recorder and method equal a recount":
    "update cadre_evidence_counts set records = records + 1",
  "the counts by cadre and month equal a recount": "update cadre_month_counts set records = records + 1",
  "the counts of each sight by unit, month and method equal a recount":
    "update sight_counts set open_2 = open_2 + 1",
  "the counts of each sight by central task and month equal a recount":
    "update task_sight_counts set open_1 = open_1 + 1",
  "the counts that all observers of a unit share equal a recount":
    "update shared_counts set records = records + 1",
  "the counts of an observer's own records equal a recount": "update own_counts set records = records + 1",
  "the counts of each sight by recorder, unit and method equal a recount":
    "update recorder_counts set all_3 = all_3 + 1, open_1 = open_1 + 1, open_2 = open_2 + 1, open_3 = open_3 + 1",
  "the lines about each cadre by recorder and tone equal a recount":
    "update judged_counts set positive_1 = positive_1 + 1, positive_2 = positive_2 + 1, positive_3 = positive_3 + 1",
  "the counts of a task that all observers of a unit share equal a recount":
    "update task_shared_counts set records = records + 1",
  "the counts of an observer's own records of a task equal a recount":
    "update task_own_counts set records = records + 1",
  "the counts of each sight by cadre, month and unit equal a recount":
    "update cadre_sight_counts set attention[4] = attention[4] + 1",
  "what each sight is told of a cadre's file equals a recount":
    "update cadre_file_counts set records[2] = records[2] - 1 where facet = 'dimension'",
  "what each sight is told of the evidence about a cadre equals a recount":
    "update cadre_sight_strengths set recorders = recorders + 1",
  "what each sight is told of a task's records equals a recount":
    "update task_file_counts set records[5] = records[5] + 1 where facet = 'item'",
  "what each sight is told of a cadre in a task's records equals a recount":
    "update task_cadre_counts set records[1] = records[1] + 1 where facet = 'polarity'",
  "the remarkable records of a cadre in a task are those that its page walks to":
    "update observation_cadres set remarkable_of = null where remarkable_of is not null",
  "what reviewers and leaders are told of a task's records equals those that they can open":
    "update task_file_counts set records = array(select n + 1 from unnest(records) n)",
  "the records listed of each item of the two lists are those that cite it":
    "delete from observation_items where item_id = (select item_id from observation_items order by 1 limit 1)",
  "the cadres of an observer's records equal a recount": "delete from observer_cadres",
  "what was handed over and taken in is a record, once; what was declined is none": `
    alter table handovers drop constraint handovers_settled_whole;
    update handovers set state = 'ADMITTED' where state = 'WAITING'`,
  "a corroborated claim has two independent sources of different kinds": `
    update achievement_sources set is_independent = false where achievement_id = ${anyClaim}`,
  "nobody confirms a claim that they drafted or whose sources they recorded": `
    update achievements set confirmed_by = drafted_by where id = ${anyClaim}`,
  "a source's kind is that of its record's method, and a recommendation is never independent": `
    update achievement_sources set kind = 'survey' where achievement_id = ${anyClaim}`,
  "a claim's line names a post that its cadre had held by the last day of the result": `
    update achievement_cadres set post_title = '从未担任' where achievement_id = ${anyClaim}`,
  "every revision of a claim is kept, and it says what the newest one says": `
    update achievements set claim = '改过的表述' where id = ${anyClaim}`,
  "a claim has changed when its state did, so that lists of an older day may trust it": `
    update achievements set updated_at = drafted_at - interval '1 day'
    where id = (select achievement_id from achievement_events order by achievement_id limit 1)`,
  "every claim has its history": `delete from achievement_events where achievement_id = ${anyClaim}`,
  "a claim's history goes only ways that its state may go, and ends where it stands": `
    update achievement_events set to_state = 'MERGED' where to_state = 'WAITING'`,
  "a claim names whose result it is and with what contribution": `
    delete from achievement_cadres where achievement_id = (select id from achievements order by id desc limit 1)`,
  "claims that were merged go into each other in no circle": `
    update achievements a set merged_into = (select b.id from achievements b where b.state = 'MERGED' and b.id <> a.id order by b.id limit 1)
    where state = 'MERGED'`,
  "a claim that was split left claims with everybody of it and every source": `
    update achievements set split_from = null where split_from is not null`,
  "a merge or a split that was taken back leads back where it came from, and leaves no source behind": `
    update achievement_sources set moved_from = (select s.id from achievement_sources s join achievements a on a.id = s.achievement_id
      where a.state = 'WAITING' order by s.id limit 1)
    where id = (select s.id from achievement_sources s join achievements a on a.id = s.achievement_id
      where a.state = 'CORROBORATED' and s.withdrawn_at is null order by s.id limit 1)`,
  "a source that went from one claim to another says what it said": `
    update achievement_sources set supports = not supports where moved_from is not null`,
  "a concern that is decided has two sources of different kinds": `
    update concern_sources set kind = 'synthesis' where concern_id = ${standing(0)}`,
  "a remark is taken for corroborated just while each of its cadres has a concern that stands on it": `
    update observations set is_corroborated = true where id = (select id from observations where is_guarded order by id desc limit 1)`,
  "a concern is decided by a person who neither opened it nor recorded a source, and what stands in files ends": `
    update concerns set decided_by = opened_by where id = ${standing(0)}`,
  "a concern is as confidential as its most confidential source": `
    update observations set confidentiality = 3 where id = (select observation_id from concern_sources
      where observation_id is not null order by id limit 1)`,
  "a concern's history goes only ways that its state may go, and ends where it stands": `
    update concern_events set to_state = 'OPEN' where concern_id = ${standing(1)} and from_state is not null`,
  "a correction request's history goes only ways that its state may go, and ends where it stands": `
    update correction_events set from_state = 'WITHDRAWN' where from_state is not null`,
  "a correction request is the cadre's own, and is answered by somebody who had no part in the result": `
    update correction_requests set answered_by = asked_by where state = 'ANSWERED'`,
  "a file of a correction request is the one that its cadre announced, and came before the answer": `
    insert into attachments (id, entry_id, owner_id, file_name, media_type, byte_size, sha256, upload_sha256, capture_sha256, storage_key)
    select gen_random_uuid(), id, asked_by, 'x.pdf', 'application/pdf', 1, sha256('a'), sha256('a'), sha256('a'), 'aa/' || md5(id::text)
    from correction_requests order by id limit 1`,
  "a cadre opens the files of their own requests, and no other":
    "create policy planted on correction_files for select to observer_app using (true)",
  "minutes that are signed bear the signature of each party under just their version, and nothing is younger than the last": `
    update meeting_signatures set minutes_version = 7 where id = (select s.id from meeting_signatures s
      join coordination_meetings m on m.id = s.meeting_id where m.state = 'SIGNED' order by s.id limit 1)`,
  "a signature is a party's, by its own contact, of a version that was put out": `
    update meeting_signatures set signer_name = '' where id = (select id from meeting_signatures order by id desc limit 1)`,
  "a meeting's log goes only ways that its state may go, and ends where it stands": `
    update meeting_events set kind = 'CANCELLED' where kind = 'SIGN_ASKED'`,
  "a witness observed a party on the day of the meeting and belongs to none": `
    update meeting_witnesses set observer_id = (select user_id from user_roles where role = 'LEADER' order by user_id limit 1)
      where id = (select id from meeting_witnesses order by id limit 1)`,
  "what a meeting decided is followed up in its case, while it is decided": `
    update meeting_decisions set follow_up_id = null where id = (select id from meeting_decisions
      where follow_up_id is not null order by id limit 1)`,
  "a concern is seen by reviewers within their level, by leaders while it stands, and by nobody else": `
    create policy planted on concerns for select to observer_app using (true)`,
  "a closed case was checked by somebody who neither raised nor settled it, and who raised it has said so": `
    update cases set confirmed_by = (select u.id from users u join user_roles r on r.user_id = u.id where r.role = 'LIAISON'
      and u.id <> raised_by order by u.id limit 1) where id = ${aCase("CLOSED")}`,
  "a case's log goes only ways that its state may go, and ends where it stands": `
    delete from case_events where kind = 'SETTLED' and case_id = ${aCase("CLOSED", 1)}`,
  "the tier that a case stands in is the last that its log names, and no lower one follows a higher": `
    update cases set tier = 'IMMEDIATE' where id = (select id from cases where tier = 'ESCALATED' order by id limit 1)`,
  "the numbers of a year's cases run without a gap": `
    update cases set number = substr(number, 1, 8) || '9999' where id = ${aCase("OPEN")}`,
  "a case names cadres with a post that they had held by the day it was raised": `
    update case_cadres set post_title = '从未担任' where id = (select id from case_cadres order by id limit 1)`,
  "the unit that leads a case stands among those that take part": `
    update case_parties set is_lead = false where case_id = ${aCase("OPEN", 1)}`,
  "a liaison sees the cases that the own unit takes part in, and no other":
    "create policy planted on cases for select to observer_app using (true)",
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

/** Leaves the database spoiled for good. */
export async function plantFaults(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    for (const statement of Object.values(FAULTS)) await client.query(statement);
  });
}

/** Faults that no check saw. */
export const unseenFaults = (verdicts: readonly Verdict[]): string[] =>
  Object.keys(FAULTS).filter(
    (title) => !verdicts.some((one) => one.title === title && one.broken.length > 0),
  );
