import { describe, expect, it } from "vitest";
import { blockingSet, isPossible } from "@/lib/assignments/plans/feasible/rules";
import {
  atBase,
  brokenRules,
  cautions,
  demandKey,
  differenceOf,
  type Pair,
  pairKey,
  type Roster,
  stepRefusal,
  withOrigin,
} from "@/lib/assignments/plans/rules";
import { type PlanSettings, planSettings } from "@/lib/assignments/plans/schema";
import { linesOf, sheetOf } from "@/lib/assignments/plans/sheet/rules";
import { solvePlan } from "@/lib/assignments/plans/solve/queries";
import { explain, placesFor } from "@/lib/assignments/plans/why/rules";
import { checkMoves, checkRosters } from "@/tests/support/check-plans";

const DAY = "2027-01-01";
const uuid = (kind: number, at: number) => `00000000-0000-4000-8${kind}00-${String(at).padStart(12, "0")}`;
const [ann, ben, cai] = [uuid(1, 1), uuid(1, 2), uuid(1, 3)];
const unit = (at: number) => uuid(2, at);
const pair = (observerId: string, at: number): Pair => ({ observerId, unitId: unit(at) });

/** Three people with two units each, since a year. */
function buildRoster(over: Partial<Roster> = {}): Roster {
  const observers = [ann, ben, cai].map((id, at) => ({
    id,
    name: `观察员${at + 1}`,
    department: "干部科",
    mayObserve: true,
  }));
  return {
    startsOn: DAY,
    observers,
    units: [1, 2, 3, 4, 5, 6].map((at) => ({ id: unit(at), name: `单位${at}`, type: "政府部门", size: 10 })),
    tenures: [1, 2, 3, 4, 5, 6].map((at) => ({
      observerId: [ann, ben, cai][Math.floor((at - 1) / 2)] ?? ann,
      unitId: unit(at),
      since: "2026-01-01",
      isRunning: true,
    })),
    recusals: [],
    deputies: [],
    ...over,
  };
}
const settings = (over: Partial<PlanSettings> = {}): PlanSettings => planSettings.parse(over);
const running = buildRoster().tenures.map(({ observerId, unitId }) => ({ observerId, unitId }));
const kin = (observerId: string, at: number) => ({
  ...pair(observerId, at),
  kind: "KIN" as const,
  declaredOn: "2026-05-01",
  endsOn: null,
  workedUntil: null,
  overrides: [],
});

describe("brokenRules", () => {
  it("finds nothing wrong with what keeps the rules", () => {
    expect(brokenRules(running, buildRoster(), settings())).toEqual([]);
  });

  it("tells each rule that a plan breaks, with whom and where", () => {
    const roster = buildRoster({
      recusals: [kin(ann, 1)],
      tenures: [{ ...pair(ben, 3), since: "2025-01-01", isRunning: true }],
    });
    const lines = [
      pair(ann, 1),
      pair(ben, 3),
      pair(ben, 4),
      pair(ben, 5),
      pair(ben, 6),
      pair(cai, 2),
      pair(cai, 2),
    ];
    expect(
      brokenRules(lines, roster, settings({ fixedPairs: [pair(ann, 6)] }))
        .map((one) => one.kind)
        .sort(),
    ).toEqual(["fixed", "least", "most", "recusal", "rotation", "twice"]);
  });

  it("lets an override stand for its term, and a native town only warn", () => {
    const override = { grantedOn: "2026-06-01", expiresOn: DAY };
    const native = { ...kin(ann, 2), kind: "NATIVE_TOWN" as const };
    const roster = buildRoster({ recusals: [{ ...kin(ann, 1), overrides: [override] }, native] });
    expect(brokenRules(running, roster, settings())).toEqual([]);
    expect(cautions(running, roster, settings())).toEqual([{ kind: "nativeTown", ...pair(ann, 2) }]);
  });

  it("counts what somebody stands in for, and gives the absent nothing", () => {
    const roster = buildRoster({ deputies: [pair(ann, 6)] });
    const more = [...running, pair(ann, 3)];
    expect(brokenRules(more, roster, settings())).toEqual([
      { kind: "most", observerId: ann, count: 3, limit: 2 },
    ]);
    expect(brokenRules(running, buildRoster(), settings({ absent: [cai] })).map((one) => one.kind)).toEqual([
      "absent",
      "absent",
    ]);
  });
});

