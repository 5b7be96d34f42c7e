/** 归档 of many, and back: in one transaction, each record with its line in the log under the word that one alone has. */
import { appendAudit, commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { countsOf } from "@/lib/platform/many";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { ObservationState } from "../schema";
import { getFiling, listFiledLines, listFiling } from "./queries";
import { judgeFiling, targetOf, undoRefusal } from "./rules";
import { filingInput, undoFilingInput } from "./schema";

const RIGHT = "observations.review";

export const fileRecords = commandInSql({
  name: "fileObservations",
  right: RIGHT,
  input: filingInput,
  run: async ({ db, viewer, input, now }) => {
    const { id, records: ids, seen, deed, reason } = input;
    await oneAtATime(db);
    // the same form sent twice is one change
    const [there] = await db.rows(sql`select id from record_filings where id = ${id}::uuid`);
    if (there) return done({ id }, null);
    const records = await listFiling(db, ids);
    if (records.length !== ids.length) throw new NotFound("observation");
    const judged = judgeFiling(records, deed, viewer);
    if (judged.seen !== seen) throw new Stale("records");
    const counts = countsOf(judged.lines);
    if (counts.refused > 0) return refuse("observations.reason.manyRefused", { count: counts.refused });
    const changing = judged.lines.filter(({ verdict }) => verdict.kind === "change");
    if (changing.length === 0) return refuse("observations.reason.nothingToChange");
    await db.rows(sql`
      insert into record_filings (id, deed, reason, made_by)
      values (${id}::uuid, ${deed}, ${reason}, ${viewer.id}::uuid)`);
    await db.rows(sql`
      insert into record_filing_lines (filing_id, observation_id, revision_no)
      select ${id}::uuid, g.id, g."revisionNo"
      from jsonb_to_recordset(${given(changing)}::jsonb) as g(id uuid, "revisionNo" int)`);
    await setStates(db, changing, targetOf(deed), now);
    return done({ id }, { entity: "recordFiling", id, after: `${deed} ${changing.length}` });
  },
});

/** Within thirty days, by another reviewer too; all of it or nothing. */
export const undoFiling = commandInSql({
  name: "undoFiling",
  right: RIGHT,
  input: undoFilingInput,
  run: async ({ db, viewer, input: { id }, now }) => {
    await oneAtATime(db);
    const filing = await getFiling(db, id);
    const lines = await listFiledLines(db, id);
    const no = undoRefusal(filing, lines, viewer, now);
    if (no) return refuse(no);
    await setStates(db, lines, filing.deed === "ARCHIVE" ? "ACCEPTED" : "ARCHIVED", now);
    // the trigger finds those that the viewer may not read, and refuses the whole
    await db.rows(sql`
      update record_filings set undone_by = ${viewer.id}::uuid, undone_at = ${now}::timestamptz where id = ${id}::uuid`);
    return done({ id }, { entity: "recordFiling", id, before: filing.deed, after: "UNDONE" });
  },
});

const oneAtATime = (db: CommandDb) =>
  db.rows(sql`select pg_advisory_xact_lock(hashtextextended('record filings', 0))::text`);

type Setting = { id: string; revisionNo: number; state: ObservationState };
const given = (records: readonly Setting[]): string =>
  JSON.stringify(records.map(({ id, revisionNo }) => ({ id, revisionNo })));

/** Whoever decides, corrects or files one of them meanwhile stops the whole. */
async function setStates(
  db: CommandDb,
  records: readonly Setting[],
  to: "ARCHIVED" | "ACCEPTED",
  now: Date,
): Promise<void> {
  const set = await db.rows(sql`
    update observations o set state = ${to}, updated_at = ${now}::timestamptz
    from jsonb_to_recordset(${given(records)}::jsonb) as g(id uuid, "revisionNo" int)
    where o.id = g.id and o.revision_no = g."revisionNo" and o.state <> ${to} returning o.id`);
  if (set.length !== records.length) throw new Stale("records");
  for (const { id, revisionNo, state } of records)
    await appendAudit(db, "archiveObservation", {
      entity: "observation",
      id,
      before: `${state}#${revisionNo}`,
      after: `${to}#${revisionNo}`,
    });
}
