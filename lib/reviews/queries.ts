/** Batches, posts and the people named for them, as far as the viewer's policies let them through. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type {
  BatchState,
  Decision,
  Finding,
  Mark,
  Part,
  PositionState,
  RecusalKind,
  Requirements,
  Stage,
} from "./schema";

export type BatchRow = {
  id: string;
  title: string;
  state: BatchState;
  openedOn: Day;
  openerName: string | null;
  meetingOn: Day | null;
  positions: number;
  decided: number;
};
export const listBatches = (db: ScopedDb): Promise<BatchRow[]> =>
  db.rows<BatchRow>(sql`
    select b.id, b.title, b.state, city_day(b.opened_at)::text as "openedOn", w.name as "openerName", b.meeting_on::text as "meetingOn",
      (select count(*)::int from review_positions p where p.batch_id = b.id and p.state <> 'CANCELLED') as positions,
      (select count(*)::int from review_positions p where p.batch_id = b.id and p.state = 'DECIDED') as decided
    from review_batches b left join users w on w.id = b.opened_by
    order by (b.state = 'OPEN') desc, b.opened_at desc, b.id limit 100`);

export type PositionRow = {
  id: string;
  unitId: string;
  unitName: string;
  title: string;
  level: string;
  tier: string;
  places: number;
  state: PositionState;
  stateReason: string;
  rowVersion: number;
  longListed: number;
  shortListed: number;
  decided: number;
  appointed: number;
};
const positionColumns = sql`
  p.id, p.unit_id as "unitId", u.short_name as "unitName", p.title, p.level, p.tier, p.places, p.state, p.state_reason as "stateReason",
  p.row_version as "rowVersion",
  (select count(*)::int from review_candidates c where c.position_id = p.id and c.stage = 'LONG') as "longListed",
  (select count(*)::int from review_candidates c where c.position_id = p.id and c.stage = 'SHORT') as "shortListed",
  (select count(*)::int from review_candidates c join review_decisions d on d.candidate_id = c.id where c.position_id = p.id) as decided,
  (select count(*)::int from review_candidates c join review_decisions d on d.candidate_id = c.id and d.decision = 'APPOINT'
   where c.position_id = p.id) as appointed`;

export type Attendee = { id: string; name: string; part: Part; userId: string | null };
export type Objection = {
  id: string;
  candidateId: string;
  name: string;
  receivedOn: Day;
  text: string;
  registeredBy: string;
  registrarName: string | null;
  finding: Finding | null;
  answer: string | null;
  answererName: string | null;
};
export type NoticeRow = {
  id: string;
  number: string;
  startsOn: Day;
  endsOn: Day;
  contact: string;
  entries: { candidateId: string; name: string; positionTitle: string; unitName: string }[];
  objections: Objection[];
};
/** Decided 拟任用, and how far it is. */
export type Appointee = {
  candidateId: string;
  cadreId: string;
  name: string;
  positionTitle: string;
  unitName: string;
  noticeEndsOn: Day | null;
  findings: (Finding | null)[];
  outcomeId: string | null;
  startedOn: Day | null;
};
export type BatchPage = Omit<BatchRow, "positions" | "decided"> & {
  stateReason: string;
  rowVersion: number;
  positions: PositionRow[];
  attendees: Attendee[];
  notices: NoticeRow[];
  appointees: Appointee[];
  /** people from whom the viewer is recused: how many, and not who */
  closed: number;
  /** the viewer is recused from somebody of this batch, or is named in it */
  standsAside: boolean;
};

