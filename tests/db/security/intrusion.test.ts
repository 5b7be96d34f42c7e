/** What an intruder tries beside the records: assignments and roles, logs, functions that see more than their caller, and the viewer of a connection. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/platform/rights";
import { createAssignment, createPerson, daysAgo, type Person, today } from "@/tests/support/builders";
import { as, countOf, expectRefused, intrudersWorld, REFUSED, type World } from "@/tests/support/intruder";
import { asAppRole, owner } from "@/tests/support/owner";

let world: World;
beforeAll(async () => {
  world = await intrudersWorld();
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
      "viewer_follow_ups",
      "viewer_follow_ups_open",
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
      "viewer_recorders",
      "viewer_recused_candidates",
      "viewer_seen_cadres",
      "viewer_sees_by_level",
      "viewer_settles_handover",
      "viewer_stands_aside",
      "viewer_task_counts",
      "viewer_task_counts",
      "viewer_task_file",
      "viewer_task_ids",
      "viewer_tones",
      "viewer_unit_quarters",
      "viewer_unit_tasks",
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
