/**
 * The one way into the database: a transaction that carries its viewer. `read` runs SQL over a pooled
 * connection, `write` gives Prisma's model API beside it, `asSystem` is for the few things that happen
 * before there is a viewer. Nothing else gets a connection.
 */
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { withoutValues } from "./database-error";
import { env } from "./env";
import { SignedOut } from "./result";
import type { Sql } from "./sql";
import type { Viewer } from "./viewer";

export interface ScopedDb {
  rows<T>(query: Sql): Promise<T[]>;
}

/** Of a writing transaction. */
export interface CommandDb extends ScopedDb {
  /** Sent in one go with the commit, after everything else and in this order; what fails here undoes the whole. */
  atCommit(query: Sql): void;
}

export interface WriteDb extends CommandDb {
  orm: Prisma.TransactionClient;
}

/** Why the system role is used; closed, so that each use is a decision. */
export type SystemPurpose =
  | "health"
  | "signIn"
  | "session"
  | "accounts"
  | "notices"
  | "concerns"
  | "jobs"
  | "imports"
  | "units";

const TRANSACTION = { maxWait: 5_000, timeout: 20_000 };
const ENTER =
  'select id, account, name, department, roles, clearance, unit_ids as "unitIds", own_unit_id as "ownUnitId",' +
  ' cadre_id as "cadreId", locale from enter($1::uuid)';

type Connections = { app: pg.Pool; system: pg.Pool; prisma: PrismaClient };
const holder = globalThis as typeof globalThis & { frontlineConnections?: Connections };

function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    // statements that need no answer first travel together: a round trip costs more than most of them
    pipeline: true,
    // a statement is planned once a connection and not for each of its first values: through all policies that costs
    // more than most of them run
    options: "-c plan_cache_mode=force_generic_plan",
    connectionTimeoutMillis: 5_000,
    // and the plans go with their connection, so that it outlives the pause between two pages; with every screen's plans
    // one holds some 150 MB, so that those of a busy moment end soon after it, and none lives for days
    idleTimeoutMillis: 300_000,
    maxLifetimeSeconds: 3_600,
  });
  // an idle connection that PostgreSQL closes must not end the process
  pool.on("error", () => {});
  return pool;
}

/** Kept on globalThis: a development reload must not open new pools. */
function connections(): Connections {
  if (!holder.frontlineConnections) {
    const app = openPool(env().DATABASE_APP_URL, 16);
    const prisma = new PrismaClient({ adapter: new PrismaPg(app), transactionOptions: TRANSACTION });
    holder.frontlineConnections = { app, system: openPool(env().DATABASE_SYSTEM_URL, 6), prisma };
  }
  return holder.frontlineConnections;
}

/** Statements are prepared once a connection, under a name made from their text. */
const statementNames = new Map<string, string>();
function statementName(text: string): string {
  let name = statementNames.get(text);
  if (!name) {
    name = createHash("sha1").update(text).digest("base64");
    statementNames.set(text, name);
  }
  return name;
}

type Send = <T extends pg.QueryResultRow>(query: pg.QueryConfig) => Promise<pg.QueryResult<T>>;

async function run<T>(send: Send, query: Sql): Promise<T[]> {
  const { text, values } = query;
  const result = await send({ name: statementName(text), text, values });
  return result.rows as T[];
}

/**
 * `begin` travels with the first statement, and what stands in `last` once `fn` has ended travels with the commit.
 * Each is answered by itself: after a failed statement PostgreSQL refuses the rest, and the commit undoes all.
 */
async function inTransaction<T>(
  pool: pg.Pool,
  fn: (send: Send) => Promise<T>,
  last: readonly Sql[] = [],
): Promise<T> {
  const client = await pool.connect();
  let isOpen = true;
  let broken: Error | undefined;
  // what `fn` left running must not reach the connection once it is somebody else's
  const send: Send = async (query) => {
    if (!isOpen) throw new Error("used after the end of its transaction");
    return client.query(query);
  };
  try {
    const [begun, worked] = await Promise.allSettled([client.query("begin"), fn(send)]);
    isOpen = false;
    outcome(begun);
    const value = outcome(worked);
    await commit(client, last);
    return value;
  } catch (error) {
    await client.query("rollback").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw withoutValues(error);
  } finally {
    client.release(broken);
  }
}

async function commit(client: pg.PoolClient, last: readonly Sql[]): Promise<void> {
  const sent = last.map((query) => run((config) => client.query(config), query));
  const committed = client.query("commit");
  for (const settled of await Promise.allSettled([...sent, committed])) outcome<unknown>(settled);
  // the answer to a commit after a failed statement is ROLLBACK, and no error
  if ((await committed).command !== "COMMIT") throw new Error("PostgreSQL rolled the transaction back");
}

