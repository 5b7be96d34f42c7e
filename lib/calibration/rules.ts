/**
 * How strictly observers judge, with how sure that is (docs/adr/0033): a many-facet rating scale model in which cadres are
 * pooled. It is an aid for talks about common standards: it changes no stored value and orders nobody.
 */

/** Lines of one observer about one cadre: attention, neutral, positive. */
export type Cell = { observer: string; cadre: string; counts: readonly [number, number, number] };

/** Fewer lines than this say nothing about an observer. */
export const FEWEST_LINES = 30;
/** Of a normal distribution, 95 % around the estimate. */
const WIDTH = 1.96;
/** Severity is expected within about two logits of the mean; pulls little where there are thirty lines. */
const SEVERITY_VARIANCE = 1;
const SMALLEST_VARIANCE = 0.05;
const ROUNDS = 200;
const SMALLEST_STEP = 1e-3;

export type Estimate = {
  observer: string;
  lines: number;
  /** logits from the mean of all: above 0 stricter, below more lenient; null where there are too few lines */
  severity: { value: number; low: number; high: number } | null;
  /** shares of all lines, and what they would be with the cadres that everybody sees */
  positive: Rate;
  attention: Rate;
};
/** `corrected`: observed by expected for the same cadres, times the share of all; null where too few */
export type Rate = { observed: number; corrected: number | null };

type Fit = { ability: Float64Array; severity: Float64Array; steps: [number, number]; variance: number };
/** Every cell by its place, column by column: a year holds ten thousand of them, and each is looked at several hundred times. */
type Cells = {
  size: number;
  /** place of the observer, and of the cadre */
  at: Int32Array;
  of: Int32Array;
  counts: readonly [Float64Array, Float64Array, Float64Array];
  n: Float64Array;
  /** chances of the two upper words, as computed last */
  one: Float64Array;
  two: Float64Array;
};

function tabled(cells: readonly Cell[], atOf: Map<string, number>, ofOf: Map<string, number>): Cells {
  const size = cells.length;
  const column = () => new Float64Array(size);
  const table: Cells = {
    size,
    at: new Int32Array(size),
    of: new Int32Array(size),
    counts: [column(), column(), column()],
    n: column(),
    one: column(),
    two: column(),
  };
  const placed = cells
    .map(({ observer, cadre, counts }) => ({ at: atOf.get(observer) ?? 0, of: ofOf.get(cadre) ?? 0, counts }))
    .sort((a, b) => a.at - b.at || a.of - b.of);
  placed.forEach(({ at, of, counts }, row) => {
    table.at[row] = at;
    table.of[row] = of;
    for (const word of [0, 1, 2] as const) table.counts[word][row] = counts[word];
    table.n[row] = counts[0] + counts[1] + counts[2];
  });
  return table;
}

/** Chances of the words at each cell, judged by its observer or by one of that severity. */
function weigh({ size, at, of, one, two }: Cells, { ability, severity, steps }: Fit, same?: number): void {
  const [first, second] = steps;
  for (let row = 0; row < size; row += 1) {
    const eta = (ability[of[row] ?? 0] ?? 0) - (same ?? severity[at[row] ?? 0] ?? 0);
    const upper = Math.exp(eta - first);
    const most = Math.exp(2 * eta - first - second);
    const all = 1 + upper + most;
    one[row] = upper / all;
    two[row] = most / all;
  }
}

const capped = (step: number): number => Math.max(-1, Math.min(1, step));

/** Newton steps for cadres, observers and the two thresholds in turn, until none moves; the spread of cadres with them. */
function fitted(cells: Cells, observers: number, cadres: number): Fit {
  const now: Fit = {
    ability: new Float64Array(cadres),
    severity: new Float64Array(observers),
    steps: [0, 0],
    variance: 1,
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const moved = Math.max(moveAbility(cells, now), moveSeverity(cells, now), moveSteps(cells, now));
    if (moved < SMALLEST_STEP) break;
  }
  return now;
}

/** Sums of score and information, by whichever index. */
function sums(cells: Cells, now: Fit, by: "at" | "of", size: number) {
  weigh(cells, now);
  const score = new Float64Array(size);
  const information = new Float64Array(size);
  const place = cells[by];
  const [, neutral, positive] = cells.counts;
  for (let row = 0; row < cells.size; row += 1) {
    const [one, two, n] = [cells.one[row] ?? 0, cells.two[row] ?? 0, cells.n[row] ?? 0];
    const mean = one + 2 * two;
    const index = place[row] ?? 0;
    score[index] = (score[index] ?? 0) + (neutral[row] ?? 0) + 2 * (positive[row] ?? 0) - n * mean;
    information[index] = (information[index] ?? 0) + n * (one + 4 * two - mean * mean);
  }
  return { score, information };
}

