/**
 * The one way into the database: a transaction that carries its viewer. `read` runs SQL over a pooled
 * connection, `write` gives Prisma's model API beside it, `asSystem` is for the few things that happen
 * before there is a viewer. Nothing else gets a connection.
 */
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { env } from "./env";
import { SignedOut } from "./result";
import type { Sql } from "./sql";
import type { Viewer } from "./viewer";

export interface ScopedDb {
  rows<T>(query: Sql): Promise<T[]>;
}

export interface WriteDb extends ScopedDb {
  orm: Prisma.TransactionClient;
}

/** Why the system role is used; closed, so that each use is a decision. */
export type SystemPurpose = "health" | "signIn" | "session" | "accounts";

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
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
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

async function run<T>(client: pg.PoolClient, query: Sql): Promise<T[]> {
  const { text, values } = query;
  const result = await client.query({ name: statementName(text), text, values });
  return result.rows as T[];
}

async function inTransaction<T>(pool: pg.Pool, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const value = await fn(client);
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A transaction that sees what this person may see. */
export function read<T>(viewer: { id: string }, fn: (db: ScopedDb) => Promise<T>): Promise<T> {
  return inTransaction(connections().app, async (client) => {
    const entered = await client.query({ name: "enter", text: ENTER, values: [viewer.id] });
    if (entered.rowCount === 0) throw new SignedOut();
    return fn({ rows: (query) => run(client, query) });
  });
}

/**
 * A writing transaction; used by the command pipeline only. The person is entered anew inside it, so that
 * a role or assignment lost a moment ago is lost here too.
 */
export function write<T>(
  viewer: { id: string },
  fn: (db: WriteDb, person: Viewer) => Promise<T>,
): Promise<T> {
  return connections().prisma.$transaction(async (orm) => {
    const db = scopedToPrisma(orm);
    const person = await enterWith(db, viewer.id);
    return fn(db, person);
  });
}

/** The same view of a Prisma transaction as `read` gives; tests use it to speak as people inside one rollback. */
export function scopedToPrisma(orm: Prisma.TransactionClient): WriteDb {
  return { orm, rows: (query) => orm.$queryRaw(query) };
}

/** Makes `userId` the viewer of an open transaction. */
export async function enterWith(db: WriteDb, userId: string): Promise<Viewer> {
  const [person] = await db.orm.$queryRaw<Viewer[]>`
    select id, account, name, department, roles, clearance, unit_ids as "unitIds", own_unit_id as "ownUnitId",
           cadre_id as "cadreId", locale from enter(${userId}::uuid)`;
  if (!person) throw new SignedOut();
  return person;
}

/** Sign-in, sessions, accounts and health, under the system role's own narrow policies and grants. */
export function asSystem<T>(_purpose: SystemPurpose, fn: (db: ScopedDb) => Promise<T>): Promise<T> {
  return inTransaction(connections().system, (client) => fn({ rows: (query) => run(client, query) }));
}

/** One statement under the system role, in one round trip. */
export async function asSystemOnce<T>(_purpose: SystemPurpose, query: Sql): Promise<T[]> {
  const { text, values } = query;
  const result = await connections().system.query({ name: statementName(text), text, values });
  return result.rows as T[];
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
