/** The database a task works on: the given server, the embedded cluster already running, or a new start of it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { runningCluster, startCluster, stopOrphans } from "./embedded-postgres";
import { type Lock, takeLock } from "./lock";
import { createDatabase, provision, type Urls } from "./provision";
import { Halt } from "./say";
import { authSecret, dataDir, hasServer, keptSecrets } from "./settings";

export type Database = Urls & {
  /** Null where only the serving roles were given: then nothing can be migrated or seeded. */
  ownerUrl: string | null;
  stop(): Promise<void>;
};

const name = "frontline";

async function givenServer(): Promise<Database> {
  const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, DATABASE_SYSTEM_URL: systemUrl } = process.env;
  if (!ownerUrl) {
    if (appUrl && systemUrl) return { ownerUrl: null, appUrl, systemUrl, stop: async () => {} };
    throw new Halt(
      "请同时设置 DATABASE_APP_URL 与 DATABASE_SYSTEM_URL，或设置 DATABASE_URL。 Set both DATABASE_APP_URL and DATABASE_SYSTEM_URL, or DATABASE_URL.",
    );
  }
  try {
    const urls = await provision(ownerUrl, authSecret(), { appUrl, systemUrl });
    return { ownerUrl, ...urls, stop: async () => {} };
  } catch (error) {
    if (error instanceof Halt) throw error;
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new Halt(`DATABASE_URL 指定的数据库用不了 The database of DATABASE_URL cannot be used: ${reason}`);
  }
}

async function prepared(adminUrl: string): Promise<Urls & { ownerUrl: string }> {
  const secret = keptSecrets().roles;
  const ownerUrl = await createDatabase(adminUrl, name, secret);
  return { ownerUrl, ...(await provision(ownerUrl, secret, { adminUrl })) };
}

/** For tasks that keep running (demo, start, dev): the caller holds the folder's lock. */
export async function openDatabase(): Promise<Database> {
  if (hasServer()) return givenServer();
  const cluster = await startCluster({
    dir: dataDir,
    onRestart: () =>
      console.error("数据库意外停止，正在重新启动 … The database stopped by itself; starting it again …"),
  });
  try {
    return { ...(await prepared(cluster.adminUrl())), stop: cluster.stop };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** For short tasks (migrate, seed, audit:verify): uses the cluster of a running demo if there is one. */
export async function withDatabase<T>(task: string, run: (database: Database) => Promise<T>): Promise<T> {
  if (hasServer()) return run(await givenServer());
  const running = runningCluster(dataDir);
  if (running) {
    return run({ ...(await prepared(running.adminUrl())), stop: async () => {} });
  }
  const lock: Lock = await takeLock(task);
  try {
    const database = await openDatabase();
    try {
      return await run(database);
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}

/** The owner's address, for what only the owner may do. */
export function ownerOf(database: Database): string {
  if (database.ownerUrl) return database.ownerUrl;
  throw new Halt(
    "这一步需要 DATABASE_URL（库的所有者）。 This step needs DATABASE_URL (the owner of the database).",
  );
}

/** Removes the embedded database and everything in it; a given server is never emptied. */
export async function resetDatabase(): Promise<void> {
  if (hasServer()) {
    throw new Halt(
      "--reset 只用于内置数据库；不会清空 DATABASE_URL 指定的服务器。 --reset is for the embedded database; a server given by DATABASE_URL is never emptied.",
    );
  }
  await stopOrphans(dataDir);
  for (const part of ["pgdata", "postgres.password", "postgres.log", "files"]) {
    rmSync(join(dataDir, part), { recursive: true, force: true });
  }
}
