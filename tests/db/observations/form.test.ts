import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listCurrentMethods } from "@/lib/methods/queries";
import { methodCodes } from "@/lib/methods/schema";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { discardDraft, saveDraft } from "@/lib/observations/drafts/commands";
import { listDrafts } from "@/lib/observations/drafts/queries";
import { entryContent } from "@/lib/observations/form/content/rules";
import { getAmendable, getFormFacts, listMethodUse } from "@/lib/observations/form/queries";
import { type EntryState, entryOf, freshEntry } from "@/lib/observations/form/rules";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findMethod,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { fieldsOf, filled } from "@/tests/unit/observations-form/typed";

async function scene() {
  const unit = await createUnit();
  return {
    unit,
    observer: await createPerson("OBSERVER", { units: [unit] }),
    cadre: await createCadre(unit, { title: "局长" }),
  };
}

/** The form of a method as it would be sent from the page. */
async function sent(code: string, unit: TestUnit, state: EntryState) {
  const method = await findMethod(code);
  return {
    ...entryContent(state, fieldsOf(code)),
    id: randomUUID(),
    unitId: unit.id,
    methodId: method.id,
    methodVersionId: method.versionId,
  };
}

const stored = async (id: string) =>
  (
    await owner().query(
      "select fact, details, ended_at, revision_no, state from observations where id = $1",
      [id],
    )
  ).rows[0];

describe("logObservation from the entry form", () => {
  it.each(methodCodes)("takes %s filled to the last field", async (code) => {
    const { unit, observer, cadre } = await scene();
    const input = await sent(code, unit, filled(code, cadre.id, new Date()));

    expect(await logObservation(observer, input)).toEqual({
      ok: true,
      value: { id: input.id, isRepeat: false, state: "SUBMITTED" },
    });
    expect((await stored(input.id)).details).toEqual(JSON.parse(JSON.stringify(input.details)));
  });

  it("says at which field a wrong answer stands, and stores nothing", async () => {
    const { unit, observer, cadre } = await scene();
    const state = filled("field_survey", cadre.id, new Date());
    const input = await sent("field_survey", unit, {
      ...state,
      place: "",
      details: { ...state.details, progress: "120", interviewees: ["没有这一类"] },
    });

    const outcome = await logObservation(observer, input);

    expect(outcome).toMatchObject({
      ok: false,
      kind: "invalid",
      issues: [
        { path: "place", code: "required" },
        { path: "details.progress", code: "tooLarge" },
        { path: "details.interviewees.0", code: "notAnOption" },
      ],
    });
    expect(await stored(input.id)).toBeUndefined();
  });

  it("refuses a key that the method does not ask for", async () => {
    const { unit, observer, cadre } = await scene();
    const input = await sent("sit_in", unit, filled("sit_in", cadre.id, new Date()));
    const outcome = await logObservation(observer, { ...input, details: { ...input.details, sneaked: "" } });
    expect(outcome).toMatchObject({
      ok: false,
      kind: "invalid",
      issues: [{ path: "details", code: "unknownKey" }],
    });
  });

  it("refuses a cadre of another unit", async () => {
    const { unit, observer } = await scene();
    const stranger = await createCadre(await createUnit());
    const outcome = await logObservation(
      observer,
      await sent("field_survey", unit, filled("field_survey", stranger.id, new Date())),
    );
    expect(outcome).toMatchObject({ ok: false, reason: "observations.reason.cadreNotOfUnit" });
  });

  it("refuses a unit that is somebody else's", async () => {
    const { observer } = await scene();
    const elsewhere = await createUnit();
    const cadre = await createCadre(elsewhere);
    const outcome = await logObservation(
      observer,
      await sent("field_survey", elsewhere, filled("field_survey", cadre.id, new Date())),
    );
    expect(outcome).toMatchObject({ ok: false, reason: "observations.reason.notMyUnit" });
  });

  it("refuses an end before the start, and a start that lies ahead", async () => {
    const { unit, observer, cadre } = await scene();
    const state = filled("field_survey", cadre.id, new Date());
    const backwards = await sent("field_survey", unit, { ...state, endedAt: "2026-01-01T08:00" });
    expect(await logObservation(observer, backwards)).toMatchObject({
      ok: false,
      issues: [{ path: "endedAt", code: "endBeforeStart" }],
    });
    const ahead = await sent(
      "field_survey",
      unit,
      filled("field_survey", cadre.id, new Date(Date.now() + 3_600_000)),
    );
    expect(await logObservation(observer, ahead)).toMatchObject({
      ok: false,
      reason: "observations.reason.inFuture",
    });
  });

  it("names the limit of a text of 100 kB instead of cutting it", async () => {
    const { unit, observer, cadre } = await scene();
    const input = await sent("field_survey", unit, {
      ...filled("field_survey", cadre.id, new Date()),
      fact: "长".repeat(34_000),
    });
    expect(await logObservation(observer, input)).toMatchObject({
      ok: false,
      issues: [{ path: "fact", code: "tooLong", params: { maximum: 5000 } }],
    });
  });

  it.each([
    ["rare characters and pictures", "𠮷姓干部👨‍👩‍👧 到场"],
    ["markup, which stays text", "<b>粗</b><script>alert(1)</script>"],
    ["five thousand characters beyond the first plane", "𠮷".repeat(5000)],
  ])("keeps %s as typed", async (_, fact) => {
    const { unit, observer, cadre } = await scene();
    const input = await sent("field_survey", unit, { ...filled("field_survey", cadre.id, new Date()), fact });
    expect((await logObservation(observer, input)).ok).toBe(true);
    expect((await stored(input.id)).fact).toBe(fact);
  });

  it("makes one record of the same form sent twice at once, and drops its draft", async () => {
    const { unit, observer, cadre } = await scene();
    const state = filled("field_survey", cadre.id, new Date());
    const input = await sent("field_survey", unit, state);
    await saveDraft(observer, { id: input.id, unitId: unit.id, methodId: input.methodId, content: state });

    const outcomes = await Promise.all([logObservation(observer, input), logObservation(observer, input)]);

    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true]);
    expect(await read(observer, (db) => listDrafts(db))).toEqual([]);
  });
});

