/** From a draft to what runs: each step asks the rules of the roster as it is by then; the database asks again. */
import { addDays, type Day } from "@/lib/platform/clock";
import { command, done } from "@/lib/platform/command";
import type { WriteDb } from "@/lib/platform/db";
import { type Refusal, refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { loaded, type PlanDone, step } from "../commands";
import { findVersion, getRoster, listRunning, type Plan, type PlanVersion } from "../queries";
import { baseChanges, brokenRules, differenceOf, pairKey, stepRefusal } from "../rules";
import { endInput, stepInput } from "../schema";

export const proposePlan = command({
  name: "proposePlan",
  right: "plans.manage",
  input: stepInput,
  run: async ({ db, viewer, input, today }) => {
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "propose", viewer) ?? (await contentRefusal(db, plan, today));
    if (typeof refused === "string") return refuse(refused);
    if (refused && "refused" in refused) return refused;
    await step(db, plan, sql`state = 'PROPOSED', proposed_at = now(), note = null`);
    return done<PlanDone>(
      { id: plan.id },
      { entity: "assignmentPlan", id: plan.id, before: plan.state, after: "PROPOSED" },
    );
  },
});

export const approvePlan = command({
  name: "approvePlan",
  right: "plans.approve",
  input: stepInput,
  run: async ({ db, viewer, input, today }) => {
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "approve", viewer) ?? (await contentRefusal(db, plan, today));
    if (typeof refused === "string") return refuse(refused);
    if (refused && "refused" in refused) return refused;
    await step(
      db,
      plan,
      sql`state = 'APPROVED', approved_by = ${viewer.id}::uuid, approved_at = now(), note = null`,
    );
    return done<PlanDone>(
      { id: plan.id },
      { entity: "assignmentPlan", id: plan.id, before: plan.state, after: "APPROVED" },
    );
  },
});

/** Back to a draft: by whoever approves, or by the administrators themselves. */
export const returnPlan = command({
  name: "returnPlan",
  right: "plans.return",
  input: endInput,
  run: async ({ db, viewer, input }) => {
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "return", viewer);
    if (refused) return refuse(refused);
    await step(
      db,
      plan,
      sql`state = 'DRAFT', approved_by = null, approved_at = null, note = ${input.reason}`,
    );
    return done<PlanDone>(
      { id: plan.id },
      { entity: "assignmentPlan", id: plan.id, before: plan.state, after: "DRAFT" },
    );
  },
});

export const discardPlan = command({
  name: "discardPlan",
  right: "plans.manage",
  input: endInput,
  run: async ({ db, viewer, input }) => {
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "discard", viewer);
    if (refused) return refuse(refused);
    await step(db, plan, sql`state = 'DISCARDED', note = ${input.reason}`);
    return done<PlanDone>(
      { id: plan.id },
      { entity: "assignmentPlan", id: plan.id, before: plan.state, after: "DISCARDED" },
    );
  },
});

/** One transaction: what the plan drops ends the day before, what it keeps runs on, what is new begins. */
export const publishPlan = command({
  name: "publishPlan",
  right: "plans.manage",
  input: stepInput,
  run: async ({ db, viewer, input, today }) => {
    // of two plans at once the second waits, and then finds that what runs has changed
    await db.rows(sql`select pg_advisory_xact_lock(hashtext('assignment_plans'))::text as waited`);
    const plan = await loaded(db, input);
    const refused = stepRefusal(plan, "publish", viewer) ?? (await contentRefusal(db, plan, today));
    if (typeof refused === "string") return refuse(refused);
    if (refused && "refused" in refused) return refused;
    const version = await findVersion(db, plan.id, plan.versionNo);
    if (!version) return refuse("plans.reason.nothingArranged");
    const unpublished = await carryOver(db, viewer, plan, version);
    if (unpublished) return unpublished;
    await step(db, plan, sql`state = 'PUBLISHED', published_by = ${viewer.id}::uuid, published_at = now()`);
    return done<PlanDone>(
      { id: plan.id },
      { entity: "assignmentPlan", id: plan.id, before: plan.state, after: "PUBLISHED" },
    );
  },
});

async function carryOver(
  db: WriteDb,
  viewer: Viewer,
  plan: Plan,
  { lines }: PlanVersion,
): Promise<Refusal | null> {
  const { running, later } = await listRunning(db, plan.startsOn);
  if (later > 0) return refuse("plans.reason.laterAssignments", { count: later });
  const { begun, ended } = differenceOf(lines, running);
  if ([...begun, ...ended].some(({ observerId }) => observerId === viewer.id))
    return refuse("plans.reason.ownLine");
  const leaving = new Set(ended.map(pairKey));
  const last = addDays(plan.startsOn, -1);
  if (running.some((row) => leaving.has(pairKey(row)) && row.startsOn > last))
    return refuse("plans.reason.begunThatDay");
  const idsOf = (isLeaving: boolean) =>
    running
      .filter((row) => leaving.has(pairKey(row)) === isLeaving && (isLeaving || row.endsOn !== null))
      .map(({ id }) => id);
  const reason = `分工方案：${plan.name}`;
  await db.rows(sql`
    update assignments set ends_on = ${last}::date, end_reason = ${reason}, row_version = row_version + 1
    where id = any (${idsOf(true)}::uuid[])`);
  // one that was to end later runs on: the plan has it from its first day without an end
  await db.rows(sql`
    update assignments set ends_on = null, end_reason = null, row_version = row_version + 1
    where id = any (${idsOf(false)}::uuid[])`);
  await db.rows(sql`
    insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by)
    select gen_random_uuid(), (l ->> 'observerId')::uuid, (l ->> 'unitId')::uuid, ${plan.startsOn}::date, ${reason}, ${viewer.id}::uuid
    from jsonb_array_elements(${JSON.stringify(begun)}::jsonb) l`);
  return null;
}

/** The plan against the roster of this moment. */
async function contentRefusal(db: WriteDb, plan: Plan, today: Day): Promise<Refusal | null> {
  if (plan.startsOn < today) return refuse("plans.reason.startsBehind");
  const version = await findVersion(db, plan.id, plan.versionNo);
  if (!version) return refuse("plans.reason.nothingArranged");
  const roster = await getRoster(db, plan.startsOn);
  const { begun, ended } = baseChanges(version.base, roster.base);
  if (begun.length + ended.length > 0)
    return refuse("plans.reason.baseChanged", { count: begun.length + ended.length });
  const broken = brokenRules(version.lines, roster, plan.settings).length;
  return broken > 0 ? refuse("plans.reason.broken", { count: broken }) : null;
}
