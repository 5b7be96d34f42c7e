/** 三员兼任: who may do what with an exception, and what it is today. The database says the same. */
import type { Day } from "@/lib/platform/clock";

export const EXCEPTION_STATES = ["ASKED", "LIVE", "DECLINED", "ENDED", "EXPIRED"] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

type Facts = { isConfirmed: boolean | null; endedAt: Date | null; endsOn: Day };

/** Ends by itself with its last day; one that was asked for and never decided lapses the same way. */
export function stateOf({ isConfirmed, endedAt, endsOn }: Facts, today: Day): ExceptionState {
  if (isConfirmed === false) return "DECLINED";
  if (endedAt) return "ENDED";
  if (endsOn < today) return "EXPIRED";
  return isConfirmed ? "LIVE" : "ASKED";
}

type People = { userId: string; askedBy: string };

/** A third person: neither who asked nor whom it is for. */
export const mayDecide = (state: ExceptionState, { userId, askedBy }: People, viewerId: string): boolean =>
  state === "ASKED" && viewerId !== userId && viewerId !== askedBy;

/** Whoever may decide or asked may end it early, or withdraw it; never the person. */
export const mayEnd = (state: ExceptionState, { userId }: People, viewerId: string): boolean =>
  (state === "ASKED" || state === "LIVE") && viewerId !== userId;