describe("amendObservation from the entry form", () => {
  async function amended(observer: Person, id: string, over: Partial<EntryState> = {}) {
    const record = await read(observer, (db) => getAmendable(db, id));
    const fields = fieldsOf("field_survey");
    const state = { ...entryOf(record, fields), reason: "补上数字", ...over };
    return { ...entryContent(state, fields), id, revisionNo: record.revisionNo, reason: state.reason };
  }

  it("shows the reviewer's reason of a returned record, and makes a second revision", async () => {
    const { unit, observer, cadre } = await scene();
    const reviewer = await createPerson("REVIEWER");
    const { id } = await createObservation(observer, unit, { state: "RETURNED", reviewer, cadres: [cadre] });

    const record = await read(observer, (db) => getAmendable(db, id));
    expect(record.returned).toMatchObject({ reason: "请补充数字", reviewer: reviewer.name });
    expect(record.cadres).toMatchObject([{ cadreId: cadre.id, name: cadre.name, title: "局长" }]);
    const outcome = await amendObservation(
      observer,
      await amended(observer, id, { fact: "进度四成，40 台车" }),
    );

    expect(outcome).toMatchObject({ ok: true });
    expect(await stored(id)).toMatchObject({ fact: "进度四成，40 台车", revision_no: 2, state: "SUBMITTED" });
  });

  it("refuses a change without a reason", async () => {
    const { unit, observer } = await scene();
    const { id } = await createObservation(observer, unit, { state: "ACCEPTED" });
    expect(await amendObservation(observer, await amended(observer, id, { reason: " " }))).toMatchObject({
      ok: false,
      issues: [{ path: "reason", code: "required" }],
    });
  });

  it("is stale once another revision was made", async () => {
    const { unit, observer } = await scene();
    const { id } = await createObservation(observer, unit, { state: "ACCEPTED" });
    const first = await amended(observer, id);
    expect((await amendObservation(observer, first)).ok).toBe(true);
    // accepted again meanwhile, so that the state allows a change
    const reviewer = await createPerson("REVIEWER");
    await owner().query(
      "insert into observation_reviews (observation_id, revision_no, reviewer_id, decision) values ($1, 2, $2, 'ACCEPT')",
      [id, reviewer.id],
    );
    await owner().query("update observations set state = 'ACCEPTED' where id = $1", [id]);
    expect(await amendObservation(observer, first)).toEqual({ ok: false, kind: "stale" });
  });

  it("knows nothing of a record that the person may not see", async () => {
    const { unit, observer } = await scene();
    const { id } = await createObservation(observer, unit);
    const other = await createPerson("OBSERVER", { units: [await createUnit()] });
    await expect(read(other, (db) => getAmendable(db, id))).rejects.toThrow(NotFound);
  });
});

