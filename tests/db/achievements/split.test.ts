import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAchievement, draftAchievement, reviseAchievement } from "@/lib/achievements/commands";
import { addSource, withdrawSource } from "@/lib/achievements/corroboration/commands";
import { splitAchievement, undoLineage } from "@/lib/achievements/lineage/commands";
import { listRelatives } from "@/lib/achievements/lineage/queries";
import { getAchievement } from "@/lib/achievements/queries";
import { listVerified } from "@/lib/achievements/verified/queries";
import { read } from "@/lib/platform/db";
import { createCadre, createObservation, createPerson, daysAgo, today } from "@/tests/support/builders";
import { claimInput, createClaim } from "@/tests/support/claims";
import { asAppRole, owner } from "@/tests/support/owner";
import { confirm, stateOf } from "./claim-steps";
import { merge, paper, sourcesOf, twin } from "./lineage-steps";

describe("splitAchievement", () => {
  async function whole() {
    const claim = await createClaim();
    const second = await createCadre(claim.unit);
    const { id: _, sources: __, ...content } = claimInput(claim.unit, [claim.cadre, second]);
    await reviseAchievement(claim.reviewer, { ...content, id: claim.id, revisionNo: 1, reason: "补一人" });
    return { ...claim, second };
  }
  type Whole = Awaited<ReturnType<typeof whole>>;
  const parts = ({ cadre, second, sources }: Whole) => [
    {
      id: randomUUID(),
      claim: "三个月内完成堆场平整",
      cadres: [{ cadreId: cadre.id, contribution: "MAIN" }],
      sourceIds: [...sources],
      hasFigures: true,
    },
    {
      id: randomUUID(),
      claim: "两个月内办妥临时用地审批",
      cadres: [{ cadreId: second.id, contribution: "MAIN" }],
      sourceIds: [sources[1]],
      hasFigures: false,
    },
  ];
  const split = (person: { id: string }, of: Whole, into: unknown[]) =>
    splitAchievement(person, { id: of.id, revisionNo: 2, reason: "两件事写在一起", parts: into });

  it("ends the claim in its parts, with cadres, sources and figures as they were given out", async () => {
    const claim = await whole();
    const given = parts(claim);
    expect(await split(claim.reviewer, claim, given)).toMatchObject({ ok: true });
    expect(await stateOf(claim.id)).toBe("SPLIT");
    const [first, second] = await read(claim.reviewer, (db) =>
      Promise.all(given.map((part) => getAchievement(db, part.id))),
    );
    expect(first).toMatchObject({ state: "WAITING", indicator: "平整面积", actual: 203.5 });
    expect(first?.sources.map((one) => one.observationId).sort()).toEqual([...claim.records].sort());
    expect(second).toMatchObject({ indicator: "", cadres: [{ cadreId: claim.second.id }] });
    expect(second?.sources).toMatchObject([{ observationId: claim.records[1], isMoved: true }]);
    const relatives = await read(claim.reviewer, (db) =>
      Promise.all([listRelatives(db, claim.id), listRelatives(db, given[0]?.id ?? "")]),
    );
    expect(relatives[0].map((one) => one.relation)).toEqual(["splitInto", "splitInto"]);
    expect(relatives[1]).toMatchObject([{ id: claim.id, relation: "splitFrom", reason: "两件事写在一起" }]);
  });

  it("leaves neither who split it nor who drafted the whole to confirm a part", async () => {
    const claim = await whole();
    const given = parts(claim);
    await split(claim.reviewer, claim, given);
    const id = given[0]?.id ?? "";
    expect(await confirm(claim.reviewer, id)).toMatchObject({ reason: "achievements.reason.ownWork" });
    await owner().query("insert into user_roles (user_id, role) values ($1, 'REVIEWER')", [claim.drafter.id]);
    expect(await confirm(claim.drafter, id)).toMatchObject({ reason: "achievements.reason.ownWork" });
    const another = await createPerson("REVIEWER", { clearance: 3 });
    expect(await confirm(another, id)).toMatchObject({ ok: true });
    expect(await read(another, (db) => listVerified(db, claim.cadre.id, today()))).toMatchObject([{ id }]);
  });

  it("loses nobody and no source", async () => {
    const claim = await whole();
    const [first, second] = parts(claim);
    expect(await split(claim.reviewer, claim, [first, { ...second, cadres: first?.cadres }])).toMatchObject({
      reason: "achievements.reason.splitCadres",
    });
    const [firstSource] = claim.sources;
    expect(
      await split(claim.reviewer, claim, [
        { ...first, sourceIds: [firstSource] },
        { ...second, sourceIds: [] },
      ]),
    ).toMatchObject({ reason: "achievements.reason.splitSources" });
    expect(await split(claim.reviewer, claim, [first])).toMatchObject({ kind: "invalid" });
    expect(await stateOf(claim.id)).toBe("WAITING");
  });

  it("takes along what the viewer does not see", async () => {
    const claim = await whole();
    const secret = await createObservation(claim.observers[0], claim.unit, {
      cadres: [claim.cadre],
      confidentiality: 3,
      on: daysAgo(11),
    });
    await addSource(claim.observers[0], {
      id: randomUUID(),
      achievementId: claim.id,
      observationId: secret.id,
      supports: true,
      isIndependent: true,
    });
    const reviewer = await createPerson("REVIEWER", { clearance: 1 });
    const given = parts(claim);
    expect(await split(reviewer, claim, given)).toMatchObject({ ok: true });
    for (const part of given) {
      expect((await sourcesOf(part.id)).map((one) => one.observation_id)).toContain(secret.id);
    }
  });

  it("is a reviewer's or its drafter's, while it is open", async () => {
    const claim = await whole();
    const stranger = await createPerson("OBSERVER", { units: [claim.unit] });
    expect((await split(stranger, claim, parts(claim))).ok).toBe(false);
    expect(await split(await createPerson("LEADER", { clearance: 3 }), claim, parts(claim))).toMatchObject({
      kind: "denied",
    });
    await decideAchievement(claim.reviewer, {
      id: claim.id,
      revisionNo: 2,
      decision: "CONFIRM",
      confidence: "LOW",
    });
    expect(await split(claim.reviewer, claim, parts(claim))).toMatchObject({
      reason: "achievements.reason.wrongState",
    });
    await decideAchievement(claim.reviewer, {
      id: claim.id,
      revisionNo: 2,
      decision: "REOPEN",
      reason: "重新核对",
    });
    expect(await split(claim.drafter, claim, parts(claim))).toMatchObject({ ok: true });
  });

  it("happens once, also when two split at once", async () => {
    const claim = await whole();
    const outcomes = await Promise.all([
      split(claim.reviewer, claim, parts(claim)),
      split(claim.reviewer, claim, parts(claim)),
    ]);
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    const { rows } = await owner().query(
      "select count(*)::int as n from achievements where split_from = $1",
      [claim.id],
    );
    expect(rows).toEqual([{ n: 2 }]);
  });

  it("under direct SQL: never without parts, and no part comes later", async () => {
    const claim = await whole();
    await expect(
      owner().query("update achievements set state = 'SPLIT', state_reason = '两件事' where id = $1", [
        claim.id,
      ]),
    ).rejects.toThrow(/achievements_split_in_parts/);
    const given = parts(claim);
    await split(claim.reviewer, claim, given);
    const late = claimInput(claim.unit, [claim.cadre]);
    await draftAchievement(claim.drafter, late);
    await expect(
      owner().query("update achievements set split_from = $2 where id = $1", [late.id, claim.id]),
    ).rejects.toThrow(/achievements_identity/);
    await expect(
      owner().query(
        `insert into achievements (id, claim, unit_id, level, starts_on, ends_on, state, drafted_by, split_from)
         select gen_random_uuid(), claim, unit_id, level, starts_on, ends_on, 'WAITING', drafted_by, id from achievements where id = $1`,
        [claim.id],
      ),
    ).rejects.toThrow(/achievements_revision_kept|achievements_split_once/);
    await expect(
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [claim.reviewer.id]);
        await client.query("select split_sources($1, '{}')", [given[0]?.id]);
      }),
    ).rejects.toThrow(/achievements_split_once/);
  });
});

