/** What stays closed to an intruder after a change: what an older revision said, and what a role that has ended once opened. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/platform/rights";
import { createCadre, createObservation, createPerson, type Person, today } from "@/tests/support/builders";
import { as, countOf, intrudersWorld, type World } from "@/tests/support/intruder";
import { owner } from "@/tests/support/owner";

let world: World;
beforeAll(async () => {
  world = await intrudersWorld();
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
