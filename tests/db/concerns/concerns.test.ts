/** 需关注 (rules 5, 6, 11): by commands, by direct SQL and under concurrent writes; what becomes visible to whom, and until when. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addConcernSource, openConcern, withdrawConcernSource } from "@/lib/concerns/commands";
import { countConcerns, getConcern, listConcerns, listFileConcerns } from "@/lib/concerns/queries";
import { TRANSITIONS } from "@/lib/concerns/rules";
import { CONCERN_STATES } from "@/lib/concerns/schema";
import { lapseConcerns } from "@/lib/concerns/sweep/commands";
import { amendObservation } from "@/lib/observations/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import {
  createCadre,
  createObservation,
  createPerson,
  daysAgo,
  noon,
  type Person,
  today,
} from "@/tests/support/builders";
import { concernRow, createConcern, decide, guarded, type TestConcern } from "@/tests/support/concerns";
import { asAppRole, owner } from "@/tests/support/owner";

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
const sourceOf = async (concern: TestConcern, at: 0 | 1): Promise<string> =>
  (
    await owner().query("select id from concern_sources where concern_id = $1 and observation_id = $2", [
      concern.id,
      concern.records[at],
    ])
  ).rows[0].id;
const sees = async (person: { id: string }, record: string): Promise<boolean> =>
  read(person, async (db) => {
    const { sql } = await import("@/lib/platform/sql");
    return (await db.rows(sql`select 1 from observations where id = ${record}::uuid`)).length === 1;
  });
const seesConcern = (person: { id: string }, concern: TestConcern): Promise<boolean> =>
  read(person, (db) => getConcern(db, person.id, concern.id)).then(
    () => true,
    () => false,
  );
/** As the owner's seed would: decided so that it ended yesterday. */
const expire = (concern: TestConcern) =>
  owner().query(
    `update concerns set state = 'WATCHING', state_reason = '继续看', expires_on = city_today() - 1, decided_by = $2,
       decided_at = now() - interval '40 days' where id = $1`,
    [concern.id, concern.decider.id],
  );

