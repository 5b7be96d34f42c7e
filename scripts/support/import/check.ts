/**
 * The roster's promise, on a clone of the demo world: every planted error is named by row, column, value and rule; the
 * corrected error file adds only those; the same file again changes nothing; undone, the tables are what they were.
 */
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { read } from "@/lib/platform/db";
import { getJob, runNextJob } from "@/lib/platform/jobs";
import type { Outcome } from "@/lib/platform/result";
import { readTableFile } from "@/lib/platform/table-file";
import { writeWorkbook } from "@/lib/platform/workbook";
import { askConfirmation, confirmImportJob, undoImport } from "@/lib/roster/apply/commands";
import { chooseCadre, uploadRoster } from "@/lib/roster/commands";
import { faultSheets } from "@/lib/roster/paper/rules";
import { type Batch, getBatch, listFaulty, listRows } from "@/lib/roster/queries";
import { LIMITS } from "@/lib/roster/schema";
import { createPerson, type Person } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { note } from "../say";
import {
  HEADER,
  HEADING_AT,
  type Heading,
  makeRows,
  type Planted,
  plantErrors,
  type Row,
  sheetOf,
} from "./made-roster";

export type Verdict = { sentence: string; faults: string[] };
type Unit = { id: string; shortName: string };
type Options = {
  rows: number;
  errors: number;
  units: readonly Unit[];
  /** looks at people of these units alone: where others work in the same database */
  isAlone?: boolean;
  tell?: (line: string) => void;
};

/** The four tables to the last column, and what hangs on them; whole, or of those who hold a post in these units. */
export async function tableHash(unitIds: readonly string[] | null): Promise<string> {
  const hash = createHash("sha256");
  for (const [table, key, cadre] of [
    ["cadres", "id", "id"],
    ["cadre_identities", "cadre_id", "cadre_id"],
    ["cadre_sheets", "cadre_id", "cadre_id"],
    ["post_holdings", "id", "cadre_id"],
    ["appraisals", "id", "cadre_id"],
    ["observation_cadres", "observation_id, revision_no, cadre_id", "cadre_id"],
  ]) {
    const { rows } = await owner().query(
      `select md5(coalesce(string_agg(to_jsonb(t)::text, '' order by ${key}), '')) as digest from ${table} t
       where $1::uuid[] is null or ${cadre} in (select cadre_id from post_holdings where unit_id = any($1))`,
      [unitIds],
    );
    hash.update(`${table} ${rows[0].digest}\n`);
  }
  return hash.digest("hex");
}

export const got = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome));
};

/** The way of a file: bytes, measured and read, stored as a preview. */
async function upload(admin: Person, sheets: Parameters<typeof writeWorkbook>[0]): Promise<Batch> {
  const bytes = new Uint8Array(await writeWorkbook(sheets));
  const file = await readTableFile(bytes, { fileBytes: LIMITS.fileBytes, rows: LIMITS.rows });
  if ("refused" in file) throw new Error(file.refused);
  const { id } = got(
    await uploadRoster(admin, {
      id: randomUUID(),
      kind: file.kind,
      fileName: "名册.xlsx",
      bodyHash: createHash("sha256").update(bytes).digest("hex"),
      sheets: file.sheets,
    }),
  );
  return read(admin, (db) => getBatch(db, id));
}

/** Asked for and done as a job; what came of it. */
export async function confirm(admin: Person, batch: Batch): Promise<Outcome<unknown>> {
  const asked = await askConfirmation(admin, {
    id: randomUUID(),
    batchId: batch.id,
    rowVersion: batch.rowVersion,
    scope: "ALL",
  });
  if (!asked.ok) return asked;
  let job = await read(admin, (db) => getJob(db, asked.value.id));
  while (job.state === "QUEUED" || job.state === "RUNNING") {
    // somebody else in the same database may have taken it up
    if (!(await runNextJob([confirmImportJob]))) await sleep(20);
    job = await read(admin, (db) => getJob(db, asked.value.id));
  }
  return job.state === "DONE"
    ? { ok: true, value: job.result }
    : { ok: false, kind: "refused", reason: job.failure ?? job.state };
}

const told = ({ row, column, value, rule }: Planted): string => `第 ${row} 行 ${column}“${value}” ${rule}`;

async function faultsOf(admin: Person, batch: Batch): Promise<Planted[]> {
  const rows = await read(admin, (db) => listFaulty(db, batch.id));
  return rows.flatMap(({ rowNo, raw, faults }) =>
    faults.map(({ field, rule }) => {
      const at = batch.mapping.indexOf(field);
      return { row: rowNo, column: HEADER[at] as Heading, value: raw[at] ?? "", rule };
    }),
  );
}

