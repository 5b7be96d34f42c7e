/** 容错: applied for, carried on step by step, and what is weighed and watched on the way. */
import type { Day } from "@/lib/platform/clock";
import { command, commandInSql, done } from "@/lib/platform/command";
import { NotFound, type Refusal, refuse, Stale } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { getKnownTolerance } from "./queries";
import {
  isWatched,
  type KnownTolerance,
  leadsTo,
  outcomeRefusal,
  stepRefusal,
  type ToleranceReason,
} from "./rules";
import {
  applyInput,
  approvalInput,
  evidenceInput,
  exclusionInput,
  exportInput,
  factorInput,
  liftInput,
  type StepInput,
  stepInput,
  stopInput,
} from "./schema";

export const applyTolerance = command({
  name: "applyTolerance",
  right: "tolerance.apply",
  input: applyInput,
  run: async ({ db, viewer, input }) => {
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))::text`);
    const [there] = await db.rows<{ isOwn: boolean }>(sql`
      select applied_by = ${viewer.id}::uuid as "isOwn" from tolerance_cases where id = ${input.id}::uuid`);
    if (there) return there.isOwn ? done({ id: input.id }, null) : refuse("tolerance.reason.idTaken");
    if (!viewer.roles.includes("REVIEWER") && viewer.ownUnitId !== input.unitId)
      return refuse("tolerance.reason.notYours");
    if (viewer.cadreId !== null && input.cadreIds.includes(viewer.cadreId))
      return refuse("tolerance.reason.ownWork");
    if (input.caseId) {
      const [known] = await db.rows(sql`select 1 from cases where id = ${input.caseId}::uuid`);
      if (!known) throw new NotFound("case");
    }
    const pre = input.kind === "PRE" ? input : null;
    await db.rows(sql`
      insert into tolerance_cases (id, kind, title, unit_id, account, rule_gap, public_purpose, is_without_gain, collective_decision,
        witness_id, case_id, applied_by)
      values (${input.id}::uuid, ${input.kind}, ${input.title}, ${input.unitId}::uuid, ${input.account}, ${pre?.ruleGap ?? ""},
        ${pre?.publicPurpose ?? ""}, ${pre !== null}, ${pre?.collectiveDecision ?? ""}, ${pre?.witnessId ?? null}::uuid,
        ${input.caseId ?? null}::uuid, ${viewer.id}::uuid)`);
    await db.rows(sql`
      insert into tolerance_cadres (tolerance_id, cadre_id)
      select ${input.id}::uuid, id from unnest(${input.cadreIds}::uuid[]) given(id) group by id`);
    for (const [kind, texts] of [
      ["RISK", pre?.risks ?? []],
      ["STOP", pre?.stops ?? []],
    ] as const) {
      await db.rows(sql`
        insert into tolerance_risks (tolerance_id, kind, position, text)
        select ${input.id}::uuid, ${kind}, at::int, text from unnest(${[...texts]}::text[]) with ordinality given(text, at)`);
    }
    await db.rows(sql`
      insert into tolerance_procedures (tolerance_id, name, added_by)
      select ${input.id}::uuid, name, ${viewer.id}::uuid from unnest(${input.procedures ?? []}::text[]) given(name)`);
    return done({ id: input.id }, { entity: "tolerance", id: input.id, after: `${input.kind} APPLIED` });
  },
});

/** Each step from the version that its person saw: of two at once the second is told that it has moved on. */
export const carryTolerance = commandInSql({
  name: "carryTolerance",
  right: "tolerance.carry",
  input: stepInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, rowVersion } = input;
    const known = await getKnownTolerance(db, id);
    if (known.rowVersion !== rowVersion) throw new Stale("tolerance case");
    const refusal = stepRefusal(known, input.step, viewer, today) ?? ownRefusal(known, input);
    if (refusal) return refusal;
    const state = leadsTo(input.step);
    const moved = await db.rows(sql`
      update tolerance_cases set state = ${state}, ${changeOf(known, input, viewer.id)}, row_version = row_version + 1
      where id = ${id}::uuid and row_version = ${rowVersion}::int returning id`);
    if (moved.length === 0) throw new Stale("tolerance case");
    return done(
      { id, state },
      { entity: "tolerance", id, before: `${known.kind} ${known.state}`, after: `${state} ${input.step}` },
    );
  },
});

function ownRefusal(known: KnownTolerance, input: StepInput): Refusal<ToleranceReason> | null {
  if (input.step === "DETERMINE") return outcomeRefusal(known, input.outcome);
  if (input.step !== "RESUBMIT" || known.kind !== "PRE") return null;
  return [input.ruleGap, input.publicPurpose, input.collectiveDecision].every((text) => text.length >= 2)
    ? null
    : refuse("tolerance.reason.formIncomplete");
}

function changeOf(known: KnownTolerance, input: StepInput, viewerId: string): Sql {
  switch (input.step) {
    case "ACCEPT":
      return sql`state_reason = ''`;
    case "VERIFY":
      return sql`verification = ${input.words}, verified_by = ${viewerId}::uuid`;
    case "DETERMINE":
      return sql`outcome = ${input.outcome}, decision = ${input.words}, decided_by = ${viewerId}::uuid`;
    case "FEED_BACK":
      return sql`feedback = ${input.words}`;
    case "APPEAL":
      return sql`appeal = ${input.words}`;
    case "CLOSE":
      return sql`closing = ${input.words}, is_without_loss = ${known.kind === "PRE" ? input.isWithoutLoss : null}::boolean`;
    case "CONVERT":
      return sql`kind = 'POST', is_converted = true, state_reason = ${input.reason}`;
    case "RESUBMIT":
      return known.kind === "PRE"
        ? sql`account = ${input.account}, rule_gap = ${input.ruleGap}, public_purpose = ${input.publicPurpose},
              collective_decision = ${input.collectiveDecision}`
        : sql`account = ${input.account}`;
    case "RETURN":
    case "REFUSE":
    case "WITHDRAW":
    case "SEND_BACK":
      return sql`state_reason = ${input.reason}`;
  }
}

/** One of the six, while it is verified; weighed anew as often as needed until then. */
export const weighFactor = commandInSql({
  name: "weighFactor",
  right: "tolerance.verify",
  input: factorInput,
  run: async ({ db, viewer, input, today }) => {
    const refusal = await verifyRefusal(db, input.toleranceId, viewer, today);
    if (refusal) return refusal;
    await db.rows(sql`
      insert into tolerance_factors (tolerance_id, factor, finding, text, set_by)
      values (${input.toleranceId}::uuid, ${input.factor}, ${input.finding}, ${input.text}, ${viewer.id}::uuid)
      on conflict (tolerance_id, factor) do update set finding = excluded.finding, text = excluded.text, set_by = excluded.set_by`);
    return done(
      { id: input.toleranceId },
      { entity: "tolerance", id: input.toleranceId, after: `${input.factor} ${input.finding}` },
    );
  },
});

export const setExclusion = commandInSql({
  name: "setExclusion",
  right: "tolerance.verify",
  input: exclusionInput,
  run: async ({ db, viewer, input, today }) => {
    const refusal = await verifyRefusal(db, input.toleranceId, viewer, today);
    if (refusal) return refusal;
    await db.rows(sql`
      insert into tolerance_exclusions (tolerance_id, exclusion, text, set_by)
      values (${input.toleranceId}::uuid, ${input.exclusion}, ${input.text}, ${viewer.id}::uuid) on conflict do nothing`);
    return done(
      { id: input.toleranceId },
      { entity: "tolerance", id: input.toleranceId, after: input.exclusion },
    );
  },
});
export const liftExclusion = commandInSql({
  name: "liftExclusion",
  right: "tolerance.verify",
  input: liftInput,
  run: async ({ db, viewer, input, today }) => {
    const refusal = await verifyRefusal(db, input.toleranceId, viewer, today);
    if (refusal) return refusal;
    const [lifted] = await db.rows<{ isGone: boolean }>(sql`
      select lift_exclusion(${input.toleranceId}::uuid, ${input.exclusion}) as "isGone"`);
    if (!lifted?.isGone) throw new NotFound("exclusion");
    return done(
      { id: input.toleranceId },
      { entity: "tolerance", id: input.toleranceId, before: input.exclusion },
    );
  },
});

/** Whoever may verify may weigh; that factors are still missing is no reason not to. */
async function verifyRefusal(
  db: Parameters<typeof getKnownTolerance>[0],
  id: string,
  viewer: Viewer,
  today: Day,
): Promise<Refusal<ToleranceReason> | null> {
  const refusal = stepRefusal(await getKnownTolerance(db, id), "VERIFY", viewer, today);
  return refusal?.refused === "tolerance.reason.factorsMissing" ? null : refusal;
}

/** 停止条件 is met: the case stops and all parties are told, in this transaction (triggers). */
export const markStop = commandInSql({
  name: "markStop",
  right: "tolerance.watch",
  input: stopInput,
  run: async ({ db, viewer, input, now }) => {
    const [condition] = await db.rows<{ toleranceId: string }>(sql`
      select tolerance_id as "toleranceId" from tolerance_risks where id = ${input.id}::uuid and kind = 'STOP'`);
    if (!condition) throw new NotFound("stop condition");
    const known = await getKnownTolerance(db, condition.toleranceId);
    if (!isWatched(known) && known.state !== "STOPPED") return refuse("tolerance.reason.notWatched");
    const marked = await db.rows(sql`
      update tolerance_risks set met_at = ${now}::timestamptz, met_by = ${viewer.id}::uuid, how = ${input.how}
      where id = ${input.id}::uuid and met_at is null returning id`);
    if (marked.length === 0) throw new Stale("stop condition");
    return done(
      { id: condition.toleranceId },
      { entity: "tolerance", id: condition.toleranceId, before: known.state, after: "STOPPED" },
    );
  },
});

/** 批准文号 and day of a procedure that goes on beside it. */
export const recordApproval = commandInSql({
  name: "recordApproval",
  right: "tolerance.watch",
  input: approvalInput,
  run: async ({ db, input }) => {
    const [recorded] = await db.rows<{ toleranceId: string }>(sql`
      update tolerance_procedures set approval_number = ${input.number}, approved_on = ${input.on}::date
      where id = ${input.id}::uuid and approved_on is null returning tolerance_id as "toleranceId"`);
    if (!recorded) throw new NotFound("procedure");
    return done(
      { id: recorded.toleranceId },
      { entity: "tolerance", id: recorded.toleranceId, after: `APPROVED ${input.on}` },
    );
  },
});

/** The paper leaves the house: it has a line of its own in the audit, under the number printed on each of its pages. */
export const exportTolerance = command({
  name: "exportTolerance",
  right: "tolerance.read",
  input: exportInput,
  run: async ({ db, input }) => {
    const known = await getKnownTolerance(db, input.id);
    // before it is decided there is no opinion
    if (!known.outcome) throw new NotFound("decision");
    return done({ id: input.id }, { entity: "tolerance", id: input.id, after: input.trace });
  },
});

export const addToleranceEvidence = commandInSql({
  name: "addToleranceEvidence",
  right: "tolerance.verify",
  input: evidenceInput,
  run: async ({ db, viewer, input }) => {
    await getKnownTolerance(db, input.toleranceId);
    const isRecord = "observationId" in input;
    if (isRecord) {
      const [record] = await db.rows(sql`select 1 from observations where id = ${input.observationId}::uuid`);
      if (!record) throw new NotFound("observation");
    }
    const paper = isRecord ? null : input;
    const added = await db.rows(sql`
      insert into tolerance_evidence (id, tolerance_id, factor, observation_id, document_title, document_number, document_on, note, added_by)
      values (${input.id}::uuid, ${input.toleranceId}::uuid, ${input.factor ?? null}::text, ${isRecord ? input.observationId : null}::uuid,
        ${paper?.title ?? null}::text, ${paper?.number ?? ""}, ${paper?.on ?? null}::date, ${input.note}, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    return done(
      { id: input.id },
      added.length > 0 ? { entity: "tolerance", id: input.toleranceId, after: input.id } : null,
    );
  },
});