describe("a concern", () => {
  it("is decided with a reason and an end by another reviewer, and keeps its history", async () => {
    const concern = await createConcern();
    expect(await decide(concern.decider, concern.id, "WATCH")).toMatchObject({
      ok: true,
      value: { state: "WATCHING" },
    });
    const page = await read(concern.opener, (db) => getConcern(db, concern.opener.id, concern.id));
    expect(page.events.map(({ toState, actorName }) => [toState, actorName])).toEqual([
      ["WATCHING", concern.decider.name],
      ["OPEN", concern.opener.name],
    ]);
    expect(page.expiresOn).toBe(addDays(today(), 60));
    expect(await decide(concern.decider, concern.id, "RENEW", { days: 30, rowVersion: 2 })).toMatchObject({
      reason: "concerns.reason.renewLater",
    });
    expect(await decide(concern.decider, concern.id, "RENEW", { days: 120, rowVersion: 2 })).toMatchObject({
      ok: true,
    });
    expect(await decide(concern.decider, concern.id, "DISMISS", { rowVersion: 2 })).toMatchObject({
      kind: "stale",
    });
    expect(await decide(concern.decider, concern.id, "DISMISS", { rowVersion: 3 })).toMatchObject({
      ok: true,
    });
    expect(await decide(concern.opener, concern.id, "REOPEN", { rowVersion: 4 })).toMatchObject({ ok: true });
  });

  it("is not decided by who opened it or recorded one of its sources, nor by who brought a paper", async () => {
    const concern = await createConcern();
    expect(await decide(concern.opener, concern.id, "WATCH")).toMatchObject({
      reason: "concerns.reason.ownWork",
    });
    await owner().query("insert into user_roles (user_id, role, granted_by) values ($1, 'REVIEWER', $1)", [
      concern.observers[0].id,
    ]);
    await owner().query("update users set clearance = 3 where id = $1", [concern.observers[0].id]);
    expect(await decide(concern.observers[0], concern.id, "DISMISS")).toMatchObject({
      reason: "concerns.reason.ownWork",
    });
    const bringer = await createPerson("REVIEWER", { clearance: 3 });
    const paper = {
      id: randomUUID(),
      concernId: concern.id,
      kind: "document",
      title: "督查通报",
      number: "督〔2026〕9号",
    };
    expect(await addConcernSource(bringer, paper)).toMatchObject({ ok: true });
    expect(await decide(bringer, concern.id, "REMIND")).toMatchObject({ reason: "concerns.reason.ownWork" });
    expect(await decide(concern.decider, concern.id, "REMIND")).toMatchObject({ ok: true });
  });

  it.each(["OBSERVER", "ADMIN", "LIAISON", "CADRE", "SYSADMIN", "SECADMIN", "AUDITOR"] as const)(
    "is neither seen nor decided by a %s, open or decided",
    async (role: Role) => {
      const concern = await createConcern();
      const person = await createPerson(role, {
        units: role === "OBSERVER" ? [concern.unit] : [],
        clearance: 3,
      });
      expect(await decide(person, concern.id, "WATCH")).toMatchObject({ kind: "denied" });
      expect(await seesConcern(person, concern)).toBe(false);
      await decide(concern.decider, concern.id, "WATCH");
      expect(await seesConcern(person, concern)).toBe(false);
    },
  );

  it("is no matter of the cadre it is about, and of a reviewer within their level", async () => {
    const concern = await createConcern({ level: 2 });
    const self = await createPerson("REVIEWER", { clearance: 3, cadreId: concern.cadre.id });
    const low = await createPerson("REVIEWER", { clearance: 1 });
    for (const person of [self, low]) {
      expect(await seesConcern(person, concern)).toBe(false);
      expect(await decide(person, concern.id, "WATCH")).toMatchObject({ kind: "notFound" });
    }
    expect(await seesConcern(await createPerson("REVIEWER", { clearance: 2 }), concern)).toBe(true);
  });

  it("needs two sources of different kinds and origins, but none of it to be dismissed", async () => {
    const concern = await createConcern({ from: 1 });
    expect(await decide(concern.decider, concern.id, "WATCH")).toMatchObject({
      reason: "concerns.reason.notSupported",
    });
    const again = await createObservation(concern.observers[1], concern.unit, {
      cadres: [concern.cadre],
      polarity: "ATTENTION",
    });
    const add = (observationId: string) =>
      addConcernSource(concern.opener, { id: randomUUID(), concernId: concern.id, observationId });
    // of the same kind
    expect(await add(again.id)).toMatchObject({ ok: true });
    expect(await decide(concern.decider, concern.id, "WATCH")).toMatchObject({
      reason: "concerns.reason.notSupported",
    });
    // a summary rests on what it sums up
    const summary = await createObservation(
      await createPerson("OBSERVER", { units: [concern.unit] }),
      concern.unit,
      {
        method: "triangulation",
        cadres: [concern.cadre],
        polarity: "ATTENTION",
      },
    ).catch(() => null);
    if (summary) await add(summary.id);
    expect(await decide(concern.decider, concern.id, "DISMISS")).toMatchObject({ ok: true });
  });

  it("leans on accepted negative remarks about its cadre alone, each once", async () => {
    const concern = await createConcern({ from: 1 });
    const [observer] = concern.observers;
    const add = async (over: object) =>
      addConcernSource(concern.opener, {
        id: randomUUID(),
        concernId: concern.id,
        observationId: (await createObservation(observer, concern.unit, over)).id,
      });
    const other = await createCadre(concern.unit);
    for (const over of [
      { cadres: [other], polarity: "ATTENTION" },
      { cadres: [concern.cadre], polarity: "POSITIVE" },
      { cadres: [concern.cadre], polarity: "ATTENTION", state: "SUBMITTED" },
    ])
      expect(await add(over)).toMatchObject({ reason: "concerns.reason.notRemark" });
    expect(
      await addConcernSource(concern.opener, {
        id: randomUUID(),
        concernId: concern.id,
        observationId: concern.records[0],
      }),
    ).toMatchObject({ reason: "concerns.reason.sourceThere" });
  });

  it("is stored once when its form is sent twice, and is refused where the end is too far or past", async () => {
    const concern = await createConcern();
    const input = {
      id: randomUUID(),
      cadreId: concern.cadre.id,
      summary: "另一件事情",
      situation: "某条",
      recordIds: [concern.records[0]],
    };
    const both = await Promise.all([openConcern(concern.opener, input), openConcern(concern.opener, input)]);
    expect(both.every((one) => one.ok)).toBe(true);
    expect(await openConcern(concern.decider, input)).toMatchObject({ reason: "concerns.reason.idTaken" });
    for (const days of [0, -3, 367])
      expect(await decide(concern.decider, concern.id, "WATCH", { days })).toMatchObject({
        reason: "concerns.reason.expiryOutOfReach",
      });
  });
});

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