export async function getBatch(db: ScopedDb, viewerId: string, id: string): Promise<BatchPage> {
  const [batch] = await db.rows<Omit<BatchPage, "positions" | "attendees" | "notices" | "appointees">>(sql`
    select b.id, b.title, b.state, b.state_reason as "stateReason", city_day(b.opened_at)::text as "openedOn", w.name as "openerName",
      b.meeting_on::text as "meetingOn", b.row_version as "rowVersion", (${closedIn(viewerId)}) as closed,
      viewer_stands_aside(b.id) as "standsAside"
    from review_batches b left join users w on w.id = b.opened_by where b.id = ${id}::uuid`);
  if (!batch) throw new NotFound("batch");
  const positions = await db.rows<PositionRow>(sql`
    select ${positionColumns} from review_positions p join units u on u.id = p.unit_id
    where p.batch_id = ${id}::uuid order by p.added_at, p.id`);
  const attendees = await listAttendees(db, id);
  const notices = await db.rows<NoticeRow>(sql`
    select n.id, n.number, n.starts_on::text as "startsOn", n.ends_on::text as "endsOn", n.contact,
      (select coalesce(json_agg(json_build_object('candidateId', c.id, 'name', k.name, 'positionTitle', p.title, 'unitName', u.short_name)
                order by p.added_at, c.id), '[]')
       from public_notice_entries e join review_candidates c on c.id = e.candidate_id join cadres k on k.id = c.cadre_id
       join review_positions p on p.id = c.position_id join units u on u.id = p.unit_id where e.notice_id = n.id) as entries,
      (select coalesce(json_agg(json_build_object('id', j.id, 'candidateId', j.candidate_id, 'name', k.name, 'receivedOn', j.received_on,
                'text', j.text, 'registeredBy', j.registered_by, 'registrarName', r.name, 'finding', j.finding, 'answer', j.answer,
                'answererName', a.name) order by j.received_on, j.id), '[]')
       from public_objections j join review_candidates c on c.id = j.candidate_id join cadres k on k.id = c.cadre_id
       left join users r on r.id = j.registered_by left join users a on a.id = j.answered_by where j.notice_id = n.id) as objections
    from public_notices n where n.batch_id = ${id}::uuid order by n.starts_on, n.id`);
  const appointees = await db.rows<Appointee>(sql`
    select c.id as "candidateId", c.cadre_id as "cadreId", k.name, p.title as "positionTitle", u.short_name as "unitName",
      (select max(n.ends_on)::text from public_notices n join public_notice_entries e on e.notice_id = n.id and e.candidate_id = c.id) as "noticeEndsOn",
      array(select j.finding from public_objections j where j.candidate_id = c.id) as findings,
      o.id as "outcomeId", o.started_on::text as "startedOn"
    from review_decisions d join review_candidates c on c.id = d.candidate_id join cadres k on k.id = c.cadre_id
    join review_positions p on p.id = c.position_id join units u on u.id = p.unit_id
    left join promotion_outcomes o on o.candidate_id = c.id
    where p.batch_id = ${id}::uuid and d.decision = 'APPOINT' order by p.added_at, c.id`);
  return { ...batch, positions, attendees, notices, appointees };
}

/** Of whom one is recused one sees no row: only that there is somebody. Of a live batch alone can one be told. */
const closedIn = (viewerId: string): Sql => sql`
  select count(*)::int from review_recusals r where r.user_id = ${viewerId}::uuid and r.lifted_at is null
    and not exists (select 1 from review_candidates c where c.id = r.candidate_id)`;

export const listAttendees = (db: ScopedDb, batchId: string): Promise<Attendee[]> =>
  db.rows<Attendee>(sql`
    select id, name, part, user_id as "userId" from review_attendees where batch_id = ${batchId}::uuid and removed_at is null
    order by array_position(array['CHAIR', 'MEMBER', 'GUEST', 'ABSENT'], part), added_at, id`);

export type CandidateRow = {
  id: string;
  cadreId: string;
  name: string;
  unitName: string | null;
  postTitle: string | null;
  stage: Stage;
  /** of the last step */
  reason: string;
  /** why they were named in the first place */
  namedReason: string | null;
  /** as stored when named */
  missing: unknown;
  adderName: string | null;
  addedOn: Day;
  rowVersion: number;
  recusals: { id: string; userId: string; name: string; kind: RecusalKind; reason: string }[];
  /** others' only when one's own is in, or the post is decided (policy) */
  opinions: { userId: string; name: string; mark: Mark; reason: string }[];
  hasOwn: boolean;
  /** the viewer named them, put them on the short list, or wrote the post or its rule: somebody else decides */
  isPreparer: boolean;
  decision: { id: string; decision: Decision; reason: string; decidedOn: Day } | null;
};
export type PositionPage = PositionRow & {
  batchId: string;
  batchTitle: string;
  batchState: BatchState;
  meetingOn: Day | null;
  requirements: Requirements;
  /** the viewer is recused from somebody who is named for it, or is named themselves */
  standsAside: boolean;
  isOwnPost: boolean;
  /** a correction whose meaning for the pool nobody has looked at */
  waitsForPool: boolean;
  candidates: CandidateRow[];
};

const candidateColumns = (viewerId: string): Sql => sql`
  c.id, c.cadre_id as "cadreId", k.name, h.unit_name as "unitName", h.title as "postTitle", c.stage, c.reason, c.missing,
  (select e.reason from review_events e where e.candidate_id = c.id and e.from_state is null and e.to_state = 'LONG'
   order by e.at limit 1) as "namedReason",
  w.name as "adderName", city_day(c.added_at)::text as "addedOn", c.row_version as "rowVersion",
  (select coalesce(json_agg(json_build_object('id', r.id, 'userId', r.user_id, 'name', x.name, 'kind', r.kind, 'reason', r.reason)
            order by r.set_at, r.id), '[]')
   from review_recusals r join users x on x.id = r.user_id where r.candidate_id = c.id and r.lifted_at is null) as recusals,
  (select coalesce(json_agg(json_build_object('userId', o.user_id, 'name', x.name, 'mark', o.mark, 'reason', o.reason)
            order by o.given_at, o.id), '[]')
   from review_opinions o join users x on x.id = o.user_id where o.candidate_id = c.id) as opinions,
  exists (select 1 from review_opinions o where o.candidate_id = c.id and o.user_id = ${viewerId}::uuid) as "hasOwn",
  exists (select 1 from review_positions q where q.id = c.position_id and ${viewerId}::uuid in (q.added_by, c.added_by))
    or exists (select 1 from review_events e where e.candidate_id = c.id and e.to_state = 'SHORT' and e.actor_id = ${viewerId}::uuid)
    or exists (select 1 from review_position_changes h where h.position_id = c.position_id and h.changed_by = ${viewerId}::uuid)
    as "isPreparer",
  (select json_build_object('id', d.id, 'decision', d.decision, 'reason', d.reason, 'decidedOn', d.decided_on)
   from review_decisions d where d.candidate_id = c.id) as decision`;
