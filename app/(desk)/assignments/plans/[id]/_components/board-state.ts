/** The board's state as a pure function: what is done, undone and done again. */
import { type Pair, pairKey } from "@/lib/assignments/plans/rules";
import type { PlanLine } from "@/lib/assignments/plans/schema";

export type BoardState = {
  past: readonly (readonly PlanLine[])[];
  lines: readonly PlanLine[];
  future: readonly (readonly PlanLine[])[];
  /** the unit in hand, and whose it is; null: nobody's */
  picked: { unitId: string; from: string | null } | null;
};

export type BoardEvent =
  | { do: "pick"; unitId: string; from: string | null }
  | { do: "drop" }
  | { do: "move"; to: string | null; base: ReadonlySet<string> }
  | { do: "undo" | "redo" }
  /** another version came from the server */
  | { do: "reset"; lines: readonly PlanLine[] };

export const firstState = (lines: readonly PlanLine[]): BoardState => ({
  past: [],
  lines,
  future: [],
  picked: null,
});

export function boardAfter(state: BoardState, event: BoardEvent): BoardState {
  switch (event.do) {
    case "pick":
      return { ...state, picked: { unitId: event.unitId, from: event.from } };
    case "drop":
      return { ...state, picked: null };
    case "move": {
      const lines = moved(state, event.to, event.base);
      return lines
        ? { past: [...state.past, state.lines], lines, future: [], picked: null }
        : { ...state, picked: null };
    }
    case "reset":
      return firstState(event.lines);
    case "undo": {
      const lines = state.past.at(-1);
      if (!lines) return state;
      return { past: state.past.slice(0, -1), lines, future: [state.lines, ...state.future], picked: null };
    }
    case "redo": {
      const [lines, ...future] = state.future;
      if (!lines) return state;
      return { past: [...state.past, state.lines], lines, future, picked: null };
    }
  }
}

/** Null where nothing changes: put back where it was, or given to whoever has it already. */
function moved(
  { lines, picked }: BoardState,
  to: string | null,
  base: ReadonlySet<string>,
): PlanLine[] | null {
  if (!picked || picked.from === to) return null;
  const { unitId, from } = picked;
  const has = (pair: Pair) => lines.some((line) => pairKey(line) === pairKey(pair));
  if (to !== null && has({ observerId: to, unitId })) return null;
  const next: PlanLine | null =
    to === null
      ? null
      : {
          observerId: to,
          unitId,
          origin: base.has(pairKey({ observerId: to, unitId })) ? "KEPT" : "MANUAL",
        };
  if (from === null) return next ? [...lines, next] : null;
  return lines.flatMap((line) =>
    line.unitId === unitId && line.observerId === from ? (next ? [next] : []) : [line],
  );
}
