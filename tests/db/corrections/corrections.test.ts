/** 更正申请: who may do what at each step, by commands and at once. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decideAchievement } from "@/lib/achievements/commands";
import { addSource } from "@/lib/achievements/corroboration/commands";
import { loadCalendar, loadDeadlines } from "@/lib/calendar/queries";
import { addWorkingDays } from "@/lib/calendar/rules";
import { askCorrection, takeCorrection, withdrawCorrection } from "@/lib/corrections/commands";
import {
  countCorrections,
  getCorrection,
  listCorrections,
  listCorrectionsOf,
  listFileCorrections,
} from "@/lib/corrections/queries";
import { read } from "@/lib/platform/db";
import { createCadre, createPerson, createUnit, today } from "@/tests/support/builders";
import { createClaim } from "@/tests/support/claims";
import { asAppRole, owner } from "@/tests/support/owner";
import { answer, ask, createScene, sees } from "./correction-steps";

describe("a correction request", () => {
  it("is asked with a deadline of working days, taken, answered by the office and told to both", async () => {
    const scene = await createScene();
    const id = await ask(scene);
    const asked = await read(scene.self, async (db) => ({
      request: await getCorrection(db, id),
      dueOn: addWorkingDays(today(), (await loadDeadlines(db)).CORRECTION_ANSWER, await loadCalendar(db)),
    }));
    expect(asked.request).toMatchObject({
      state: "ASKED",
      dueOn: asked.dueOn,
      isOwn: true,
      about: expect.any(String),
    });
    const told = async (person: { id: string }) =>
      (
        await owner().query("select kind from notifications where correction_id = $1 and user_id = $2", [
          id,
          person.id,
        ])
      ).rows;
    expect(await told(scene.office)).toEqual([{ kind: "CORRECTION_ASKED" }]);
    expect(await takeCorrection(scene.office, { id })).toMatchObject({ ok: true });
    expect(await answer(scene.office, id)).toMatchObject({ ok: true });
    expect(await told(scene.self)).toEqual([{ kind: "CORRECTION_ANSWERED" }]);
    const [own, theirs] = [
      await read(scene.self, (db) => getCorrection(db, id)),
      await read(scene.office, (db) => getCorrection(db, id)),
    ];
    // the cadre reads the answer and nobody's name
    expect(own).toMatchObject({ answer: "已核对，口径不同", answererName: null, takerName: null, steps: [] });
    expect(theirs).toMatchObject({ answererName: scene.office.name });
    expect(theirs.steps.map(({ toState }) => toState)).toEqual(["ANSWERED", "REVIEWING", "ASKED"]);
    const bound = await read(scene.office, async (db) => [
      ...(await listCorrectionsOf(db, scene.claim.id)),
      ...(await listFileCorrections(db, scene.claim.cadre.id, today())),
    ]);
    expect(bound.map((row) => row.id)).toEqual([id, id]);
  });

  it("is stored once when its form is sent twice, and only about what the cadre's page shows", async () => {
    const scene = await createScene();
    const id = randomUUID();
    const input = { id, kind: "REPLY", about: "basics", body: "情况说明如下" };
    const both = await Promise.all([askCorrection(scene.self, input), askCorrection(scene.self, input)]);
    expect(both.every((one) => one.ok)).toBe(true);
    const other = await createScene();
    const waiting = await createClaim();
    const { rows } = await owner().query("select id from post_holdings where cadre_id = $1", [
      other.claim.cadre.id,
    ]);
    for (const about of [`achievement:${other.claim.id}`, `achievement:${waiting.id}`, `post:${rows[0].id}`])
      expect(await askCorrection(scene.self, { ...input, id: randomUUID(), about })).toMatchObject({
        reason: "corrections.reason.notShown",
      });
    expect(
      await askCorrection(scene.self, { ...input, id: randomUUID(), about: "observation:x" }),
    ).toMatchObject({
      kind: "invalid",
    });
  });

  it("is not answered by who confirmed or drafted the result, nor by the cadre themself", async () => {
    const scene = await createScene();
    const id = await ask(scene);
    expect(await answer(scene.claim.reviewer, id)).toMatchObject({ reason: "corrections.reason.ownWork" });
    expect(await takeCorrection(scene.claim.reviewer, { id })).toMatchObject({
      reason: "corrections.reason.ownWork",
    });
    expect(await answer(scene.self, id)).toMatchObject({ kind: "denied" });
    // also where they are a reviewer beside it
    await owner().query("insert into user_roles (user_id, role, granted_by) values ($1, 'REVIEWER', $1)", [
      scene.self.id,
    ]);
    await owner().query("update users set clearance = 3 where id = $1", [scene.self.id]);
    expect(await answer(scene.self, id)).toMatchObject({
      kind: expect.stringMatching(/refused|denied|stale/),
    });
  });

  it("is not answered by who recorded what the result rests on or brought its paper, but by somebody else", async () => {
    const claim = await createClaim();
    const [recorder] = claim.observers;
    const bringer = await createPerson("REVIEWER", { clearance: 3 });
    await owner().query("insert into user_roles (user_id, role) values ($1, 'REVIEWER')", [recorder.id]);
    await owner().query("update users set clearance = 3 where id = $1", [recorder.id]);
    expect(
      await addSource(bringer, {
        id: randomUUID(),
        achievementId: claim.id,
        kind: "document",
        title: "竣工验收报告",
        supports: true,
        isIndependent: true,
      }),
    ).toMatchObject({ ok: true });
    await decideAchievement(claim.reviewer, {
      id: claim.id,
      revisionNo: 1,
      decision: "CONFIRM",
      confidence: "HIGH",
    });
    const self = await createPerson("CADRE", { cadreId: claim.cadre.id });
    const office = await createPerson("REVIEWER", { clearance: 3 });
    const id = await ask({ claim, self, office });
    for (const person of [recorder, bringer]) {
      expect(await takeCorrection(person, { id })).toMatchObject({ reason: "corrections.reason.ownWork" });
      expect(await answer(person, id)).toMatchObject({ reason: "corrections.reason.ownWork" });
      await expect(
        asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select enter($1)", [person.id]);
          await client.query(
            "update correction_requests set state = 'ANSWERED', outcome = 'PARTLY', answer = '直接写入', answered_by = $2, answered_at = now() where id = $1",
            [id, person.id],
          );
        }),
      ).rejects.toThrow(/correction_requests_by_another/);
    }
    expect(await takeCorrection(office, { id })).toMatchObject({ ok: true });
    expect(await answer(office, id)).toMatchObject({ ok: true });
  });

  it.each(["OBSERVER", "LEADER", "ADMIN", "LIAISON", "SYSADMIN", "SECADMIN", "AUDITOR"] as const)(
    "is neither asked nor answered by a %s, and read by a leader alone of them",
    async (role) => {
      const scene = await createScene();
      const id = await ask(scene);
      const person = await createPerson(role, {
        clearance: 3,
        units: role === "OBSERVER" ? [scene.claim.unit] : [],
      });
      expect(
        await askCorrection(person, {
          id: randomUUID(),
          kind: "REPLY",
          about: "basics",
          body: "说明一下情况",
        }),
      ).toMatchObject({ kind: "denied" });
      expect(await answer(person, id)).toMatchObject({ kind: "denied" });
      expect(await withdrawCorrection(person, { id })).toMatchObject({ kind: "denied" });
      expect(await sees(person, id)).toBe(role === "LEADER");
    },
  );

  it("is its cadre's own: another cadre sees and takes back nothing", async () => {
    const scene = await createScene();
    const id = await ask(scene);
    const other = await createPerson("CADRE", { cadreId: (await createCadre(await createUnit())).id });
    expect(await sees(other, id)).toBe(false);
    expect(await withdrawCorrection(other, { id })).toMatchObject({ kind: "notFound" });
    expect(await read(other, (db) => listCorrections(db, {}, today()))).toEqual([]);
    expect(await withdrawCorrection(scene.self, { id, reason: "看错了" })).toMatchObject({ ok: true });
    expect(await answer(scene.office, id)).toMatchObject({ reason: "corrections.reason.wrongState" });
    expect(await read(scene.office, (db) => listCorrectionsOf(db, scene.claim.id))).toEqual([]);
  });

  it("is late after its day, and counted as it is listed", async () => {
    const scene = await createScene();
    const id = randomUUID();
    await owner().query(
      `insert into correction_requests (id, cadre_id, kind, subject, body, asked_by, asked_at)
       values ($1, $2, 'CORRECTION', 'BASICS', '籍贯写错了一个字', $3, now() - interval '60 days')`,
      [id, scene.claim.cadre.id, scene.self.id],
    );
    const { counts, listed } = await read(scene.self, async (db) => ({
      counts: await countCorrections(db, today()),
      listed: await listCorrections(db, { view: "overdue" }, today()),
    }));
    expect(counts).toMatchObject({ open: 1, overdue: 1 });
    expect(listed.map((row) => row.id)).toEqual([id]);
  });

  it("is either answered or taken back when both happen at once", async () => {
    for (let round = 0; round < 3; round++) {
      const scene = await createScene();
      const id = await ask(scene);
      const both = await Promise.all([answer(scene.office, id), withdrawCorrection(scene.self, { id })]);
      expect(both.filter((one) => one.ok)).toHaveLength(1);
      const { rows } = await owner().query(
        "select count(*)::int as n from correction_events where request_id = $1",
        [id],
      );
      expect(rows[0].n).toBe(2);
    }
  });
});
