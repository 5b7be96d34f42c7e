import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addConcernSource, openConcern, withdrawConcernSource } from "@/lib/concerns/commands";
import { countConcerns, listConcerns, listFileConcerns } from "@/lib/concerns/queries";
import { lapseConcerns } from "@/lib/concerns/sweep/commands";
import { amendObservation } from "@/lib/observations/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { createCadre, createPerson, daysAgo, noon, today } from "@/tests/support/builders";
import { concernRow, createConcern, decide, guarded, type TestConcern } from "@/tests/support/concerns";
import { owner } from "@/tests/support/owner";
import { seesConcern, sourceOf } from "./concern-steps";

const amend = (concern: TestConcern, at: 0 | 1) =>
  amendObservation(concern.observers[at], {
    id: concern.records[at],
    revisionNo: 1,
    reason: "更正说法",
    startedAt: noon(daysAgo(7)).toISOString(),
    endedAt: noon(daysAgo(7)).toISOString(),
    place: "现场",
    fact: "更正：当天另有会议。",
    polarity: "ATTENTION",
    cadres: [{ cadreId: concern.cadre.id, details: { duty: "协调", conduct: "在场" } }],
    details: at === 0 ? { project: { text: "堆场" } } : { visitee: "企业", topics: "堆场" },
  });

const sees = async (person: { id: string }, record: string): Promise<boolean> =>
  read(person, async (db) => {
    const { sql } = await import("@/lib/platform/sql");
    return (await db.rows(sql`select 1 from observations where id = ${record}::uuid`)).length === 1;
  });

/** As the owner's seed would: decided so that it ended yesterday. */
const expire = (concern: TestConcern) =>
  owner().query(
    `update concerns set state = 'WATCHING', state_reason = '继续看', expires_on = city_today() - 1, decided_by = $2,
       decided_at = now() - interval '40 days' where id = $1`,
    [concern.id, concern.decider.id],
  );

describe("what becomes visible", () => {
  it("opens the remarks to the leader and the unit while the decision stands, and closes them with its end", async () => {
    const concern = await createConcern();
    const leader = await createPerson("LEADER", { clearance: 3 });
    const colleague = await createPerson("OBSERVER", { units: [concern.unit] });
    const all = async () => [
      await guarded(concern.records),
      await sees(leader, concern.records[0]),
      await sees(colleague, concern.records[0]),
      await sees(concern.observers[0], concern.records[0]),
      await seesConcern(leader, concern),
    ];
    expect(await all()).toEqual([[true, true], false, false, true, false]);
    await decide(concern.decider, concern.id, "REMIND");
    expect(await all()).toEqual([[false, false], true, true, true, true]);
    expect(await decide(leader, concern.id, "RENEW", { days: 90, rowVersion: 2 })).toMatchObject({
      ok: true,
    });
    expect(await decide(leader, concern.id, "DISMISS", { rowVersion: 3 })).toMatchObject({ ok: true });
    expect(await all()).toEqual([[true, true], false, false, true, true]);
  });

  it("is guarded from the midnight after the last day, before any sweep, and for the counts with the sweep", async () => {
    const concern = await createConcern();
    const leader = await createPerson("LEADER", { clearance: 3 });
    await expire(concern);
    expect(await guarded(concern.records)).toEqual([true, true]);
    // as it lies at midnight
    await owner().query("update observations set is_corroborated = true where id = any ($1::uuid[])", [
      concern.records,
    ]);
    expect(await sees(leader, concern.records[0])).toBe(false);
    expect(await sees(concern.observers[0], concern.records[0])).toBe(true);
    expect(await sees(concern.decider, concern.records[0])).toBe(true);
    expect(await seesConcern(leader, concern)).toBe(false);
    await lapseConcerns();
    expect(await guarded(concern.records)).toEqual([true, true]);
    expect(await concernRow(concern.id)).toMatchObject({ is_lapsed: true, state: "WATCHING" });
    // renewed: it stands again
    const { row_version: rowVersion } = await concernRow(concern.id);
    expect(await decide(concern.decider, concern.id, "RENEW", { rowVersion })).toMatchObject({ ok: true });
    expect(await guarded(concern.records)).toEqual([false, false]);
    expect(await concernRow(concern.id)).toMatchObject({ is_lapsed: false });
  });

  it("says nothing of the other cadres of a remark: it opens when each of them has a concern that stands", async () => {
    const first = await createConcern();
    const other = await createCadre(first.unit);
    const shared = await createConcern({ unit: first.unit, others: [other] });
    await decide(shared.decider, shared.id, "WATCH");
    expect(await guarded(shared.records)).toEqual([true, true]);
    const id = randomUUID();
    await openConcern(shared.opener, {
      id,
      cadreId: other.id,
      summary: "同样没有到场",
      situation: "某条",
      recordIds: shared.records,
    });
    await decide(shared.decider, id, "WATCH");
    expect(await guarded(shared.records)).toEqual([false, false]);
  });

  it("stands in the file of its days, in no file once it fell, and is counted as it is opened", async () => {
    const concern = await createConcern();
    const file = (person: { id: string }, day: string) =>
      read(person, (db) => listFileConcerns(db, concern.cadre.id, day)).then((list) =>
        list.map(({ id }) => id),
      );
    const leader = await createPerson("LEADER", { clearance: 3 });
    expect(await file(concern.opener, today())).toEqual([]);
    await decide(concern.decider, concern.id, "WATCH");
    expect(await file(leader, today())).toEqual([concern.id]);
    expect(await file(leader, addDays(today(), -1))).toEqual([]);
    expect(await file(concern.opener, addDays(today(), 61))).toEqual([]);
    const colleague = await createPerson("OBSERVER", { units: [concern.unit] });
    expect(await file(colleague, today())).toEqual([]);
    for (const person of [concern.opener, leader]) {
      const { counts, listed } = await read(person, async (db) => ({
        counts: await countConcerns(db, today(), { cadre: concern.cadre.id }),
        listed: await listConcerns(db, { view: "standing", cadre: concern.cadre.id }, today()),
      }));
      expect(counts).toMatchObject({ standing: 1, open: 0, expiring: 0, expired: 0 });
      expect(listed).toHaveLength(1);
    }
    await withdrawConcernSource(concern.opener, { id: await sourceOf(concern, 0), reason: "认错了人" });
    expect(await file(concern.opener, today())).toEqual([]);
  });
});

