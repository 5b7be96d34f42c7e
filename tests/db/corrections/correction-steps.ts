/** A corroborated result, its cadre and what they ask; for the tests beside. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { decideAchievement } from "@/lib/achievements/commands";
import { answerCorrection, askCorrection } from "@/lib/corrections/commands";
import { getCorrection } from "@/lib/corrections/queries";
import { read } from "@/lib/platform/db";
import { createPerson, type Person } from "@/tests/support/builders";
import { type Claim, createClaim } from "@/tests/support/claims";

type Scene = { claim: Claim; self: Person; office: Person };
/** A corroborated result and its cadre, with an account of their own. */
export async function createScene(): Promise<Scene> {
  const claim = await createClaim();
  const confirmed = await decideAchievement(claim.reviewer, {
    id: claim.id,
    revisionNo: 1,
    decision: "CONFIRM",
    confidence: "HIGH",
  });
  expect(confirmed).toMatchObject({ ok: true });
  const self = await createPerson("CADRE", { cadreId: claim.cadre.id });
  return { claim, self, office: await createPerson("REVIEWER", { clearance: 3 }) };
}
export const ask = async (scene: Scene, over: object = {}): Promise<string> => {
  const id = randomUUID();
  const outcome = await askCorrection(scene.self, {
    id,
    kind: "CORRECTION",
    about: `achievement:${scene.claim.id}`,
    body: "验收单上的面积与此不同",
    evidenceTitle: "验收单",
    ...over,
  });
  expect(outcome).toMatchObject({ ok: true });
  return id;
};
export const answer = (person: { id: string }, id: string) =>
  answerCorrection(person, { id, outcome: "PARTLY", answer: "已核对，口径不同" });
export const sees = (person: { id: string }, id: string): Promise<boolean> =>
  read(person, (db) => getCorrection(db, id)).then(
    () => true,
    () => false,
  );
