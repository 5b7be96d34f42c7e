import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getBoard } from "@/lib/assignments/board/queries";
import { listHistory } from "@/lib/assignments/queries";
import { read } from "@/lib/platform/db";
import {
  createAssignment,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

async function scene() {
  const [unit, empty] = [await createUnit(), await createUnit()];
  const observer = await createPerson("OBSERVER");
  const former = await createPerson("OBSERVER");
  await createAssignment(former, empty, { startsOn: daysAgo(90), endsOn: daysAgo(30) });
  // a break of five days does not restart the rotation
  await createAssignment(observer, unit, { startsOn: daysAgo(400), endsOn: daysAgo(100) });
  await createAssignment(observer, unit, { startsOn: daysAgo(94) });
  await owner().query(
    `insert into recusal_declarations (id, observer_id, unit_id, kind, note, declared_on) values ($1, $2, $3, 'KIN', '申报', $4)`,
    [randomUUID(), observer.id, unit.id, daysAgo(3)],
  );
  return { unit, empty, observer, former };
}

const boardAs = (person: Person, on = today()) => read(person, (db) => getBoard(db, on));

describe("getBoard", () => {
  it("gives units with observers and unbroken time, the former one of a gap, and recusals to an ADMIN", async () => {
    const { unit, empty, observer, former } = await scene();
    const board = await boardAs(await createPerson("ADMIN"));
    const held = board.units.find(({ id }) => id === unit.id);
    expect(held?.assignments).toEqual([
      expect.objectContaining({
        observerName: observer.name,
        startsOn: daysAgo(94),
        since: daysAgo(400),
        rowVersion: 1,
      }),
    ]);
    expect(board.units.find(({ id }) => id === empty.id)).toMatchObject({
      assignments: [],
      former: { observerName: former.name, endsOn: daysAgo(30) },
    });
    expect(board.observers.find(({ id }) => id === observer.id)).toMatchObject({
      unitIds: [unit.id],
      mayObserve: true,
    });
    expect(board.observers.find(({ id }) => id === former.id)?.unitIds).toEqual([]);
    expect(board.recusals.filter(({ unitId }) => unitId === unit.id)).toHaveLength(1);
  });

  it("shows another day as it was, and what begins later as planned", async () => {
    const { unit, empty, observer, former } = await scene();
    const admin = await createPerson("ADMIN");
    const then = await boardAs(admin, daysAgo(60));
    expect(then.units.find(({ id }) => id === empty.id)?.assignments[0]?.observerId).toBe(former.id);
    const before = await boardAs(admin, daysAgo(97));
    expect(before.units.find(({ id }) => id === unit.id)).toMatchObject({
      assignments: [],
      planned: [{ observerId: observer.id, startsOn: daysAgo(94) }],
    });
  });

  it("shows a REVIEWER the board without recusals, and the three administrators nothing", async () => {
    const { unit } = await scene();
    const reviewed = await boardAs(await createPerson("REVIEWER"));
    expect(reviewed.units.find(({ id }) => id === unit.id)?.assignments).toHaveLength(1);
    expect(reviewed.recusals).toEqual([]);
    for (const role of ["SYSADMIN", "SECADMIN", "AUDITOR"] as const) {
      const board = await boardAs(await createPerson(role));
      expect(board).toMatchObject({ units: [], recusals: [] });
      expect(board.observers.flatMap(({ stretches }) => stretches)).toEqual([]);
    }
  });
});

describe("listHistory", () => {
  it("lists a unit's observers and an observer's units, the newest first", async () => {
    const { unit, empty, observer, former } = await scene();
    const leader = await createPerson("LEADER");
    const [ofUnit, ofPerson] = await read(leader, async (db) => [
      await listHistory(db, { unitId: unit.id }),
      await listHistory(db, { observerId: former.id }),
    ]);
    expect(ofUnit.map(({ startsOn, observerName }) => [startsOn, observerName])).toEqual([
      [daysAgo(94), observer.name],
      [daysAgo(400), observer.name],
    ]);
    expect(ofPerson).toEqual([
      expect.objectContaining({
        unitId: empty.id,
        endsOn: daysAgo(30),
        madeByName: former.name,
        reason: "测试分工",
      }),
    ]);
  });
});
