import { describe, expect, it } from "vitest";
import { visitIssues } from "@/lib/observations/form/check/rules";
import { FORM_VERSION, restoredEntry } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import {
  visitBodies,
  withUnitCadres,
  withUnitStored,
  withUnitToggled,
} from "@/lib/observations/form/visit/rules";
import { observationInput } from "@/lib/observations/schema";
import { CADRE, fieldsOf, filled, freshOf, UNIT } from "./typed";

const OWN = "22222222-2222-4222-8222-222222222222";
const OTHER = "33333333-3333-4333-8333-333333333333";
const THIRD = "44444444-4444-4444-8444-444444444444";
const COLLEAGUE = "55555555-5555-4555-8555-555555555555";
const fields = fieldsOf("field_survey");
const head = { id: OWN, unitId: UNIT, methodId: UNIT, methodVersionId: UNIT };

/** Ids as they would be made, in order. */
function ids() {
  let made = 0;
  return () => `66666666-6666-4666-8666-${String(++made).padStart(12, "0")}`;
}

function visit(over: Partial<EntryState> = {}): EntryState {
  const begun = withUnitToggled({ ...filled("field_survey"), ...over }, OTHER, ids());
  return withUnitCadres(begun, OTHER, [{ cadreId: COLLEAGUE, roleInEvent: "", details: { duty: "用地" } }]);
}

describe("visitBodies", () => {
  it("is the one record of one unit, without a visit", () => {
    const bodies = visitBodies(filled("field_survey"), head, fields);
    expect(bodies.map(({ id, unitId }) => [id, unitId])).toEqual([[OWN, UNIT]]);
    expect(bodies[0]?.body).not.toHaveProperty("visitId");
    expect(bodies[0]?.body).toMatchObject(head);
  });

  it("is a record for each unit, of one visit, with the same words and its own cadres", () => {
    const [first, second, ...more] = visitBodies(visit(), head, fields);
    expect(more).toEqual([]);
    expect([first?.unitId, second?.unitId]).toEqual([UNIT, OTHER]);
    expect(second?.id).not.toBe(OWN);
    expect(second?.body.id).toBe(second?.id);
    expect(second?.body.visitId).toBe(first?.body.visitId);
    expect(first?.body.cadres.map((line) => line.cadreId)).toEqual([CADRE]);
    expect(second?.body.cadres).toEqual([{ cadreId: COLLEAGUE, roleInEvent: "", details: { duty: "用地" } }]);
    for (const key of ["startedAt", "endedAt", "place", "fact", "judgement", "details", "methodVersionId"])
      expect(Reflect.get(second?.body ?? {}, key)).toEqual(Reflect.get(first?.body ?? {}, key));
  });

  it("promises, links and sends files once, in the first record", () => {
    const evidence = [
      {
        id: CADRE,
        name: "a.jpg",
        type: "image/jpeg",
        size: 9,
        sha256: "ab",
        captureSha256: "ab",
        takenAt: null,
      },
    ];
    const [first, second] = visitBodies(visit({ links: [THIRD], evidence }), head, fields);
    expect(first?.body).toMatchObject({ followUps: [{ title: "月底复看" }], links: [THIRD] });
    expect(first?.body.evidence).toHaveLength(1);
    expect(second?.body.followUps).toEqual([]);
    expect(second?.body).not.toHaveProperty("links");
    expect(second?.body).not.toHaveProperty("evidence");
  });

  it("gives every record the items of the two lists", () => {
    const bodies = visitBodies(visit({ conductItemIds: [THIRD] }), head, fields);
    expect(bodies.map(({ body }) => body.conductItemIds)).toEqual([[THIRD], [THIRD]]);
  });

  it("says the same when it is asked again, and leaves out what is stored", () => {
    const state = visit();
    expect(visitBodies(state, head, fields)).toEqual(visitBodies(state, head, fields));
    const [, second] = visitBodies(state, head, fields);
    const after = withUnitStored(state, second?.id ?? "");
    const [own, ...rest] = visitBodies(after, head, fields);
    expect(rest).toEqual([]);
    // the visit goes on: the stored record belongs to it
    expect(own?.body.visitId).toBe(state.visitId);
  });

  it("is what the server's schema takes", () => {
    for (const { body } of visitBodies(visit(), head, fields)) {
      expect(observationInput.safeParse({ ...body, visitId: undefined }).error).toBeUndefined();
    }
  });
});

describe("withUnitToggled", () => {
  it("makes ids once, and keeps the visit's when a unit goes", () => {
    const newId = ids();
    const two = withUnitToggled(withUnitToggled(freshOf("sit_in"), OTHER, newId), THIRD, newId);
    expect(two.otherUnits.map((other) => other.unitId)).toEqual([OTHER, THIRD]);
    expect(new Set([two.visitId, ...two.otherUnits.map((other) => other.id)]).size).toBe(3);
    const one = withUnitToggled(two, OTHER, newId);
    expect(one.otherUnits).toEqual(two.otherUnits.slice(1));
    expect(one.visitId).toBe(two.visitId);
  });

  it("cannot leave out what the server has", () => {
    const stored = withUnitStored(visit(), visit().otherUnits[0]?.id ?? "");
    expect(withUnitToggled(stored, OTHER, ids())).toBe(stored);
  });
});

describe("visitIssues", () => {
  it("finds nothing in a whole visit", () => {
    expect(visitIssues(visitBodies(visit(), head, fields), fields)).toEqual([]);
  });

  it("says what is shared once, and what concerns another unit's cadres at that unit", () => {
    const twice = [CADRE, CADRE].map((cadreId) => ({ cadreId, roleInEvent: "", details: {} }));
    const state = withUnitCadres({ ...visit(), fact: " " }, OTHER, twice);
    const found = visitIssues(visitBodies(state, head, fields), fields);
    expect(found.map(({ path, code }) => [path, code])).toEqual([
      ["fact", "required"],
      [`otherUnits.${OTHER}`, "chosenTwice"],
    ]);
    const long = withUnitCadres(visit(), OTHER, [
      { cadreId: CADRE, roleInEvent: "", details: { duty: "长".repeat(201) } },
    ]);
    expect(visitIssues(visitBodies(long, head, fields), fields).map(({ path }) => path)).toEqual([
      `otherUnits.${OTHER}.0.details.duty`,
    ]);
  });
});

describe("a draft of before", () => {
  const { conductItemIds: _, links: __, visitId: ___, otherUnits: ____, ...first } = filled("field_survey");

  it("opens without the parts that it did not know", () => {
    expect(FORM_VERSION).toBeGreaterThan(1);
    expect(restoredEntry(first, freshOf("field_survey"), fields)).toEqual(filled("field_survey"));
  });

  it("drops a unit whose id is gone, since its record could be stored twice", () => {
    const kept = { ...first, otherUnits: [{ unitId: OTHER, cadres: [] }, 3, null] };
    expect(restoredEntry(kept, freshOf("field_survey"), fields).otherUnits).toEqual([]);
  });
});
