/** 请人核实: who may ask whom, what arrives, and what answers. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { draftAchievement } from "@/lib/achievements/commands";
import { addSource } from "@/lib/achievements/corroboration/commands";
import { mergeAchievement } from "@/lib/achievements/lineage/commands";
import { listAskable, listRequests } from "@/lib/achievements/requests/queries";
import { getFieldKit } from "@/lib/field/kit/queries";
import { noticeNews } from "@/lib/notices/queries";
import { logObservation } from "@/lib/observations/commands";
import { closeFollowUp } from "@/lib/observations/follow-ups/commands";
import { listOpenFollowUps } from "@/lib/observations/follow-ups/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { createPerson, createUnit, daysAgo, type Person, today } from "@/tests/support/builders";
import { claimInput, createClaim } from "@/tests/support/claims";
import { entry } from "@/tests/support/entries";
import { asAppRole, owner } from "@/tests/support/owner";
import { fourth, request } from "./request-steps";

const noticesOf = async (person: Person) =>
  (await read(person, (db) => noticeNews(db, person.id))).notices.filter((one) =>
    one.kind.startsWith("FOLLOW_UP"),
  );

const countOf = (person: Person) =>
  read(
    person,
    async (db) => (await db.rows<{ n: number }>(sql`select count(*)::int as n from follow_ups`))[0]?.n,
  );

const viewerOf = async (person: Person) => {
  const { rows } = await owner().query(
    `select id, account, name, department, locale, array['OBSERVER'] as roles, 1 as clearance, array[]::text[] as "unitIds",
       null as "ownUnitId", null as "cadreId" from users where id = $1`,
    [person.id],
  );
  return rows[0];
};

describe("listAskable", () => {
  it("names the unit's observers of today, first who has no part in the claim; never one of its cadres", async () => {
    const claim = await createClaim();
    const other = await fourth(claim);
    await createPerson("OBSERVER", { units: [claim.unit], cadreId: claim.cadre.id });
    await createPerson("OBSERVER", { units: [claim.unit], isActive: false });
    await createPerson("OBSERVER");
    const askable = await read(claim.reviewer, (db) => listAskable(db, claim.id));
    expect(askable[0]).toMatchObject({ ownerId: other.id, unitId: claim.unit.id, isInvolved: false });
    expect(new Set(askable.map((one) => one.ownerId))).toEqual(
      new Set([other, claim.drafter, ...claim.observers].map((one) => one.id)),
    );
  });
});

describe("requestSource", () => {
  it("arrives as a dated task: in the list, on the phone and as a notice, once", async () => {
    const claim = await createClaim();
    const other = await fourth(claim);
    const id = randomUUID();
    expect(await request(claim.reviewer, claim, other, { id })).toMatchObject({ ok: true });
    expect(await request(claim.reviewer, claim, other, { id })).toMatchObject({ value: { isRepeat: true } });
    const { open, kit } = await read(other, async (db) => ({
      open: await listOpenFollowUps(db, other.id),
      kit: await getFieldKit(db, { ...(await viewerOf(other)), unitIds: [claim.unit.id] }, new Date()),
    }));
    expect(open).toMatchObject([
      {
        id,
        achievementId: claim.id,
        observationId: null,
        askedByName: claim.reviewer.name,
        dueOn: addDays(today(), 7),
      },
    ]);
    expect(kit.units[0]?.followUps).toMatchObject([{ id, title: "请到堆场核实" }]);
    expect(await noticesOf(other)).toMatchObject([
      { kind: "FOLLOW_UP_ASKED", followUp: { id, title: "请到堆场核实", otherName: claim.reviewer.name } },
    ]);
    for (const person of [claim.reviewer, claim.drafter, ...claim.observers])
      expect(await noticesOf(person)).toEqual([]);
  });

  it("is read in its own words by an owner who may not see the claim", async () => {
    const claim = await createClaim();
    const input = claimInput(claim.unit, [claim.cadre], { confidentiality: 3 });
    await draftAchievement(claim.reviewer, input);
    const other = await fourth(claim);
    expect(await request(claim.reviewer, { id: input.id, unit: claim.unit }, other)).toMatchObject({
      ok: true,
    });
    const open = await read(other, (db) => listOpenFollowUps(db, other.id));
    expect(open).toMatchObject([
      { achievementId: null, title: "请到堆场核实", askedByName: claim.reviewer.name },
    ]);
    expect(await noticesOf(other)).toMatchObject([{ kind: "FOLLOW_UP_ASKED", claim: null }]);
  });

  it("asks nobody else: not a stranger to the unit, not a cadre of the claim, not into the past", async () => {
    const claim = await createClaim();
    const stranger = await createPerson("OBSERVER", { units: [await createUnit()] });
    const self = await createPerson("OBSERVER", { units: [claim.unit], cadreId: claim.cadre.id });
    const leader = await createPerson("LEADER");
    for (const person of [stranger, self, leader]) {
      expect(await request(claim.reviewer, claim, person)).toMatchObject({
        reason: "achievements.reason.notAskable",
      });
      await expect(
        asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select id from enter($1::uuid)", [claim.reviewer.id]);
          await client.query(
            "insert into follow_ups (achievement_id, unit_id, owner_id, title, asked_by) values ($1, $2, $3, '请核实', $4)",
            [claim.id, claim.unit.id, person.id, claim.reviewer.id],
          );
        }),
      ).rejects.toThrow(/row-level security/);
    }
    expect(await request(claim.reviewer, claim, await fourth(claim), { dueOn: daysAgo(1) })).toMatchObject({
      reason: "achievements.reason.dueInThePast",
    });
  });

  it("is a reviewer's; an observer of the unit takes it on for themselves only", async () => {
    const claim = await createClaim();
    const other = await fourth(claim);
    expect(await request(other, claim, claim.drafter)).toMatchObject({
      reason: "achievements.reason.notDrafter",
    });
    expect(await request(other, claim, other)).toMatchObject({ ok: true });
    for (const role of ["LEADER", "ADMIN", "LIAISON", "CADRE", "SYSADMIN"] as const) {
      expect(await request(await createPerson(role, { clearance: 3 }), claim, other), role).toMatchObject({
        kind: "denied",
      });
    }
  });

  it("is seen by its owner, who asked and who decides; by nobody else, never by the cadre", async () => {
    const claim = await createClaim();
    const other = await fourth(claim);
    await request(claim.reviewer, claim, other);
    const see = [claim.reviewer, other, await createPerson("REVIEWER"), await createPerson("LEADER")];
    for (const person of see) expect(await countOf(person)).toBeGreaterThan(0);
    const self = await createPerson(["REVIEWER", "CADRE"], { clearance: 3, cadreId: claim.cadre.id });
    const found = async (person: Person) =>
      read(
        person,
        async (db) =>
          (await db.rows(sql`select 1 from follow_ups where achievement_id = ${claim.id}::uuid`)).length,
      );
    for (const person of [self, claim.drafter, await createPerson("ADMIN"), await createPerson("AUDITOR")])
      expect(await found(person)).toBe(0);
  });
});

describe("an answer", () => {
  it("by a record closes the request, names the record, and tells who asked", async () => {
    const claim = await createClaim();
    const other = await fourth(claim);
    const id = randomUUID();
    await request(claim.reviewer, claim, other, { id });
    const body = await entry(claim.unit, [claim.cadre], { answers: id });
    expect(await logObservation(other, body)).toMatchObject({ ok: true });
    // the phone sends it again
    expect(await logObservation(other, body)).toMatchObject({ value: { isRepeat: true } });
    const [asked] = await read(claim.reviewer, (db) => listRequests(db, claim.id));
    expect(asked).toMatchObject({
      id,
      doneOn: today(),
      answer: { id: body.id, state: "SUBMITTED", isSource: false },
    });
    expect(await noticesOf(claim.reviewer)).toMatchObject([
      { kind: "FOLLOW_UP_CLOSED", claim: { id: claim.id }, followUp: { otherName: other.name } },
    ]);
    expect(
      await addSource(claim.reviewer, {
        id: randomUUID(),
        achievementId: claim.id,
        observationId: body.id,
        supports: true,
        isIndependent: true,
      }),
    ).toMatchObject({ ok: true });
    expect((await read(claim.reviewer, (db) => listRequests(db, claim.id)))[0]?.answer?.isSource).toBe(true);
  });

  it("to somebody else's request, or to a closed one, leaves it alone and still counts as a record", async () => {
    const claim = await createClaim();
    const other = await fourth(claim);
    const id = randomUUID();
    await request(claim.reviewer, claim, other, { id });
    expect(await logObservation(claim.drafter, await entry(claim.unit, [], { answers: id }))).toMatchObject({
      ok: true,
    });
    expect((await read(claim.reviewer, (db) => listRequests(db, claim.id)))[0]).toMatchObject({
      doneOn: null,
    });
    expect(await closeFollowUp(other, { id, outcome: "到场没有查到" })).toMatchObject({ ok: true });
    expect(await logObservation(other, await entry(claim.unit, [], { answers: id }))).toMatchObject({
      ok: true,
    });
    expect((await read(claim.reviewer, (db) => listRequests(db, claim.id)))[0]).toMatchObject({
      answer: null,
      outcome: "到场没有查到",
      closedByName: other.name,
    });
  });

  it("is not needed any more: who asked takes it back, and is told nothing of it", async () => {
    const claim = await createClaim();
    const other = await fourth(claim);
    const id = randomUUID();
    await request(claim.reviewer, claim, other, { id });
    expect(await closeFollowUp(claim.reviewer, { id, outcome: "已有其他来源" })).toMatchObject({ ok: true });
    expect(await noticesOf(claim.reviewer)).toEqual([]);
    expect(await read(other, (db) => listOpenFollowUps(db, other.id))).toEqual([]);
  });

  it("stays in sight where its claim went", async () => {
    const claim = await createClaim();
    const twin = claimInput(claim.unit, [claim.cadre]);
    await draftAchievement(claim.drafter, twin);
    await request(claim.reviewer, { id: twin.id, unit: claim.unit }, await fourth(claim));
    await mergeAchievement(claim.reviewer, {
      id: twin.id,
      revisionNo: 1,
      intoId: claim.id,
      reason: "同一件事",
    });
    expect(await read(claim.reviewer, (db) => listRequests(db, claim.id))).toMatchObject([
      { isOfMerged: true },
    ]);
  });
});
