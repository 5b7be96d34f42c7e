/** Requests as far as the viewer's policies let them through: a cadre their own, without anybody's name. */
import type { Contribution } from "@/lib/achievements/schema";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type {
  CorrectionFilter,
  CorrectionKind,
  CorrectionOutcome,
  CorrectionState,
  CorrectionSubject,
  CorrectionView,
} from "./schema";

/** Announced, and arrived or not. */
export type CorrectionFile = {
  id: string;
  name: string;
  size: number;
  sha256: string;
  captureSha256: string;
  hasArrived: boolean;
};

export type CorrectionRow = {
  id: string;
  cadreId: string;
  cadreName: string;
  kind: CorrectionKind;
  subject: CorrectionSubject;
  /** unit and title of the post, or the claim; null where it is no longer the viewer's to see */
  about: string | null;
  achievementId: string | null;
  body: string;
  evidenceTitle: string;
  evidenceNumber: string;
  evidenceText: string;
  askedOn: Day;
  dueOn: Day;
  state: CorrectionState;
  takerName: string | null;
  outcome: CorrectionOutcome | null;
  answer: string | null;
  /** null for the cadre: the office answers */
  answererName: string | null;
  answeredOn: Day | null;
  withdrawReason: string | null;
  isOwn: boolean;
  /** the viewer recorded what the result rests on, brought its paper, drafted or confirmed it */
  hadPart: boolean;
  files: CorrectionFile[];
};

const columns = sql`
  r.id, r.cadre_id as "cadreId", k.name as "cadreName", r.kind, r.subject,
  coalesce(a.claim, pu.short_name || ' ' || p.title) as about, a.id as "achievementId", r.body,
  r.evidence_title as "evidenceTitle", r.evidence_number as "evidenceNumber", r.evidence_text as "evidenceText",
  city_day(r.asked_at)::text as "askedOn", r.due_on::text as "dueOn", r.state, r.outcome, r.answer,
  case when r.asked_by <> viewer_id() then taker.name end as "takerName",
  case when r.asked_by <> viewer_id() then answerer.name end as "answererName",
  city_day(r.answered_at)::text as "answeredOn", r.withdraw_reason as "withdrawReason",
  r.asked_by = viewer_id() as "isOwn",
  viewer_had_part(r.achievement_id) as "hadPart",
  (select coalesce(json_agg(json_build_object('id', f.id, 'name', coalesce(kept.file_name, f.file_name),
            'size', coalesce(kept.byte_size, f.byte_size), 'sha256', encode(f.sha256, 'hex'),
            'captureSha256', encode(f.capture_sha256, 'hex'), 'hasArrived', kept.id is not null)
            order by f.announced_at, f.file_name, f.id), '[]')
   from correction_files f left join attachments kept on kept.id = f.id and kept.entry_id = f.request_id
   where f.request_id = r.id and (f.dropped_at is null or kept.id is not null)) as files`;
const joins = sql`
  join cadres k on k.id = r.cadre_id
  left join achievements a on a.id = r.achievement_id
  left join post_holdings p on p.id = r.post_holding_id left join units pu on pu.id = p.unit_id
  left join users taker on taker.id = r.taken_by left join users answerer on answerer.id = r.answered_by`;

const isOpen = sql`r.state in ('ASKED', 'REVIEWING')`;
function inView(view: CorrectionView, today: Day): Sql {
  switch (view) {
    case "open":
      return isOpen;
    case "overdue":
      return sql`${isOpen} and r.due_on < ${today}::date`;
    case "answered":
      return sql`r.state = 'ANSWERED'`;
    case "withdrawn":
      return sql`r.state = 'WITHDRAWN'`;
  }
}

