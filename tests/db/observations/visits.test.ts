/** What belongs together: records of one visit, links to earlier ones, 双十条 items; each as far as a person may see. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listCurrentMethods } from "@/lib/methods/queries";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { getAmendable, getFormFacts } from "@/lib/observations/form/queries";
import { visitBodies, withUnitCadres, withUnitToggled } from "@/lib/observations/form/visit/rules";
import { countObservations, listObservations } from "@/lib/observations/queries";
import { getObservation } from "@/lib/observations/record/queries";
import type { ObservationFilter } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findConductItem,
  findMethod,
  type Person,
  today,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { owner } from "@/tests/support/owner";
import { fieldsOf, filled } from "@/tests/unit/observations-form/typed";

const record = async (person: Person, id: string) =>
  (await read(person, (db) => getObservation(db, id))).record;
/** What the list opens and what it counts. */
const found = (person: Person, filter: ObservationFilter) =>
  read(person, async (db) => ({
    ids: (await listObservations(db, filter)).items.map((one) => one.id).sort(),
    count: await countObservations(db, filter),
  }));
const idsOf = (records: { id: string }[]): string[] => records.map((one) => one.id);

async function twoUnits() {
  const [here, there] = [await createUnit(), await createUnit()];
  const observer = await createPerson("OBSERVER", { units: [here, there] });
  return { here, there, observer };
}

describe("a visit to two units", () => {
  it("is two records that show each other, from one form, and stays when one is corrected", async () => {
    const { here, there, observer } = await twoUnits();
    const [mine, theirs] = [await createCadre(here), await createCadre(there)];
    const method = await findMethod("field_survey");
    const begun = withUnitToggled(filled("field_survey", mine.id, new Date()), there.id, randomUUID);
    const state = withUnitCadres(begun, there.id, [{ cadreId: theirs.id, roleInEvent: "", details: {} }]);
    const head = {
      id: randomUUID(),
      unitId: here.id,
      methodId: method.id,
      methodVersionId: method.versionId,
    };
    const bodies = visitBodies(state, head, fieldsOf("field_survey"));
    for (const { body } of bodies) expect(await logObservation(observer, body)).toMatchObject({ ok: true });

    const [first, second] = bodies;
    const shown = await record(observer, first?.id ?? "");
    expect(idsOf(shown.visit)).toEqual([second?.id]);
    expect(idsOf((await record(observer, second?.id ?? "")).visit)).toEqual([first?.id]);
    expect(shown.followUps).toHaveLength(1);
    expect((await record(observer, second?.id ?? "")).followUps).toEqual([]);
    const visit = await found(observer, { visit: shown.visitId ?? "" });
    expect(visit).toEqual({ ids: idsOf(bodies).sort(), count: 2 });

    await owner().query(
      "insert into observation_reviews (observation_id, revision_no, reviewer_id, decision, reason) values ($1, 1, $2, 'ACCEPT', '')",
      [head.id, (await createPerson("REVIEWER")).id],
    );
    await owner().query("update observations set state = 'ACCEPTED' where id = $1", [head.id]);
    const { unitId: _, methodId: __, methodVersionId: ___, visitId, ...rest } = first?.body ?? {};
    const amendment = { ...rest, revisionNo: 1, reason: "数字更正", fact: "进度为五成。" };
    expect(await amendObservation(observer, { ...amendment, visitId })).toMatchObject({ kind: "invalid" });
    expect(await amendObservation(observer, amendment)).toMatchObject({ ok: true });
    expect(await record(observer, head.id)).toMatchObject({ visitId, revisionNo: 2, state: "SUBMITTED" });
  });

  it("shows nobody a record of it that they may not see, in the record or in the count", async () => {
    const { here, there, observer } = await twoUnits();
    const visitId = randomUUID();
    const open = await createObservation(observer, here, { visitId });
    const remark = await createObservation(observer, there, { visitId, polarity: "ATTENTION" });
    const colleague = await createPerson("OBSERVER", { units: [here] });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    for (const person of [colleague, leader]) {
      expect((await record(person, open.id)).visit).toEqual([]);
      expect(await found(person, { visit: visitId })).toEqual({ ids: [open.id], count: 1 });
    }
    for (const person of [observer, reviewer]) {
      expect(idsOf((await record(person, open.id)).visit)).toEqual([remark.id]);
      expect((await found(person, { visit: visitId })).count).toBe(2);
    }
  });
});

