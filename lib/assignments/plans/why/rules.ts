/** Why a line of a plan is as it is, told from what the rules say about the pair and about everyone else. */
import {
  baseOf,
  brokenRules,
  type Caution,
  cautions,
  differenceOf,
  type Pair,
  type Problem,
  pairKey,
  problemOf,
  type Roster,
} from "../rules";
import type { PlanSettings } from "../schema";

/** What ends somebody's time on a unit; where no rule does, they went to another one or have one less. */
export type Cause =
  | "rotation"
  | "recusal"
  | "forbidden"
  | "deputy"
  | "absent"
  | "notObserver"
  | "unitGone"
  | "most"
  | "exchanged"
  | "relieved";

export type Former = { observerId: string; cause: Cause };

/** Everyone else for this unit: how many may not, how many have no room, and who could. */
export type Others = { blocked: number; full: number; free: string[] };

export type LineWhy =
  | { kind: "kept"; cautions: Caution["kind"][] }
  | {
      kind: "begun" /** nobody had it */;
      isGap: boolean;
      isFixed: boolean;
      isWished: boolean;
      former: Former[];
      others: Others;
      cautions: Caution["kind"][];
    };

/** Names enough to ask about; the rest is a number. */
const FREE_NAMED = 3;

export type Explained = {
  lines: Map<string, LineWhy>;
  ended: (Pair & { cause: Cause })[];
  /** how many lines are new */
  begun: number;
};

export function explain(lines: readonly Pair[], roster: Roster, settings: PlanSettings): Explained {
  const problem = problemOf(roster, settings);
  const { kept, begun, ended } = differenceOf(lines, baseOf(roster));
  const loads = loadsOf(lines);
  const told = cautions(lines, roster, settings);
  const cautionsOf = (pair: Pair) =>
    told.filter((caution) => pairKey(caution) === pairKey(pair)).map(({ kind }) => kind);
  const elsewhere = new Set(begun.map(({ observerId }) => observerId));
  const causes = new Map(
    ended.map((pair) => {
      const rest = elsewhere.has(pair.observerId) ? "exchanged" : "relieved";
      return [pairKey(pair), ruleOf(pair, roster, settings, problem) ?? rest];
    }),
  );
  const wishes = new Set(settings.wishes.map(pairKey));
  const result = new Map<string, LineWhy>();
  for (const pair of kept) result.set(pairKey(pair), { kind: "kept", cautions: cautionsOf(pair) });
  for (const pair of begun) {
    const former = ended
      .filter(({ unitId }) => unitId === pair.unitId)
      .map((one) => ({ observerId: one.observerId, cause: causes.get(pairKey(one)) ?? "relieved" }));
    result.set(pairKey(pair), {
      kind: "begun",
      isGap: former.length === 0,
      isFixed: problem.fixed.has(pairKey(pair)),
      isWished: wishes.has(pairKey(pair)),
      former,
      others: othersOf(pair, lines, problem, loads),
      cautions: cautionsOf(pair),
    });
  }
  return {
    begun: begun.length,
    lines: result,
    ended: ended.map((pair) => ({ ...pair, cause: causes.get(pairKey(pair)) ?? "relieved" })),
  };
}

export function loadsOf(lines: readonly Pair[]): Map<string, number> {
  const loads = new Map<string, number>();
  for (const { observerId } of lines) loads.set(observerId, (loads.get(observerId) ?? 0) + 1);
  return loads;
}

function ruleOf(pair: Pair, roster: Roster, settings: PlanSettings, problem: Problem): Cause | null {
  if (!roster.units.some(({ id }) => id === pair.unitId)) return "unitGone";
  const observer = problem.observers.find(({ id }) => id === pair.observerId);
  if (!observer) return "notObserver";
  const [blocked] = problem.blocked.get(pairKey(pair)) ?? [];
  if (blocked) return blocked;
  if (settings.absent.includes(pair.observerId)) return "absent";
  const held = baseOf(roster).filter(({ observerId }) => observerId === pair.observerId).length;
  return held > observer.most ? "most" : null;
}

function othersOf(
  { unitId, observerId }: Pair,
  lines: readonly Pair[],
  { observers, blocked }: Problem,
  loads: ReadonlyMap<string, number>,
): Others {
  const others: Others = { blocked: 0, full: 0, free: [] };
  const there = new Set(lines.filter((line) => line.unitId === unitId).map((line) => line.observerId));
  for (const { id, most } of observers) {
    if (id === observerId || there.has(id)) continue;
    if (most === 0 || blocked.has(pairKey({ observerId: id, unitId }))) others.blocked += 1;
    else if ((loads.get(id) ?? 0) >= most) others.full += 1;
    else others.free.push(id);
  }
  return { ...others, free: others.free.slice(0, FREE_NAMED) };
}

/** Which observers could take this unit, and what each move would break that is whole now: asked when a line is picked up. */
export function placesFor(
  unitId: string,
  from: string | null,
  lines: readonly Pair[],
  roster: Roster,
  settings: PlanSettings,
): { observerId: string; breaks: number }[] {
  const before = brokenRules(lines, roster, settings).length;
  const rest = lines.filter((line) => !(line.unitId === unitId && line.observerId === from));
  return roster.observers
    .filter(({ id, mayObserve }) => mayObserve && id !== from)
    .map(({ id }) => ({
      observerId: id,
      breaks: brokenRules([...rest, { observerId: id, unitId }], roster, settings).length - before,
    }));
}
