/** 容错 as a viewer may see it: the register with its numbers, one case with all that belongs to it. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { escapeLike } from "@/lib/units/rules";
import type { KnownTolerance } from "./rules";
import type {
  Exclusion,
  Factor,
  Finding,
  Outcome,
  ToleranceFilter,
  ToleranceKind,
  ToleranceState,
  ToleranceView,
} from "./schema";

export type ToleranceRow = {
  id: string;
  number: string;
  kind: ToleranceKind;
  title: string;
  unitId: string;
  unitName: string;
  state: ToleranceState;
  outcome: Outcome | null;
  dueOn: Day | null;
  appliedOn: Day;
  isConverted: boolean;
  cadres: string[];
};

const SHOWN = 200;
const columns = sql`
  c.id, c.number, c.kind, c.title, c.unit_id as "unitId", u.short_name as "unitName", c.state, c.outcome, c.due_on::text as "dueOn",
  city_day(c.applied_at)::text as "appliedOn", c.is_converted as "isConverted",
  array(select l.name from tolerance_cadres l where l.tolerance_id = c.id order by l.name, l.id) as cadres`;

/** The nearest day first, then the latest. */
export const listTolerance = (
  db: ScopedDb,
  filter: ToleranceFilter,
  today: Day,
  size = SHOWN,
): Promise<ToleranceRow[]> =>
  db.rows<ToleranceRow>(sql`
    select ${columns} from tolerance_cases c join units u on u.id = c.unit_id
    where ${allOf([...(filter.view ? [inView(filter.view, today)] : []), ...conditions(filter)])}
    order by (c.state in ('APPLIED', 'ACCEPTED', 'VERIFIED', 'DETERMINED', 'APPEALED', 'STOPPED')) desc, c.due_on nulls last,
      c.applied_at desc, c.number limit ${size}::int`);

const WORKING = sql`('APPLIED', 'RETURNED', 'ACCEPTED', 'VERIFIED', 'DETERMINED', 'APPEALED')`;
function inView(view: ToleranceView, today: Day): Sql {
  switch (view) {
    case "open":
      return sql`c.state in ${WORKING}`;
    case "overdue":
      return sql`c.state in ('APPLIED', 'ACCEPTED', 'VERIFIED', 'DETERMINED', 'APPEALED') and c.due_on < ${today}::date`;
    case "watched":
      return sql`c.state = 'FED_BACK'`;
    case "stopped":
      return sql`c.state = 'STOPPED'`;
    case "closed":
      return sql`c.state = 'CLOSED'`;
    case "ended":
      return sql`c.state in ('REFUSED', 'WITHDRAWN')`;
  }
}

function conditions(filter: ToleranceFilter): Sql[] {
  const list: Sql[] = [];
  if (filter.kind) list.push(sql`c.kind = ${filter.kind}`);
  if (filter.outcome) list.push(sql`c.outcome = ${filter.outcome}`);
  if (filter.unit) list.push(sql`c.unit_id = ${filter.unit}::uuid`);
  if (filter.factor)
    list.push(sql`exists (select 1 from tolerance_factors f where f.tolerance_id = c.id and f.factor = ${filter.factor}
      and ${filter.finding ? sql`f.finding = ${filter.finding}` : sql`true`})`);
  if (filter.q) {
    const typed = `%${escapeLike(filter.q.toLowerCase())}%`;
    list.push(sql`(lower(c.title) like ${typed} or lower(c.number) like ${typed})`);
  }
  return list;
}

export type ToleranceCounts = Record<ToleranceView, number> & {
  all: number;
  outcomes: Partial<Record<Outcome, number>>;
  factors: { factor: Factor; finding: Finding; count: number }[];
};
/** Numbers of the register, each of what its link lists. Factors are the department's: of nobody else there are any. */
export async function countTolerance(
  db: ScopedDb,
  filter: ToleranceFilter,
  today: Day,
): Promise<ToleranceCounts> {
  const { view: _, outcome: __, factor: ___, finding: ____, ...wanted } = filter;
  const of = (view: ToleranceView) => sql`count(*) filter (where ${inView(view, today)})::int`;
  const where = allOf(conditions(wanted));
  const [counts] = await db.rows<ToleranceCounts>(sql`
    select count(*)::int as all, ${of("open")} as open, ${of("overdue")} as overdue, ${of("watched")} as watched,
      ${of("stopped")} as stopped, ${of("closed")} as closed, ${of("ended")} as ended,
      (select coalesce(json_object_agg(o.outcome, o.n), '{}') from (
         select c.outcome, count(*)::int as n from tolerance_cases c where c.outcome is not null and ${where} group by c.outcome) o) as outcomes,
      (select coalesce(json_agg(json_build_object('factor', f.factor, 'finding', f.finding, 'count', f.n)), '[]') from (
         select f.factor, f.finding, count(*)::int as n from tolerance_factors f join tolerance_cases c on c.id = f.tolerance_id
         where ${where} group by 1, 2) f) as factors
    from tolerance_cases c where ${where}`);
  if (!counts) throw new Error("counts without a row");
  return counts;
}

