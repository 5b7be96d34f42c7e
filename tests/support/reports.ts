/** A report with something to tell: a corroborated claim out of a case with a witnessed meeting and a 事前报备. */
import { randomUUID } from "node:crypto";
import { vi } from "vitest";
import { decideAchievement } from "@/lib/achievements/commands";
import { read } from "@/lib/platform/db";
import { runNextJob } from "@/lib/platform/jobs";
import { freezeReportJob, startReport } from "@/lib/reports/making/commands";
import { getReport, type ReportPage } from "@/lib/reports/queries";
import type { ReportKind } from "@/lib/reports/schema";
import { createPerson, type Person, today } from "./builders";
import { type Claim, createClaim } from "./claims";
import { owner } from "./owner";
import { storeMeeting } from "./stored-meeting";
import { storeTolerance } from "./tolerance";

export type TestMatter = Claim & { caseId: string; meetingId: string; toleranceId: string };

/** 已印证 today. */
export async function createMatter(): Promise<TestMatter> {
  const claim = await createClaim();
  const { id: meetingId, caseId } = await storeMeeting(claim.unit, claim.observers[0]);
  await owner().query("insert into case_records (case_id, observation_id, added_by) values ($1, $2, $3)", [
    caseId,
    claim.records[0],
    claim.observers[0].id,
  ]);
  const { id: toleranceId } = await storeTolerance(claim.unit, claim.cadre, claim.observers[0], { caseId });
  const { rows } = await owner().query("select revision_no from achievements where id = $1", [claim.id]);
  const decided = await decideAchievement(claim.reviewer, {
    id: claim.id,
    revisionNo: rows[0].revision_no,
    decision: "CONFIRM",
    confidence: "HIGH",
    reason: "两处来源一致",
  });
  if (!decided.ok) throw new Error(JSON.stringify(decided));
  return { ...claim, caseId, meetingId, toleranceId };
}

export const pageOf = (person: { id: string }, id: string): Promise<ReportPage> =>
  read(person, (db) => getReport(db, id));

export async function makeReport(
  maker: Person,
  over: { kind?: ReportKind; confidentiality?: number; quarter?: string; cadres?: string } = {},
): Promise<string> {
  const id = randomUUID();
  const started = await startReport(maker, {
    id,
    kind: over.kind ?? "QUARTERLY",
    quarter: over.quarter ?? today().slice(0, 7),
    confidentiality: over.confidentiality ?? 2,
    cadres: over.cadres,
  });
  if (!started.ok) throw new Error(JSON.stringify(started));
  // another file's test may have taken the job up: it is then done there
  await vi.waitFor(
    async () => {
      while (await runNextJob([freezeReportJob]));
      const { rows } = await owner().query(
        "select j.state, j.failure, j.failure_params from jobs j join reports r on r.job_id = j.id where r.id = $1",
        [id],
      );
      if (rows[0]?.state !== "DONE") throw new Error(JSON.stringify(rows));
    },
    { timeout: 20_000, interval: 100 },
  );
  return id;
}

export const createMaker = (): Promise<Person> => createPerson("REVIEWER", { clearance: 3 });

/** How a thing is cited in a report. */
export const labelOf = (page: ReportPage, id: string): string => {
  const found = page.citations.find(({ entityId }) => entityId === id);
  if (!found) throw new Error("not cited");
  return found.label;
};
