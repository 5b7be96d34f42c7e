import { describe, expect, it } from "vitest";
import { findLiaisonDesk, findObserverDesk, findReviewerDesk } from "@/lib/coverage/desk/queries";
import { countObservations } from "@/lib/observations/queries";
import { listWaiting } from "@/lib/observations/review/queries";
import { read } from "@/lib/platform/db";
import { createObservation, createPerson, createUnit, daysAgo, today } from "../../support/builders";

/** Before anything in the demo world, so that these stand first in the queue. */
const LONG_AGO = "2001-01-01";

describe("findObserverDesk", () => {
  it("shows returned records with the reason, and nobody else's", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const returned = await createObservation(observer, unit, { state: "RETURNED", reviewer });
    await createObservation(colleague, unit, { state: "RETURNED", reviewer });
    const desk = await read(observer, (db) => findObserverDesk(db, observer));
    expect(desk.returned.count).toBe(1);
    expect(desk.returned.first).toMatchObject([
      { id: returned.id, reason: "请补充数字", unitName: unit.shortName },
    ]);
    expect(desk.recent.map(({ id }) => id)).toEqual([returned.id]);
    expect(desk.drafts).toEqual({ count: 0, first: [] });
    expect(desk.followUps).toEqual({ count: 0, first: [] });
  });
});

describe("findReviewerDesk", () => {
  it("counts the queue that /review shows, without own records", async () => {
    const unit = await createUnit();
    const both = await createPerson(["OBSERVER", "REVIEWER"], { units: [unit], clearance: 3 });
    const other = await createPerson("OBSERVER", { units: [unit] });
    const own = await createObservation(both, unit, { state: "SUBMITTED", on: LONG_AGO });
    const seconded = await createObservation(other, unit, {
      state: "SUBMITTED",
      on: LONG_AGO,
      secondObserver: both,
    });
    const waiting = await createObservation(other, unit, { state: "SUBMITTED", on: LONG_AGO });
    const { desk, queue, attention } = await read(both, async (db) => ({
      desk: await findReviewerDesk(db, both, today()),
      queue: await listWaiting(db, both.id),
      attention: await countObservations(db, { state: "submitted", polarity: "attention" }),
    }));
    const ids = queue.map(({ id }) => id);
    expect(ids).toContain(waiting.id);
    expect(ids).not.toContain(own.id);
    expect(ids).not.toContain(seconded.id);
    if (ids.length < 100) expect(desk.waiting.count).toBe(ids.length);
    expect(desk.waiting.first[0]?.id).toBe(ids[0]);
    expect(desk.attention).toBe(attention);
  });
  it("shows what this reviewer accepted, and counts nobody's work", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 1 });
    const colleague = await createPerson("REVIEWER", { clearance: 1 });
    const accepted = await createObservation(observer, unit, { reviewer });
    const { mine, theirs } = {
      mine: await read(reviewer, (db) => findReviewerDesk(db, reviewer, daysAgo(1))),
      theirs: await read(colleague, (db) => findReviewerDesk(db, colleague, daysAgo(1))),
    };
    expect(mine.accepted.map(({ id }) => id)).toEqual([accepted.id]);
    expect(theirs.accepted).toEqual([]);
  });
});

describe("findLiaisonDesk", () => {
  it("names the unit and who observes it today", async () => {
    const [unit, elsewhere] = [await createUnit(), await createUnit()];
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createPerson("OBSERVER", { units: [elsewhere] });
    const liaison = await createPerson("LIAISON", { unitId: unit.id });
    const desk = await read(liaison, (db) => findLiaisonDesk(db, { ownUnitId: unit.id }, today()));
    expect(desk.unit?.id).toBe(unit.id);
    expect(desk.observers.map(({ name }) => name)).toEqual([observer.name]);
    const other = await read(liaison, (db) => findLiaisonDesk(db, { ownUnitId: elsewhere.id }, today()));
    expect(other.observers).toEqual([]);
  });
});
