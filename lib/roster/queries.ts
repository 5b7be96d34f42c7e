/** Imports under the viewer's rights: whoever keeps the roster, and nobody else (policies roster_keep). */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import { escapeLike } from "@/lib/units/rules";
import type {
  Candidate,
  Choice,
  Difference,
  Fault,
  Field,
  Kind,
  State,
  Values,
  Verdict,
  View,
} from "./schema";

export type Counts = Record<Verdict, number>;
export type BatchRow = {
  id: string;
  kind: Kind;
  fileName: string;
  state: State;
  uploadedAt: Date;
  uploaderName: string;
  confirmedAt: Date | null;
  rows: number;
  added: number;
  changed: number;
  ended: number;
};

/** Rosters, or grades (lib/roster/grades): the same machinery, and neither is met among the other. */
export type Holds = "ROSTER" | "GRADES";
export const holds = (of: Holds): Sql => (of === "GRADES" ? sql`kind = 'GRADES'` : sql`kind <> 'GRADES'`);

export const listBatches = (db: ScopedDb, of: Holds = "ROSTER"): Promise<BatchRow[]> =>
  db.rows<BatchRow>(sql`
    select b.id, b.kind, b.file_name as "fileName", b.state, b.uploaded_at as "uploadedAt", w.name as "uploaderName",
           b.confirmed_at as "confirmedAt", b.added_count as added, b.changed_count as changed, b.ended_count as ended,
           (select count(*)::int from import_rows r where r.batch_id = b.id) as rows
    from import_batches b join users w on w.id = b.uploaded_by
    -- one person at a time is told with that person (lib/roster/facts)
    where b.kind <> 'HAND' and b.${holds(of)} order by b.uploaded_at desc, b.id limit 100`);

export type Batch = Omit<BatchRow, "rows"> & {
  header: string[];
  mapping: string[];
  effectiveOn: Day;
  rowVersion: number;
  undoneAt: Date | null;
  confirmerName: string | null;
  undoerName: string | null;
  counts: Counts;
  /** doubtful rows with exactly one likely cadre */
  likely: number;
  /** when the very same file was confirmed before */
  sameFileAt: Date | null;
};

export async function getBatch(db: ScopedDb, id: string, of: Holds = "ROSTER"): Promise<Batch> {
  const [found] = await db.rows<Omit<Batch, "counts"> & { counts: Partial<Counts> }>(sql`
    select b.id, b.kind, b.file_name as "fileName", b.state, b.uploaded_at as "uploadedAt", w.name as "uploaderName",
           b.confirmed_at as "confirmedAt", b.undone_at as "undoneAt", b.added_count as added, b.changed_count as changed,
           b.ended_count as ended, b.header, b.mapping, b.effective_on::text as "effectiveOn", b.row_version as "rowVersion",
           c.name as "confirmerName", v.name as "undoerName",
           (select coalesce(json_object_agg(r.verdict, r.n), '{}') from
             (select verdict, count(*)::int as n from import_rows where batch_id = b.id group by 1) r) as counts,
           (select count(*)::int from import_rows r where r.batch_id = b.id and r.verdict = 'DOUBTFUL' and r.choice is null
             and jsonb_array_length(jsonb_path_query_array(r.candidates, '$[*] ? (@.isLikely == true)')) = 1) as likely,
           (select max(o.confirmed_at) from import_batches o
             where o.id <> b.id and o.body_hash = b.body_hash and o.state = 'CONFIRMED') as "sameFileAt"
    from import_batches b join users w on w.id = b.uploaded_by
    left join users c on c.id = b.confirmed_by left join users v on v.id = b.undone_by
    where b.id = ${id}::uuid and b.${holds(of)}`);
  if (!found) throw new NotFound("import");
  const counts: Counts = { NEW: 0, CHANGED: 0, SAME: 0, DOUBTFUL: 0, FAULTY: 0, ...found.counts };
  return { ...found, counts };
}

export type PreviewRow = {
  id: string;
  rowNo: number;
  /** of a table of grades with one period a column: which, from 1; 0 elsewhere */
  columnNo: number;
  raw: string[];
  typed: Values;
  taken: Values;
  unitName: string | null;
  verdict: Verdict;
  faults: Fault[];
  differences: Difference[];
  cadreId: string | null;
  candidates: Candidate[];
  choice: Choice | null;
  outcome: "ADDED" | "CHANGED" | null;
};

const previewRow = sql`
  r.id, r.row_no as "rowNo", r.column_no as "columnNo", r.raw, r.typed, r.taken, u.short_name as "unitName", r.verdict, r.faults, r.differences,
  r.cadre_id as "cadreId", r.candidates, r.choice, r.outcome
  from import_rows r left join units u on u.id = (r.taken ->> 'unit')::uuid`;

export const PAGE_SIZE = 50;

const ofView = (view: View): Sql =>
  view === "ALL" || view === "MISSING" ? sql`true` : sql`r.verdict = ${view}`;

/** What wants a person first: faulty and doubtful rows, then by place in the file. */
export async function listRows<Row = PreviewRow>(
  db: ScopedDb,
  batchId: string,
  { view, q, page }: { view: View; q: string; page: number },
): Promise<{ rows: Row[]; total: number }> {
  const typed = `%${escapeLike(q)}%`;
  const found = await db.rows<Row & { total: number }>(sql`
    select count(*) over ()::int as total, ${previewRow}
    where r.batch_id = ${batchId}::uuid and ${ofView(view)}
      and (${q} = '' or r.typed ->> 'name' like ${typed} or r.typed ->> 'unit' like ${typed} or u.short_name like ${typed})
    order by ${view === "ALL" ? sql`array_position(array['FAULTY', 'DOUBTFUL'], r.verdict), ` : sql``} r.row_no, r.column_no
    limit ${PAGE_SIZE}::int offset ${(page - 1) * PAGE_SIZE}::int`);
  return { rows: found, total: found[0]?.total ?? 0 };
}

