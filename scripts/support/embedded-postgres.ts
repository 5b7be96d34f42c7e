/**
 * The embedded PostgreSQL: one cluster in one folder, reachable only from this machine with a generated
 * password. It survives crashes of the launcher and of itself: what an earlier run left behind is stopped
 * first, and a server that dies while we run is started again.
 */
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { anyFreePort } from "./ports";
import { findBinaries } from "./postgres-binaries";
import { commandOf, end, isAlive, markOf, processesIn } from "./processes";
import { Halt } from "./say";
import { type Runner, runnerFor } from "./unprivileged";

export type Cluster = {
  port: number;
  /** The superuser of the cluster: only for making roles and databases. */
  adminUrl(database?: string): string;
  stop(): Promise<void>;
};

type ClusterOptions = {
  /** Holds pgdata/, postgres.log and the password. */
  dir: string;
  port?: number;
  /** Tests only: no waiting for the disk; a crash may lose the cluster. */
  fast?: boolean;
  /** Told when the server died by itself and is being started again. */
  onRestart?: () => void;
};

const superuser = "frontline_admin";
const shutdown = [
  ["SIGINT", 30_000], // fast: ends sessions, writes a checkpoint
  ["SIGQUIT", 5_000], // immediate: recovers at the next start
  ["SIGKILL", 5_000],
] as const;

const paths = (dir: string) => ({
  data: join(dir, "pgdata"),
  log: join(dir, "postgres.log"),
  password: join(dir, "postgres.password"),
});

/** The cluster that another process of ours already runs in this folder, if any. */
export function runningCluster(dir: string): Pick<Cluster, "port" | "adminUrl"> | null {
  const { data, password } = paths(dir);
  const [pid, port] = postmasterFile(data);
  if (!pid || !port || !isOurPostmaster(pid, data) || !existsSync(password)) return null;
  return { port, adminUrl: adminUrl(port, readFileSync(password, "utf8")) };
}

/** Stops what an earlier run left in this folder: an orphaned server and its stray backends. */
export async function stopOrphans(dir: string): Promise<boolean> {
  const { data } = paths(dir);
  const [pid] = postmasterFile(data);
  let found = false;
  if (pid && isOurPostmaster(pid, data)) {
    found = true;
    await end(markOf(pid), shutdown);
  } else if (pid && isAlive(markOf(pid))) {
    // The pid now belongs to another program; PostgreSQL would take it for a running server.
    rmSync(join(data, "postmaster.pid"), { force: true });
  }
  for (const stray of processesIn(data)) {
    found = true;
    await end(stray, shutdown.slice(1));
  }
  return found;
}

export async function startCluster({ dir, port, fast = false, onRestart }: ClusterOptions): Promise<Cluster> {
  mkdirSync(dir, { recursive: true });
  const { data, log, password } = paths(dir);
  const binaries = findBinaries();
  await stopOrphans(dir);
  if (existsSync(log) && statSync(log).size > 20_000_000) renameSync(log, `${log}.1`);

  // PG_VERSION is written early; the password only after initdb has finished.
  if (existsSync(join(data, "PG_VERSION")) && !existsSync(password)) rmSync(data, { recursive: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const runner = runnerFor(data, binaries);
  if (!existsSync(join(data, "PG_VERSION"))) await initialise(runner, binaries.initdb, dir);

  const chosen = port ?? (await anyFreePort());
  const url = adminUrl(chosen, readFileSync(password, "utf8"));
  const args = settings(data, chosen, fast);
  let stopping = false;
  let child = await launch(runner, binaries.postgres, args, log, url());

  const watch = (watched: ChildProcess) =>
    watched.once("exit", async () => {
      for (let pause = 500; !stopping; pause = Math.min(pause * 2, 30_000)) {
        onRestart?.();
        await sleep(pause);
        if (stopping) return;
        await stopOrphans(dir);
        const next = await launch(runner, binaries.postgres, args, log, url()).catch(() => null);
        if (!next) continue;
        child = next;
        if (stopping) await endChild(next);
        else watch(next);
        return;
      }
    });
  watch(child);

  return {
    port: chosen,
    adminUrl: url,
    async stop() {
      stopping = true;
      await endChild(child);
    },
  };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid && child.exitCode === null && child.signalCode === null)
    await end(markOf(child.pid), shutdown);
}

async function initialise(runner: Runner, initdb: string, dir: string): Promise<void> {
  const { data, password } = paths(dir);
  const secret = randomBytes(24).toString("base64url");
  const handedOver = `${password}.new`;
  writeFileSync(handedOver, secret, { mode: 0o600 });
  runner.own(handedOver);
  // Locale C keeps indexes independent of the system's libc; queries name an ICU collation where order matters.
  const child = runner.spawn(
    initdb,
    [
      `--pgdata=${data}`,
      `--username=${superuser}`,
      `--pwfile=${handedOver}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
    ],
    ["ignore", "ignore", "pipe"],
  );
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  rmSync(handedOver, { force: true });
  if (code !== 0) {
    rmSync(data, { recursive: true, force: true });
    throw new Halt(`数据库初始化失败 The database could not be initialised:\n${complaint.trim()}`);
  }
  writeFileSync(password, secret, { mode: 0o600 });
}

function settings(data: string, port: number, fast: boolean): string[] {
  const values: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    shared_buffers: "256MB",
    max_connections: "100",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    lc_messages: "C",
    shared_preload_libraries: "",
    ...(fast && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return ["-D", data, ...Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function launch(
  runner: Runner,
  postgres: string,
  args: string[],
  log: string,
  url: string,
): Promise<ChildProcess> {
  const output = openSync(log, "a", 0o600);
  const child = runner.spawn(postgres, args, ["ignore", output, output]);
  closeSync(output);
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(40)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if (await accepts(url)) return child;
  }
  await endChild(child);
  throw new Halt(
    `数据库没有启动，原因见 ${log} 末尾：\nThe database did not start; the end of ${log} says why:\n${tail(log)}`,
  );
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // A wrong password will not become right by waiting.
    if (error instanceof pg.DatabaseError && error.code === "28P01") {
      throw new Halt(
        "内置数据库的密码文件与数据不符：请运行 npm run demo -- --reset 重新开始。\nThe embedded database's password file does not fit its data; begin anew with: npm run demo -- --reset",
      );
    }
    return false;
  }
}

const tail = (file: string): string => readFileSync(file, "utf8").trim().split("\n").slice(-5).join("\n");

const adminUrl =
  (port: number, password: string) =>
  (database = "postgres"): string =>
    `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;

/** Line 1 is the pid, line 4 the port. */
function postmasterFile(data: string): [number?, number?] {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    return [Number(lines[0]), Number(lines[3])];
  } catch {
    return [];
  }
}

function isOurPostmaster(pid: number, data: string): boolean {
  const command = commandOf(pid);
  return command.includes("postgres") && command.includes(data);
}