function moveAbility(cells: Cells, now: Fit): number {
  const { score, information } = sums(cells, now, "of", now.ability.length);
  let moved = 0;
  let spread = 0;
  now.ability.forEach((value, at) => {
    const precision = (information[at] ?? 0) + 1 / now.variance;
    const step = capped(((score[at] ?? 0) - value / now.variance) / precision);
    now.ability[at] = value + step;
    spread += (value + step) ** 2 + 1 / precision;
    moved = Math.max(moved, Math.abs(step));
  });
  now.variance = Math.max(SMALLEST_VARIANCE, spread / Math.max(1, now.ability.length));
  return moved;
}

function moveSeverity(cells: Cells, now: Fit): number {
  const { score, information } = sums(cells, now, "at", now.severity.length);
  let moved = 0;
  now.severity.forEach((value, at) => {
    const step = capped(
      (-(score[at] ?? 0) - value / SEVERITY_VARIANCE) / ((information[at] ?? 0) + 1 / SEVERITY_VARIANCE),
    );
    now.severity[at] = value + step;
    moved = Math.max(moved, Math.abs(step));
  });
  return moved;
}

function moveSteps(cells: Cells, now: Fit): number {
  weigh(cells, now);
  const score: [number, number] = [0, 0];
  const information: [number, number] = [1e-9, 1e-9];
  const [, neutral, positive] = cells.counts;
  for (let row = 0; row < cells.size; row += 1) {
    const [one, two, n] = [cells.one[row] ?? 0, cells.two[row] ?? 0, cells.n[row] ?? 0];
    const above = one + two;
    score[0] += n * above - ((neutral[row] ?? 0) + (positive[row] ?? 0));
    score[1] += n * two - (positive[row] ?? 0);
    information[0] += n * above * (1 - above);
    information[1] += n * two * (1 - two);
  }
  let moved = 0;
  for (const at of [0, 1] as const) {
    // all of one word: the threshold would run away
    const step = capped(score[at] / (information[at] + 0.1));
    now.steps[at] = Math.max(-8, Math.min(8, now.steps[at] + step));
    moved = Math.max(moved, Math.abs(step));
  }
  return moved;
}

/** Covariance of the severities with the cadres' uncertainty in it: inverse of what is left once the cadres are taken out. */
function covariance(cells: Cells, now: Fit): Float64Array[] {
  weigh(cells, now);
  const size = now.severity.length;
  const left = Array.from({ length: size }, () => new Float64Array(size));
  const add = (row: number, column: number, value: number) => {
    const line = left[row];
    if (line) line[column] = (line[column] ?? 0) + value;
  };
  for (let at = 0; at < size; at += 1) add(at, at, 1 / SEVERITY_VARIANCE);
  const byCadre = new Map<number, { at: number; weight: number }[]>();
  for (let row = 0; row < cells.size; row += 1) {
    const [one, two] = [cells.one[row] ?? 0, cells.two[row] ?? 0];
    const [at, of] = [cells.at[row] ?? 0, cells.of[row] ?? 0];
    const weight = (cells.n[row] ?? 0) * (one + 4 * two - (one + 2 * two) ** 2);
    add(at, at, weight);
    const list = byCadre.get(of);
    if (list) list.push({ at, weight });
    else byCadre.set(of, [{ at, weight }]);
  }
  for (const seen of byCadre.values()) {
    const all = seen.reduce((sum, one) => sum + one.weight, 1 / now.variance);
    for (const a of seen) for (const b of seen) add(a.at, b.at, -(a.weight * b.weight) / all);
  }
  return inverse(left);
}

