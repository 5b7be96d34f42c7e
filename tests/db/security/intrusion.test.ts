/**
 * SQL as an intruder would send it: the app's own login, entered as somebody. Each attempt stands in a transaction
 * of its own that is rolled back, so that an attempt that succeeds spoils nothing but its own test.
 */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/platform/rights";
import {
  createAssignment,
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findMethod,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

type Row = Record<string, unknown>;
type Attempt = { rows: Row[]; count: number };

/** What the statements came to for this person: the last one's rows, or the error's text. */
function as(person: { id: string }, ...statements: [string, unknown[]?][]): Promise<Attempt | string> {
  return asAppRole(async (client: pg.Client) => {
    await client.query("begin");
    try {
      await client.query("select 1 from enter($1::uuid)", [person.id]);
      let last: Attempt = { rows: [], count: 0 };
      for (const [text, values] of statements) {
        const result = await client.query(text, values);
        last = { rows: result.rows, count: result.rowCount ?? 0 };
      }
      return last;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query("rollback");
    }
  });
}

const countOf = (attempt: Attempt | string): number => (typeof attempt === "string" ? -1 : attempt.count);
/** Refused with an error, or without effect. */
function expectRefused(attempt: Attempt | string, label?: string): void {
  if (typeof attempt !== "string") expect(attempt.count, label).toBe(0);
}
const REFUSED = /row-level security|permission denied|violates/;

type World = {
  unit: TestUnit;
  other: TestUnit;
  cadre: TestCadre;
  second: TestCadre;
  author: Person;
  colleague: Person;
  reviewer: Person;
  waiting: string;
  accepted: string;
};
let world: World;

beforeAll(async () => {
  const [unit, other] = [await createUnit(), await createUnit()];
  const [cadre, second] = [await createCadre(unit), await createCadre(unit)];
  const author = await createPerson("OBSERVER", { units: [unit] });
  const colleague = await createPerson("OBSERVER", { units: [unit] });
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  const { id: waiting } = await createObservation(author, unit, { cadres: [cadre], state: "SUBMITTED" });
  const { id: accepted } = await createObservation(author, unit, {
    cadres: [cadre],
    state: "ACCEPTED",
    reviewer,
  });
  world = { unit, other, cadre, second, author, colleague, reviewer, waiting, accepted };
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

describe("what an older revision said", () => {
  it.each([
    ["a remark of one source", { polarity: "ATTENTION", confidentiality: 1 }],
    ["a restricted talk", { polarity: "NEUTRAL", confidentiality: 2 }],
  ])("stays closed in its snapshot, its return, its cadre lines and its follow-ups: %s", async (_, first) => {
    const { unit, author, colleague, cadre } = world;
    const decider = await createPerson("REVIEWER", { clearance: 3 });
    const { id } = await createObservation(author, unit, { cadres: [cadre], state: "SUBMITTED" });
    await owner().query("alter table observation_revisions disable trigger append_only");
    await owner().query("update observation_revisions set content = $2 where observation_id = $1", [
      id,
      JSON.stringify({ ...first, fact: "原先的话" }),
    ]);
    await owner().query("alter table observation_revisions enable trigger append_only");
    const put = (text: string, values: unknown[]) => owner().query(text, values);
    await put(
      `insert into observation_reviews (observation_id, revision_no, reviewer_id, decision, reason)
       values ($1, 1, $2, 'RETURN', '原先的话不宜这样写')`,
      [id, decider.id],
    );
    await put("update observations set state = 'RETURNED' where id = $1", [id]);
    await put(
      "insert into follow_ups (observation_id, unit_id, owner_id, title) values ($1, $2, $3, '再问原先的话')",
      [id, unit.id, author.id],
    );
    const client = await owner().connect();
    await client.query("begin");
    await client.query("update observations set state = 'SUBMITTED', revision_no = 2 where id = $1", [id]);
    await client.query(
      `insert into observation_revisions (observation_id, revision_no, author_id, content)
       values ($1, 2, $2, '{"polarity":"NEUTRAL","confidentiality":1,"fact":"改过的话"}')`,
      [id, author.id],
    );
    await client.query("commit");
    client.release();
    await put(
      `insert into observation_reviews (observation_id, revision_no, reviewer_id, decision) values ($1, 2, $2, 'ACCEPT')`,
      [id, decider.id],
    );
    await put("update observations set state = 'ACCEPTED' where id = $1", [id]);

    const seen = async (person: Person) => {
      const counts = await as(person, [
        `select (select count(*)::int from observations where id = $1) as record,
                (select count(*)::int from observation_revisions where observation_id = $1 and revision_no = 1) as snapshot,
                (select count(*)::int from observation_reviews where observation_id = $1 and revision_no = 1) as review,
                (select count(*)::int from observation_reviews where observation_id = $1 and revision_no = 2) as acceptance,
                (select count(*)::int from observation_cadres where observation_id = $1 and revision_no = 1) as line,
                (select count(*)::int from follow_ups where observation_id = $1) as follow`,
        [id],
      ]);
      return typeof counts === "string" ? counts : counts.rows[0];
    };
    const nothing = { record: 1, snapshot: 0, review: 0, line: 0, follow: 0 };
    const guarded = first.polarity === "ATTENTION";
    expect(await seen(author)).toEqual({
      record: 1,
      snapshot: 1,
      review: 1,
      acceptance: 1,
      line: 1,
      follow: 1,
    });
    expect(await seen(decider)).toEqual({
      record: 1,
      snapshot: 1,
      review: 1,
      acceptance: 1,
      line: 1,
      follow: 1,
    });
    expect(await seen(colleague)).toEqual({ ...nothing, acceptance: 0 });
    const leader = await createPerson("LEADER", { clearance: guarded ? 3 : 1 });
    expect(await seen(leader)).toEqual({ ...nothing, acceptance: 1 });
    if (!guarded) {
      const low = await createPerson("REVIEWER", { clearance: 1 });
      expect(await seen(low)).toEqual({ ...nothing, acceptance: 1 });
      const high = await createPerson("LEADER", { clearance: 2 });
      expect(await seen(high)).toMatchObject({ snapshot: 1, review: 1, follow: 1 });
    }
  });
});

describe("assignments, recusals and roles", () => {
  it("are not made for oneself, nor under another's name", async () => {
    const { unit, other, colleague } = world;
    const self = await createPerson(["OBSERVER", "ADMIN", "LEADER"]);
    const mine = await createAssignment(self, unit);
    const theirs = await createAssignment(colleague, other, { startsOn: daysAgo(30) });
    const assign = (observer: string, maker: string): [string, unknown[]] => [
      "insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by) values (gen_random_uuid(), $1, $2, $3, '试写', $4)",
      [observer, other.id, today(), maker],
    ];
    expect(await as(self, assign(self.id, self.id)), "for oneself").toMatch(REFUSED);
    expect(await as(self, assign(world.author.id, colleague.id)), "another's name").toMatch(REFUSED);
    expect(await as(world.author, assign(world.author.id, world.author.id)), "no administrator").toMatch(
      REFUSED,
    );
    const end = "update assignments set ends_on = $2 where id = $1";
    expectRefused(await as(self, [end, [mine, today()]]), "ends their own");
    expect(countOf(await as(self, [end, [theirs, today()]]))).toBe(1);
    expectRefused(await as(world.reviewer, [end, [theirs, today()]]));
    expect(await as(self, ["update assignments set made_by = $2 where id = $1", [theirs, self.id]])).toMatch(
      REFUSED,
    );

    const override = (observer: string, leader: string): [string, unknown[]] => [
      `insert into recusal_overrides (id, observer_id, unit_id, reason, granted_by, granted_on, expires_on)
       values (gen_random_uuid(), $1, $2, '试写', $3, $4, $4)`,
      [observer, unit.id, leader, today()],
    ];
    expect(countOf(await as(self, override(colleague.id, self.id)))).toBe(1);
    expect(await as(self, override(self.id, self.id)), "of one's own recusal").toMatch(REFUSED);
    expect(await as(self, override(colleague.id, world.reviewer.id)), "another's name").toMatch(REFUSED);
  });

  it("leave roles, clearance and accounts to those they are given to", async () => {
    const { author } = world;
    const grant = (user: string, by: string): [string, unknown[]] => [
      "insert into user_roles (user_id, role, granted_by) values ($1, 'LEADER', $2)",
      [user, by],
    ];
    const officer = await createPerson("SECADMIN");
    expect(countOf(await as(officer, grant(author.id, officer.id)))).toBe(1);
    expect(await as(officer, grant(officer.id, officer.id)), "to oneself").toMatch(REFUSED);
    expect(await as(officer, grant(author.id, world.reviewer.id)), "another's name").toMatch(REFUSED);
    for (const role of ["OBSERVER", "REVIEWER", "LEADER", "ADMIN", "SYSADMIN", "AUDITOR"] as Role[]) {
      const person = await createPerson(role, { clearance: 1 });
      expect(await as(person, grant(person.id, person.id)), role).toMatch(REFUSED);
      expectRefused(await as(person, ["delete from user_roles where user_id = $1", [author.id]]), role);
      for (const column of [
        "clearance = 3",
        "unit_id = null",
        "cadre_id = null",
        "is_active = true",
        "account = 'abc'",
      ]) {
        expect(await as(person, [`update users set ${column} where id = $1`, [person.id]]), column).toMatch(
          REFUSED,
        );
      }
      expectRefused(await as(person, ["update users set locale = 'en' where id = $1", [author.id]]), role);
    }
  });
});

describe("a role that has ended", () => {
  it("leaves an administrator nothing of what was theirs as an observer", async () => {
    const { unit, cadre } = world;
    for (const role of ["SYSADMIN", "SECADMIN", "AUDITOR"] as Role[]) {
      const subject = await createCadre(unit);
      const person = await createPerson(role, { units: [unit], cadreId: subject.id, unitId: unit.id });
      const { id } = await createObservation(person, unit, { cadres: [cadre] });
      await owner().query(
        "insert into follow_ups (observation_id, unit_id, owner_id, title) values ($1, $2, $3, '旧跟进')",
        [id, unit.id, person.id],
      );
      await owner().query(
        "insert into observation_drafts (id, author_id, content) values (gen_random_uuid(), $1, '{}')",
        [person.id],
      );
      await owner().query(
        "insert into recusal_declarations (observer_id, unit_id, kind, note, declared_on) values ($1, $2, 'KIN', '表弟', $3)",
        [person.id, unit.id, today()],
      );
      for (const table of [
        "units",
        "cadres",
        "post_holdings",
        "assignments",
        "recusal_declarations",
        "recusal_overrides",
        "observations",
        "observation_cadres",
        "observation_revisions",
        "observation_reviews",
        "observation_counts",
        "observation_drafts",
        "follow_ups",
        "central_tasks",
        "central_task_members",
        "central_task_parties",
        "central_task_observers",
        "central_task_revisions",
        "read_logs",
      ]) {
        expect(countOf(await as(person, [`select from ${table}`])), `${role} ${table}`).toBe(0);
      }
    }
  });

  it("shows a former observer none of their records, drafts and colleagues' records", async () => {
    const { unit, accepted } = world;
    const person = await createPerson("LIAISON", { units: [unit], unitId: unit.id });
    await createObservation(person, unit);
    await owner().query(
      "insert into observation_drafts (id, author_id, content) values (gen_random_uuid(), $1, '{}')",
      [person.id],
    );
    expect(countOf(await as(person, ["select from observations"]))).toBe(0);
    expect(countOf(await as(person, ["select from observation_drafts"]))).toBe(0);
    expect(countOf(await as(person, ["select from follow_ups where observation_id = $1", [accepted]]))).toBe(
      0,
    );
  });
});

describe("logs", () => {
  it("are written in one's own name and through the chain only", async () => {
    const { author, reviewer, cadre } = world;
    const opened = "insert into read_logs (viewer_id, cadre_id) values ($1, $2)";
    expect(countOf(await as(author, [opened, [author.id, cadre.id]]))).toBe(1);
    expect(await as(author, [opened, [reviewer.id, cadre.id]])).toMatch(REFUSED);
    expect(
      await as(author, [
        "insert into read_logs (viewer_id, cadre_id, at) values ($1, $2, '2020-01-01')",
        [author.id, cadre.id],
      ]),
    ).toMatch(REFUSED);
    const auditor = await createPerson("AUDITOR");
    for (const verb of [
      "insert into audit_events (seq, at, action, entity, entity_id, before, after, prev_hash, hash) values (1, now(), '', '', '', '', '', '', '')",
      "update audit_events set action = ''",
      "delete from audit_events",
      "update audit_head set seq = 0",
      "truncate audit_events",
    ]) {
      expect(await as(auditor, [verb]), verb).toMatch(REFUSED);
    }
    const spoken = await as(author, ["select append_audit('x', 'y', 'z', '', '') as seq"]);
    expect(countOf(spoken)).toBe(1);
  });
});

describe("functions", () => {
  it("tell nobody who else held a unit, whose team another unit has, or what others wrote", async () => {
    const { author, colleague, unit, other, cadre } = world;
    const held = (person: Person) =>
      as(person, ["select observer_held_unit($1, $2, $3) as held", [author.id, unit.id, today()]]);
    expect(await held(author)).toMatchObject({ rows: [{ held: true }] });
    for (const person of [colleague, await createPerson("SYSADMIN"), await createPerson("CADRE")]) {
      expect(await held(person)).toMatchObject({ rows: [{ held: false }] });
    }
    const liaison = await createPerson("LIAISON", { unitId: other.id });
    expect(countOf(await as(liaison, ["select * from liaison_team($1, $2)", [unit.id, today()]]))).toBe(0);
    expect(countOf(await as(author, ["select * from liaison_team($1, $2)", [unit.id, today()]]))).toBe(0);
    const subject = await createPerson("CADRE", { cadreId: cadre.id });
    const found = "select * from search_observations('{现场}', '{%现场%}', $1, 100)";
    for (const person of [subject, liaison, await createPerson("AUDITOR")]) {
      expect(countOf(await as(person, [found, [JSON.stringify({ unit: unit.id })]]))).toBe(0);
    }
    // a value that is no value of its kind ends the search; it never becomes SQL
    const smuggled = { unit: `${unit.id}') or true --` };
    expect(await as(author, [found, [JSON.stringify(smuggled)]])).toMatch(/invalid input syntax/);
  });

  it("are few: whatever the serving roles may call is named here", async () => {
    const { rows } = await owner().query(`
      select p.proname::text as name from pg_proc p
      where p.pronamespace = current_schema()::regnamespace and p.prosecdef
        and has_function_privilege('observer_app', p.oid, 'execute') order by 1`);
    expect(rows.map((row) => row.name)).toEqual([
      "absences_of_board",
      "account_change_leaning",
      "achievement_undo_blocker",
      "admit_handover",
      "announced_evidence",
      "append_audit",
      "ask_for_recusals",
      "assignment_change_blocks",
      "cadre_names_that_day",
      "cadres_of_numbers",
      "case_party_person",
      "complaint_unit",
      "decline_handover",
      "enter",
      "file_complaint",
      "handover_cadres",
      "hold_concern_records",
      "import_undo_blocks",
      "is_held_by_recused",
      "known_handover",
      "lapsed_records",
      "liaison_team",
      "lift_exclusion",
      "observer_held_unit",
      "receive_handover",
      "recused_achievements",
      "recused_cadres",
      "recused_counts",
      "recused_holders",
      "recused_records",
      "recused_task_counts",
      "recused_tolerance",
      "recused_tones",
      "report_changes",
      "report_cites_fallen",
      "report_heads",
      "search_matters",
      "search_observations",
      "see_answers",
      "set_clearance",
      "sight_units",
      "split_sources",
      "take_push",
      "take_search_turn",
      "task_member_names",
      "task_names_colleagues",
      "tolerance_team",
      "undo_assignment_change",
      "undo_import",
      "unit_liaisons",
      "viewer_applies",
      "viewer_cadre_counts",
      "viewer_cadre_counts_until",
      "viewer_cadre_ids",
      "viewer_case_ids",
      "viewer_case_people",
      "viewer_counts",
      "viewer_file_counts",
      "viewer_file_months",
      "viewer_had_part",
      "viewer_is_recused",
      "viewer_judged",
      "viewer_keeps_meeting",
      "viewer_keeps_meeting",
      "viewer_lost_unit",
      "viewer_method_counts",
      "viewer_open_strengths",
      "viewer_opined",
      "viewer_own_achievements",
      "viewer_own_handovers",
      "viewer_own_records",
      "viewer_own_tolerance",
      "viewer_reads_all_revisions",
      "viewer_reads_handover",
      "viewer_reads_revision",
      "viewer_recorded",
      "viewer_recused_candidates",
      "viewer_sees_by_level",
      "viewer_settles_handover",
      "viewer_stands_aside",
      "viewer_task_counts",
      "viewer_task_counts",
      "viewer_task_file",
      "viewer_task_ids",
      "viewer_tones",
      "viewer_verifies",
      "viewer_was_handed_over",
      "withheld_complaints",
    ]);
  });
});

describe("the viewer", () => {
  const SETTINGS = ["id", "roles", "clearance", "units", "own_unit", "cadre"];
  const left = async (client: pg.Client): Promise<string> => {
    const columns = SETTINGS.map((name) => `coalesce(current_setting('app.viewer_${name}', true), '')`);
    const { rows } = await client.query(`select concat(${columns.join(", ")}) as left_over`);
    return rows[0].left_over;
  };

  it("is gone after commit, rollback, a failed statement and a savepoint", async () => {
    const { reviewer } = world;
    await asAppRole(async (client) => {
      for (const end of ["commit", "rollback"]) {
        await client.query("begin");
        await client.query("select 1 from enter($1::uuid)", [reviewer.id]);
        expect(await left(client)).toContain(reviewer.id);
        await client.query(end);
        expect(await left(client), end).toBe("");
      }
      await client.query("begin");
      await client.query("select 1 from enter($1::uuid)", [reviewer.id]);
      await client.query("select 1/0").catch(() => undefined);
      await client.query("commit");
      expect(await left(client), "failed").toBe("");
      await client.query("begin");
      await client.query("savepoint s");
      await client.query("select 1 from enter($1::uuid)", [reviewer.id]);
      await client.query("rollback to s");
      expect(await left(client), "savepoint").toBe("");
      await client.query("rollback");
      // outside of a transaction it lives for its own statement
      await client.query("select 1 from enter($1::uuid)", [reviewer.id]);
      expect(await left(client), "no transaction").toBe("");
    });
  });

  it("is nobody once an unknown or disabled person is entered after somebody", async () => {
    const { author } = world;
    const gone = await createPerson("LEADER", { isActive: false });
    await asAppRole(async (client) => {
      for (const id of [gone.id, randomUUID()]) {
        await client.query("begin");
        await client.query("select 1 from enter($1::uuid)", [author.id]);
        expect((await client.query("select from enter($1::uuid)", [id])).rowCount).toBe(0);
        expect(await left(client)).toBe("");
        expect((await client.query("select from assignments")).rowCount).toBe(0);
        await client.query("rollback");
      }
    });
  });
});
