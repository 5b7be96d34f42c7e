/**
 * One change for many: chosen in a list, looked at line by line, then made as a whole or not at all (ADR 0034, 0038). What
 * differs between cadres, accounts and assignments is the deed; what is the same stands here.
 */
import { z } from "zod";
import { addDays, cityDay, type Day } from "./clock";

export const MANY_LIMITS = { chosen: 500, reason: 200, undoDays: 30 } as const;

/** What becomes of a line. One that is refused stops the whole until it is left out; one that stays as it is does not. */
export type Verdict<Reason extends string> =
  | { kind: "change" }
  | { kind: "same" }
  | { kind: "refused"; reason: Reason };

export const CHANGE = { kind: "change" } as const;
export const SAME = { kind: "same" } as const;
export const refused = <Reason extends string>(reason: Reason) => ({ kind: "refused", reason }) as const;

export type Counts = { change: number; same: number; refused: number };

export function countsOf(lines: readonly { verdict: Verdict<string> }[]): Counts {
  const counts: Counts = { change: 0, same: 0, refused: 0 };
  for (const { verdict } of lines) counts[verdict.kind] += 1;
  return counts;
}

/** The lines that stay once the refused ones are left out. */
export const withoutRefused = <Line extends { verdict: Verdict<string> }>(lines: readonly Line[]): Line[] =>
  lines.filter(({ verdict }) => verdict.kind !== "refused");

/** Of an address: one or many ticks of the same name. */
export const chosenIds = z
  .preprocess(
    (value) => (typeof value === "string" ? [value] : value),
    z.array(z.uuid()).max(MANY_LIMITS.chosen),
  )
  .catch([])
  .default([])
  .transform((ids) => [...new Set(ids)]);

/** Of a form: the same ones, in one field. */
export const confirmedIds = z
  .string()
  .transform((text) => [...new Set(text.split(","))])
  .pipe(z.array(z.uuid()).min(1).max(MANY_LIMITS.chosen));

/** Taken back for as long as an import is. */
export const isInTime = (madeAt: Date, now: Date): boolean => cityDay(now) <= lastUndoDay(madeAt);
export const lastUndoDay = (madeAt: Date): Day => addDays(cityDay(madeAt), MANY_LIMITS.undoDays);
