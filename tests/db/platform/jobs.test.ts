import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { read, write } from "@/lib/platform/db";
import { askJob, defineJob, getJob, type Job, runNextJob } from "@/lib/platform/jobs";
import { NotFound, type Outcome, Stale } from "@/lib/platform/result";
import { createPerson, type Person } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

/** Of a kind of its own: tests at the same time take up each other's jobs otherwise. */
function buildJob(run: (n: number) => Promise<Outcome<unknown>> = async (n) => ({ ok: true, value: { n } })) {
  return defineJob({
    kind: `test-${randomUUID()}`,
    input: z.object({ n: z.number() }),
    run: ({ input, report }) => {
      report(1, 4);
      report(3, 4);
      return run(input.n);
    },
  });
}

async function ask(person: Person, job: Job, id: string = randomUUID()): Promise<string> {
  await write(person, (db, viewer) => askJob(db, viewer, { id, job, input: { n: 7 } }));
  return id;
}
const look = (person: Person, id: string) => read(person, (db) => getJob(db, id));

describe("runNextJob", () => {
  it("does what was asked and says what came of it", async () => {
    const [person, job] = [await createPerson("OBSERVER"), buildJob()];
    const id = await ask(person, job);
    expect(await look(person, id)).toMatchObject({ state: "QUEUED", done: 0 });
    expect(await runNextJob([job])).toBe(true);
    expect(await look(person, id)).toMatchObject({ state: "DONE", done: 3, total: 4, result: { n: 7 } });
    expect(await runNextJob([job])).toBe(false);
  });

  it("does a job that was asked twice once", async () => {
    let times = 0;
    const [person, job] = [
      await createPerson("OBSERVER"),
      buildJob(async () => ({ ok: true, value: { times: ++times } })),
    ];
    const id = await ask(person, job);
    await ask(person, job, id);
    await Promise.all([runNextJob([job]), runNextJob([job]), runNextJob([job])]);
    expect(times).toBe(1);
  });

  it("keeps a refusal with its reason, and a bug as a word without its text", async () => {
    const person = await createPerson("OBSERVER");
    const refused = buildJob(async () => ({
      ok: false,
      kind: "refused",
      reason: "plans.reason.x",
      params: { n: 1 },
    }));
    const stale = buildJob(() => Promise.reject(new Stale("plan")));
    const bug = buildJob(() => Promise.reject(new Error("张三的秘密")));
    const ids = [await ask(person, refused), await ask(person, stale), await ask(person, bug)];
    for (const job of [refused, stale, bug]) await runNextJob([job]);
    const ended = await Promise.all(ids.map((id) => look(person, id)));
    expect(ended.map(({ state, failure, failureParams }) => [state, failure, failureParams])).toEqual([
      ["FAILED", "plans.reason.x", { n: 1 }],
      ["FAILED", "form.status.stale", {}],
      ["FAILED", "jobs.reason.broken", {}],
    ]);
  });

  it("is taken up by another server once the lease is over, and the dead one's word counts no more", async () => {
    const person = await createPerson("OBSERVER");
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let attempts = 0;
    const job = buildJob(async () => {
      attempts += 1;
      if (attempts === 1) await asleep;
      return { ok: true, value: { attempt: attempts } };
    });
    const id = await ask(person, job);
    const first = runNextJob([job]);
    await expect.poll(() => attempts).toBe(1);
    expect(await runNextJob([job])).toBe(false);
    await owner().query("update jobs set lease_until = now() - interval '1 second' where id = $1", [id]);
    expect(await runNextJob([job])).toBe(true);
    wake();
    await first;
    expect(await look(person, id)).toMatchObject({ state: "DONE", result: { attempt: 2 } });
  });

  it("gives up after three servers died on it", async () => {
    const [person, job] = [await createPerson("OBSERVER"), buildJob()];
    const id = await ask(person, job);
    await owner().query(
      "update jobs set attempts = 3, lease_until = now() - interval '1 second' where id = $1",
      [id],
    );
    expect(await runNextJob([job])).toBe(false);
    expect(await look(person, id)).toMatchObject({ state: "FAILED", failure: "jobs.reason.broken" });
  });
});

describe("jobs", () => {
  it("are their person's alone, and nobody makes up a result", async () => {
    const [person, other, job] = [await createPerson("OBSERVER"), await createPerson("OBSERVER"), buildJob()];
    const id = await ask(person, job);
    await expect(look(other, id)).rejects.toThrow(NotFound);
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [person.id]);
      await expect(client.query("update jobs set state = 'DONE' where id = $1", [id])).rejects.toThrow(
        /permission denied/,
      );
    });
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [other.id]);
      await expect(
        client.query("insert into jobs (id, kind, asked_by, input) values ($1, 'x', $2, '{}')", [
          randomUUID(),
          person.id,
        ]),
      ).rejects.toThrow(/row-level security/);
    });
  });

  it("stay as they ended", async () => {
    const [person, job] = [await createPerson("OBSERVER"), buildJob()];
    const id = await ask(person, job);
    await runNextJob([job]);
    await expect(owner().query("update jobs set result = '{}' where id = $1", [id])).rejects.toThrow(
      /stays as it is/,
    );
    await expect(owner().query("delete from jobs where id = $1", [id])).rejects.toThrow();
  });
});
