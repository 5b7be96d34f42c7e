/** What an intruder tries with records: others' and their own, revisions, lines, reviews, follow-ups and drafts. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/platform/rights";
import { createObservation, createPerson, daysAgo, findMethod, type Person } from "@/tests/support/builders";
import {
  as,
  countOf,
  expectRefused,
  intrudersWorld,
  REFUSED,
  type Row,
  type World,
} from "@/tests/support/intruder";
import { owner } from "@/tests/support/owner";

let world: World;
beforeAll(async () => {
  world = await intrudersWorld();
});

/** The way the product writes: an insert of a record with a column changed. */
async function insertRecord(person: Person, over: Row = {}): Promise<[string, unknown[]]> {
  const method = await findMethod("field_survey");
  const row: Row = {
    id: randomUUID(),
    unit_id: world.unit.id,
    observer_id: person.id,
    method_id: method.id,
    method_version_id: method.versionId,
    started_at: `${daysAgo(2)}T04:00:00Z`,
    ended_at: `${daysAgo(2)}T05:00:00Z`,
    place: "",
    fact: "入侵试写",
    polarity: "NEUTRAL",
    confidentiality: 1,
    details: "{}",
    state: "SUBMITTED",
    body_hash: "\\x00",
    submitted_at: new Date(),
    ...over,
  };
  const columns = Object.keys(row);
  return [
    `insert into observations (${columns.join(", ")}) values (${columns.map((_, n) => `$${n + 1}`).join(", ")})`,
    Object.values(row),
  ];
}

describe("records of others and states", () => {
  it("are nobody's to forge: author, unit, state, revision, corroboration", async () => {
    const { author, colleague, other, reviewer } = world;
    expect(countOf(await as(author, await insertRecord(author)))).toBe(1);
    for (const over of [
      { observer_id: colleague.id },
      { unit_id: other.id },
      { state: "ACCEPTED" },
      { revision_no: 2 },
      { is_corroborated: true },
      { started_at: `${daysAgo(900)}T04:00:00Z` },
    ]) {
      expect(await as(author, await insertRecord(author, over)), JSON.stringify(over)).toMatch(REFUSED);
    }
    expect(await as(reviewer, await insertRecord(reviewer))).toMatch(REFUSED);
  });

  it.each([
    ["accept one's own", "update observations set state = 'ACCEPTED' where id = $1", "author", "waiting"],
    ["archive one's own", "update observations set state = 'ARCHIVED' where id = $1", "author", "accepted"],
    ["rewrite one's own", "update observations set fact = '改过' where id = $1", "author", "waiting"],
    [
      "shift the moment of one's own submission",
      "update observations set submitted_at = now() - interval '9 days' where id = $1",
      "author",
      "waiting",
    ],
    [
      "shift the moment of another's submission",
      "update observations set submitted_at = now() where id = $1",
      "reviewer",
      "accepted",
    ],
    ["rewrite another's", "update observations set fact = '改过' where id = $1", "reviewer", "waiting"],
    [
      "rewrite another's as a revision",
      "update observations set fact = '改过', revision_no = 2, state = 'SUBMITTED' where id = $1",
      "reviewer",
      "accepted",
    ],
    [
      "rewrite a colleague's",
      "update observations set state = 'SUBMITTED', revision_no = 2 where id = $1",
      "colleague",
      "accepted",
    ],
    [
      "accept without a review line",
      "update observations set state = 'ACCEPTED' where id = $1",
      "reviewer",
      "waiting",
    ],
    [
      "take over authorship",
      "update observations set observer_id = (select viewer_id()) where id = $1",
      "reviewer",
      "waiting",
    ],
    ["corroborate", "update observations set is_corroborated = true where id = $1", "reviewer", "waiting"],
    ["delete", "delete from observations where id = $1", "author", "waiting"],
  ] as const)("can't be made to %s", async (_, statement, who, which) => {
    expectRefused(await as(world[who], [statement, [world[which]]]));
  });

  it("can't be moved by an amendment to a day on which the author did not hold the unit", async () => {
    const { author, accepted } = world;
    const amend = (day: string): [string, unknown[]] => [
      `update observations set state = 'SUBMITTED', revision_no = 2, started_at = $2, ended_at = $2 where id = $1`,
      [accepted, `${day}T04:00:00Z`],
    ];
    expect(countOf(await as(author, amend(daysAgo(3))))).toBe(1);
    expect(await as(author, amend(daysAgo(900)))).toMatch(REFUSED);
  });

  it("are not archived by their second observer, nor moved unseen by the person they are about", async () => {
    const { unit, author } = world;
    const witness = await createPerson(["OBSERVER", "REVIEWER"], { clearance: 3 });
    const { id } = await createObservation(author, unit, { secondObserver: witness, state: "ACCEPTED" });
    expectRefused(await as(witness, ["update observations set state = 'ARCHIVED' where id = $1", [id]]));

    // An update that names no column asks no select policy. Trying it would lock every record of the database, so
    // the policy is looked up.
    const { rows } = await owner().query(
      "select qual from pg_policies where tablename = 'observations' and cmd = 'UPDATE' and permissive = 'RESTRICTIVE'",
    );
    expect(rows.map((row) => row.qual).join()).toContain("viewer_own_records");
  });
});

