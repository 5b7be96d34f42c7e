/** Meetings as far as the viewer's policies let them through. Names of people stand in the rows: a contact reads no accounts. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import type { MeetingEventKind, MeetingFilter, MeetingState, MeetingView } from "./schema";

export type Signature = {
  version: number;
  verdict: "SIGNED" | "OBJECTED";
  note: string;
  signerName: string;
  at: string;
};
export type MeetingParty = {
  unitId: string;
  unitName: string;
  contact: string;
  isPresent: boolean | null;
  attendees: string;
  position: string;
  /** newest first */
  signatures: Signature[];
};
export type MeetingDecision = {
  id: string;
  text: string;
  conditions: string[];
  ownerUnitId: string;
  ownerUnitName: string;
  owner: string;
  dueOn: Day | null;
  followUpId: string | null;
  isWithdrawn: boolean;
  withdrawReason: string | null;
};
export type MeetingWitness = {
  id: string;
  observerId: string;
  observerName: string;
  from: string;
  until: string;
  isWithdrawn: boolean;
  withdrawReason: string | null;
  /** observation content: null where the viewer is none of those who see it, or there is none */
  note: { text: string; observationId: string | null } | null;
};
export type MeetingAddendum = { id: string; text: string; reason: string; authorName: string; at: string };
export type MeetingEvent = {
  at: string;
  kind: MeetingEventKind;
  actorName: string;
  unitName: string | null;
  version: number;
  reason: string;
};

export type MeetingRow = {
  id: string;
  caseId: string | null;
  caseNumber: string | null;
  caseTitle: string | null;
  unitId: string;
  unitName: string;
  title: string;
  startsAt: Date | null;
  endsAt: Date | null;
  place: string;
  state: MeetingState;
  minutesVersion: number;
  /** 签认 of the present version */
  signed: number;
  partyNames: string[];
  /** what waits for the viewer's own signature */
  isMineToSign: boolean;
};
export type MeetingPage = Omit<MeetingRow, "partyNames" | "signed" | "isMineToSign"> & {
  why: string;
  agenda: string[];
  chair: string;
  stateReason: string;
  invitationNo: number;
  rowVersion: number;
  isKeeper: boolean;
  ownParty: { unitId: string; hasSigned: boolean } | null;
  parties: MeetingParty[];
  decisions: MeetingDecision[];
  witnesses: MeetingWitness[];
  addenda: MeetingAddendum[];
  /** newest first */
  events: MeetingEvent[];
};

/** As many as a list shows. */
const SHOWN = 200;

const hasSigned = (unit: Sql) => sql`exists (
  select 1 from meeting_signatures s where s.meeting_id = m.id and s.unit_id = ${unit} and s.minutes_version = m.minutes_version
    and s.verdict = 'SIGNED')`;
/** The unit whose contact the viewer is. */
const ownUnit = (viewer: Viewer) => sql`${viewer.roles.includes("LIAISON") ? viewer.ownUnitId : null}::uuid`;
const isMineToSign = (viewer: Viewer) => sql`(m.state = 'SIGNING' and exists (
  select 1 from meeting_parties p where p.meeting_id = m.id and p.unit_id = ${ownUnit(viewer)}
    and not ${hasSigned(sql`p.unit_id`)}))`;

const head = sql`
  m.id, m.case_id as "caseId", c.number as "caseNumber", c.title as "caseTitle", m.unit_id as "unitId", u.short_name as "unitName",
  m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place, m.state, m.minutes_version as "minutesVersion"`;
const joins = sql`left join cases c on c.id = m.case_id join units u on u.id = m.unit_id`;
const columns = (viewer: Viewer) => sql`${head},
  (select count(*)::int from meeting_parties p where p.meeting_id = m.id and ${hasSigned(sql`p.unit_id`)}) as signed,
  (select coalesce(array_agg(pu.short_name order by pu.id <> m.unit_id, pu.position), '{}')
   from meeting_parties p join units pu on pu.id = p.unit_id where p.meeting_id = m.id) as "partyNames",
  ${isMineToSign(viewer)} as "isMineToSign"`;

const VIEW_STATES: Record<MeetingView, readonly MeetingState[]> = {
  requested: ["REQUESTED"],
  coming: ["CONVENED"],
  held: ["HELD"],
  signing: ["SIGNING"],
  signed: ["SIGNED"],
  ended: ["CANCELLED", "DECLINED"],
};
const inView = (view: MeetingView) => sql`m.state = any (${[...VIEW_STATES[view]]}::text[])`;
const of = (filter: Omit<MeetingFilter, "view">) => [
  ...(filter.case ? [sql`m.case_id = ${filter.case}::uuid`] : []),
  ...(filter.unit
    ? [
        sql`(m.unit_id = ${filter.unit}::uuid or exists (
          select 1 from meeting_parties p where p.meeting_id = m.id and p.unit_id = ${filter.unit}::uuid))`,
      ]
    : []),
];

