/** 分工方案, step by step. Each step asks the rules of the roster as it is by then; the database asks again. */
import { z } from "zod";
import { loadLimits } from "@/lib/calendar/limits/queries";
import { command, done } from "@/lib/platform/command";
import type { WriteDb } from "@/lib/platform/db";
import { read } from "@/lib/platform/db";
import { askJob, defineJob } from "@/lib/platform/jobs";
import { refuse, Stale } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { listLongAway } from "./absences/queries";
import { type FullRoster, findPlan, findVersion, getPlan, getRoster, type Plan } from "./queries";
import { pairKey, settingsRefusal, stepRefusal, usualSettings, withOrigin } from "./rules";
import {
  approvalRuleInput,
  arrangeInput,
  type PlanLine,
  planSettings,
  settleInput,
  startInput,
  stepInput,
} from "./schema";
import { solvePlan } from "./solve/queries";
import type { PlanAnswer } from "./solve/rules";

export type PlanDone = { id: string };

/** The same form sent twice makes one plan; its first solve is asked at once, so that a new plan comes with an answer. */
export const startPlan = command({
  name: "startPlan",
  right: "plans.manage",
  input: startInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, name, startsOn } = input;
    if (startsOn < today) return refuse("plans.reason.startsBehind");
    const there = await findPlan(db, id);
    if (there) return there.madeById === viewer.id ? done({ id }, null) : refuse("plans.reason.taken");
    const settings = planSettings.parse({
      ...usualSettings(await loadLimits(db, startsOn)),
      absent: await listLongAway(db, startsOn),
    });
    await db.rows(sql`
      insert into assignment_plans (id, name, starts_on, settings, made_by)
      values (${id}::uuid, ${name}, ${startsOn}::date, ${JSON.stringify(settings)}::jsonb, ${viewer.id}::uuid)`);
    await ask(db, viewer, { id, rowVersion: 1 });
    return done<PlanDone>({ id }, { entity: "assignmentPlan", id, after: startsOn });
  },
});

/** Rules and values, and a solve by them. */
export const settlePlan = command({
  name: "settlePlan",
  right: "plans.manage",
  input: settleInput,
  run: async ({ db, viewer, input }) => {
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "arrange", viewer);
    if (refused) return refuse(refused);
    const beyond = settingsRefusal(input.settings, plan.limits);
    if (beyond) return beyond;
    await step(db, plan, sql`settings = ${JSON.stringify(input.settings)}::jsonb`);
    await ask(db, viewer, { id: plan.id, rowVersion: plan.rowVersion + 1 });
    return done<PlanDone>({ id: plan.id }, { entity: "assignmentPlan", id: plan.id, after: "settled" });
  },
});

/** Once more by the same rules: after the roster has changed, or a solver that was cut off. */
export const solveAgain = command({
  name: "solvePlan",
  right: "plans.manage",
  input: stepInput,
  run: async ({ db, viewer, input }) => {
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "arrange", viewer);
    if (refused) return refuse(refused);
    await ask(db, viewer, plan);
    return done<PlanDone>({ id: plan.id }, { entity: "assignmentPlan", id: plan.id, after: "solving" });
  },
});

async function ask(db: WriteDb, viewer: Viewer, { id, rowVersion }: Pick<Plan, "id" | "rowVersion">) {
  const [made] = await db.rows<{ jobId: string }>(sql`select gen_random_uuid()::text as "jobId"`);
  const jobId = made?.jobId ?? "";
  await askJob(db, viewer, { id: jobId, job: solveJob, input: { id, rowVersion: rowVersion + 1 } });
  await step(db, { id, rowVersion }, sql`job_id = ${jobId}::uuid, answer = null`);
}

const solveJobInput = z.object({ id: z.uuid(), rowVersion: z.number().int() });

/** Reads, thinks outside any transaction, and keeps what it found if nobody has changed the plan meanwhile. */
export const solveJob = defineJob({
  kind: "solvePlan",
  input: solveJobInput,
  run: async ({ viewer, input, report }) => {
    const { plan, roster } = await read(viewer, async (db) => {
      const plan = await getPlan(db, input.id);
      return { plan, roster: await getRoster(db, plan.startsOn) };
    });
    const answer = await solvePlan(roster, plan.settings, report);
    return keepAnswer(viewer, { ...input, answer });
  },
});

const answered = z.custom<PlanAnswer>((value) => typeof value === "object" && value !== null);

