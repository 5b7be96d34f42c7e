/**
 * Databases for tests: an embedded cluster of its own that does not wait for the disk, one migrated and seeded
 * template for each state of schema and seed, and quick clones of it that a test may spoil.
 */
import { join } from "node:path";
import pg from "pg";
import { type Cluster, startCluster } from "./embedded-postgres";
import { fingerprint, schemaPaths } from "./fingerprint";
import { generateClient } from "./generate";
import { type Lock, takeLock } from "./lock";
import { migrate } from "./migrate";
import { createDatabase, databaseOf, provision, type Urls, withClient } from "./provision";
import { note } from "./say";
import { seedNow } from "./seed";
import { dataDir, makeDataDir } from "./settings";

export type TestDatabase = Urls & {
  ownerUrl: string;
  /** the "today" of its demo world: the template may be older than this run */
  day: string;
};

/** Not a secret: the cluster listens on this machine only, holds invented people and is thrown away. */
const secret = "test cluster";
const dir = join(dataDir, "test");
/** Where servers under test keep their files; the template's pictures lie there. */
export const testFiles = join(dir, "files");

type Running = { cluster: Cluster; lock: Lock };
let running: Promise<Running> | undefined;

function cluster(): Promise<Running> {
  running ??= (async () => {
    makeDataDir();
    const lock = await takeLock("test", join(dataDir, "test.lock"));
    try {
      return { lock, cluster: await startCluster({ dir, fast: true }) };
    } catch (error) {
      lock.release();
      throw error;
    }
  })();
  return running;
}

async function adminUrl(): Promise<string> {
  return (await cluster()).cluster.adminUrl();
}

let template: Promise<string> | undefined;

/** Made if schema, migrations or seed changed since the last time, once for all who ask at once; its name. */
function preparedTemplate(): Promise<string> {
  template ??= prepareTemplate();
  return template;
}

async function prepareTemplate(): Promise<string> {
  const name = `template_${fingerprint(schemaPaths)}`;
  const admin = await adminUrl();
  const done = await withClient(admin, async (client) => {
    const found = await client.query("select datistemplate from pg_database where datname = $1", [name]);
    return found.rows[0]?.datistemplate === true;
  });
  if (done) return name;

  await dropAll(admin, "template_");
  const ownerUrl = await createDatabase(admin, name, secret);
  const { appUrl } = await provision(ownerUrl, secret, { adminUrl: admin });
  await migrate(ownerUrl);
  await generateClient();
  await seedNow({ ownerUrl, appUrl }, { world: "demo", size: "small", files: testFiles });
  // The mark is set last, so that a template half made is made again.
  await withClient(admin, (client) =>
    client.query(`alter database ${pg.escapeIdentifier(name)} is_template true allow_connections false`),
  );
  note(`新的测试模板库 new test template: ${name}`);
  return name;
}

/** A fresh copy of the template under this name; an older one of that name is dropped. */
export async function cloneDatabase(name: string): Promise<TestDatabase> {
  const source = await preparedTemplate();
  const admin = await adminUrl();
  await drop(admin, name);
  const ownerUrl = await createDatabase(admin, name, secret, source);
  return {
    ownerUrl,
    day: await dayOf(admin, source),
    ...(await provision(ownerUrl, secret, { adminUrl: admin })),
  };
}

/** A clone does not take the comment of its template along. */
async function dayOf(admin: string, template: string): Promise<string> {
  const comment = await withClient(admin, async (client) => {
    const found = await client.query<{ comment: string | null }>(
      "select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1",
      [template],
    );
    return found.rows[0]?.comment ?? "";
  });
  return /\d{4}-\d\d-\d\d/.exec(comment)?.[0] ?? "";
}

async function drop(admin: string, name: string): Promise<void> {
  await withClient(admin, async (client) => {
    const quoted = pg.escapeIdentifier(name);
    const found = await client.query("select datistemplate from pg_database where datname = $1", [name]);
    if (!found.rowCount) return;
    if (found.rows[0].datistemplate) await client.query(`alter database ${quoted} is_template false`);
    await client.query(`drop database ${quoted} with (force)`);
  });
}

async function dropAll(admin: string, prefix: string): Promise<void> {
  const names = await withClient(admin, async (client) => {
    const found = await client.query("select datname from pg_database where starts_with(datname, $1)", [
      prefix,
    ]);
    return found.rows.map((row: { datname: string }) => row.datname);
  });
  for (const name of names)
    if (name !== databaseOf(admin) && name !== "template0" && name !== "template1") await drop(admin, name);
}

/** Notes a server started for tests, so that the next run can stop it after a crash of this one. */
export async function adoptProcess(pid: number): Promise<void> {
  (await cluster()).lock.adopt(pid);
}

/** Stops the cluster, which is kept for the next run, which then starts in a moment. */
export async function stopTestCluster(): Promise<void> {
  const started = await running?.catch(() => undefined);
  running = undefined;
  await started?.lock.endChildren();
  await started?.cluster.stop();
  started?.lock.release();
}