export type ToleranceEvent = {
  id: string;
  at: string;
  fromState: ToleranceState | null;
  toState: ToleranceState;
  kind: ToleranceKind;
  actorName: string | null;
  dueOn: Day | null;
  text: string;
};
export type TolerancePage = KnownTolerance & {
  id: string;
  number: string;
  title: string;
  unitName: string;
  account: string;
  ruleGap: string;
  publicPurpose: string;
  isWithoutGain: boolean;
  collectiveDecision: string;
  witnessName: string | null;
  isConverted: boolean;
  appliedOn: Day;
  applicantName: string | null;
  verification: string;
  verifierName: string | null;
  decision: string;
  deciderName: string | null;
  decidedOn: Day | null;
  feedback: string;
  appeal: string;
  closing: string;
  isWithoutLoss: boolean | null;
  rowVersion: number;
  /** null where it is not the viewer's to see */
  matter: { id: string; number: string; title: string } | null;
  cadres: { cadreId: string; name: string; unitName: string; postTitle: string; part: string }[];
  risks: {
    id: string;
    kind: "RISK" | "STOP";
    text: string;
    metOn: Day | null;
    how: string;
    markerName: string | null;
  }[];
  procedures: { id: string; name: string; approvalNumber: string; approvedOn: Day | null }[];
  findings: { factor: Factor; finding: Finding; text: string }[];
  excluded: { exclusion: Exclusion; text: string }[];
  evidence: {
    id: string;
    factor: Factor | null;
    observationId: string | null;
    title: string;
    titleEn: string;
    number: string;
    on: Day | null;
    note: string;
  }[];
  /** newest first */
  events: ToleranceEvent[];
};

const known = sql`
  c.kind, c.state, c.unit_id as "unitId", c.due_on::text as "dueOn", c.outcome, c.applied_by as "appliedById",
  c.row_version as "rowVersion",
  array(select distinct e.actor_id::text from tolerance_events e where e.tolerance_id = c.id and e.to_state in ('APPLIED', 'APPEALED')
    and e.actor_id is not null) as "applicantIds",
  array(select distinct e.actor_id::text from tolerance_events e where e.tolerance_id = c.id and e.to_state = 'VERIFIED' and e.kind = c.kind
    and e.actor_id is not null) as "verifierIds",
  array(select e.actor_id::text from tolerance_events e where e.tolerance_id = c.id and e.to_state = 'VERIFIED' and e.actor_id is not null
    union select f.set_by::text from tolerance_factors f where f.tolerance_id = c.id
    union select x.set_by::text from tolerance_exclusions x where x.tolerance_id = c.id) as "weigherIds",
  exists (select 1 from tolerance_events e where e.tolerance_id = c.id and e.to_state = 'APPEALED' and e.kind = c.kind) as "hasAppealed",
  array(select f.factor from tolerance_factors f where f.tolerance_id = c.id order by f.factor) as factors,
  array(select x.exclusion from tolerance_exclusions x where x.tolerance_id = c.id order by x.exclusion) as exclusions`;

export async function getKnownTolerance(
  db: ScopedDb,
  id: string,
): Promise<KnownTolerance & { rowVersion: number }> {
  const [found] = await db.rows<KnownTolerance & { rowVersion: number }>(sql`
    select ${known} from tolerance_cases c where c.id = ${id}::uuid`);
  if (!found) throw new NotFound("tolerance case");
  return found;
}