export type SameFault = { field: Field; value: string; rows: number };

/** What is wrong in the same way more than once: mended in one go. */
export const listSameFaults = (db: ScopedDb, batchId: string): Promise<SameFault[]> =>
  db.rows<SameFault>(sql`
    select f.field, r.typed ->> f.field as value, count(*)::int as rows
    from import_rows r, lateral (select distinct one ->> 'field' as field from jsonb_array_elements(r.faults) one) f
    where r.batch_id = ${batchId}::uuid and r.verdict = 'FAULTY' and coalesce(r.typed ->> f.field, '') <> ''
    group by 1, 2 having count(*) > 1`);

/** A confirmation that this person asked for and that has not ended: who left the page finds it again. */
export async function findOpenJob(db: ScopedDb, batchId: string): Promise<string | null> {
  const [found] = await db.rows<{ id: string }>(sql`
    select id from jobs where kind = 'confirmImport' and state in ('QUEUED', 'RUNNING') and input ->> 'batchId' = ${batchId}
    order by asked_at desc limit 1`);
  return found?.id ?? null;
}

/** With cells as they came, for the file that goes back to whoever made the roster. */
export const listFaulty = <Row = PreviewRow>(db: ScopedDb, batchId: string): Promise<Row[]> =>
  db.rows<Row>(
    sql`select ${previewRow} where r.batch_id = ${batchId}::uuid and r.verdict = 'FAULTY' order by r.row_no, r.column_no`,
  );

export type Missing = {
  cadreId: string;
  name: string;
  unitName: string;
  title: string;
  startsOn: Day;
  /** chosen last day in the post */
  endsOn: Day | null;
};

/**
 * Who holds a primary post in a unit that the file names and is in no row of it. Somebody in a doubtful or faulty row is
 * named, whoever they turn out to be.
 */
export const listMissing = (db: ScopedDb, batchId: string, today: Day): Promise<Missing[]> =>
  db.rows<Missing>(sql`
    with named as materialized (
      select distinct (taken ->> 'unit')::uuid as unit_id from import_rows
      where batch_id = ${batchId}::uuid and taken ->> 'unit' is not null
    ), met as materialized (
      select cadre_id as id from import_rows where batch_id = ${batchId}::uuid and cadre_id is not null
      union
      select (one ->> 'id')::uuid from import_rows r, jsonb_array_elements(r.candidates) one where r.batch_id = ${batchId}::uuid
      union
      select c.id from import_rows r join cadres c on c.name = r.taken ->> 'name'
      where r.batch_id = ${batchId}::uuid and r.verdict = 'FAULTY'
    )
    select c.id as "cadreId", c.name, u.short_name as "unitName", h.title, h.starts_on::text as "startsOn", l.ends_on::text as "endsOn"
    from post_holdings h join named n on n.unit_id = h.unit_id join units u on u.id = h.unit_id join cadres c on c.id = h.cadre_id
    left join import_leavers l on l.batch_id = ${batchId}::uuid and l.cadre_id = c.id
    where h.is_primary and h.starts_on <= ${today}::date and (h.ends_on is null or h.ends_on >= ${today}::date)
      and h.cadre_id not in (select id from met)
    order by u.position, array_position(array['TEAM', 'MIDDLE', 'STAFF'], h.tier), c.name, c.id`);

/** After the confirmation: whose posts the import has ended. */
export const listEnded = (db: ScopedDb, batchId: string): Promise<Missing[]> =>
  db.rows<Missing>(sql`
    select c.id as "cadreId", c.name, u.short_name as "unitName", h.title, h.starts_on::text as "startsOn", l.ends_on::text as "endsOn"
    from import_leavers l join cadres c on c.id = l.cadre_id
    join lateral (select * from post_holdings h where h.cadre_id = c.id and h.is_primary and h.ends_on = l.ends_on limit 1) h on true
    join units u on u.id = h.unit_id
    where l.batch_id = ${batchId}::uuid and l.is_ended order by u.position, c.name, c.id`);

export type UndoBlock = { cadreId: string; name: string | null; why: "CHANGED" | "USED" };

/** Who stands in the way of an undo; never what it is (rule 5). */
export const listUndoBlocks = (db: ScopedDb, batchId: string): Promise<UndoBlock[]> =>
  db.rows<UndoBlock>(sql`
    select cadre_id as "cadreId", name, why from import_undo_blocks(${batchId}::uuid) order by name, why limit 200`);

export type FoundPerson = { id: string; name: string; hint: string };

/** Anybody of the roster, for a row that none of the offered ones fits: by name, full pinyin or first letters. */
export function findPeople(db: ScopedDb, who: string, today: Day): Promise<FoundPerson[]> {
  const typed = escapeLike(who.toLowerCase());
  const syllables = typed.replace(/\s+/g, "");
  return db.rows<FoundPerson>(sql`
    select c.id, c.name, concat_ws(' ', to_char(c.born_on, 'YYYY.MM'), u.short_name, h.title) as hint
    from cadres c
    left join post_holdings h on h.cadre_id = c.id and h.is_primary and h.starts_on <= ${today}::date
      and (h.ends_on is null or h.ends_on >= ${today}::date)
    left join units u on u.id = h.unit_id
    where lower(c.name) like ${`%${typed}%`} or c.pinyin like ${`${syllables}%`} or c.initials like ${`${syllables}%`}
    order by c.pinyin, c.id limit 8`);
}