describe("getFormFacts", () => {
  async function factsFor(observer: Person, unit: TestUnit, code = "field_survey") {
    return read(observer, async (db) => {
      const method = (await listCurrentMethods(db, today())).find((one) => one.code === code);
      if (!method) throw new Error(code);
      return getFormFacts(db, { viewerId: observer.id, unitId: unit.id, today: today(), method });
    });
  }

  it("brings the team, those who left within the year, the last place, and the colleagues", async () => {
    const { unit, observer, cadre } = await scene();
    const left = await createCadre(unit, { endsOn: daysAgo(30) });
    const gone = await createCadre(unit, { endsOn: daysAgo(500) });
    const colleague = await createPerson("OBSERVER");
    await createObservation(observer, unit, { on: daysAgo(3) });

    const facts = await factsFor(observer, unit);

    const ids = facts.cadres.map((one) => one.id);
    expect(ids).toEqual(expect.arrayContaining([cadre.id, left.id]));
    expect(ids).not.toContain(gone.id);
    expect(facts.lastPlace).toBe("现场");
    expect(facts.people.find((one) => one.id === colleague.id)).toMatchObject({ isObserver: true });
    expect(facts.people.some((one) => one.id === observer.id)).toBe(false);
    expect(facts.units).toEqual([]);
    const fields = fieldsOf("field_survey");
    const fresh = freshEntry({ fields, confidentiality: 1, lastPlace: facts.lastPlace, now: new Date() });
    const quick = await sent("field_survey", unit, { ...fresh, fact: "看了工地" });
    expect((await logObservation(observer, quick)).ok).toBe(true);
  });

  it("brings the units only where the method asks for one", async () => {
    const { unit, observer } = await scene();
    expect((await factsFor(observer, unit, "record_review")).units.map((one) => one.id)).toContain(unit.id);
  });

  it("shows no cadre of a unit that is not the observer's", async () => {
    const { observer } = await scene();
    const elsewhere = await createUnit();
    await createCadre(elsewhere);
    expect((await factsFor(observer, elsewhere)).cadres).toEqual([]);
  });
});

describe("listMethodUse", () => {
  it("puts the method used last first", async () => {
    const { unit, observer } = await scene();
    const early = await createObservation(observer, unit, { method: "sit_in", on: daysAgo(9) });
    const late = await createObservation(observer, unit, { method: "field_survey", on: daysAgo(2) });
    const use = await read(observer, (db) => listMethodUse(db, observer.id, [unit.id]));
    expect(use.map((one) => one.methodId)).toEqual([late.methodId, early.methodId]);
  });
});

describe("drafts of the entry form", () => {
  it("are kept half-written, seen by their author only, and gone once discarded", async () => {
    const { unit, observer } = await scene();
    const other = await createPerson("OBSERVER", { units: [unit] });
    const id = randomUUID();
    const content = { fact: "写到一半𠮷", details: { progress: "四成" } };

    expect(await saveDraft(observer, { id, unitId: unit.id, content })).toMatchObject({ ok: true });

    expect(await read(observer, (db) => listDrafts(db))).toMatchObject([
      { id, unitName: unit.shortName, content },
    ]);
    expect(await read(other, (db) => listDrafts(db))).toEqual([]);
    expect(await discardDraft(other, { id })).toEqual({ ok: true, value: { discarded: false } });
    expect(await discardDraft(observer, { id })).toEqual({ ok: true, value: { discarded: true } });
  });
});
