/** Logging a record, and amending one as a new revision. */
import { createHash } from "node:crypto";
import type { Prisma } from "@/generated/prisma/client";
import { cadreLineSchema, detailsSchema } from "@/lib/methods/schema";
import {
  type Context,
  command,
  commandInSql,
  type Done,
  done,
  issuesOf,
  type Malformed,
  malformed,
} from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { type Issue, NotFound, type Refusal, refuse, Stale } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import { draftSubmitted, rewritingSubmitted } from "./drafts/commands";
import { type EntryFacts, type EntryMethod, findEntryFacts, type WantedMethod } from "./entry/queries";
import { boundIssues } from "./form/rules";
import { amendRefusal, logRefusal } from "./rules";
import {
  type AmendmentInput,
  type AnnouncedFile,
  amendmentInput,
  type ObservationContent,
  type ObservationInput,
  type ObservationState,
  observationInput,
} from "./schema";

/** `HANDED_OVER`: the unit had gone to somebody else by that day, so it waits for them in the hand-over inbox. */
export type Logged = { id: string; isRepeat: boolean; state: "SUBMITTED" | "HANDED_OVER" };

/** Written far more often than anything else: in four round trips, of which the last is the commit. */
export const logObservation = commandInSql({
  name: "logObservation",
  right: "observations.log",
  input: observationInput,
  run: async (context) => {
    const { db, viewer, input, now, today } = context;
    const bodyHash = hashOf(input);
    const wanted: WantedMethod = input.methodVersionId
      ? { versionId: input.methodVersionId }
      : { methodId: input.methodId, today };
    const facts = await findEntryFacts(db, viewer.id, input, wanted);
    const again = repeated(context, bodyHash, facts);
    if (again) return again;
    const refusal = logRefusal(
      { startedAt: input.startedAt, mayRecord: facts.heldUnit || facts.lostUnit },
      now,
    );
    if (refusal) return refusal;
    const { method } = facts;
    if (!method && input.methodVersionId) throw new NotFound("method version");
    if (method?.methodId !== input.methodId) return refuse("observations.reason.unknownMethod");
    const checked = check(input, method, facts);
    if ("invalid" in checked || "refused" in checked) return checked;

    const isStored = facts.lostUnit
      ? await receiveHandover(context, method, checked, bodyHash)
      : await insertRecord(context, method, checked, bodyHash);
    // the same request twice at once: the other one has just committed; or the id is somebody else's
    if (!isStored) {
      const stored = repeated(context, bodyHash, await findEntryFacts(db, viewer.id, input, wanted));
      if (!stored) throw new NotFound("observation");
      return stored;
    }
    for (const step of draftSubmitted(input.id, input.draft)) db.atCommit(step);
    if (facts.lostUnit) {
      return done<Logged>(
        { id: input.id, isRepeat: false, state: "HANDED_OVER" },
        { entity: "handover", id: input.id, after: "WAITING" },
      );
    }
    db.atCommit(revisionOf(viewer, input, checked, 1, ""));
    return done<Logged>(
      { id: input.id, isRepeat: false, state: "SUBMITTED" },
      { entity: "observation", id: input.id, after: "SUBMITTED#1" },
    );
  },
});

export const amendObservation = command({
  name: "amendObservation",
  right: "observations.log",
  input: amendmentInput,
  run: async ({ db, viewer, input: given, now }) => {
    const record = await db.orm.observation.findUnique({
      where: { id: given.id },
      select: {
        state: true,
        observerId: true,
        secondObserverId: true,
        revisionNo: true,
        unitId: true,
        methodVersionId: true,
        evidence: true,
        conductItemIds: true,
      },
    });
    if (!record) throw new NotFound("observation");
    const refusal = amendRefusal({ ...record, state: record.state as ObservationState }, viewer);
    if (refusal) return refusal;
    if (record.revisionNo !== given.revisionNo) throw new Stale();
    // what the form does not speak of stays
    const input = {
      ...given,
      evidence: given.evidence ?? (record.evidence as AnnouncedFile[]),
      conductItemIds: given.conductItemIds ?? record.conductItemIds,
    };
    const facts = await findEntryFacts(
      db,
      viewer.id,
      { ...input, unitId: record.unitId },
      { versionId: record.methodVersionId },
    );
    const mayRecord = facts.heldUnit || facts.cameByHandover;
    const untimely = logRefusal({ startedAt: input.startedAt, mayRecord }, now);
    if (untimely) return untimely;
    if (!facts.method) throw new NotFound("method version");
    const checked = check(input, facts.method, facts);
    if ("invalid" in checked || "refused" in checked) return checked;

    const next = record.revisionNo + 1;
    const { count } = await db.orm.observation.updateMany({
      where: { id: input.id, revisionNo: record.revisionNo },
      data: {
        state: "SUBMITTED",
        revisionNo: next,
        submittedAt: now,
        updatedAt: now,
        ...columnsOf(input, checked),
      },
    });
    if (count === 0) throw new Stale();
    db.atCommit(revisionOf(viewer, { ...input, unitId: record.unitId }, checked, next, input.reason));
    for (const step of rewritingSubmitted(input.id)) db.atCommit(step);
    return done<Logged>(
      { id: input.id, isRepeat: false, state: "SUBMITTED" },
      {
        entity: "observation",
        id: input.id,
        before: `${record.state}#${record.revisionNo}`,
        after: `SUBMITTED#${next}`,
      },
    );
  },
});