/** Who shares a name with somebody known by no number is somebody else here. */
async function answerDoubts(admin: Person, batch: Batch): Promise<{ batch: Batch; answered: number }> {
  const { rows } = await read(admin, (db) => listRows(db, batch.id, { view: "DOUBTFUL", q: "", page: 1 }));
  for (const { id } of rows) got(await chooseCadre(admin, { batchId: batch.id, rowId: id, pick: "NEW" }));
  return { batch: await read(admin, (db) => getBatch(db, batch.id)), answered: rows.length };
}

async function mendedFile(admin: Person, batch: Batch, right: readonly Row[], planted: readonly Planted[]) {
  const rows = await read(admin, (db) => listFaulty(db, batch.id));
  const [sheet] = faultSheets(batch.header, batch.mapping, rows, ({ faults }) =>
    faults.map(({ rule }) => rule).join(" "),
  );
  if (!sheet) throw new Error("no error file");
  const rowAt = sheet.rows[0]?.indexOf("原行号") ?? -1;
  for (const cells of sheet.rows.slice(1)) {
    const one = planted.find(({ row }) => String(row) === cells[rowAt]);
    const truth = one && right[one.row - HEADING_AT - 1];
    if (one && truth) cells[HEADER.indexOf(one.column)] = truth[one.column];
  }
  return [sheet];
}

export async function checkImport({
  rows: count,
  errors,
  units,
  isAlone = true,
  tell = note,
}: Options): Promise<Verdict> {
  const within = isAlone ? null : units.map(({ id }) => id);
  const faults: string[] = [];
  const expect = (isSo: boolean, what: string) => {
    if (!isSo) faults.push(what);
  };
  const timed = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const value = await run();
    tell(`${what} ${((performance.now() - started) / 1000).toFixed(2)} s`);
    return value;
  };
  const admin = await createPerson("ADMIN");
  const before = await tableHash(within);

  const right = makeRows(
    count,
    units.map(({ shortName }) => shortName),
  );
  const { rows, planted } = plantErrors(right, errors, HEADING_AT);
  const uploaded = await timed(`预览 preview of ${count} rows`, () => upload(admin, [sheetOf(rows)]));
  const { batch: first, answered } = await answerDoubts(admin, uploaded);
  const found = (await faultsOf(admin, first)).map(told);
  const meant = planted.map(told);
  const missed = meant.filter((one) => !found.includes(one));
  const invented = found.filter((one) => !meant.includes(one));
  for (const one of missed) faults.push(`没有指出 missed: ${one}`);
  for (const one of invented) faults.push(`没有的错误 invented: ${one}`);
  expect(first.counts.NEW === count - errors, `new rows: ${JSON.stringify(first.counts)}`);

  got(await timed("确认 confirmation", () => confirm(admin, first)));
  const between = await tableHash(within);
  expect(between !== before, "the import wrote nothing");

  const { batch: mended } = await answerDoubts(
    admin,
    await upload(admin, await mendedFile(admin, first, right, planted)),
  );
  expect(mended.counts.NEW === errors, `the mended file: ${JSON.stringify(mended.counts)}`);
  expect(sum(mended) === errors, "the error file holds other rows than the faulty ones");
  got(await confirm(admin, mended));
  const whole = await tableHash(within);

  const again = await upload(admin, [sheetOf(right)]);
  expect(again.counts.SAME === count, `the whole file again: ${JSON.stringify(again.counts)}`);
  const nothing = await confirm(admin, again);
  expect(!nothing.ok && (await tableHash(within)) === whole, "the same file again changed something");

  await timed("撤销 undo", async () => {
    for (const [batch, hash] of [
      [mended, between],
      [first, before],
    ] as const) {
      const { rowVersion } = await read(admin, (db) => getBatch(db, batch.id));
      got(await undoImport(admin, { batchId: batch.id, rowVersion }));
      expect((await tableHash(within)) === hash, "after the undo the tables are not what they were");
    }
  });
  const kinds = new Set(planted.map(({ rule }) => rule)).size;
  return {
    faults,
    sentence: `rows ${count}, planted ${errors} of ${kinds} kinds, reported ${meant.length - missed.length}, invented ${invented.length}, namesakes asked ${answered}, mended ${mended.counts.NEW}, same again ${again.counts.SAME}, ${faults.length} broken`,
  };
}

const sum = ({ counts }: Batch): number => Object.values(counts).reduce((total, one) => total + one, 0);
