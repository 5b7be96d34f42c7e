/** One case with all that belongs to it, in one statement; what the viewer may not see is not in it. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { KnownCase } from "../rules";

export type CaseParty = {
  id: string;
  unitId: string;
  unitName: string;
  isLead: boolean;
  contactId: string | null;
  contactName: string | null;
  contact: string;
  part: string;
  /** liaisons of the unit who could be its contact */
  liaisons: { id: string; name: string }[];
};
export type CaseEventKind =
  | "OPENED"
  | "PARTY"
  | "ACT"
  | "DOCUMENT"
  | "RAISED"
  | "EXTENDED"
  | "SETTLED"
  | "CHECKED"
  | "CONFIRMED"
  | "SENT_BACK"
  | "CLOSED"
  | "REOPENED"
  | "WITHDRAWN";
export type CaseEvent = {
  id: string;
  at: string;
  kind: CaseEventKind;
  actorName: string | null;
  unitName: string | null;
  tier: string | null;
  dueOn: Day | null;
  text: string;
};
export type CasePage = KnownCase & {
  id: string;
  number: string;
  title: string;
  demand: string;
  unitName: string;
  raisedOn: Day;
  raiserName: string | null;
  outcome: string;
  settlerName: string | null;
  checkerName: string | null;
  confirmerName: string | null;
  settledOn: Day | null;
  closedOn: Day | null;
  rowVersion: number;
  parties: CaseParty[];
  /** newest first */
  events: CaseEvent[];
  documents: {
    id: string;
    title: string;
    number: string;
    on: Day | null;
    note: string;
    adderName: string | null;
  }[];
  records: {
    id: string;
    on: Day;
    methodName: string;
    methodNameEn: string;
    unitName: string;
    observerName: string | null;
  }[];
  cadres: {
    id: string;
    cadreId: string;
    name: string;
    unitName: string;
    postTitle: string;
    role: string;
    initiative: string;
    decision: string;
  }[];
  followUps: {
    id: string;
    title: string;
    unitName: string;
    ownerId: string;
    ownerName: string | null;
    dueOn: Day | null;
    doneOn: Day | null;
    outcome: string;
  }[];
};

export async function getCase(db: ScopedDb, id: string): Promise<CasePage> {
  const [page] = await db.rows<CasePage>(sql`
    select c.id, c.number, c.title, c.demand, c.unit_id as "unitId", u.short_name as "unitName", c.tier, c.state,
      c.due_on::text as "dueOn", city_day(c.raised_at)::text as "raisedOn", c.raised_by as "raisedById", raiser.name as "raiserName",
      coalesce(raiser.is_active, false) as "isRaiserHere", c.outcome, c.settled_by as "settledById", c.checked_by as "checkedById",
      c.confirmed_by as "confirmedById", settler.name as "settlerName", checker.name as "checkerName",
      confirmer.name as "confirmerName", city_day(c.settled_at)::text as "settledOn", city_day(c.closed_at)::text as "closedOn",
      c.row_version as "rowVersion",
      (select coalesce(json_agg(json_build_object('id', p.id, 'unitId', p.unit_id, 'unitName', pu.short_name, 'isLead', p.is_lead,
          'contactId', p.contact_id, 'contactName', who.name, 'contact', p.contact, 'part', p.part,
          'liaisons', (select coalesce(json_agg(json_build_object('id', l.id, 'name', l.name) order by l.name, l.id), '[]')
                       from unit_liaisons(p.unit_id) l)) order by p.is_lead desc, p.added_at, pu.position), '[]')
       from case_parties p join units pu on pu.id = p.unit_id left join users who on who.id = p.contact_id
       where p.case_id = c.id) as parties,
      (select coalesce(json_agg(json_build_object('id', e.id, 'at', e.at, 'kind', e.kind, 'actorName', actor.name,
          'unitName', eu.short_name, 'tier', e.tier, 'dueOn', e.due_on::text, 'text', e.text) order by e.at desc, (e.kind = 'OPENED'), e.kind), '[]')
       from case_events e left join users actor on actor.id = e.actor_id left join units eu on eu.id = e.unit_id
       where e.case_id = c.id) as events,
      (select coalesce(json_agg(json_build_object('id', d.id, 'title', d.title, 'number', d.number, 'on', d.document_on::text,
          'note', d.note, 'adderName', adder.name) order by d.added_at, d.id), '[]')
       from case_documents d left join users adder on adder.id = d.added_by where d.case_id = c.id) as documents,
      (select coalesce(json_agg(json_build_object('id', o.id, 'on', city_day(o.started_at)::text, 'methodName', v.name,
          'methodNameEn', v.name_en, 'unitName', ou.short_name, 'observerName', w.name) order by o.started_at, o.id), '[]')
       from case_records r join observations o on o.id = r.observation_id join method_versions v on v.id = o.method_version_id
       join units ou on ou.id = o.unit_id left join users w on w.id = o.observer_id where r.case_id = c.id) as records,
      (select coalesce(json_agg(json_build_object('id', k.id, 'cadreId', k.cadre_id, 'name', person.name, 'unitName', ku.short_name,
          'postTitle', k.post_title, 'role', k.role, 'initiative', k.initiative, 'decision', k.decision) order by k.added_at, k.id), '[]')
       from case_cadres k join cadres person on person.id = k.cadre_id join units ku on ku.id = k.unit_id
       where k.case_id = c.id) as cadres,
      (select coalesce(json_agg(json_build_object('id', f.id, 'title', f.title, 'unitName', fu.short_name, 'ownerId', f.owner_id,
          'ownerName', owner.name, 'dueOn', f.due_on::text, 'doneOn', city_day(f.done_at)::text, 'outcome', f.outcome)
          order by (f.done_at is not null), f.due_on nulls last, f.created_at, f.id), '[]')
       from follow_ups f join units fu on fu.id = f.unit_id left join users owner on owner.id = f.owner_id
       where f.case_id = c.id) as "followUps"
    from cases c join units u on u.id = c.unit_id left join users raiser on raiser.id = c.raised_by
    left join users settler on settler.id = c.settled_by left join users checker on checker.id = c.checked_by
    left join users confirmer on confirmer.id = c.confirmed_by
    where c.id = ${id}::uuid`);
  if (!page) throw new NotFound("case");
  return page;
}

