/**
 * The plans of the hot queries as the app's role, on a filled table: an index serves each, so that no screen grows with
 * the records. The queries are those that the product sends; what a policy adds is in the plan.
 */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Given, SCREENS } from "@/bench/screens";
import { listLeaning } from "@/lib/achievements/lineage/queries";
import { countWaiting, listWaiting as listWaitingClaims } from "@/lib/achievements/waiting/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { listConcernCandidates, listConcerns } from "@/lib/concerns/queries";
import { coverage } from "@/lib/coverage/queries";
import { countFollowUps, listFollowUps, overdueFollowUps } from "@/lib/observations/follow-ups/queries";
import { countObservations, listObservations } from "@/lib/observations/queries";
import { listWaiting } from "@/lib/observations/review/queries";
import { countByTask, getTaskRecords } from "@/lib/observations/task/queries";
import { read, type ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import type { Sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import type { Person, TestCadre, TestMethod, TestUnit } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import type { TestTask } from "@/tests/support/tasks";
import {
  fillTable,
  indexes,
  nodesOf,
  planOf,
  plansAs,
  ROWS,
  ranAs,
  readWhole,
  statementsOf,
  UNITS,
} from "./filled-table";

let units: TestUnit[];
let unit: TestUnit;
let cadre: TestCadre;
let task: TestTask;
let method: TestMethod;
let observer: Person;
let reviewer: Person;
let leader: Person;
beforeAll(async () => {
  ({ units, unit, cadre, task, method, observer, reviewer, leader } = await fillTable());
}, 120_000);

const people: Record<string, () => Person> = {
  OBSERVER: () => observer,
  REVIEWER: () => reviewer,
  LEADER: () => leader,
} satisfies Partial<Record<Role, () => Person>>;
const today = "2026-01-31";

async function expectIndex(
  who: string,
  ask: (db: ScopedDb) => Promise<unknown>,
  index: RegExp,
): Promise<void> {
  const person = (people[who] as () => Person)();
  const [query] = await statementsOf(ask);
  if (!query) throw new Error("nothing was asked");
  for (const nodes of await plansAs(person, query)) {
    expect(readWhole(nodes), `${who} reads whole tables`).toEqual([]);
    expect(indexes(nodes).join(" "), who).toMatch(index);
  }
}

describe("plans on a filled table", () => {
  it("have rows to choose by", async () => {
    const { rows } = await owner().query("select count(*)::int as n from observations where unit_id = $1", [
      unit.id,
    ]);
    expect(rows[0].n).toBe(ROWS / UNITS);
  });

  it.each(["OBSERVER", "REVIEWER", "LEADER"])("list of a unit and method as %s walks its index", (who) =>
    expectIndex(
      who,
      (db) => listObservations(db, { unit: unit.id, method: method.id }),
      /observations_unit_method_recent/,
    ),
  );

  it.each(["REVIEWER", "LEADER"])(
    "newest of all as %s stop at the end of the page, without sorting",
    async (who) => {
      await expectIndex(who, (db) => listObservations(db, {}), /observations_recent/);
    },
  );

  it("records of an observer, newest first", () =>
    expectIndex(
      "REVIEWER",
      (db) => listObservations(db, { observer: observer.id }),
      /observations_(observer_)?recent/,
    ));

  it("records of a cadre in the list", () =>
    expectIndex(
      "REVIEWER",
      (db) => listObservations(db, { cadre: cadre.id }),
      /observation_cadres_(cadre_id_started_at_idx|pkey)/,
    ));

  it("count of a unit and method", () =>
    expectIndex(
      "REVIEWER",
      (db) => countObservations(db, { unit: unit.id, method: method.id }),
      /observations_(unit|method)/,
    ));

  it.each(["OBSERVER", "REVIEWER", "LEADER"])("cadre file as %s", (who) =>
    expectIndex(
      who,
      (db) =>
        getCadreFile(
          db,
          { id: (people[who] as () => Person)().id, roles: [who as Role], cadreId: null },
          cadre.id,
          {},
          today,
        ),
      /observation_cadres_cadre_id_started_at_idx/,
    ),
  );

  it.each(["OBSERVER", "REVIEWER", "LEADER"])("the page of a task as %s walks its index", async (who) => {
    await expectIndex(
      who,
      (db) => getTaskRecords(db, { roles: [who as Role] }, task.id, today),
      who === "OBSERVER" ? /observations_(observer_)?task/ : /observation_cadres_remarkable/,
    );
    await expectIndex(
      who,
      (db) => listObservations(db, { task: task.id, state: "counted" }, 12),
      /observations_(observer_)?task/,
    );
  });

  it.each(["OBSERVER", "REVIEWER", "LEADER"])(
    "records of many tasks as %s are counted by their index",
    (who) => expectIndex(who, (db) => countByTask(db, [task.id, unit.id]), /observations_(observer_)?task/),
  );

  it.each(["REVIEWER", "LEADER"])("follow-ups of everybody as %s are found by their days", async (who) => {
    const person = (people[who] as () => Person)();
    await expectIndex(who, (db) => listFollowUps(db, person, { due: "overdue" }, today), /follow_ups/);
    await expectIndex(who, (db) => listFollowUps(db, person, { state: "done" }, today), /follow_ups/);
    await expectIndex(who, (db) => countFollowUps(db, person, {}, today), /observations_pkey/);
    await expectIndex(who, (db) => overdueFollowUps(db, person, today, 8), /follow_ups/);
  });

  it("claims that wait, and those that lean on a record, are found without reading the records", async () => {
    await expectIndex("REVIEWER", (db) => listWaitingClaims(db, {}, today), /observations_pkey/);
    await expectIndex("REVIEWER", (db) => countWaiting(db, today), /observations_pkey/);
    await expectIndex("REVIEWER", (db) => listLeaning(db, unit.id), /observations_pkey/);
  });

  it("remarks that a concern may lean on, and its sources", async () => {
    await expectIndex(
      "REVIEWER",
      (db) => listConcernCandidates(db, cadre.id),
      /observation_cadres|observations_pkey/,
    );
    await expectIndex("REVIEWER", (db) => listConcerns(db, {}, today), /observations_pkey|concern/);
  });

  it("queue of what waits for review", () =>
    expectIndex("REVIEWER", (db) => listWaiting(db, reviewer.id), /observations_waiting/));

  it.each(["REVIEWER", "LEADER"])("coverage as %s adds up the kept counts", async (who) => {
    const person = (people[who] as () => Person)();
    const viewer = { id: person.id, roles: [who as Role], unitIds: [], cadreId: null };
    const [query] = await statementsOf((db) =>
      coverage(db, viewer, { from: "2025-02-01", to: "2026-01-31" }, today),
    );
    if (!query) throw new Error("nothing was asked");
    for (const nodes of await plansAs(person, query)) {
      expect(readWhole(nodes)).toEqual([]);
      expect(nodes.some((node) => node["Relation Name"] === "observation_counts")).toBe(true);
      expect(indexes(nodes).join(" ")).toMatch(/observations_unit_recent/);
    }
  });

  /** The statement inside search_observations(), which looks ids up as the owner. */
  it.each(["工地", "处工地巡"])(
    "search of %s asks the bigram index or walks the time index",
    async (word) => {
      const planned = await owner().query(
        `explain (format json) select o.id, o.started_at from observations o
       where text_bigrams(o.search_text) @> text_bigrams($1) and o.search_text like all ($2)
         and (o.confidentiality <= 3::smallint or o.observer_id = $3)
       order by o.started_at desc, o.id desc limit 51`,
        [word, [`%${word}%`], reviewer.id],
      );
      const nodes = nodesOf(planOf(planned));
      expect(readWhole(nodes)).toEqual([]);
      expect(indexes(nodes).join(" ")).toMatch(/observations_(bigrams|recent)/);
    },
  );

  /** Of the same function; the citing rows stand there for the length of this test. */
  it("records of an item are walked to in their own order of time", async () => {
    const client = await owner().connect();
    try {
      await client.query("begin");
      const item = randomUUID();
      await client.query(
        "insert into observation_items select $1, started_at, id from observations where observer_id = $2",
        [item, observer.id],
      );
      await client.query("analyze observation_items");
      const planned = await client.query(
        `explain (format json) select o.id, o.started_at from observation_items k join observations o on o.id = k.observation_id
         where (o.confidentiality <= 3::smallint or $2 in (o.observer_id, o.second_observer_id)) and k.item_id = $1::uuid
         order by k.started_at desc, k.observation_id desc limit 51`,
        [item, reviewer.id],
      );
      const nodes = nodesOf(planOf(planned));
      expect(indexes(nodes).join(" ")).toBe("observation_items_pkey observations_pkey");
      expect(nodes.map((node) => node["Node Type"])).not.toContain("Sort");
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  it("a common word, found by walking the newest, gives the pages that the list gives", async () => {
    for (const person of [reviewer, leader, observer]) {
      await read(person, async (db) => {
        let cursor: string | undefined;
        for (let page = 0; page < 3; page += 1) {
          const found = await listObservations(db, { q: "工地", unit: unit.id, cursor });
          const listed = await listObservations(db, { unit: unit.id, cursor });
          expect(found.items.map((row) => row.id)).toEqual(listed.items.map((row) => row.id));
          cursor = found.nextCursor ?? undefined;
          expect(cursor).toBe(listed.nextCursor);
        }
      });
    }
  });

  it("an observer's words are found as far back as there are records, common and rare", async () => {
    await read(observer, async (db) => {
      const all = await listObservations(db, {}, 3_000);
      expect(all.items.length).toBe(3_000);
      for (const word of ["工地", "9处", "777处"]) {
        const expected = all.items.filter((row) => row.fact.includes(word)).slice(0, 51);
        const found = await listObservations(db, { q: word }, 51);
        expect(found.items.map((row) => row.id).slice(0, expected.length)).toEqual(
          expected.map((row) => row.id),
        );
        expect(expected.length).toBeGreaterThan(0);
      }
    });
  });

  it("search joins its hits by their keys", () =>
    expectIndex("REVIEWER", (db) => listObservations(db, { q: "工地" }), /observations_pkey/));

  it.each(["REVIEWER", "LEADER"])("the list of cadres as %s reads one row of each", async (who) => {
    const [query] = await statementsOf((db) =>
      listCadres(db, { roles: [who as Role], cadreId: null }, cadreFilter.parse({ unit: unit.id }), today),
    );
    if (!query) throw new Error("nothing was asked");
    const ran = await ranAs((people[who] as () => Person)(), query);
    const rowsOf = (table: string) =>
      ran.filter((node) => node["Relation Name"] === table && (node["Actual Loops"] ?? 0) > 0);
    expect(rowsOf("cadre_sight_strengths").map((node) => node["Actual Rows"])).toEqual([1]);
    expect(rowsOf("cadre_evidence_counts")).toEqual([]);
    expect(rowsOf("cadre_month_counts")).toEqual([]);
    expect(rowsOf("observation_cadres")).toEqual([]);
  });

  it.each(SCREENS)("$name reads no large table whole, in any of its statements", async ({ by, ask }) => {
    const person = by === "reviewer" ? reviewer : observer;
    const given = await givenHere();
    const found = await asAppRole(async (client) => {
      await client.query("begin");
      const { rows: viewers } = await client.query<Viewer>(
        `select id, account, name, department, roles, clearance, unit_ids as "unitIds", own_unit_id as "ownUnitId",
           cadre_id as "cadreId", locale from enter($1::uuid)`,
        [person.id],
      );
      const whole: string[] = [];
      let asked = 0;
      const rows = async <T>({ text, values }: Sql): Promise<T[]> => {
        const planned = await client.query(`explain (format json) ${text}`, values as unknown[]);
        whole.push(...readWhole(nodesOf(planOf(planned))));
        asked += 1;
        return (await client.query(text, values as unknown[])).rows as T[];
      };
      await ask({ rows }, viewers[0] as Viewer, given, 1).catch((error) => {
        // of a thing that this world has not, the first statement tells
        if (!(error instanceof NotFound)) throw error;
      });
      return { whole, asked };
    });
    expect(found.whole).toEqual([]);
    expect(found.asked).toBeGreaterThan(0);
  });
});

/** What the screens are asked of; where there is none, an id of nothing. */
async function givenHere(): Promise<Omit<Given, "reviewer" | "observer">> {
  const ids = async (statement: string, values: unknown[] = []) => {
    const { rows } = await owner().query<{ id: string }>(statement, values);
    return rows.length > 0 ? rows.map(({ id }) => id) : [unit.id];
  };
  return {
    units: units.map((one) => one.id),
    methods: await ids("select id from methods order by position"),
    cadres: [cadre.id],
    records: await ids("select id from observations where unit_id = $1 order by id limit 2", [unit.id]),
    claims: [unit.id],
    tasks: [task.id],
    items: await ids("select id from conduct_items order by id"),
    batches: [unit.id],
    positions: [unit.id],
    words: ["工地"],
  };
}