describe("direct SQL", () => {
  const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select * from enter($1)", [person.id]);
      const result = await client.query(text, values);
      await client.query("commit");
      return result.rowCount;
    });
  const watch =
    "update concerns set state = 'WATCHING', state_reason = '理由', expires_on = city_today() + 30, decided_by = $2 where id = $1";

  it("decides nothing without two sources, in another name, by who opened it or without an end", async () => {
    const thin = await createConcern({ from: 1 });
    await expect(asPerson(thin.decider, watch, [thin.id, thin.decider.id])).rejects.toThrow(
      /concerns_supported/,
    );
    await expect(owner().query(watch, [thin.id, thin.decider.id])).rejects.toThrow(/concerns_supported/);
    const concern = await createConcern();
    await expect(asPerson(concern.decider, watch, [concern.id, concern.opener.id])).rejects.toThrow(
      /decided_in_person/,
    );
    await expect(asPerson(concern.opener, watch, [concern.id, concern.opener.id])).rejects.toThrow(
      /decided_by_another/,
    );
    const endless = watch.replace("city_today() + 30", "null");
    await expect(asPerson(concern.decider, endless, [concern.id, concern.decider.id])).rejects.toThrow(
      /expiry_given/,
    );
    const far = watch.replace("+ 30", "+ 400");
    await expect(asPerson(concern.decider, far, [concern.id, concern.decider.id])).rejects.toThrow(
      /expiry_in_reach/,
    );
    expect(await asPerson(concern.observers[0], watch, [concern.id, concern.observers[0].id])).toBe(0);
  });

  it("rewrites nothing, takes no mark and falls by hand to no state", async () => {
    const concern = await createConcern();
    await decide(concern.decider, concern.id, "WATCH");
    await expect(
      owner().query("update concerns set summary = '换个说法吧' where id = $1", [concern.id]),
    ).rejects.toThrow(/in_place/);
    await expect(owner().query("delete from concerns where id = $1", [concern.id])).rejects.toThrow(
      /append_only/,
    );
    await expect(
      owner().query("delete from concern_events where concern_id = $1", [concern.id]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("update concern_sources set note = '改' where concern_id = $1", [concern.id]),
    ).rejects.toThrow(/append_only/);
    await expect(
      asPerson(concern.decider, "update concerns set is_lapsed = true where id = $1", [concern.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      asPerson(
        concern.decider,
        "update concerns set state = 'OPEN', expires_on = null, decided_by = null, state_reason = '收回' where id = $1",
        [concern.id],
      ),
    ).rejects.toThrow(/concerns_transition/);
    await expect(
      asPerson(concern.decider, "update observations set is_corroborated = false where id = $1", [
        concern.records[0],
      ]),
    ).rejects.toThrow(/permission denied/);
  });

  it("moves a concern only along the table of states", async () => {
    const concern = await createConcern();
    for (const from of CONCERN_STATES) {
      for (const to of CONCERN_STATES) {
        const client = await owner().connect();
        try {
          await client.query("begin");
          await client.query("alter table concerns disable trigger keep_rules");
          await client.query("alter table concerns disable trigger are_whole");
          const set = (next: string, days: number) =>
            client.query(
              `update concerns set state = $2, state_reason = '理由', decided_by = case when $2 <> 'OPEN' then $3::uuid end,
                 decided_at = case when $2 <> 'OPEN' then now() end,
                 expires_on = case when $2 in ('WATCHING', 'REMINDED') then city_today() + $4::int end where id = $1`,
              [concern.id, next, concern.decider.id, days],
            );
          await set(from, 10);
          await client.query("alter table concerns enable trigger keep_rules");
          // from a decision it falls by itself
          if (to === "OPEN" && from !== "DISMISSED")
            await client.query("select set_config('app.fallen_by', $1, true)", [await sourceOf(concern, 0)]);
          const moved = await set(to, 20).then(
            () => true,
            (error: Error) => {
              expect(error.message).toMatch(/concerns_transition/);
              return false;
            },
          );
          const isSame = from === to && !["WATCHING", "REMINDED"].includes(from);
          if (!isSame)
            expect(moved, `${from} → ${to}`).toBe((TRANSITIONS[from] as readonly string[]).includes(to));
        } finally {
          await client.query("rollback");
          client.release();
        }
      }
    }
  });

  it("shows no event, source or concern to who may not see the concern", async () => {
    const concern = await createConcern();
    const leader: Person = await createPerson("LEADER", { clearance: 3 });
    for (const table of ["concern_sources", "concern_events"])
      expect(await asPerson(leader, `select 1 from ${table} where concern_id = $1`, [concern.id])).toBe(0);
    await decide(concern.decider, concern.id, "WATCH");
    expect(await asPerson(leader, "select 1 from concern_sources where concern_id = $1", [concern.id])).toBe(
      2,
    );
  });
});
