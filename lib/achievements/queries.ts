/** Claims as a viewer may see them, with the sources that decide what they still lack. */
import { begunBetween } from "@/lib/platform/ages";
import { addDays, cityDay, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, noSql, type Sql, sql } from "@/lib/platform/sql";
import { ofUnitType } from "@/lib/units/queries";
import type { Source, SourceKind } from "./corroboration/rules";
import type { AchievementFilter, AchievementState, CONFIDENCES, Contribution, Level } from "./schema";

export type AchievementCadre = {
  cadreId: string;
  name: string;
  contribution: Contribution;
  part: string;
  /** post and unit on the last day of the period (rule 4) */
  postTitle: string;
  unitName: string;
};

export type AchievementRow = {
  id: string;
  claim: string;
  unitId: string;
  unitName: string;
  level: Level;
  startsOn: string;
  endsOn: string;
  taskId: string | null;
  taskName: string | null;
  isMainBattlefield: boolean;
  indicator: string;
  measureUnit: string;
  baseline: number | null;
  target: number | null;
  actual: number | null;
  conductItemIds: string[];
  confidentiality: number;
  state: AchievementState;
  stateReason: string;
  confidence: (typeof CONFIDENCES)[number] | null;
  revisionNo: number;
  draftedById: string;
  drafterName: string | null;
  confirmerName: string | null;
  confirmedAt: Date | null;
  updatedAt: Date;
  cadres: AchievementCadre[];
  /** as far as the viewer may see them */
  sources: Source[];
};

/** Facts of a source that the rules ask for; `s` is the source, `a` the claim, `so` its record. */
const sourceFacts = sql`
  'kind', s.kind, 'origin', s.origin, 'supports', s.supports, 'isIndependent', s.is_independent,
  'isWithdrawn', s.withdrawn_at is not null,
  'isCurrent', s.observation_id is null or (so.state in ('ACCEPTED', 'ARCHIVED') and so.revision_no = s.observation_revision),
  'isOwnUnits', exists (select 1 from achievement_cadres own where own.achievement_id = a.id
                        and own.revision_no = a.revision_no and own.unit_id = s.issuer_unit_id)`;

const rowColumnsIn = (state: Sql): Sql => sql`
  a.id, a.claim, a.unit_id as "unitId", u.short_name as "unitName", a.level, a.starts_on::text as "startsOn",
  a.ends_on::text as "endsOn", a.central_task_id as "taskId", t.name as "taskName",
  coalesce(t.is_main_battlefield, false) as "isMainBattlefield", a.indicator, a.measure_unit as "measureUnit",
  a.baseline::float8 as baseline, a.target::float8 as target, a.actual::float8 as actual,
  a.conduct_item_ids as "conductItemIds", a.confidentiality, ${state} as state, a.state_reason as "stateReason", a.confidence,
  a.revision_no as "revisionNo", a.drafted_by as "draftedById", drafter.name as "drafterName",
  confirmer.name as "confirmerName", a.confirmed_at as "confirmedAt", a.updated_at as "updatedAt",
  (select coalesce(json_agg(json_build_object('cadreId', l.cadre_id, 'name', c.name, 'contribution', l.contribution,
            'part', l.part, 'postTitle', l.post_title, 'unitName', lu.short_name) order by l.position), '[]')
   from achievement_cadres l join cadres c on c.id = l.cadre_id join units lu on lu.id = l.unit_id
   where l.achievement_id = a.id and l.revision_no = a.revision_no) as cadres`;
const rowColumns = rowColumnsIn(sql`a.state`);
const rowJoins = sql`
  join units u on u.id = a.unit_id
  left join central_tasks t on t.id = a.central_task_id
  left join users drafter on drafter.id = a.drafted_by
  left join users confirmer on confirmer.id = a.confirmed_by`;

const PAGE_SIZE = 50;

/** A day that has passed; today is the present, which needs no history. */
export const pastDay = ({ on }: Pick<AchievementFilter, "on">): Day | undefined =>
  on && on < cityDay(new Date()) ? on : undefined;

/** Claims as `a`: those that were there at the end of a past day, each in its state of then; without a day as they are. */
export function claimsOn(on: Day | undefined): Sql {
  if (!on) return sql`achievements a`;
  const end = startOfCityDay(addDays(on, 1));
  return sql`(
    select a.id, a.claim, a.unit_id, a.starts_on, a.ends_on, a.central_task_id, a.revision_no, a.confidentiality, a.drafted_at, a.confirmed_at, a.updated_at,
      -- what has not changed since has the state that it had
      case when a.updated_at < ${end} then a.state
           else coalesce((select e.to_state from achievement_events e where e.achievement_id = a.id and e.at < ${end}
                          order by e.at desc limit 1), a.state) end as state
    from achievements a where a.drafted_at < ${end}) a`;
}

