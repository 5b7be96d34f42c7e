import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getBoard } from "@/lib/assignments/board/queries";
import { changeAssignments, undoAssignmentChange } from "@/lib/assignments/changes/commands";
import { listChangedLines, listChanges } from "@/lib/assignments/changes/queries";
import { judge } from "@/lib/assignments/changes/rules";
import { type AssignmentDeed, LIGHTEST } from "@/lib/assignments/changes/schema";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import {
  createAssignment,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

type Over = { day?: string; from?: string; to?: string };
async function asked(admin: Person, units: { id: string }[], deed: AssignmentDeed, over: Over = {}) {
  const { day = today(), from, to } = over;
  const ids = units.map(({ id }) => id);
  const board = await read(admin, (db) => getBoard(db, day));
  const { seen, lines } = judge(
    board,
    { units: ids, deed, day, from, to },
    { viewerId: admin.id, today: today() },
  );
  const wish = {
    id: randomUUID(),
    units: ids.join(","),
    seen,
    deed,
    day,
    from: from ?? "",
    to: to ?? "",
    reason: "岗位调整",
  };
  return { wish, lines };
}
const assignmentsOf = async (units: { id: string }[]) =>
  (
    await owner().query(
      `select unit_id as unit, observer_id as observer, starts_on::text as "from", ends_on::text as "to", end_reason as why
       from assignments where unit_id = any($1) order by unit_id, starts_on, observer_id`,
      [units.map(({ id }) => id)],
    )
  ).rows;
const tomorrow = () => addDays(today(), 1);

describe("changeAssignments", () => {
  it("hands several units of one observer to another, with a sheet each, and goes back to the last column", async () => {
    const [admin, goes, comes] = [
      await createPerson("ADMIN"),
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
    ];
    const units = [await createUnit(), await createUnit()];
    for (const unit of units) await createAssignment(goes, unit, { startsOn: daysAgo(100) });
    const before = await assignmentsOf(units);
    const { wish } = await asked(admin, units, "HAND", { day: tomorrow(), to: comes.id });
    expect(await changeAssignments(admin, wish)).toMatchObject({ ok: true });
    const rows = await assignmentsOf(units);
    expect(rows).toHaveLength(4);
    for (const { id } of units)
      expect(rows.filter(({ unit }) => unit === id)).toMatchObject([
        { observer: goes.id, to: today(), why: "岗位调整" },
        { observer: comes.id, from: tomorrow(), to: null },
      ]);
    const sheets = () =>
      owner()
        .query("select id from transfer_sheets where to_observer_id = $1", [comes.id])
        .then(({ rowCount }) => rowCount);
    expect(await sheets()).toBe(2);

    expect(await undoAssignmentChange(admin, { id: wish.id })).toMatchObject({ ok: true });
    expect(await assignmentsOf(units)).toEqual(before);
    expect(await sheets()).toBe(0);
    const { rows: told } = await owner().query(
      "select user_id as id from notifications where kind = 'ASSIGNMENT_UNDONE' and matter_id = $1",
      [wish.id],
    );
    expect(told.map(({ id }) => id).sort()).toEqual([goes.id, goes.id, comes.id, comes.id].sort());
    expect(await undoAssignmentChange(admin, { id: wish.id })).toMatchObject({
      reason: "assignments.reason.undoneAlready",
    });
  });

  it("ends several, leaves who ends then anyway, and gives them back", async () => {
    const [admin, person] = [await createPerson("ADMIN"), await createPerson("OBSERVER")];
    const units = [await createUnit(), await createUnit()];
    await createAssignment(person, units[0] ?? { id: "" }, { startsOn: daysAgo(100) });
    await createAssignment(person, units[1] ?? { id: "" }, { startsOn: daysAgo(100), endsOn: today() });
    const before = await assignmentsOf(units);
    const { wish, lines } = await asked(admin, units, "END");
    expect(lines.map(({ verdict }) => verdict.kind).sort()).toEqual(["change", "same"]);
    expect(await changeAssignments(admin, wish)).toMatchObject({ ok: true });
    expect((await assignmentsOf(units)).map(({ to }) => to)).toEqual([today(), today()]);
    await undoAssignmentChange(admin, { id: wish.id });
    expect(await assignmentsOf(units)).toEqual(before);
  });

  it("adds a second observer to many, one by one of those with the fewest", async () => {
    const admin = await createPerson("ADMIN");
    const four = [await createUnit(), await createUnit(), await createUnit(), await createUnit()];
    const units = four.slice(0, 3);
    const one = await createPerson("OBSERVER");
    const { lines } = await asked(admin, four, "JOIN", { to: one.id });
    // a fourth is one too many for the same observer
    expect(lines.map(({ verdict }) => verdict.kind)).toEqual(["change", "change", "change", "refused"]);
    // other tests bring people meanwhile: whoever has the fewest by then is somebody else, and one looks again
    let id = "";
    await expect
      .poll(
        async () => {
          const { wish } = await asked(admin, units, "JOIN", { to: LIGHTEST });
          id = wish.id;
          return changeAssignments(admin, wish);
        },
        { timeout: 20_000 },
      )
      .toMatchObject({ ok: true });
    expect(await assignmentsOf(units)).toHaveLength(3);
    expect(await undoAssignmentChange(admin, { id })).toMatchObject({ ok: true });
    expect(await assignmentsOf(units)).toEqual([]);
  });

  it("goes past no plan that a second person approves: more than the units of one observer need one", async () => {
    const admin = await createPerson("ADMIN");
    const [one, two] = [await createPerson("OBSERVER"), await createPerson("OBSERVER")];
    const units = [await createUnit(), await createUnit(), await createUnit(), await createUnit()];
    for (const [at, unit] of units.entries())
      await createAssignment(at < 3 ? one : two, unit, { startsOn: daysAgo(100) });
    const before = await assignmentsOf(units);
    const all = await asked(admin, units, "END");
    expect(await changeAssignments(admin, all.wish)).toMatchObject({
      reason: "assignments.reason.planNeeded",
      params: { count: 3 },
    });
    const id = randomUUID();
    const lines = (count: number) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [admin.id]);
        await client.query(
          "insert into assignment_changes (id, deed, day, reason, made_by) values ($1, 'END', city_today(), '直接写入', $2)",
          [id, admin.id],
        );
        await client.query(
          `insert into assignment_change_lines (change_id, no, unit_id, from_id, ended_id, ends_after)
           select $1, n, u.id, $4, gen_random_uuid(), city_today() from unnest($2::uuid[]) with ordinality u(id, n) where n <= $3`,
          [id, units.map((unit) => unit.id), count, one.id],
        );
        await client.query("rollback");
      });
    await expect(lines(4)).rejects.toThrow(/assignment_changes_plan_needed/);
    await lines(3);
    expect(await assignmentsOf(units)).toEqual(before);
    const { wish } = await asked(admin, units.slice(0, 3), "END");
    expect(await changeAssignments(admin, wish)).toMatchObject({ ok: true });
  });

  it("does nothing at all where one breaks a rule", async () => {
    const [admin, goes, comes] = [
      await createPerson("ADMIN"),
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
    ];
    const units = [await createUnit(), await createUnit()];
    for (const unit of units) await createAssignment(goes, unit, { startsOn: daysAgo(100) });
    await owner().query(
      `insert into recusal_declarations (id, observer_id, unit_id, kind, note, declared_on)
       values (gen_random_uuid(), $1, $2, 'OTHER', '其他情形', $3)`,
      [comes.id, units[1]?.id, daysAgo(10)],
    );
    const before = await assignmentsOf(units);
    const { wish } = await asked(admin, units, "HAND", { day: tomorrow(), to: comes.id });
    expect(await changeAssignments(admin, wish)).toMatchObject({
      reason: "assignments.reason.manyRefused",
      params: { count: 1 },
    });
    expect(await assignmentsOf(units)).toEqual(before);
  });

  it("lets nobody change an own assignment, nor take back a change of it", async () => {
    const admin = await createPerson(["ADMIN", "OBSERVER"]);
    const unit = await createUnit();
    await createAssignment(admin, unit, { startsOn: daysAgo(100) });
    const { lines } = await asked(admin, [unit], "END");
    expect(lines[0]?.verdict).toEqual({ kind: "refused", reason: "assignments.reason.ownEnd" });
    const other = await createPerson("ADMIN");
    const { wish } = await asked(other, [unit], "END", { day: tomorrow() });
    await changeAssignments(other, wish);
    expect(await undoAssignmentChange(admin, { id: wish.id })).toMatchObject({
      reason: "assignments.reason.undoOwn",
    });
  });

  it("is told to look again when an assignment was changed meanwhile, by a hand or by another change", async () => {
    const [one, two, person] = [
      await createPerson("ADMIN"),
      await createPerson("ADMIN"),
      await createPerson("OBSERVER"),
    ];
    const unit = await createUnit();
    await createAssignment(person, unit, { startsOn: daysAgo(100) });
    const [first, second] = [
      await asked(one, [unit], "END"),
      await asked(two, [unit], "END", { day: tomorrow() }),
    ];
    const outcomes = await Promise.all([
      changeAssignments(one, first.wish),
      changeAssignments(two, second.wish),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ kind: "stale" });
  });

  it("is one change when the same form is sent twice", async () => {
    const [admin, person, unit] = [
      await createPerson("ADMIN"),
      await createPerson("OBSERVER"),
      await createUnit(),
    ];
    await createAssignment(person, unit, { startsOn: daysAgo(100) });
    const { wish } = await asked(admin, [unit], "END");
    expect(await changeAssignments(admin, wish)).toMatchObject({ ok: true });
    expect(await changeAssignments(admin, wish)).toMatchObject({ ok: true });
  });
});

