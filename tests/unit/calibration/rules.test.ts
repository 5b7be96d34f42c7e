import { describe, expect, it } from "vitest";
import { type Cell, calibrate, FEWEST_LINES, sideOf } from "@/lib/calibration/rules";

/** A generator with a seed: the same runs on every machine. */
function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const normal = (dice: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice());

/** Twenty observers with `lines` records each about sixty cadres; each cadre is seen by several. `planted` logits: number 0. */
function world(seed: number, planted: number, lines = 30): Cell[] {
  const dice = diceOf(seed);
  const ability = Array.from({ length: 60 }, () => normal(dice));
  const cells = new Map<string, { observer: string; cadre: string; counts: [number, number, number] }>();
  for (let observer = 0; observer < 20; observer += 1) {
    const severity = observer === 0 ? planted : 0;
    for (let line = 0; line < lines; line += 1) {
      const cadre = Math.floor(dice() * 60);
      const eta = (ability[cadre] ?? 0) - severity;
      const one = Math.exp(eta + 1);
      const two = Math.exp(2 * eta + 1);
      const drawn = dice() * (1 + one + two);
      const word = drawn < 1 ? 0 : drawn < 1 + one ? 1 : 2;
      const key = `${observer} ${cadre}`;
      const cell = cells.get(key) ?? { observer: `o${observer}`, cadre: `c${cadre}`, counts: [0, 0, 0] };
      cell.counts[word] += 1;
      cells.set(key, cell);
    }
  }
  return [...cells.values()];
}

const RUNS = 300;

describe("calibrate", () => {
  it(`finds a planted lenient observer in at least 90 % of ${RUNS} runs at 30 lines, with at most 5 % false alarms`, () => {
    let found = 0;
    let alarms = 0;
    let others = 0;
    for (let run = 0; run < RUNS; run += 1) {
      for (const one of calibrate(world(run + 1, -1.5))) {
        if (one.observer === "o0") found += Number(sideOf(one) === "lenient");
        else {
          others += 1;
          alarms += Number(sideOf(one) !== "asMost");
        }
      }
    }
    expect(found / RUNS).toBeGreaterThanOrEqual(0.9);
    expect(alarms / others).toBeLessThanOrEqual(0.05);
  });

  it("raises few alarms where everybody judges alike, and finds a strict one too", () => {
    let alarms = 0;
    let strict = 0;
    for (let run = 0; run < 100; run += 1) {
      alarms += calibrate(world(run + 5000, 0)).filter((one) => sideOf(one) !== "asMost").length;
      strict += Number(
        sideOf(
          calibrate(world(run + 9000, 1.5)).find((one) => one.observer === "o0") ?? { severity: null },
        ) === "stricter",
      );
    }
    expect(alarms / 2000).toBeLessThanOrEqual(0.05);
    expect(strict).toBeGreaterThanOrEqual(90);
  });

  it("says nothing under thirty lines, though the lines count for the cadres", () => {
    const cells = world(7, -3, FEWEST_LINES - 1);
    const answers = calibrate(cells);
    expect(answers.every((one) => one.severity === null && sideOf(one) === "tooFew")).toBe(true);
    expect(answers.every((one) => one.positive.corrected === null)).toBe(true);
  });

  it("does not call an observer lenient who saw better cadres that others judge as well", () => {
    const cells: Cell[] = [];
    for (let cadre = 0; cadre < 20; cadre += 1) {
      const good = cadre < 10;
      for (const observer of good ? ["a", "b", "c"] : ["b", "c", "d"]) {
        cells.push({ observer, cadre: `c${cadre}`, counts: good ? [0, 1, 4] : [2, 2, 1] });
      }
    }
    const answers = new Map(calibrate(cells).map((one) => [one.observer, one]));
    expect(answers.get("a")?.positive.observed).toBeCloseTo(0.8);
    expect(answers.get("d")?.positive.observed).toBeCloseTo(0.2);
    // corrected for whom they saw, both come near the share of all, which is a half
    for (const observer of ["a", "d"]) {
      expect(Math.abs((answers.get(observer)?.positive.corrected ?? 0) - 0.5)).toBeLessThan(0.15);
    }
    expect([...answers.values()].map(sideOf)).toEqual(["asMost", "asMost", "asMost", "asMost"]);
  });

  it("is sure of less where an observer shares no cadre with anybody", () => {
    const shared = world(11, 0);
    const alone = shared.map((cell) =>
      cell.observer === "o1" ? { ...cell, cadre: `own ${cell.cadre}` } : cell,
    );
    const width = (cells: Cell[]) => {
      const severity = calibrate(cells).find((one) => one.observer === "o1")?.severity;
      return severity ? severity.high - severity.low : 0;
    };
    expect(width(alone)).toBeGreaterThan(width(shared));
  });

  it("gives the same answer for the same lines in any order, and none for none", () => {
    const cells = world(3, -1.5);
    expect(calibrate([...cells].reverse())).toEqual(calibrate(cells));
    expect(calibrate([])).toEqual([]);
  });

  it("stays calm where all judge with one word alone", () => {
    const cells: Cell[] = ["a", "b", "c"].map((observer) => ({ observer, cadre: "x", counts: [0, 0, 40] }));
    for (const one of calibrate(cells)) expect(sideOf(one)).toBe("asMost");
  });
});
