/**
 * How the screens grow with the records: each screen's queries on a small and a large world, as the serving role in the
 * name of a person, and the plans of their statements. `npm run bench -- --growth 10000,1000000`.
 */
import type pg from "pg";
import { countByState, getAchievement, listAchievements, listVerified } from "@/lib/achievements/queries";
import { getTrace } from "@/lib/achievements/trace/queries";
import { listWaiting as listWaitingClaims } from "@/lib/achievements/waiting/queries";
import { listPromoted } from "@/lib/boards/promotions/queries";
import { getBoard } from "@/lib/boards/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { calibrationPeriod, listJudged } from "@/lib/calibration/queries";
import { listTasks } from "@/lib/central-tasks/queries";
import { taskFilter } from "@/lib/central-tasks/schema";
import { countConcerns, listConcerns, listFileConcerns } from "@/lib/concerns/queries";
import { listConductUse, listWordings } from "@/lib/conduct/queries";
import { countCorrections, listCorrections } from "@/lib/corrections/queries";
import { findReviewerDesk } from "@/lib/coverage/desk/queries";
import { coverage, minima } from "@/lib/coverage/queries";
import { unitRecords } from "@/lib/coverage/unit/queries";
import { getFieldKit } from "@/lib/field/kit/queries";
import { countFollowUps, listFollowUps } from "@/lib/observations/follow-ups/queries";
import { countObservations, listObservations } from "@/lib/observations/queries";
import { getObservation } from "@/lib/observations/record/queries";
import { listWaiting } from "@/lib/observations/review/queries";
import { getTaskRecords } from "@/lib/observations/task/queries";
import { addMonths, cityDay, type Day, firstOfMonth } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import type { Sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { search } from "@/lib/search/queries";
import { typedIn } from "@/lib/search/rules";
import { getTeam } from "@/lib/teams/queries";
import { withClient } from "../scripts/support/provision";
import type { BenchDatabase } from "./database";
import { percentile } from "./load";

/** Spread over the database, the same on each run. */
type Given = {
  units: string[];
  methods: string[];
  cadres: string[];
  records: string[];
  claims: string[];
  tasks: string[];
  items: string[];
  words: string[];
  reviewer: Viewer;
  observer: Viewer;
};

type Screen = {
  name: string;
  by: "reviewer" | "observer";
  ask: (db: ScopedDb, viewer: Viewer, given: Given, turn: number) => Promise<unknown>;
};

const pick = (list: readonly string[], turn: number): string => list[turn % list.length] ?? "";
const today = (): Day => cityDay(new Date());
const year = () => {
  const last = firstOfMonth(today());
  return { from: addMonths(last, -11), to: today() };
};

const searchAll = (db: ScopedDb, viewer: Viewer, q: string) =>
  search(db, viewer, { typed: typedIn(q), size: 5, today: today() });

const SCREENS: readonly Screen[] = [
  {
    name: "list of unit and method",
    by: "reviewer",
    ask: (db, _, given, turn) =>
      listObservations(db, { unit: pick(given.units, turn), method: pick(given.methods, turn) }),
  },
  { name: "newest of all", by: "reviewer", ask: (db) => listObservations(db, {}) },
  {
    name: "count of a unit",
    by: "reviewer",
    ask: (db, _, given, turn) => countObservations(db, { unit: pick(given.units, turn) }, 1_001),
  },
  {
    name: "search, 2 characters",
    by: "reviewer",
    ask: (db, _, given, turn) => listObservations(db, { q: pick(given.words, turn) }),
  },
  {
    name: "search over all",
    by: "reviewer",
    ask: (db, viewer, given, turn) => searchAll(db, viewer, pick(given.words, turn)),
  },
  {
    name: "search over all, observer",
    by: "observer",
    ask: (db, viewer, given, turn) => searchAll(db, viewer, pick(given.words, turn)),
  },
  {
    name: "records of an item",
    by: "reviewer",
    ask: (db, _, given, turn) => listObservations(db, { item: pick(given.items, turn) }),
  },
  {
    name: "record",
    by: "reviewer",
    ask: (db, _, given, turn) => getObservation(db, pick(given.records, turn)),
  },
  { name: "review queue", by: "reviewer", ask: (db, viewer) => listWaiting(db, viewer.id) },
  { name: "reviewer's desk", by: "reviewer", ask: (db, viewer) => findReviewerDesk(db, viewer, today()) },
  {
    name: "cadre file",
    by: "reviewer",
    ask: async (db, viewer, given, turn) => {
      const id = pick(given.cadres, turn);
      await getCadreFile(db, viewer, id, {}, today());
      await listVerified(db, id, today());
      await listFileConcerns(db, id, today());
    },
  },
  {
    name: "cadres",
    by: "reviewer",
    ask: (db, viewer) => listCadres(db, viewer, cadreFilter.parse({}), today()),
  },
  {
    name: "cadres, of an observer",
    by: "observer",
    ask: (db, viewer) => listCadres(db, viewer, cadreFilter.parse({}), today()),
  },
  {
    name: "unit's records",
    by: "reviewer",
    ask: (db, viewer, given, turn) => unitRecords(db, viewer, pick(given.units, turn), year(), today()),
  },
  { name: "coverage, months", by: "reviewer", ask: (db, viewer) => coverage(db, viewer, year(), today()) },
  {
    name: "board",
    by: "reviewer",
    ask: (db, viewer) => getBoard(db, viewer, { ...year(), today: today() }),
  },
  {
    name: "board of a type of units",
    by: "reviewer",
    ask: (db, viewer) => getBoard(db, viewer, { ...year(), today: today(), type: "镇街" }),
  },
  {
    name: "board of a task",
    by: "reviewer",
    ask: (db, viewer, given, turn) =>
      getBoard(db, viewer, { ...year(), today: today(), task: pick(given.tasks, turn) }),
  },
  {
    name: "board, of an observer",
    by: "observer",
    ask: (db, viewer) => getBoard(db, viewer, { ...year(), today: today() }),
  },
  { name: "promotion trace", by: "reviewer", ask: (db, viewer) => listPromoted(db, viewer, {}, today()) },
  { name: "coverage, methods", by: "reviewer", ask: (db, viewer) => minima(db, viewer, { asOf: today() }) },
  {
    name: "claims",
    by: "reviewer",
    ask: async (db) => {
      await listAchievements(db, { state: "waiting" });
      await countByState(db, {});
    },
  },
  { name: "claims that wait", by: "reviewer", ask: (db) => listWaitingClaims(db, {}, today()) },
  {
    name: "claim",
    by: "reviewer",
    ask: (db, _, given, turn) => getAchievement(db, pick(given.claims, turn)),
  },
  {
    name: "trace of a claim",
    by: "reviewer",
    ask: (db, _, given, turn) => getTrace(db, pick(given.claims, turn)),
  },
  {
    name: "follow-ups",
    by: "reviewer",
    ask: async (db, viewer) => {
      await listFollowUps(db, viewer, {}, today());
      await countFollowUps(db, viewer, {}, today());
    },
  },
  {
    name: "concerns, corrections",
    by: "reviewer",
    ask: async (db) => {
      await listConcerns(db, {}, today());
      await countConcerns(db, today());
      await listCorrections(db, {}, today());
      await countCorrections(db, today());
    },
  },
  { name: "tasks", by: "reviewer", ask: (db) => listTasks(db, taskFilter.parse({}), today()) },
  {
    name: "task",
    by: "reviewer",
    ask: (db, _, given, turn) => getTaskRecords(db, pick(given.tasks, turn), today()),
  },
  {
    name: "team of a unit",
    by: "reviewer",
    ask: (db, viewer, given, turn) => getTeam(db, viewer, pick(given.units, turn), today()),
  },
  { name: "calibration's lines", by: "reviewer", ask: (db) => listJudged(db, calibrationPeriod(today())) },
  {
    name: "conduct lists",
    by: "reviewer",
    ask: async (db) => {
      await listWordings(db);
      await listConductUse(db, { from: year().from });
    },
  },
  { name: "phone's kit", by: "observer", ask: (db, viewer) => getFieldKit(db, viewer, new Date()) },
];

const LARGE_TABLES = new Set([
  "observations",
  "observation_cadres",
  "observation_revisions",
  "observation_reviews",
  "achievement_sources",
  "achievement_events",
]);
type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: Node[];
};
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What a screen reads, whoever else uses the machine: pages of the database, and rows of its tables. */
type Reads = { pages: number; rows: number; whole: string[] };