export async function getTolerance(db: ScopedDb, id: string): Promise<TolerancePage> {
  const [page] = await db.rows<TolerancePage>(sql`
    select ${known}, c.id, c.number, c.title, u.short_name as "unitName", c.account, c.rule_gap as "ruleGap",
      c.public_purpose as "publicPurpose", c.is_without_gain as "isWithoutGain", c.collective_decision as "collectiveDecision",
      witness.name as "witnessName", c.is_converted as "isConverted", city_day(c.applied_at)::text as "appliedOn",
      applicant.name as "applicantName", c.verification, verifier.name as "verifierName", c.decision, decider.name as "deciderName",
      c.decided_on::text as "decidedOn", c.feedback, c.appeal, c.closing, c.is_without_loss as "isWithoutLoss",
      case when m.id is not null then json_build_object('id', m.id, 'number', m.number, 'title', m.title) end as matter,
      (select coalesce(json_agg(json_build_object('cadreId', l.cadre_id, 'name', l.name, 'unitName', lu.short_name,
          'postTitle', l.post_title, 'part', l.part) order by l.name, l.id), '[]')
       from tolerance_cadres l join units lu on lu.id = l.unit_id where l.tolerance_id = c.id) as cadres,
      (select coalesce(json_agg(json_build_object('id', r.id, 'kind', r.kind, 'text', r.text, 'metOn', city_day(r.met_at)::text,
          'how', r.how, 'markerName', w.name) order by r.kind, r.position, r.id), '[]')
       from tolerance_risks r left join users w on w.id = r.met_by where r.tolerance_id = c.id) as risks,
      (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'approvalNumber', p.approval_number,
          'approvedOn', p.approved_on::text) order by p.name, p.id), '[]') from tolerance_procedures p where p.tolerance_id = c.id) as procedures,
      (select coalesce(json_agg(json_build_object('factor', f.factor, 'finding', f.finding, 'text', f.text)), '[]')
       from tolerance_factors f where f.tolerance_id = c.id) as findings,
      (select coalesce(json_agg(json_build_object('exclusion', x.exclusion, 'text', x.text)), '[]')
       from tolerance_exclusions x where x.tolerance_id = c.id) as excluded,
      (select coalesce(json_agg(json_build_object('id', e.id, 'factor', e.factor, 'observationId', e.observation_id,
          'title', coalesce(e.document_title, v.name), 'titleEn', coalesce(e.document_title, v.name_en), 'number', e.document_number,
          'on', coalesce(e.document_on, city_day(o.started_at))::text, 'note', e.note) order by e.added_at, e.id), '[]')
       from tolerance_evidence e left join observations o on o.id = e.observation_id
       left join method_versions v on v.id = o.method_version_id where e.tolerance_id = c.id) as evidence,
      (select coalesce(json_agg(json_build_object('id', e.id, 'at', e.at, 'fromState', e.from_state, 'toState', e.to_state, 'kind', e.kind,
          'actorName', actor.name, 'dueOn', e.due_on::text, 'text', e.text) order by e.at desc, (e.from_state is null)), '[]')
       from tolerance_events e left join users actor on actor.id = e.actor_id where e.tolerance_id = c.id) as events
    from tolerance_cases c join units u on u.id = c.unit_id left join users witness on witness.id = c.witness_id
    left join users applicant on applicant.id = c.applied_by left join users verifier on verifier.id = c.verified_by
    left join users decider on decider.id = c.decided_by left join cases m on m.id = c.case_id
    where c.id = ${id}::uuid`);
  if (!page) throw new NotFound("tolerance case");
  return page;
}

export type ToleranceChoices = {
  cadres: { id: string; name: string; title: string }[];
  observers: { id: string; name: string }[];
  cases: { id: string; number: string; title: string }[];
};
/** Of one unit: who may be named, who could witness, which cases it may belong to. */
export async function listToleranceChoices(
  db: ScopedDb,
  unitId: string,
  viewerCadreId: string | null,
): Promise<ToleranceChoices> {
  const [found] = await db.rows<ToleranceChoices>(sql`
    select
      (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'title', t.title) order by t.pinyin, t.id), '[]')
       from tolerance_team(${unitId}::uuid) t where t.id is distinct from ${viewerCadreId}::uuid) as cadres,
      (select coalesce(json_agg(distinct jsonb_build_object('id', w.id, 'name', w.name)), '[]')
       from assignments s join users w on w.id = s.observer_id and w.is_active
       where s.unit_id = ${unitId}::uuid and city_today() between s.starts_on and coalesce(s.ends_on, 'infinity')) as observers,
      (select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'title', c.title) order by c.raised_at desc), '[]')
       from cases c where exists (select 1 from case_parties p where p.case_id = c.id and p.unit_id = ${unitId}::uuid)
         and c.state <> 'WITHDRAWN') as cases`);
  return found ?? { cadres: [], observers: [], cases: [] };
}

export type ToleranceCandidate = {
  id: string;
  on: Day;
  methodName: string;
  methodNameEn: string;
  excerpt: string;
};
/** Accepted records about its cadres from half a year before the application on, that are no evidence yet. */
export const listToleranceCandidates = (db: ScopedDb, id: string): Promise<ToleranceCandidate[]> =>
  db.rows<ToleranceCandidate>(sql`
    select o.id, city_day(o.started_at)::text as on, v.name as "methodName", v.name_en as "methodNameEn", left(o.fact, 60) as excerpt
    from tolerance_cases c join observations o on o.started_at > c.applied_at - interval '180 days' and o.state in ('ACCEPTED', 'ARCHIVED')
    join method_versions v on v.id = o.method_version_id
    where c.id = ${id}::uuid
      and o.id in (select l.observation_id from tolerance_cadres k join observation_cadres l on l.cadre_id = k.cadre_id where k.tolerance_id = c.id)
      and not exists (select 1 from tolerance_evidence e where e.tolerance_id = c.id and e.observation_id = o.id)
    order by o.started_at desc, o.id limit 15`);
