/** Rule 3, by commands, by direct SQL and under concurrent writes. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { draftAchievement } from "@/lib/achievements/commands";
import { addSource } from "@/lib/achievements/corroboration/commands";
import { createCadre, createObservation, createPerson, createUnit, daysAgo } from "@/tests/support/builders";
import { claimInput, createClaim } from "@/tests/support/claims";
import { owner } from "@/tests/support/owner";
import { confirm, eventsOf, scene, stateOf } from "./claim-steps";

/** Two sources of which each may be spoiled; what makes the pair too little. */
const spoiled: Record<string, (unit: Awaited<ReturnType<typeof scene>>) => Promise<unknown[]>> = {
  "one source": async (s) => [await s.record("field_survey", s.a)],
  "two of one kind": async (s) => [await s.record("field_survey", s.a), await s.record("field_survey", s.b)],
  "two kinds of one event by one person": async (s) => [
    await s.record("field_survey", s.a, 20),
    await s.record("stakeholder_visit", s.a, 20),
  ],
  "one not stated independent": async (s) => [
    await s.record("field_survey", s.a),
    { ...(await s.record("stakeholder_visit", s.b)), isIndependent: false },
  ],
  "one that contradicts": async (s) => [
    await s.record("field_survey", s.a),
    { ...(await s.record("stakeholder_visit", s.b)), supports: false },
  ],
  "a record that is not accepted": async (s) => [
    await s.record("field_survey", s.a),
    await s.record("stakeholder_visit", s.b, 10, "SUBMITTED"),
  ],
  "a paper of the cadre's own unit": async (s) => [
    await s.record("field_survey", s.a),
    {
      id: randomUUID(),
      kind: "document",
      title: "工作总结",
      issuerUnitId: s.unit.id,
      supports: true,
      isIndependent: true,
    },
  ],
  "one paper twice": async () =>
    ["document", "data"].map((kind) => ({
      id: randomUUID(),
      kind,
      title: "竣工验收报告",
      number: "建〔2026〕12号",
      supports: true,
      isIndependent: true,
    })),
};

describe("a claim", () => {
  it("is confirmed with two independent sources of different kinds, by somebody else", async () => {
    const claim = await createClaim();
    expect(await confirm(claim.reviewer, claim.id)).toMatchObject({
      ok: true,
      value: { state: "CORROBORATED" },
    });
    expect(await eventsOf(claim.id)).toMatchObject([
      { from_state: null, to_state: "WAITING", actor_id: claim.drafter.id },
      { from_state: "WAITING", to_state: "CORROBORATED", actor_id: claim.reviewer.id },
    ]);
  });

  it("is stored once when its form is sent twice, and keeps the post of its last day", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { title: "镇长", endsOn: daysAgo(5) });
    const drafter = await createPerson("OBSERVER", { units: [unit] });
    const input = claimInput(unit, [cadre]);
    const both = await Promise.all([draftAchievement(drafter, input), draftAchievement(drafter, input)]);
    expect(both.map((one) => one.ok && one.value.isRepeat).sort()).toEqual([false, true]);
    const { rows } = await owner().query(
      "select post_title, unit_id from achievement_cadres where achievement_id = $1",
      [input.id],
    );
    expect(rows).toEqual([{ post_title: "镇长", unit_id: unit.id }]);
  });

  it("is not confirmed by who drafted it, recorded a source of it or stood beside", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const person = (units = [unit]) => createPerson(["OBSERVER", "REVIEWER"], { units, clearance: 3 });
    const [drafter, recorder, second, other] = [
      await person(),
      await person(),
      await person(),
      await person(),
    ];
    const records = [
      await createObservation(recorder, unit, {
        method: "field_survey",
        cadres: [cadre],
        secondObserver: second,
      }),
      await createObservation(other, unit, { method: "stakeholder_visit", cadres: [cadre] }),
    ];
    const input = claimInput(unit, [cadre], {
      sources: records.map((record) => ({
        id: randomUUID(),
        observationId: record.id,
        supports: true,
        isIndependent: true,
      })),
    });
    expect(await draftAchievement(drafter, input)).toMatchObject({ ok: true });
    for (const one of [drafter, recorder, second, other]) {
      expect(await confirm(one, input.id)).toMatchObject({ reason: "achievements.reason.ownWork" });
    }
    expect(await confirm(await createPerson("REVIEWER", { clearance: 3 }), input.id)).toMatchObject({
      ok: true,
    });
  });

  it("is not confirmed by the cadre whose result it is, and not even seen by them while it waits", async () => {
    const claim = await createClaim();
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: claim.cadre.id });
    expect(await confirm(self, claim.id)).toMatchObject({ kind: "notFound" });
  });

  it.each(["OBSERVER", "LEADER", "ADMIN", "LIAISON", "CADRE", "AUDITOR"] as const)(
    "is not confirmed by a %s",
    async (role) => {
      const claim = await createClaim();
      const outcome = await confirm(
        await createPerson(role, { units: role === "OBSERVER" ? [claim.unit] : [], clearance: 3 }),
        claim.id,
      );
      expect(outcome.ok).toBe(false);
      expect(await stateOf(claim.id)).toBe("WAITING");
    },
  );
});

describe("too little", () => {
  it.each(Object.keys(spoiled))("%s", async (name) => {
    const s = await scene();
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const input = claimInput(s.unit, [s.cadre]);
    expect(await draftAchievement(s.a, input)).toMatchObject({ ok: true });
    for (const source of (await spoiled[name]?.(s)) ?? []) {
      // one who sees the records of both, and confirms nothing here
      const adder = await createPerson("REVIEWER", { clearance: 3 });
      expect(await addSource(adder, { ...(source as object), achievementId: input.id })).toMatchObject({
        ok: true,
      });
    }
    expect(await confirm(reviewer, input.id)).toMatchObject({
      kind: "refused",
      reason: "achievements.reason.notSupported",
    });
    expect(await stateOf(input.id)).toBe("WAITING");
  });

  it("takes a paper of another house as the second source", async () => {
    const s = await scene();
    const elsewhere = await createUnit();
    const input = claimInput(s.unit, [s.cadre], { sources: [await s.record("field_survey", s.a)] });
    await draftAchievement(s.b, input);
    const adder = await createPerson("REVIEWER", { clearance: 3 });
    await addSource(adder, {
      id: randomUUID(),
      achievementId: input.id,
      kind: "document",
      title: "竣工验收报告",
      issuerUnitId: elsewhere.id,
      supports: true,
      isIndependent: true,
    });
    expect(await confirm(adder, input.id)).toMatchObject({ reason: "achievements.reason.ownWork" });
    expect(await confirm(await createPerson("REVIEWER", { clearance: 3 }), input.id)).toMatchObject({
      ok: true,
    });
  });

  it("never takes a recommendation as independent", async () => {
    const s = await scene();
    const input = claimInput(s.unit, [s.cadre]);
    await draftAchievement(s.a, input);
    const source = {
      id: randomUUID(),
      achievementId: input.id,
      kind: "unit_recommendation",
      title: "推荐材料",
      supports: true,
    };
    expect(await addSource(s.a, { ...source, isIndependent: true })).toMatchObject({
      reason: "achievements.reason.neverIndependent",
    });
    expect(await addSource(s.a, { ...source, isIndependent: false })).toMatchObject({ ok: true });
  });
});
