/** 任用研判, recounted apart from the database's own functions (docs/adr/0029). */
import { createHash } from "node:crypto";
import { addWorkingDays, type Calendar } from "@/lib/calendar/rules";
import { STAGE_STEPS } from "@/lib/reviews/rules";
import { type Asked, bySql, type Check, SHOWN } from "./check";
import { differing, drawPeople } from "./sight";

const stageWays = Object.entries(STAGE_STEPS)
  .flatMap(([from, to]) => to.map((state) => `('${from}', '${state}')`))
  .join(", ");

/** Recusals of a cadre in a batch: a cadre who is named for two posts of it is closed in both. */
const recusals = `
  select r.user_id, also.id as candidate_id, r.set_at, r.lifted_at
  from review_recusals r join review_candidates c on c.id = r.candidate_id join review_positions p on p.id = c.position_id
  join review_positions q on q.batch_id = p.batch_id join review_candidates also on also.position_id = q.id and also.cadre_id = c.cadre_id`;

const TABLES = [
  "review_batches",
  "review_positions",
  "review_candidates",
  "review_events",
  "review_recusals",
  "review_opinions",
  "review_attendees",
  "review_decisions",
  "review_snapshots",
  "public_notices",
  "public_notice_entries",
  "public_objections",
  "promotion_outcomes",
];

const digests: Check = {
  rule: 6,
  title: "what a decision kept is what its digest names, of the person decided on",
  broken: async ({ owner }) => {
    const { rows } = await owner.query<{ id: string; cadre: string; evidence: unknown; digest: string }>(`
      select d.id, c.cadre_id as cadre, s.evidence, s.digest
      from review_decisions d join review_candidates c on c.id = d.candidate_id
      left join review_snapshots s on s.decision_id = d.id`);
    return rows
      .filter(
        ({ cadre, evidence, digest }) => sha256(sorted(evidence)) !== digest || cadreOf(evidence) !== cadre,
      )
      .map(({ id }) => id)
      .slice(0, SHOWN);
  },
};
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
/** JSON with the keys of each object in one order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
const cadreOf = (evidence: unknown): unknown => (evidence as { cadre?: { id?: unknown } } | null)?.cadre?.id;

const fiveDays: Check = {
  rule: 6,
  title: "a public notice stands five working days after the day it is put up",
  broken: async ({ owner }) => {
    const days = await owner.query<{ day: string; kind: "OFF" | "WORK" }>(
      "select day::text, kind from calendar_days where removed_at is null",
    );
    const calendar = new Map(days.rows.map(({ day, kind }) => [day, kind])) as Calendar;
    const { rows } = await owner.query<{ id: string; starts: string; ends: string }>(
      "select id, starts_on::text as starts, ends_on::text as ends from public_notices",
    );
    return rows
      .filter(({ starts, ends }) => ends < addWorkingDays(starts, 5, calendar))
      .map(({ id }) => id)
      .slice(0, SHOWN);
  },
};

/** Of each person asked: what they see, against what the owner reckons that they may. */
const seenBy = (
  rule: number,
  title: string,
  statement: string,
  expected: (asked: Asked, person: { id: string }) => Promise<string[]>,
): Check => ({
  rule,
  title,
  broken: async (asked) => {
    const broken: string[] = [];
    for (const person of await drawPeople(asked, ["REVIEWER", "LEADER"])) {
      const { rows } = await asked.as(person, (client) => client.query<{ id: string }>(statement));
      const wrong = differing(
        rows.map(({ id }) => id),
        await expected(asked, person),
      );
      broken.push(...wrong.map((id) => `${person.role} ${person.id} ${id}`));
    }
    return broken.slice(0, SHOWN);
  },
});

const recused: Check = {
  rule: 8,
  title: "who is recused opens no row of that cadre, in whatever table speaks of one",
  broken: async (asked) => {
    const { rows: people } = await asked.owner.query<{ id: string; cadres: string[] }>(`
      select r.user_id as id, array_agg(distinct c.cadre_id) as cadres
      from review_recusals r join review_candidates c on c.id = r.candidate_id
      join review_positions p on p.id = c.position_id join review_batches b on b.id = p.batch_id
      join users u on u.id = r.user_id and u.is_active and u.cadre_id is distinct from c.cadre_id
      where r.lifted_at is null and b.state = 'OPEN' group by 1 order by 1 limit 10`);
    const { rows: tables } = await asked.owner.query<{ name: string }>(`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'cadre_id' and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
        and has_column_privilege('observer_app', c.oid, a.attnum, 'select') order by 1`);
    // an account belongs to its person, and who opened a file is no part of it
    const named = tables.map(({ name }) => name).filter((name) => name !== "users" && name !== "read_logs");
    const broken: string[] = [];
    for (const person of people) {
      const open = await asked.as(person, async (client) => {
        const found: string[] = [];
        for (const name of named) {
          const { rowCount } = await client.query(
            `select 1 from ${client.escapeIdentifier(name)} where cadre_id = any ($1) limit 1`,
            [person.cadres],
          );
          if (rowCount) found.push(name);
        }
        const { rows } = await client.query<{ found: string }>(
          `select 'cadres' as found from cadres where id = any ($1)
           union select 'observations' from observations where id = any ($2)
           union select 'achievements' from achievements where id = any ($3)
           union select 'attachments' from attachments where entry_id = any ($2)`,
          [person.cadres, ...(await aboutThem(asked, person.cadres))],
        );
        return [...found, ...rows.map((row) => row.found)];
      });
      broken.push(...open.map((name) => `${person.id} ${name}`));
    }
    return broken.slice(0, SHOWN);
  },
};
async function aboutThem({ owner }: Asked, cadres: string[]): Promise<[string[], string[]]> {
  const { rows } = await owner.query<{ records: string[]; claims: string[] }>(
    `select array(select distinct observation_id from observation_cadres where cadre_id = any ($1)) as records,
            array(select distinct achievement_id from achievement_cadres where cadre_id = any ($1)) as claims`,
    [cadres],
  );
  return [rows[0]?.records ?? [], rows[0]?.claims ?? []];
}

