import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getBoard } from "@/lib/assignments/board/queries";
import { filterUnits, unitRows } from "@/lib/assignments/board/rules";
import { endAbsence, enterAbsence } from "@/lib/assignments/plans/absences/commands";
import { listAbsences } from "@/lib/assignments/plans/absences/queries";
import { getRoster } from "@/lib/assignments/plans/queries";
import { listUnitObservers } from "@/lib/coverage/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import {
  createAssignment,
  createPerson,
  createUnit,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

async function scene() {
  const units = await Promise.all([createUnit(), createUnit()]);
  const [first, second] = units;
  return {
    first,
    second,
    away: await createPerson("OBSERVER", { units }),
    deputy: await createPerson("OBSERVER", { units: [await createUnit(), await createUnit()] }),
    admin: await createPerson("ADMIN"),
  };
}

const wish = (away: Person, deputies: [TestUnit, Person][], over: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  observerId: away.id,
  from: addDays(today(), 3),
  until: addDays(today(), 33),
  reason: "产假",
  deputies: deputies.map(([unit, person]) => `${unit.id} ${person.id}`),
  ...over,
});
const refused = (reason: string) => ({ ok: false, kind: "refused", reason, params: undefined });
const stored = async (unit: TestUnit) =>
  (
    await owner().query(
      `select a.observer_id as observer, a.starts_on::text as starts, a.ends_on::text as ends, a.reason, d.absence_id as absence
       from assignments a left join assignment_deputies d on d.assignment_id = a.id where a.unit_id = $1 order by a.starts_on`,
      [unit.id],
    )
  ).rows;

describe("enterAbsence", () => {
  it("gives the deputy the unit for the days of the absence, with whom they stand in for, and leaves the rest", async () => {
    const { first, second, away, deputy, admin } = await scene();
    const input = wish(away, [[first, deputy]]);
    expect(await enterAbsence(admin, input)).toEqual({ ok: true, value: { id: input.id } });
    // the same form again
    expect(await enterAbsence(admin, input)).toEqual({ ok: true, value: { id: input.id } });
    expect((await stored(first)).slice(1)).toEqual([
      {
        observer: deputy.id,
        starts: input.from,
        ends: input.until,
        reason: `代理${away.name}：产假`,
        absence: input.id,
      },
    ]);
    const listed = await read(admin, (db) => listAbsences(db, today()));
    expect(listed.find(({ id }) => id === input.id)).toMatchObject({
      observerName: away.name,
      deputies: [{ unitName: first.shortName, observerName: deputy.name }],
      uncovered: [second.shortName],
    });
  });

  it("leaves a unit uncovered where a colleague is there for a day of it, and the board says the same to each reader", async () => {
    const { first, second, away, deputy, admin } = await scene();
    const days = { from: today(), until: addDays(today(), 30) };
    await createAssignment(deputy, first, { startsOn: today(), endsOn: addDays(today(), 1) });
    const whole = await createPerson("OBSERVER", { units: [second] });
    const input = wish(away, [], days);
    expect(await enterAbsence(admin, input)).toMatchObject({ ok: true });
    const listed = async () =>
      (await read(admin, (db) => listAbsences(db, today()))).find(({ id }) => id === input.id)?.uncovered;
    expect(await listed()).toEqual([first.shortName]);
    const gaps = async (viewer: Person, on: string) =>
      filterUnits(unitRows(await read(viewer, (db) => getBoard(db, on))), { warning: "uncovered" })
        .filter(({ id }) => id === first.id || id === second.id)
        .map(({ id }) => id);
    for (const role of ["ADMIN", "REVIEWER", "LEADER"] as const) {
      const viewer = await createPerson(role);
      expect(await gaps(viewer, today())).toEqual([]);
      expect(await gaps(viewer, addDays(today(), 2))).toEqual([first.id]);
      expect(await gaps(viewer, addDays(today(), 31))).toEqual([]);
    }
    await enterAbsence(admin, wish(whole, [], { ...days, until: addDays(today(), 3) }));
    expect(new Set(await listed())).toEqual(new Set([first.shortName, second.shortName]));
    expect(await gaps(admin, today())).toEqual([second.id]);
  }, 60_000);

  it("keeps a plan from counting the deputy's time: neither theirs for good, nor a reason to rotate", async () => {
    const { first, away, deputy, admin } = await scene();
    const input = wish(away, [[first, deputy]]);
    await enterAbsence(admin, input);
    const roster = await read(admin, (db) => getRoster(db, addDays(today(), 10)));
    const pair = { observerId: deputy.id, unitId: first.id };
    expect(roster.deputies).toContainEqual(pair);
    expect(roster.base).not.toContainEqual(expect.objectContaining(pair));
    expect(roster.base).toContainEqual(expect.objectContaining({ observerId: away.id, unitId: first.id }));
  });

  it("refuses a deputy with three units, one who is recused, a unit of somebody else, and a second absence", async () => {
    const { first, second, away, deputy, admin } = await scene();
    const full = await createPerson("OBSERVER", {
      units: [await createUnit(), await createUnit(), await createUnit()],
    });
    expect(await enterAbsence(admin, wish(away, [[first, full]]))).toEqual(
      refused("assignments.reason.fourthUnit"),
    );
    await owner().query(
      `insert into recusal_declarations (id, observer_id, unit_id, kind, note, declared_on) values (gen_random_uuid(), $1, $2, 'KIN', '测试', $3)`,
      [deputy.id, first.id, today()],
    );
    expect(await enterAbsence(admin, wish(away, [[first, deputy]]))).toEqual(
      refused("assignments.reason.recusal"),
    );
    expect(await enterAbsence(admin, wish(away, [[await createUnit(), deputy]]))).toEqual(
      refused("plans.reason.noDeputyUnit"),
    );
    // two units more would be four: the second one is refused by the database
    expect(
      await enterAbsence(
        admin,
        wish(away, [
          [first, deputy],
          [first, full],
        ]),
      ),
    ).toEqual(refused("plans.reason.twoDeputies"));
    expect((await stored(first)).length).toBe(1);
    expect((await enterAbsence(admin, wish(away, [[second, deputy]]))).ok).toBe(true);
    expect(await enterAbsence(admin, wish(away, []))).toEqual(refused("plans.reason.alreadyAway"));
    expect(await enterAbsence(admin, wish(deputy, [], { from: addDays(today(), -1) }))).toEqual(
      refused("plans.reason.absenceBehind"),
    );
  });

  it("is an administrator's, and nobody's for themselves", async () => {
    const { away } = await scene();
    for (const role of ["OBSERVER", "REVIEWER", "LEADER", "LIAISON", "SYSADMIN"] as const)
      expect(await enterAbsence(await createPerson(role), wish(away, []))).toEqual({
        ok: false,
        kind: "denied",
      });
    const both = await createPerson(["ADMIN", "OBSERVER"]);
    expect(await enterAbsence(both, wish(both, []))).toEqual(refused("plans.reason.ownAbsence"));
  });

  it("calls nobody a deputy who is none, in SQL alone", async () => {
    const { first, away, deputy, admin } = await scene();
    const input = wish(away, []);
    await enterAbsence(admin, input);
    const attempt = asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select 1 from enter($1::uuid)", [admin.id]);
      const id = randomUUID();
      await client.query(
        "insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by) values ($1, $2, $3, $4, '无期限', $5)",
        [id, deputy.id, first.id, input.from, admin.id],
      );
      await client.query("insert into assignment_deputies (assignment_id, absence_id) values ($1, $2)", [
        id,
        input.id,
      ]);
    });
    await expect(attempt).rejects.toThrow(/assignment_deputies_fit/);
  });
});

