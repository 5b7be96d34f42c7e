/** Who is told when a claim falls, in the same transaction; and who is not. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decideAchievement } from "@/lib/achievements/commands";
import { addSource, withdrawRecord, withdrawSource } from "@/lib/achievements/corroboration/commands";
import { listLeaning } from "@/lib/achievements/lineage/queries";
import { getAchievement } from "@/lib/achievements/queries";
import { noticeNews } from "@/lib/notices/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { createObservation, createPerson, daysAgo, type Person, today } from "@/tests/support/builders";
import { createClaim } from "@/tests/support/claims";
import { owner } from "@/tests/support/owner";

const fellOf = async (person: Person) =>
  (await read(person, (db) => noticeNews(db, person.id))).notices.filter((one) => one.kind === "CLAIM_FELL");
const toldOf = async (id: string): Promise<string[]> =>
  (
    await owner().query(
      "select user_id from notifications where achievement_id = $1 and kind = 'CLAIM_FELL' order by created_at",
      [id],
    )
  ).rows.map((row) => row.user_id);
async function corroborated() {
  const claim = await createClaim();
  const outcome = await decideAchievement(claim.reviewer, {
    id: claim.id,
    revisionNo: 1,
    decision: "CONFIRM",
    confidence: "HIGH",
  });
  expect(outcome).toMatchObject({ ok: true });
  return claim;
}

describe("a claim that falls", () => {
  it("is told to its drafter, who confirmed it, who added its sources and the reviewers; not to who did it", async () => {
    const claim = await corroborated();
    const other = await createPerson("REVIEWER", { clearance: 1 });
    await withdrawSource(claim.reviewer, { id: claim.sources[0], reason: "记录有误" });
    const told = await toldOf(claim.id);
    expect(told).toContain(claim.drafter.id);
    expect(told).toContain(other.id);
    expect(told).not.toContain(claim.reviewer.id);
    expect(await fellOf(claim.drafter)).toMatchObject([
      { unitName: claim.unit.shortName, claim: { id: claim.id, state: "WAITING", fellBy: "@withdrawn" } },
    ]);
  });

  it("is told to its confirmer when a record is corrected by its observer", async () => {
    const claim = await corroborated();
    await owner().query(
      `with kept as (insert into observation_revisions (observation_id, revision_no, author_id, content) values ($1, 2, $2, '{}'))
       update observations set revision_no = 2, state = 'SUBMITTED' where id = $1`,
      [claim.records[0], claim.observers[0].id],
    );
    expect(await fellOf(claim.reviewer)).toMatchObject([{ claim: { fellBy: "@corrected" } }]);
    // recorded what it leans on, and neither drafted it nor added it
    expect(await fellOf(claim.observers[1])).toEqual([]);
  });

  it("is told to nobody who may not see it: another unit's, a lower level, the cadre, the administrators", async () => {
    const claim = await corroborated();
    const self = await createPerson(["REVIEWER", "CADRE"], { clearance: 3, cadreId: claim.cadre.id });
    const stranger = await createPerson("OBSERVER");
    const gone = await createPerson("REVIEWER", { clearance: 3, isActive: false });
    const leader = await createPerson("LEADER", { clearance: 3 });
    await owner().query("update assignments set ends_on = $2, end_reason = '轮岗' where observer_id = $1", [
      claim.observers[0].id,
      daysAgo(1),
    ]);
    const auditor = await createPerson("AUDITOR");
    await withdrawSource(claim.reviewer, { id: claim.sources[0], reason: "记录有误" });
    const told = await toldOf(claim.id);
    for (const person of [self, stranger, gone, leader, auditor, claim.observers[0]])
      expect(told).not.toContain(person.id);
  });

  it("above a reviewer's level is not told to them", async () => {
    const claim = await corroborated();
    const low = await createPerson("REVIEWER", { clearance: 1 });
    const client = await owner().connect();
    try {
      await client.query("begin");
      await client.query("alter table achievements disable trigger keep_rules");
      await client.query("update achievements set confidentiality = 2 where id = $1", [claim.id]);
      await client.query("set constraints all immediate; set constraints all deferred");
      await client.query("alter table achievements enable trigger keep_rules");
      await client.query("commit");
    } finally {
      client.release();
    }
    await withdrawSource(claim.reviewer, { id: claim.sources[0], reason: "记录有误" });
    expect(await toldOf(claim.id)).not.toContain(low.id);
    expect(await toldOf(claim.id)).toContain(claim.drafter.id);
  });

  it("by a remark that its reader may not see says that, and not how (rule 5)", async () => {
    const claim = await corroborated();
    const third = await createPerson("OBSERVER", { units: [claim.unit] });
    const remark = await createObservation(third, claim.unit, {
      cadres: [claim.cadre],
      polarity: "ATTENTION",
      on: daysAgo(8),
    });
    await addSource(third, {
      id: randomUUID(),
      achievementId: claim.id,
      observationId: remark.id,
      supports: false,
      isIndependent: true,
    });
    expect(await fellOf(claim.drafter)).toMatchObject([{ claim: { fellBy: null } }]);
    expect(await fellOf(claim.reviewer)).toMatchObject([{ claim: { fellBy: "@contradicted" } }]);
    const seen = await read(claim.drafter, (db) => getAchievement(db, claim.id));
    expect(seen.events[0]).toMatchObject({ reason: "@hidden", actorName: null, sourceId: null });
  });

  it("falls again, and is told again; what fell long ago is no news", async () => {
    const claim = await corroborated();
    const confirm = (id: string) =>
      decideAchievement(claim.reviewer, { id, revisionNo: 1, decision: "CONFIRM", confidence: "LOW" });
    const reopen = () =>
      decideAchievement(claim.reviewer, {
        id: claim.id,
        revisionNo: 1,
        decision: "REOPEN",
        reason: "再核对",
      });
    await reopen();
    await confirm(claim.id);
    await reopen();
    expect((await fellOf(claim.drafter)).length).toBe(2);
    await owner().query(
      `insert into achievement_events (achievement_id, at, from_state, to_state, reason)
       values ($1, $2::date, 'CORROBORATED', 'WAITING', '@withdrawn')`,
      [claim.id, addDays(today(), -60)],
    );
    expect((await fellOf(claim.drafter)).length).toBe(2);
  });
});

describe("withdrawRecord", () => {
  it("takes a record from every claim at once, and its page names those that fell", async () => {
    const claim = await corroborated();
    const outsider = await createPerson("OBSERVER");
    expect((await withdrawRecord(outsider, { observationId: claim.records[0], reason: "有误" })).ok).toBe(
      false,
    );
    expect(
      await withdrawRecord(claim.reviewer, { observationId: claim.records[0], reason: "记录有误" }),
    ).toMatchObject({ ok: true, value: { claims: 1 } });
    const leaning = await read(claim.reviewer, (db) => listLeaning(db, claim.records[0]));
    expect(leaning).toMatchObject([{ id: claim.id, state: "WAITING", isWithdrawn: true, fellOn: today() }]);
    expect(await read(outsider, (db) => listLeaning(db, claim.records[0]))).toEqual([]);
  });
});