describe("undoAssignmentChange", () => {
  async function handed(day = today()) {
    const [admin, goes, comes, unit] = [
      await createPerson("ADMIN"),
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
      await createUnit(),
    ];
    await createAssignment(goes, unit, { startsOn: daysAgo(100) });
    const { wish } = await asked(admin, [unit], "HAND", { day, to: comes.id });
    expect(await changeAssignments(admin, wish)).toMatchObject({ ok: true });
    const blocks = async () =>
      (await read(admin, (db) => listChangedLines(db, wish.id))).map(({ block }) => block);
    return { admin, comes, unit, id: wish.id, blocks };
  }
  const BLOCKED = { reason: "assignments.reason.undoBlocked" };

  it("is blocked by a signed or written sheet", async () => {
    const { admin, comes, id, blocks } = await handed();
    expect(await blocks()).toEqual([null]);
    await owner().query(
      "update transfer_notes set promises = '答应回访' where sheet_id = (select id from transfer_sheets where to_observer_id = $1)",
      [comes.id],
    );
    expect(await blocks()).toEqual(["SIGNED"]);
    expect(await undoAssignmentChange(admin, { id })).toMatchObject(BLOCKED);
  });

  it("is blocked by what the new observer has to do in the unit, and by a later change", async () => {
    const { admin, comes, unit, id, blocks } = await handed();
    await owner().query(
      `insert into cases (id, title, demand, unit_id, raised_by)
       values (gen_random_uuid(), '占道经营', '请协调处理', $1, $2)`,
      [unit.id, comes.id],
    );
    expect(await blocks()).toEqual(["RECORDED"]);
    expect(await undoAssignmentChange(admin, { id })).toMatchObject(BLOCKED);
    const second = await handed();
    const { wish } = await asked(second.admin, [second.unit], "END", { day: tomorrow() });
    expect(await changeAssignments(second.admin, wish)).toMatchObject({ ok: true });
    expect(await second.blocks()).toEqual(["CHANGED"]);
    expect(await undoAssignmentChange(second.admin, { id: second.id })).toMatchObject(BLOCKED);
    expect(await undoAssignmentChange(second.admin, { id: wish.id })).toMatchObject({ ok: true });
  });

  it("ends with thirty days", async () => {
    const { admin, id } = await handed();
    await owner().query("alter table assignment_changes disable trigger keep");
    await owner().query("update assignment_changes set made_at = now() - interval '31 days' where id = $1", [
      id,
    ]);
    await owner().query("alter table assignment_changes enable trigger keep");
    expect(await undoAssignmentChange(admin, { id })).toMatchObject({
      reason: "assignments.reason.undoLate",
    });
  });
});

