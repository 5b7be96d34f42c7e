import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { settleHandover } from "@/lib/handovers/commands";
import { countWaitingHandovers, findHandover, listHandovers } from "@/lib/handovers/queries";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { getObservation } from "@/lib/observations/record/queries";
import { reviewObservation } from "@/lib/observations/review/commands";
import { read } from "@/lib/platform/db";
import {
  createAssignment,
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findConductItem,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { handedOver, reassigned } from "@/tests/support/handovers";
import { owner } from "@/tests/support/owner";

const admit = (id: string) => ({ id, decision: "ADMIT" as const });
const decline = (id: string, reason = "当天没有去过现场，请核对") => ({
  id,
  decision: "DECLINE" as const,
  reason,
});

describe("settleHandover", () => {
  it("takes the entry in as a submitted record of its author, word for word", async () => {
    const { id, input, author, successor, cadre } = await handedOver({ judgement: "推进有力" });

    expect(await settleHandover(successor, admit(id))).toEqual({
      ok: true,
      value: { id, state: "ADMITTED" },
    });

    const { record } = await read(author, (db) => getObservation(db, id));
    expect(record).toMatchObject({
      state: "SUBMITTED",
      revisionNo: 1,
      observerId: author.id,
      fact: input.fact,
      judgement: "推进有力",
      place: input.place,
      details: input.details,
      cadres: [
        { cadreId: cadre.id, name: cadre.name, postTitle: "副镇长", details: input.cadres?.[0]?.details },
      ],
      revisions: [{ revisionNo: 1, content: { fact: input.fact, cadreNames: cadre.name } }],
    });
    const { rows } = await owner().query(
      "select actor_id, before, after from audit_events where entity_id = $1 and action = 'settleHandover'",
      [id],
    );
    expect(rows).toEqual([{ actor_id: successor.id, before: "WAITING", after: "ADMITTED" }]);
  });

  it("keeps the snapshot as an ordinary record's has it", async () => {
    const { unit, author, successor, cadre } = await reassigned();
    const handed = await entry(unit, [cadre]);
    await logObservation(author, handed);
    await settleHandover(successor, admit(handed.id));
    const ordinary = await entry(unit, [cadre]);
    await logObservation(successor, ordinary);
    const { rows } = await owner().query(
      "select content from observation_revisions where observation_id = any($1) order by created_at",
      [[handed.id, ordinary.id]],
    );
    expect(rows[0].content).toEqual(rows[1].content);
  });

  it("keeps announced files, the visit, links, 双十条 items and follow-ups", async () => {
    const { unit, author, successor } = await reassigned();
    const earlier = await createObservation(author, unit, { on: daysAgo(30) });
    const conductItemIds = [
      (await findConductItem("positive_1")).id,
      (await findConductItem("positive_2")).id,
    ];
    const visitId = randomUUID();
    const evidence = [
      {
        id: randomUUID(),
        name: "现场.jpg",
        size: 1024,
        sha256: "a".repeat(64),
        captureSha256: "b".repeat(64),
      },
    ];
    const input = await entry(unit, [], {
      visitId,
      evidence,
      conductItemIds,
      links: [earlier.id],
      followUps: [{ title: "看场地是否交付", dueOn: daysAgo(-14) }],
    });
    await logObservation(author, input);
    const page = await read(successor, (db) => findHandover(db, input.id));
    expect(page?.text?.conductItems.map((item) => item.id)).toEqual(conductItemIds);
    expect((await settleHandover(successor, admit(input.id))).ok).toBe(true);
    const { rows } = await owner().query(
      `select o.visit_id, o.evidence, o.conduct_item_ids,
              (select array_agg(to_id) from observation_links where from_id = o.id and made_by = o.observer_id) as links,
              (select json_agg(json_build_object('title', title, 'owner', owner_id, 'due', due_on::text))
               from follow_ups where observation_id = o.id) as follow_ups
       from observations o where o.id = $1`,
      [input.id],
    );
    expect(rows).toEqual([
      {
        visit_id: visitId,
        evidence,
        conduct_item_ids: conductItemIds,
        links: [earlier.id],
        // whoever has the unit now sees to it
        follow_ups: [{ title: "看场地是否交付", owner: successor.id, due: daysAgo(-14) }],
      },
    ]);
  });

  it("answers the phone's repeat after admission as a stored record", async () => {
    const { id, input, author, successor } = await handedOver();
    await settleHandover(successor, admit(id));
    expect(await logObservation(author, input)).toEqual({
      ok: true,
      value: { id, isRepeat: true, state: "SUBMITTED" },
    });
    expect(await logObservation(author, { ...input, fact: "改过的话" })).toMatchObject({
      reason: "observations.reason.idTaken",
    });
  });

  it("declines with a reason that the author reads, and keeps the text", async () => {
    const { id, unit, input, author, successor } = await handedOver();
    const reason = "当天没有去过现场，请核对";
    expect(await settleHandover(successor, decline(id, " "))).toMatchObject({ kind: "invalid" });
    expect(await settleHandover(successor, decline(id))).toMatchObject({ ok: true });
    const page = await read(author, (db) => findHandover(db, id));
    expect(page).toMatchObject({
      state: "DECLINED",
      settlerName: successor.name,
      text: { settleReason: reason, content: { fact: input.fact } },
    });
    expect(await logObservation(author, input)).toMatchObject({ value: { state: "HANDED_OVER" } });
    // who declined it sees what and why; another observer of the unit only that it was
    expect(await read(successor, (db) => findHandover(db, id))).toMatchObject({
      text: { settleReason: reason },
    });
    const second = await createPerson("OBSERVER", { units: [unit] });
    expect(await read(second, (db) => findHandover(db, id))).toMatchObject({ state: "DECLINED", text: null });
  });

  it("lets one of two settlers decide and tells the other", async () => {
    for (let round = 0; round < 3; round++) {
      const { id, successor } = await handedOver();
      const reviewer = await createPerson("REVIEWER");
      const outcomes = await Promise.all([
        settleHandover(successor, admit(id)),
        settleHandover(reviewer, decline(id)),
      ]);
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
        reason: "handovers.reason.alreadySettled",
      });
    }
  });

  it("says why a cadre cannot stand in the record, and leaves the entry waiting", async () => {
    const { unit, author, successor } = await reassigned();
    const stranger = await createCadre(await createUnit());
    const input = await entry(unit, [stranger]);
    await logObservation(author, input);
    const page = await read(successor, (db) => findHandover(db, input.id));
    expect(page?.text?.cadres).toMatchObject([{ name: stranger.name, postTitle: null }]);
    expect(await settleHandover(successor, admit(input.id))).toMatchObject({
      reason: "observations.reason.cadreNotOfUnit",
    });
    expect((await read(successor, (db) => findHandover(db, input.id)))?.state).toBe("WAITING");
    expect(await settleHandover(successor, decline(input.id))).toMatchObject({ ok: true });
  });

  it("refuses the author, until the assignment is corrected", async () => {
    const { id, unit, author } = await handedOver();
    expect(await settleHandover(author, admit(id))).toMatchObject({ reason: "handovers.reason.ownEntry" });
    await createAssignment(author, unit, { startsOn: daysAgo(9) });
    expect(await settleHandover(author, admit(id))).toMatchObject({ ok: true });
  });

  it("refuses who may see that it waits but not what it says, and does not find it for anybody else", async () => {
    const { id, successor } = await handedOver({ polarity: "ATTENTION" });
    expect(await settleHandover(successor, admit(id))).toMatchObject({
      reason: "handovers.reason.notForYou",
    });
    const colleague = await createPerson("OBSERVER", { units: [await createUnit()] });
    expect(await settleHandover(colleague, admit(id))).toEqual({ ok: false, kind: "notFound" });
  });

  it.each(["LEADER", "ADMIN", "LIAISON", "CADRE", "SYSADMIN", "AUDITOR"] as const)(
    "is denied to %s",
    async (role) => {
      const { id } = await handedOver();
      expect(await settleHandover(await createPerson(role, { clearance: 3 }), admit(id))).toEqual({
        ok: false,
        kind: "denied",
      });
    },
  );
});

