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
type Indexed = { at: number; of: number; counts: readonly [number, number, number]; n: number };

/** Probabilities of the three words at this distance. */
function chances(eta: number, [first, second]: readonly [number, number]): [number, number, number] {
  const one = Math.exp(eta - first);
  const two = Math.exp(2 * eta - first - second);
  const all = 1 + one + two;
  return [1 / all, one / all, two / all];
}

const capped = (step: number): number => Math.max(-1, Math.min(1, step));

/** Newton steps for cadres, observers and the two thresholds in turn, until none moves; the spread of cadres with them. */
function fitted(cells: readonly Indexed[], observers: number, cadres: number): Fit {
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
function sums(cells: readonly Indexed[], now: Fit, by: "at" | "of", size: number) {
  const score = new Float64Array(size);
  const information = new Float64Array(size);
  for (const cell of cells) {
    const [, one, two] = chances((now.ability[cell.of] ?? 0) - (now.severity[cell.at] ?? 0), now.steps);
    const mean = one + 2 * two;
    const index = cell[by];
    score[index] = (score[index] ?? 0) + cell.counts[1] + 2 * cell.counts[2] - cell.n * mean;
    information[index] = (information[index] ?? 0) + cell.n * (one + 4 * two - mean * mean);
  }
  return { score, information };
}

function moveAbility(cells: readonly Indexed[], now: Fit): number {
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

function moveSeverity(cells: readonly Indexed[], now: Fit): number {
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

function moveSteps(cells: readonly Indexed[], now: Fit): number {
  const score = [0, 0];
  const information = [1e-9, 1e-9];
  for (const cell of cells) {
    const [none, , two] = chances((now.ability[cell.of] ?? 0) - (now.severity[cell.at] ?? 0), now.steps);
    const above = [1 - none, two];
    const seen = [cell.counts[1] + cell.counts[2], cell.counts[2]];
    for (const at of [0, 1]) {
      const chance = above[at] ?? 0;
      score[at] = (score[at] ?? 0) + cell.n * chance - (seen[at] ?? 0);
      information[at] = (information[at] ?? 0) + cell.n * chance * (1 - chance);
    }
  }
  let moved = 0;
  for (const at of [0, 1] as const) {
    // all of one word: the threshold would run away
    const step = capped((score[at] ?? 0) / ((information[at] ?? 0) + 0.1));
    now.steps[at] = Math.max(-8, Math.min(8, now.steps[at] + step));
    moved = Math.max(moved, Math.abs(step));
  }
  return moved;
}

/** Covariance of the severities with the cadres' uncertainty in it: inverse of what is left once the cadres are taken out. */
function covariance(cells: readonly Indexed[], now: Fit): Float64Array[] {
  const size = now.severity.length;
  const left = Array.from({ length: size }, () => new Float64Array(size));
  const add = (row: number, column: number, value: number) => {
    const line = left[row];
    if (line) line[column] = (line[column] ?? 0) + value;
  };
  for (let at = 0; at < size; at += 1) add(at, at, 1 / SEVERITY_VARIANCE);
  const byCadre = new Map<number, { at: number; weight: number }[]>();
  for (const cell of cells) {
    const [, one, two] = chances((now.ability[cell.of] ?? 0) - (now.severity[cell.at] ?? 0), now.steps);
    const weight = cell.n * (one + 4 * two - (one + 2 * two) ** 2);
    add(cell.at, cell.at, weight);
    const list = byCadre.get(cell.of);
    if (list) list.push({ at: cell.at, weight });
    else byCadre.set(cell.of, [{ at: cell.at, weight }]);
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
  const indexed = cells
    .map(({ observer, cadre, counts }) => ({
      at: atOf.get(observer) ?? 0,
      of: ofOf.get(cadre) ?? 0,
      counts,
      n: counts[0] + counts[1] + counts[2],
    }))
    .sort((a, b) => a.at - b.at || a.of - b.of);
  const now = fitted(indexed, observers.length, cadres.length);
  const spread = covariance(indexed, now);
  const size = Math.max(1, observers.length);
  const mean = now.severity.reduce((sum, one) => sum + one, 0) / size;
  const rowMeans = spread.map((row) => row.reduce((sum, one) => sum + one, 0) / size);
  const allMean = rowMeans.reduce((sum, one) => sum + one, 0) / size;
  const shares = sharesOf(indexed, now, observers.length);
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
function sharesOf(cells: readonly Indexed[], now: Fit, observers: number) {
  const lines = new Float64Array(observers);
  const seen = [0, 1, 2].map(() => new Float64Array(observers));
  const expected = [0, 1, 2].map(() => new Float64Array(observers));
  const mean = now.severity.reduce((sum, one) => sum + one, 0) / Math.max(1, observers);
  const total = [0, 0, 0];
  for (const cell of cells) {
    const likely = chances((now.ability[cell.of] ?? 0) - mean, now.steps);
    lines[cell.at] = (lines[cell.at] ?? 0) + cell.n;
    for (const word of [0, 1, 2] as const) {
      const own = seen[word];
      const due = expected[word];
      if (own) own[cell.at] = (own[cell.at] ?? 0) + cell.counts[word];
      if (due) due[cell.at] = (due[cell.at] ?? 0) + cell.n * likely[word];
      total[word] = (total[word] ?? 0) + cell.counts[word];
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
