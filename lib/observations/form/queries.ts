/** What the entry form needs to know, in one round trip a page. Policies decide which people are there. */
import { type ConductItem, listConductItems } from "@/lib/conduct/queries";
import type { Dimension } from "@/lib/dimensions/schema";
import type { MethodVersion } from "@/lib/methods/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { AnnouncedFile, ObservationState, Polarity } from "../schema";
import type { PickCadre, PickTask, RecentRecord } from "./choice/rules";

export type PickPerson = { id: string; name: string; department: string; isObserver: boolean };
export type PickUnit = { id: string; shortName: string };

/** Of one unit. */
export type UnitFacts = {
  id: string;
  name: string;
  shortName: string;
  /** of the viewer's last record there; empty when there is none */
  lastPlace: string;
  /** posts of the unit in the last year, so that an event of last month finds its people too */
  cadres: PickCadre[];
  /** central tasks of the last year in which the unit leads, is a party or has members, or that the viewer is named for */
  tasks: PickTask[];
  /** the newest that the viewer may see, and those asked for by id */
  recentRecords: RecentRecord[];
};
/** The same for every unit. */
type SharedFacts = {
  /** the department's people, without the viewer */
  people: PickPerson[];
  /** only where a method asks for a unit */
  units: PickUnit[];
};
type UnitNames = Pick<UnitFacts, "id" | "name" | "shortName">;
export type FormFacts = Omit<UnitFacts, keyof UnitNames> &
  SharedFacts & {
    unit: UnitNames;
    conductItems: ConductItem[];
    /** the viewer's other units, for a visit that touches several */
    otherUnits: UnitFacts[];
  };

/** How far back a record may still find the team of its day. */
const BACK_DAYS = 365;
const RECENT = 10;
/** Tasks of a unit whose members come along, running ones first; of the others they are asked for when one is chosen. */
const WITH_MEMBERS = 6;

export async function getFormFacts(
  db: ScopedDb,
  {
    viewerId,
    unitId,
    today,
    method,
    otherUnitIds = [],
    linkIds = [],
  }: {
    viewerId: string;
    unitId: string;
    today: Day;
    method: MethodVersion;
    otherUnitIds?: string[];
    /** records to offer for a link however old they are */
    linkIds?: string[];
  },
): Promise<FormFacts> {
  const asksUnit = method.fields.some((field) => field.type === "unit");
  const unitIds = [unitId, ...otherUnitIds.filter((id) => id !== unitId)];
  const [{ own, ...shared }, conductItems] = await Promise.all([
    listFormFacts(db, { viewerId, unitIds, today, asksUnit, linkIds }),
    listConductItems(db, today),
  ]);
  const found = own.find((one) => one.id === unitId);
  if (!found) throw new NotFound("unit");
  const { id, name, shortName, ...facts } = found;
  const otherUnits = own.filter((one) => one !== found);
  return { unit: { id, name, shortName }, otherUnits, conductItems, ...facts, ...shared };
}

