/** What is done in a review, by whom; for the tests beside. */
import { randomUUID } from "node:crypto";
import { read } from "@/lib/platform/db";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import { giveOpinion } from "@/lib/reviews/meeting/commands";
import { getCandidate } from "@/lib/reviews/queries";
import { createPerson, type Person } from "@/tests/support/builders";
import { asAppRole } from "@/tests/support/owner";
import type { TestReview } from "@/tests/support/reviews";

export const ok = { ok: true };
export const refusal = (reason: string) => ({
  ok: false,
  kind: "refused",
  reason: `reviews.reason.${reason}`,
});
export const recuse = (review: TestReview, by: Person, person: Person, at = 0) =>
  recuseFromCandidate(by, {
    id: randomUUID(),
    candidateId: review.candidateIds[at],
    userId: person.id,
    kind: "COLLEAGUE",
    reason: "曾在同一科室共事",
  });
export const opine = (person: Person, review: TestReview, mark: string, at = 0, reason = "看过现场记录") =>
  giveOpinion(person, { id: randomUUID(), candidateId: review.candidateIds[at], mark, reason });
export const viewsOf = (person: Person, review: TestReview, at = 0) =>
  read(
    person,
    async (db) => (await getCandidate(db, person.id, review.candidateIds[at] ?? "")).candidate.opinions,
  );

export const reviewer = () => createPerson("REVIEWER", { clearance: 3 });

/** Statements of one transaction, as an intruder with this person's session would send them. */
export const as = (person: Person, ...statements: [string, unknown[]][]): Promise<number | null> =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select enter($1)", [person.id]);
    let count: number | null = null;
    for (const [text, values] of statements) count = (await client.query(text, values)).rowCount;
    await client.query("commit");
    return count;
  });