describe("endAbsence", () => {
  const back = (admin: Person, id: string, lastDay: string) => endAbsence(admin, { id, lastDay });

  it("ends the absence and whoever stands in on the same day; the same form again is nothing new", async () => {
    const { first, away, deputy, admin } = await scene();
    const input = wish(away, [[first, deputy]], { from: today() });
    await enterAbsence(admin, input);
    const lastDay = addDays(today(), 5);
    expect(await back(admin, input.id, lastDay)).toMatchObject({ ok: true });
    expect(await back(admin, input.id, lastDay)).toMatchObject({ ok: true });
    expect((await stored(first)).slice(1)).toMatchObject([{ observer: deputy.id, ends: lastDay }]);
    const listed = await read(admin, (db) => listAbsences(db, today()));
    expect(listed.find(({ id }) => id === input.id)).toMatchObject({ endsOn: lastDay });
  });

  it("never makes it longer, nor ends it in the past or before it began", async () => {
    const { away, admin } = await scene();
    const input = wish(away, []);
    await enterAbsence(admin, input);
    for (const day of [addDays(today(), 40), addDays(today(), -1), addDays(today(), 1)])
      expect(await back(admin, input.id, day)).toMatchObject({ reason: "plans.reason.absenceNotShorter" });
    await expect(
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [admin.id]);
        await client.query("update assignment_absences set ends_on = ends_on + 1 where id = $1", [input.id]);
      }),
    ).rejects.toThrow(/assignment_absences_shortened|ends early/);
  });

  it("is denied to a leader, and to the absent person", async () => {
    const { away, admin } = await scene();
    const input = wish(away, []);
    await enterAbsence(admin, input);
    expect(await back(await createPerson("LEADER"), input.id, addDays(today(), 4))).toMatchObject({
      kind: "denied",
    });
    expect(await back(away, input.id, addDays(today(), 4))).toMatchObject({ kind: "denied" });
  });
});

describe("silent units", () => {
  it("name who is there to go, as the board does: of two units of somebody on leave, the one with a deputy", async () => {
    const { first, second, away, deputy, admin } = await scene();
    const from = addDays(today(), 3);
    const given = await enterAbsence(admin, wish(away, [[first, deputy]], { from }));
    expect(given).toMatchObject({ ok: true });
    for (const role of ["REVIEWER", "LEADER", "ADMIN"] as const) {
      const reader = await createPerson(role);
      const seen = (on: string) =>
        read(reader, async (db) => {
          const board = await getBoard(db, on);
          const gaps = filterUnits(unitRows(board), { warning: "uncovered" }).map(({ id }) => id);
          const names = await listUnitObservers(db, [first.id, second.id], on);
          return [first.id, second.id].map((id) => [names.get(id) ?? [], gaps.includes(id)]);
        });
      expect(await seen(today()), role).toEqual([
        [[away.name], false],
        [[away.name], false],
      ]);
      expect(await seen(from), role).toEqual([
        [[deputy.name], false],
        [[], true],
      ]);
    }
  });
});