/** What waits for the viewer's signature first, then what is to come in its order, then what is over, the latest first. */
export const listMeetings = (db: ScopedDb, viewer: Viewer, filter: MeetingFilter): Promise<MeetingRow[]> =>
  db.rows<MeetingRow>(sql`
    select * from (
      select ${columns(viewer)} from coordination_meetings m ${joins}
      where ${allOf([...(filter.view ? [inView(filter.view)] : []), ...of(filter)])}
    ) found
    order by "isMineToSign" desc, array_position(array['SIGNING', 'REQUESTED', 'HELD', 'CONVENED', 'SIGNED', 'CANCELLED', 'DECLINED'], state),
      case when state = 'CONVENED' then "startsAt" end, "startsAt" desc nulls last, id limit ${SHOWN}::int`);

/** What is under way, as listed; on a desk. */
export const listOpenMeetings = (db: ScopedDb, viewer: Viewer, size: number): Promise<MeetingRow[]> =>
  db.rows<MeetingRow>(sql`
    select * from (
      select ${columns(viewer)} from coordination_meetings m ${joins}
      where m.state in ('REQUESTED', 'CONVENED', 'HELD', 'SIGNING')
    ) found
    order by "isMineToSign" desc, "startsAt" nulls first, id limit ${size}::int`);

export type MeetingCounts = Record<MeetingView, number>;
export async function countMeetings(
  db: ScopedDb,
  filter: Omit<MeetingFilter, "view"> = {},
): Promise<MeetingCounts> {
  const count = (view: MeetingView) => sql`count(*) filter (where ${inView(view)})::int`;
  const [counts] = await db.rows<MeetingCounts>(sql`
    select ${count("requested")} as requested, ${count("coming")} as coming, ${count("held")} as held,
      ${count("signing")} as signing, ${count("signed")} as signed, ${count("ended")} as ended
    from coordination_meetings m where ${allOf([sql`true`, ...of(filter)])}`);
  return counts ?? { requested: 0, coming: 0, held: 0, signing: 0, signed: 0, ended: 0 };
}

const list = (items: Sql) => sql`(select coalesce(json_agg(item), '[]') from (${items}) item)`;

export async function getMeeting(db: ScopedDb, viewer: Viewer, id: string): Promise<MeetingPage> {
  const own = ownUnit(viewer);
  const [page] = await db.rows<MeetingPage>(sql`
    select ${head}, m.why, m.agenda, m.chair, m.state_reason as "stateReason", m.invitation_no as "invitationNo",
      m.row_version as "rowVersion", viewer_keeps_meeting(m.case_id, m.unit_id) as "isKeeper",
      (select json_build_object('unitId', p.unit_id, 'hasSigned', ${hasSigned(sql`p.unit_id`)})
       from meeting_parties p where p.meeting_id = m.id and p.unit_id = ${own}) as "ownParty",
      ${list(sql`
        select p.unit_id as "unitId", pu.short_name as "unitName", p.contact, p.is_present as "isPresent", p.attendees, p.position,
          ${list(sql`
            select s.minutes_version as version, s.verdict, s.note, s.signer_name as "signerName", s.signed_at as at
            from meeting_signatures s where s.meeting_id = m.id and s.unit_id = p.unit_id order by s.signed_at desc`)} as signatures
        from meeting_parties p join units pu on pu.id = p.unit_id where p.meeting_id = m.id
        order by pu.id <> coalesce(c.unit_id, m.unit_id), pu.position`)} as parties,
      ${list(sql`
        select d.id, d.text, d.conditions, d.owner_unit_id as "ownerUnitId", du.short_name as "ownerUnitName", d.owner,
          d.due_on as "dueOn", d.follow_up_id as "followUpId", d.withdrawn_at is not null as "isWithdrawn",
          d.withdraw_reason as "withdrawReason"
        from meeting_decisions d join units du on du.id = d.owner_unit_id where d.meeting_id = m.id
        order by d.withdrawn_at nulls first, d.added_at, d.id`)} as decisions,
      ${list(sql`
        select w.id, w.observer_id as "observerId", w.observer_name as "observerName", w.witnessed_from as from,
          w.witnessed_to as until, w.withdrawn_at is not null as "isWithdrawn", w.withdraw_reason as "withdrawReason",
          case when n.witness_id is not null then json_build_object('text', n.note, 'observationId', o.id) end as note
        from meeting_witnesses w left join meeting_witness_notes n on n.witness_id = w.id
        left join observations o on o.id = n.observation_id
        where w.meeting_id = m.id order by w.withdrawn_at nulls first, w.witnessed_from, w.id`)} as witnesses,
      ${list(sql`
        select a.id, a.text, a.reason, a.author_name as "authorName", a.added_at as at
        from meeting_addenda a where a.meeting_id = m.id order by a.added_at, a.id`)} as addenda,
      ${list(sql`
        select e.at, e.kind, e.actor_name as "actorName", eu.short_name as "unitName", e.minutes_version as version, e.reason
        from meeting_events e left join units eu on eu.id = e.unit_id where e.meeting_id = m.id
        order by e.at desc, array_position(array['SIGNED'], e.kind) nulls last`)} as events
    from coordination_meetings m ${joins} where m.id = ${id}::uuid`);
  if (!page) throw new NotFound("meeting");
  return page;
}