function outcome<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

/** A transaction that sees what this person may see. */
export function read<T>(viewer: { id: string }, fn: (db: ScopedDb) => Promise<T>): Promise<T> {
  return inTransaction(connections().app, async (send) => {
    // Not waited for: statements are answered in order, and without a viewer the policies show nothing.
    const entered = enter(send, viewer.id);
    const rows = async <Row>(query: Sql) => (await Promise.all([run<Row>(send, query), entered]))[0];
    const [person, value] = await Promise.allSettled([entered, fn({ rows })]);
    outcome(person);
    return outcome(value);
  });
}

async function enter(send: Send, userId: string): Promise<Viewer> {
  const { rows } = await send<Viewer>({ name: "enter", text: ENTER, values: [userId] });
  const [person] = rows;
  if (!person) throw new SignedOut();
  return person;
}

/**
 * A writing transaction; used by the command pipeline only. The person is entered anew inside it, so that
 * a role or assignment lost a moment ago is lost here too.
 */
export function write<T>(
  viewer: { id: string },
  fn: (db: WriteDb, person: Viewer) => Promise<T>,
): Promise<T> {
  const transaction = connections().prisma.$transaction(async (orm) => {
    const last: Sql[] = [];
    const db = { ...scopedToPrisma(orm), atCommit: (query: Sql) => void last.push(query) };
    const person = await enterWith(db, viewer.id);
    const value = await fn(db, person);
    for (const query of last) await db.rows(query);
    return value;
  });
  return transaction.catch((error: unknown) => {
    throw withoutValues(error);
  });
}

/** The same without Prisma's model API, for the writes that people wait for most often. */
export function writeSql<T>(
  viewer: { id: string },
  fn: (db: CommandDb, person: Viewer) => Promise<T>,
): Promise<T> {
  const last: Sql[] = [];
  return inTransaction(
    connections().app,
    async (send) => {
      const person = await enter(send, viewer.id);
      return fn({ rows: (query) => run(send, query), atCommit: (query) => void last.push(query) }, person);
    },
    last,
  );
}

/** The same view of a Prisma transaction as `read` gives. */
function scopedToPrisma(orm: Prisma.TransactionClient): Pick<WriteDb, "orm" | "rows"> {
  return { orm, rows: (query) => orm.$queryRaw(query) };
}

/** Makes `userId` the viewer of an open transaction. */
async function enterWith(db: Pick<WriteDb, "orm">, userId: string): Promise<Viewer> {
  const [person] = await db.orm.$queryRaw<Viewer[]>`
    select id, account, name, department, roles, clearance, unit_ids as "unitIds", own_unit_id as "ownUnitId",
           cadre_id as "cadreId", locale from enter(${userId}::uuid)`;
  if (!person) throw new SignedOut();
  return person;
}

/** Sign-in, sessions, accounts and health, under the system role's own narrow policies and grants. */
export function asSystem<T>(_purpose: SystemPurpose, fn: (db: ScopedDb) => Promise<T>): Promise<T> {
  return inTransaction(connections().system, (send) => fn({ rows: (query) => run(send, query) }));
}

/** One statement under the system role, in one round trip. */
export async function asSystemOnce<T>(_purpose: SystemPurpose, query: Sql): Promise<T[]> {
  const { text, values } = query;
  try {
    const result = await connections().system.query({ name: statementName(text), text, values });
    return result.rows as T[];
  } catch (error) {
    throw withoutValues(error);
  }
}

/** For tests and scripts that must end. */
export async function closeConnections(): Promise<void> {
  const open = holder.frontlineConnections;
  holder.frontlineConnections = undefined;
  if (!open) return;
  await open.prisma.$disconnect();
  await Promise.allSettled([open.app.end(), open.system.end()]);
}

const POWERS = `
  select current_user as role,
    r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid) as "isTooStrong",
    array(select c.relname::text from pg_class c
          where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
            and not c.relforcerowsecurity and c.relname <> '_prisma_migrations') as unforced
  from pg_roles r where r.rolname = current_user`;

/** Names of serving roles that could pass row-level security, and tables that do not force it. */
export async function servingRoles(): Promise<{ powers: string[]; unforced: string[] }> {
  const { app, system } = connections();
  const found = (await Promise.all([app.query(POWERS), system.query(POWERS)])).flatMap(({ rows }) => rows);
  return {
    powers: found.filter((row) => row.isTooStrong).map((row) => String(row.role)),
    unforced: [...new Set(found.flatMap((row) => row.unforced as string[]))],
  };
}
