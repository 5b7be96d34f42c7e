/** 撤销合并: a claim stands again as it was, as long as nothing later rests on it; by commands, by direct SQL and at once. */
import { describe, expect, it } from "vitest";
import { decideAchievement, reviseAchievement } from "@/lib/achievements/commands";
import { withdrawSource } from "@/lib/achievements/corroboration/commands";
import { mergeAchievement, undoLineage } from "@/lib/achievements/lineage/commands";
import { findUndoBlocker, listRelatives } from "@/lib/achievements/lineage/queries";
import { getAchievement } from "@/lib/achievements/queries";
import { noticeNews } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";
import { createPerson, type Person } from "@/tests/support/builders";
import { claimInput } from "@/tests/support/claims";
import { owner } from "@/tests/support/owner";
import { confirm, stateOf } from "./claim-steps";
import { asPerson, liveOf, type Merged, merged, refusal, undo } from "./undo-steps";

describe("a merge that is taken back", () => {
  it("leaves both claims as they were, with the history of both", async () => {
    const { claim, other } = await merged();
    expect(await undo(claim.reviewer, other)).toMatchObject({ ok: true });
    expect(await stateOf(other)).toBe("WAITING");
    expect((await liveOf(claim.id)).filter((one) => one.moved_from)).toEqual([]);
    expect(await liveOf(other)).toHaveLength(1);
    const [target, back, relatives] = await read(claim.reviewer, (db) =>
      Promise.all([getAchievement(db, claim.id), getAchievement(db, other), listRelatives(db, other)]),
    );
    expect(back.events.map(({ fromState, toState }) => [fromState, toState])).toEqual([
      ["MERGED", "WAITING"],
      ["WAITING", "MERGED"],
      [null, "WAITING"],
    ]);
    expect(target.sources.find((one) => one.isMoved)).toMatchObject({ withdrawReason: "@undone" });
    expect(relatives).toEqual([]);
    // and may be merged and taken back again
    const again = { id: other, revisionNo: 1, intoId: claim.id, reason: "还是同一件事" };
    expect(await mergeAchievement(claim.reviewer, again)).toMatchObject({ ok: true });
    expect((await liveOf(claim.id)).filter((one) => one.moved_from)).toHaveLength(1);
    expect(await undo(claim.reviewer, other)).toMatchObject({ ok: true });
  });

  it("leaves the other one corroborated where it had stood without what came", async () => {
    const { claim, other } = await merged({ before: (one) => confirm(one.reviewer, one.id) });
    expect(await stateOf(claim.id)).toBe("CORROBORATED");
    expect(await undo(claim.reviewer, other)).toMatchObject({ ok: true });
    expect(await stateOf(claim.id)).toBe("CORROBORATED");
  });

  it("does not confirm again what a contradiction from it had let fall", async () => {
    const { claim, other } = await merged({
      isContrary: true,
      before: (one) => confirm(one.reviewer, one.id),
    });
    expect(await stateOf(claim.id)).toBe("WAITING");
    expect(await undo(claim.reviewer, other)).toMatchObject({ ok: true });
    expect(await stateOf(claim.id)).toBe("WAITING");
  });

  it.each<[string, string, (one: Merged) => Promise<unknown>]>([
    ["undoConfirmed", "the other was confirmed since", ({ claim }) => confirm(claim.reviewer, claim.id)],
    [
      "undoConfirmed",
      "it was confirmed since and opened again",
      async ({ claim }) => {
        await confirm(claim.reviewer, claim.id);
        await decideAchievement(claim.reviewer, {
          id: claim.id,
          revisionNo: 1,
          decision: "REOPEN",
          reason: "再看看",
        });
      },
    ],
    [
      "undoRevised",
      "its words changed",
      async ({ claim }) => {
        const { id: _, sources: __, ...content } = claimInput(claim.unit, [claim.cadre]);
        await reviseAchievement(claim.reviewer, { ...content, id: claim.id, revisionNo: 1, reason: "改" });
      },
    ],
    [
      "undoWithdrawn",
      "what went along was withdrawn",
      async ({ claim }) => {
        const [moved] = (await liveOf(claim.id)).filter((one) => one.moved_from);
        await withdrawSource(claim.reviewer, { id: moved?.id, reason: "材料有误" });
      },
    ],
    [
      "undoTarget",
      "it was rejected",
      ({ claim }) =>
        decideAchievement(claim.reviewer, {
          id: claim.id,
          revisionNo: 1,
          decision: "REJECT",
          reason: "查无此事",
        }),
    ],
  ])("is refused with %s where %s, by direct SQL too", async (reason, _, then) => {
    const one = await merged();
    await then(one);
    expect(await read(one.claim.reviewer, (db) => findUndoBlocker(db, one.other))).not.toBeNull();
    expect(await undo(one.claim.reviewer, one.other)).toMatchObject(refusal(reason));
    await expect(
      asPerson(
        one.claim.reviewer,
        "update achievements set state = 'WAITING', merged_into = null, state_reason = '退回' where id = $1",
        [one.other],
      ),
    ).rejects.toThrow(/achievements_undo_/);
    expect(await stateOf(one.other)).toBe("MERGED");
  });

  it("is a reviewer's, or its drafter's where the other one is theirs and open; a stranger learns nothing", async () => {
    const { claim, other } = await merged();
    const stranger = await createPerson("OBSERVER");
    expect(await undo(stranger, other)).toMatchObject({ kind: "notFound" });
    expect(await read(stranger, (db) => findUndoBlocker(db, other))).toBeNull();
    expect(await undo(await createPerson("LEADER", { clearance: 3 }), other)).toMatchObject({
      kind: "denied",
    });
    expect(await undo(claim.drafter, other)).toMatchObject({ ok: true });
    // into a corroborated one it went by a reviewer, and comes back by one
    const second = await merged({ before: (one) => confirm(one.reviewer, one.id) });
    expect(await undo(second.claim.drafter, second.other)).toMatchObject(refusal("notDrafter"));
    await expect(
      asPerson(
        second.claim.drafter,
        "update achievements set state = 'WAITING', merged_into = null, state_reason = '退回' where id = $1",
        [second.other],
      ),
    ).rejects.toThrow(/achievements_undo_rights/);
  });

  it("tells its drafter nothing of the other one where that is above their level", async () => {
    const { claim, other } = await merged();
    await confirm(claim.reviewer, claim.id);
    const blocker = (person: Person) => read(person, (db) => findUndoBlocker(db, other));
    // the drafter of both reads both
    expect([await blocker(claim.drafter), await blocker(claim.reviewer)]).toEqual(["confirmed", "confirmed"]);
    const own = await createPerson("OBSERVER");
    const client = await owner().connect();
    try {
      await client.query("begin");
      await client.query("alter table achievements disable trigger user");
      await client.query("update achievements set drafted_by = $2 where id = $1", [other, own.id]);
      await client.query("update achievements set confidentiality = 2 where id = $1", [claim.id]);
      await client.query("alter table achievements enable trigger user");
      await client.query("commit");
    } finally {
      await client.query("rollback");
      client.release();
    }
    expect([await blocker(own), await blocker(claim.reviewer)]).toEqual(["closed", "confirmed"]);
    expect(await undo(own, other)).toMatchObject(refusal("undoClosed"));
  });

  it("needs its reason, and names no other state than that of before", async () => {
    const { claim, other } = await merged();
    expect(await undoLineage(claim.reviewer, { id: other, revisionNo: 1, reason: "" })).toMatchObject({
      kind: "invalid",
    });
    for (const [state, broken] of [
      ["LEAD", /achievements_transition/],
      ["CORROBORATED", /achievements_transition|permission|confirmed/],
    ] as const)
      await expect(
        owner().query(
          "update achievements set state = $2, merged_into = null, state_reason = '退回' where id = $1",
          [other, state],
        ),
      ).rejects.toThrow(broken);
    await expect(
      asPerson(
        claim.reviewer,
        "update achievement_sources set withdrawn_at = now(), withdrawn_by = $2, withdraw_reason = '@undone' where id = $1",
        [claim.sources[0], claim.reviewer.id],
      ),
    ).rejects.toThrow(/append_only/);
  });

  it("and a confirmation of the other, at once: one of them is refused or both fit", async () => {
    for (let round = 0; round < 4; round++) {
      const { claim, other } = await merged();
      const [undone] = await Promise.all([
        undo(claim.reviewer, other),
        confirm(claim.reviewer, claim.id),
        undo(claim.reviewer, other),
      ]);
      const state = await stateOf(other);
      const moved = (await liveOf(claim.id)).filter((one) => one.moved_from).length;
      // either it is back and left nothing behind, or it stays merged and what rests on it is whole
      expect([state, moved]).toEqual(state === "WAITING" ? ["WAITING", 0] : ["MERGED", 1]);
      if (undone.ok) expect(state).toBe("WAITING");
      const { rows } = await owner().query(
        "select state = 'CORROBORATED' and not achievement_is_supported(id) as broken from achievements where id = $1",
        [claim.id],
      );
      expect(rows[0].broken).toBe(false);
    }
  });

  it("is told to both sides, and to nobody who may not see it", async () => {
    const { claim, other } = await merged();
    expect(await undo(claim.reviewer, other)).toMatchObject({ ok: true });
    const told = async (person: Person) =>
      (await read(person, (db) => noticeNews(db, person.id))).notices
        .filter(({ kind }) => kind === "CLAIM_RESTORED")
        .map((one) => one.claim?.id);
    expect(await told(claim.drafter)).toEqual([other]);
    for (const person of [claim.reviewer, claim.observers[1] as Person, await createPerson("OBSERVER")])
      expect(await told(person)).toEqual([]);
  });
});