describe("who may", () => {
  it.each(["OBSERVER", "REVIEWER", "LEADER", "LIAISON", "SYSADMIN", "SECADMIN", "AUDITOR"] as const)(
    "not %s, in the code and in SQL",
    async (role) => {
      const [admin, person, unit] = [
        await createPerson("ADMIN"),
        await createPerson("OBSERVER"),
        await createUnit(),
      ];
      await createAssignment(person, unit, { startsOn: daysAgo(100) });
      const { wish } = await asked(admin, [unit], "END");
      const other = await createPerson(role);
      expect(await changeAssignments(other, wish)).toEqual({ ok: false, kind: "denied" });
      await changeAssignments(admin, wish);
      expect(await undoAssignmentChange(other, { id: wish.id })).toEqual({ ok: false, kind: "denied" });
      expect(await read(other, (db) => listChanges(db))).toEqual([]);
      const tried = (query: string) =>
        asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select id from enter($1)", [other.id]);
          return client.query(query, [wish.id]);
        });
      await expect(tried("select undo_assignment_change($1)")).rejects.toThrow(/taken back once/);
      await expect(tried("delete from transfer_sheets where id = $1")).rejects.toThrow(/permission denied/);
      await expect(tried("update assignment_changes set undone_at = now() where id = $1")).rejects.toThrow(
        /permission denied/,
      );
    },
  );
});
