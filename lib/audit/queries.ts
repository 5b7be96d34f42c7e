/** The auditor's lines. Under the policies only AUDITOR sees any. */
import { addDays, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { type AuditLine, GENESIS, type Head, type Verdict, verifyHead, verifyLines } from "./rules";
import type { AuditFilter } from "./schema";

export const PAGE_SIZE = 50;

export type AuditRow = {
  seq: number;
  at: Date;
  actorId: string | null;
  actorName: string | null;
  actorAccount: string | null;
  action: string;
  entity: string;
  entityId: string;
  before: string;
  after: string;
  hash: string;
};

/** Newest first; one more than a page holds. */
export function listAuditLines(db: ScopedDb, filter: AuditFilter): Promise<AuditRow[]> {
  return db.rows(sql`
    select e.seq::float8 as seq, e.at, e.actor_id as "actorId", u.name as "actorName", u.account as "actorAccount",
           e.action, e.entity, e.entity_id as "entityId", e.before, e.after, encode(e.hash, 'hex') as hash
    from audit_events e left join users u on u.id = e.actor_id
    where ${allOf(conditionsOf(filter))} order by e.seq desc limit ${PAGE_SIZE + 1}::int`);
}

function conditionsOf(filter: AuditFilter): Sql[] {
  const conditions: Sql[] = [];
  if (filter.person) {
    const pattern = `%${filter.person.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(sql`e.actor_id in (
      select id from users where account = ${filter.person.toLowerCase()} or name like ${pattern})`);
  }
  if (filter.action) conditions.push(sql`e.action = ${filter.action}`);
  if (filter.entity) conditions.push(sql`e.entity = ${filter.entity}`);
  if (filter.id) conditions.push(sql`e.entity_id = ${filter.id}`);
  if (filter.from) conditions.push(sql`e.at >= ${startOfCityDay(filter.from)}`);
  if (filter.to) conditions.push(sql`e.at < ${startOfCityDay(addDays(filter.to, 1))}`);
  if (filter.before) conditions.push(sql`e.seq < ${filter.before}::bigint`);
  return conditions;
}

/** As they were hashed, in the order of the chain. */
export function chainLines(db: ScopedDb, after: number, limit: number): Promise<AuditLine[]> {
  return db.rows(sql`
    select seq::float8 as seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
           actor_id as "actorId", action, entity, entity_id as "entityId", before, after,
           encode(prev_hash, 'hex') as "prevHash", encode(hash, 'hex') as hash
    from audit_events where seq > ${after}::bigint order by seq limit ${limit}::int`);
}

async function chainHead(db: ScopedDb): Promise<Head> {
  const [head] = await db.rows<Head>(sql`
    select seq::float8 as seq, encode(hash, 'hex') as hash from audit_head where id = 1`);
  return head ?? GENESIS;
}

const BATCH = 2_000;

export type ChainCheck = { first: number; verdict: Verdict; head: Head };

/**
 * Walks the chain to its end in batches: all of it, or its newest lines. The head is read before each batch, so
 * that an empty batch says for certain whether lines are missing or too many, also while others write.
 */
export async function checkChain(
  db: ScopedDb,
  { newest, onBatch }: { newest?: number; onBatch?: (lines: readonly AuditLine[]) => void } = {},
): Promise<ChainCheck> {
  let head = await chainHead(db);
  const from = newest ? await lineAt(db, head.seq - newest) : GENESIS;
  const first = from.seq + 1;
  for (let end = from; ; head = await chainHead(db)) {
    const lines = await chainLines(db, end.seq, BATCH);
    if (lines.length === 0) return { first, verdict: verifyHead(end, head), head };
    onBatch?.(lines);
    const verdict = verifyLines(lines, end);
    if (!verdict.ok) return { first, verdict, head };
    end = verdict.end;
  }
}

async function lineAt(db: ScopedDb, seq: number): Promise<Head> {
  if (seq < 1) return GENESIS;
  const [line] = await chainLines(db, seq - 1, 1);
  return line ? { seq: line.seq, hash: line.hash } : GENESIS;
}
