import { describe, expect, it } from "vitest";
import type { Board } from "@/lib/assignments/board/rules";
import { changeStop, goesByPlan, judge, MOST_WITHOUT_PLAN } from "@/lib/assignments/changes/rules";
import { LIGHTEST } from "@/lib/assignments/changes/schema";
import { toLimits } from "@/lib/calendar/limits/rules";

const TODAY = "2026-06-15";
const CONTEXT = { viewerId: "admin", today: TODAY };
type Pair = [observer: string, unit: string, endsOn?: string];

/** Observers and units of one letter each, with who has what. */
function board(people: string[], units: string[], pairs: Pair[]): Board {
  const startsOn = "2026-01-01";
  return {
    on: TODAY,
    limits: toLimits(null),
    recusals: [],
    absences: [],
    observers: people.map((id) => ({
      id,
      name: id,
      department: "干部科",
      mayObserve: true,
      unitIds: pairs.filter(([who]) => who === id).map(([, unit]) => unit),
      stretches: pairs
        .filter(([who]) => who === id)
        .map(([, unitId, endsOn]) => ({ unitId, startsOn, endsOn: endsOn ?? null })),
    })),
    units: units.map((id, position) => ({
      id,
      name: id,
      shortName: id,
      type: "政府部门",
      position,
      startsOn: null,
      endsOn: null,
      planned: [],
      former: null,
      assignments: pairs
        .filter(([, unit]) => unit === id)
        .map(([who, unit, endsOn]) => ({
          id: `${who}${unit}`,
          observerId: who,
          observerName: who,
          startsOn,
          endsOn: endsOn ?? null,
          since: startsOn,
          rowVersion: 1,
        })),
    })),
  };
}
const shown = (lines: ReturnType<typeof judge>["lines"]) =>
  lines.map(({ unitId, present, to, verdict }) =>
    [unitId, present?.observerId ?? "-", to?.id ?? "-", verdict.kind].join(" "),
  );

describe("judge", () => {
  it("hands several units to one until there is no room for a fourth", () => {
    const city = board(
      ["甲", "乙"],
      ["1", "2", "3", "4"],
      [
        ["甲", "1"],
        ["甲", "2"],
        ["甲", "3"],
        ["乙", "4"],
      ],
    );
    const { lines } = judge(city, { units: ["1", "2", "3"], deed: "HAND", day: TODAY, to: "乙" }, CONTEXT);
    expect(shown(lines)).toEqual(["1 甲 乙 change", "2 甲 乙 change", "3 甲 乙 refused"]);
    expect(lines[2]?.verdict).toEqual({ kind: "refused", reason: "assignments.reason.fourthUnit" });
    expect(lines[0]?.lastDay).toBe("2026-06-14");
  });
  it("gives each unit to who has the fewest by then, never to who has it", () => {
    const city = board(
      ["甲", "乙", "丙"],
      ["1", "2", "3"],
      [
        ["甲", "1"],
        ["甲", "2"],
        ["甲", "3"],
        ["乙", "1"],
      ],
    );
    const asked = { units: ["1", "2", "3"], deed: "HAND" as const, day: TODAY, from: "甲", to: LIGHTEST };
    expect(shown(judge(city, asked, CONTEXT).lines)).toEqual([
      "1 甲 丙 change",
      "2 甲 丙 change",
      "3 甲 乙 change",
    ]);
  });
  it("says so where nobody is free or nobody is there", () => {
    const city = board(["甲"], ["1", "2"], [["甲", "1"]]);
    const { lines } = judge(city, { units: ["1", "2"], deed: "HAND", day: TODAY, to: LIGHTEST }, CONTEXT);
    expect(lines.map(({ verdict }) => verdict)).toEqual([
      { kind: "refused", reason: "assignments.reason.nobodyFree" },
      { kind: "refused", reason: "assignments.reason.nobodyThere" },
    ]);
  });
  it("ends whoever has it, leaves who ends then anyway, and refuses one's own", () => {
    const city = board(
      ["甲", "admin"],
      ["1", "2", "3"],
      [
        ["甲", "1"],
        ["甲", "2", TODAY],
        ["admin", "3"],
      ],
    );
    expect(shown(judge(city, { units: ["1", "2", "3"], deed: "END", day: TODAY }, CONTEXT).lines)).toEqual([
      "1 甲 - change",
      "2 甲 - same",
      "3 admin - refused",
    ]);
  });
  it("adds a second one, and leaves a unit that has the same one already", () => {
    const city = board(
      ["甲", "乙"],
      ["1", "2"],
      [
        ["甲", "1"],
        ["乙", "2"],
      ],
    );
    expect(
      shown(judge(city, { units: ["1", "2"], deed: "JOIN", day: TODAY, to: "乙" }, CONTEXT).lines),
    ).toEqual(["1 - 乙 change", "2 - - same"]);
  });
  it("counts as another look when a line's assignment was changed", () => {
    const city = board(["甲", "乙"], ["1"], [["甲", "1"]]);
    const asked = { units: ["1"], deed: "END" as const, day: TODAY };
    const { seen } = judge(city, asked, CONTEXT);
    const [held] = city.units[0]?.assignments ?? [];
    if (held) held.rowVersion = 2;
    expect(judge(city, asked, CONTEXT).seen).not.toBe(seen);
  });
});

describe("goesByPlan", () => {
  it("is of more than the units of one observer, where a second person approves plans", () => {
    expect(goesByPlan(MOST_WITHOUT_PLAN, true)).toBe(false);
    expect(goesByPlan(MOST_WITHOUT_PLAN + 1, true)).toBe(true);
    expect(goesByPlan(MOST_WITHOUT_PLAN + 1, false)).toBe(false);
  });
});

describe("changeStop", () => {
  it("wants somebody who takes over, but of an end", () => {
    expect(changeStop({ deed: "HAND", to: undefined })).toBe("assignments.reason.observerMissing");
    expect(changeStop({ deed: "JOIN", to: LIGHTEST })).toBeNull();
    expect(changeStop({ deed: "END", to: undefined })).toBeNull();
  });
});
