/** A review of one test: a batch with one post and people named for it, by commands, so that triggers and policies take part. */
import { randomUUID } from "node:crypto";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import {
  addReviewPosition,
  moveCandidate,
  nameCandidates,
  openReviewBatch,
  stepReviewPosition,
} from "@/lib/reviews/commands";
import { decideCandidate, enterAttendee } from "@/lib/reviews/meeting/commands";
import { getPosition } from "@/lib/reviews/queries";
import { snapshotOfCadre } from "@/lib/reviews/snapshot/queries";
import {
  createCadre,
  createPerson,
  createUnit,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "./builders";

export type TestReview = {
  batchId: string;
  positionId: string;
  unit: TestUnit;
  reviewer: Person;
  leader: Person;
  cadres: TestCadre[];
  /** in the order of the cadres */
  candidateIds: string[];
};

const must = <T extends { ok: boolean }>(outcome: T): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
};

/** Two people on the short list, views asked for unless `listing`. */
export async function createReview(
  over: { cadres?: TestCadre[]; unit?: TestUnit; reviewer?: Person; leader?: Person; listing?: boolean } = {},
): Promise<TestReview> {
  const unit = over.unit ?? (await createUnit());
  const reviewer = over.reviewer ?? (await createPerson("REVIEWER", { clearance: 3 }));
  const leader = over.leader ?? (await createPerson("LEADER", { clearance: 3 }));
  const cadres = over.cadres ?? [await createCadre(unit), await createCadre(unit)];
  const [batchId, positionId] = [randomUUID(), randomUUID()];
  must(await openReviewBatch(reviewer, { id: batchId, title: "测试批次", meetingOn: "" }));
  must(
    await addReviewPosition(reviewer, {
      id: positionId,
      batchId,
      unitId: unit.id,
      title: "副局长",
      level: "乡科级副职",
      tier: "TEAM",
      places: 1,
      countedOn: today(),
      levels: ["股所级正职"],
    }),
  );
  must(
    await nameCandidates(reviewer, { positionId, cadreIds: cadres.map(({ id }) => id), reason: "材料较足" }),
  );
  const position = await read(reviewer, (db) => getPosition(db, reviewer.id, positionId));
  const candidateIds = cadres.map(
    (cadre) => position.candidates.find(({ cadreId }) => cadreId === cadre.id)?.id ?? "",
  );
  for (const id of candidateIds)
    must(await moveCandidate(reviewer, { id, rowVersion: 1, stage: "SHORT", reason: "建议上会" }));
  if (!over.listing)
    must(await stepReviewPosition(reviewer, { id: positionId, rowVersion: 1, step: "PREPARE" }));
  for (const [person, part] of [
    [leader, "CHAIR"],
    [reviewer, "MEMBER"],
  ] as const)
    must(
      await enterAttendee(reviewer, {
        id: randomUUID(),
        batchId,
        name: person.name,
        userId: person.id,
        part,
      }),
    );
  return { batchId, positionId, unit, reviewer, leader, cadres, candidateIds };
}

export const evidenceOf = (person: Person, cadreId: string, roles: Viewer["roles"] = ["LEADER"]) =>
  read(person, (db) =>
    snapshotOfCadre(db, { id: person.id, roles, cadreId: null }, cadreId, cityDay(new Date())),
  );

export async function decideReview(
  review: TestReview,
  at: 0 | 1,
  decision = "APPOINT",
  over: Record<string, unknown> = {},
) {
  const { digest } = await evidenceOf(review.leader, review.cadres[at]?.id ?? "");
  return decideCandidate(review.leader, {
    id: randomUUID(),
    candidateId: review.candidateIds[at],
    decision,
    decidedOn: today(),
    reason: "实绩有印证",
    digest,
    ...over,
  });
}
