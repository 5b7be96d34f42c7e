/** What is decided in a review: by a leader, on the evidence that stood on the page, and kept with it. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { decideCandidate } from "@/lib/reviews/meeting/commands";
import { findDecision, getPosition } from "@/lib/reviews/queries";
import { changesSince } from "@/lib/reviews/snapshot/rules";
import { snapshotSchema } from "@/lib/reviews/snapshot/schema";
import { createCadre, createObservation, createPerson, createUnit, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview, evidenceOf } from "@/tests/support/reviews";
import { refusal } from "./review-steps";

describe("a decision", () => {
  it("is a leader's, on the evidence that stood on the page", async () => {
    const review = await createReview();
    expect(await decideReview(review, 0, "APPOINT", { digest: "0".repeat(64) })).toMatchObject(
      refusal("evidenceChanged"),
    );
    const asReviewer = {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      decision: "APPOINT",
      decidedOn: today(),
      reason: "试",
      digest: "0".repeat(64),
    };
    expect(await decideCandidate(review.reviewer, { ...asReviewer, reason: "试一下" })).toMatchObject({
      ok: false,
      kind: "denied",
    });
    expect(await decideReview(review, 0, "APPOINT", { decidedOn: addDays(today(), 1) })).toMatchObject(
      refusal("notYet"),
    );
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    expect(await decideReview(review, 0)).toMatchObject(refusal("wrongState"));
    expect(await decideReview(review, 1)).toMatchObject(refusal("noPlace"));
    expect(await decideReview(review, 1, "NOT_NOW")).toMatchObject({ ok: true });
    const page = await read(review.leader, (db) => getPosition(db, review.leader.id, review.positionId));
    expect(page.state).toBe("DECIDED");
  });

  it("keeps exactly what was seen, and says what is different since", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    const review = await createReview({ unit, cadres: [cadre, await createCadre(unit)] });
    const seen = await evidenceOf(review.leader, cadre.id);
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    await owner().query("update cadres set education = '研究生' where id = $1", [cadre.id]);

    const decision = await read(review.leader, (db) => findDecision(db, review.candidateIds[0] ?? ""));
    const kept = snapshotSchema.parse(decision?.evidence);
    expect(kept).toEqual(seen.snapshot);
    expect(decision?.digest).toBe(seen.digest);
    const now = await evidenceOf(review.leader, cadre.id);
    expect(changesSince(kept, now.snapshot)).toEqual([
      { section: "basics", kind: "changed", text: `${kept.cadre.education} → 研究生` },
      { section: "records", kind: "changed", text: "1 → 2" },
      { section: "positive", kind: "changed", text: "1 → 2" },
    ]);
  });

  it("is never changed or deleted, nor taken without its evidence, by direct SQL", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    const id = [review.candidateIds[0]];
    for (const statement of [
      "update review_decisions set decision = 'NOT_NOW' where candidate_id = $1",
      "delete from review_decisions where candidate_id = $1",
      "update review_snapshots set evidence = '{}' where decision_id in (select id from review_decisions where candidate_id = $1)",
      "delete from review_snapshots where decision_id in (select id from review_decisions where candidate_id = $1)",
      "delete from review_events where candidate_id = $1",
      "delete from review_candidates where id = $1",
    ])
      await expect(owner().query(statement, id), statement).rejects.toThrow(/append_only/);
    const alone = asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [review.leader.id]);
      await client.query(
        "insert into review_decisions (id, candidate_id, decision, reason, decided_on, decided_by) values ($1, $2, 'NOT_NOW', '没有材料', city_today(), $3)",
        [randomUUID(), review.candidateIds[1], review.leader.id],
      );
      await client.query("commit");
    });
    await expect(alone).rejects.toThrow(/review_decisions_snapshot/);
  });

  it("taken twice at once is taken once, and one place is filled once", async () => {
    const review = await createReview();
    const twice = await Promise.all([decideReview(review, 0), decideReview(review, 0)]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    const another = await createReview();
    const both = await Promise.all([decideReview(another, 0), decideReview(another, 1)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("keeps evidence above one's level from whoever has less", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    await owner().query("alter table review_snapshots disable trigger append_only");
    await owner().query(
      "update review_snapshots set confidentiality = 3 where decision_id in (select id from review_decisions where candidate_id = $1)",
      [review.candidateIds[0]],
    );
    await owner().query("alter table review_snapshots enable trigger append_only");
    const low = await createPerson("REVIEWER", { clearance: 1 });
    expect((await read(low, (db) => findDecision(db, review.candidateIds[0] ?? "")))?.evidence).toBeNull();
    expect(
      (await read(review.reviewer, (db) => findDecision(db, review.candidateIds[0] ?? "")))?.evidence,
    ).not.toBeNull();
  });
});
