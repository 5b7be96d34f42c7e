/**
 * The bench's own cluster in .data/bench: it waits for the disk as the demo's does. A database is made once for
 * each size and state of the schema, and kept; what a run writes stays in it.
 */
import { join } from "node:path";
import pg from "pg";
import { startCluster } from "../scripts/support/embedded-postgres";
import { fingerprint, schemaPaths } from "../scripts/support/fingerprint";
import { migrate } from "../scripts/support/migrate";
import { createDatabase, provision, type Urls, withClient } from "../scripts/support/provision";
import { note } from "../scripts/support/say";
import { seedNow } from "../scripts/support/seed";
import { dataDir } from "../scripts/support/settings";

/** Not a secret: the cluster listens on this machine only and holds invented people. */
const secret = "bench cluster";
const ready = "bench: ready";

export type BenchDatabase = Urls & {
  ownerUrl: string;
  /** reads the product's tables without row-level security, and writes plain tables of its own */
  floorUrl: string;
};
export type BenchCluster = { database(size: number): Promise<BenchDatabase>; stop(): Promise<void> };

/** `keep`: a world of an earlier schema is migrated, not made anew; a million observations take a quarter of an hour. */
export async function openBenchCluster({ keep = false } = {}): Promise<BenchCluster> {
  const cluster = await startCluster({ dir: join(dataDir, "bench") });
  return { database: (size) => openDatabase(cluster.adminUrl, size, keep), stop: cluster.stop };
}

async function openDatabase(
  adminUrl: (database?: string) => string,
  size: number,
  keep: boolean,
): Promise<BenchDatabase> {
  const admin = adminUrl();
  const name = `bench_${size}_${fingerprint(schemaPaths)}`;
  if (keep && (await noteOf(admin, name)) !== ready) await takeOver(admin, adminUrl, size, name);
  const kept = await noteOf(admin, name);
  if (kept !== ready) await dropDatabases(admin, `bench_${size}_`);
  const ownerUrl = await createDatabase(admin, name, secret);
  const urls = {
    ownerUrl,
    floorUrl: floorUrl(admin, name),
    ...(await provision(ownerUrl, secret, { adminUrl: admin })),
  };
  if (kept === ready) return urls;
  note(`${size} 条记录，首次需要几分钟 seeding ${size} observations, some minutes the first time`);
  await migrate(ownerUrl);
  await seedNow(urls, { world: "demo", size });
  await makeFloor(adminUrl(name));
  // set last, so that a database half made is made again
  await withClient(admin, (client) =>
    client.query(`comment on database ${pg.escapeIdentifier(name)} is ${pg.escapeLiteral(ready)}`),
  );
  return urls;
}

/** The world of this size that an earlier schema left, brought to the present one. */
async function takeOver(
  admin: string,
  adminUrl: (database?: string) => string,
  size: number,
  name: string,
): Promise<void> {
  const earlier = await withClient(admin, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database
       where starts_with(datname, $1) and shobj_description(oid, 'pg_database') = $2`,
      [`bench_${size}_`, ready],
    );
    return rows[0]?.name;
  });
  if (!earlier) return;
  await withClient(admin, (client) =>
    client.query(`alter database ${pg.escapeIdentifier(earlier)} rename to ${pg.escapeIdentifier(name)}`),
  );
  const ownerUrl = await createDatabase(admin, name, secret);
  // migrations grant to the serving roles, whose passwords are set anew with each start
  await provision(ownerUrl, secret, { adminUrl: admin });
  const applied = await migrate(ownerUrl);
  note(`${size}: ${applied.join(", ")}`);
  await withClient(adminUrl(name), (client) => client.query("vacuum (analyze)"));
}

const noteOf = (admin: string, name: string): Promise<string | null> =>
  withClient(admin, async (client) => {
    const found = await client.query(
      "select shobj_description(oid, 'pg_database') as note from pg_database where datname = $1",
      [name],
    );
    return (found.rows[0]?.note as string | undefined) ?? null;
  });

async function dropDatabases(admin: string, prefix: string): Promise<void> {
  await withClient(admin, async (client) => {
    const found = await client.query(
      "select datname as name from pg_database where starts_with(datname, $1)",
      [prefix],
    );
    for (const { name } of found.rows as { name: string }[]) {
      await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
    }
  });
}

const floorRole = "bench_floor";

function floorUrl(admin: string, database: string): string {
  const url = new URL(admin);
  url.username = floorRole;
  url.password = encodeURIComponent(secret);
  url.pathname = `/${database}`;
  return url.href;
}

/** What the floor writes to, in a schema of its own: the same rows in plain tables, with the keys and indexes that its reads would want. */
async function makeFloor(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const known = await client.query("select from pg_roles where rolname = $1", [floorRole]);
    if (!known.rowCount) {
      await client.query(`create role ${floorRole} login bypassrls password ${pg.escapeLiteral(secret)}`);
    }
    await client.query(`
      create schema floor authorization current_user;
      grant usage on schema floor to ${floorRole};
      create table floor.observations as
        select id, unit_id, observer_id, second_observer_id, method_id, method_version_id, central_task_id, started_at,
               ended_at, place, fact, judgement, dimensions, polarity, confidentiality, details, evidence_note, state,
               submitted_at from observations;
      alter table floor.observations add primary key (id), add foreign key (unit_id) references units,
        add foreign key (observer_id) references users, add foreign key (method_id) references methods;
      create index on floor.observations (unit_id, method_id, started_at desc);
      create index on floor.observations (observer_id, started_at desc);
      create index on floor.observations (started_at desc);
      create table floor.observation_cadres as
        select l.observation_id, l.cadre_id, l.position, l.role_in_event, l.started_at
        from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no;
      alter table floor.observation_cadres add primary key (observation_id, cadre_id),
        add foreign key (observation_id) references floor.observations, add foreign key (cadre_id) references cadres;
      create index on floor.observation_cadres (cadre_id, started_at desc);
      grant select on all tables in schema public to ${floorRole};
      grant insert on floor.observations, floor.observation_cadres to ${floorRole};
      grant execute on function text_bigrams(text) to ${floorRole};`);
    await client.query("vacuum (analyze) floor.observations, floor.observation_cadres");
    await client.query("checkpoint");
  });
}
