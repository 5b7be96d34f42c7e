/**
 * Database roles. Two NOLOGIN group roles carry the grants and policies of the migrations; each database has
 * two LOGIN members of them, so that clones in one cluster do not share passwords. The owner is no superuser,
 * so that forced row-level security binds it too.
 */
import { createHmac } from "node:crypto";
import pg from "pg";
import { Halt } from "./say";

const groups = { app: "observer_app", system: "observer_system" } as const;

export type Urls = { appUrl: string; systemUrl: string };

type Login = { name: string; password: string };

const literal = pg.escapeLiteral;
const identifier = pg.escapeIdentifier;

const derivedPassword = (secret: string, role: string): string =>
  createHmac("sha256", secret).update(role).digest("base64url");

function urlFor(base: string, login: Login, database = databaseOf(base)): string {
  const url = new URL(base);
  url.username = encodeURIComponent(login.name);
  url.password = encodeURIComponent(login.password);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

export const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

export async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Embedded clusters only: makes the database and its owner; returns the owner's address. */
export async function createDatabase(
  adminUrl: string,
  database: string,
  secret: string,
  template?: string,
): Promise<string> {
  const owner = { name: "frontline_owner", password: derivedPassword(secret, "frontline_owner") };
  await withClient(adminUrl, async (client) => {
    await ensureLogin(client, owner);
    const existing = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (existing.rowCount) return;
    const from = template ? ` template ${identifier(template)} strategy file_copy` : "";
    await client.query(`create database ${identifier(database)} owner ${identifier(owner.name)}${from}`);
  });
  await withClient(urlOn(adminUrl, database), async (client) => {
    for (const extension of ["btree_gist", "pg_trgm"]) {
      await client.query(`create extension if not exists ${extension}`);
    }
  });
  return urlFor(adminUrl, owner, database);
}

const urlOn = (base: string, database: string): string => {
  const url = new URL(base);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
};

/** The migrations name the group roles, so these exist before the first migration runs. */
export async function provision(
  ownerUrl: string,
  secret: string,
  given: Partial<Urls> & { adminUrl?: string } = {},
): Promise<Urls> {
  const database = databaseOf(ownerUrl);
  const login = (kind: "app" | "system", url: string | undefined): Login => {
    if (url) {
      const { username, password } = new URL(url);
      return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
    }
    const name = `${database}_${kind}`;
    return { name, password: derivedPassword(secret, name) };
  };
  const logins = { app: login("app", given.appUrl), system: login("system", given.systemUrl) };
  const urls = {
    appUrl: given.appUrl ?? urlFor(ownerUrl, logins.app),
    systemUrl: given.systemUrl ?? urlFor(ownerUrl, logins.system),
  };
  await withClient(given.adminUrl ? urlOn(given.adminUrl, database) : ownerUrl, async (client) => {
    try {
      await client.query("begin");
      // Two starts at once on one server would otherwise collide on the same role.
      await client.query("select pg_advisory_xact_lock(hashtext('observer provision'))");
      for (const group of Object.values(groups)) await ensureGroup(client, group);
      for (const kind of ["app", "system"] as const) {
        await ensureLogin(client, logins[kind]);
        await ensureMember(client, logins[kind].name, groups[kind]);
        await client.query(`grant connect on database ${identifier(database)} to ${groups[kind]}`);
      }
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      const denied = error instanceof pg.DatabaseError && error.code === "42501";
      if (denied && given.appUrl && given.systemUrl && (await allExist(client, logins))) return;
      if (!denied) throw error;
      throw new Halt(
        "DATABASE_URL 的用户无权建立角色：请授予 CREATEROLE，或由管理员建好角色并设置 DATABASE_APP_URL 与 DATABASE_SYSTEM_URL（见 docs/operations.md）。\n" +
          "The user of DATABASE_URL may not make roles: grant it CREATEROLE, or have them made and set DATABASE_APP_URL and DATABASE_SYSTEM_URL (see docs/operations.md).",
      );
    }
  });
  return urls;
}

async function ensureGroup(client: pg.Client, name: string): Promise<void> {
  if (!(await roleExists(client, name))) await client.query(`create role ${identifier(name)} nologin`);
}

async function ensureLogin(client: pg.Client, { name, password }: Login): Promise<void> {
  const verb = (await roleExists(client, name)) ? "alter" : "create";
  const already = verb === "alter" && (await canConnect(client, { name, password }));
  if (already) return;
  await client.query(
    `${verb} role ${identifier(name)} login inherit nocreatedb nocreaterole password ${literal(password)}`,
  );
}

/** An ALTER by a plain CREATEROLE user can fail where nothing has to change. */
async function canConnect(client: pg.Client, login: Login): Promise<boolean> {
  const { host, port, database } = client;
  const probe = new pg.Client({
    host,
    port,
    database,
    user: login.name,
    password: login.password,
    ssl: client.ssl,
  });
  probe.on("error", () => {});
  try {
    await probe.connect();
    await probe.end();
    return true;
  } catch {
    return false;
  }
}

async function ensureMember(client: pg.Client, member: string, group: string): Promise<void> {
  const known = await client.query("select pg_has_role($1::name, $2::name, 'MEMBER') as yes", [
    member,
    group,
  ]);
  if (!known.rows[0]?.yes) await client.query(`grant ${identifier(group)} to ${identifier(member)}`);
}

async function allExist(client: pg.Client, logins: Record<string, Login>): Promise<boolean> {
  const names = [...Object.values(groups), ...Object.values(logins).map(({ name }) => name)];
  const found = await client.query("select 1 from pg_roles where rolname = any($1)", [names]);
  return found.rowCount === names.length;
}

async function roleExists(client: pg.Client, name: string): Promise<boolean> {
  return Boolean((await client.query("select 1 from pg_roles where rolname = $1", [name])).rowCount);
}