describe("solvePlan", () => {
  it("changes nothing where nothing has to change", async () => {
    const answer = await solvePlan(buildRoster(), settings());
    expect(answer).toMatchObject({ kind: "plan", isProved: true, changes: 0, fewestChanges: 0, prices: [] });
  });

  it("moves only what a rule moves, and says which rule it was", async () => {
    const roster = buildRoster({ recusals: [kin(ann, 1)] });
    const answer = await solvePlan(roster, settings());
    if (answer.kind !== "plan") throw new Error(answer.kind);
    expect(differenceOf(answer.pairs, running).ended).toContainEqual(pair(ann, 1));
    // ann keeps two units, so somebody gives her one
    expect(answer.fewestChanges).toBe(2);
    // and if she could do with one, one change would be enough
    expect(answer.prices).toEqual([
      { kind: "recusal", changes: 2 },
      { kind: "least", changes: 1 },
    ]);
    const { lines, ended } = explain(answer.pairs, roster, settings());
    expect(ended.find(({ unitId }) => unitId === unit(1))?.cause).toBe("recusal");
    const taker = answer.pairs.find(({ unitId }) => unitId === unit(1));
    expect(taker && lines.get(pairKey(taker))).toMatchObject({
      kind: "begun",
      isGap: false,
      former: [{ observerId: ann, cause: "recusal" }],
    });
  });

  it("takes a fixed pair, leaves a forbidden one, and follows a wish that costs nothing", async () => {
    const answer = await solvePlan(
      buildRoster({ tenures: [] }),
      settings({ fixedPairs: [pair(cai, 1)], forbiddenPairs: [pair(ann, 2)], wishes: [pair(ben, 3)] }),
    );
    if (answer.kind !== "plan") throw new Error(answer.kind);
    expect(answer.pairs).toContainEqual(pair(cai, 1));
    expect(answer.pairs).not.toContainEqual(pair(ann, 2));
    expect(answer.pairs).toContainEqual(pair(ben, 3));
  });

  it("names who stands in the way where there is no plan, and what giving up each would take", async () => {
    // nobody may have unit 1
    const roster = buildRoster({ recusals: [kin(ann, 1), kin(ben, 1), kin(cai, 1)] });
    const answer = await solvePlan(roster, settings());
    if (answer.kind !== "impossible") throw new Error(answer.kind);
    expect(answer.blocks.map(demandKey).sort()).toEqual(
      [ann, ben, cai]
        .map((id) => `recusal ${id} ${unit(1)}`)
        .concat(`need  ${unit(1)}`)
        .sort(),
    );
    expect(answer.giveUp).toHaveLength(1);
    expect(answer.ways.find(({ kind }) => kind === "recusal")?.demands).toHaveLength(1);
    expect(answer.ways.find(({ kind }) => kind === "most")?.demands).toBeNull();
  });
});

describe("blockingSet", () => {
  it("is empty where a plan exists, and cannot do without any of its members", () => {
    expect(blockingSet(buildRoster(), settings())).toEqual([]);
    // one person for six units
    const roster = buildRoster();
    const away = settings({ absent: [ben, cai] });
    const blocks = blockingSet(roster, away);
    expect(blocks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["absent", "absent", "need"]));
    const absent = blocks.filter(({ kind }) => kind === "absent");
    expect(absent.map((demand) => isPossible(roster, away, [demand]))).toEqual(absent.map(() => true));
  });
});

describe("random rosters", () => {
  it("are solved as an independent checker wants it; impossible ones become possible without what was named", async () => {
    const counts = await checkRosters(Array.from({ length: 10 }, (_, at) => at + 1));
    expect(counts.faults).toEqual([]);
    expect(counts.plans).toBeGreaterThan(2);
    expect(counts.impossible).toBeGreaterThan(2);
    expect(counts.made).toBe(counts.impossible);
    expect(counts.blockingSets).toBe(counts.impossible);
  }, 180_000);

  it("are told move by move as the checker tells them", () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(checkMoves(seed, 20).faults).toEqual([]);
  });
});

describe("placesFor", () => {
  it("says what each move would break", () => {
    const roster = buildRoster({ recusals: [kin(cai, 1)] });
    const places = placesFor(unit(1), ann, running, roster, settings());
    // ann would be left with one unit; cai is recused besides
    expect(places).toEqual([
      { observerId: ben, breaks: 1 },
      { observerId: cai, breaks: 2 },
    ]);
  });
});

