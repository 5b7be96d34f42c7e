/** 事项, recounted apart from the database's own functions. */
import { TRANSITIONS } from "@/lib/cases/rules";
import { bySql, type Check, SHOWN } from "./check";
import { differing, drawPeople } from "./sight";

/** The state after each line of the log that tells of a step; the check and the word alone close nothing. */
const STATE_OF = `case e.kind when 'SETTLED' then 'SETTLED' when 'CHECKED' then 'SETTLED' when 'CONFIRMED' then 'SETTLED'
  when 'CLOSED' then 'CLOSED' when 'WITHDRAWN' then 'WITHDRAWN' else 'OPEN' end`;
/** Of one moment: the last word, and what it closes. */
const ORDER = "e.at, array_position(array['OPENED', 'SETTLED', 'CHECKED', 'CONFIRMED', 'CLOSED'], e.kind)";
const ways = Object.entries(TRANSITIONS)
  .flatMap(([from, to]) => to.map((state) => `('${from}', '${state}')`))
  .join(", ");

export const caseChecks: Check[] = [
  bySql(
    6,
    "a closed case was checked by somebody who neither raised nor settled it, and who raised it has said so",
    `select c.id::text as found from cases c join users r on r.id = c.raised_by where c.state = 'CLOSED' and (
       c.checked_by is null or c.checked_by in (c.raised_by, c.settled_by) or c.confirmed_by is null or length(trim(c.outcome)) < 2
       -- another person's word counts for somebody who has left, and is the department's
       or c.confirmed_by <> c.raised_by and r.is_active and not exists (
         select 1 from user_roles w where w.user_id = c.confirmed_by and w.role in ('REVIEWER', 'LEADER')))`,
  ),
  bySql(
    6,
    "a case's log goes only ways that its state may go, and ends where it stands",
    `select case_id::text as found from (
       select e.case_id, e.kind, ${STATE_OF} as to_state, lag(${STATE_OF}) over w as before, lead(${STATE_OF}) over w as next
       from case_events e where e.kind not in ('PARTY', 'ACT', 'DOCUMENT')
       window w as (partition by e.case_id order by ${ORDER})) e
     join cases c on c.id = e.case_id
     where (before is null) <> (kind = 'OPENED')
        or (before is not null and (before, to_state) not in (${ways}))
        -- a check or a word is of what was settled
        or (kind in ('CHECKED', 'CONFIRMED') and before <> 'SETTLED')
        or (next is null and to_state <> c.state)
     union all
     select id::text from cases c where not exists (select 1 from case_events e where e.case_id = c.id)`,
  ),
  bySql(
    6,
    "the tier that a case stands in is the last that its log names, and no lower one follows a higher",
    `select case_id::text as found from (
       select e.case_id, e.tier, lag(e.tier) over w as before, lead(e.tier) over w as next
       from case_events e where e.tier is not null window w as (partition by e.case_id order by ${ORDER})) e
     join cases c on c.id = e.case_id
     where (next is null and e.tier <> c.tier)
        or array_position(array['IMMEDIATE', 'UNIT_LED', 'JOINT_MEETING', 'ESCALATED'], e.tier)
           < array_position(array['IMMEDIATE', 'UNIT_LED', 'JOINT_MEETING', 'ESCALATED'], before)`,
  ),
  bySql(
    10,
    "the numbers of a year's cases run without a gap",
    `select number as found from (
       select number, row_number() over (partition by substr(number, 1, 8) order by substr(number, 9)::int) as place from cases) n
     where substr(number, 9)::int <> place`,
  ),
  bySql(
    4,
    "a case names cadres with a post that they had held by the day it was raised",
    `select k.id::text as found from case_cadres k join cases c on c.id = k.case_id where not exists (
       select 1 from post_holdings h where h.cadre_id = k.cadre_id and h.unit_id = k.unit_id and h.title = k.post_title
         and h.starts_on <= city_day(c.raised_at))`,
  ),
  bySql(
    6,
    "the unit that leads a case stands among those that take part",
    `select id::text as found from cases c where not exists (
       select 1 from case_parties p where p.case_id = c.id and p.unit_id = c.unit_id and p.is_lead)`,
  ),
  {
    rule: 8,
    title: "a liaison sees the cases that the own unit takes part in, and no other",
    broken: async (asked) => {
      const broken: string[] = [];
      for (const person of await drawPeople(asked, ["LIAISON"])) {
        if (person.roles.length > 1) continue;
        const { rows: expected } = await asked.owner.query<{ id: string }>(
          `select p.case_id as id from case_parties p join users u on u.unit_id = p.unit_id where u.id = $1`,
          [person.id],
        );
        const seen = await asked.as(person, async (client) => ({
          cases: (await client.query<{ id: string }>("select id from cases")).rows,
          loose: (
            await client.query<{ id: string }>(`
              select s.id from (select id, case_id from case_parties union all select id, case_id from case_events
                union all select id, case_id from case_documents) s
              where not exists (select 1 from cases c where c.id = s.case_id)`)
          ).rows,
        }));
        const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
        broken.push(...differing(ids(seen.cases), ids(expected)), ...ids(seen.loose));
      }
      return broken.slice(0, SHOWN);
    },
  },
];
