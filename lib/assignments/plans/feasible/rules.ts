/**
 * Can a plan exist at all? The hard rules are a flow with bounds: from each observer `least` to `most`, along each pair
 * at most one, into each unit `need` to `cap`. So the answer is exact and quick, and is asked many hundred times to find
 * the smallest set of rules that stand in the way together.
 */
import { type Demand, demandKey, demandsOf, type Problem, problemOf, type Roster } from "../rules";
import type { PlanSettings } from "../schema";

type Arc = { to: number; left: number; back: number };

/** Dinic's flow on a small graph. */
class Network {
  private readonly arcs: Arc[][];
  constructor(private readonly size: number) {
    this.arcs = Array.from({ length: size }, () => []);
  }
  add(from: number, to: number, capacity: number): void {
    const [out, back] = [this.at(from), this.at(to)];
    out.push({ to, left: capacity, back: back.length });
    back.push({ to: from, left: 0, back: out.length - 1 });
  }
  most(source: number, sink: number): number {
    let total = 0;
    for (let levels = this.levels(source); levels[sink] !== -1; levels = this.levels(source)) {
      const tried = new Array<number>(this.size).fill(0);
      for (let more = this.push(source, sink, Infinity, levels, tried); more > 0; ) {
        total += more;
        more = this.push(source, sink, Infinity, levels, tried);
      }
    }
    return total;
  }
  private at(node: number): Arc[] {
    return this.arcs[node] ?? [];
  }
  private levels(source: number): number[] {
    const levels = new Array<number>(this.size).fill(-1);
    levels[source] = 0;
    const queue = [source];
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head] ?? source;
      for (const { to, left } of this.at(node)) {
        if (left <= 0 || levels[to] !== -1) continue;
        levels[to] = (levels[node] ?? 0) + 1;
        queue.push(to);
      }
    }
    return levels;
  }
  private push(node: number, sink: number, most: number, levels: number[], tried: number[]): number {
    if (node === sink) return most;
    const arcs = this.at(node);
    for (; (tried[node] ?? 0) < arcs.length; tried[node] = (tried[node] ?? 0) + 1) {
      const arc = arcs[tried[node] ?? 0];
      if (!arc || arc.left <= 0 || levels[arc.to] !== (levels[node] ?? 0) + 1) continue;
      const sent = this.push(arc.to, sink, Math.min(most, arc.left), levels, tried);
      if (sent === 0) continue;
      arc.left -= sent;
      const back = this.at(arc.to)[arc.back];
      if (back) back.left += sent;
      return sent;
    }
    return 0;
  }
}

const [SOURCE, SINK, OUTER, INNER, FIRST] = [0, 1, 2, 3, 4] as const;
/** Of a pair; 0: may be */
const [NEVER, ALWAYS] = [1, 2] as const;

function isFeasible({ observers, units, blocked, fixed }: Problem): boolean {
  if (observers.some(({ least, most }) => least > most)) return false;
  const pairs = bounds(observers, units, [...blocked.keys()], fixed);
  if (!pairs) return false;
  const network = new Network(FIRST + observers.length + units.length);
  let owed = 0;
  /** A bound from below is flow that must run: owed by the start of the arc, given at its end. */
  const add = (from: number, to: number, least: number, most: number) => {
    if (most > least) network.add(from, to, most - least);
    if (least === 0) return;
    network.add(SOURCE, to, least);
    network.add(from, SINK, least);
    owed += least;
  };
  observers.forEach(({ least, most }, at) => {
    add(OUTER, FIRST + at, least, most);
    units.forEach((_, to) => {
      const bound = pairs[at * units.length + to];
      if (bound !== NEVER) add(FIRST + at, FIRST + observers.length + to, bound === ALWAYS ? 1 : 0, 1);
    });
  });
  units.forEach(({ need, cap }, at) => {
    add(FIRST + observers.length + at, INNER, need, Math.max(need, cap));
  });
  network.add(INNER, OUTER, Infinity);
  return network.most(SOURCE, SINK) === owed;
}

/** What each pair may be; null where one must be and cannot. */
function bounds(
  observers: Problem["observers"],
  units: Problem["units"],
  blocked: readonly string[],
  fixed: ReadonlySet<string>,
): Uint8Array | null {
  const observerAt = new Map(observers.map(({ id }, at) => [id, at]));
  const unitAt = new Map(units.map(({ id }, at) => [id, at]));
  const pairs = new Uint8Array(observers.length * units.length);
  const placeOf = (key: string) => {
    const [observerId = "", unitId = ""] = key.split(" ");
    const [row, column] = [observerAt.get(observerId), unitAt.get(unitId)];
    return row === undefined || column === undefined ? undefined : row * units.length + column;
  };
  for (const key of blocked) {
    const at = placeOf(key);
    if (at !== undefined) pairs[at] = NEVER;
  }
  for (const key of fixed) {
    const at = placeOf(key);
    if (at === undefined || pairs[at] === NEVER) return null;
    pairs[at] = ALWAYS;
  }
  return pairs;
}

export const isPossible = (
  roster: Roster,
  settings: PlanSettings,
  givenUp: readonly Demand[] = [],
): boolean => isFeasible(problemOf(roster, settings, new Set(givenUp.map(demandKey))));

/**
 * A smallest set in the sense that none of it can be left out: these demands alone make a plan impossible, and
 * without any one of them the rest of the set could be kept. Found by leaving out, in large pieces first.
 */
export function blockingSet(roster: Roster, settings: PlanSettings): Demand[] {
  const all = demandsOf(roster, settings);
  const isBlockedBy = (kept: readonly Demand[]) => {
    const keeps = new Set(kept.map(demandKey));
    return !isPossible(
      roster,
      settings,
      all.filter((demand) => !keeps.has(demandKey(demand))),
    );
  };
  if (!isBlockedBy(all)) return [];
  let kept = all;
  for (let piece = Math.ceil(all.length / 2); ; piece = Math.ceil(piece / 2)) {
    for (let at = 0; at < kept.length; ) {
      const without = [...kept.slice(0, at), ...kept.slice(at + piece)];
      if (isBlockedBy(without)) kept = without;
      else at += piece;
    }
    if (piece === 1) return kept;
  }
}
