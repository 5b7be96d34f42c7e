/**
 * Work that takes longer than an answer may (a solver, a big import, a report), with progress. A command asks for it in its
 * own transaction; any replica takes it up and does it as the person who asked, with the rights of that moment. Who dies in
 * the middle loses the lease, and another begins anew: the work itself is one transaction, so nothing is done twice.
 */
import type { z } from "zod";
import { outcomeOf } from "./command";
import { asSystemOnce, type ScopedDb } from "./db";
import { log } from "./log";
import { NotFound, type Outcome } from "./result";
import { sql } from "./sql";
import type { Viewer } from "./viewer";

const LEASE_S = 60;
const BEAT_MS = 20_000;
const REPORT_PAUSE_MS = 250;
const ATTEMPTS = 3;
/** Key of the words for a job whose server went away again and again, or that hit a bug. */
const BROKEN = "jobs.reason.broken";

export type Progress = (done: number, total: number) => void;
export type JobContext<Input> = { id: string; viewer: { id: string }; input: Input; report: Progress };

export type Job = {
  kind: string;
  run: (context: JobContext<unknown>) => Promise<Outcome<unknown>>;
};

/** `run` gives identifiers and counts as its value; they are what the person who asked sees of it. */
export const defineJob = <Schema extends z.ZodType>(definition: {
  kind: string;
  input: Schema;
  run: (context: JobContext<z.output<Schema>>) => Promise<Outcome<unknown>>;
}): Job => ({
  kind: definition.kind,
  run: (context) => definition.run({ ...context, input: definition.input.parse(context.input) }),
});

/** The same id asked for again is the same job. */
export async function askJob(
  db: ScopedDb,
  viewer: Viewer,
  { id, job, input }: { id: string; job: Job; input: object },
): Promise<void> {
  await db.rows(sql`
    insert into jobs (id, kind, asked_by, input)
    values (${id}::uuid, ${job.kind}, ${viewer.id}::uuid, ${JSON.stringify(input)}::jsonb)
    on conflict (id) do nothing`);
}

export type JobState = {
  id: string;
  kind: string;
  state: "QUEUED" | "RUNNING" | "DONE" | "FAILED";
  done: number;
  total: number;
  result: unknown;
  failure: string | null;
  failureParams: Record<string, string | number> | null;
};

/** One's own; another's is not seen. */
export async function findJob(db: ScopedDb, id: string): Promise<JobState | null> {
  const [found] = await db.rows<JobState>(sql`
    select id, kind, state, done, total, result, failure, failure_params as "failureParams"
    from jobs where id = ${id}::uuid`);
  return found ?? null;
}

export async function getJob(db: ScopedDb, id: string): Promise<JobState> {
  const found = await findJob(db, id);
  if (!found) throw new NotFound("job");
  return found;
}

type Claimed = { id: string; kind: string; askedBy: string; input: unknown; attempts: number };

/** Takes up the one of these jobs that waits longest and does it; false where none waits. */
export async function runNextJob(jobs: readonly Job[]): Promise<boolean> {
  const claimed = await claim(jobs);
  if (!claimed) return false;
  const job = jobs.find(({ kind }) => kind === claimed.kind);
  const beat = setInterval(() => void renew(claimed).catch(() => {}), BEAT_MS);
  beat.unref();
  const progress = reporter(claimed);
  try {
    await end(claimed, job ? await carryOut(job, claimed, progress.report) : broken(), progress.last());
  } finally {
    clearInterval(beat);
  }
  return true;
}

/** Never rejects: a job is broken off by its server alone. */
async function carryOut(job: Job, claimed: Claimed, report: Progress): Promise<Ended> {
  try {
    const { id, input, askedBy } = claimed;
    return endOf(await job.run({ id, input, viewer: { id: askedBy }, report }));
  } catch (error) {
    try {
      return endOf(outcomeOf(error));
    } catch (bug) {
      log.error({ job: claimed.id, kind: claimed.kind, err: bug }, "job broke");
      return broken();
    }
  }
}

type Ended = { state: "DONE"; result: unknown } | { state: "FAILED"; failure: string; params: object };

const broken = (): Ended => ({ state: "FAILED", failure: BROKEN, params: {} });

function endOf(outcome: Outcome<unknown>): Ended {
  if (outcome.ok) return { state: "DONE", result: outcome.value ?? {} };
  if (outcome.kind === "refused") {
    return { state: "FAILED", failure: outcome.reason, params: outcome.params ?? {} };
  }
  return { state: "FAILED", failure: `form.status.${outcome.kind}`, params: {} };
}

/** A kind that this release does not know waits for one that does. */
async function claim(jobs: readonly Job[]): Promise<Claimed | undefined> {
  const kinds = jobs.map(({ kind }) => kind);
  const [claimed] = await asSystemOnce<Claimed>(
    "jobs",
    sql`
    update jobs set state = 'RUNNING', attempts = attempts + 1, started_at = coalesce(started_at, now()),
                    lease_until = now() + make_interval(secs => ${LEASE_S}::int)
    where id = (select j.id from jobs j
                where j.state in ('QUEUED', 'RUNNING') and (j.lease_until is null or j.lease_until < now())
                  and j.kind = any(${kinds}::text[])
                order by j.asked_at, j.id limit 1 for update skip locked)
      and state in ('QUEUED', 'RUNNING')
    returning id, kind, asked_by as "askedBy", input, attempts`,
  );
  if (!claimed || claimed.attempts <= ATTEMPTS) return claimed;
  await end(claimed, broken(), null);
  return claim(jobs);
}

/** The number of the attempt fences off a server that was thought dead. */
const mine = ({ id, attempts }: Claimed) =>
  sql`id = ${id}::uuid and attempts = ${attempts}::smallint and state = 'RUNNING'`;

const renew = (claimed: Claimed) =>
  asSystemOnce(
    "jobs",
    sql`update jobs set lease_until = now() + make_interval(secs => ${LEASE_S}::int) where ${mine(claimed)}`,
  );

async function end(
  claimed: Claimed,
  ended: Ended,
  last: { done: number; total: number } | null,
): Promise<void> {
  const result = ended.state === "DONE" ? JSON.stringify(ended.result) : null;
  const [failure, params] =
    ended.state === "FAILED" ? [ended.failure, JSON.stringify(ended.params)] : [null, null];
  await asSystemOnce(
    "jobs",
    sql`
    update jobs set state = ${ended.state}, result = ${result}::jsonb, failure = ${failure},
                    failure_params = ${params}::jsonb, ended_at = now(), lease_until = null,
                    done = coalesce(${last?.done ?? null}::int, done), total = coalesce(${last?.total ?? null}::int, total)
    where ${mine(claimed)}`,
  );
}

/** Writes at most a few times a second; the last word goes with the end. */
function reporter(claimed: Claimed): {
  report: Progress;
  last: () => { done: number; total: number } | null;
} {
  let latest: { done: number; total: number } | null = null;
  let writtenAt = 0;
  return {
    last: () => latest,
    report: (done, total) => {
      latest = { done, total };
      if (Date.now() - writtenAt < REPORT_PAUSE_MS) return;
      writtenAt = Date.now();
      // a word of progress that got lost is followed by the next one
      void asSystemOnce(
        "jobs",
        sql`update jobs set done = ${done}::int, total = ${total}::int where ${mine(claimed)}`,
      ).catch(() => {});
    },
  };
}
