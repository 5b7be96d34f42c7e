/** A report is asked for, and a job freezes what it says: all of it read at one moment, worded outside any transaction, kept as a whole. */
import { z } from "zod";
import { asOfDay, monthOf } from "@/lib/coverage/rules";
import { periodOf } from "@/lib/methods/rules";
import type { Day } from "@/lib/platform/clock";
import { command, done } from "@/lib/platform/command";
import { read, type ScopedDb, type WriteDb } from "@/lib/platform/db";
import { askJob, defineJob } from "@/lib/platform/jobs";
import { loadMessages } from "@/lib/platform/messages";
import { NotFound, refuse } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import { held, step } from "../commands";
import { composeComparison } from "../compose/compared/rules";
import { composeCoverage, composeDuty } from "../compose/others/rules";
import { composeOutstanding } from "../compose/people/rules";
import { composeQuarter } from "../compose/quarter/rules";
import { type Citation, type Draft, dayIn, sayer } from "../compose/rules";
import { composeTrace } from "../compose/trace/rules";
import { collectComparison, collectOutstanding, collectTrace } from "../material/people/queries";
import { collectObservers, collectQuarter, collectUnits, type Scope } from "../material/queries";
import { findReport } from "../queries";
import { isBySight } from "../rules";
import { type ReportKind, startInput } from "../schema";

/** A paper is written in the language of the office, whoever asks. */
const wordsOfPaper = async () => {
  const messages = await loadMessages("zh-CN");
  const of = (name: string, ...path: string[]) =>
    sayer(path.reduce<object>((inner, part) => Object(Reflect.get(inner, part)), Object(messages[name])));
  return {
    say: of("reports", "hint", "paper"),
    achievements: of("achievements"),
    tolerance: of("tolerance"),
    cases: of("cases"),
    concerns: of("concerns"),
    lists: of("lists"),
    comparison: {
      comparison: of("comparison"),
      cadres: of("cadres"),
      observations: of("observations"),
      achievements: of("achievements"),
      appraisals: of("appraisals"),
      concerns: of("concerns"),
      cases: of("cases"),
      isEnglish: false,
    },
  };
};

export async function titleOf(kind: ReportKind, from: Day, to: Day): Promise<string> {
  const { say } = await wordsOfPaper();
  const quarter = Math.ceil(Number(from.slice(5, 7)) / 3);
  return say(`title.${kind}`, { year: from.slice(0, 4), quarter, day: dayIn(say, to) });
}

export const startReport = command({
  name: "startReport",
  right: "reports.write",
  input: startInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, kind } = input;
    const cadres = input.cadres ?? [];
    // what a page shows by its reader's right is of their level
    const confidentiality = isBySight(kind) ? viewer.clearance : input.confidentiality;
    const there = await findReport(db, id);
    if (there) return there.madeById === viewer.id ? done({ id }, null) : refuse("reports.reason.idTaken");
    if (confidentiality > viewer.clearance) return refuse("reports.reason.aboveLevel");
    const quarter = periodOf(`${input.quarter}-01`, "quarter");
    if (quarter.from > today) return refuse("reports.reason.periodAhead");
    const to = kind === "COMPARISON" ? today : asOfDay(quarter.to, today);
    if (kind === "COMPARISON") {
      const seen = await db.rows(sql`select id from cadres where id = any(${cadres}::uuid[])`);
      if (cadres.length === 0) return refuse("reports.reason.nobodyCompared");
      if (seen.length !== cadres.length || (viewer.cadreId && cadres.includes(viewer.cadreId)))
        throw new NotFound("cadre");
    }
    const title = await titleOf(kind, quarter.from, to);
    const jobId = await newId(db);
    await askJob(db, viewer, { id: jobId, job: freezeReportJob, input: { id, cadres } });
    await db.rows(sql`
      insert into reports (id, kind, title, period_from, period_to, confidentiality, job_id, made_by)
      values (${id}::uuid, ${kind}, ${title}, ${quarter.from}::date, ${to}::date, ${confidentiality}::smallint, ${jobId}::uuid,
        ${viewer.id}::uuid)`);
    return done({ id }, { entity: "report", id, after: `${kind} ${monthOf(quarter.from)}` });
  },
});

