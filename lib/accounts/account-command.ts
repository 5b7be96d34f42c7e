/**
 * What an administrator does to accounts. Credentials and sessions are out of the app role's reach, so
 * this runs as the system role; in return each transaction enters the acting person, asks for the right and
 * names that person in the audit line. Same shape as lib/platform/command.ts.
 */
import type { z } from "zod";
import { appendAudit, type Command, type Done, issuesOf, outcomeOf, Refused } from "@/lib/platform/command";
import { asSystem, type ScopedDb } from "@/lib/platform/db";
import { Denied, type Outcome, type Refusal, SignedOut } from "@/lib/platform/result";
import { can, type Right } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";

type Actor = Pick<Viewer, "id" | "roles">;
type AccountContext<Input, Prepared> = { db: ScopedDb; actor: Actor; input: Input; prepared: Prepared };

type Definition<Schema extends z.ZodType, Prepared, Value> = {
  /** field verb, stands in the audit line */
  name: string;
  /** the system administrator's, unless another is named */
  right?: Right;
  input: Schema;
  /** Slow work (hashing) that must not hold a connection; runs after a first look at the right. */
  prepare: (input: z.output<Schema>) => Promise<Prepared>;
  run: (context: AccountContext<z.output<Schema>, Prepared>) => Promise<Done<Value> | Refusal>;
};

export function accountCommand<Schema extends z.ZodType, Prepared, Value>(
  definition: Definition<Schema, Prepared, Value>,
): Command<Value> {
  const { name, right = "accounts.manage", input, prepare, run } = definition;
  const execute = async (viewer: { id: string }, raw: unknown): Promise<Outcome<Value>> => {
    const parsed = input.safeParse(raw, { reportInput: true });
    if (!parsed.success) return { ok: false, kind: "invalid", issues: issuesOf(parsed.error) };
    try {
      await readAccounts(viewer, async () => {}, right);
      const prepared = await prepare(parsed.data);
      const value = await asSystem("accounts", async (db) => {
        const actor = await administrator(db, viewer.id, right);
        const result = await run({ db, actor, input: parsed.data, prepared });
        if ("refused" in result) {
          throw new Refused({ ok: false, kind: "refused", reason: result.refused, params: result.params });
        }
        if (result.trace) await appendAudit(db, name, result.trace);
        return result.value;
      });
      return { ok: true, value };
    } catch (error) {
      return outcomeOf(error);
    }
  };
  return Object.assign(execute, { commandName: name, right });
}

/** Reading of accounts with their sessions and locks: for those who may manage them, nobody else. */
export function readAccounts<T>(
  viewer: { id: string },
  fn: (db: ScopedDb) => Promise<T>,
  right: Right = "accounts.manage",
): Promise<T> {
  return asSystem("accounts", async (db) => {
    await administrator(db, viewer.id, right);
    return fn(db);
  });
}

/** Of the person's own account what the app role can't read: sessions, and whether a second step is on. */
export function readOwn<T>(viewer: { id: string }, fn: (db: ScopedDb) => Promise<T>): Promise<T> {
  return asSystem("accounts", async (db) => {
    const [person] = await db.rows(sql`select id from enter(${viewer.id}::uuid)`);
    if (!person) throw new SignedOut();
    return fn(db);
  });
}

async function administrator(db: ScopedDb, viewerId: string, right: Right): Promise<Actor> {
  const [actor] = await db.rows<Actor>(sql`select id, roles from enter(${viewerId}::uuid)`);
  if (!actor) throw new SignedOut();
  if (!can(actor, right)) throw new Denied();
  return actor;
}