/** For several units at once: a phone takes all of its person's units along. */
export async function listFormFacts(
  db: ScopedDb,
  {
    viewerId,
    unitIds,
    today,
    asksUnit,
    linkIds = [],
  }: { viewerId: string; unitIds: string[]; today: Day; asksUnit: boolean; linkIds?: string[] },
): Promise<SharedFacts & { own: UnitFacts[] }> {
  const [facts] = await db.rows<SharedFacts & { own: UnitFacts[] }>(sql`
    ${withTasks({ unitIds, today })}
    select
      (select coalesce(json_agg(json_build_object(
                'id', u.id, 'name', u.name, 'shortName', u.short_name,
                'lastPlace', coalesce((select o.place from observations o
                    where o.unit_id = u.id and o.observer_id = ${viewerId}::uuid and o.place <> ''
                    order by o.started_at desc, o.id desc limit 1), ''),
                'cadres', (
                  select coalesce(json_agg(json_build_object(
                           'id', p.cadre_id, 'name', p.name, 'title', p.title, 'tier', p.tier,
                           'keys', p.pinyin || ' ' || p.initials, 'from', p.starts_on::text, 'to', p.ends_on::text)
                         order by array_position(array['TEAM', 'MIDDLE', 'STAFF'], p.tier), p.starts_on, p.cadre_id), '[]')
                  from recent_posts p where p.unit_id = u.id),
                'tasks', (
                  select coalesce(json_agg(json_build_object(
                           'id', t.id, 'name', t.name, 'from', t.starts_on::text, 'to', t.ends_on::text,
                           'members', coalesce(ml.list, '[]'), 'isWithoutMembers', t.place > ${WITH_MEMBERS}::int)
                         order by (t.lead_unit_id = u.id) desc, t.is_own desc, t.starts_on desc, t.id), '[]')
                  from live_tasks t left join member_lists ml on ml.task_id = t.id and ml.unit_id = t.unit_id where t.unit_id = u.id),
                'recentRecords', (
                  select coalesce(json_agg(json_build_object(
                           'id', r.id, 'day', city_day(r.started_at)::text, 'methodName', v.name, 'methodNameEn', v.name_en,
                           'words', left(regexp_replace(r.fact, '[[:space:]]+', ' ', 'g'), 40)
                             || case when length(r.fact) > 40 then '…' else '' end)
                         order by r.started_at desc, r.id desc), '[]')
                  from (
                    (select o.id, o.started_at, o.fact, o.method_version_id from observations o
                     where o.unit_id = u.id order by o.started_at desc, o.id desc limit ${RECENT}::int)
                    union
                    select o.id, o.started_at, o.fact, o.method_version_id from observations o
                    where o.id = any(${linkIds}::uuid[]) and o.unit_id = u.id
                  ) r join method_versions v on v.id = r.method_version_id)
              ) order by u.position, u.id), '[]')
       from units u where u.id = any(${unitIds}::uuid[])) as own,
      (select coalesce(json_agg(json_build_object(
                'id', p.id, 'name', p.name, 'department', p.department, 'isObserver', r.is_observer)
              order by p.department, p.name, p.id), '[]')
       from users p
       join lateral (select bool_or(role = 'OBSERVER') as is_observer,
                            bool_or(role in ('OBSERVER', 'REVIEWER', 'LEADER')) as is_department
                     from user_roles where user_id = p.id) r on r.is_department
       where p.is_active and p.id <> ${viewerId}::uuid) as people,
      (select coalesce(json_agg(json_build_object('id', n.id, 'shortName', n.short_name) order by n.position, n.id), '[]')
       from units n where ${asksUnit}::boolean) as units`);
  return facts ?? { own: [], people: [], units: [] };
}

/** Posts, central tasks and, of the first of them or of one, the members of these units, each as CTE. */
const withTasks = ({
  unitIds,
  today,
  taskId,
}: {
  unitIds: string[];
  today: Day;
  taskId?: string;
}): Sql => sql`
    with recent_posts as (
      select distinct on (p.unit_id, p.cadre_id) p.cadre_id, p.unit_id, p.title, p.tier, p.starts_on, p.ends_on, c.name, c.pinyin, c.initials
      from post_holdings p join cadres c on c.id = p.cadre_id
      where p.unit_id = any(${unitIds}::uuid[]) and coalesce(p.ends_on, 'infinity') >= ${today}::date - ${BACK_DAYS}::int
        and p.cadre_id is distinct from (select viewer_cadre_id()) -- nobody observes themselves
      order by p.unit_id, p.cadre_id, p.is_primary desc, p.starts_on desc
    ), live_tasks as materialized (
      select t.*, row_number() over (partition by t.unit_id order by ${today}::date between t.starts_on and coalesce(t.ends_on, 'infinity') desc,
               t.lead_unit_id = t.unit_id desc, t.is_own desc, t.starts_on desc, t.id) as place
      from viewer_unit_tasks(${unitIds}::uuid[], ${today}::date - ${BACK_DAYS}::int) t
    ), with_members as materialized (
      select * from live_tasks t where ${taskId ? sql`t.id = ${taskId}::uuid` : sql`t.place <= ${WITH_MEMBERS}::int`}
    ), member_lists as materialized (
      -- of all tasks at once: an observer of many task forces would wait for each
      select t.id as task_id, t.unit_id, json_agg(json_build_object(
               'id', m.cadre_id, 'name', c.name, 'title', concat_ws(' ', mu.short_name, m.post), 'tier', 'STAFF',
               'keys', c.pinyin || ' ' || c.initials, 'from', greatest(m.starts_on, t.named_from)::text,
               'to', least(m.ends_on, t.named_to)::text) order by m.starts_on, m.cadre_id) as list
      from with_members t join (
        select * from central_task_members where task_id = any (array(select id from with_members)) offset 0) m on m.task_id = t.id
      join cadres c on c.id = m.cadre_id
      left join post_holdings h on h.cadre_id = m.cadre_id and h.is_primary
        and least(m.ends_on, ${today}::date) between h.starts_on and coalesce(h.ends_on, 'infinity')
      left join units mu on mu.id = h.unit_id and mu.id <> t.unit_id
      where m.cadre_id is distinct from (select viewer_cadre_id())
      group by 1, 2
    )`;

