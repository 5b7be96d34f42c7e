/** 撤销合并与拆分: a claim stands again as it was, as long as nothing later rests on it; by commands, by direct SQL and at once. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decideAchievement, draftAchievement, reviseAchievement } from "@/lib/achievements/commands";
import { addSource, withdrawSource } from "@/lib/achievements/corroboration/commands";
import { mergeAchievement, splitAchievement, undoLineage } from "@/lib/achievements/lineage/commands";
import { findUndoBlocker, listRelatives } from "@/lib/achievements/lineage/queries";
import { getAchievement } from "@/lib/achievements/queries";
import { noticeNews } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";
import { createPerson, type Person } from "@/tests/support/builders";
import { type Claim, claimInput, createClaim } from "@/tests/support/claims";
import { asAppRole, owner } from "@/tests/support/owner";
import { confirm, stateOf } from "./claim-steps";

const refusal = (reason: string) => ({ ok: false, reason: `achievements.reason.${reason}` });
const liveOf = async (id: string): Promise<{ id: string; moved_from: string | null }[]> =>
  (
    await owner().query(
      "select id, moved_from from achievement_sources where achievement_id = $1 and withdrawn_at is null",
      [id],
    )
  ).rows;
const undo = (person: { id: string }, id: string, revisionNo = 1) =>
  undoLineage(person, { id, revisionNo, reason: "不是同一件事" });
const paper = (achievementId: string, title = "竣工验收报告", supports = true) => ({
  id: randomUUID(),
  achievementId,
  kind: "document",
  title,
  supports,
  isIndependent: true,
});
const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select id from enter($1::uuid)", [person.id]);
    const result = await client.query(text, values);
    await client.query("commit");
    return result.rowCount;
  });

type Merged = { claim: Claim; other: string };
/** A second claim of the same cadre, with a paper, merged into the first. */
async function merged(
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
const part = (claim: Claim, words: string) => ({
  id: randomUUID(),
  claim: words,
  cadres: [{ cadreId: claim.cadre.id, contribution: "MAIN" }],
  sourceIds: [...claim.sources],
  hasFigures: false,
});
async function split(): Promise<{ claim: Claim; parts: string[] }> {
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