type Checked = {
  confidentiality: number;
  details: Record<string, unknown>;
  lines: { cadreId: string; name: string; roleInEvent: string; details: Record<string, unknown> }[];
};

/** zod's output has a fixed field order, so the text is canonical; a moment is the same in any offset. */
function hashOf({ draft: _, ...entry }: ObservationInput): Buffer {
  return createHash("sha256").update(JSON.stringify(entry)).digest();
}

/** The same body again gets the same answer; null where the id is free. */
function repeated(
  { viewer, input }: Context<ObservationInput, CommandDb>,
  bodyHash: Buffer,
  { existing, handedOver }: EntryFacts,
): Done<Logged> | Refusal | null {
  if (existing) {
    return existing.observerId === viewer.id && existing.bodyHash === bodyHash.toString("hex")
      ? done({ id: input.id, isRepeat: true, state: "SUBMITTED" }, null)
      : refuse("observations.reason.idTaken");
  }
  if (!handedOver) return null;
  if (!handedOver.isOwn) throw new NotFound("observation");
  return handedOver.bodyHash === bodyHash.toString("hex")
    ? done({ id: input.id, isRepeat: true, state: "HANDED_OVER" }, null)
    : refuse("observations.reason.idTaken");
}

/** Into the hand-over inbox, whole: who takes it in adds nothing. False where the id is taken. */
async function receiveHandover(
  { db, input }: Context<ObservationInput, CommandDb>,
  method: EntryMethod,
  checked: Checked,
  bodyHash: Buffer,
): Promise<boolean> {
  const { followUps, links, visitId } = input;
  const body = { ...snapshotOf(input, checked), followUps, links, visitId };
  const [received] = await db.rows<{ isNew: boolean }>(sql`
    select receive_handover(${input.id}::uuid, ${input.unitId}::uuid, ${method.methodId}::uuid, ${method.versionId}::uuid,
      ${bodyHash}::bytea, ${JSON.stringify(body)}::jsonb) as "isNew"`);
  return received?.isNew === true;
}

/** False where the id is taken. */
async function insertRecord(
  { db, viewer, input, now }: Context<ObservationInput, CommandDb>,
  method: EntryMethod,
  checked: Checked,
  bodyHash: Buffer,
): Promise<boolean> {
  const entry = columnsOf(input, checked);
  const inserted = await db.rows(sql`
    insert into observations (
      id, unit_id, observer_id, second_observer_id, method_id, method_version_id, central_task_id, started_at, ended_at,
      place, fact, judgement, dimensions, polarity, confidentiality, details, evidence_note, evidence,
      conduct_item_ids, visit_id, state, cadre_names, body_hash, submitted_at, updated_at)
    values (
      ${input.id}::uuid, ${input.unitId}::uuid, ${viewer.id}::uuid, ${entry.secondObserverId}::uuid,
      ${method.methodId}::uuid, ${method.versionId}::uuid, ${entry.centralTaskId}::uuid,
      ${entry.startedAt}::timestamptz, ${entry.endedAt}::timestamptz, ${entry.place}, ${entry.fact}, ${entry.judgement},
      ${entry.dimensions}::text[], ${entry.polarity}, ${entry.confidentiality}::smallint,
      ${JSON.stringify(entry.details)}::jsonb, ${entry.evidenceNote}, ${JSON.stringify(entry.evidence)}::jsonb,
      ${entry.conductItemIds}::uuid[], ${input.visitId ?? null}::uuid, 'SUBMITTED', ${entry.cadreNames}, ${bodyHash}::bytea, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (id) do nothing returning id`);
  return inserted.length > 0;
}

