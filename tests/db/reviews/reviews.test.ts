/** 任用研判 (rules 6 and 8): people of a post by reason, and views that stay hidden until one's own is in. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { moveCandidate, nameCandidates, openReviewBatch, stepReviewPosition } from "@/lib/reviews/commands";
import { getBatch, getPosition } from "@/lib/reviews/queries";
import { createPerson } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview } from "@/tests/support/reviews";
import { opine, refusal, viewsOf } from "./review-steps";

describe("people of a post", () => {
  it("are named by a reviewer with a reason, once; what the rule missed is kept", async () => {
    const review = await createReview({ listing: true });
    const page = await read(review.leader, (db) => getPosition(db, review.leader.id, review.positionId));
    expect(page.candidates.map(({ stage, reason }) => [stage, reason])).toEqual([
      ["SHORT", "建议上会"],
      ["SHORT", "建议上会"],
    ]);
    // the builder's cadre holds another level than the post asks for
    expect(page.candidates[0]?.missing).toMatchObject([{ code: "level" }]);
    const again = { positionId: review.positionId, cadreIds: [review.cadres[0]?.id], reason: "再提一次" };
    expect(await nameCandidates(review.reviewer, again)).toMatchObject(refusal("alreadyNamed"));
    expect(await nameCandidates(review.leader, again)).toMatchObject({ ok: false, kind: "denied" });
    expect(await nameCandidates(review.reviewer, { ...again, reason: "" })).toMatchObject({
      ok: false,
      kind: "invalid",
    });
  });

  it("stay as they are while views are given, and come back to the list with a reason", async () => {
    const review = await createReview();
    const move = { id: review.candidateIds[0], rowVersion: 2, stage: "DROPPED", reason: "不再考虑" };
    expect(await moveCandidate(review.reviewer, move)).toMatchObject(refusal("wrongState"));
    const back = { id: review.positionId, rowVersion: 2, step: "BACK" };
    expect(await stepReviewPosition(review.reviewer, back)).toMatchObject(refusal("reasonNeeded"));
    expect(await stepReviewPosition(review.reviewer, { ...back, reason: "补充人选" })).toMatchObject({
      ok: true,
    });
    expect(await moveCandidate(review.reviewer, move)).toMatchObject({ ok: true });
  });

  it("are read by reviewers and leaders, and by nobody else", async () => {
    const review = await createReview();
    for (const role of [
      "OBSERVER",
      "ADMIN",
      "LIAISON",
      "CADRE",
      "SYSADMIN",
      "SECADMIN",
      "AUDITOR",
    ] as const) {
      const person = await createPerson(role, {
        units: role === "OBSERVER" ? [review.unit] : [],
        unitId: role === "LIAISON" ? review.unit.id : undefined,
        cadreId: role === "CADRE" ? review.cadres[0]?.id : undefined,
      });
      await expect(
        read(person, (db) => getBatch(db, person.id, review.batchId)),
        role,
      ).rejects.toThrow();
      for (const table of [
        "review_batches",
        "review_positions",
        "review_candidates",
        "review_events",
        "review_attendees",
        "promotion_outcomes",
      ]) {
        const { rows } = await asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select enter($1)", [person.id]);
          const found = await client.query(`select count(*)::int as n from ${table}`);
          await client.query("rollback");
          return found;
        });
        expect(rows[0].n, `${role} ${table}`).toBe(0);
      }
      expect(await openReviewBatch(person, { id: randomUUID(), title: "不该有" })).toMatchObject({
        ok: false,
        kind: "denied",
      });
    }
  });
});

describe("views before the meeting", () => {
  it("hide what others think until one's own is in, in the database itself", async () => {
    const review = await createReview();
    const second = await createPerson("REVIEWER", { clearance: 3 });
    expect(await opine(second, review, "QUESTION", 0, "台账数字要说清")).toMatchObject({ ok: true });
    expect(await viewsOf(review.leader, review)).toEqual([]);
    expect((await viewsOf(second, review)).map(({ mark }) => mark)).toEqual(["QUESTION"]);
    // of the other person the own view opens nothing
    expect(await opine(review.leader, review, "AGREE", 1)).toMatchObject({ ok: true });
    expect(await viewsOf(review.leader, review)).toEqual([]);
    expect(await opine(review.leader, review, "SKIP", 0, "")).toMatchObject({ ok: true });
    expect((await viewsOf(review.leader, review)).map(({ mark }) => mark)).toEqual(["QUESTION", "SKIP"]);
  });

  it("are given once, a question with its grounds, and never changed", async () => {
    const review = await createReview();
    expect(await opine(review.leader, review, "QUESTION", 0, "")).toMatchObject({
      ok: false,
      kind: "invalid",
    });
    expect(await opine(review.leader, review, "AGREE")).toMatchObject({ ok: true });
    expect(await opine(review.leader, review, "SKIP")).toMatchObject(refusal("wrongState"));
    await expect(
      owner().query("update review_opinions set mark = 'SKIP' where candidate_id = $1", [
        review.candidateIds[0],
      ]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("delete from review_opinions where candidate_id = $1", [review.candidateIds[0]]),
    ).rejects.toThrow(/append_only/);
  });
});