export type CaseOwner = { unitId: string; unitName: string; id: string; name: string };
/** Who may be asked in this case: liaisons of the units that take part, and the observers of today. */
export const listCaseOwners = (db: ScopedDb, id: string): Promise<CaseOwner[]> =>
  db.rows<CaseOwner>(sql`
    select p.unit_id as "unitId", u.short_name as "unitName", who.id, who.name
    from case_parties p join units u on u.id = p.unit_id
    cross join lateral (
      select l.id, l.name from unit_liaisons(p.unit_id) l
      union
      select w.id, w.name from assignments s join users w on w.id = s.observer_id and w.is_active
      where s.unit_id = p.unit_id and city_today() between s.starts_on and coalesce(s.ends_on, 'infinity')) who
    where p.case_id = ${id}::uuid order by p.is_lead desc, u.position, who.name`);

export type CaseCadreChoice = { id: string; name: string; unitName: string; title: string };
/** Cadres in office at the units that take part, who are not in it yet; oneself never. */
export const listCaseCadreChoices = (db: ScopedDb, id: string): Promise<CaseCadreChoice[]> =>
  db.rows<CaseCadreChoice>(sql`
    select c.id, c.name, u.short_name as "unitName", h.title
    from case_parties p join units u on u.id = p.unit_id
    join post_holdings h on h.unit_id = p.unit_id and h.is_primary and city_today() between h.starts_on and coalesce(h.ends_on, 'infinity')
    join cadres c on c.id = h.cadre_id and c.id is distinct from viewer_cadre_id()
    where p.case_id = ${id}::uuid and not exists (select 1 from case_cadres k where k.case_id = p.case_id and k.cadre_id = c.id)
    order by p.is_lead desc, u.position, array_position(array['TEAM', 'MIDDLE', 'STAFF'], h.tier), c.pinyin, c.id`);

export type CaseCandidate = {
  id: string;
  on: Day;
  methodName: string;
  methodNameEn: string;
  unitName: string;
  excerpt: string;
};
/** Records of the units that take part, around its days, that could belong to it. */
export const listCaseCandidates = (db: ScopedDb, id: string): Promise<CaseCandidate[]> =>
  db.rows<CaseCandidate>(sql`
    select o.id, city_day(o.started_at)::text as on, v.name as "methodName", v.name_en as "methodNameEn", u.short_name as "unitName",
      left(o.fact, 60) as excerpt
    from cases c
    join observations o on o.unit_id = c.unit_id and o.started_at > c.raised_at - interval '90 days' and o.state in ('SUBMITTED', 'ACCEPTED', 'ARCHIVED')
    join method_versions v on v.id = o.method_version_id join units u on u.id = o.unit_id
    where c.id = ${id}::uuid and not exists (select 1 from case_records r where r.case_id = c.id and r.observation_id = o.id)
    order by o.started_at desc, o.id limit 15`);

export type CaseOrigin = {
  id: string;
  on: Day;
  unitId: string;
  unitName: string;
  methodName: string;
  methodNameEn: string;
  excerpt: string;
};
/** The record that a case is raised from. */
export async function findCaseOrigin(db: ScopedDb, observationId: string): Promise<CaseOrigin | null> {
  const [found] = await db.rows<CaseOrigin>(sql`
    select o.id, city_day(o.started_at)::text as on, o.unit_id as "unitId", u.short_name as "unitName", v.name as "methodName",
      v.name_en as "methodNameEn", left(o.fact, 300) as excerpt
    from observations o join units u on u.id = o.unit_id join method_versions v on v.id = o.method_version_id
    where o.id = ${observationId}::uuid`);
  return found ?? null;
}