/** What the method's version and the roster say of the entry. */
function check(
  entry: ObservationContent,
  method: EntryMethod,
  facts: EntryFacts,
): Checked | Malformed | Refusal {
  const issues: Issue[] = boundIssues(method.fields, entry);
  const details = detailsSchema(method.fields).safeParse(entry.details, { reportInput: true });
  if (!details.success) issues.push(...under("details", issuesOf(details.error)));
  const lineSchema = cadreLineSchema(method.fields);
  const lines = entry.cadres.map((line, index) => {
    const columns = lineSchema.safeParse(line.details, { reportInput: true });
    if (!columns.success) issues.push(...under(`cadres.${index}.details`, issuesOf(columns.error)));
    return { ...line, name: facts.cadreNames[line.cadreId] ?? "", details: columns.data ?? {} };
  });
  if (issues.length > 0) return malformed(issues);
  // of a lost unit the author sees no roster: the names are looked up, and refused, when it is taken in
  if (!facts.lostUnit && lines.some((line) => line.name === ""))
    return refuse(
      facts.namesColleagues ? "observations.reason.colleague" : "observations.reason.cadreNotOfUnit",
    );
  if (entry.secondObserverId && !facts.isColleague) return refuse("observations.reason.unknownColleague");
  if (facts.visibleLinks < (entry.links?.length ?? 0)) return refuse("observations.reason.unknownLink");
  return {
    confidentiality: entry.confidentiality ?? method.defaultConfidentiality,
    details: details.data ?? {},
    lines,
  };
}

const under = (prefix: string, issues: Issue[]): Issue[] =>
  issues.map((issue) => ({ ...issue, path: issue.path ? `${prefix}.${issue.path}` : prefix }));

function columnsOf(entry: ObservationContent, checked: Checked) {
  return {
    startedAt: entry.startedAt,
    endedAt: entry.endedAt,
    place: entry.place,
    fact: entry.fact,
    judgement: entry.judgement,
    dimensions: entry.dimensions,
    polarity: entry.polarity,
    confidentiality: checked.confidentiality,
    details: checked.details as Prisma.InputJsonObject,
    evidenceNote: entry.evidenceNote,
    evidence: entry.evidence ?? [],
    conductItemIds: entry.conductItemIds ?? [],
    secondObserverId: entry.secondObserverId ?? null,
    centralTaskId: entry.centralTaskId ?? null,
    cadreNames: checked.lines.map((line) => line.name).join(" "),
  };
}

/** What a revision keeps. */
function snapshotOf(entry: ObservationContent, checked: Checked) {
  const { secondObserverId, centralTaskId, evidence, conductItemIds, ...columns } = columnsOf(entry, checked);
  return {
    ...columns,
    // absent where nothing was said, as in the revisions of before
    ...(evidence.length > 0 && { evidence }),
    ...(conductItemIds.length > 0 && { conductItemIds }),
    startedAt: entry.startedAt.toISOString(),
    endedAt: entry.endedAt.toISOString(),
    secondObserverId,
    centralTaskId,
    cadres: checked.lines,
  };
}

/**
 * The snapshot, the cadre lines (their post of that day is filled by trigger), new follow-ups and the request that is
 * answered, in one statement. A request that was closed meanwhile stays as it is: the record counts all the same.
 */
function revisionOf(
  viewer: { id: string },
  entry: ObservationContent & Pick<AmendmentInput, "id"> & { unitId: string },
  checked: Checked,
  revisionNo: number,
  reason: string,
): Sql {
  const snapshot = snapshotOf(entry, checked);
  return sql`
    with kept as (
      insert into observation_revisions (observation_id, revision_no, author_id, content, reason)
      values (${entry.id}::uuid, ${revisionNo}::int, ${viewer.id}::uuid, ${JSON.stringify(snapshot)}::jsonb, ${reason})
    ), promised as (
      insert into follow_ups (observation_id, unit_id, owner_id, title, due_on)
      select ${entry.id}::uuid, ${entry.unitId}::uuid, ${viewer.id}::uuid, title, "dueOn"
      from jsonb_to_recordset(${JSON.stringify(entry.followUps)}::jsonb) as given(title text, "dueOn" date)
    ), linked as (
      insert into observation_links (from_id, to_id, made_by)
      select ${entry.id}::uuid, id, ${viewer.id}::uuid from unnest(${entry.links ?? []}::uuid[]) as given(id)
      where id <> ${entry.id}::uuid
      on conflict do nothing
    ), answered as (
      update follow_ups set done_at = now(), answer_id = ${entry.id}::uuid
      where id = ${entry.answers ?? null}::uuid and owner_id = ${viewer.id}::uuid and unit_id = ${entry.unitId}::uuid
        and done_at is null
    )
    insert into observation_cadres (observation_id, revision_no, cadre_id, position, role_in_event, details)
    select ${entry.id}::uuid, ${revisionNo}::int, (line ->> 'cadreId')::uuid, position - 1, line ->> 'roleInEvent',
           line -> 'details'
    from jsonb_array_elements(${JSON.stringify(checked.lines)}::jsonb) with ordinality as given(line, position)`;
}
