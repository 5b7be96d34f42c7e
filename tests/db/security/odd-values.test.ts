/** Values that only a forged request holds: an outcome with a word of ours, never a database's error. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { endAssignment, reassignUnit } from "@/lib/assignments/commands";
import { logObservation } from "@/lib/observations/commands";
import { saveDraft } from "@/lib/observations/drafts/commands";
import { findDraft } from "@/lib/observations/drafts/queries";
import { read } from "@/lib/platform/db";
import { createAssignment, createPerson, createUnit, daysAgo, today } from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";

async function observer() {
  const unit = await createUnit();
  return { unit, person: await createPerson("OBSERVER", { units: [unit] }) };
}

describe("logObservation", () => {
  it.each([
    ["a central task that is not there", { centralTaskId: randomUUID() }, "refused"],
    ["a colleague who is not there", { secondObserverId: randomUUID() }, "refused"],
    ["a method that is not there", { methodId: randomUUID() }, "refused"],
    ["a method's version that is not there", { methodVersionId: randomUUID() }, "notFound"],
    ["a unit that is not there", { unitId: randomUUID() }, "refused"],
    ["a moment in year 0", { startedAt: "0000-01-01T00:00:00Z" }, "invalid"],
    ["a day in year 0", { followUps: [{ title: "复看", dueOn: "0000-01-01" }] }, "invalid"],
  ])("refuses %s", async (_, over, kind) => {
    const { unit, person } = await observer();
    expect(await logObservation(person, { ...(await entry(unit)), ...over })).toMatchObject({
      ok: false,
      kind,
    });
  });
});

describe("saveDraft", () => {
  it("keeps what can be kept of half a character and of the zero byte", async () => {
    const { unit, person } = await observer();
    const id = randomUUID();
    const content = { fact: "甲\u0000乙", values: { note: "半个\ud83d", kept: "\\u0000 🙂" } };
    expect(await saveDraft(person, { id, unitId: unit.id, content })).toMatchObject({ ok: true });
    const draft = await read(person, (db) => findDraft(db, id));
    expect(draft?.content).toEqual({ fact: "甲乙", values: { note: "半个\ufffd", kept: "\\u0000 🙂" } });
  });
});

describe("one's own assignment", () => {
  it("is ended and handed over by another administrator", async () => {
    const unit = await createUnit();
    const self = await createPerson(["ADMIN", "OBSERVER"]);
    const other = await createPerson("OBSERVER");
    const assignmentId = await createAssignment(self, unit, { startsOn: daysAgo(100) });
    const end = { assignmentId, rowVersion: 1, endsOn: today(), reason: "调整分工" };
    const refused = { ok: false, kind: "refused", reason: "assignments.reason.ownEnd" };
    expect(await endAssignment(self, end)).toMatchObject(refused);
    const next = { id: randomUUID(), assignmentId, rowVersion: 1, observerId: other.id };
    expect(await reassignUnit(self, { ...next, startsOn: today(), reason: "调整分工" })).toMatchObject(
      refused,
    );
    expect(await endAssignment(await createPerson("ADMIN"), end)).toMatchObject({ ok: true });
  });
});