async function newId(db: WriteDb): Promise<string> {
  const [made] = await db.rows<{ id: string }>(sql`select gen_random_uuid()::text as id`);
  return made?.id ?? "";
}

const STEPS = 3;
/** Reads all of it at one moment, composes outside any transaction, and keeps the whole at once. */
export const freezeReportJob = defineJob({
  kind: "freezeReport",
  input: z.object({ id: z.uuid(), cadres: z.array(z.uuid()).default([]) }),
  run: async ({ viewer, input, report }) => {
    report(0, STEPS);
    const draft = await read(viewer, async (db) => {
      const row = await findReport(db, input.id);
      if (!row) throw new NotFound("report");
      return collectDraft(db, row.kind, {
        from: row.from,
        to: row.to,
        level: row.confidentiality,
        at: new Date(),
        reportId: input.id,
        cadres: input.cadres,
      });
    });
    report(1, STEPS);
    const composed = await draft();
    report(2, STEPS);
    return keepReport(viewer, { id: input.id, draft: composed });
  },
});

/** Collected now, worded by what is returned. */
export async function collectDraft(
  db: ScopedDb,
  kind: ReportKind,
  { reportId = "", cadres = [], ...scope }: Scope & { reportId?: string; cadres?: readonly string[] },
): Promise<() => Promise<Draft>> {
  switch (kind) {
    case "QUARTERLY": {
      const material = await collectQuarter(db, scope);
      return async () => composeQuarter(material, scope, await wordsOfPaper());
    }
    case "COVERAGE": {
      const material = await collectUnits(db, scope);
      return async () => composeCoverage(material, scope, (await wordsOfPaper()).say);
    }
    case "DUTY": {
      const observers = await collectObservers(db, scope);
      return async () => composeDuty(observers, scope, (await wordsOfPaper()).say);
    }
    case "OUTSTANDING": {
      const list = await collectOutstanding(db, scope);
      return async () => composeOutstanding(list, scope, await wordsOfPaper());
    }
    case "TRACE": {
      const trace = await collectTrace(db, scope);
      return async () => composeTrace(trace, scope, (await wordsOfPaper()).say);
    }
    case "COMPARISON": {
      const comparison = await collectComparison(db, { ...scope, reportId, cadres });
      return async () => composeComparison(comparison, scope, await wordsOfPaper());
    }
  }
}

const drafted = z.custom<Draft>((value) => typeof value === "object" && value !== null);
/** Done once: a job that is taken up again finds it frozen. */
const keepReport = command({
  name: "freezeReport",
  right: "reports.write",
  input: z.object({ id: z.uuid(), draft: drafted }),
  run: async ({ db, viewer, input: { id, draft }, now }) => {
    const report = await held(db, id);
    if (report.state !== "FREEZING") return done({ id }, null);
    await db.rows(citationRows(id, draft.citations));
    await db.rows(sql`
      insert into report_paragraphs (report_id, position, version, section, text, author_id)
      select ${id}::uuid, p.at, 1, p.section, p.text, ${viewer.id}::uuid
      from unnest(${draft.paragraphs.map(({ section }) => section)}::text[], ${draft.paragraphs.map(({ text }) => text)}::text[])
        with ordinality p(section, text, at)`);
    await step(
      db,
      report,
      sql`state = 'DRAFT', snapshot = ${JSON.stringify(draft.snapshot)}::jsonb, frozen_at = ${now}::timestamptz,
          cadre_ids = ${draft.cadreIds}::uuid[]`,
    );
    const after = `${draft.paragraphs.length} paragraphs, ${draft.citations.length} citations`;
    return done({ id }, { entity: "report", id, before: "FREEZING", after });
  },
});

const citationRows = (id: string, citations: readonly Citation[]): Sql => sql`
  insert into report_citations (report_id, label, kind, entity_id, revision_no, state, source_ids, href)
  select ${id}::uuid, c.label, c.kind, c."entityId", c."revisionNo", c.state,
    array(select jsonb_array_elements_text(c."sourceIds")::uuid), c.href
  from jsonb_to_recordset(${JSON.stringify(citations)}::jsonb) c(label text, kind text, "entityId" uuid, "revisionNo" int,
    state text, "sourceIds" jsonb, href text)`;