export const reviewChecks: Check[] = [
  bySql(
    6,
    "who is named for a post stands there with a reason, moved only along the stages, and was dropped with one",
    `select c.id::text as found from review_candidates c where length(trim(c.reason)) < 2
     union all
     select c.id::text from (
       select e.*, lag(to_state) over w as before, lead(to_state) over w as next
       from review_events e where e.candidate_id is not null and e.to_state in ('LONG', 'SHORT', 'DROPPED')
       window w as (partition by e.candidate_id order by e.at, (e.from_state is not null))) e
     join review_candidates c on c.id = e.candidate_id
     where e.from_state is distinct from e.before or length(trim(e.reason)) < 2
        or e.from_state is not null and (e.from_state, e.to_state) not in (${stageWays})
        or e.next is null and e.to_state <> c.stage
     union all
     select c.id::text from review_candidates c where not exists (select 1 from review_events e where e.candidate_id = c.id)`,
  ),
  digests,
  bySql(
    6,
    "a decision is of somebody on the short list, names who was there and who had left, and what it kept is of its day",
    `select d.id::text as found from review_decisions d join review_candidates c on c.id = d.candidate_id
     left join review_snapshots s on s.decision_id = d.id
     where c.stage <> 'SHORT' or s.as_of is distinct from city_day(d.recorded_at) and s.as_of is distinct from d.decided_on
       or (select count(*) from jsonb_array_elements(d.attendees) a where a ->> 'part' = 'CHAIR') < 1
       or (select count(*) from jsonb_array_elements(d.attendees) a where a ->> 'part' in ('CHAIR', 'MEMBER')) < 2
       or exists (select 1 from review_recusals r where r.candidate_id = c.id and r.set_at < d.recorded_at
                  and (r.lifted_at is null or r.lifted_at > d.recorded_at)
                  and not exists (select 1 from jsonb_array_elements(d.recusals) x where x ->> 'userId' = r.user_id::text))`,
  ),
  bySql(
    6,
    "who decides on a person wrote neither the post nor its rule, did not name them and did not put them on the short list",
    `select d.id::text as found from review_decisions d join review_candidates c on c.id = d.candidate_id
     join review_positions p on p.id = c.position_id
     where d.decided_by in (c.added_by, p.added_by)
        or exists (select 1 from review_events e where e.candidate_id = c.id and e.to_state = 'SHORT' and e.actor_id = d.decided_by)
        or exists (select 1 from review_position_changes h where h.position_id = p.id and h.changed_by = d.decided_by)`,
  ),
  bySql(
    5,
    "what a decision kept names no one-source remark, and of a concern no word",
    `select s.decision_id::text as found from review_snapshots s
     where exists (select 1 from jsonb_array_elements(s.evidence -> 'concerns') c, jsonb_object_keys(c) key
                   where key not in ('id', 'state', 'decidedOn', 'expiresOn'))
        or exists (select 1 from regexp_matches(s.evidence::text, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') named
                   join observations o on o.id = named[1]::uuid and o.is_guarded)`,
  ),
  bySql(
    8,
    "who is recused gave no view of that cadre and took no decision",
    `select 'view ' || o.id as found from review_opinions o join (${recusals}) r on r.candidate_id = o.candidate_id and r.user_id = o.user_id
       and r.set_at <= o.given_at and (r.lifted_at is null or r.lifted_at > o.given_at)
     union all
     select 'decision ' || d.id from review_decisions d join (${recusals}) r on r.candidate_id = d.candidate_id and r.user_id = d.decided_by
       and r.set_at <= d.recorded_at and (r.lifted_at is null or r.lifted_at > d.recorded_at)
     union all
     -- whoever is the candidate is recused by that
     select 'self ' || c.id from review_candidates c join users u on u.cadre_id = c.cadre_id
       join user_roles g on g.user_id = u.id and g.role in ('REVIEWER', 'LEADER') and g.granted_at <= c.added_at
     where not exists (select 1 from review_recusals r where r.candidate_id = c.id and r.user_id = u.id)`,
  ),
  fiveDays,
  bySql(
    6,
    "a notice names who is to be appointed, after the decision and in one batch",
    `select e.notice_id || ' ' || e.candidate_id as found from public_notice_entries e join public_notices n on n.id = e.notice_id
     join review_candidates c on c.id = e.candidate_id join review_positions p on p.id = c.position_id
     left join review_decisions d on d.candidate_id = c.id
     where d.decision is distinct from 'APPOINT' or n.starts_on < d.decided_on or p.batch_id <> n.batch_id
     union all
     select n.id::text from public_notices n where not exists (select 1 from public_notice_entries e where e.notice_id = n.id)`,
  ),
  bySql(
    6,
    "an objection came after its notice and was answered by another before anybody was appointed",
    `select j.id::text as found from public_objections j join public_notices n on n.id = j.notice_id
     left join promotion_outcomes o on o.candidate_id = j.candidate_id
     where j.received_on < n.starts_on or j.answered_by = j.registered_by
       or not exists (select 1 from public_notice_entries e where e.notice_id = n.id and e.candidate_id = j.candidate_id)
       or o.id is not null and (j.finding is null or j.finding = 'UPHELD' or j.answered_at > o.recorded_at)`,
  ),
  bySql(
    6,
    "an appointment was decided, noticed to the end, and began the post that it says",
    `select o.id::text as found from promotion_outcomes o
     left join review_candidates c on c.id = o.candidate_id left join review_positions p on p.id = c.position_id
     left join review_decisions d on d.candidate_id = c.id and d.decision = 'APPOINT'
     left join post_holdings h on h.id = o.post_holding_id
     where o.candidate_id is not null and (d.id is null or h.id is null or o.cadre_id <> c.cadre_id or o.position_id <> p.id
         or h.cadre_id <> o.cadre_id or h.unit_id <> o.to_unit_id or h.title <> o.to_title or h.starts_on <> o.started_on
         or not exists (select 1 from public_notice_entries e join public_notices n on n.id = e.notice_id
                        where e.candidate_id = c.id and n.ends_on < o.started_on))
       or h.id is not null and h.cadre_id <> o.cadre_id
       or (o.trial_result is null) <> (o.trial_on is null)`,
  ),
  bySql(
    6,
    "no post has more people to appoint than places, and a batch that is over left nothing undecided",
    `select p.id::text as found from review_positions p join review_batches b on b.id = p.batch_id
     where (select count(*) from review_decisions d join review_candidates c on c.id = d.candidate_id
            where c.position_id = p.id and d.decision = 'APPOINT') > p.places
        or b.state = 'CLOSED' and p.state not in ('DECIDED', 'CANCELLED')
        or p.state = 'DECIDED' and exists (select 1 from review_candidates c where c.position_id = p.id and c.stage = 'SHORT'
             and not exists (select 1 from review_decisions d where d.candidate_id = c.id))`,
  ),
  bySql(
    6,
    "the rule of the lists was set from its day on, by a leader and with a reason, and one was always in force",
    `select r.id::text as found from cadre_list_rules r
     where r.set_by is not null and (length(trim(r.reason)) < 2 or r.effective_on < city_day(r.set_at)
       or not exists (select 1 from user_roles g where g.user_id = r.set_by and g.role = 'LEADER'))
     union all
     select 'none' where not exists (select 1 from cadre_list_rules where set_by is null and effective_on <= '2020-01-01')`,
  ),
  seenBy(
    8,
    "what others think of a candidate is read when one's own view is in or the post is decided, by nobody who is recused",
    "select id from review_opinions",
    async ({ owner }, person) =>
      (
        await owner.query<{ id: string }>(
          `select o.id from review_opinions o join review_candidates c on c.id = o.candidate_id join review_positions p on p.id = c.position_id
           where (o.user_id = $1 or p.state = 'DECIDED'
               or exists (select 1 from review_opinions own where own.candidate_id = c.id and own.user_id = $1))
             and not exists (select 1 from (${recusals}) r where r.candidate_id = c.id and r.user_id = $1 and r.lifted_at is null)`,
          [person.id],
        )
      ).rows.map(({ id }) => id),
  ),
  recused,
  {
    rule: 8,
    title: "of a review only reviewers and leaders read a row",
    broken: async (asked) => {
      const broken: string[] = [];
      for (const person of await drawPeople(asked, ["OBSERVER", "ADMIN", "LIAISON", "CADRE"])) {
        if (person.roles.some((role) => role === "REVIEWER" || role === "LEADER")) continue;
        for (const name of TABLES) {
          const { rowCount } = await asked.as(person, (client) =>
            client.query(`select 1 from ${client.escapeIdentifier(name)} limit 1`),
          );
          if (rowCount) broken.push(`${person.role} ${person.id} ${name}`);
        }
      }
      return broken.slice(0, SHOWN);
    },
  },
];
