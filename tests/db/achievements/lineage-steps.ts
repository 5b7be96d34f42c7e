import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { draftAchievement } from "@/lib/achievements/commands";
import { mergeAchievement } from "@/lib/achievements/lineage/commands";
import { type Claim, claimInput } from "@/tests/support/claims";
import { owner } from "@/tests/support/owner";

export const sourcesOf = async (id: string) =>
  (
    await owner().query(
      "select id, observation_id, observation_revision, added_by, moved_from, kind, origin from achievement_sources where achievement_id = $1 and withdrawn_at is null order by added_at, id",
      [id],
    )
  ).rows;

/** A second claim of the same cadre with a paper of its own. */
export async function twin(claim: Claim, over: Parameters<typeof claimInput>[2] = {}): Promise<string> {
  const input = claimInput(claim.unit, [claim.cadre], over);
  expect(await draftAchievement(claim.drafter, input)).toMatchObject({ ok: true });
  return input.id;
}

export const paper = (achievementId: string, over: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  achievementId,
  kind: "document",
  title: "竣工验收报告",
  supports: true,
  isIndependent: true,
  ...over,
});

export const merge = (person: { id: string }, id: string, intoId: string, revisionNo = 1) =>
  mergeAchievement(person, { id, revisionNo, intoId, reason: "同一件事" });
