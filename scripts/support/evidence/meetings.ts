/** 协调会, recounted apart from the database's own functions. */
import { TRANSITIONS } from "@/lib/meetings/rules";
import { bySql, type Check } from "./check";

/** The state after each line of the log; the other lines change none. */
const STATE_OF = `case e.kind when 'SIGN_ASKED' then 'SIGNING' when 'OBJECTED' then 'HELD' else e.kind end`;
const ways = Object.entries(TRANSITIONS)
  .flatMap(([from, to]) => to.map((state) => `('${from}', '${state}')`))
  .join(", ");

export const meetingChecks: Check[] = [
  bySql(
    6,
    "minutes that are signed bear the signature of each party under just their version, and nothing is younger than the last",
    `select m.id::text as found from coordination_meetings m where m.state = 'SIGNED' and (
       exists (select 1 from meeting_parties p where p.meeting_id = m.id and not exists (
         select 1 from meeting_signatures s where s.meeting_id = m.id and s.unit_id = p.unit_id
           and s.minutes_version = m.minutes_version and s.verdict = 'SIGNED'))
       or (select count(*) from meeting_parties p where p.meeting_id = m.id) < 2
       or not exists (select 1 from meeting_decisions d where d.meeting_id = m.id and d.withdrawn_at is null)
       or exists (select 1 from meeting_decisions d where d.meeting_id = m.id
                  and greatest(d.added_at, d.withdrawn_at) > (select max(s.signed_at) from meeting_signatures s where s.meeting_id = m.id)))`,
  ),
  bySql(
    6,
    "a signature is a party's, by its own contact, of a version that was put out",
    `select s.id::text as found from meeting_signatures s join coordination_meetings m on m.id = s.meeting_id
       left join users u on u.id = s.signed_by
     where s.minutes_version > m.minutes_version or s.signer_name = '' or u.id is null
        or not exists (select 1 from meeting_events e where e.meeting_id = m.id and e.unit_id = s.unit_id
                       and e.minutes_version = s.minutes_version
                       and e.kind = case s.verdict when 'SIGNED' then 'PARTY_SIGNED' else 'OBJECTED' end)`,
  ),
  bySql(
    6,
    "a meeting's log goes only ways that its state may go, and ends where it stands",
    `select meeting_id::text as found from (
       select e.meeting_id, ${STATE_OF} as to_state, lag(${STATE_OF}) over w as before, lead(${STATE_OF}) over w as next
       from meeting_events e
       where e.kind not in ('INVITATION_CHANGED', 'MINUTES_CHANGED', 'PARTY_SIGNED', 'ADDED')
       window w as (partition by e.meeting_id order by e.at)) e
     join coordination_meetings m on m.id = e.meeting_id
     where (before is null and to_state not in ('REQUESTED', 'CONVENED'))
        or (before is not null and (before, to_state) not in (${ways}))
        or (next is null and to_state <> m.state)
     union all
     select id::text from coordination_meetings m where not exists (select 1 from meeting_events e where e.meeting_id = m.id)`,
  ),
  bySql(
    1,
    "a witness observed a party on the day of the meeting and belongs to none",
    `select w.id::text as found from meeting_witnesses w join coordination_meetings m on m.id = w.meeting_id
       join users o on o.id = w.observer_id
     where w.withdrawn_at is null and (
       not exists (select 1 from assignments a join meeting_parties p on p.meeting_id = m.id and p.unit_id = a.unit_id
                   where a.observer_id = w.observer_id and a.starts_on <= city_day(m.starts_at)
                     and coalesce(a.ends_on, 'infinity') >= city_day(m.starts_at))
       or exists (select 1 from meeting_parties p where p.meeting_id = m.id and p.unit_id = o.unit_id))`,
  ),
  bySql(
    6,
    "what a meeting decided is followed up in its case, while it is decided",
    `select d.id::text as found from meeting_decisions d join coordination_meetings m on m.id = d.meeting_id
       left join follow_ups f on f.id = d.follow_up_id
     where (d.withdrawn_at is null and m.state in ('SIGNING', 'SIGNED') and (f.id is null or f.case_id is distinct from m.case_id))
        or (d.withdrawn_at is not null and f.id is not null and f.done_at is null)`,
  ),
];
