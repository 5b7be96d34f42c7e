import { describe, expect, it } from "vitest";
import {
  type Board,
  type BoardAssignment,
  type BoardRecusal,
  type BoardUnit,
  endConsequences,
  filterObservers,
  filterUnits,
  headCounts,
  observerRows,
  recusalStanding,
  unitRows,
} from "@/lib/assignments/board/rules";
import { boardFilter, WARNING_FILTERS } from "@/lib/assignments/schema";
import { toLimits } from "@/lib/calendar/limits/rules";

const ON = "2026-11-24";

const assignment = (observerId: string, over: Partial<BoardAssignment> = {}): BoardAssignment => ({
  id: `${observerId}-1`,
  observerId,
  observerName: observerId.toUpperCase(),
  startsOn: "2026-01-01",
  endsOn: null,
  since: "2026-01-01",
  rowVersion: 1,
  ...over,
});
const unit = (id: string, over: Partial<BoardUnit> = {}): BoardUnit => ({
  id,
  name: id,
  shortName: id,
  type: "镇街",
  position: 1,
  startsOn: null,
  endsOn: null,
  assignments: [assignment("o")],
  planned: [],
  former: null,
  ...over,
});
const recusal = (over: Partial<BoardRecusal> = {}): BoardRecusal => ({
  id: "r",
  observerId: "o",
  unitId: "u",
  kind: "KIN",
  declaredOn: "2026-11-01",
  endsOn: null,
  workedUntil: null,
  overrides: [],
  observerName: "O",
  unitName: "u",
  cadreName: null,
  note: "堂弟在该单位",
  ...over,
});
const board = (units: BoardUnit[], over: Partial<Board> = {}): Board => ({
  on: ON,
  limits: toLimits(null),
  units,
  recusals: [],
  absences: [],
  observers: [
    {
      id: "o",
      name: "O",
      department: "科",
      mayObserve: true,
      stretches: [],
      unitIds: units.map(({ id }) => id),
    },
  ],
  ...over,
});
const kinds = (of: Board) => unitRows(of).flatMap((row) => row.warnings.map(({ kind }) => kind));

describe("unitWarnings", () => {
  it("says nothing of a unit in order", () => {
    expect(kinds(board([unit("u")]))).toEqual([]);
  });

  it("names a unit without observer, with the one who had it before", () => {
    const former = { observerName: "P", endsOn: "2026-11-20" };
    const [row] = unitRows(board([unit("u", { assignments: [], former })]));
    expect(row?.warnings).toEqual([{ kind: "uncovered", formerName: "P", formerUntil: "2026-11-20" }]);
  });

  it("sees a gap ahead, and none where the next one takes over the day after", () => {
    const ending = assignment("o", { endsOn: "2026-12-31" });
    const gap = unitRows(board([unit("u", { assignments: [ending] })]));
    expect(gap[0]?.warnings).toEqual([{ kind: "gapAhead", from: "2027-01-01" }]);
    const next = assignment("p", { startsOn: "2027-01-01" });
    expect(kinds(board([unit("u", { assignments: [ending], planned: [next] })]))).toEqual([]);
    const late = assignment("p", { startsOn: "2027-01-02" });
    expect(kinds(board([unit("u", { assignments: [ending], planned: [late] })]))).toEqual(["gapAhead"]);
    expect(kinds(board([unit("u", { assignments: [ending], endsOn: "2026-12-31" })]))).toEqual([]);
  });

  it("counts a unit whose observers are all on leave as one without", () => {
    const leave = (observerId: string, startsOn: string, endsOn: string) => ({
      observerId,
      startsOn,
      endsOn,
    });
    const away = [leave("o", "2026-11-20", "2026-12-19")];
    const counts = (of: Board) => headCounts(unitRows(of), observerRows(of));
    const alone = board([unit("u"), unit("w", { assignments: [assignment("p")] })], { absences: away });
    expect(unitRows(alone)[0]?.warnings).toEqual([
      { kind: "absent", observerNames: ["O"], until: "2026-12-19" },
    ]);
    expect(counts(alone)).toMatchObject({ covered: 1, gaps: [{ id: "u" }] });
    expect(filterUnits(unitRows(alone), { warning: "uncovered" }).map(({ id }) => id)).toEqual(["u"]);

    const deputy = assignment("p", { startsOn: "2026-11-20", endsOn: "2026-12-10" });
    const covered = [unit("u", { assignments: [assignment("o"), deputy] })];
    // a deputy for some of the days: whole today, and the first day without anybody is told
    const some = board(covered, { absences: away });
    expect(counts(some)).toMatchObject({ covered: 1, gaps: [] });
    expect(unitRows(some)[0]?.warnings).toEqual([{ kind: "gapAhead", from: "2026-12-11" }]);
    const both = board(covered, { absences: [...away, leave("p", "2026-11-24", "2026-11-25")] });
    expect(counts(both)).toMatchObject({ covered: 0, gaps: [{ id: "u" }] });
    const coming = board([unit("u")], { absences: [leave("o", "2026-12-01", "2026-12-05")] });
    expect(unitRows(coming)[0]?.warnings).toEqual([{ kind: "gapAhead", from: "2026-12-01" }]);
  });

  it("tells a recusal declared since as a conflict until a leader overrides it", () => {
    expect(kinds(board([unit("u")], { recusals: [recusal()] }))).toEqual(["recusal"]);
    const overrides = [{ grantedOn: "2026-11-10", expiresOn: "2027-11-10" }];
    expect(kinds(board([unit("u")], { recusals: [recusal({ overrides })] }))).toEqual([]);
    expect(kinds(board([unit("u")], { recusals: [recusal({ kind: "NATIVE_TOWN" })] }))).toEqual([
      "nativeTown",
    ]);
    expect(kinds(board([unit("u")], { recusals: [recusal({ unitId: "other" })] }))).toEqual([]);
  });

  it("tells rotation and an observer who may no longer observe", () => {
    const long = unit("u", { assignments: [assignment("o", { since: "2025-01-01" })] });
    expect(kinds(board([long]))).toEqual(["rotationSoon"]);
    const [observer] = board([long]).observers;
    const observers = observer ? [{ ...observer, mayObserve: false }] : [];
    expect(kinds(board([unit("u")], { observers }))).toEqual(["inactive"]);
  });
});