const ENTER = `select id, account, name, department, roles, clearance, unit_ids as "unitIds", own_unit_id as "ownUnitId",
  cadre_id as "cadreId", locale from enter($1::uuid)`;

async function asPerson<T>(
  client: pg.Client,
  id: string,
  ask: (db: ScopedDb, viewer: Viewer) => Promise<T>,
): Promise<T> {
  await client.query("begin");
  try {
    const { rows } = await client.query<Viewer>(ENTER, [id]);
    const [viewer] = rows;
    if (!viewer) throw new Error("no such person");
    return await ask({ rows: async ({ text, values }) => (await client.query(text, values)).rows }, viewer);
  } finally {
    await client.query("rollback");
  }
}

async function readGiven({ ownerUrl, appUrl }: BenchDatabase): Promise<Given> {
  const { people, ...rest } = await withClient(ownerUrl, async (client) => {
    const ids = async (statement: string) =>
      (await client.query<{ id: string }>(statement)).rows.map(({ id }) => id);
    return {
      units: await ids("select id from units order by md5(id::text) limit 40"),
      methods: await ids("select id from methods order by position"),
      cadres: await ids("select id from cadres order by md5(id::text) limit 40"),
      records: await ids("select id from observations order by id limit 40"),
      claims: await ids("select id from achievements order by id limit 40"),
      tasks: await ids("select id from central_tasks order by id"),
      items: await ids("select id from conduct_items order by id"),
      words: ["工地", "征迁", "群众", "企业", "协调", "签约", "整改", "窗口"],
      people: await ids(
        "select id from users where account in ('reviewer2', 'observer') order by account desc",
      ),
    };
  });
  const [reviewer, observer] = await withClient(appUrl, async (client) => {
    const viewers: Viewer[] = [];
    for (const id of people) viewers.push(await asPerson(client, id, async (_, viewer) => viewer));
    return viewers;
  });
  if (!reviewer || !observer) throw new Error("the demo's people are missing");
  return { ...rest, reviewer, observer };
}