const candidateJoins = sql`
  join cadres k on k.id = c.cadre_id left join users w on w.id = c.added_by
  left join lateral (select u.short_name as unit_name, p.title from post_holdings p join units u on u.id = p.unit_id
    where p.cadre_id = c.cadre_id and p.is_primary and p.starts_on <= city_today() and coalesce(p.ends_on, 'infinity') >= city_today()
    order by p.starts_on desc limit 1) h on true`;

export async function getPosition(db: ScopedDb, viewerId: string, id: string): Promise<PositionPage> {
  const [position] = await db.rows<Omit<PositionPage, "candidates">>(sql`
    select ${positionColumns}, p.batch_id as "batchId", b.title as "batchTitle", b.state as "batchState",
      b.meeting_on::text as "meetingOn", p.requirements, viewer_stands_aside(p.batch_id, p.id) as "standsAside",
      viewer_stands_aside(p.batch_id, p.id, true) as "isOwnPost",
      exists (select 1 from review_position_changes h where h.position_id = p.id and h.needs_redraw and h.redrawn_at is null) as "waitsForPool"
    from review_positions p join units u on u.id = p.unit_id join review_batches b on b.id = p.batch_id where p.id = ${id}::uuid`);
  if (!position) throw new NotFound("position");
  return { ...position, candidates: await listCandidates(db, viewerId, id) };
}
/** In the order in which they were named. */
export const listCandidates = (db: ScopedDb, viewerId: string, positionId: string): Promise<CandidateRow[]> =>
  db.rows<CandidateRow>(sql`
    select ${candidateColumns(viewerId)} from review_candidates c ${candidateJoins}
    where c.position_id = ${positionId}::uuid order by c.added_at, c.id`);

export async function getCandidate(
  db: ScopedDb,
  viewerId: string,
  id: string,
): Promise<{ candidate: CandidateRow; position: PositionPage }> {
  const [found] = await db.rows<CandidateRow & { positionId: string }>(sql`
    select ${candidateColumns(viewerId)}, c.position_id as "positionId"
    from review_candidates c ${candidateJoins} where c.id = ${id}::uuid`);
  if (!found) throw new NotFound("candidate");
  const { positionId, ...candidate } = found;
  return { candidate, position: await getPosition(db, viewerId, positionId) };
}

export type ReviewEvent = {
  at: Date;
  actorName: string | null;
  cadreName: string | null;
  fromState: string | null;
  toState: string;
  reason: string;
};
export const listReviewEvents = (db: ScopedDb, positionId: string): Promise<ReviewEvent[]> =>
  db.rows<ReviewEvent>(sql`
    select e.at, w.name as "actorName", k.name as "cadreName", e.from_state as "fromState", e.to_state as "toState", e.reason
    from review_events e left join users w on w.id = e.actor_id
    left join review_candidates c on c.id = e.candidate_id left join cadres k on k.id = c.cadre_id
    where e.position_id = ${positionId}::uuid order by e.at desc, e.id limit 200`);

export type DecisionPage = {
  id: string;
  decision: Decision;
  reason: string;
  decidedOn: Day;
  deciderName: string | null;
  attendees: { name: string; part: Part; userId: string | null }[];
  recusals: { name: string; kind: RecusalKind; userId: string }[];
  /** null where it is of a level above the viewer's */
  evidence: unknown;
  digest: string | null;
  asOf: Day | null;
};
export async function findDecision(db: ScopedDb, candidateId: string): Promise<DecisionPage | null> {
  const [row] = await db.rows<DecisionPage>(sql`
    select d.id, d.decision, d.reason, d.decided_on::text as "decidedOn", w.name as "deciderName", d.attendees, d.recusals,
      s.evidence, s.digest, s.as_of::text as "asOf"
    from review_decisions d left join users w on w.id = d.decided_by left join review_snapshots s on s.decision_id = d.id
    where d.candidate_id = ${candidateId}::uuid`);
  return row ?? null;
}

/** Who takes part in reviews: whom a leader may set as recused. */
export const listParticipants = (db: ScopedDb): Promise<{ id: string; name: string }[]> =>
  db.rows(sql`
    select distinct u.id, u.name from users u join user_roles r on r.user_id = u.id and r.role in ('REVIEWER', 'LEADER')
    where u.is_active order by u.name, u.id`);

export const listUnitOptions = (db: ScopedDb): Promise<{ id: string; name: string }[]> =>
  db.rows(
    sql`select id, short_name as name from units where ends_on is null or ends_on >= city_today() order by position`,
  );