/** Last changed first, by keyset. */
export async function listAchievements(
  db: ScopedDb,
  filter: AchievementFilter,
): Promise<{ items: AchievementRow[]; nextCursor: string | null }> {
  const rows = await db.rows<AchievementRow>(sql`
    with chosen as materialized (
      select a.id, a.state from ${claimsOn(pastDay(filter))} ${fromCadre(filter)} where ${allOf([inState(filter), ...conditions(filter)])}
      order by a.updated_at desc, a.id desc limit ${PAGE_SIZE + 1}::int
    )
    select ${rowColumnsIn(sql`chosen.state`)},
      (select coalesce(json_agg(json_build_object(${sourceFacts})), '[]')
       from achievement_sources s left join observations so on so.id = s.observation_id where s.achievement_id = a.id) as sources
    from chosen join achievements a on a.id = chosen.id ${rowJoins}
    order by a.updated_at desc, a.id desc`);
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > PAGE_SIZE && last ? `${last.updatedAt.getTime()}_${last.id}` : null,
  };
}

/** How many in each state, whatever state is shown. */
export async function countByState(db: ScopedDb, filter: AchievementFilter): Promise<Record<string, number>> {
  const { cursor: _, state: __, ...wanted } = filter;
  const rows = await db.rows<{ state: string; count: number }>(sql`
    select a.state, count(*)::int as count from ${claimsOn(pastDay(wanted))} ${fromCadre(wanted)}
    where ${allOf(conditions(wanted))} group by a.state`);
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

function fromCadre(filter: AchievementFilter): Sql {
  if (!filter.cadre) return noSql;
  return sql`join achievement_cadres mine on mine.achievement_id = a.id and mine.revision_no = a.revision_no
    and mine.cadre_id = ${filter.cadre}::uuid`;
}

/** What went into other claims is counted there, and found under its own state only. */
const inState = ({ state }: AchievementFilter): Sql =>
  state ? sql`a.state = ${state.toUpperCase()}` : sql`a.state not in ('MERGED', 'SPLIT')`;

function conditions(filter: AchievementFilter): Sql[] {
  const list: Sql[] = [];
  if (filter.unit) list.push(sql`a.unit_id = ${filter.unit}::uuid`);
  if (filter.type) list.push(ofUnitType(sql`a.unit_id`, filter.type));
  if (filter.doneFrom && filter.doneTo)
    list.push(sql`(a.ends_on between ${filter.doneFrom}::date and ${filter.doneTo}::date
      or a.confirmed_at >= ${startOfCityDay(filter.doneFrom)} and a.confirmed_at < ${startOfCityDay(addDays(filter.doneTo, 1))})`);
  if (filter.upTo) list.push(sql`a.confidentiality <= ${filter.upTo}::int`);
  if (filter.confirmed) list.push(sql`a.confirmed_at < ${startOfCityDay(addDays(filter.confirmed, 1))}`);
  if (filter.age) {
    const { from, until } = begunBetween(filter.age, pastDay(filter) ?? cityDay(new Date()));
    if (from) list.push(sql`a.drafted_at >= ${startOfCityDay(from)}`);
    if (until) list.push(sql`a.drafted_at < ${startOfCityDay(addDays(until, 1))}`);
  }
  if (filter.task) list.push(sql`a.central_task_id = ${filter.task}::uuid`);
  if (filter.from) list.push(sql`a.ends_on >= ${filter.from}::date`);
  if (filter.to) list.push(sql`a.starts_on < ${addDays(filter.to, 1)}::date`);
  if (filter.q) list.push(sql`position(lower(${filter.q}) in lower(a.claim)) > 0`);
  if (filter.cursor) {
    const at = filter.cursor.indexOf("_");
    const before = new Date(Number(filter.cursor.slice(0, at)));
    list.push(sql`(a.updated_at, a.id) < (${before}, ${filter.cursor.slice(at + 1)}::uuid)`);
  }
  return list;
}

export type AchievementSource = Source & {
  id: string;
  kind: SourceKind;
  observationId: string | null;
  /** of the record, or of the paper */
  on: string | null;
  title: string;
  titleEn: string;
  number: string;
  issuerName: string | null;
  recorderName: string | null;
  independenceNote: string;
  note: string;
  addedByName: string | null;
  withdrawnOn: string | null;
  withdrawReason: string | null;
  /** came with a claim that was merged into this one, or of which this is a part */
  isMoved: boolean;
};
export type AchievementEvent = {
  at: string;
  fromState: AchievementState | null;
  toState: AchievementState;
  /** a person's words; a word of the product begins with @ */
  reason: string;
  actorName: string | null;
  sourceId: string | null;
};
export type AchievementPage = Omit<AchievementRow, "sources"> & {
  sources: AchievementSource[];
  /** newest first */
  events: AchievementEvent[];
  revisions: {
    revisionNo: number;
    claim: string;
    reason: string;
    createdAt: string;
    authorName: string | null;
  }[];
};

export async function getAchievement(db: ScopedDb, id: string): Promise<AchievementPage> {
  const [page] = await db.rows<AchievementPage>(sql`
    select ${rowColumns},
      (select coalesce(json_agg(json_build_object(${sourceFacts}, 'id', s.id, 'observationId', s.observation_id,
                'on', coalesce(s.document_on, city_day(so.started_at)), 'title', coalesce(s.document_title, v.name),
                'titleEn', coalesce(s.document_title, v.name_en), 'number', coalesce(s.document_number, ''),
                'issuerName', iu.short_name, 'recorderName', recorder.name, 'independenceNote', s.independence_note,
                'note', s.note, 'addedByName', adder.name, 'withdrawnOn', city_day(s.withdrawn_at),
                'withdrawReason', s.withdraw_reason, 'isMoved', s.moved_from is not null) order by s.withdrawn_at nulls first, s.added_at, s.id), '[]')
       from achievement_sources s
       left join observations so on so.id = s.observation_id
       left join method_versions v on v.id = so.method_version_id
       left join users recorder on recorder.id = so.observer_id
       left join users adder on adder.id = s.added_by
       left join units iu on iu.id = s.issuer_unit_id
       where s.achievement_id = a.id) as sources,
      (select coalesce(json_agg(json_build_object('at', e.at, 'fromState', e.from_state, 'toState', e.to_state,
                -- by a source that the viewer does not see: that it fell, not how (rule 5)
                'reason', case when e.source_id is not null and fallen.id is null then '@hidden' else e.reason end,
                'actorName', case when e.source_id is null or fallen.id is not null then actor.name end,
                'sourceId', fallen.id) order by e.at desc), '[]')
       from achievement_events e left join users actor on actor.id = e.actor_id
       left join achievement_sources fallen on fallen.id = e.source_id where e.achievement_id = a.id) as events,
      (select coalesce(json_agg(json_build_object('revisionNo', r.revision_no, 'claim', r.content ->> 'claim',
                'reason', r.reason, 'createdAt', r.created_at, 'authorName', author.name) order by r.revision_no desc), '[]')
       from achievement_revisions r left join users author on author.id = r.author_id where r.achievement_id = a.id) as revisions
    from achievements a ${rowJoins} where a.id = ${id}::uuid`);
  if (!page) throw new NotFound("achievement");
  return page;
}

export type SourceCandidate = {
  id: string;
  on: string;
  methodName: string;
  methodNameEn: string;
  sourceClass: SourceKind;
  recorderName: string | null;
  fact: string;
};

/** Accepted records of the claim's cadres around its period that are no source of it yet, newest first. */
export const listSourceCandidates = (db: ScopedDb, id: string): Promise<SourceCandidate[]> =>
  db.rows<SourceCandidate>(sql`
    select distinct on (o.started_at, o.id) o.id, city_day(o.started_at)::text as "on", v.name as "methodName",
      v.name_en as "methodNameEn", v.source_class as "sourceClass", recorder.name as "recorderName", o.fact
    from achievements a
    join achievement_cadres l on l.achievement_id = a.id and l.revision_no = a.revision_no
    join observation_cadres line on line.cadre_id = l.cadre_id
    join observations o on o.id = line.observation_id and o.revision_no = line.revision_no
      and o.state in ('ACCEPTED', 'ARCHIVED')
      and city_day(o.started_at) between a.starts_on - 30 and a.ends_on + 90
    join method_versions v on v.id = o.method_version_id
    left join users recorder on recorder.id = o.observer_id
    where a.id = ${id}::uuid and not exists (
      select 1 from achievement_sources s where s.achievement_id = a.id and s.observation_id = o.id
        and s.withdrawn_at is null and s.observation_revision = o.revision_no)
    order by o.started_at desc, o.id limit 20`);
