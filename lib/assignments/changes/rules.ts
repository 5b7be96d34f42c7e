/**
 * What becomes of each assignment of many: the rules of one (product.md, rules 1 and 2), asked one after another, so that
 * what a line takes is gone for the next.
 */
import { addDays, type Day } from "@/lib/platform/clock";
import { sha256Hex } from "@/lib/platform/digest";
import { CHANGE, isInTime, refused, SAME, type Verdict } from "@/lib/platform/many";
import type { Board, BoardAssignment, BoardUnit } from "../board/rules";
import { type AssignReason, assignRefusal, covers, type EndReason, endRefusal, type Stretch } from "../rules";
import { type Asked, LIGHTEST } from "./schema";

export type LineReason =
  | AssignReason
  | EndReason
  | "assignments.reason.ownEnd"
  | "assignments.reason.nobodyThere"
  | "assignments.reason.nobodyFree";

export type ChangeLine = {
  key: string;
  unitId: string;
  unitName: string;
  /** who has it on the day; null where somebody joins */
  present: BoardAssignment | null;
  to: { id: string; name: string } | null;
  /** of END the last day, of HAND the day before the next one comes */
  lastDay: Day | null;
  verdict: Verdict<LineReason>;
};
export type Stop = "assignments.reason.observerMissing";

/** The units of one observer: where plans are approved by a second person, more go by a plan. */
export const MOST_WITHOUT_PLAN = 3;
export const goesByPlan = (changing: number, needsApproval: boolean): boolean =>
  needsApproval && changing > MOST_WITHOUT_PLAN;

/** Of the change itself. */
export const changeStop = ({ deed, to }: Pick<Asked, "deed" | "to">): Stop | null =>
  deed !== "END" && !to ? "assignments.reason.observerMissing" : null;

type Person = Board["observers"][number];
type Context = { viewerId: string; today: Day };

/** Of the board of the asked day; units in its order. */
export function judge(board: Board, asked: Asked, context: Context): { lines: ChangeLine[]; seen: string } {
  const { deed, day, from } = asked;
  const wanted = new Set(asked.units);
  const held = new Map<string, Stretch[]>(board.observers.map(({ id, stretches }) => [id, [...stretches]]));
  const lines: ChangeLine[] = [];
  for (const unit of board.units.filter(({ id }) => wanted.has(id))) {
    const theirs = unit.assignments.filter(({ observerId }) => !from || observerId === from);
    if (deed === "JOIN") lines.push(joined(board, unit, asked, held, context));
    else if (theirs.length === 0)
      lines.push(lineOf(unit, null, null, null, refused("assignments.reason.nobodyThere")));
    else
      for (const present of theirs)
        lines.push(
          deed === "END"
            ? lineOf(unit, present, null, day, endVerdict(board, present, day, context))
            : handed(board, unit, present, asked, held, context),
        );
  }
  return { lines, seen: digestOf(lines) };
}

const lineOf = (
  unit: BoardUnit,
  present: BoardAssignment | null,
  to: Person | null,
  lastDay: Day | null,
  verdict: Verdict<LineReason>,
): ChangeLine => ({
  key: `${unit.id} ${present?.id ?? ""}`,
  unitId: unit.id,
  unitName: unit.shortName,
  present,
  to: to && { id: to.id, name: to.name },
  lastDay,
  verdict,
});

function endVerdict(
  { limits }: Board,
  present: BoardAssignment,
  lastDay: Day,
  { viewerId, today }: Context,
): Verdict<LineReason> {
  if (present.observerId === viewerId) return refused("assignments.reason.ownEnd");
  if (present.endsOn === lastDay) return SAME;
  const no = endRefusal(present, lastDay, today, limits);
  return no ? refused(no) : CHANGE;
}

function handed(
  board: Board,
  unit: BoardUnit,
  present: BoardAssignment,
  asked: Asked,
  held: Map<string, Stretch[]>,
  context: Context,
): ChangeLine {
  const lastDay = addDays(asked.day, -1);
  if (present.observerId === asked.to) return lineOf(unit, present, null, null, SAME);
  const ends = endVerdict(board, present, lastDay, context);
  if (ends.kind === "refused") return lineOf(unit, present, null, lastDay, ends);
  const { to, verdict } = comer(board, unit, asked, held, context);
  if (to && verdict.kind === "change") {
    begin(held, to.id, { unitId: unit.id, startsOn: asked.day, endsOn: null });
    const mine = held.get(present.observerId) ?? [];
    held.set(
      present.observerId,
      mine.map((one) =>
        one.unitId === unit.id && covers(one, asked.day) ? { ...one, endsOn: lastDay } : one,
      ),
    );
  }
  return lineOf(unit, present, to, lastDay, verdict);
}