const SHOWN = 200;
/** Of one view; without one all, the open ones first by their day, then the newest. */
export const listCorrections = (
  db: ScopedDb,
  filter: CorrectionFilter,
  today: Day,
): Promise<CorrectionRow[]> =>
  db.rows<CorrectionRow>(sql`
    select ${columns} from correction_requests r ${joins}
    where ${allOf([
      filter.view ? inView(filter.view, today) : sql`true`,
      ...(filter.cadre ? [sql`r.cadre_id = ${filter.cadre}::uuid`] : []),
    ])}
    order by ${isOpen} desc, case when ${isOpen} then r.due_on end, r.asked_at desc, r.id limit ${SHOWN}::int`);

export type CorrectionCounts = Record<CorrectionView, number>;
export async function countCorrections(db: ScopedDb, today: Day): Promise<CorrectionCounts> {
  const of = (view: CorrectionView) => sql`count(*) filter (where ${inView(view, today)})::int`;
  const [counts] = await db.rows<CorrectionCounts>(sql`
    select ${of("open")} as open, ${of("overdue")} as overdue, ${of("answered")} as answered, ${of("withdrawn")} as withdrawn
    from correction_requests r`);
  return counts ?? { open: 0, overdue: 0, answered: 0, withdrawn: 0 };
}

export type CorrectionStep = { at: string; toState: CorrectionState; actorName: string | null };
export type CorrectionPage = CorrectionRow & { steps: CorrectionStep[] };

export async function getCorrection(db: ScopedDb, id: string): Promise<CorrectionPage> {
  const [page] = await db.rows<CorrectionPage>(sql`
    select ${columns},
      (select coalesce(json_agg(json_build_object('at', e.at, 'toState', e.to_state, 'actorName', actor.name)
                order by e.at desc, (e.from_state is null)), '[]')
       from correction_events e left join users actor on actor.id = e.actor_id where e.request_id = r.id) as steps
    from correction_requests r ${joins} where r.id = ${id}::uuid`);
  if (!page) throw new NotFound("correction");
  return page;
}

/** Said to a result, and what was answered: stands with it; what was taken back does not. */
export const listCorrectionsOf = (db: ScopedDb, achievementId: string): Promise<CorrectionRow[]> =>
  db.rows<CorrectionRow>(sql`
    select ${columns} from correction_requests r ${joins}
    where r.achievement_id = ${achievementId}::uuid and r.state <> 'WITHDRAWN' order by r.asked_at desc, r.id`);

/** The same for a file, as of its day. */
export const listFileCorrections = (db: ScopedDb, cadreId: string, asOf: Day): Promise<CorrectionRow[]> =>
  db.rows<CorrectionRow>(sql`
    select ${columns} from correction_requests r ${joins}
    where r.cadre_id = ${cadreId}::uuid and r.state <> 'WITHDRAWN' and city_day(r.asked_at) <= ${asOf}::date
    order by r.asked_at desc, r.id`);

export type CorrectionSubjects = {
  posts: { id: string; unitName: string; title: string; startsOn: Day }[];
  achievements: { id: string; claim: string; contribution: Contribution }[];
};
/** What a cadre may speak to: their own posts and results that are corroborated. */
export async function listSubjects(db: ScopedDb, cadreId: string): Promise<CorrectionSubjects> {
  const [found] = await db.rows<CorrectionSubjects>(sql`
    select
      (select coalesce(json_agg(json_build_object('id', p.id, 'unitName', u.short_name, 'title', p.title, 'startsOn', p.starts_on)
                order by p.starts_on desc, p.id), '[]')
       from post_holdings p join units u on u.id = p.unit_id where p.cadre_id = ${cadreId}::uuid) as posts,
      (select coalesce(json_agg(json_build_object('id', a.id, 'claim', a.claim, 'contribution', l.contribution)
                order by a.ends_on desc, a.id), '[]')
       from achievement_cadres l join achievements a on a.id = l.achievement_id and a.revision_no = l.revision_no
       where l.cadre_id = ${cadreId}::uuid and a.state = 'CORROBORATED') as achievements`);
  return found ?? { posts: [], achievements: [] };
}