describe("headCounts", () => {
  it("equals the rows that each number opens (rule 10)", () => {
    const world = board(
      [
        unit("u"),
        unit("v", { assignments: [] }),
        unit("w", { assignments: [assignment("o", { since: "2024-01-01" })] }),
        unit("x", { assignments: [assignment("o", { endsOn: "2026-12-01", since: "2025-02-01" })] }),
      ],
      { recusals: [recusal()] },
    );
    const rows = unitRows(world);
    const observers = observerRows(world);
    const counts = headCounts(rows, observers);
    expect(counts).toMatchObject({ units: 4, covered: 3, rotation: 2, recusal: 1, observers: 1 });
    expect(counts.gaps).toEqual([{ id: "v", name: "v" }]);
    expect(filterUnits(rows, { warning: "uncovered" })).toHaveLength(1);
    expect(filterUnits(rows, { warning: "any" }).map(({ id }) => id)).toEqual(["u", "v", "w", "x"]);
    expect(filterUnits(rows, { observer: "o" })).toHaveLength(3);
    expect(filterUnits(rows, { type: "群团" })).toHaveLength(0);
    expect(filterObservers(observers, { load: "over" })).toHaveLength(counts.loads.over);
    for (const warning of WARNING_FILTERS) expect(filterUnits(rows, { warning }).length).toBeGreaterThan(0);
  });
});

describe("endConsequences", () => {
  it("says beforehand that a unit is left and an observer falls below two", () => {
    const world = board([unit("u"), unit("v")]);
    expect(endConsequences(world, { id: "o-1", unitId: "u", observerId: "o" })).toEqual({
      isUnitLeft: true,
      unitsLeft: 1,
      isObserverBelow: true,
    });
    const shared = unit("u", { assignments: [assignment("o"), assignment("p")] });
    const three = board([shared, unit("v"), unit("w")]);
    expect(endConsequences(three, { id: "o-1", unitId: "u", observerId: "o" })).toEqual({
      isUnitLeft: false,
      unitsLeft: 2,
      isObserverBelow: false,
    });
  });
});

describe("recusalStanding", () => {
  it("tells conflict, block, warning, override and lapse apart", () => {
    const world = board([unit("u")]);
    const overrides = [{ grantedOn: "2026-11-10", expiresOn: "2027-11-10" }];
    expect(recusalStanding(world, recusal())).toEqual({ kind: "conflict" });
    expect(recusalStanding(world, recusal({ unitId: "other" }))).toEqual({ kind: "blocks" });
    expect(recusalStanding(world, recusal({ kind: "NATIVE_TOWN" }))).toEqual({ kind: "warns" });
    expect(recusalStanding(world, recusal({ overrides }))).toEqual({
      kind: "overridden",
      until: "2027-11-10",
    });
    expect(recusalStanding(world, recusal({ kind: "FORMER_WORKPLACE", workedUntil: "2020-01-01" }))).toEqual({
      kind: "lapsed",
    });
  });
});

describe("boardFilter", () => {
  it("opens with any address, and leaves out what it cannot read", () => {
    expect(boardFilter.parse({})).toEqual({ view: "units" });
    const odd = { view: "x", on: "2026-02-30", unit: "1' or 1=1", warning: ["any"], load: "two", junk: "1" };
    expect(boardFilter.parse(odd)).toEqual({ view: "units", load: "two" });
  });
});
