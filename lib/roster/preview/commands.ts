/** The preview as it is stored: judged anew as a whole after each change, because rows speak about each other. */
import type { Day } from "@/lib/platform/clock";
import type { CommandDb, ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { type Known, rosterOf } from "../compare/rules";
import { listKnownForms } from "../export/queries";
import { listKnown, listUnits } from "../known/queries";
import { indexUnits, type UnitIndex } from "../names/rules";
import { type Holds, holds } from "../queries";
import type { Kind, State } from "../schema";
import { type Judged, judgeRows, lookups, type RowIn, readRows } from "./rules";

export type OpenBatch = {
  id: string;
  kind: Kind;
  state: State;
  header: string[];
  effectiveOn: Day;
  rowVersion: number;
};

/** Held until the end, so that one person's correction and another's confirmation come one after the other. */
export async function holdBatch(db: ScopedDb, id: string, of: Holds = "ROSTER"): Promise<OpenBatch> {
  const [found] = await db.rows<OpenBatch>(sql`
    select id, kind, state, header, effective_on::text as "effectiveOn", row_version as "rowVersion"
    from import_batches where id = ${id}::uuid and ${holds(of)} for update`);
  if (!found) throw new NotFound("import");
  return found;
}

type StoredRow = RowIn & Pick<Judged, "verdict" | "seen">;

export const listStored = (db: ScopedDb, batchId: string): Promise<StoredRow[]> =>
  db.rows<StoredRow>(sql`
    select r.id, r.row_no as "rowNo", r.typed, r.choice, r.cadre_id as "cadreId", r.verdict, r.seen,
           case when b.kind = 'LRMX' then json_build_object('rule', nullif(r.raw ->> 1, ''), 'source', r.source,
             'photoHash', coalesce(encode(sha256(r.photo), 'hex'), '')) end as document
    from import_rows r join import_batches b on b.id = r.batch_id
    where r.batch_id = ${batchId}::uuid order by r.row_no`);

/** One read of units, one of cadres, however many rows there are. */
export async function judge(
  db: ScopedDb,
  rows: readonly RowIn[],
  { effectiveOn, today, units }: { effectiveOn: Day; today: Day; units?: UnitIndex },
): Promise<Judged[]> {
  const index = units ?? indexUnits(await listUnits(db));
  const read = readRows(rows, index, today);
  const known = await listKnown(db, lookups(read), today);
  if (rows.some(({ document }) => document)) await addForms(db, known, today);
  const unitNames = new Map(index.units.map((unit) => [unit.id, unit.shortName]));
  const [viewer] = await db.rows<{ cadreId: string | null }>(sql`select viewer_cadre_id() as "cadreId"`);
  return judgeRows(read, rosterOf(known), unitNames, effectiveOn, today, viewer?.cadreId ?? null);
}

/** What is stored of a row, whatever its columns are. */
export type Told = Pick<Judged, "id" | "verdict" | "cadreId" | "candidates" | "seen"> & {
  taken: object;
  faults: readonly object[];
  differences: readonly object[];
};
type RowCells = { id: string; rowNo: number; columnNo?: number; raw: readonly string[]; typed: object };

/** Rows for the first time, each with what was judged of it. */
export async function keepRows(
  db: CommandDb,
  batchId: string,
  rows: readonly RowCells[],
  judged: readonly Omit<Told, "id">[],
): Promise<void> {
  const whole = rows.map((row, at) => ({ ...row, ...judged[at], plan: undefined }));
  await db.rows(sql`
    insert into import_rows (id, batch_id, row_no, column_no, raw, typed, taken, verdict, faults, differences, cadre_id, candidates, seen)
    select id, ${batchId}::uuid, "rowNo", coalesce("columnNo", 0), raw, typed, taken, verdict, faults, differences, "cadreId", candidates, seen
    from jsonb_to_recordset(${JSON.stringify(whole)}::jsonb)
      as g(id uuid, "rowNo" int, "columnNo" int, raw jsonb, typed jsonb, taken jsonb, verdict text, faults jsonb, differences jsonb,
           "cadreId" uuid, candidates jsonb, seen text)`);
}

/** A document is compared with what the form would say today. */
async function addForms(db: ScopedDb, known: Known[], today: Day): Promise<void> {
  const forms = await listKnownForms(
    db,
    known.map(({ id }) => id),
    today,
  );
  const byId = new Map(forms.map((form) => [form.id, form]));
  for (const cadre of known) cadre.form = byId.get(cadre.id);
}

/** Judged anew; only what says something else than before is written. */
export async function judgeAgain(
  db: CommandDb,
  batch: Pick<OpenBatch, "id" | "effectiveOn">,
  today: Day,
): Promise<void> {
  await writeJudged(
    db,
    batch.id,
    await judge(db, await listStored(db, batch.id), { effectiveOn: batch.effectiveOn, today }),
  );
}

export async function writeJudged(db: CommandDb, batchId: string, judged: readonly Told[]): Promise<void> {
  await db.rows(sql`
    update import_rows r set taken = g.taken, verdict = g.verdict, faults = g.faults, differences = g.differences,
           cadre_id = g."cadreId", candidates = g.candidates, seen = g.seen, row_version = r.row_version + 1
    from jsonb_to_recordset(${judgedJson(judged)}::jsonb)
      as g(id uuid, taken jsonb, verdict text, faults jsonb, differences jsonb, "cadreId" uuid, candidates jsonb, seen text)
    where r.id = g.id and r.batch_id = ${batchId}::uuid
      and (r.taken, r.verdict, r.faults, r.differences, r.candidates, r.seen) is distinct from
          (g.taken, g.verdict, g.faults, g.differences, g.candidates, g.seen)`);
  await turnPage(db, batchId);
}

/** Whoever looks at an older page confirms nothing that they have not seen. */
export const turnPage = (db: CommandDb, batchId: string): Promise<unknown> =>
  db.rows(sql`update import_batches set row_version = row_version + 1 where id = ${batchId}::uuid`);

const judgedJson = (judged: readonly Told[]): string =>
  JSON.stringify(
    judged.map(({ id, taken, verdict, faults, differences, cadreId, candidates, seen }) => ({
      id,
      taken,
      verdict,
      faults,
      differences,
      cadreId,
      candidates,
      seen,
    })),
  );
