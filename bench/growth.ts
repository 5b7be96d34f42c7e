/** How the screens grow with the records: in turns on a small and a large world, as the serving role in the name of a person. */
import { createHash } from "node:crypto";
import type pg from "pg";
import type { ScopedDb } from "@/lib/platform/db";
import type { Sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { withClient } from "../scripts/support/provision";
import type { BenchDatabase } from "./database";
import { percentile } from "./load";
import { type Given, SCREENS, type Screen } from "./screens";

const LARGE_TABLES = new Set([
  "observations",
  "observation_cadres",
  "observation_revisions",
  "observation_reviews",
  "cadre_evidence_counts",
  "cadre_month_counts",
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

/**
 * What a screen reads, whoever else uses the machine: pages of the database, and rows of its tables; and how many rows it is given, since a
 * page that is not full in the small world reads less for that alone.
 */
type Reads = { pages: number; rows: number; given: number; whole: string[] };

const ENTER = `select id, account, name, department, roles, clearance, unit_ids as "unitIds", own_unit_id as "ownUnitId",
  cadre_id as "cadreId", locale from enter($1::uuid)`;

async function asPerson<T>(
  client: pg.Client,
  id: string,
  ask: (db: ScopedDb, viewer: Viewer) => Promise<T>,
): Promise<T> {
  await client.query("begin");
  try {
    const [viewer] = (await client.query<Viewer>(ENTER, [id])).rows;
    if (!viewer) throw new Error("no such person");
    // prepared once a connection, as the product does: what is planned each time would hide what is read
    const rows = async <R>({ text, values }: Sql): Promise<R[]> =>
      (await client.query({ name: createHash("sha1").update(text).digest("base64"), text, values }))
        .rows as R[];
    return await ask({ rows }, viewer);
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
      batches: await ids("select id from review_batches order by id"),
      positions: await ids("select id from review_positions order by id"),
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
/** The first ones warm the caches, and are planned with their values; after five a statement may keep its plan. */
const WARM_UP = 8;

async function timeOf(client: pg.Client, screen: Screen, given: Given, turn: number): Promise<number> {
  return asPerson(client, given[screen.by].id, async (db, viewer) => {
    const started = performance.now();
    await screen.ask(db, viewer, given, turn);
    return performance.now() - started;
  });
}

async function readsOf(client: pg.Client, screen: Screen, given: Given): Promise<Reads> {
  const reads = { pages: 0, rows: 0, given: 0, whole: new Set<string>() };
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
        const given = await db.rows<T>(query);
        reads.given += given.length;
        return given;
      },
    };
    await screen.ask(explained, viewer, given, 1);
  });
  return { pages: reads.pages, rows: Math.round(reads.rows), given: reads.given, whole: [...reads.whole] };
}

const AIM = 1.5;
const HEADING = `
${"screen".padEnd(26)}${"small p50".padStart(11)}${"large p50".padStart(11)}   ratio   ${"pages read".padStart(16)}${"rows read".padStart(18)}${"rows given".padStart(14)}   aim ≤ ${AIM}`;

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
    `${few.given} → ${many.given}`.padStart(14),
    many.whole.length ? `   reads whole: ${many.whole.join(", ")}` : "",
  ].join("");
}
