import { describe, expect, it } from "vitest";
import {
  type BoardState,
  boardAfter,
  firstState,
} from "@/app/(desk)/assignments/plans/[id]/_components/board-state";
import type { PlanLine } from "@/lib/assignments/plans/schema";

const line = (observerId: string, unitId: string, origin: PlanLine["origin"] = "KEPT"): PlanLine => ({
  observerId,
  unitId,
  origin,
});
const base = new Set(["ann one", "ben two"]);
const first = firstState([line("ann", "one"), line("ben", "two")]);
const move = (state: BoardState, unitId: string, from: string | null, to: string | null) =>
  boardAfter(boardAfter(state, { do: "pick", unitId, from }), { do: "move", to, base });

describe("boardAfter", () => {
  it("moves a unit in its place, marked as done by hand, and calls it kept once it is back", () => {
    const moved = move(first, "one", "ann", "ben");
    expect(moved.lines).toEqual([line("ben", "one", "MANUAL"), line("ben", "two")]);
    expect(move(moved, "one", "ben", "ann").lines).toEqual(first.lines);
  });

  it("takes a unit from everybody, and gives one that nobody has", () => {
    const without = move(first, "one", "ann", null);
    expect(without.lines).toEqual([line("ben", "two")]);
    expect(move(without, "one", null, "ben").lines).toEqual([
      line("ben", "two"),
      line("ben", "one", "MANUAL"),
    ]);
  });

  it("changes nothing where it was put back, or where they have it already", () => {
    expect(move(first, "one", "ann", "ann")).toEqual(first);
    const both = firstState([line("ann", "one"), line("ben", "one")]);
    expect(move(both, "one", "ann", "ben")).toEqual(both);
    expect(boardAfter(first, { do: "move", to: "ben", base })).toEqual(first);
  });

  it("undoes and does again, until something new is done", () => {
    const once = move(first, "one", "ann", "ben");
    const twice = move(once, "two", "ben", "ann");
    const back = boardAfter(boardAfter(twice, { do: "undo" }), { do: "undo" });
    expect(back.lines).toEqual(first.lines);
    expect(boardAfter(back, { do: "undo" })).toEqual(back);
    expect(boardAfter(boardAfter(back, { do: "redo" }), { do: "redo" }).lines).toEqual(twice.lines);
    const other = move(boardAfter(twice, { do: "undo" }), "two", "ben", null);
    expect(boardAfter(other, { do: "redo" })).toEqual(other);
  });

  it("lets go, and begins anew with what came from the server", () => {
    const held = boardAfter(first, { do: "pick", unitId: "one", from: "ann" });
    expect(boardAfter(held, { do: "drop" })).toEqual(first);
    const other = [line("ben", "one")];
    expect(boardAfter(move(first, "one", "ann", "ben"), { do: "reset", lines: other })).toEqual(
      firstState(other),
    );
  });
});
