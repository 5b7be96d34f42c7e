import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getFieldKit } from "@/lib/field/kit/queries";
import { methodCodes } from "@/lib/methods/schema";
import { saveDraft } from "@/lib/observations/drafts/commands";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import {
  createAssignment,
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findMethod,
  type Person,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

/** As the request would look the person up. */
async function viewerOf(person: Person): Promise<Viewer> {
  const { rows } = await owner().query(
    `select id, account, name, department, roles, clearance, unit_ids as "unitIds", own_unit_id as "ownUnitId",
            cadre_id as "cadreId", locale from enter($1::uuid)`,
    [person.id],
  );
  return rows[0];
}
async function kitOf(person: Person) {
  const viewer = await viewerOf(person);
  return read(viewer, (db) => getFieldKit(db, viewer, new Date()));
}

describe("getFieldKit", () => {
  it("holds the viewer's units of today with team, place, gaps and follow-ups", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const record = await createObservation(observer, unit, { method: "field_survey", on: daysAgo(3) });
    await owner().query(
      "insert into follow_ups (observation_id, unit_id, owner_id, title, due_on) values ($1, $2, $3, '看整改', $4)",
      [record.id, unit.id, observer.id, today()],
    );
    const kit = await kitOf(observer);
    expect(kit.viewer).toMatchObject({ id: observer.id, name: observer.name });
    expect(kit.units).toHaveLength(1);
    expect(kit.units[0]).toMatchObject({
      id: unit.id,
      until: null,
      lastOn: daysAgo(3),
      silentDays: 3,
      lastUsed: { [record.methodId]: daysAgo(3) },
      cadres: [{ id: cadre.id, name: cadre.name }],
      followUps: [{ title: "看整改", dueOn: today() }],
    });
    expect(kit.methods).toHaveLength(methodCodes.length);
    expect(kit.units[0]?.due).toHaveLength(methodCodes.length);
    // it travels as JSON
    expect(JSON.parse(JSON.stringify(kit))).toEqual(kit);
  });

  it("tells until when a unit is the viewer's", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER");
    await createAssignment(observer, unit, { startsOn: daysAgo(30), endsOn: today() });
    expect((await kitOf(observer)).units).toMatchObject([{ id: unit.id, until: today() }]);
  });

  it("holds nothing of a unit whose assignment has ended or not begun", async () => {
    const [ended, ahead] = [await createUnit(), await createUnit()];
    const cadre = await createCadre(ended);
    const observer = await createPerson("OBSERVER");
    await createAssignment(observer, ended, { startsOn: daysAgo(30), endsOn: daysAgo(1) });
    await createAssignment(observer, ahead, { startsOn: daysAgo(-1) });
    const kit = await kitOf(observer);
    expect(kit.units).toEqual([]);
    expect(JSON.stringify(kit)).not.toContain(cadre.name);
  });

  it("holds nothing of a colleague's units, drafts, returned records and follow-ups", async () => {
    const [mine, theirs] = [await createUnit(), await createUnit()];
    const theirCadre = await createCadre(theirs);
    const observer = await createPerson("OBSERVER", { units: [mine] });
    const colleague = await createPerson("OBSERVER", { units: [mine, theirs] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const method = await findMethod("field_survey");
    const returned = await createObservation(colleague, mine, { state: "RETURNED", reviewer });
    await owner().query(
      "insert into follow_ups (observation_id, unit_id, owner_id, title) values ($1, $2, $3, '同事的跟进')",
      [returned.id, mine.id, colleague.id],
    );
    await saveDraft(colleague, {
      id: randomUUID(),
      unitId: mine.id,
      methodId: method.id,
      content: { fact: "同事的草稿" },
    });
    const text = JSON.stringify(await kitOf(observer));
    for (const word of [theirCadre.name, "同事的跟进", "同事的草稿", returned.id])
      expect(text).not.toContain(word);
    const own = await kitOf(colleague);
    expect(own.units.map((unit) => unit.id).sort()).toEqual([mine.id, theirs.id].sort());
    expect(own.returned).toMatchObject([{ id: returned.id, reason: "请补充数字", reviewer: reviewer.name }]);
    expect(own.drafts).toMatchObject([{ content: { fact: "同事的草稿" } }]);
  });

  it("narrows to one unit, and never widens beyond the viewer's own", async () => {
    const [one, other, foreign] = [await createUnit(), await createUnit(), await createUnit()];
    const viewer = await viewerOf(await createPerson("OBSERVER", { units: [one, other] }));
    const kit = await read(viewer, (db) =>
      getFieldKit(db, viewer, new Date(), { unitIds: [one.id, foreign.id] }),
    );
    expect(kit.units.map((unit) => unit.id)).toEqual([one.id]);
  });
});