describe("a record that came in by hand-over", () => {
  it("is reviewed like any other, and its author mends it when it is returned", async () => {
    const { id, input, author, successor } = await handedOver();
    await settleHandover(successor, admit(id));
    const reviewer = await createPerson("REVIEWER", { clearance: 2 });
    await reviewObservation(reviewer, { id, revisionNo: 1, decision: "RETURN", reason: "请补充数字" });
    const { unitId: _, methodId: __, ...content } = input;
    const amendment = { ...content, revisionNo: 1, reason: "补充数字", fact: "场地平整完成四成，剩六亩。" };
    // another day, on which the unit was somebody else's as well
    const moved = { startedAt: `${daysAgo(3)}T04:00:00Z`, endedAt: `${daysAgo(3)}T05:00:00Z` };
    expect(await amendObservation(author, { ...amendment, ...moved })).toMatchObject({
      reason: "observations.reason.notMyUnit",
    });
    expect(await amendObservation(author, amendment)).toMatchObject({ ok: true });
  });
});

describe("countWaitingHandovers", () => {
  it("counts what the person can do something about", async () => {
    const { author, successor } = await handedOver();
    expect(await read(successor, (db) => countWaitingHandovers(db))).toBe(1);
    expect(await read(author, (db) => countWaitingHandovers(db))).toBe(0);
    const admin = await createPerson("ADMIN");
    expect(await read(admin, (db) => countWaitingHandovers(db))).toBeGreaterThan(0);
  });

  it("moves from one list to the other", async () => {
    const { id, successor } = await handedOver();
    const listed = (state: "waiting" | "settled") =>
      read(successor, async (db) => (await listHandovers(db, state)).map((row) => row.id));
    expect(await listed("waiting")).toEqual([id]);
    await settleHandover(successor, admit(id));
    expect(await listed("waiting")).toEqual([]);
    expect(await listed("settled")).toEqual([id]);
  });
});
