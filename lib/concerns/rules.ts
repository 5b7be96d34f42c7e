/** 需关注 (rules 5 and 11, docs/adr/0015): what may be decided, by whom and for how long; the database keeps the same table. */
import {
  type Missing,
  mayBeIndependent,
  missingFor,
  type SourceKind,
} from "@/lib/achievements/corroboration/rules";
import { addDays, type Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { ConcernDecision, ConcernState } from "./schema";

export const TRANSITIONS = {
  OPEN: ["WATCHING", "REMINDED", "DISMISSED"],
  // to itself: renewed
  WATCHING: ["WATCHING", "REMINDED", "DISMISSED", "OPEN"],
  REMINDED: ["REMINDED", "WATCHING", "DISMISSED", "OPEN"],
  DISMISSED: ["OPEN"],
} as const satisfies Record<ConcernState, readonly ConcernState[]>;

/** The longest a decision stands without being looked at again; what a page proposes is set by the office. */
export const LONGEST_DAYS = 366;

export type ConcernReason =
  | "concerns.reason.wrongState"
  | "concerns.reason.notSupported"
  | "concerns.reason.ownWork"
  | "concerns.reason.expiryOutOfReach"
  | "concerns.reason.renewLater"
  | "concerns.reason.idTaken";

/** Decided 继续观察 or 提醒: what may stand in a file. */
export const isDecided = (state: ConcernState): boolean => state === "WATCHING" || state === "REMINDED";

export type Standing = "open" | "standing" | "expired" | "dismissed";
/** The last day still counts. Expiry needs nobody: it follows from the day. */
export function standingOf(
  { state, expiresOn }: { state: ConcernState; expiresOn: Day | null },
  today: Day,
): Standing {
  if (state === "OPEN") return "open";
  if (state === "DISMISSED") return "dismissed";
  return expiresOn !== null && expiresOn >= today ? "standing" : "expired";
}

export const leadsTo = (state: ConcernState, decision: ConcernDecision): ConcernState => {
  switch (decision) {
    case "WATCH":
      return "WATCHING";
    case "REMIND":
      return "REMINDED";
    case "RENEW":
      return state;
    case "DISMISS":
      return "DISMISSED";
    case "REOPEN":
      return "OPEN";
  }
};

type Known = { state: ConcernState; expiresOn: Day | null; isOpener: boolean; isRecorder: boolean };

/** Four eyes: who opened it or recorded a source decides nothing. Whether it has its two sources is asked apart. */
export function decisionRefusal(
  concern: Known,
  decision: ConcernDecision,
  viewer: { isReviewer: boolean },
): Refusal<ConcernReason> | null {
  const isFrom = (...states: ConcernState[]) => states.includes(concern.state);
  const fits = {
    WATCH: isFrom("OPEN", "REMINDED"),
    REMIND: isFrom("OPEN", "WATCHING"),
    RENEW: isDecided(concern.state),
    DISMISS: isFrom("OPEN", "WATCHING", "REMINDED"),
    REOPEN: isFrom("DISMISSED") && viewer.isReviewer,
  }[decision];
  if (!fits) return refuse("concerns.reason.wrongState");
  // to look at it again decides nothing
  if (decision !== "REOPEN" && (concern.isOpener || concern.isRecorder))
    return refuse("concerns.reason.ownWork");
  return null;
}

export function expiryRefusal(
  expiresOn: Day,
  before: Day | null,
  decision: ConcernDecision,
  today: Day,
): Refusal<ConcernReason> | null {
  if (expiresOn <= today || expiresOn > addDays(today, LONGEST_DAYS))
    return refuse("concerns.reason.expiryOutOfReach");
  return decision === "RENEW" && before !== null && expiresOn <= before
    ? refuse("concerns.reason.renewLater")
    : null;
}

export type ConcernSourceFacts = {
  kind: SourceKind;
  origin: string;
  isWithdrawn: boolean;
  isCurrent: boolean;
};

/** The rule of 印证, asked of what speaks against somebody: two kinds, two origins. */
const asSource = (source: ConcernSourceFacts) => ({
  ...source,
  supports: true,
  isIndependent: mayBeIndependent(source.kind),
  isOwnUnits: false,
});
export const missingSources = (sources: readonly ConcernSourceFacts[]): Missing | null =>
  missingFor(sources.map(asSource));
