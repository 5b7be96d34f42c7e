/** A visit asked for from a gap: a dated follow-up of an observer of the unit, and nobody else's business. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { askForVisit, closeFollowUp } from "@/lib/observations/follow-ups/commands";
import { listFollowUps, listOpenFollowUps } from "@/lib/observations/follow-ups/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { createPerson, createUnit, daysAgo, today } from "../../support/builders";
import { owner } from "../../support/owner";

async function gap() {
  const unit = await createUnit();
  const observer = await createPerson("OBSERVER", { units: [unit] });
  const reviewer = await createPerson("REVIEWER");
  const asked = {
    id: randomUUID(),
    unitId: unit.id,
    ownerId: observer.id,
    title: "到单位走访一次",
    dueOn: addDays(today(), 14),
  };
  return { unit, observer, reviewer, asked };
}

describe("askForVisit", () => {
  it("becomes the observer's dated task, once, and tells them", async () => {
    const { unit, observer, reviewer, asked } = await gap();
    for (const _ of [1, 2])
      expect(await askForVisit(reviewer, asked)).toEqual({ ok: true, value: { id: asked.id } });
    const own = await read(observer, (db) => listOpenFollowUps(db, observer.id));
    expect(own).toMatchObject([
      { id: asked.id, unitId: unit.id, dueOn: asked.dueOn, observationId: null, askedByName: reviewer.name },
    ]);
    const { rows } = await owner().query("select kind from notifications where user_id = $1", [observer.id]);
    expect(rows).toEqual([{ kind: "FOLLOW_UP_ASKED" }]);
    expect(await closeFollowUp(observer, { id: asked.id, outcome: "已去" })).toMatchObject({ ok: true });
  });

  it("is asked by a leader too, and seen by those who oversee beside who asked", async () => {
    const { unit, asked, reviewer } = await gap();
    const leader = await createPerson("LEADER");
    expect(await askForVisit(leader, asked)).toMatchObject({ ok: true });
    const seen = async (person: { id: string }) =>
      (
        await read(person, (db) => listFollowUps(db, person, { unit: unit.id, of: "unit" }, today()))
      ).items.map(({ id }) => id);
    expect(await seen(reviewer)).toEqual([asked.id]);
    expect(await seen(await createPerson("OBSERVER", { units: [unit] }))).toEqual([]);
    expect(await seen(await createPerson("ADMIN"))).toEqual([]);
  });

  it("refuses who is no observer of the unit today, oneself, and a day that has passed", async () => {
    const { asked, reviewer } = await gap();
    const stranger = await createPerson("OBSERVER");
    expect(await askForVisit(reviewer, { ...asked, ownerId: stranger.id })).toMatchObject({
      reason: "observations.reason.notObserverOfUnit",
    });
    expect(await askForVisit(reviewer, { ...asked, dueOn: daysAgo(1) })).toMatchObject({
      reason: "observations.reason.dueInThePast",
    });
  });

  it("refuses observers, administrators and liaisons", async () => {
    const { observer, asked } = await gap();
    for (const role of ["OBSERVER", "ADMIN", "LIAISON", "AUDITOR"] as const)
      expect(await askForVisit(await createPerson(role), asked)).toMatchObject({ kind: "denied" });
    expect(await askForVisit(observer, asked)).toMatchObject({ kind: "denied" });
  });

  it("is kept by the database: without a day, without who asked, or of a stranger it is none", async () => {
    const { unit, observer } = await gap();
    await expect(
      owner().query("insert into follow_ups (unit_id, owner_id, title) values ($1, $2, '没有来由的事')", [
        unit.id,
        observer.id,
      ]),
    ).rejects.toThrow(/follow_ups_of_one_thing/);
  });
});
