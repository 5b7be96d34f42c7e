import { describe, expect, it } from "vitest";
import { withTextAdded } from "@/components/observation/form/early-entry";
import { keptDraft, resumedCopy } from "@/lib/field/draft/rules";
import { itemsOf } from "@/lib/field/outbox/parcel/rules";
import { FORM_VERSION, restoredEntry } from "@/lib/observations/form/draft/rules";
import { visitBodies, withUnitCadres, withUnitToggled } from "@/lib/observations/form/visit/rules";
import { CADRE, fieldsOf, freshOf, UNIT } from "../observations-form/typed";

const newId = () => "new-copy";
const fields = fieldsOf("field_survey");

describe("a draft from another release", () => {
  /** as it lay in localStorage until drafts moved to a database of their own */
  const first = {
    version: 1,
    id: "d1",
    unitId: UNIT,
    unitName: "赤岸镇",
    methodId: "m",
    methodName: "现场调研",
    observationId: null,
    savedAt: "2026-11-20T01:00:00.000Z",
    syncedAt: null,
    isSynced: false,
    state: { fact: "写了一半", place: "工地", startedAt: "2026-11-20T09:00" },
  };

  it("the first version opens with all its words", () => {
    const kept = keptDraft(first, newId);
    expect(kept).toMatchObject({
      isReadable: true,
      draft: { version: FORM_VERSION, id: "d1", copyId: "new-copy", serial: 0, baseVersion: null },
    });
    if (!kept.isReadable) return;
    const state = restoredEntry(kept.draft.state, freshOf("field_survey"), fields);
    expect(state).toMatchObject({ fact: "写了一半", place: "工地", evidence: [], otherUnits: [] });
  });

  it("a newer one is shown with its first words and left alone", () => {
    expect(keptDraft({ ...first, version: FORM_VERSION + 1 }, newId)).toEqual({
      isReadable: false,
      id: "d1",
      savedAt: first.savedAt,
      words: "写了一半",
    });
  });

  it("what is no draft is no draft", () => {
    for (const odd of [null, 3, "x", [], {}, { ...first, state: null }])
      expect(keptDraft(odd, newId).isReadable).toBe(false);
  });
});

describe("words typed while the draft was being fetched", () => {
  it("stand below those that were kept", () => {
    const shown = freshOf("field_survey");
    const kept = { ...shown, fact: "先前写的", place: "" };
    const typed = { ...shown, fact: "刚写的", place: "村口" };
    expect(withTextAdded(kept, shown, typed)).toMatchObject({ fact: "先前写的\n刚写的", place: "村口" });
    expect(withTextAdded(kept, shown, shown)).toBe(kept);
    // the page showed what was kept, and the hand went on from there
    expect(withTextAdded(kept, kept, { ...kept, fact: "先前写的，改了" })).toMatchObject({
      fact: "先前写的，改了",
    });
  });
});

describe("what one submit puts into the outbox", () => {
  const OTHER = "22222222-2222-4222-8222-222222222222";
  let made = 0;
  const nextId = () => `id-${++made}`;
  const two = withUnitCadres(
    withUnitToggled({ ...freshOf("field_survey"), fact: "两个单位一起看" }, OTHER, nextId),
    OTHER,
    [{ cadreId: CADRE, roleInEvent: "", details: {} }],
  );
  const evidence = [
    {
      id: "photo",
      name: "1.jpg",
      type: "image/jpeg",
      size: 10,
      sha256: "a",
      captureSha256: "b",
      takenAt: null,
    },
  ];
  const state = { ...two, evidence };
  const head = { id: "own", unitId: UNIT, methodId: "m", methodVersionId: "v" };
  const items = itemsOf(
    {
      viewerId: "person",
      state,
      bodies: visitBodies(state, head, fields),
      methodName: "现场调研",
      unitName: (id) => (id === UNIT ? "赤岸镇" : "建设局"),
    },
    new Date("2026-11-24T02:00:00Z"),
  );

  it("one entry for each unit, the files with the first", () => {
    expect(items.map((one) => [one.id, one.unitName, one.files.length])).toEqual([
      ["own", "赤岸镇", 1],
      [two.otherUnits[0]?.id, "建设局", 0],
    ]);
  });

  it("each can be written on alone: the same body again, and no other unit's", () => {
    for (const one of items) {
      const { state: form, unitId, methodId, methodVersionId } = one.form;
      const again = visitBodies(form, { id: one.id, unitId, methodId, methodVersionId }, fields);
      expect(again.map((each) => each.body)).toEqual([one.body]);
    }
  });
});

describe("resumedCopy", () => {
  it("goes on as the copy that was submitted, after all that it had sent", () => {
    expect(resumedCopy({ copyId: "here", version: 3, serial: 7 }, () => "new")).toEqual({
      copyId: "here",
      serial: 8,
      baseVersion: 3,
    });
  });

  it("is a copy of its own where the release before said no serial, or nothing was known", () => {
    expect(resumedCopy({ copyId: "here", version: 3 }, () => "new")).toEqual({
      copyId: "new",
      serial: 1,
      baseVersion: 3,
    });
    expect(resumedCopy(undefined, () => "new")).toEqual({ copyId: "new", serial: 1, baseVersion: null });
  });
});
