/** 合并与拆分: by commands, by direct SQL, at the same time, and in any order. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decideAchievement } from "@/lib/achievements/commands";
import { addSource, withdrawSource } from "@/lib/achievements/corroboration/commands";
import { mergeAchievement } from "@/lib/achievements/lineage/commands";
import { listRelatives, listSimilarClaims } from "@/lib/achievements/lineage/queries";
import { countByState, getAchievement, listAchievements } from "@/lib/achievements/queries";
import { read } from "@/lib/platform/db";
import { createCadre, createObservation, createPerson, daysAgo } from "@/tests/support/builders";
import { createClaim } from "@/tests/support/claims";
import { asAppRole, owner } from "@/tests/support/owner";
import { confirm, stateOf } from "./claim-steps";
import { merge, paper, sourcesOf, twin } from "./lineage-steps";

describe("mergeAchievement", () => {
  it("ends the claim, takes its live sources along once, and shows on both pages", async () => {
    const claim = await createClaim();
    const other = await twin(claim, {
      sources: [{ id: randomUUID(), observationId: claim.records[0], supports: true, isIndependent: true }],
    });
    await addSource(claim.drafter, paper(other));
    expect(await merge(claim.reviewer, other, claim.id)).toMatchObject({ ok: true });
    expect(await stateOf(other)).toBe("MERGED");
    const moved = (await sourcesOf(claim.id)).filter((one) => one.moved_from);
    // the record was there already, the paper came with who had added it
    expect(moved).toMatchObject([{ observation_id: null, kind: "document", added_by: claim.drafter.id }]);
    expect(await sourcesOf(other)).toHaveLength(2);
    const [onTarget, onMerged] = await read(claim.reviewer, (db) =>
      Promise.all([listRelatives(db, claim.id), listRelatives(db, other)]),
    );
    expect(onTarget).toMatchObject([
      { id: other, relation: "mergedFrom", reason: "同一件事", actorName: claim.reviewer.name },
    ]);
    expect(onMerged).toMatchObject([{ id: claim.id, relation: "mergedInto", reason: "同一件事" }]);
  });

  it("is counted nowhere but under its own state, nor held for a duplicate", async () => {
    const claim = await createClaim();
    const other = await twin(claim);
    await merge(claim.reviewer, other, claim.id);
    const filter = { unit: claim.unit.id };
    const { all, merged, counts, similar } = await read(claim.reviewer, async (db) => ({
      all: await listAchievements(db, filter),
      merged: await listAchievements(db, { ...filter, state: "merged" }),
      counts: await countByState(db, filter),
      similar: await listSimilarClaims(db, claim.id),
    }));
    expect(all.items.map((one) => one.id)).toEqual([claim.id]);
    expect(merged.items.map((one) => one.id)).toEqual([other]);
    expect(counts).toEqual({ WAITING: 1, MERGED: 1 });
    expect(similar).toEqual([]);
  });

  it("leaves a corroborated claim corroborated, for it says what it said and rests on more", async () => {
    const claim = await createClaim();
    await confirm(claim.reviewer, claim.id);
    const other = await twin(claim);
    await addSource(claim.drafter, paper(other));
    expect(await merge(claim.reviewer, other, claim.id)).toMatchObject({ ok: true });
    expect(await stateOf(claim.id)).toBe("CORROBORATED");
  });

  it("lets it fall by what contradicts it, or by a source that its confirmer recorded", async () => {
    const contradicted = await createClaim();
    await confirm(contradicted.reviewer, contradicted.id);
    const other = await twin(contradicted);
    await addSource(contradicted.drafter, paper(other, { supports: false }));
    await merge(contradicted.reviewer, other, contradicted.id);
    expect(await stateOf(contradicted.id)).toBe("WAITING");

    const claim = await createClaim();
    await confirm(claim.reviewer, claim.id);
    const second = await twin(claim);
    await addSource(claim.reviewer, paper(second));
    await merge(claim.reviewer, second, claim.id);
    expect(await stateOf(claim.id)).toBe("WAITING");
    const { rows } = await owner().query(
      "select reason from achievement_events where achievement_id = $1 order by at desc limit 1",
      [claim.id],
    );
    expect(rows).toEqual([{ reason: "@recorded" }]);
  });

  it("makes no corrected record fresh again", async () => {
    const claim = await createClaim();
    const other = await twin(claim);
    const third = await createPerson("OBSERVER", { units: [claim.unit] });
    const record = await createObservation(third, claim.unit, { cadres: [claim.cadre], on: daysAgo(12) });
    await addSource(third, {
      id: randomUUID(),
      achievementId: other,
      observationId: record.id,
      supports: true,
      isIndependent: true,
    });
    await owner().query(
      `with kept as (insert into observation_revisions (observation_id, revision_no, author_id, content) values ($1, 2, $2, '{}'))
       update observations set revision_no = 2, state = 'SUBMITTED' where id = $1`,
      [record.id, third.id],
    );
    await merge(claim.reviewer, other, claim.id);
    const moved = (await sourcesOf(claim.id)).find((one) => one.observation_id === record.id);
    expect(moved).toMatchObject({ observation_revision: 1 });
    const page = await read(claim.reviewer, (db) => getAchievement(db, claim.id));
    expect(page.sources.find((one) => one.observationId === record.id)).toMatchObject({
      isCurrent: false,
      isMoved: true,
    });
  });

  it("asks for a reason, an open claim, everybody's name and no wider circle", async () => {
    const claim = await createClaim();
    const other = await twin(claim);
    expect(
      await mergeAchievement(claim.reviewer, { id: other, revisionNo: 1, intoId: claim.id, reason: " " }),
    ).toMatchObject({ kind: "invalid" });
    expect(await merge(claim.reviewer, other, other)).toMatchObject({ kind: "invalid" });
    const second = await createCadre(claim.unit);
    const wider = await twin(claim, {
      cadres: [claim.cadre, second].map((one) => ({ cadreId: one.id, contribution: "MAJOR" })),
    });
    expect(await merge(claim.reviewer, wider, claim.id)).toMatchObject({
      reason: "achievements.reason.mergeCadres",
    });
    const secret = await twin(claim, { confidentiality: 2 });
    expect(await merge(claim.reviewer, secret, claim.id)).toMatchObject({
      reason: "achievements.reason.mergeConfidentiality",
    });
    await confirm(claim.reviewer, claim.id);
    expect(await merge(claim.reviewer, claim.id, wider)).toMatchObject({
      reason: "achievements.reason.wrongState",
    });
    await merge(claim.reviewer, other, claim.id);
    expect(await merge(claim.reviewer, secret, other)).toMatchObject({
      reason: "achievements.reason.mergeTarget",
    });
  });

  it("is a reviewer's, or its drafter's between two of their own", async () => {
    const claim = await createClaim();
    const other = await twin(claim);
    const stranger = await createPerson("OBSERVER", { units: [claim.unit] });
    expect((await merge(stranger, other, claim.id)).ok).toBe(false);
    for (const role of ["LEADER", "ADMIN", "LIAISON", "CADRE", "AUDITOR"] as const) {
      expect(await merge(await createPerson(role, { clearance: 3 }), other, claim.id), role).toMatchObject({
        kind: "denied",
      });
    }
    expect(await stateOf(other)).toBe("WAITING");
    expect(await merge(claim.drafter, other, claim.id)).toMatchObject({ ok: true });
  });

  it("never runs in a circle, also when two go into each other at once", async () => {
    for (let round = 0; round < 4; round += 1) {
      const claim = await createClaim();
      const other = await twin(claim);
      const outcomes = await Promise.all([
        merge(claim.reviewer, other, claim.id),
        merge(claim.reviewer, claim.id, other),
      ]);
      expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
      expect([await stateOf(claim.id), await stateOf(other)].sort()).toEqual(["MERGED", "WAITING"]);
    }
  });

  it("and a confirmation of the other, or a withdrawal there, wait for each other", async () => {
    for (let round = 0; round < 4; round += 1) {
      const claim = await createClaim();
      const other = await twin(claim);
      await addSource(claim.drafter, paper(other, { supports: false }));
      const [merged] = await Promise.all([
        merge(claim.reviewer, other, claim.id),
        confirm(claim.reviewer, claim.id),
        withdrawSource(claim.reviewer, { id: claim.sources[0], reason: "记录有误" }),
      ]);
      expect(merged).toMatchObject({ ok: true });
      expect(await stateOf(claim.id)).toBe("WAITING");
    }
  });

  it("under direct SQL: into nothing ended, by nobody else, and back by nobody without the other side", async () => {
    const claim = await createClaim();
    const other = await twin(claim);
    const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [person.id]);
        const result = await client.query(text, values);
        await client.query("commit");
        return result.rowCount;
      });
    const into =
      "update achievements set state = 'MERGED', merged_into = $2, state_reason = '同一件事' where id = $1";
    const rejected = await twin(claim);
    await decideAchievement(claim.reviewer, {
      id: rejected,
      revisionNo: 1,
      decision: "REJECT",
      reason: "查无",
    });
    await expect(asPerson(claim.reviewer, into, [other, rejected])).rejects.toThrow(
      /achievements_merge_target/,
    );
    const theirs = await createClaim();
    await expect(asPerson(claim.drafter, into, [other, theirs.id])).rejects.toThrow(
      /achievements_merge_target/,
    );
    await expect(owner().query(into, [other, theirs.id])).rejects.toThrow(/achievements_merge_cadres/);
    expect(await asPerson(theirs.drafter, into, [other, claim.id])).toBe(0);
    expect(await asPerson(claim.reviewer, into, [other, claim.id])).toBe(1);
    await expect(
      owner().query("update achievements set merged_into = $2 where id = $1", [other, rejected]),
    ).rejects.toThrow(/achievements_ended/);
    await expect(
      owner().query(
        "update achievements set state = 'DOUBTFUL', merged_into = null, state_reason = '退回' where id = $1",
        [other],
      ),
    ).rejects.toThrow(/achievements_transition/);
    await expect(
      asPerson(
        claim.reviewer,
        "insert into achievement_sources (id, achievement_id, kind, document_title, is_independent, supports, added_by, moved_from) values ($1, $2, 'document', '材料', true, true, $3, $4)",
        [randomUUID(), claim.id, claim.reviewer.id, claim.sources[0]],
      ),
    ).rejects.toThrow(/permission denied/);
  });
});
