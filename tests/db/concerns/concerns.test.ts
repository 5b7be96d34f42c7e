/** 需关注 (rules 5, 6, 11): by commands, by direct SQL and under concurrent writes; what becomes visible to whom, and until when. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addConcernSource, openConcern } from "@/lib/concerns/commands";
import { getConcern } from "@/lib/concerns/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { createCadre, createObservation, createPerson, today } from "@/tests/support/builders";
import { createConcern, decide } from "@/tests/support/concerns";
import { owner } from "@/tests/support/owner";
import { seesConcern } from "./concern-steps";

describe("a concern", () => {
  it("is decided with a reason and an end by another reviewer, and keeps its history", async () => {
    const concern = await createConcern();
    expect(await decide(concern.decider, concern.id, "WATCH")).toMatchObject({
      ok: true,
      value: { state: "WATCHING" },
    });
    const page = await read(concern.opener, (db) => getConcern(db, concern.opener.id, concern.id));
    expect(page.events.map(({ toState, actorName }) => [toState, actorName])).toEqual([
      ["WATCHING", concern.decider.name],
      ["OPEN", concern.opener.name],
    ]);
    expect(page.expiresOn).toBe(addDays(today(), 60));
    expect(await decide(concern.decider, concern.id, "RENEW", { days: 30, rowVersion: 2 })).toMatchObject({
      reason: "concerns.reason.renewLater",
    });
    expect(await decide(concern.decider, concern.id, "RENEW", { days: 120, rowVersion: 2 })).toMatchObject({
      ok: true,
    });
    expect(await decide(concern.decider, concern.id, "DISMISS", { rowVersion: 2 })).toMatchObject({
      kind: "stale",
    });
    expect(await decide(concern.decider, concern.id, "DISMISS", { rowVersion: 3 })).toMatchObject({
      ok: true,
    });
    expect(await decide(concern.opener, concern.id, "REOPEN", { rowVersion: 4 })).toMatchObject({ ok: true });
  });

  it("is not decided by who opened it or recorded one of its sources, nor by who brought a paper", async () => {
    const concern = await createConcern();
    expect(await decide(concern.opener, concern.id, "WATCH")).toMatchObject({
      reason: "concerns.reason.ownWork",
    });
    await owner().query("insert into user_roles (user_id, role, granted_by) values ($1, 'REVIEWER', $1)", [
      concern.observers[0].id,
    ]);
    await owner().query("update users set clearance = 3 where id = $1", [concern.observers[0].id]);
    expect(await decide(concern.observers[0], concern.id, "DISMISS")).toMatchObject({
      reason: "concerns.reason.ownWork",
    });
    const bringer = await createPerson("REVIEWER", { clearance: 3 });
    const paper = {
      id: randomUUID(),
      concernId: concern.id,
      kind: "document",
      title: "督查通报",
      number: "督〔2026〕9号",
    };
    expect(await addConcernSource(bringer, paper)).toMatchObject({ ok: true });
    expect(await decide(bringer, concern.id, "REMIND")).toMatchObject({ reason: "concerns.reason.ownWork" });
    expect(await decide(concern.decider, concern.id, "REMIND")).toMatchObject({ ok: true });
  });

  it.each(["OBSERVER", "ADMIN", "LIAISON", "CADRE", "SYSADMIN", "SECADMIN", "AUDITOR"] as const)(
    "is neither seen nor decided by a %s, open or decided",
    async (role: Role) => {
      const concern = await createConcern();
      const person = await createPerson(role, {
        units: role === "OBSERVER" ? [concern.unit] : [],
        clearance: 3,
      });
      expect(await decide(person, concern.id, "WATCH")).toMatchObject({ kind: "denied" });
      expect(await seesConcern(person, concern)).toBe(false);
      await decide(concern.decider, concern.id, "WATCH");
      expect(await seesConcern(person, concern)).toBe(false);
    },
  );

  it("is no matter of the cadre it is about, and of a reviewer within their level", async () => {
    const concern = await createConcern({ level: 2 });
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: concern.cadre.id });
    const low = await createPerson("REVIEWER", { clearance: 1 });
    for (const person of [self, low]) {
      expect(await seesConcern(person, concern)).toBe(false);
      expect(await decide(person, concern.id, "WATCH")).toMatchObject({ kind: "notFound" });
    }
    expect(await seesConcern(await createPerson("REVIEWER", { clearance: 2 }), concern)).toBe(true);
  });

  it("needs two sources of different kinds and origins, but none of it to be dismissed", async () => {
    const concern = await createConcern({ from: 1 });
    expect(await decide(concern.decider, concern.id, "WATCH")).toMatchObject({
      reason: "concerns.reason.notSupported",
    });
    const again = await createObservation(concern.observers[1], concern.unit, {
      cadres: [concern.cadre],
      polarity: "ATTENTION",
    });
    const add = (observationId: string) =>
      addConcernSource(concern.opener, { id: randomUUID(), concernId: concern.id, observationId });
    // of the same kind
    expect(await add(again.id)).toMatchObject({ ok: true });
    expect(await decide(concern.decider, concern.id, "WATCH")).toMatchObject({
      reason: "concerns.reason.notSupported",
    });
    // a summary rests on what it sums up
    const summary = await createObservation(
      await createPerson("OBSERVER", { units: [concern.unit] }),
      concern.unit,
      {
        method: "triangulation",
        cadres: [concern.cadre],
        polarity: "ATTENTION",
      },
    ).catch(() => null);
    if (summary) await add(summary.id);
    expect(await decide(concern.decider, concern.id, "DISMISS")).toMatchObject({ ok: true });
  });

  it("leans on accepted negative remarks about its cadre alone, each once", async () => {
    const concern = await createConcern({ from: 1 });
    const [observer] = concern.observers;
    const add = async (over: object) =>
      addConcernSource(concern.opener, {
        id: randomUUID(),
        concernId: concern.id,
        observationId: (await createObservation(observer, concern.unit, over)).id,
      });
    const other = await createCadre(concern.unit);
    for (const over of [
      { cadres: [other], polarity: "ATTENTION" },
      { cadres: [concern.cadre], polarity: "POSITIVE" },
      { cadres: [concern.cadre], polarity: "ATTENTION", state: "SUBMITTED" },
    ])
      expect(await add(over)).toMatchObject({ reason: "concerns.reason.notRemark" });
    expect(
      await addConcernSource(concern.opener, {
        id: randomUUID(),
        concernId: concern.id,
        observationId: concern.records[0],
      }),
    ).toMatchObject({ reason: "concerns.reason.sourceThere" });
  });

  it("is stored once when its form is sent twice, and is refused where the end is too far or past", async () => {
    const concern = await createConcern();
    const input = {
      id: randomUUID(),
      cadreId: concern.cadre.id,
      summary: "另一件事情",
      situation: "某条",
      recordIds: [concern.records[0]],
    };
    const both = await Promise.all([openConcern(concern.opener, input), openConcern(concern.opener, input)]);
    expect(both.every((one) => one.ok)).toBe(true);
    expect(await openConcern(concern.decider, input)).toMatchObject({ reason: "concerns.reason.idTaken" });
    for (const days of [0, -3, 367])
      expect(await decide(concern.decider, concern.id, "WATCH", { days })).toMatchObject({
        reason: "concerns.reason.expiryOutOfReach",
      });
  });
});
