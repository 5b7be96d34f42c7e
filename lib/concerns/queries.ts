/** Concerns as far as the viewer's policies let them through; whether one stands is asked of the day shown. */
import type { SourceKind } from "@/lib/achievements/corroboration/rules";
import { limitOn } from "@/lib/calendar/limits/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { ConcernSourceFacts } from "./rules";
import type { ConcernFilter, ConcernState, ConcernView } from "./schema";

export type ConcernSource = ConcernSourceFacts & {
  id: string;
  observationId: string | null;
  on: Day | null;
  /** of the paper, or the method of the record */
  title: string;
  titleEn: string;
  number: string;
  recorderName: string | null;
  excerpt: string;
  note: string;
  withdrawnOn: Day | null;
  withdrawReason: string | null;
};

export type ConcernRow = {
  id: string;
  cadreId: string;
  cadreName: string;
  /** of the day it was opened (rule 4) */
  unitId: string;
  unitName: string;
  postTitle: string;
  summary: string;
  situation: string;
  conductItem: { text: string; textEn: string; isSample: boolean } | null;
  confidentiality: number;
  state: ConcernState;
  /** a person's words; a word of the product begins with @ */
  stateReason: string;
  expiresOn: Day | null;
  openerName: string | null;
  openedOn: Day;
  deciderName: string | null;
  decidedOn: Day | null;
  rowVersion: number;
  sources: ConcernSource[];
};

const EXCERPT = 160;
/** As many as a list shows; each view is short by nature, since what stands expires. */
const SHOWN = 200;

const columns = sql`
  c.id, c.cadre_id as "cadreId", k.name as "cadreName", c.unit_id as "unitId", u.short_name as "unitName",
  c.post_title as "postTitle", c.summary, c.situation,
  case when i.id is not null then json_build_object('text', i.text, 'textEn', i.text_en, 'isSample', i.is_sample) end as "conductItem",
  c.confidentiality, c.state, c.state_reason as "stateReason", c.expires_on::text as "expiresOn", opener.name as "openerName",
  city_day(c.opened_at)::text as "openedOn", decider.name as "deciderName", city_day(c.decided_at)::text as "decidedOn",
  c.row_version as "rowVersion",
  (select coalesce(json_agg(json_build_object('id', s.id, 'kind', s.kind, 'origin', s.origin,
            'isWithdrawn', s.withdrawn_at is not null,
            'isCurrent', s.observation_id is null or (o.state in ('ACCEPTED', 'ARCHIVED') and o.revision_no = s.observation_revision),
            'observationId', s.observation_id, 'on', coalesce(s.document_on, city_day(o.started_at)),
            'title', coalesce(s.document_title, v.name), 'titleEn', coalesce(s.document_title, v.name_en),
            'number', coalesce(s.document_number, ''), 'recorderName', recorder.name,
            'excerpt', coalesce(left(o.fact, ${EXCERPT}::int), ''), 'note', s.note,
            'withdrawnOn', city_day(s.withdrawn_at), 'withdrawReason', s.withdraw_reason)
            order by s.withdrawn_at nulls first, s.added_at, s.id), '[]')
   from concern_sources s left join observations o on o.id = s.observation_id
   left join method_versions v on v.id = o.method_version_id
   left join users recorder on recorder.id = coalesce(o.observer_id, s.added_by)
   where s.concern_id = c.id) as sources`;
const joins = sql`
  join cadres k on k.id = c.cadre_id join units u on u.id = c.unit_id
  left join conduct_items i on i.id = c.conduct_item_id
  left join users opener on opener.id = c.opened_by left join users decider on decider.id = c.decided_by`;

const isDecided = sql`c.state in ('WATCHING', 'REMINDED')`;
const warningDays = (today: Day): Sql => limitOn("CONCERN_WARNING_DAYS", sql`${today}::date`);
/** The clause of each view. */
function inView(view: ConcernView, today: Day): Sql {
  switch (view) {
    case "open":
      return sql`c.state = 'OPEN'`;
    case "standing":
      return sql`${isDecided} and c.expires_on >= ${today}::date`;
    case "expiring":
      return sql`${isDecided} and c.expires_on between ${today}::date and ${today}::date + ${warningDays(today)}`;
    case "expired":
      return sql`${isDecided} and c.expires_on < ${today}::date`;
    case "dismissed":
      return sql`c.state = 'DISMISSED'`;
  }
}

/** Of one view; without one, what waits and what stands: what has expired stands in its own view alone. */
export const listConcerns = (db: ScopedDb, filter: ConcernFilter, today: Day): Promise<ConcernRow[]> =>
  db.rows<ConcernRow>(sql`
    select ${columns} from concerns c ${joins}
    where ${allOf([
      filter.view
        ? inView(filter.view, today)
        : sql`(${inView("open", today)} or ${inView("standing", today)})`,
      ...(filter.cadre ? [sql`c.cadre_id = ${filter.cadre}::uuid`] : []),
    ])}
    order by (c.state = 'OPEN') desc, c.expires_on, c.opened_at desc, c.id limit ${SHOWN}::int`);

export type ConcernCounts = Record<ConcernView, number> & {
  /** whose end lies within so many days is expiring */
  warningDays: number;
};
export async function countConcerns(
  db: ScopedDb,
  today: Day,
  filter: Pick<ConcernFilter, "cadre"> = {},
): Promise<ConcernCounts> {
  const of = (view: ConcernView) => sql`count(*) filter (where ${inView(view, today)})::int`;
  const [counts] = await db.rows<ConcernCounts>(sql`
    select ${of("open")} as open, ${of("standing")} as standing, ${of("expiring")} as expiring, ${of("expired")} as expired,
           ${of("dismissed")} as dismissed,
           ${warningDays(today)} as "warningDays"
    from concerns c where ${filter.cadre ? sql`c.cadre_id = ${filter.cadre}::uuid` : sql`true`}`);
  return counts ?? { open: 0, standing: 0, expiring: 0, expired: 0, dismissed: 0, warningDays: 0 };
}

