/** Follow-ups of records on a board of months that are over: counted in one pass for who sees by level alone, to the same numbers as by the policies. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { getBoard } from "@/lib/boards/queries";
import { countFollowUps } from "@/lib/observations/follow-ups/queries";
import { DUE } from "@/lib/observations/follow-ups/schema";
import { addDays, addMonths, type Day, firstOfMonth } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { asAppRole, owner } from "@/tests/support/owner";
import { createObservation, createPerson, createUnit, type Person, today } from "../../support/builders";
import { viewerOf } from "../../support/meetings";

/** The last day of a month of which no other test tells. */
const END: Day = addDays(firstOfMonth(addMonths(today(), -20)), -1);
const at = (days: number) => `${addDays(END, days)}T10:00:00+08:00`;

let author: Person;
let asker: Person;
const follow = (
  observationId: string,
  { on = -10, done = 20, asked }: { on?: number; done?: number | null; asked?: Person } = {},
) =>
  owner().query(
    `insert into follow_ups (id, observation_id, unit_id, owner_id, asked_by, title, due_on, created_at, done_at)
     select $1, o.id, o.unit_id, o.observer_id, $3, '看整改', $4, $5, $6 from observations o where o.id = $2`,
    [
      randomUUID(),
      observationId,
      asked?.id ?? null,
      addDays(END, 5),
      at(on),
      done === null ? null : at(done),
    ],
  );

beforeAll(async () => {
  const unit = await createUnit();
  author = await createPerson("OBSERVER", { units: [unit] });
  asker = await createPerson("REVIEWER", { clearance: 1 });
  const on = addDays(END, -12);
  for (const confidentiality of [1, 2, 3] as const) {
    const { id } = await createObservation(author, unit, { on, confidentiality, state: "ACCEPTED" });
    await follow(id);
    await follow(id, { done: null });
    // done on the day, asked after it
    await follow(id, { done: 0 });
    await follow(id, { on: 1 });
    const guarded = await createObservation(author, unit, { on, confidentiality, polarity: "ATTENTION" });
    await follow(guarded.id);
  }
  // above the clearance of who asks
  const high = await createObservation(author, unit, { on, confidentiality: 3, state: "ACCEPTED" });
  await follow(high.id, { asked: asker });
  // of a record whose first words are closed to some
  const mended = await createObservation(author, unit, { on, confidentiality: 3, state: "ACCEPTED" });
  await owner().query(
    `with second as (insert into observation_revisions (observation_id, revision_no, author_id, content)
                     select $1, 2, $2, content from observation_revisions where observation_id = $1)
     update observations set revision_no = 2, confidentiality = 1, state = 'SUBMITTED' where id = $1`,
    [mended.id, author.id],
  );
  await follow(mended.id);
}, 60_000);

/** Open at the end of that day, as the policies let them be seen. */
const byPolicy = (person: Person, isOwn: boolean): Promise<number> =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select enter($1)", [person.id]);
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from follow_ups where created_at < $1 and (done_at is null or done_at >= $1)
       and ($2::uuid is null or owner_id = $2)`,
      [`${addDays(END, 1)}T00:00:00+08:00`, isOwn ? person.id : null],
    );
    await client.query("rollback");
    return rows[0]?.n ?? 0;
  });

async function told(person: Person): Promise<{ board: number; listed: number; papers: number }> {
  const viewer = await viewerOf(person);
  const scope = viewer.roles.includes("OBSERVER") ? ("mine" as const) : ("all" as const);
  return read(person, async (db) => {
    const months = { from: firstOfMonth(END), to: END, today: today() };
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, n) => all + n, 0);
    const counts = await countFollowUps(db, viewer, { scope, on: END }, today());
    return {
      board: sum((await getBoard(db, viewer, months)).followUps),
      papers: sum((await getBoard(db, viewer, { ...months, forOthers: true })).followUps),
      listed: DUE.reduce((all, due) => all + counts[due], 0),
    };
  });
}

describe("follow-ups of records on a board of months that are over", () => {
  it.each([
    ["REVIEWER", 1],
    ["REVIEWER", 2],
    ["REVIEWER", 3],
    ["LEADER", 1],
    ["LEADER", 3],
  ] as const)("are those that the policies show a %s of level %i", async (role, clearance) => {
    const person = await createPerson(role, { clearance });
    const wanted = await byPolicy(person, false);
    const { board, listed, papers } = await told(person);
    expect(board).toBe(wanted);
    expect(listed).toBe(wanted);
    // two of each level at least, and of remarks with one source only a reviewer knows, in no paper
    expect(wanted).toBeGreaterThanOrEqual(2 * clearance);
    expect(wanted - papers).toBe(role === "REVIEWER" ? clearance : 0);
  });

  it("are one's own and those one asked for, whatever the level; who came along once is counted by the policies", async () => {
    expect((await told(author)).board).toBe(await byPolicy(author, true));
    const plain = await createPerson("REVIEWER", { clearance: 1 });
    const [asked, without] = [await told(asker), await told(plain)];
    expect(asked.board).toBe(await byPolicy(asker, false));
    expect(asked.board).toBe(without.board + 1);
    const witness = await createPerson("REVIEWER", { clearance: 2 });
    const elsewhere = await createUnit();
    await createObservation(await createPerson("OBSERVER", { units: [elsewhere] }), elsewhere, {
      secondObserver: witness,
    });
    expect((await told(witness)).board).toBe(await byPolicy(witness, false));
  });

  it("are told to nobody else in one pass", async () => {
    for (const role of ["OBSERVER", "ADMIN", "SYSADMIN", "CADRE"] as const) {
      const person = await createPerson(role, role === "OBSERVER" ? { units: [await createUnit()] } : {});
      const rows = await asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [person.id]);
        const { rowCount } = await client.query("select from viewer_follow_ups_open(now(), false)");
        await client.query("rollback");
        return rowCount;
      });
      expect(rows, role).toBe(0);
    }
  });
});
