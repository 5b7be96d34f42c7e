/** Faults of what follows from records: claims, concerns, corrections, meetings and cases. */

const anyClaim = "(select id from achievements where state = 'CORROBORATED' order by id limit 1)";

const standing = (n: number): string =>
  `(select id from concerns where state in ('WATCHING', 'REMINDED') order by id offset ${n} limit 1)`;

/** A case in that state; not the one that another fault spoils. */
const aCase = (state: string, n = 0): string =>
  `(select id from cases where state = '${state}' order by id offset ${n} limit 1)`;

export const FOLLOWED_FAULTS: Record<string, string> = {
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
};
