/**
 * 报告: written paragraph by paragraph, finalised, signed; each export has a line of its own in the audit under the number
 * printed on its pages.
 */
import { command, done } from "@/lib/platform/command";
import type { WriteDb } from "@/lib/platform/db";
import { sha256Hex } from "@/lib/platform/digest";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Citation } from "./compose/rules";
import { paperContent } from "./paper/rules";
import { findReport, getReport, listVersions, type ReportRow } from "./queries";
import { stepRefusal, writeRefusal } from "./rules";
import { addInput, discardInput, exportInput, signInput, stepInput, writeInput } from "./schema";

/** A paragraph anew, from the version that was read. */
export const writeParagraph = command({
  name: "writeReportParagraph",
  right: "reports.write",
  input: writeInput,
  run: async ({ db, viewer, input: { id, position, version, text, reason } }) => {
    const report = await held(db, id);
    const refused = stepRefusal(report, "write", viewer);
    if (refused) return refused;
    const [last] = await listVersions(db, id, position);
    if (!last) throw new NotFound("paragraph");
    if (last.version !== version) throw new Stale();
    if (last.text === text) return done({ id }, null);
    const refusal = writeRefusal({ before: last.text, text, reason }, await registerOf(db, id));
    if (refusal) return refusal;
    await db.rows(sql`
      insert into report_paragraphs (report_id, position, version, section, text, reason, author_id)
      values (${id}::uuid, ${position}::int, ${version + 1}::int, ${last.section}, ${text}, ${reason}, ${viewer.id}::uuid)`);
    return done({ id }, { entity: "report", id, after: `paragraph ${position} version ${version + 1}` });
  },
});

export const addParagraph = command({
  name: "addReportParagraph",
  right: "reports.write",
  input: addInput,
  run: async ({ db, viewer, input: { id, section, text } }) => {
    const report = await held(db, id);
    const refused = stepRefusal(report, "write", viewer);
    if (refused) return refused;
    const page = await getReport(db, id);
    if (!page.snapshot?.sections.some(({ key }) => key === section))
      return refuse("reports.reason.unknownSection");
    const refusal = writeRefusal({ before: "", text, reason: "" }, await registerOf(db, id));
    if (refusal) return refusal;
    const position = Math.max(0, ...page.paragraphs.map((one) => one.position)) + 1;
    await db.rows(sql`
      insert into report_paragraphs (report_id, position, version, section, text, author_id)
      values (${id}::uuid, ${position}::int, 1, ${section}, ${text}, ${viewer.id}::uuid)`);
    return done({ id }, { entity: "report", id, after: `paragraph ${position} version 1` });
  },
});

const registerOf = async (db: WriteDb, id: string): Promise<Map<string, Citation>> =>
  new Map((await getReport(db, id)).citations.map((citation) => [citation.label, citation]));

export const finaliseReport = command({
  name: "finaliseReport",
  right: "reports.write",
  input: stepInput,
  run: async ({ db, viewer, input, now }) => {
    const report = await loaded(db, input);
    const refused = stepRefusal(report, "finalise", viewer);
    if (refused) return refused;
    const { paragraphs } = await getReport(db, input.id);
    if (paragraphs.every(({ text }) => text === "")) return refuse("reports.reason.nothingLeft");
    await step(
      db,
      report,
      sql`state = 'FINAL', finalised_by = ${viewer.id}::uuid, finalised_at = ${now}::timestamptz`,
    );
    return done({ id: input.id }, { entity: "report", id: input.id, before: "DRAFT", after: "FINAL" });
  },
});

export const discardReport = command({
  name: "discardReport",
  right: "reports.write",
  input: discardInput,
  run: async ({ db, viewer, input }) => {
    const report = await loaded(db, input);
    // one whose making broke is thrown away too
    if (report.state !== "FREEZING") {
      const refused = stepRefusal(report, "discard", viewer);
      if (refused) return refused;
    }
    await step(db, report, sql`state = 'DISCARDED', note = ${input.note}`);
    return done(
      { id: input.id },
      { entity: "report", id: input.id, before: report.state, after: "DISCARDED" },
    );
  },
});

export const signReport = command({
  name: "signReport",
  right: "reports.sign",
  input: signInput,
  run: async ({ db, viewer, input, now }) => {
    const report = await loaded(db, input);
    const refused = stepRefusal(report, "sign", viewer);
    if (refused) return refused;
    await step(
      db,
      report,
      sql`state = 'SIGNED', signed_by = ${viewer.id}::uuid, signed_at = ${now}::timestamptz, sign_note = ${input.note}`,
    );
    return done({ id: input.id }, { entity: "report", id: input.id, before: "FINAL", after: "SIGNED" });
  },
});

const TRACE_LENGTH = 12;
/** The number says who took which wording: the same person gets the same file again, and no other person does. */
export const exportReport = command({
  name: "exportReport",
  right: "reports.read",
  input: exportInput,
  run: async ({ db, viewer, input: { id, form } }) => {
    const report = await getReport(db, id);
    if (!report.snapshot) return refuse("reports.reason.wrongState");
    const content = { ...paperContent(report, report.snapshot), taker: viewer.id };
    const trace = sha256Hex(JSON.stringify(content)).slice(0, TRACE_LENGTH);
    return done({ trace }, { entity: "report", id, after: form === "pdf" ? `${trace} pdf` : trace });
  },
});

/** Locked, so that two steps at once come one after the other. */
export async function held(db: WriteDb, id: string): Promise<ReportRow> {
  const report = await findReport(db, id);
  if (!report) throw new NotFound("report");
  await db.rows(sql`select id from reports where id = ${id}::uuid for update`);
  return (await findReport(db, id)) ?? report;
}

async function loaded(
  db: WriteDb,
  { id, rowVersion }: { id: string; rowVersion: number },
): Promise<ReportRow> {
  const report = await held(db, id);
  if (report.rowVersion !== rowVersion) throw new Stale();
  return report;
}

export async function step(
  db: WriteDb,
  { id, rowVersion }: Pick<ReportRow, "id" | "rowVersion">,
  change: Sql,
): Promise<void> {
  const changed = await db.rows(sql`
    update reports set ${change}, row_version = row_version + 1
    where id = ${id}::uuid and row_version = ${rowVersion}::int returning id`);
  if (changed.length === 0) throw new Stale();
}
