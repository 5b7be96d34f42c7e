/** The pool reads of each person what its rule asks, and no more: what it says of them is what their whole file would say. */
import { beforeAll, describe, expect, it } from "vitest";
import { addDays, addMonths } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { findPoolPeople, frontMonths, listPoolPeople } from "@/lib/reviews/pool/queries";
import { battlefieldMonths, judgeAll, poolPage } from "@/lib/reviews/pool/rules";
import { poolFilter, type Requirements, requirementsSchema } from "@/lib/reviews/schema";
import {
  createCadre,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { createTask, createTaskMember } from "@/tests/support/tasks";

const rule = (over: Partial<Requirements> = {}): Requirements =>
  requirementsSchema.parse({ countedOn: today(), levels: ["乡科级副职"], ...over });
const RULES = {
  "the level alone": rule(),
  "years on the level": rule({ levelYears: 3 }),
  "another level, with years on it": rule({ levels: ["乡科级正职"], levelYears: 1 }),
  主战场: rule({ experience: [{ kind: "BATTLEFIELD", months: 6 }] }),
  "months in towns": rule({ experience: [{ kind: "UNIT_TYPE", unitType: "镇街", months: 24 }] }),
  "months in the middle": rule({ experience: [{ kind: "TIER", tier: "MIDDLE", months: 24 }] }),
  "all of it, on an earlier day": rule({
    countedOn: daysAgo(400),
    levelYears: 2,
    workYears: 5,
    maxAge: 45,
    education: "BACHELOR",
    experience: [
      { kind: "BATTLEFIELD", months: 3 },
      { kind: "UNIT_TYPE", unitType: "镇街", months: 12 },
      { kind: "TIER", tier: "MIDDLE", months: 6 },
    ],
  }),
} satisfies Record<string, Requirements>;

let town: TestUnit;
let people: TestCadre[];
let reviewer: Person;

beforeAll(async () => {
  const [office, headquarters] = [
    await createUnit({ type: "政府部门" }),
    await createUnit({ type: "平台指挥部" }),
  ];
  town = await createUnit({ type: "镇街" });
  reviewer = await createPerson("REVIEWER", { clearance: 3 });
  const first = (months: number) => `${addMonths(today(), -months).slice(0, 7)}-01`;
  const task = await createTask(town, { startsOn: first(40), battlefield: [first(30), first(3)] });
  const plain = await createTask(town, { startsOn: first(20) });
  const rooted = await createCadre(town, { startsOn: "2015-01-01" });
  // through three units and two tiers, one of them beside the post
  const moved = await createCadre(office, {
    startsOn: "2012-01-01",
    endsOn: addDays(first(30), -1),
    tier: "MIDDLE",
  });
  await createPost(moved, headquarters, { startsOn: first(30), endsOn: addDays(first(15), -1) });
  await createPost(moved, town, { startsOn: first(15), tier: "MIDDLE" });
  await createPost(moved, office, { startsOn: first(18), isPrimary: false });
  const between = await createCadre(town, { startsOn: "2015-01-01", endsOn: daysAgo(30) });
  const coming = await createCadre(town, { startsOn: daysAgo(300) });
  people = [rooted, moved, between, coming];
  await createTaskMember(task, rooted, { startsOn: first(26), endsOn: first(12) });
  await createTaskMember(task, moved, { startsOn: first(6) });
  await createTaskMember(plain, coming, { startsOn: first(9) });
});

describe("listPoolPeople", () => {
  it.each(Object.entries(RULES))("judges by %s as by everything that is known of them", async (_, asked) => {
    for (const rules of [
      [asked],
      [asked, RULES["all of it, on an earlier day"]],
      [RULES.主战场, asked],
    ] as const) {
      const [drawn, whole] = await read(reviewer, async (db) => {
        // other tests enter people meanwhile
        const ids = people.map(({ id }) => id);
        const drawn = (await listPoolPeople(db, [...rules])).filter(({ id }) => ids.includes(id));
        return [drawn, await findPoolPeople(db, ids, today())] as const;
      });
      expect(drawn).toHaveLength(people.length);
      const verdicts = (list: typeof whole) => {
        const judged = judgeAll(list, asked, { unitId: town.id, title: "镇长" });
        return Object.fromEntries(
          judged.map(({ person, post, verdict }) => [person.id, { post, verdict }] as const),
        );
      };
      expect(verdicts(drawn)).toEqual(verdicts(whole));
    }
  });

  it("stands in the order of the roster, each person once, oneself not among them", async () => {
    const drawn = await read(reviewer, (db) => listPoolPeople(db, [RULES.主战场]));
    const places = people.map(({ id }) => drawn.findIndex((one) => one.id === id));
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
    // who holds no post on the day stands at the end
    expect(places[2]).toBeGreaterThan(Math.max(places[0] ?? 0, places[1] ?? 0, places[3] ?? 0));
    const herself = await createPerson("REVIEWER", { cadreId: people[0]?.id, clearance: 3 });
    const others = await read(herself, (db) => listPoolPeople(db, [RULES.主战场]));
    expect(others.map(({ id }) => id)).not.toContain(people[0]?.id);
  });
});

describe("a page of the pool", () => {
  it("tells the months on 主战场 of who is on it, also where the rule asks for none", async () => {
    const ids = people.map(({ id }) => id);
    const [months, whole] = await read(reviewer, async (db) => [
      await frontMonths(db, ids, today()),
      await findPoolPeople(db, ids, today()),
    ]);
    expect(Object.fromEntries(months)).toEqual(
      Object.fromEntries(whole.map((person) => [person.id, battlefieldMonths(person, today())])),
    );
    expect(Math.max(...months.values())).toBeGreaterThan(0);
  });

  it("and its sisters hold everybody of their verdict and cause, once", async () => {
    const asked = RULES["all of it, on an earlier day"];
    const drawn = await read(reviewer, (db) => listPoolPeople(db, [asked]));
    const judged = judgeAll(drawn, asked, { unitId: town.id, title: "镇长" });
    const wanted = judged.filter(
      ({ verdict }) =>
        verdict.kind === "excluded" && verdict.missing.some(({ code }) => code === "battlefield"),
    );
    const shown: typeof judged = [];
    for (let page = 1; ; page += 1) {
      const one = poolPage(judged, poolFilter.parse({ pool: "excluded", why: "battlefield", page }));
      shown.push(...one.shown);
      expect(one.total).toBe(wanted.length);
      if (!one.hasMore) break;
    }
    expect(shown).toEqual(wanted);
  });
});