describe("what falls", () => {
  it("falls back to open with the withdrawal of a source, and closes the remarks in the same transaction", async () => {
    const concern = await createConcern();
    await decide(concern.decider, concern.id, "WATCH");
    expect(
      await withdrawConcernSource(concern.opener, { id: await sourceOf(concern, 0), reason: "认错了人" }),
    ).toMatchObject({ ok: true });
    expect(await concernRow(concern.id)).toMatchObject({
      state: "OPEN",
      state_reason: "@withdrawn",
      expires_on: null,
      decided_by: null,
    });
    expect(await guarded(concern.records)).toEqual([true, true]);
    const { rows } = await owner().query("select user_id, kind from notifications where concern_id = $1", [
      concern.id,
    ]);
    expect(rows).toContainEqual({ user_id: concern.decider.id, kind: "CONCERN_FELL" });
    expect(rows.map(({ user_id }) => user_id)).not.toContain(concern.opener.id);
  });

  it("falls with the correction of a record, and what the older revision said stays guarded", async () => {
    const concern = await createConcern();
    const leader = await createPerson("LEADER", { clearance: 3 });
    await decide(concern.decider, concern.id, "WATCH");
    expect(await amend(concern, 0)).toMatchObject({ ok: true });
    expect(await concernRow(concern.id)).toMatchObject({ state: "OPEN", state_reason: "@corrected" });
    expect(await guarded(concern.records)).toEqual([true, true]);
    expect(await sees(leader, concern.records[1])).toBe(false);
  });

  it("falls when its decider turns out to have brought what is added", async () => {
    const concern = await createConcern();
    await decide(concern.decider, concern.id, "WATCH");
    await addConcernSource(concern.decider, {
      id: randomUUID(),
      concernId: concern.id,
      kind: "data",
      title: "考勤汇总表",
    });
    expect(await concernRow(concern.id)).toMatchObject({ state: "OPEN", state_reason: "@recorded" });
  });

  it("never stands without its sources, whoever comes first", async () => {
    for (let round = 0; round < 4; round++) {
      const concern = await createConcern();
      const source = await sourceOf(concern, 0);
      const [decision] = await Promise.all([
        decide(concern.decider, concern.id, "WATCH"),
        round % 2 === 0
          ? withdrawConcernSource(concern.opener, { id: source, reason: "认错了人" })
          : amend(concern, 0),
      ]);
      expect(await concernRow(concern.id)).toMatchObject({ state: "OPEN" });
      expect(await guarded(concern.records)).toEqual([true, true]);
      expect(decision.ok || "reason" in decision || decision.kind === "stale").toBe(true);
    }
  });
});
