/**
 * The pipeline of every write: parse → transaction with the viewer → right → run → audit line → commit.
 * A command names its right and says what it did; nobody writes audit by hand.
 */
import type { z } from "zod";
import { cityDay, type Day } from "./clock";
import { isPolicyRefusal, policyMessage, reasonOf } from "./constraints";
import { type CommandDb, type ScopedDb, type WriteDb, write, writeSql } from "./db";
import { issuesOf } from "./issues";
import { log } from "./log";
import {
  Denied,
  type Issue,
  NotFound,
  type Outcome,
  type Refusal,
  SignedOut,
  Stale,
  TooMany,
} from "./result";
import { can, type Right } from "./rights";
import { type Sql, sql } from "./sql";
import type { Viewer } from "./viewer";

export type Context<Input, Db extends CommandDb = WriteDb> = {
  db: Db;
  viewer: Viewer;
  input: Input;
  now: Date;
  today: Day;
};

/** What the audit line says: identifiers and states, never personal text. */
export type Trace = { entity: string; id: string; before?: string; after?: string };

export type Done<T> = { value: T; trace: Trace | null };
export const done = <T>(value: T, trace: Trace | null): Done<T> => ({ value, trace });

export type Command<Value> = {
  commandName: string;
  right: Right;
  (viewer: { id: string }, raw: unknown, options?: { now?: Date }): Promise<Outcome<Value>>;
};

type Definition<Schema extends z.ZodType, Value, Db extends CommandDb> = {
  /** field verb, stands in the audit line */
  name: string;
  right: Right;
  input: Schema;
  run: (context: Context<z.output<Schema>, Db>) => Promise<Done<Value> | Refusal | Malformed>;
};
type Transaction<Db> = <T>(viewer: { id: string }, fn: (db: Db, person: Viewer) => Promise<T>) => Promise<T>;

export { issuesOf };

/** Malformed in a way that only stored data can tell, e.g. a method's own fields. */
export type Malformed = { invalid: Issue[] };
export const malformed = (issues: Issue[]): Malformed => ({ invalid: issues });

/** Carries a refusal out of the transaction, so that it rolls back. */
export class Refused extends Error {
  constructor(readonly answer: Extract<Outcome, { ok: false }>) {
    super(answer.kind);
  }
}

export const command = <Schema extends z.ZodType, Value>(
  definition: Definition<Schema, Value, WriteDb>,
): Command<Value> => pipeline(definition, write);

/** For what is written most: SQL alone, in fewer round trips and without Prisma's work on each of them. */
export const commandInSql = <Schema extends z.ZodType, Value>(
  definition: Definition<Schema, Value, CommandDb>,
): Command<Value> => pipeline(definition, writeSql);

function pipeline<Schema extends z.ZodType, Value, Db extends CommandDb>(
  { name, right, input, run }: Definition<Schema, Value, Db>,
  transaction: Transaction<Db>,
): Command<Value> {
  const execute = async (
    viewer: { id: string },
    raw: unknown,
    options?: { now?: Date },
  ): Promise<Outcome<Value>> => {
    const parsed = input.safeParse(raw, { reportInput: true });
    if (!parsed.success) return { ok: false, kind: "invalid", issues: issuesOf(parsed.error) };
    const now = options?.now ?? new Date();
    try {
      const value = await transaction(viewer, async (db, person) => {
        if (!can(person, right)) throw new Denied();
        const result = await run({ db, viewer: person, input: parsed.data, now, today: cityDay(now) });
        if ("refused" in result) {
          throw new Refused({ ok: false, kind: "refused", reason: result.refused, params: result.params });
        }
        if ("invalid" in result) throw new Refused({ ok: false, kind: "invalid", issues: result.invalid });
        if (result.trace) db.atCommit(auditLine(name, result.trace));
        return result.value;
      });
      return { ok: true, value };
    } catch (error) {
      return outcomeOf(error);
    }
  };
  return Object.assign(execute, { commandName: name, right });
}

/** Last statement before the commit: the chain's head is the one lock that all writers share (security.md 16). */
export async function appendAudit(db: ScopedDb, action: string, trace: Trace): Promise<void> {
  await db.rows(auditLine(action, trace));
}

const auditLine = (action: string, { entity, id, before = "", after = "" }: Trace): Sql =>
  sql`select append_audit(${action}, ${entity}, ${id}, ${before}, ${after})::text as seq`;

/** Expected ends become outcomes; anything else is a bug or an outage and goes on. */
export function outcomeOf(error: unknown): Extract<Outcome, { ok: false }> {
  if (error instanceof Refused) return error.answer;
  if (error instanceof SignedOut) return { ok: false, kind: "signedOut" };
  if (error instanceof Denied) return { ok: false, kind: "denied" };
  if (isPolicyRefusal(error)) {
    // the code allowed what the database did not: either a right was lost a moment ago, or the two disagree
    log.warn({ refusal: policyMessage(error) }, "refused by a policy");
    return { ok: false, kind: "denied" };
  }
  if (error instanceof NotFound) return { ok: false, kind: "notFound" };
  if (error instanceof Stale) return { ok: false, kind: "stale" };
  if (error instanceof TooMany) return { ok: false, kind: "tooMany", retryAfterS: error.retryAfterS };
  const reason = reasonOf(error);
  if (reason) return { ok: false, kind: "refused", reason };
  throw error;
}