/** Who may be named as witness: observers of a party on that day. Whether one belongs to a party the database asks. */
export const listWitnessCandidates = (
  db: ScopedDb,
  meetingId: string,
): Promise<{ id: string; name: string; unitNames: string }[]> =>
  db.rows(sql`
    select o.id, o.name, string_agg(distinct u.short_name, '、') as "unitNames"
    from coordination_meetings m join meeting_parties p on p.meeting_id = m.id
    join assignments a on a.unit_id = p.unit_id and city_day(m.starts_at) between a.starts_on and coalesce(a.ends_on, 'infinity')
    join users o on o.id = a.observer_id join units u on u.id = p.unit_id
    where m.id = ${meetingId}::uuid
      and not exists (select 1 from meeting_witnesses w where w.meeting_id = m.id and w.observer_id = o.id and w.withdrawn_at is null)
    group by o.id, o.name order by o.name`);

/** The viewer's own sittings-in of a party on the day of the meeting. */
export const listOwnSittings = (
  db: ScopedDb,
  viewerId: string,
  meetingId: string,
): Promise<{ id: string; startedAt: Date; place: string }[]> =>
  db.rows(sql`
    select o.id, o.started_at as "startedAt", o.place
    from coordination_meetings m join observations o on o.observer_id = ${viewerId}::uuid and city_day(o.started_at) = city_day(m.starts_at)
    join method_versions v on v.id = o.method_version_id join methods k on k.id = v.method_id and k.code = 'sit_in'
    where m.id = ${meetingId}::uuid and o.unit_id in (select p.unit_id from meeting_parties p where p.meeting_id = m.id)
    order by o.started_at limit 20`);

export type CaseToCoordinate = {
  id: string;
  number: string;
  title: string;
  /** neither closed nor withdrawn */
  isOpen: boolean;
  parties: { unitId: string; unitName: string; isLead: boolean }[];
};
/** For the form: a case that the viewer sees, with the units that can be invited. */
export async function findCaseToCoordinate(db: ScopedDb, id: string): Promise<CaseToCoordinate | null> {
  const [found] = await db.rows<CaseToCoordinate>(sql`
    select c.id, c.number, c.title, c.state in ('OPEN', 'SETTLED') as "isOpen", ${list(sql`
      select p.unit_id as "unitId", u.short_name as "unitName", p.is_lead as "isLead"
      from case_parties p join units u on u.id = p.unit_id where p.case_id = c.id order by not p.is_lead, u.position`)} as parties
    from cases c where c.id = ${id}::uuid`);
  return found ?? null;
}
/** Open cases of the viewer, to choose from. */
export const listCasesToCoordinate = (
  db: ScopedDb,
): Promise<{ id: string; number: string; title: string }[]> =>
  db.rows(sql`
    select c.id, c.number, c.title from cases c where c.state = 'OPEN' order by c.number desc limit ${SHOWN}::int`);

export type ComingMeeting = { id: string; unitId: string; title: string; place: string; startsAt: Date };
/** Of several units at once, in the time asked for: where one plans a visit. */
export const listComingOf = (
  db: ScopedDb,
  unitIds: readonly string[],
  from: Day,
  to: Day,
): Promise<ComingMeeting[]> =>
  db.rows<ComingMeeting>(sql`
    select m.id, p.unit_id as "unitId", m.title, m.place, m.starts_at as "startsAt"
    from coordination_meetings m join meeting_parties p on p.meeting_id = m.id
    where m.state = 'CONVENED' and p.unit_id = any (${[...unitIds]}::uuid[])
      and m.starts_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
      and m.starts_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    order by m.starts_at, m.id limit 100`);