describe("stepRefusal", () => {
  const plan = {
    state: "DRAFT" as const,
    versionNo: 1,
    madeById: ann,
    arrangedBy: [ben],
    needsApproval: true,
  };
  it("lets nobody approve what they made or arranged", () => {
    const proposed = { ...plan, state: "PROPOSED" as const };
    expect(stepRefusal(proposed, "approve", { id: ann })).toBe("plans.reason.ownPlan");
    expect(stepRefusal(proposed, "approve", { id: ben })).toBe("plans.reason.ownPlan");
    expect(stepRefusal(proposed, "approve", { id: cai })).toBeNull();
    expect(stepRefusal(proposed, "publish", { id: ann })).toBe("plans.reason.approvalNeeded");
    expect(stepRefusal({ ...proposed, needsApproval: false }, "publish", { id: ann })).toBeNull();
  });
  it("keeps each step to its states", () => {
    expect(stepRefusal({ ...plan, versionNo: 0 }, "propose", { id: ann })).toBe(
      "plans.reason.nothingArranged",
    );
    for (const state of ["PUBLISHED", "DISCARDED"] as const)
      for (const step of ["arrange", "propose", "approve", "return", "publish", "discard"] as const)
        expect(stepRefusal({ ...plan, state }, step, { id: cai })).toBe("plans.reason.wrongState");
  });
});

describe("a plan's sheet", () => {
  const roster = buildRoster();
  const { rows } = sheetOf(running, roster);
  const sheet = (change: (rows: string[][]) => string[][]) => [
    { name: "分工", rows: change(rows.map((row) => [...row])) },
  ];

  it("comes back as it went out", () => {
    expect(
      linesOf(
        sheet((all) => all),
        roster,
      ),
    ).toEqual({ lines: running });
  });
  it("tells what is wrong by row, column and value, and changes nothing then", () => {
    const found = linesOf(
      sheet(([heading = [], first = [], second = [], ...rest]) => [
        heading,
        ["没有的单位", "", "观察员1"],
        [first[0] ?? "", "", "王五"],
        second,
        second,
        ...rest,
      ]),
      roster,
    );
    expect(found).toEqual({
      faults: [
        { row: 2, column: "单位", value: "没有的单位", code: "unknownUnitName" },
        { row: 3, column: "观察员", value: "王五", code: "unknownObserverName" },
        { row: 5, column: "观察员", value: "观察员1", code: "twiceInSheet" },
      ],
    });
    expect(linesOf([{ name: "别的", rows }], roster)).toMatchObject({ faults: [{ code: "noSheet" }] });
    expect(
      linesOf(
        sheet(([, ...rest]) => [["单位"], ...rest]),
        roster,
      ),
    ).toMatchObject({
      faults: [{ code: "noColumn", column: "观察员" }],
    });
  });
  it("tells two of one name apart by their department", () => {
    const twins = buildRoster({
      observers: roster.observers.map((one, at) => ({
        ...one,
        name: "李明",
        department: at === 0 ? "一科" : at === 1 ? "二科" : "三科",
      })),
    });
    const { rows: named } = sheetOf(running, twins);
    expect(linesOf([{ name: "分工", rows: named }], twins)).toEqual({ lines: running });
    const nameless = named.map((row, at) =>
      at === 0 ? row : row.map((cell, column) => (column === 3 ? "" : cell)),
    );
    expect(linesOf([{ name: "分工", rows: nameless }], twins)).toMatchObject({
      faults: [{ code: "sameName" }, {}, {}, {}, {}, {}],
    });
  });
});

describe("withOrigin", () => {
  it("calls kept what runs anyway", () => {
    expect(
      withOrigin([pair(ann, 1), pair(ann, 3)], buildRoster(), "MANUAL").map(({ origin }) => origin),
    ).toEqual(["KEPT", "MANUAL"]);
  });
  it("tells a plan that is over by what ran when it was made", () => {
    const later = buildRoster({ tenures: [] });
    expect(explain(running, later, settings()).begun).toBe(6);
    const base = running.map((one) => ({ ...one, since: "2026-01-01" }));
    expect(explain(running, atBase(later, base), settings()).begun).toBe(0);
  });
});
