/** Claims that were merged or split, and the way back; for the tests beside. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { draftAchievement } from "@/lib/achievements/commands";
import { addSource } from "@/lib/achievements/corroboration/commands";
import { mergeAchievement, splitAchievement, undoLineage } from "@/lib/achievements/lineage/commands";
import { type Claim, claimInput, createClaim } from "@/tests/support/claims";
import { asAppRole, owner } from "@/tests/support/owner";

export const refusal = (reason: string) => ({ ok: false, reason: `achievements.reason.${reason}` });
export const liveOf = async (id: string): Promise<{ id: string; moved_from: string | null }[]> =>
  (
    await owner().query(
      "select id, moved_from from achievement_sources where achievement_id = $1 and withdrawn_at is null",
      [id],
    )
  ).rows;
export const undo = (person: { id: string }, id: string, revisionNo = 1) =>
  undoLineage(person, { id, revisionNo, reason: "不是同一件事" });
export const paper = (achievementId: string, title = "竣工验收报告", supports = true) => ({
  id: randomUUID(),
  achievementId,
  kind: "document",
  title,
  supports,
  isIndependent: true,
});
export const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select id from enter($1::uuid)", [person.id]);
    const result = await client.query(text, values);
    await client.query("commit");
    return result.rowCount;
  });

export type Merged = { claim: Claim; other: string };
/** A second claim of the same cadre, with a paper, merged into the first. */
export async function merged(
  over: { isContrary?: boolean; before?: (claim: Claim) => Promise<unknown> } = {},
): Promise<Merged> {
  const claim = await createClaim();
  await over.before?.(claim);
  const input = claimInput(claim.unit, [claim.cadre]);
  expect(await draftAchievement(claim.drafter, input)).toMatchObject({ ok: true });
  await addSource(claim.drafter, paper(input.id, undefined, !over.isContrary));
  const done = { id: input.id, revisionNo: 1, intoId: claim.id, reason: "同一件事" };
  expect(await mergeAchievement(claim.reviewer, done)).toMatchObject({ ok: true });
  return { claim, other: input.id };
}
export const part = (claim: Claim, words: string) => ({
  id: randomUUID(),
  claim: words,
  cadres: [{ cadreId: claim.cadre.id, contribution: "MAIN" }],
  sourceIds: [...claim.sources],
  hasFigures: false,
});
export async function split(): Promise<{ claim: Claim; parts: string[] }> {
  const claim = await createClaim();
  const parts = [part(claim, "三个月内完成堆场平整"), part(claim, "两个月内办妥临时用地审批")];
  const outcome = await splitAchievement(claim.reviewer, {
    id: claim.id,
    revisionNo: 1,
    reason: "两件事写在一起",
    parts,
  });
  expect(outcome).toMatchObject({ ok: true });
  return { claim, parts: parts.map(({ id }) => id) };
}