describe("links", () => {
  it("show at both ends, the earlier as earlier", async () => {
    const { here, observer } = await twoUnits();
    const earlier = await createObservation(observer, here, { on: daysAgo(40) });
    const later = await entry(here, [], { links: [earlier.id] });
    expect(await logObservation(observer, later)).toMatchObject({ ok: true });
    expect((await record(observer, later.id)).links).toMatchObject([{ id: earlier.id, isEarlier: true }]);
    expect((await record(observer, earlier.id)).links).toMatchObject([{ id: later.id, isEarlier: false }]);
  });

  it("tell nobody of a record that they may not see, from whichever end", async () => {
    const { here, observer } = await twoUnits();
    const seen = await createObservation(observer, here, { on: daysAgo(40) });
    const remark = await createObservation(observer, here, {
      on: daysAgo(20),
      polarity: "ATTENTION",
      links: [seen],
    });
    const last = await createObservation(observer, here, { links: [remark, seen] });
    const colleague = await createPerson("OBSERVER", { units: [here] });
    const leader = await createPerson("LEADER", { clearance: 3 });
    for (const person of [colleague, leader]) {
      expect(idsOf((await record(person, seen.id)).links)).toEqual([last.id]);
      expect(idsOf((await record(person, last.id)).links)).toEqual([seen.id]);
    }
    expect(idsOf((await record(observer, seen.id)).links)).toEqual([remark.id, last.id]);
    // nor is the text of its revisions a way to it
    const shown = await record(leader, last.id);
    expect(JSON.stringify(shown)).not.toContain(remark.id);
  });

  it("of a record stay with its correction, which may add some but not to itself", async () => {
    const { here, observer } = await twoUnits();
    const [first, second] = [
      await createObservation(observer, here, { on: daysAgo(40) }),
      await createObservation(observer, here, { on: daysAgo(30) }),
    ];
    const input = await entry(here, [], { links: [first.id] });
    await logObservation(observer, input);
    await owner().query(
      "insert into observation_reviews (observation_id, revision_no, reviewer_id, decision, reason) values ($1, 1, $2, 'RETURN', '补充')",
      [input.id, (await createPerson("REVIEWER")).id],
    );
    await owner().query("update observations set state = 'RETURNED' where id = $1", [input.id]);
    expect((await read(observer, (db) => getAmendable(db, input.id))).links).toEqual([first.id]);
    const { unitId: _, methodId: __, ...content } = input;
    expect(
      await amendObservation(observer, {
        ...content,
        links: [second.id, input.id],
        revisionNo: 1,
        reason: "补充关联",
      }),
    ).toMatchObject({ ok: true });
    expect(idsOf((await record(observer, input.id)).links)).toEqual([first.id, second.id]);
  });
});

describe("双十条 items", () => {
  it("find their records, with words and without, and count what they open, for every role", async () => {
    const { here, observer } = await twoUnits();
    const item = await findConductItem("negative_8");
    const word = `专用词${randomUUID().slice(0, 8)}`;
    const conductItemIds = [item.id];
    const open = await createObservation(observer, here, { conductItemIds, fact: `会上${word}说明情况` });
    const remark = await createObservation(observer, here, { conductItemIds, polarity: "ATTENTION" });
    await createObservation(observer, here, { fact: `另一条${word}` });
    const colleague = await createPerson("OBSERVER", { units: [here] });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const filter = { item: item.id, unit: here.id };
    for (const person of [colleague, leader])
      expect(await found(person, filter)).toEqual({ ids: [open.id], count: 1 });
    for (const person of [observer, reviewer])
      expect(await found(person, filter)).toEqual({ ids: [open.id, remark.id].sort(), count: 2 });
    for (const person of [observer, colleague, leader, reviewer])
      expect(await found(person, { ...filter, q: word })).toEqual({ ids: [open.id], count: 1 });
    const admin = await createPerson("ADMIN");
    expect(await found(admin, filter)).toEqual({ ids: [], count: 0 });
    expect((await record(leader, open.id)).conductItems).toMatchObject([{ id: item.id, isSample: true }]);
  });

  it("can all be taken away by a correction", async () => {
    const { here, observer } = await twoUnits();
    const item = await findConductItem("positive_2");
    const input = await entry(here, [], { conductItemIds: [item.id] });
    await logObservation(observer, input);
    await owner().query(
      "insert into observation_reviews (observation_id, revision_no, reviewer_id, decision, reason) values ($1, 1, $2, 'RETURN', '核对')",
      [input.id, (await createPerson("REVIEWER")).id],
    );
    await owner().query("update observations set state = 'RETURNED' where id = $1", [input.id]);
    const { unitId: _, methodId: __, ...content } = input;
    await amendObservation(observer, { ...content, conductItemIds: [], revisionNo: 1, reason: "不涉及" });
    const page = await read(observer, (db) => getObservation(db, input.id));
    expect(page.record.conductItems).toEqual([]);
    // the earlier revision still says it, in words
    expect(page.record.revisions.at(-1)?.content.conductItemIds).toEqual([item.id]);
    expect(page.names[item.id]).toBe(item.text);
  });
});

describe("getFormFacts", () => {
  it("offers the unit's records that the person may see, older ones when asked, and the other units", async () => {
    const { here, there, observer } = await twoUnits();
    const colleague = await createPerson("OBSERVER", { units: [here] });
    const [method] = await read(observer, (db) => listCurrentMethods(db, today()));
    if (!method) throw new Error("no method");
    const old = await createObservation(observer, here, { on: daysAgo(300), fact: "一\n二" });
    const theirs = await createObservation(colleague, here, { on: daysAgo(5) });
    await createObservation(colleague, here, { on: daysAgo(4), polarity: "ATTENTION" });
    const elsewhere = await createObservation(observer, there);
    for (let day = 10; day < 20; day++) await createObservation(observer, here, { on: daysAgo(day) });
    const cadre = await createCadre(there);
    const facts = await read(observer, (db) =>
      getFormFacts(db, {
        viewerId: observer.id,
        unitId: here.id,
        today: today(),
        method,
        otherUnitIds: [here.id, there.id],
        linkIds: [old.id, elsewhere.id],
      }),
    );
    expect(facts.recentRecords).toHaveLength(11);
    expect(facts.recentRecords[0]?.id).toBe(theirs.id);
    expect(facts.recentRecords.at(-1)).toMatchObject({ id: old.id, words: "一 二" });
    expect(facts.otherUnits.map((one) => [one.id, idsOf(one.cadres)])).toEqual([[there.id, [cadre.id]]]);
    expect(facts.conductItems).toHaveLength(20);
  });
});
