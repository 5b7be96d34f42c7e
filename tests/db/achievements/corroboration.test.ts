/** Rule 3, by commands, by direct SQL and under concurrent writes. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decideAchievement, draftAchievement, reviseAchievement } from "@/lib/achievements/commands";
import { addSource, withdrawSource } from "@/lib/achievements/corroboration/commands";
import { TRANSITIONS } from "@/lib/achievements/rules";
import { ACHIEVEMENT_STATES } from "@/lib/achievements/schema";
import { amendObservation } from "@/lib/observations/commands";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  noon,
  type Person,
} from "@/tests/support/builders";
import { type Claim, claimInput, createClaim } from "@/tests/support/claims";
import { asAppRole, owner } from "@/tests/support/owner";

const confirm = (person: { id: string }, id: string, revisionNo = 1) =>
  decideAchievement(person, { id, revisionNo, decision: "CONFIRM", confidence: "HIGH" });
const stateOf = async (id: string): Promise<string> =>
  (await owner().query("select state from achievements where id = $1", [id])).rows[0].state;
const eventsOf = async (id: string) =>
  (
    await owner().query(
      "select from_state, to_state, reason, source_id, actor_id from achievement_events where achievement_id = $1 order by at",
      [id],
    )
  ).rows;
const amend = async (claim: Claim, at: 0 | 1) => {
  const { rows } = await owner().query("select * from observations where id = $1", [claim.records[at]]);
  return amendObservation(claim.observers[at], {
    id: claim.records[at],
    revisionNo: rows[0].revision_no,
    reason: "更正数字",
    startedAt: noon(daysAgo(30)).toISOString(),
    endedAt: noon(daysAgo(30)).toISOString(),
    place: "现场",
    fact: "更正：平整完成三成。",
    cadres: [{ cadreId: claim.cadre.id, details: { duty: "协调", conduct: "在场" } }],
    details: at === 0 ? { project: { text: "堆场" } } : { visitee: "企业", topics: "堆场" },
  });
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

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const [a, b] = [
    await createPerson("OBSERVER", { units: [unit] }),
    await createPerson("OBSERVER", { units: [unit] }),
  ];
  const record = async (
    method: string,
    by: Person,
    days = 15,
    state: "ACCEPTED" | "SUBMITTED" = "ACCEPTED",
  ) => ({
    id: randomUUID(),
    observationId: (await createObservation(by, unit, { method, cadres: [cadre], on: daysAgo(days), state }))
      .id,
    supports: true,
    isIndependent: true,
  });
  return { unit, cadre, a, b, record };
}

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

describe("what a claim leans on", () => {
  it("withdrawn: the claim waits again in the same transaction, and shows by what it fell", async () => {
    const claim = await createClaim();
    await confirm(claim.reviewer, claim.id);
    expect(await withdrawSource(claim.reviewer, { id: claim.sources[0], reason: "记录有误" })).toMatchObject({
      ok: true,
    });
    expect(await stateOf(claim.id)).toBe("WAITING");
    expect((await eventsOf(claim.id)).at(-1)).toMatchObject({
      to_state: "WAITING",
      reason: "@withdrawn",
      source_id: claim.sources[0],
    });
    expect(await confirm(claim.reviewer, claim.id)).toMatchObject({
      reason: "achievements.reason.notSupported",
    });
  });

  it("corrected: the claim falls, and stays down until the record is read again", async () => {
    const claim = await createClaim();
    await confirm(claim.reviewer, claim.id);
    expect(await amend(claim, 0)).toMatchObject({ ok: true });
    expect(await stateOf(claim.id)).toBe("WAITING");
    expect((await eventsOf(claim.id)).at(-1)).toMatchObject({
      reason: "@corrected",
      source_id: claim.sources[0],
    });
  });

  it("contradicted by a new source: the claim waits again", async () => {
    const claim = await createClaim();
    await confirm(claim.reviewer, claim.id);
    const third = await createPerson("OBSERVER", { units: [claim.unit] });
    const record = await createObservation(third, claim.unit, { cadres: [claim.cadre] });
    await addSource(third, {
      id: randomUUID(),
      achievementId: claim.id,
      observationId: record.id,
      supports: false,
      isIndependent: true,
    });
    expect(await stateOf(claim.id)).toBe("WAITING");
  });

  it("reworded: the claim waits again as a new revision, and the old words stay", async () => {
    const claim = await createClaim();
    await confirm(claim.reviewer, claim.id);
    const { id: _, sources: __, ...content } = claimInput(claim.unit, [claim.cadre]);
    expect(
      await reviseAchievement(claim.reviewer, {
        ...content,
        id: claim.id,
        revisionNo: 1,
        reason: "核减面积",
        actual: 180,
      }),
    ).toMatchObject({ ok: true, value: { revisionNo: 2 } });
    expect(await stateOf(claim.id)).toBe("WAITING");
    expect(await confirm(claim.reviewer, claim.id, 1)).toEqual({ ok: false, kind: "stale" });
    const { rows } = await owner().query(
      "select content ->> 'actual' as actual from achievement_revisions where achievement_id = $1 order by revision_no",
      [claim.id],
    );
    expect(rows.map((row) => Number(row.actual))).toEqual([203.5, 180]);
  });

  it.each(["withdraw", "amend"] as const)(
    "confirmed and %sn at once ends waiting, whichever is first",
    async (way) => {
      for (let round = 0; round < 6; round += 1) {
        const claim = await createClaim();
        const spoil = () =>
          way === "withdraw"
            ? withdrawSource(claim.reviewer, { id: claim.sources[0], reason: "记录有误" })
            : amend(claim, 0);
        const both =
          round % 2
            ? [confirm(claim.reviewer, claim.id), spoil()]
            : [spoil(), confirm(claim.reviewer, claim.id)];
        const outcomes = await Promise.all(both);
        expect(outcomes[round % 2 ? 1 : 0]).toMatchObject({ ok: true });
        expect(await stateOf(claim.id)).toBe("WAITING");
      }
    },
  );

  it("a correction under way when the confirmation begins is waited for", async () => {
    const claim = await createClaim();
    const correcting = await owner().connect();
    try {
      await correcting.query("begin");
      await correcting.query(
        "update observations set revision_no = 2, state = 'SUBMITTED', fact = '更正' where id = $1",
        [claim.records[0]],
      );
      const confirmation = confirm(claim.reviewer, claim.id);
      await correcting.query(
        "insert into observation_revisions (observation_id, revision_no, author_id, content, reason) values ($1, 2, $2, '{}', '更正')",
        [claim.records[0], claim.observers[0].id],
      );
      await correcting.query("commit");
      expect(await confirmation).toMatchObject({ ok: false });
      expect(await stateOf(claim.id)).toBe("WAITING");
    } finally {
      correcting.release();
    }
  });
});

describe("direct SQL", () => {
  const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select id from enter($1::uuid)", [person.id]);
      const result = await client.query(text, values);
      await client.query("commit");
      return result.rowCount;
    });
  const corroborate =
    "update achievements set state = 'CORROBORATED', confirmed_by = $2, confidence = 'HIGH' where id = $1";

  it("confirms nothing that rule 3 forbids, not even as the owner", async () => {
    const s = await scene();
    const input = claimInput(s.unit, [s.cadre], { sources: [await s.record("field_survey", s.a)] });
    await draftAchievement(s.b, input);
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    await expect(asPerson(reviewer, corroborate, [input.id, reviewer.id])).rejects.toThrow(
      /achievements_supported/,
    );
    await expect(owner().query(corroborate, [input.id, reviewer.id])).rejects.toThrow(
      /achievements_supported/,
    );
    const claim = await createClaim();
    await expect(asPerson(claim.reviewer, corroborate, [claim.id, reviewer.id])).rejects.toThrow(
      /confirmed_in_person/,
    );
    expect(await asPerson(claim.drafter, corroborate, [claim.id, claim.drafter.id]).catch(() => 0)).toBe(0);
    expect(await stateOf(claim.id)).toBe("WAITING");
  });

  it("rewrites no source, no event and no line", async () => {
    const claim = await createClaim();
    for (const text of [
      "update achievement_sources set supports = false where id = $1",
      "update achievement_sources set is_independent = true, withdrawn_at = now(), withdrawn_by = added_by, withdraw_reason = '撤回', origin = 'x' where id = $1",
      "delete from achievement_sources where id = $1",
    ]) {
      await expect(owner().query(text, [claim.sources[0]])).rejects.toThrow(/append_only/);
    }
    await expect(
      owner().query("delete from achievement_events where achievement_id = $1", [claim.id]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("update achievement_cadres set contribution = 'GENERAL' where achievement_id = $1", [
        claim.id,
      ]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("update achievements set claim = '另一句话就是了' where id = $1", [claim.id]),
    ).rejects.toThrow(/in_place/);
  });

  it("moves a claim only along the table of states", async () => {
    const claim = await createClaim();
    // of the same cadre, so that it may take the other one in
    const target = claimInput(claim.unit, [claim.cadre]);
    await draftAchievement(claim.drafter, target);
    for (const from of ACHIEVEMENT_STATES) {
      for (const to of ACHIEVEMENT_STATES) {
        if (from === to) continue;
        const client = await owner().connect();
        try {
          await client.query("begin");
          // set up past every trigger: the way under test is the one from here on, without what is asked at the commit
          await client.query("alter table achievements disable trigger keep_rules");
          await client.query("alter table achievements disable trigger are_whole");
          await client.query(
            `update achievements set state = $2, confirmed_by = case when $2 = 'CORROBORATED' then $3::uuid end,
               confirmed_at = case when $2 = 'CORROBORATED' then now() end, confidence = case when $2 = 'CORROBORATED' then 'HIGH' end,
               merged_into = case when $2 = 'MERGED' then $4::uuid end,
               merged_into_revision = case when $2 = 'MERGED' then 1 end where id = $1`,
            [claim.id, from, claim.reviewer.id, target.id],
          );
          // what was merged or split goes back to where it came from
          if (from === "MERGED" || from === "SPLIT")
            await client.query(
              "insert into achievement_events (achievement_id, from_state, to_state) values ($1, $2, $3)",
              [claim.id, to, from],
            );
          await client.query("alter table achievements enable trigger keep_rules");
          const moved = await client
            .query(
              `update achievements set state = $2, state_reason = '理由', confirmed_by = case when $2 = 'CORROBORATED' then $3::uuid end,
                 confidence = case when $2 = 'CORROBORATED' then 'HIGH' end,
                 merged_into = case when $2 = 'MERGED' then $4::uuid end where id = $1`,
              [claim.id, to, claim.reviewer.id, target.id],
            )
            .then(() => true)
            .catch((error: Error) => {
              expect(error.message).toMatch(/achievements_transition/);
              return false;
            });
          expect(moved, `${from} → ${to}`).toBe((TRANSITIONS[from] as readonly string[]).includes(to));
        } finally {
          await client.query("rollback");
          client.release();
        }
      }
    }
  });
});
