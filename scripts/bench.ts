/**
 * `npm run bench`: the product against a floor of bare node:http and hand-written SQL on the same rows, in turns.
 * `-- [--size 200000] [--seconds 3] [--rounds 5] [--only list,search,phone] [--pages]`
 * `-- --growth 10000,1000000 [--only cadre,task] [--keep]`: the screens' queries on a small and a large world instead; --keep
 * migrates the worlds of an earlier schema instead of making them anew.
 */
import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { CONNECTIONS, compare, HEADING, line } from "../bench/compare";
import { type BenchDatabase, openBenchCluster } from "../bench/database";
import { operations } from "../bench/operations";
import { drivePages } from "../bench/pages";
import { drivePhone } from "../bench/phone";
import { build } from "./support/build";
import { generateClient } from "./support/generate";
import { type Lifetime, lifetime } from "./support/lifetime";
import { takeLock } from "./support/lock";
import { anyFreePort } from "./support/ports";
import { end, markOf } from "./support/processes";
import { withClient } from "./support/provision";
import { Halt, main, seconds, steps } from "./support/say";
import { serve } from "./support/server";
import { dataDir, root } from "./support/settings";

function readOptions() {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "200000" },
      seconds: { type: "string", default: "3" },
      rounds: { type: "string", default: "5" },
      only: { type: "string", default: "" },
      pages: { type: "boolean", default: false },
      growth: { type: "string", default: "" },
      keep: { type: "boolean", default: false },
    },
  });
  const count = (name: "size" | "seconds" | "rounds"): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1)
      throw new Halt(`--${name} 须为正整数。 --${name} is a whole number above 0.`);
    return value;
  };
  return {
    size: count("size"),
    seconds: count("seconds"),
    rounds: count("rounds"),
    only: values.only.split(",").filter(Boolean),
    pages: values.pages,
    keep: values.keep,
    growth: values.growth.split(",").filter(Boolean).map(Number),
  };
}

async function startFloor(
  url: string,
  adopt: (pid: number) => void,
): Promise<{ origin: string; stop(): Promise<void> }> {
  const port = await anyFreePort();
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "bench", "floor.ts")], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", FLOOR_URL: url, PORT: String(port) },
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  if (child.pid) adopt(child.pid);
  const origin = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + 20_000; ; await sleep(100)) {
    if (await fetch(`${origin}/observations`).catch(() => null)) break;
    if (Date.now() > deadline || child.exitCode !== null)
      throw new Halt("对照服务没有启动。 The floor did not start.");
  }
  return { origin, stop: async () => void (child.pid && (await end(markOf(child.pid)))) };
}

/** The built server, its own lines in a file: a bench that prints a line a request measures its terminal. */
async function startProduct(folder: string, urls: BenchDatabase, adopt: (pid: number) => void) {
  const port = await anyFreePort();
  const address = `http://127.0.0.1:${port}`;
  const server = await serve({
    folder,
    port,
    host: "127.0.0.1",
    urls,
    demo: true,
    log: openSync(join(dataDir, "bench", "product.log"), "w", 0o600),
    onSpawn: adopt,
    env: { APP_URL: address, NEXTAUTH_URL: address, LOG_LEVEL: "warn" },
  });
  return { origin: address, stop: server.stop };
}

async function sayWhat(database: BenchDatabase): Promise<void> {
  const { rows } = await withClient(database.ownerUrl, (client) =>
    client.query(`select (select count(*) from observations) as observations, (select count(*) from observation_cadres) as lines,
                         (select count(*) from cadres) as cadres, current_setting('fsync') as fsync`),
  );
  const { observations, lines, cadres, fsync } = rows[0];
  console.log(
    `\n${observations} observations, ${lines} cadre lines, ${cadres} cadres; fsync ${fsync}; milliseconds\n`,
  );
}

async function run(options: ReturnType<typeof readOptions>, life: Lifetime): Promise<void> {
  const lock = await takeLock("bench", join(dataDir, "bench.lock"));
  life.onEnd(lock.release);
  const { step } = steps(4);
  const cluster = await step("启动测速数据库 Starting the bench database", () => openBenchCluster(options));
  life.onEnd(cluster.stop);
  await generateClient();
  if (options.growth.length > 0) {
    const [small, large] = options.growth;
    if (!small || !large) throw new Halt("--growth 10000,1000000");
    // loaded late: its queries need the generated client
    const { compareGrowth } = await import("../bench/growth");
    return compareGrowth(await cluster.database(small), await cluster.database(large), options.only);
  }
  const database = await step(`准备 ${options.size} 条记录 Preparing ${options.size} observations`, () =>
    cluster.database(options.size),
  );
  life.onEnd(lock.endChildren);
  const folder = await step("构建 Building", build);
  const { floor, product } = await step("启动两方 Starting both sides", async () => {
    const ours = await startProduct(folder, database, lock.adopt);
    life.onEnd(ours.stop);
    const theirs = await startFloor(database.floorUrl, lock.adopt);
    life.onEnd(theirs.stop);
    return { floor: theirs.origin, product: ours.origin };
  });
  await sayWhat(database);
  const all = await operations(database.ownerUrl, { floor, product });
  if (options.pages) return drivePages(product, all, options);
  const isChosen = (name: string) => options.only.length === 0 || options.only.includes(name);
  const chosen = all.filter((one) => isChosen(one.name));
  if (chosen.length === 0 && !isChosen(PHONE))
    throw new Halt(`--only: ${[...all.map((one) => one.name), PHONE].join(", ")}`);
  if (chosen.length > 0) console.log(HEADING);
  for (const operation of chosen) {
    for (const connections of CONNECTIONS) console.log(line(await compare(operation, connections, options)));
  }
  if (isChosen(PHONE)) await drivePhone(product);
}

/** The phone's form in a browser, beside the operations. */
const PHONE = "phone";

main(async () => {
  const started = performance.now();
  const options = readOptions();
  const life = lifetime();
  try {
    await run(options, life);
    console.log(`\n${seconds(started)}`);
  } finally {
    await life.close();
  }
  return 0;
});