/** Of one task that stands without its members: who may be chosen for it in this unit. */
export async function listTaskMembers(
  db: ScopedDb,
  { unitId, ...asked }: { unitId: string; taskId: string; today: Day },
): Promise<PickCadre[]> {
  const [found] = await db.rows<{ list: PickCadre[] }>(sql`
    ${withTasks({ ...asked, unitIds: [unitId] })} select list from member_lists`);
  return found?.list ?? [];
}

export type MethodUse = { unitId: string; methodId: string; lastAt: Date };

/** When the viewer last used each method at each of the units, newest first. */
export const listMethodUse = (db: ScopedDb, viewerId: string, unitIds: string[]): Promise<MethodUse[]> =>
  db.rows<MethodUse>(sql`
    select u.id as "unitId", m.id as "methodId", latest.started_at as "lastAt"
    from unnest(${unitIds}::uuid[]) u (id) cross join methods m
    -- one step in the index of unit and method each: an observer's whole history grows
    cross join lateral (
      select o.started_at from observations o
      where o.unit_id = u.id and o.method_id = m.id and o.observer_id = ${viewerId}::uuid
      order by o.started_at desc limit 1) latest
    order by 3 desc`);

export type AmendableRecord = {
  id: string;
  unitId: string;
  methodVersionId: string;
  revisionNo: number;
  state: ObservationState;
  observerId: string;
  secondObserverId: string | null;
  startedAt: Date;
  endedAt: Date;
  place: string;
  fact: string;
  judgement: string;
  dimensions: Dimension[];
  polarity: Polarity;
  confidentiality: number;
  details: Record<string, unknown>;
  evidenceNote: string;
  centralTaskId: string | null;
  conductItemIds: string[];
  evidence: AnnouncedFile[];
  /** earlier records that it is linked to already */
  links: string[];
  cadres: {
    cadreId: string;
    name: string;
    title: string;
    roleInEvent: string;
    details: Record<string, unknown>;
  }[];
  /** the reviewer's word on this revision */
  returned: { reason: string; reviewer: string; decidedAt: string } | null;
  /** a rewriting that was begun and not sent */
  draftId: string | null;
};

export async function getAmendable(db: ScopedDb, id: string): Promise<AmendableRecord> {
  const [record] = await db.rows<AmendableRecord>(sql`
    select o.id, o.unit_id as "unitId", o.method_version_id as "methodVersionId", o.revision_no as "revisionNo", o.state,
           o.observer_id as "observerId", o.second_observer_id as "secondObserverId", o.started_at as "startedAt",
           o.ended_at as "endedAt", o.place, o.fact, o.judgement, o.dimensions, o.polarity, o.confidentiality, o.details,
           o.evidence_note as "evidenceNote", o.central_task_id as "centralTaskId",
           o.conduct_item_ids as "conductItemIds", o.evidence,
           (select coalesce(json_agg(k.to_id), '[]') from observation_links k where k.from_id = o.id) as links,
           (select coalesce(json_agg(json_build_object('cadreId', l.cadre_id, 'name', c.name, 'title', l.post_title,
                     'roleInEvent', l.role_in_event, 'details', l.details) order by l.position), '[]')
            from observation_cadres l join cadres c on c.id = l.cadre_id
            where l.observation_id = o.id and l.revision_no = o.revision_no) as cadres,
           (select json_build_object('reason', r.reason, 'reviewer', p.name, 'decidedAt', r.decided_at)
            from observation_reviews r left join users p on p.id = r.reviewer_id
            where r.observation_id = o.id and r.revision_no = o.revision_no and r.decision = 'RETURN') as returned,
           (select d.id from observation_drafts d where d.observation_id = o.id
            order by d.updated_at desc limit 1) as "draftId"
    from observations o where o.id = ${id}::uuid`);
  if (!record) throw new NotFound("observation");
  return record;
}