function joined(
  board: Board,
  unit: BoardUnit,
  asked: Asked,
  held: Map<string, Stretch[]>,
  context: Context,
): ChangeLine {
  if (unit.assignments.some(({ observerId, endsOn }) => observerId === asked.to && endsOn === null))
    return lineOf(unit, null, null, null, SAME);
  const { to, verdict } = comer(board, unit, asked, held, context);
  if (to && verdict.kind === "change")
    begin(held, to.id, { unitId: unit.id, startsOn: asked.day, endsOn: null });
  return lineOf(unit, null, to, null, verdict);
}

const begin = (held: Map<string, Stretch[]>, id: string, stretch: Stretch): void =>
  void held.set(id, [...(held.get(id) ?? []), stretch]);

/** The named one, or the one with the fewest units among those who may: never a fourth, never against a recusal. */
function comer(
  board: Board,
  unit: BoardUnit,
  { day, to }: Asked,
  held: Map<string, Stretch[]>,
  { viewerId, today }: Context,
): { to: Person | null; verdict: Verdict<LineReason> } {
  const no = (person: Person): AssignReason | null =>
    assignRefusal(
      {
        mayObserve: person.mayObserve,
        isSelf: person.id === viewerId,
        stretches: held.get(person.id) ?? [],
        recusals: board.recusals.filter((one) => one.observerId === person.id && one.unitId === unit.id),
      },
      {
        unitId: unit.id,
        startsOn: day,
        unitStartsOn: unit.startsOn,
        unitEndsOn: unit.endsOn,
        limits: board.limits,
      },
      today,
    );
  if (to !== LIGHTEST) {
    const person = board.observers.find(({ id }) => id === to);
    if (!person) return { to: null, verdict: refused("assignments.reason.notObserver") };
    const reason = no(person);
    return { to: person, verdict: reason ? refused(reason) : CHANGE };
  }
  const load = (person: Person) => (held.get(person.id) ?? []).filter((one) => covers(one, day)).length;
  const [lightest] = board.observers
    .filter((person) => no(person) === null)
    .sort((a, b) => load(a) - load(b) || (a.name < b.name ? -1 : 1) || (a.id < b.id ? -1 : 1));
  return lightest
    ? { to: lightest, verdict: CHANGE }
    : { to: null, verdict: refused("assignments.reason.nobodyFree") };
}

/** Whoever was shown other lines than these is told to look again. */
const digestOf = (lines: readonly ChangeLine[]): string =>
  sha256Hex(
    lines
      .map(({ key, present, to, verdict }) =>
        [key, present?.rowVersion, present?.endsOn, to?.id, verdict.kind].join(" "),
      )
      .join("\n"),
  );

// ---------------------------------------------------------------- and back
export const BLOCKS = ["CHANGED", "SIGNED", "DEPUTY", "RECORDED"] as const;
export type Block = (typeof BLOCKS)[number];
export type UndoReason =
  | "assignments.reason.undoneAlready"
  | "assignments.reason.undoLate"
  | "assignments.reason.undoOwn"
  | "assignments.reason.undoBlocked";

type Change = { madeAt: Date; undoneAt: Date | null };
type Line = { fromId: string | null; toId: string | null; block: Block | null };

export function undoRefusal(
  change: Change,
  lines: readonly Line[],
  viewerId: string,
  now: Date,
): UndoReason | null {
  if (change.undoneAt) return "assignments.reason.undoneAlready";
  if (!isInTime(change.madeAt, now)) return "assignments.reason.undoLate";
  if (lines.some(({ fromId, toId }) => fromId === viewerId || toId === viewerId))
    return "assignments.reason.undoOwn";
  return lines.some(({ block }) => block !== null) ? "assignments.reason.undoBlocked" : null;
}
