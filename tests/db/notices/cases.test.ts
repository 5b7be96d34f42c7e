/** Who is told of a case, and that its deadline is told once, however often the job begins anew. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { noticeNews } from "@/lib/notices/queries";
import { noticeHref } from "@/lib/notices/rules";
import { tellDueCases } from "@/lib/notices/sweep/commands";
import { read } from "@/lib/platform/db";
import { createPerson, createUnit, daysAgo, type Person } from "@/tests/support/builders";
import { carry, createCase } from "@/tests/support/cases";
import { owner } from "@/tests/support/owner";

const told = async (person: Person, id: string) =>
  (await read(person, (db) => noticeNews(db, person.id))).notices
    .filter(({ matter }) => matter?.id === id)
    .map(({ kind }) => kind);

describe("a case", () => {
  it("is told to the contacts of its units, who raised it, and who has to check; not to who did it", async () => {
    const made = await createCase();
    expect(await told(made.liaison, made.id)).toEqual(["CASE_OPENED"]);
    expect(await told(made.partyLiaison, made.id)).toEqual(["CASE_OPENED"]);
    expect(await told(made.observer, made.id)).toEqual([]);
    await carry(made.leader, made.id, "RAISE", { tier: "ESCALATED" });
    expect(await told(made.observer, made.id)).toEqual(["CASE_RAISED"]);
    expect(await told(made.reviewer, made.id)).toEqual(["CASE_RAISED"]);
    await carry(made.liaison, made.id, "SETTLE");
    expect(await told(made.reviewer, made.id)).toContain("CASE_SETTLED");
    expect(await told(made.observer, made.id)).toContain("CASE_SETTLED");
    await carry(made.observer, made.id, "CONFIRM");
    await carry(made.reviewer, made.id, "CHECK");
    expect(await told(made.partyLiaison, made.id)).toContain("CASE_CLOSED");
    expect(await told(made.reviewer, made.id)).not.toContain("CASE_CLOSED");
  });

  it("opens its page, and names nothing to who may no longer see it", async () => {
    const made = await createCase();
    const [notice] = (await read(made.liaison, (db) => noticeNews(db, made.liaison.id))).notices;
    if (!notice) throw new Error("nobody was told");
    expect(noticeHref(notice, "desk", { unitIds: [] })).toBe(`/cases/${made.id}`);
    await owner().query("update users set unit_id = $2 where id = $1", [
      made.liaison.id,
      (await createUnit()).id,
    ]);
    const [later] = (await read(made.liaison, (db) => noticeNews(db, made.liaison.id))).notices;
    expect(later).toMatchObject({ kind: "CASE_OPENED", matter: null });
  });
});

describe("tellDueCases", () => {
  async function overdue() {
    const made = await createCase();
    const id = randomUUID();
    await owner().query(
      `insert into cases (id, title, demand, unit_id, raised_by, raised_at, due_on)
       values ($1, '积存的问题', '请尽快办理', $2, $3, now() - interval '60 days', $4)`,
      [id, made.lead.id, made.observer.id, daysAgo(2)],
    );
    return { ...made, id };
  }
  const rowsOf = async (id: string) =>
    (
      await owner().query("select user_id from notifications where matter_id = $1 and kind = 'CASE_DUE'", [
        id,
      ])
    ).rows.map((row) => row.user_id as string);

  it("tells the lead's people and the reviewers once, in however many replicas and runs", async () => {
    const late = await overdue();
    const reviewer = await createPerson("REVIEWER");
    await Promise.all([tellDueCases(), tellDueCases(), tellDueCases()]);
    await tellDueCases();
    const people = await rowsOf(late.id);
    expect(new Set(people).size).toBe(people.length);
    for (const person of [late.liaison, late.observer, reviewer]) expect(people).toContain(person.id);
    expect(people).not.toContain(late.partyLiaison.id);
  });

  it("loses none and doubles none where the job dies in the middle", async () => {
    const late = await overdue();
    const client = await owner().connect();
    try {
      await client.query("begin");
      await client.query("select tell_due_cases()");
      // another replica finds the work taken, and does not wait for it
      expect(await tellDueCases()).toBe(0);
      await client.query("rollback");
    } finally {
      client.release();
    }
    expect(await rowsOf(late.id)).toEqual([]);
    await tellDueCases();
    const once = await rowsOf(late.id);
    await tellDueCases();
    // another test's newcomer may be told by then; nobody is told twice
    const twice = await rowsOf(late.id);
    expect(twice).toEqual(expect.arrayContaining(once));
    expect(new Set(twice).size).toBe(twice.length);
    expect(once.length).toBeGreaterThan(0);
  });

  it("is silent of what is settled or lies further ahead", async () => {
    const made = await createCase({ dueOn: "2199-01-01" });
    const late = await overdue();
    await carry(late.liaison, late.id, "SETTLE");
    await tellDueCases();
    expect(await rowsOf(made.id)).toEqual([]);
    expect(await rowsOf(late.id)).toEqual([]);
  });
});
