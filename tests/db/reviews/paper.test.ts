/** The material of a review as paper and workbook: decision with presence and evidence; nothing of whom one is recused from. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays, cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { marksOf } from "@/lib/platform/marks";
import type { Role } from "@/lib/platform/rights";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import { giveOpinion } from "@/lib/reviews/meeting/commands";
import { putUpNotice } from "@/lib/reviews/notice/commands";
import { exportReview } from "@/lib/reviews/paper/commands";
import { noticePaper } from "@/lib/reviews/paper/notice/rules";
import { findNotice, getReviewMaterial } from "@/lib/reviews/paper/queries";
import { type ReviewPaperWords, reviewPaper } from "@/lib/reviews/paper/rules";
import { reviewSheets } from "@/lib/reviews/paper/workbook/rules";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { createReview, decideReview, type TestReview } from "@/tests/support/reviews";

const say = (key: string, values?: Record<string, string | number>) =>
  values ? `${key}(${Object.values(values).join(",")})` : key;
const words: ReviewPaperWords = {
  reviews: say,
  achievements: say,
  concerns: say,
  rule: ({ levels }) => levels.map((text) => ({ text })),
  missing: ({ code }) => code,
  marks: marksOf(false),
};

async function taken(by: Person, role: Role, review: TestReview, position?: string) {
  const material = await read(by, (db) =>
    getReviewMaterial(
      db,
      { id: by.id, roles: [role], cadreId: null },
      { id: review.batchId, position },
      cityDay(new Date()),
    ),
  );
  const content = {
    ...material,
    by: { name: by.name, on: cityDay(new Date()), trace: "0123456789ab" },
    origin: "https://example.test",
  };
  return {
    paper: JSON.stringify(reviewPaper(content, words)),
    sheets: JSON.stringify(reviewSheets(content, words)),
  };
}

describe("the material of a review", () => {
  it("tells who decided what before whom, on which evidence, and what is different since", async () => {
    const unit = await createUnit();
    const [cadre, other] = [await createCadre(unit), await createCadre(unit)];
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const record = await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    const claim = await createAchievement(observer, unit, cadre, [record]);
    const review = await createReview({ unit, cadres: [cadre, other] });
    const away = await createPerson("REVIEWER", { clearance: 3 });
    await recuseFromCandidate(away, {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      userId: away.id,
      kind: "COLLEAGUE",
      reason: "曾共事",
    });
    await giveOpinion(review.reviewer, {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      mark: "QUESTION",
      reason: "只给同事看的意见",
    });
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });

    const { paper, sheets } = await taken(review.leader, "LEADER", review);
    for (const text of [paper, sheets]) {
      for (const { name } of [cadre, other, review.leader]) expect(text).toContain(name);
      expect(text).toContain("status.APPOINT");
      expect(text).toContain("实绩有印证");
      // why somebody was named, and why they came before the meeting
      expect(text).toContain("材料较足");
      expect(text).toContain("建议上会");
      expect(text).toContain(`${review.leader.name}（status.CHAIR）`);
      expect(text).toContain(`${away.name}（status.COLLEAGUE）`);
      expect(text, "changed since").toContain("1 → 2");
      expect(text).not.toContain("只给同事看的意见");
    }
    expect(paper).toContain("hint.paper.decisions");
    expect(paper).toContain("0123456789ab");
    // a claim that nothing else confirms is no verified result, and stands in no paper
    expect(paper).not.toContain(`/achievements/${claim}`);

    // who stands aside gets the batch without the person
    const theirs = await taken(away, "REVIEWER", review);
    for (const text of [theirs.paper, theirs.sheets]) {
      expect(text).not.toContain(cadre.name);
      expect(text).not.toContain("status.APPOINT");
      expect(text).toContain(other.name);
      expect(text).toContain("hint.paper.closed(1)");
    }
  });

  it("above one's level is not told, and is of one post where that is asked", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED", confidentiality: 3 });
    const review = await createReview({ unit, cadres: [cadre, await createCadre(unit)] });
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    const low = await createPerson("REVIEWER", { clearance: 1 });
    expect((await taken(low, "REVIEWER", review, review.positionId)).paper).toContain("hint.snapshotClosed");
    await expect(taken(low, "REVIEWER", review, randomUUID())).rejects.toThrow();
  });

  it("of a notice is what is put up: who, from which post to which, and not of whom the reader is recused", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { title: "综合科科长" });
    const review = await createReview({ unit, cadres: [cadre, await createCadre(unit)] });
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    const noticeId = randomUUID();
    expect(
      await putUpNotice(review.reviewer, {
        id: noticeId,
        batchId: review.batchId,
        number: "任前公示〔2026〕1号",
        startsOn: today(),
        endsOn: addDays(today(), 20),
        contact: "12380",
        candidateIds: [review.candidateIds[0]],
      }),
    ).toMatchObject({ ok: true });
    const found = await read(review.leader, (db) => findNotice(db, review.batchId, noticeId));
    expect(found?.people).toMatchObject([
      { name: cadre.name, nowPost: `${unit.shortName}综合科科长`, newPost: `${unit.shortName}副局长` },
    ]);
    const by = { name: review.leader.name, on: today(), trace: "0123456789ab" };
    const text = found && JSON.stringify(noticePaper(found, by, say, marksOf(false)));
    expect(text).toContain(cadre.name);
    expect(text).toContain("12380");
    const away = await createPerson("REVIEWER", { clearance: 3 });
    await recuseFromCandidate(away, {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      userId: away.id,
      kind: "KIN",
      reason: "亲属",
    });
    expect(await read(away, (db) => findNotice(db, review.batchId, noticeId))).toBeNull();
    expect(await read(review.leader, (db) => findNotice(db, randomUUID(), noticeId))).toBeNull();
  });

  it("leaves a line in the audit with its number, and is given to reviewers and leaders alone", async () => {
    const review = await createReview();
    const asked = { id: review.batchId, form: "docx", trace: "ab0123456789" };
    expect(await exportReview(review.leader, asked)).toMatchObject({ ok: true });
    expect(await exportReview(review.leader, { ...asked, position: randomUUID() })).toMatchObject({
      ok: false,
      kind: "notFound",
    });
    const { rows } = await owner().query(
      "select action, entity_id from audit_events where actor_id = $1 and action = 'exportReview'",
      [review.leader.id],
    );
    expect(rows).toEqual([{ action: "exportReview", entity_id: review.batchId }]);
    for (const role of ["OBSERVER", "ADMIN", "AUDITOR"] as const)
      expect(
        await exportReview(
          await createPerson(role, { units: role === "OBSERVER" ? [review.unit] : [] }),
          asked,
        ),
        role,
      ).toMatchObject({ ok: false, kind: "denied" });
  });
});
