/** Reports as a viewer may see them; a leader sees what is finalised (policies). */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { Citation, Snapshot } from "./compose/rules";
import type { ReportFilter, ReportKind, ReportState } from "./schema";

export type ReportRow = {
  id: string;
  kind: ReportKind;
  title: string;
  from: Day;
  to: Day;
  confidentiality: number;
  state: ReportState;
  frozenAt: Date | null;
  jobId: string | null;
  madeById: string;
  makerName: string;
  madeOn: Day;
  finalisedById: string | null;
  finaliserName: string | null;
  finalisedOn: Day | null;
  signerName: string | null;
  signedOn: Day | null;
  signNote: string;
  note: string;
  rowVersion: number;
};

const columns = sql`
  r.id, r.kind, r.title, r.period_from::text as "from", r.period_to::text as "to", r.confidentiality::int as confidentiality, r.state,
  r.frozen_at as "frozenAt", r.job_id as "jobId", r.made_by as "madeById", coalesce(maker.name, '') as "makerName",
  city_day(r.made_at)::text as "madeOn", r.finalised_by as "finalisedById", finaliser.name as "finaliserName",
  city_day(r.finalised_at)::text as "finalisedOn", signer.name as "signerName", city_day(r.signed_at)::text as "signedOn",
  r.sign_note as "signNote", r.note, r.row_version as "rowVersion"`;
const joins = sql`
  left join users maker on maker.id = r.made_by left join users finaliser on finaliser.id = r.finalised_by
  left join users signer on signer.id = r.signed_by`;

const SHOWN = 200;

function inView(view: ReportFilter["view"]): Sql {
  switch (view) {
    case "drafts":
      return sql`r.state in ('FREEZING', 'DRAFT')`;
    case "final":
      return sql`r.state in ('FINAL', 'SIGNED')`;
    case "discarded":
      return sql`r.state = 'DISCARDED'`;
    default:
      return sql`r.state <> 'DISCARDED'`;
  }
}

export type ListedReport = ReportRow & { changes: number };
export const listReports = (db: ScopedDb, filter: ReportFilter): Promise<ListedReport[]> =>
  db.rows<ListedReport>(sql`
    select ${columns},
      case when r.state in ('DRAFT', 'FINAL', 'SIGNED') then (select count(*)::int from report_changes(r.id)) else 0 end as changes
    from reports r ${joins}
    where ${allOf([inView(filter.view), ...(filter.kind ? [sql`r.kind = ${filter.kind}`] : [])])}
    order by r.made_at desc, r.id limit ${SHOWN}::int`);

export type ReportCounts = { all: number; drafts: number; final: number; discarded: number };
export async function countReports(db: ScopedDb): Promise<ReportCounts> {
  const of = (view: ReportFilter["view"]) => sql`count(*) filter (where ${inView(view)})::int`;
  const [counts] = await db.rows<ReportCounts>(sql`
    select ${of(undefined)} as all, ${of("drafts")} as drafts, ${of("final")} as final, ${of("discarded")} as discarded from reports r`);
  return counts ?? { all: 0, drafts: 0, final: 0, discarded: 0 };
}

export type ReportParagraph = {
  position: number;
  version: number;
  section: string;
  text: string;
  reason: string;
  authorName: string;
  writtenAt: Date;
};
/** As it reads now; `isWithheld`: it cites what is a remark with one source again (rule 5), so only reviewers read it, and no paper holds it. */
export type ReportHead = ReportParagraph & { isWithheld: boolean };
/** What fell since the freeze: WITHDRAWN a source, AMENDED its wording, FELL its state. */
export type ReportChange = { label: string; change: "WITHDRAWN" | "AMENDED" | "FELL" };
export type ReportPage = ReportRow & {
  snapshot: Snapshot | null;
  /** as they read now, in their order; what was taken out has no text */
  paragraphs: ReportHead[];
  citations: Citation[];
  changes: ReportChange[];
};

export async function findReport(db: ScopedDb, id: string): Promise<ReportRow | null> {
  const [row] = await db.rows<ReportRow>(
    sql`select ${columns} from reports r ${joins} where r.id = ${id}::uuid`,
  );
  return row ?? null;
}

export async function getReport(db: ScopedDb, id: string): Promise<ReportPage> {
  const [found] = await db.rows<ReportRow & { snapshot: Snapshot | null }>(
    sql`select ${columns}, r.snapshot from reports r ${joins} where r.id = ${id}::uuid`,
  );
  if (!found) throw new NotFound("report");
  const [paragraphs, citations, changes] = await Promise.all([
    db.rows<ReportHead>(sql`
      select p.position, p.version, p.section, p.text, p.reason, coalesce(a.name, '') as "authorName", p.written_at as "writtenAt",
        h.is_withheld as "isWithheld"
      from report_heads(${id}::uuid) h
      join report_paragraphs p on p.report_id = ${id}::uuid and p.position = h.position and p.version = h.version
      left join users a on a.id = p.author_id
      order by p.position`),
    db.rows<Citation>(sql`
      select label, kind, entity_id as "entityId", revision_no as "revisionNo", state, source_ids as "sourceIds", href
      from report_citations where report_id = ${id}::uuid order by label`),
    db.rows<ReportChange>(sql`select label, change from report_changes(${id}::uuid) order by label`),
  ]);
  return { ...found, paragraphs, citations, changes };
}

/** Every version of a paragraph, newest first. */
export const listVersions = (db: ScopedDb, id: string, position: number): Promise<ReportParagraph[]> =>
  db.rows<ReportParagraph>(sql`
    select p.position, p.version, p.section, p.text, p.reason, coalesce(a.name, '') as "authorName", p.written_at as "writtenAt"
    from report_paragraphs p left join users a on a.id = p.author_id
    where p.report_id = ${id}::uuid and p.position = ${position}::int order by p.version desc`);
