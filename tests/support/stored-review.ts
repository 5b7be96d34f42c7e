/** A review as the owner stores it, for stories and tests of pages: one post whose views are being given. */
import { randomUUID } from "node:crypto";
import type { TestCadre, TestUnit } from "./builders";
import { owner } from "./owner";

export type StoredReview = { id: string; positionId: string; candidateId: string; candidateIds: string[] };

export async function storeReview(
  unit: TestUnit,
  cadres: TestCadre[],
  by: { id: string },
  /** the reason is the first one's */
  over: { title?: string; reason?: string } = {},
): Promise<StoredReview> {
  const [id, positionId] = [randomUUID(), randomUUID()];
  const candidateIds = cadres.map(() => randomUUID());
  const rule = {
    countedOn: "2026-11-30",
    levels: ["股所级正职"],
    maxAge: 50,
    education: null,
    workYears: null,
    levelYears: null,
    experience: [],
  };
  await owner().query("insert into review_batches (id, title, opened_by) values ($1, $2, $3)", [
    id,
    over.title ?? "测试批次",
    by.id,
  ]);
  await owner().query(
    `insert into review_positions (id, batch_id, unit_id, title, level, tier, requirements, added_by)
     values ($1, $2, $3, '副局长', '乡科级副职', 'TEAM', $4, $5)`,
    [positionId, id, unit.id, JSON.stringify(rule), by.id],
  );
  for (const [at, candidateId] of candidateIds.entries()) {
    await owner().query(
      "insert into review_candidates (id, position_id, cadre_id, reason, added_by) values ($1, $2, $3, $4, $5)",
      [candidateId, positionId, cadres[at]?.id, (at === 0 && over.reason) || "材料较足", by.id],
    );
    await owner().query("update review_candidates set stage = 'SHORT', row_version = 2 where id = $1", [
      candidateId,
    ]);
  }
  await owner().query("update review_positions set state = 'PREPARING', row_version = 2 where id = $1", [
    positionId,
  ]);
  return { id, positionId, candidateId: candidateIds[0] ?? "", candidateIds };
}

export const reviewAddress = (route: string, review: StoredReview): string =>
  route
    .replace("[id]", review.id)
    .replace("[positionId]", review.positionId)
    .replace("[candidateId]", review.candidateId);
