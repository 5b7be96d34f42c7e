/** Logging a record, and amending one as a new revision. */
import { createHash } from "node:crypto";
import type { Prisma } from "@/generated/prisma/client";
import { getMethodVersion, listCurrentMethods, type MethodVersion } from "@/lib/methods/queries";
import { cadreLineSchema, detailsSchema } from "@/lib/methods/schema";
import { cityDay, type Day } from "@/lib/platform/clock";
import { type Context, command, done, issuesOf, type Malformed, malformed } from "@/lib/platform/command";
import type { WriteDb } from "@/lib/platform/db";
import { type Issue, NotFound, type Refusal, refuse, Stale } from "@/lib/platform/result";
import { boundIssues } from "./form/rules";
import { findEntryFacts } from "./queries";
import { amendRefusal, logRefusal } from "./rules";
import {
  type AmendmentInput,
  amendmentInput,
  type ObservationContent,
  type ObservationInput,
  type ObservationState,
  observationInput,
} from "./schema";

export const logObservation = command({
  name: "logObservation",
  right: "observations.log",
  input: observationInput,
  run: async (context) => {
    const { db, viewer, input, now } = context;
    const bodyHash = hashOf(input);
    const facts = await findEntryFacts(db, viewer.id, input);
    if (facts.existing) {
      const isSame =
        facts.existing.observerId === viewer.id && facts.existing.bodyHash === bodyHash.toString("hex");
      return isSame ? done({ id: input.id, isRepeat: true }, null) : refuse("observations.reason.idTaken");
    }
    const refusal = logRefusal({ startedAt: input.startedAt, heldUnit: facts.heldUnit }, now);
    if (refusal) return refusal;
    const method = await methodOf(db, input, cityDay(now));
    if (!method) return refuse("observations.reason.unknownMethod");
    const checked = check(input, method, facts);
    if ("invalid" in checked || "refused" in checked) return checked;

    const { count } = await db.orm.observation.createMany({
      data: {
        id: input.id,
        unitId: input.unitId,
        observerId: viewer.id,
        methodId: method.methodId,
        methodVersionId: method.versionId,
        state: "SUBMITTED",
        bodyHash: new Uint8Array(bodyHash),
        submittedAt: now,
        updatedAt: now,
        ...columnsOf(input, checked),
      },
      skipDuplicates: true,
    });
    // the same request twice at once: the other one has just committed; or the id is somebody else's
    if (count === 0) return repeated(context, bodyHash);
    await writeRevision(context, input, checked, 1, "");
    await db.orm.observationDraft.deleteMany({ where: { id: input.id } });
    return done(
      { id: input.id, isRepeat: false },
      { entity: "observation", id: input.id, after: "SUBMITTED#1" },
    );
  },
});

export const amendObservation = command({
  name: "amendObservation",
  right: "observations.log",
  input: amendmentInput,
  run: async (context) => {
    const { db, viewer, input, now } = context;
    const record = await db.orm.observation.findUnique({
      where: { id: input.id },
      select: {
        state: true,
        observerId: true,
        secondObserverId: true,
        revisionNo: true,
        unitId: true,
        methodVersionId: true,
      },
    });
    if (!record) throw new NotFound("observation");
    const refusal = amendRefusal({ ...record, state: record.state as ObservationState }, viewer);
    if (refusal) return refusal;
    if (record.revisionNo !== input.revisionNo) throw new Stale();
    const facts = await findEntryFacts(db, viewer.id, { ...input, unitId: record.unitId });
    const untimely = logRefusal({ startedAt: input.startedAt, heldUnit: facts.heldUnit }, now);
    if (untimely) return untimely;
    const checked = check(input, await getMethodVersion(db, record.methodVersionId), facts);
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
    await writeRevision(context, { ...input, unitId: record.unitId }, checked, next, input.reason);
    await db.orm.observationDraft.deleteMany({ where: { observationId: input.id } });
    return done(
      { id: input.id, isRepeat: false },
      {
        entity: "observation",
        id: input.id,
        before: `${record.state}#${record.revisionNo}`,
        after: `SUBMITTED#${next}`,
      },
    );
  },
});

type Facts = Awaited<ReturnType<typeof findEntryFacts>>;
type Checked = {
  confidentiality: number;
  details: Record<string, unknown>;
  lines: { cadreId: string; name: string; roleInEvent: string; details: Record<string, unknown> }[];
};

/** zod's output has a fixed field order, so the text is canonical; a moment is the same in any offset. */
const hashOf = (input: ObservationInput): Buffer =>
  createHash("sha256").update(JSON.stringify(input)).digest();

async function repeated(context: Context<ObservationInput>, bodyHash: Buffer) {
  const { existing } = await findEntryFacts(context.db, context.viewer.id, context.input);
  if (!existing) throw new NotFound("observation");
  return existing.observerId === context.viewer.id && existing.bodyHash === bodyHash.toString("hex")
    ? done({ id: context.input.id, isRepeat: true }, null)
    : refuse("observations.reason.idTaken");
}

async function methodOf(db: WriteDb, input: ObservationInput, today: Day): Promise<MethodVersion | null> {
  const method = input.methodVersionId
    ? await getMethodVersion(db, input.methodVersionId)
    : (await listCurrentMethods(db, today)).find((one) => one.methodId === input.methodId);
  return method?.methodId === input.methodId ? method : null;
}

/** What the method's version and the roster say of the entry. */
function check(
  entry: ObservationContent,
  method: MethodVersion,
  facts: Facts,
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
  if (lines.some((line) => line.name === "")) return refuse("observations.reason.cadreNotOfUnit");
  if (entry.secondObserverId && !facts.isColleague) return refuse("observations.reason.unknownColleague");
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
    secondObserverId: entry.secondObserverId ?? null,
    centralTaskId: entry.centralTaskId ?? null,
    cadreNames: checked.lines.map((line) => line.name).join(" "),
  };
}

/** The snapshot, the cadre lines (their post of that day is filled by trigger) and new follow-ups. */
async function writeRevision(
  { db, viewer }: Context<unknown>,
  entry: ObservationContent & Pick<AmendmentInput, "id"> & { unitId: string },
  checked: Checked,
  revisionNo: number,
  reason: string,
): Promise<void> {
  const { secondObserverId, centralTaskId, ...columns } = columnsOf(entry, checked);
  const snapshot = {
    ...columns,
    startedAt: entry.startedAt.toISOString(),
    endedAt: entry.endedAt.toISOString(),
    secondObserverId,
    centralTaskId,
    cadres: checked.lines,
  };
  await db.orm.observationRevision.createMany({
    data: {
      observationId: entry.id,
      revisionNo,
      authorId: viewer.id,
      content: snapshot as Prisma.InputJsonObject,
      reason,
    },
  });
  if (checked.lines.length > 0) {
    await db.orm.observationCadre.createMany({
      data: checked.lines.map((line, position) => ({
        observationId: entry.id,
        revisionNo,
        cadreId: line.cadreId,
        position,
        roleInEvent: line.roleInEvent,
        details: line.details as Prisma.InputJsonObject,
      })),
    });
  }
  if (entry.followUps.length > 0) {
    await db.orm.followUp.createMany({
      data: entry.followUps.map((one) => ({
        observationId: entry.id,
        unitId: entry.unitId,
        ownerId: viewer.id,
        title: one.title,
        dueOn: one.dueOn ? new Date(`${one.dueOn}T00:00:00Z`) : null,
      })),
    });
  }
}