/** Of a symmetric positive matrix, by Gauss and Jordan. */
function inverse(matrix: Float64Array[]): Float64Array[] {
  const size = matrix.length;
  const result = matrix.map((_, at) =>
    Float64Array.from({ length: size }, (_one, column) => (column === at ? 1 : 0)),
  );
  for (let at = 0; at < size; at += 1) {
    const row = matrix[at] ?? new Float64Array(size);
    const image = result[at] ?? new Float64Array(size);
    const pivot = row[at] || 1e-12;
    for (let column = 0; column < size; column += 1) {
      row[column] = (row[column] ?? 0) / pivot;
      image[column] = (image[column] ?? 0) / pivot;
    }
    for (let other = 0; other < size; other += 1) {
      const line = matrix[other];
      const target = result[other];
      const factor = line?.[at] ?? 0;
      if (other === at || !line || !target || factor === 0) continue;
      for (let column = 0; column < size; column += 1) {
        line[column] = (line[column] ?? 0) - factor * (row[column] ?? 0);
        target[column] = (target[column] ?? 0) - factor * (image[column] ?? 0);
      }
    }
  }
  return result;
}

/** Deterministic; the order of the cells changes nothing but the order of the answers. */
export function calibrate(cells: readonly Cell[]): Estimate[] {
  const observers = [...new Set(cells.map((cell) => cell.observer))].sort();
  const cadres = [...new Set(cells.map((cell) => cell.cadre))].sort();
  const atOf = new Map(observers.map((id, at) => [id, at]));
  const ofOf = new Map(cadres.map((id, at) => [id, at]));
  const table = tabled(cells, atOf, ofOf);
  const now = fitted(table, observers.length, cadres.length);
  const spread = covariance(table, now);
  const size = Math.max(1, observers.length);
  const mean = now.severity.reduce((sum, one) => sum + one, 0) / size;
  const rowMeans = spread.map((row) => row.reduce((sum, one) => sum + one, 0) / size);
  const allMean = rowMeans.reduce((sum, one) => sum + one, 0) / size;
  const shares = sharesOf(table, now, observers.length);
  return observers.map((observer, at) => {
    const lines = shares.lines[at] ?? 0;
    const isEnough = lines >= FEWEST_LINES;
    const error = Math.sqrt(Math.max(0, (spread[at]?.[at] ?? 0) - 2 * (rowMeans[at] ?? 0) + allMean));
    const value = (now.severity[at] ?? 0) - mean;
    return {
      observer,
      lines,
      severity: isEnough ? { value, low: value - WIDTH * error, high: value + WIDTH * error } : null,
      positive: shares.rate(at, 2, isEnough),
      attention: shares.rate(at, 0, isEnough),
    };
  });
}

/** Shares as seen, and as expected of the mean observer for the very cadres that were seen (indirect standardisation). */
function sharesOf(cells: Cells, now: Fit, observers: number) {
  const lines = new Float64Array(observers);
  const seen = [0, 1, 2].map(() => new Float64Array(observers));
  const expected = [0, 1, 2].map(() => new Float64Array(observers));
  const total = [0, 0, 0];
  weigh(cells, now, now.severity.reduce((sum, one) => sum + one, 0) / Math.max(1, observers));
  for (let row = 0; row < cells.size; row += 1) {
    const [one, two, n] = [cells.one[row] ?? 0, cells.two[row] ?? 0, cells.n[row] ?? 0];
    const likely = [1 - one - two, one, two] as const;
    const at = cells.at[row] ?? 0;
    lines[at] = (lines[at] ?? 0) + n;
    for (const word of [0, 1, 2] as const) {
      const own = seen[word];
      const due = expected[word];
      const count = cells.counts[word][row] ?? 0;
      if (own) own[at] = (own[at] ?? 0) + count;
      if (due) due[at] = (due[at] ?? 0) + n * likely[word];
      total[word] = (total[word] ?? 0) + count;
    }
  }
  const all = lines.reduce((sum, one) => sum + one, 0);
  const rate = (at: number, word: 0 | 2, isEnough: boolean): Rate => {
    const own = seen[word]?.[at] ?? 0;
    const due = expected[word]?.[at] ?? 0;
    const n = lines[at] ?? 0;
    return {
      observed: n > 0 ? own / n : 0,
      corrected:
        isEnough && due > 0 && all > 0 ? Math.min(1, ((own / due) * (total[word] ?? 0)) / all) : null,
    };
  };
  return { lines, rate };
}

export type Side = "tooFew" | "asMost" | "stricter" | "lenient";
/** Which side of the mean the whole interval lies on. */
export function sideOf({ severity }: Pick<Estimate, "severity">): Side {
  if (!severity) return "tooFew";
  if (severity.low > 0) return "stricter";
  return severity.high < 0 ? "lenient" : "asMost";
}
