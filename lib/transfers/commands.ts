/** 交接单: handed over by who goes, taken or asked back by who comes. The database opens the sheet and carries the follow-ups. */
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { refuse, Stale } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { getTransfer, type Transfer } from "./queries";
import { stepFor, type TransferStep } from "./rules";
import { askBackInput, handInput, takeInput } from "./schema";

type Wanted = { sheetId: string; rowVersion: number };

export const handTransfer = commandInSql({
  name: "handTransfer",
  right: "transfers.sign",
  input: handInput,
  run: async ({ db, viewer, input, now }) => {
    const sheet = await sheetFor(db, viewer, input, "hand");
    if (!sheet) return refuse("transfers.reason.notYours");
    await db.rows(sql`
      update transfer_notes set promises = ${input.promises}, cautions = ${input.cautions} where sheet_id = ${sheet.id}::uuid`);
    await step(db, input, sql`state = 'HANDED', handed_at = ${now}::timestamptz`);
    return done({ id: sheet.id }, { entity: "transferSheet", id: sheet.id, before: "OPEN", after: "HANDED" });
  },
});

export const takeTransfer = commandInSql({
  name: "takeTransfer",
  right: "transfers.sign",
  input: takeInput,
  run: async ({ db, viewer, input, now }) => {
    const sheet = await sheetFor(db, viewer, input, "answer");
    if (!sheet) return refuse("transfers.reason.notYours");
    await step(db, input, sql`state = 'TAKEN', taken_at = ${now}::timestamptz`);
    return done(
      { id: sheet.id },
      { entity: "transferSheet", id: sheet.id, before: "HANDED", after: "TAKEN" },
    );
  },
});

export const askTransferBack = commandInSql({
  name: "askTransferBack",
  right: "transfers.sign",
  input: askBackInput,
  run: async ({ db, viewer, input }) => {
    const sheet = await sheetFor(db, viewer, input, "answer");
    if (!sheet) return refuse("transfers.reason.notYours");
    await db.rows(
      sql`update transfer_notes set question = ${input.question} where sheet_id = ${sheet.id}::uuid`,
    );
    await step(db, input, sql`state = 'OPEN', handed_at = null`);
    return done({ id: sheet.id }, { entity: "transferSheet", id: sheet.id, before: "HANDED", after: "OPEN" });
  },
});

async function sheetFor(
  db: CommandDb,
  viewer: Viewer,
  wanted: Wanted,
  asked: TransferStep,
): Promise<Transfer | null> {
  const sheet = await getTransfer(db, wanted.sheetId);
  if (sheet.rowVersion !== wanted.rowVersion) throw new Stale("transfer sheet");
  return stepFor(sheet, viewer.id) === asked ? sheet : null;
}

async function step(db: CommandDb, { sheetId, rowVersion }: Wanted, change: Sql): Promise<void> {
  const changed = await db.rows(sql`
    update transfer_sheets set ${change}, row_version = row_version + 1
    where id = ${sheetId}::uuid and row_version = ${rowVersion}::int returning id`);
  if (changed.length === 0) throw new Stale("transfer sheet");
}