describe("revisions, lines, reviews, follow-ups and drafts", () => {
  const revision = (id: string, no: number, author: string): [string, unknown[]] => [
    `insert into observation_revisions (observation_id, revision_no, author_id, content) values ($1, $2, $3, '{}')`,
    [id, no, author],
  ];
  const line = (id: string, no: number, cadre: string): [string, unknown[]] => [
    "insert into observation_cadres (observation_id, revision_no, cadre_id, position) values ($1, $2, $3, 9)",
    [id, no, cadre],
  ];
  const review = (id: string, reviewer: string, decision = "ACCEPT"): [string, unknown[]] => [
    `insert into observation_reviews (observation_id, revision_no, reviewer_id, decision, reason) values ($1, 1, $2, $3, '试写')`,
    [id, reviewer, decision],
  ];
  const followUp = (id: string, unit: string, person: string): [string, unknown[]] => [
    "insert into follow_ups (id, observation_id, unit_id, owner_id, title) values (gen_random_uuid(), $1, $2, $3, '试写')",
    [id, unit, person],
  ];

  it("are added to a record only in the transaction that writes that revision", async () => {
    const { author, cadre, second, waiting } = world;
    const id = randomUUID();
    const whole: [string, unknown[]?][] = [
      await insertRecord(author, { id }),
      revision(id, 1, author.id),
      line(id, 1, cadre.id),
    ];
    expect(countOf(await as(author, ...whole))).toBe(1);
    expect(await as(author, ...whole.slice(0, 2), line(id, 2, cadre.id))).toMatch(REFUSED);
    // later: a name more, a name in a revision to come, the next revision's number taken
    expect(await as(author, line(waiting, 1, second.id)), "a line more").toMatch(REFUSED);
    expect(await as(author, line(waiting, 2, second.id)), "a line of revision 2").toMatch(REFUSED);
    expect(await as(author, revision(waiting, 2, author.id)), "revision 2").toMatch(REFUSED);
    expect(await as(author, revision(waiting, 7, author.id)), "revision 7").toMatch(REFUSED);
  });

  it("are not added to foreign records or under a foreign name", async () => {
    const { author, colleague, reviewer, second, waiting, accepted, unit, other } = world;
    for (const person of [colleague, reviewer]) {
      for (const id of [waiting, accepted]) {
        expect(await as(person, revision(id, 2, person.id))).toMatch(REFUSED);
        expect(await as(person, line(id, 1, second.id))).toMatch(REFUSED);
        expect(await as(person, followUp(id, unit.id, person.id))).toMatch(REFUSED);
      }
    }
    expect(await as(author, followUp(accepted, unit.id, colleague.id)), "into another's list").toMatch(
      REFUSED,
    );
    expect(await as(author, followUp(accepted, other.id, author.id)), "onto another unit").toMatch(REFUSED);
    expect(countOf(await as(author, followUp(accepted, unit.id, author.id)))).toBe(1);
  });

  it("are reviewed by reviewers in their own name, within their level, never by an author", async () => {
    const { author, colleague, reviewer, waiting, accepted, unit } = world;
    expect(countOf(await as(reviewer, review(waiting, reviewer.id)))).toBe(1);
    expect(await as(reviewer, review(waiting, author.id)), "another's name").toMatch(REFUSED);
    expect(await as(reviewer, review(accepted, reviewer.id)), "decided").toMatch(REFUSED);
    for (const role of ["OBSERVER", "LEADER", "ADMIN", "SYSADMIN", "SECADMIN", "AUDITOR"] as Role[]) {
      const person = await createPerson(role, { clearance: 3, units: role === "OBSERVER" ? [unit] : [] });
      expect(await as(person, review(waiting, person.id)), role).toMatch(REFUSED);
    }
    expect(await as(colleague, review(waiting, reviewer.id))).toMatch(REFUSED);
    const low = await createPerson("REVIEWER", { clearance: 1 });
    const { id: closed } = await createObservation(author, unit, { state: "SUBMITTED", confidentiality: 2 });
    expect(await as(low, review(closed, low.id)), "above the level").toMatch(REFUSED);
    const both = await createPerson(["OBSERVER", "REVIEWER"], { units: [unit], clearance: 3 });
    const { id: own } = await createObservation(both, unit, { state: "SUBMITTED" });
    const { id: witnessed } = await createObservation(author, unit, {
      state: "SUBMITTED",
      secondObserver: both,
    });
    expect(await as(both, review(own, both.id)), "own").toMatch(REFUSED);
    expect(await as(both, review(witnessed, both.id)), "witnessed").toMatch(REFUSED);
  });

  it("are closed, changed and read by their owner only", async () => {
    const { author, colleague, reviewer, accepted, unit } = world;
    const { rows } = await owner().query(
      "insert into follow_ups (observation_id, unit_id, owner_id, title) values ($1, $2, $3, '复看堆场') returning id",
      [accepted, unit.id, author.id],
    );
    const draft = randomUUID();
    await owner().query(
      'insert into observation_drafts (id, author_id, unit_id, content) values ($1, $2, $3, \'{"fact":"草稿"}\')',
      [draft, author.id, unit.id],
    );
    for (const person of [colleague, reviewer]) {
      expectRefused(await as(person, ["update follow_ups set done_at = now() where id = $1", [rows[0].id]]));
      expect(
        countOf(await as(person, ["select from observation_drafts where author_id = $1", [author.id]])),
      ).toBe(0);
      expectRefused(
        await as(person, ["update observation_drafts set content = '{}' where id = $1", [draft]]),
      );
      expectRefused(await as(person, ["delete from observation_drafts where id = $1", [draft]]));
    }
    const forged = `insert into observation_drafts (id, author_id, content) values ($1, $2, '{}')`;
    expect(await as(colleague, [forged, [randomUUID(), author.id]])).toMatch(REFUSED);
    // another's number: the answer names neither the row nor its owner
    const taken = await as(colleague, [
      `${forged} on conflict (id) do update set content = '{}'`,
      [draft, colleague.id],
    ]);
    expect(taken).toMatch(REFUSED);
    expect(taken).not.toContain(author.id);
    for (const table of ["observation_revisions", "observation_cadres", "observation_reviews"]) {
      for (const verb of [`update ${table} set revision_no = 9`, `delete from ${table}`]) {
        expect(await as(author, [verb]), verb).toMatch(/permission denied/);
      }
    }
  });
});