describe("whatever is done with claims, in any order", () => {
  const step = fc.record({
    what: fc.constantFrom(
      "submit",
      "confirm",
      "doubt",
      "reject",
      "reopen",
      "withdraw",
      "contradict",
      "merge",
      "split",
      "undo",
    ),
    at: fc.nat({ max: 7 }),
    to: fc.nat({ max: 7 }),
  });

  it("rule 3 holds, nothing is lost, nothing runs in a circle", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const claim = await createClaim();
        const ids = [claim.id, await twin(claim, { state: "LEAD" }), await twin(claim)];
        for (const { what, at, to } of steps) {
          const [id = "", other = ""] = [ids[at % ids.length], ids[to % ids.length]];
          const given = { id, revisionNo: 1, reason: "理由" };
          const [source] = await sourcesOf(id);
          if (what === "withdraw") {
            if (source) await withdrawSource(claim.reviewer, { id: source.id, reason: "有误" });
          } else if (what === "contradict") {
            await addSource(claim.drafter, paper(id, { title: `材料${at}${to}`, supports: false }));
          } else if (what === "merge") {
            await merge(claim.reviewer, id, other);
          } else if (what === "undo") {
            await undoLineage(claim.reviewer, given);
          } else if (what === "split") {
            const sourceIds = (await sourcesOf(id)).map((one) => one.id);
            const made = [randomUUID(), randomUUID()];
            const outcome = await splitAchievement(claim.reviewer, {
              ...given,
              parts: made.map((part) => ({
                id: part,
                claim: "三个月内完成堆场平整",
                cadres: [{ cadreId: claim.cadre.id, contribution: "MAIN" }],
                sourceIds,
                hasFigures: false,
              })),
            });
            if (outcome.ok) ids.push(...made);
          } else {
            await decideAchievement(claim.reviewer, {
              ...given,
              decision: what.toUpperCase(),
              confidence: "HIGH",
            });
          }
        }
        const { rows } = await owner().query(
          `select
             (select count(*)::int from achievements where id = any($1) and state = 'CORROBORATED'
                and (not achievement_is_supported(id) or achievement_knows_recorder(id, confirmed_by))) as unsupported,
             (select count(*)::int from achievements a where a.id = any($1) and a.state = 'MERGED' and not exists (
                with recursive on_ward as (select merged_into as id from achievements where id = a.id
                  union select b.merged_into from achievements b join on_ward w on b.id = w.id)
                select 1 from on_ward w join achievements b on b.id = w.id where b.state <> 'MERGED')) as circles,
             (select count(*)::int from achievements a join achievement_sources s on s.achievement_id = a.id and s.withdrawn_at is null
                where a.id = any($1) and a.state = 'SPLIT' and not exists (
                  select 1 from achievement_sources t where t.moved_from = s.id)) as lost,
             (select count(*)::int from achievement_sources t join achievements b on b.id = t.achievement_id
                join achievement_sources s on s.id = t.moved_from join achievements a on a.id = s.achievement_id
                where a.id = any($1) and a.state not in ('MERGED', 'SPLIT') and b.state not in ('MERGED', 'SPLIT')
                  and t.withdrawn_at is null) as behind,
             (select count(*)::int from achievements a where a.id = any($1) and a.state <> (
                select to_state from achievement_events e where e.achievement_id = a.id order by at desc limit 1)) as unhistoric`,
          [ids],
        );
        expect(rows).toEqual([{ unsupported: 0, circles: 0, lost: 0, behind: 0, unhistoric: 0 }]);
      }),
      { numRuns: 12, seed: 20261127 },
    );
  });
});
