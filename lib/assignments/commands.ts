/** 联系分工: who has which unit from when. Every refusal has a twin in the database (rules 1 and 2). */
import { loadLimits } from "@/lib/calendar/limits/queries";
import type { Day } from "@/lib/platform/clock";
import { addDays } from "@/lib/platform/clock";
import { command, done } from "@/lib/platform/command";
import type { WriteDb } from "@/lib/platform/db";
import { type Refusal, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { findAssignment, getAssignment, getObserverForUnit } from "./queries";
import { assignRefusal, endRefusal, overlapRefusal, overrideRefusal } from "./rules";
import { type AssignInput, assignInput, endInput, overrideInput, reassignInput } from "./schema";

export const assignUnit = command({
  name: "assignUnit",
  right: "assignments.assign",
  input: assignInput,
  run: async ({ db, viewer, input, today }) => {
    const begun = await begin(db, viewer, input, today);
    if ("refused" in begun) return begun;
    const trace = { entity: "assignment", id: input.id, after: stated(input) };
    return done({ id: input.id }, begun.isRepeat ? null : trace);
  },
});

export const endAssignment = command({
  name: "endAssignment",
  right: "assignments.assign",
  input: endInput,
  run: async ({ db, viewer, input, today }) => {
    const before = await end(db, viewer, input, today);
    if ("refused" in before) return before;
    return done(
      { id: input.assignmentId, unitId: before.unitId },
      { entity: "assignment", id: input.assignmentId, before: before.endsOn ?? "", after: input.endsOn },
    );
  },
});

/** The present observer ends the day before the new one begins, or some weeks later; both or neither. */
export const reassignUnit = command({
  name: "reassignUnit",
  right: "assignments.assign",
  input: reassignInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, assignmentId, observerId, startsOn, reason, rowVersion } = input;
    const present = await getAssignment(db, assignmentId);
    const { unitId } = present;
    if (present.observerId === observerId) return refuse("assignments.reason.sameObserver");
    const lastDay = input.lastDay ?? addDays(startsOn, -1);
    const tooLong = overlapRefusal(lastDay, startsOn, await loadLimits(db, startsOn));
    if (tooLong) return refuse(tooLong);
    const next = { id, observerId, unitId, startsOn, reason };
    // the new one first: a repeat of this form waits there, and must not find the old one changed
    const begun = await begin(db, viewer, next, today);
    if ("refused" in begun) return begun;
    if (begun.isRepeat) return done({ id, unitId }, null);
    // one that ends by then anyway keeps its end
    if (present.endsOn === null || present.endsOn > lastDay) {
      const ended = await end(db, viewer, { assignmentId, rowVersion, endsOn: lastDay, reason }, today);
      if ("refused" in ended) return ended;
    }
    return done({ id, unitId }, { entity: "assignment", id, before: assignmentId, after: stated(next) });
  },
});

/** A leader lets an assignment stand against a recusal; the assignment itself stays the administrator's. */
export const overrideRecusal = command({
  name: "overrideRecusal",
  right: "recusals.override",
  input: overrideInput,
  run: async ({ db, viewer, input, today }) => {
    const { observerId, unitId, expiresOn, reason } = input;
    const { recusals, limits } = await getObserverForUnit(db, observerId, unitId, today);
    const refused = overrideRefusal(recusals, expiresOn, observerId === viewer.id, today, limits);
    if (refused) return refuse(refused);
    const [made] = await db.rows<{ id: string }>(sql`
      insert into recusal_overrides (id, observer_id, unit_id, reason, granted_by, granted_on, expires_on)
      values (gen_random_uuid(), ${observerId}::uuid, ${unitId}::uuid, ${reason}, ${viewer.id}::uuid,
              ${today}::date, ${expiresOn}::date)
      returning id`);
    const id = made?.id ?? "";
    return done({ id }, { entity: "recusalOverride", id, after: `${observerId} ${unitId} ${expiresOn}` });
  },
});

const stated = ({ observerId, unitId, startsOn }: AssignInput): string =>
  `${observerId} ${unitId} ${startsOn}`;

/** The same form sent twice: the first one stands, and the second gets the same answer. */
async function isAlreadyMade(db: WriteDb, input: AssignInput): Promise<boolean> {
  const found = await findAssignment(db, input.id);
  return (
    found !== null &&
    found.observerId === input.observerId &&
    found.unitId === input.unitId &&
    found.startsOn === input.startsOn
  );
}

async function begin(
  db: WriteDb,
  viewer: Viewer,
  input: AssignInput,
  today: Day,
): Promise<Refusal | { isRepeat: boolean }> {
  const { id, observerId, unitId, startsOn, reason } = input;
  const found = await getObserverForUnit(db, observerId, unitId, startsOn);
  const { unitStartsOn, unitEndsOn, limits, ...observer } = found;
  const refused = assignRefusal(
    { ...observer, isSelf: observerId === viewer.id },
    { unitId, startsOn, unitStartsOn, unitEndsOn, limits },
    today,
  );
  // a repeat of the form is refused by its own first copy, whenever that was committed
  if (refused) return (await isAlreadyMade(db, input)) ? { isRepeat: true } : refuse(refused);
  // of two identical forms at once the second waits at the observer and then finds the row
  const made = await db.rows(sql`
    insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by)
    values (${id}::uuid, ${observerId}::uuid, ${unitId}::uuid, ${startsOn}::date, ${reason}, ${viewer.id}::uuid)
    on conflict (id) do nothing
    returning id`);
  if (made.length > 0) return { isRepeat: false };
  return (await isAlreadyMade(db, input)) ? { isRepeat: true } : refuse("assignments.reason.overlap");
}

type End = { assignmentId: string; rowVersion: number; endsOn: Day; reason: string };

async function end(
  db: WriteDb,
  viewer: Viewer,
  { assignmentId, rowVersion, endsOn, reason }: End,
  today: Day,
): Promise<Refusal | { unitId: string; endsOn: Day | null }> {
  const present = await getAssignment(db, assignmentId);
  if (present.rowVersion !== rowVersion) throw new Stale("assignment");
  if (present.observerId === viewer.id) return refuse("assignments.reason.ownEnd");
  const refused = endRefusal(present, endsOn, today, await loadLimits(db, today));
  if (refused) return refuse(refused);
  const { count } = await db.orm.assignment.updateMany({
    where: { id: assignmentId, rowVersion },
    data: { endsOn: new Date(`${endsOn}T00:00:00Z`), endReason: reason, rowVersion: { increment: 1 } },
  });
  if (count === 0) throw new Stale("assignment");
  return { unitId: present.unitId, endsOn: present.endsOn };
}
