import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reviseAchievement } from "@/lib/achievements/commands";
import { addSource, withdrawSource } from "@/lib/achievements/corroboration/commands";
import { amendObservation } from "@/lib/observations/commands";
import { createObservation, createPerson, daysAgo, noon } from "@/tests/support/builders";
import { type Claim, claimInput, createClaim } from "@/tests/support/claims";
import { owner } from "@/tests/support/owner";
import { confirm, eventsOf, stateOf } from "./claim-steps";

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