const keepAnswer = command({
  name: "keepPlanAnswer",
  right: "plans.manage",
  input: solveJobInput.extend({ answer: answered }),
  run: async ({ db, viewer, input: { id, rowVersion, answer } }) => {
    const plan = await loaded(db, { id, rowVersion });
    const refused = stepRefusal(plan, "arrange", viewer);
    if (refused) return refuse(refused);
    // the pairs stand in the version; the answer keeps what is said about them
    const kept = JSON.stringify(answer.kind === "plan" ? { ...answer, pairs: [] } : answer);
    if (answer.kind === "plan") {
      const roster = await getRoster(db, plan.startsOn);
      const no = await addVersion(db, viewer, plan, withOrigin(answer.pairs, roster, "MOVED"), roster);
      await step(db, plan, sql`version_no = ${no}::int, answer = ${kept}::jsonb`);
    } else await step(db, plan, sql`answer = ${kept}::jsonb`);
    return done({ id, answer: answer.kind }, { entity: "assignmentPlan", id, after: answer.kind });
  },
});

/** What a person changed on the page, or uploaded: the whole plan anew, as its next version. */
export const arrangePlan = command({
  name: "arrangePlan",
  right: "plans.manage",
  input: arrangeInput,
  run: async ({ db, viewer, input }) => {
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "arrange", viewer);
    if (refused) return refuse(refused);
    const roster = await getRoster(db, plan.startsOn);
    if (!isKnown(input.lines, roster)) return refuse("plans.reason.unknownLine");
    const origins = new Map(input.lines.map((line) => [pairKey(line), line.origin]));
    const lines = withOrigin(input.lines, roster, "MANUAL").map((line) =>
      line.origin === "MANUAL" && origins.get(pairKey(line)) === "MOVED"
        ? { ...line, origin: "MOVED" as const }
        : line,
    );
    const no = await addVersion(db, viewer, plan, lines, roster);
    await step(db, plan, sql`version_no = ${no}::int`);
    const value = { id: plan.id, rowVersion: plan.rowVersion + 1, versionNo: no };
    return done(value, { entity: "assignmentPlan", id: plan.id, after: `version ${no}` });
  },
});

/** Somebody changed assignments meanwhile: the same lines, as a difference to what runs by now. */
export const rebasePlan = command({
  name: "rebasePlan",
  right: "plans.manage",
  input: stepInput,
  run: async ({ db, viewer, input }) => {
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "arrange", viewer);
    if (refused) return refuse(refused);
    const version = await findVersion(db, plan.id, plan.versionNo);
    if (!version) return refuse("plans.reason.nothingArranged");
    const roster = await getRoster(db, plan.startsOn);
    const no = await addVersion(db, viewer, plan, withOrigin(version.lines, roster, "MOVED"), roster);
    await step(db, plan, sql`version_no = ${no}::int`);
    return done<PlanDone>({ id: plan.id }, { entity: "assignmentPlan", id: plan.id, after: `version ${no}` });
  },
});

const isKnown = (lines: readonly PlanLine[], roster: FullRoster): boolean => {
  const [units, people] = [roster.units, roster.observers].map((list) => new Set(list.map(({ id }) => id)));
  const keys = new Set(lines.map(pairKey));
  return (
    keys.size === lines.length &&
    lines.every(({ unitId, observerId }) => units?.has(unitId) && people?.has(observerId))
  );
};

async function addVersion(
  db: WriteDb,
  viewer: Viewer,
  plan: Plan,
  lines: readonly PlanLine[],
  { base }: FullRoster,
): Promise<number> {
  const no = plan.versionNo + 1;
  await db.rows(sql`
    insert into assignment_plan_versions (plan_id, no, lines, base, made_by)
    values (${plan.id}::uuid, ${no}::int, ${JSON.stringify(lines)}::jsonb, ${JSON.stringify(base)}::jsonb, ${viewer.id}::uuid)`);
  return no;
}

/** By a leader: whether a second person approves. */
export const setPlanApproval = command({
  name: "setPlanApproval",
  right: "plans.rule",
  input: approvalRuleInput,
  run: async ({ db, viewer, input }) => {
    const needs = input.needsApproval === "yes";
    await db.rows(sql`
      insert into assignment_plan_approvals (needs_approval, reason, set_by)
      values (${needs}, ${input.reason}, ${viewer.id}::uuid)`);
    return done({ needs }, { entity: "assignmentPlanApproval", id: viewer.id, after: String(needs) });
  },
});

/** The plan as whoever asks has read it. */
export async function loaded(
  db: WriteDb,
  { id, rowVersion }: { id: string; rowVersion: number },
): Promise<Plan> {
  const plan = await getPlan(db, id);
  if (plan.rowVersion !== rowVersion) throw new Stale("plan");
  return plan;
}

export async function step(
  db: WriteDb,
  { id, rowVersion }: Pick<Plan, "id" | "rowVersion">,
  change: Sql,
): Promise<void> {
  const changed = await db.rows(sql`
    update assignment_plans set ${change}, row_version = row_version + 1
    where id = ${id}::uuid and row_version = ${rowVersion}::int returning id`);
  if (changed.length === 0) throw new Stale("plan");
}