const ROUNDS = 30;
/** The first ones warm the caches. */
const WARM_UP = 4;

async function timeOf(client: pg.Client, screen: Screen, given: Given, turn: number): Promise<number> {
  return asPerson(client, given[screen.by].id, async (db, viewer) => {
    const started = performance.now();
    await screen.ask(db, viewer, given, turn);
    return performance.now() - started;
  });
}

async function readsOf(client: pg.Client, screen: Screen, given: Given): Promise<Reads> {
  const reads = { pages: 0, rows: 0, whole: new Set<string>() };
  await asPerson(client, given[screen.by].id, async (db, viewer) => {
    const explained: ScopedDb = {
      rows: async <T>(query: Sql): Promise<T[]> => {
        // what a writing statement (the read log) writes is rolled back with the rest
        const { rows } = await client.query(
          `explain (analyze, buffers, timing off, format json) ${query.text}`,
          query.values,
        );
        const top = rows[0]["QUERY PLAN"][0].Plan as Node;
        reads.pages += (top["Shared Hit Blocks"] ?? 0) + (top["Shared Read Blocks"] ?? 0);
        for (const node of nodesOf(top)) {
          if (!node["Relation Name"]) continue;
          const each = (node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0);
          reads.rows += each * (node["Actual Loops"] ?? 1);
          if (node["Node Type"] === "Seq Scan" && LARGE_TABLES.has(node["Relation Name"]))
            reads.whole.add(node["Relation Name"]);
        }
        return db.rows<T>(query);
      },
    };
    await screen.ask(explained, viewer, given, 1);
  });
  return { pages: reads.pages, rows: Math.round(reads.rows), whole: [...reads.whole] };
}

const AIM = 1.5;
const HEADING = `
${"screen".padEnd(26)}${"small p50".padStart(11)}${"large p50".padStart(11)}   ratio   ${"pages read".padStart(16)}${"rows read".padStart(18)}   aim ≤ ${AIM}`;

/** Prints a line a screen; what grows beyond the aim or reads a large table whole is marked. */
export async function compareGrowth(
  small: BenchDatabase,
  large: BenchDatabase,
  only: readonly string[] = [],
): Promise<void> {
  const givens = [await readGiven(small), await readGiven(large)] as const;
  console.log(HEADING);
  const chosen = SCREENS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  await withClient(small.appUrl, (few) =>
    withClient(large.appUrl, async (many) => {
      for (const screen of chosen) console.log(await compareScreen([few, many], screen, givens));
    }),
  );
}

/** In turns, so that whatever else the machine does falls on both. */
async function compareScreen(
  clients: readonly [pg.Client, pg.Client],
  screen: Screen,
  givens: readonly [Given, Given],
): Promise<string> {
  const times: [number[], number[]] = [[], []];
  for (let turn = -WARM_UP; turn < ROUNDS; turn += 1) {
    const order = turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const world of order) {
      const time = await timeOf(clients[world], screen, givens[world], Math.abs(turn));
      if (turn >= 0) times[world].push(time);
    }
  }
  const [before, after] = times.map((list) =>
    percentile(
      list.sort((a, b) => a - b),
      0.5,
    ),
  ) as [number, number];
  const few = await readsOf(clients[0], screen, givens[0]);
  const many = await readsOf(clients[1], screen, givens[1]);
  const ratio = after / before;
  return [
    screen.name.padEnd(26),
    before.toFixed(1).padStart(11),
    after.toFixed(1).padStart(11),
    ratio.toFixed(2).padStart(8) + (ratio > AIM ? " !" : "  "),
    `${few.pages} → ${many.pages}`.padStart(17),
    `${few.rows} → ${many.rows}`.padStart(18),
    many.whole.length ? `   reads whole: ${many.whole.join(", ")}` : "",
  ].join("");
}