export type ConcernEvent = {
  at: string;
  fromState: ConcernState | null;
  toState: ConcernState;
  reason: string;
  expiresOn: Day | null;
  actorName: string | null;
};
export type ConcernPage = ConcernRow & {
  isOpener: boolean;
  isRecorder: boolean;
  /** how long a decision of today stands where nobody says otherwise */
  usualDays: number;
  /** newest first */
  events: ConcernEvent[];
};

export async function getConcern(db: ScopedDb, viewerId: string, id: string): Promise<ConcernPage> {
  const me = sql`${viewerId}::uuid`;
  const [page] = await db.rows<ConcernPage>(sql`
    select ${columns}, c.opened_by = ${me} as "isOpener", ${limitOn("CONCERN_DAYS", sql`city_today()`)} as "usualDays",
      exists (select 1 from concern_sources s left join observations o on o.id = s.observation_id
              where s.concern_id = c.id and s.withdrawn_at is null
                and (${me} in (o.observer_id, o.second_observer_id) or (s.observation_id is null and s.added_by = ${me}))) as "isRecorder",
      (select coalesce(json_agg(json_build_object('at', e.at, 'fromState', e.from_state, 'toState', e.to_state, 'reason', e.reason,
                'expiresOn', e.expires_on, 'actorName', actor.name) order by e.at desc, (e.from_state is null)), '[]')
       from concern_events e left join users actor on actor.id = e.actor_id where e.concern_id = c.id) as events
    from concerns c ${joins} where c.id = ${id}::uuid`);
  if (!page) throw new NotFound("concern");
  return page;
}

/** What a file shows of a concern: as it was decided on the day shown. */
export type FileConcern = Pick<ConcernRow, "id" | "summary" | "situation" | "conductItem" | "sources"> & {
  state: ConcernState;
  reason: string;
  decidedOn: Day;
  deciderName: string | null;
  expiresOn: Day;
};

/**
 * What stood on the day of the file and has not fallen since: what lost a source stands in no file of any day. Of what has
 * expired meanwhile the policies leave the reviewers' eyes alone.
 */
export const listFileConcerns = async (
  db: ScopedDb,
  cadreId: string,
  asOf: Day,
  purpose: { forOthers?: boolean } = {},
): Promise<FileConcern[]> =>
  (await listFileConcernsOf(db, [cadreId], asOf, purpose)).map(({ cadreId: _, ...concern }) => concern);

export const listFileConcernsOf = (
  db: ScopedDb,
  cadreIds: readonly string[],
  asOf: Day,
  /** a paper goes on to others, who would not see what has expired meanwhile (rule 5) */
  { forOthers = false }: { forOthers?: boolean } = {},
): Promise<(FileConcern & { cadreId: string })[]> =>
  db.rows(sql`
    with found as (select ${columns} from concerns c ${joins} where c.cadre_id = any(${cadreIds}::uuid[]) and ${isDecided}
      and (not ${forOthers}::boolean or c.expires_on >= city_today()))
    select found."cadreId", found.id, found.summary, found.situation, found."conductItem", found.sources, then_decided.to_state as state,
      then_decided.reason, then_decided.expires_on::text as "expiresOn", city_day(then_decided.at)::text as "decidedOn",
      actor.name as "deciderName"
    from found
    join lateral (select * from concern_events e where e.concern_id = found.id and city_day(e.at) <= ${asOf}::date
                  order by e.at desc limit 1) then_decided
      on then_decided.to_state in ('WATCHING', 'REMINDED') and then_decided.expires_on >= ${asOf}::date
    left join users actor on actor.id = then_decided.actor_id
    order by then_decided.at desc, found.id`);

export type ConcernCandidate = {
  id: string;
  on: Day;
  methodName: string;
  methodNameEn: string;
  kind: SourceKind;
  recorderName: string | null;
  fact: string;
  /** others stand in the same record: it stays guarded until each of them has a concern */
  otherCadres: number;
};

/** Accepted negative remarks about a cadre that are no live source of this concern yet, newest first. */
export const listConcernCandidates = (
  db: ScopedDb,
  cadreId: string,
  concernId: string | null = null,
): Promise<ConcernCandidate[]> =>
  db.rows<ConcernCandidate>(sql`
    select o.id, city_day(o.started_at)::text as "on", v.name as "methodName", v.name_en as "methodNameEn",
      v.source_class as kind, recorder.name as "recorderName", o.fact,
      (select count(*)::int - 1 from observation_cadres x where x.observation_id = o.id and x.revision_no = o.revision_no) as "otherCadres"
    from observation_cadres l
    join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
    join method_versions v on v.id = o.method_version_id
    left join users recorder on recorder.id = o.observer_id
    where l.cadre_id = ${cadreId}::uuid and o.polarity = 'ATTENTION' and o.state in ('ACCEPTED', 'ARCHIVED')
      and not exists (select 1 from concern_sources s where s.concern_id = ${concernId}::uuid and s.observation_id = o.id
                      and s.observation_revision = o.revision_no and s.withdrawn_at is null)
    order by o.started_at desc, o.id limit 50`);

export async function findConcernCadre(
  db: ScopedDb,
  id: string,
): Promise<{ id: string; name: string } | null> {
  const [found] = await db.rows<{ id: string; name: string }>(
    sql`select id, name from cadres where id = ${id}::uuid`,
  );
  return found ?? null;
}
