/** 撤销拆分: the whole stands again as it was, as long as nothing later rests on a part. */
import { describe, expect, it } from "vitest";
import { decideAchievement } from "@/lib/achievements/commands";
import { addSource } from "@/lib/achievements/corroboration/commands";
import { splitAchievement } from "@/lib/achievements/lineage/commands";
import { listRelatives } from "@/lib/achievements/lineage/queries";
import { read } from "@/lib/platform/db";
import { createPerson } from "@/tests/support/builders";
import type { Claim } from "@/tests/support/claims";
import { owner } from "@/tests/support/owner";
import { confirm, stateOf } from "./claim-steps";
import { liveOf, paper, part, refusal, split, undo } from "./undo-steps";

describe("a split that is taken back", () => {
  it("leaves the whole as it was and its parts merged into it; it may be split again", async () => {
    const { claim, parts } = await split();
    expect(await undo(claim.reviewer, claim.id)).toMatchObject({ ok: true });
    expect(await stateOf(claim.id)).toBe("WAITING");
    expect(await Promise.all(parts.map(stateOf))).toEqual(["MERGED", "MERGED"]);
    expect((await liveOf(claim.id)).map(({ id }) => id).sort()).toEqual([...claim.sources].sort());
    // it stands as it was: it is confirmed by somebody who had no part in it
    expect(await confirm(claim.reviewer, claim.id)).toMatchObject({ ok: true });
    await decideAchievement(claim.reviewer, {
      id: claim.id,
      revisionNo: 1,
      decision: "REOPEN",
      reason: "再拆",
    });
    const again = [part(claim, "三个月内完成堆场平整一"), part(claim, "两个月内办妥审批手续一")];
    expect(
      await splitAchievement(claim.reviewer, {
        id: claim.id,
        revisionNo: 1,
        reason: "还是两件",
        parts: again,
      }),
    ).toMatchObject({ ok: true });
    const relatives = await read(claim.reviewer, (db) => listRelatives(db, claim.id));
    expect(
      relatives
        .filter((one) => one.relation === "splitInto")
        .map(({ id }) => id)
        .sort(),
    ).toEqual(again.map(({ id }) => id).sort());
    // a part of the first split does not come back by itself
    expect(await undo(claim.reviewer, parts[0] ?? "")).toMatchObject(refusal("undoSplit"));
  });

  it.each<[string, string, (claim: Claim, id: string) => Promise<unknown>]>([
    [
      "undoParts",
      "a part was confirmed",
      async (_, id) => confirm(await createPerson("REVIEWER", { clearance: 3 }), id),
    ],
    ["undoParts", "a part got a source", (claim, id) => addSource(claim.reviewer, paper(id, "另一份材料"))],
    [
      "undoAsked",
      "somebody was asked about a part",
      (claim, id) =>
        owner().query(
          `insert into follow_ups (achievement_id, unit_id, owner_id, asked_by, title, due_on)
           values ($1, $2, $3, $4, '补一条印证', city_today() + 5)`,
          [id, claim.unit.id, claim.observers[1]?.id, claim.reviewer.id],
        ),
    ],
  ])("is refused with %s where %s", async (reason, _, then) => {
    const { claim, parts } = await split();
    const outcome = await then(claim, parts[0] ?? "");
    if (outcome && typeof outcome === "object" && "ok" in outcome)
      expect(outcome).toMatchObject({ ok: true });
    expect(await undo(claim.reviewer, claim.id)).toMatchObject(refusal(reason));
    expect(await stateOf(claim.id)).toBe("SPLIT");
  });

  it("is no drafter's where a reviewer split it", async () => {
    const { claim } = await split();
    expect(await undo(claim.drafter, claim.id)).toMatchObject(refusal("notDrafter"));
  });
});
