import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { draftAchievement } from "@/lib/achievements/commands";
import { missingFor } from "@/lib/achievements/corroboration/rules";
import { listWaiting } from "@/lib/achievements/waiting/queries";
import { addFollowUp } from "@/lib/observations/follow-ups/commands";
import { countFollowUps, listFollowUps, listOpenFollowUps } from "@/lib/observations/follow-ups/queries";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { claimInput, createClaim } from "@/tests/support/claims";
import { owner } from "@/tests/support/owner";
import { fourth, request } from "./request-steps";

describe("addFollowUp", () => {
  it("is taken on by the record's observer, and asked of them by a reviewer", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const record = await createObservation(observer, unit);
    const add = (person: { id: string }) =>
      addFollowUp(person, { id: randomUUID(), observationId: record.id, title: "复看整改", dueOn: today() });
    expect(await add(observer)).toMatchObject({ ok: true });
    expect(await add(reviewer)).toMatchObject({ ok: true });
    const open = await read(observer, (db) => listOpenFollowUps(db, observer.id));
    expect(open.map((one) => one.askedByName).sort()).toEqual([reviewer.name, null].sort());
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    expect(await add(colleague)).toMatchObject({ reason: "observations.reason.notFollowUpOwner" });
    expect(await add(await createPerson("OBSERVER"))).toMatchObject({ kind: "notFound" });
    expect(await add(await createPerson("LEADER", { clearance: 3 }))).toMatchObject({ kind: "denied" });
    await owner().query("update users set is_active = false where id = $1", [observer.id]);
    expect(await add(reviewer)).toMatchObject({ reason: "observations.reason.observerLeft" });
  });
});

describe("listFollowUps", () => {
  it("counts what it lists, for each role", async () => {
    const claim = await createClaim();
    const other = await fourth(claim);
    const late = randomUUID();
    await request(claim.reviewer, claim, other, { id: late });
    await request(claim.reviewer, claim, claim.drafter, { dueOn: today() });
    await owner().query("update follow_ups set due_on = $2 where id = $1", [late, daysAgo(2)]);
    const record = await createObservation(other, claim.unit);
    await addFollowUp(other, { id: randomUUID(), observationId: record.id, title: "无期限" });
    for (const person of [claim.reviewer, other, await createPerson("LEADER", { clearance: 3 })]) {
      const filter = { unit: claim.unit.id };
      const { counts, lists } = await read(person, async (db) => ({
        counts: await countFollowUps(db, person, filter, today()),
        lists: {
          open: await listFollowUps(db, person, filter, today()),
          overdue: await listFollowUps(db, person, { ...filter, due: "overdue" }, today()),
          week: await listFollowUps(db, person, { ...filter, due: "week" }, today()),
          later: await listFollowUps(db, person, { ...filter, due: "later" }, today()),
          none: await listFollowUps(db, person, { ...filter, due: "none" }, today()),
          done: await listFollowUps(db, person, { ...filter, state: "done" }, today()),
        },
      }));
      const shown = Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.items.length]));
      expect(shown).toEqual(counts);
    }
    const asked = await read(claim.reviewer, (db) =>
      listFollowUps(db, claim.reviewer, { scope: "asked" }, today()),
    );
    expect(asked.items.map((one) => one.id)[0]).toBe(late);
    expect(asked.items).toHaveLength(2);
  });
});

describe("listWaiting", () => {
  it("says of each claim what the rules say, counts what it lists, and who was asked", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const [a, b] = [
      await createPerson("OBSERVER", { units: [unit] }),
      await createPerson("OBSERVER", { units: [unit] }),
    ];
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const record = async (by: Person, method: string, on: number) => ({
      id: randomUUID(),
      observationId: (await createObservation(by, unit, { method, cadres: [cadre], on: daysAgo(on) })).id,
      supports: true,
      isIndependent: true,
    });
    const claims = [
      [],
      [await record(a, "field_survey", 20)],
      [await record(a, "field_survey", 21), await record(b, "field_survey", 22)],
      [await record(a, "field_survey", 23), await record(a, "stakeholder_visit", 23)],
      [await record(a, "field_survey", 24), await record(b, "stakeholder_visit", 25)],
    ];
    const ids: string[] = [];
    for (const sources of claims) {
      const input = claimInput(unit, [cadre], { sources });
      expect(await draftAchievement(a, input)).toMatchObject({ ok: true });
      ids.push(input.id);
    }
    await request(reviewer, { id: ids[0] ?? "", unit }, b);
    const all = await read(reviewer, (db) => listWaiting(db, { unit: unit.id }, today()));
    const needs = ids.map((id) => all.items.find((one) => one.id === id)?.need);
    expect(needs).toEqual(["anySource", "secondSource", "otherKind", "otherOrigin", "enough"]);
    for (const claim of all.items) expect(missingFor(claim.sources) ?? "enough").toBe(claim.need);
    for (const [need, count] of Object.entries(all.counts)) {
      const list = await read(reviewer, (db) =>
        listWaiting(db, { unit: unit.id, need: need as "enough" }, today()),
      );
      expect(list.items, need).toHaveLength(count);
    }
    const asked = await read(reviewer, (db) => listWaiting(db, { unit: unit.id, asked: "open" }, today()));
    expect(asked.items).toMatchObject([{ id: ids[0], requests: [{ ownerName: b.name }] }]);
  });
});
