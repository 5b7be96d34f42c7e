/** What may be done in which state of a batch, a post and a person named for it; the database keeps the same table (ADR 0029). */
import { addWorkingDays, type Calendar } from "@/lib/calendar/rules";
import { addDays, addMonths, type Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type {
  BatchState,
  Decision,
  Finding,
  Mark,
  PositionInput,
  PositionState,
  Requirements,
  Stage,
  TrialResult,
} from "./schema";

export type ReviewReason =
  | "reviews.reason.wrongState"
  | "reviews.reason.noShortList"
  | "reviews.reason.nothingChanged"
  | "reviews.reason.redrawFirst"
  | "reviews.reason.reasonNeeded"
  | "reviews.reason.alreadyNamed"
  | "reviews.reason.notWhole"
  | "reviews.reason.recused"
  | "reviews.reason.standsAside"
  | "reviews.reason.leaderCancels"
  | "reviews.reason.ownPreparation"
  | "reviews.reason.noticeBackdated"
  | "reviews.reason.noPlace"
  | "reviews.reason.nobodyPresent"
  | "reviews.reason.evidenceChanged"
  | "reviews.reason.notYet"
  | "reviews.reason.noticeTooShort"
  | "reviews.reason.noticeNotOver"
  | "reviews.reason.objectionStands"
  | "reviews.reason.trialLonger";

export const STAGE_STEPS = {
  LONG: ["SHORT", "DROPPED"],
  SHORT: ["LONG", "DROPPED"],
  DROPPED: ["LONG"],
} as const satisfies Record<Stage, readonly Stage[]>;
export const POSITION_STEPS = {
  LISTING: ["PREPARING", "CANCELLED"],
  PREPARING: ["LISTING", "CANCELLED", "DECIDED"],
  DECIDED: [],
  CANCELLED: [],
} as const satisfies Record<PositionState, readonly PositionState[]>;

export type PositionStep = "PREPARE" | "BACK" | "CANCEL";
const leadsTo = { PREPARE: "PREPARING", BACK: "LISTING", CANCEL: "CANCELLED" } as const;
export const stepLeadsTo = (step: PositionStep): PositionState => leadsTo[step];

type Standing = {
  batchState: BatchState;
  state: PositionState;
  shortListed: number;
  decided: number;
  /** its rule was changed after people were named by it, and nobody has looked at what that means */
  waitsForPool: boolean;
};
/** Recused from somebody of the batch or the post, or named there: `isOwnPost` is the latter alone, and of the post. */
type Aside = { standsAside: boolean };
type OwnPost = { isOwnPost: boolean };

/** The end of a batch opens the files that it closed: not for who waits for that; and no decision is called off but by a leader. */
export function batchStepRefusal(
  batch: Aside & { state: BatchState; decided: number },
  step: "CLOSE" | "CANCEL",
  isLeader: boolean,
): Refusal<ReviewReason> | null {
  if (batch.state !== "OPEN") return refuse("reviews.reason.wrongState");
  if (batch.standsAside) return refuse("reviews.reason.standsAside");
  return step === "CANCEL" && batch.decided > 0 && !isLeader ? refuse("reviews.reason.leaderCancels") : null;
}

export function positionStepRefusal(
  position: Standing & Aside,
  step: PositionStep,
): Refusal<ReviewReason> | null {
  const to = leadsTo[step];
  const allowed: readonly PositionState[] = POSITION_STEPS[position.state];
  if (position.batchState !== "OPEN" || !allowed.includes(to)) return refuse("reviews.reason.wrongState");
  if (position.standsAside) return refuse("reviews.reason.standsAside");
  if (step === "PREPARE") {
    if (position.waitsForPool) return refuse("reviews.reason.redrawFirst");
    return position.shortListed === 0 ? refuse("reviews.reason.noShortList") : null;
  }
  return position.decided > 0 ? refuse("reviews.reason.wrongState") : null;
}

/** Naming and moving people: while the list is open. */
function listRefusal({
  batchState,
  state,
}: Pick<Standing, "batchState" | "state">): Refusal<ReviewReason> | null {
  return batchState === "OPEN" && state === "LISTING" ? null : refuse("reviews.reason.wrongState");
}
/** Correcting the post, and looking at what that means for the pool. */
export const correctRefusal = (
  position: Pick<Standing, "batchState" | "state"> & Aside,
): Refusal<ReviewReason> | null =>
  listRefusal(position) ?? (position.standsAside ? refuse("reviews.reason.standsAside") : null);
const ownPostRefusal = ({ isOwnPost }: OwnPost): Refusal<ReviewReason> | null =>
  isOwnPost ? refuse("reviews.reason.standsAside") : null;
export const nameRefusal = (
  position: Pick<Standing, "batchState" | "state" | "waitsForPool"> & OwnPost,
): Refusal<ReviewReason> | null =>
  listRefusal(position) ??
  ownPostRefusal(position) ??
  (position.waitsForPool ? refuse("reviews.reason.redrawFirst") : null);
export function moveRefusal(
  position: Pick<Standing, "batchState" | "state"> & OwnPost,
  from: Stage,
  to: Stage,
): Refusal<ReviewReason> | null {
  const allowed: readonly Stage[] = STAGE_STEPS[from];
  return (
    listRefusal(position) ??
    ownPostRefusal(position) ??
    (allowed.includes(to) ? null : refuse("reviews.reason.wrongState"))
  );
}

type Looked = Pick<Standing, "batchState" | "state"> & OwnPost & { stage: Stage; isDecided: boolean };
/** An opinion: of whom stands on the short list, until it is decided. */
export const opinionRefusal = (candidate: Looked & { hasOwn: boolean }): Refusal<ReviewReason> | null =>
  isLookedAt(candidate) && !candidate.hasOwn ? null : refuse("reviews.reason.wrongState");
const isLookedAt = ({ batchState, state, stage, isDecided, isOwnPost }: Looked): boolean =>
  !isOwnPost && batchState === "OPEN" && state === "PREPARING" && stage === "SHORT" && !isDecided;

export function decisionRefusal(
  candidate: Looked & {
    places: number;
    appointed: number;
    present: readonly { part: string }[];
    /** the viewer wrote down the post or its rule, named the person or put them on the short list */
    isPreparer: boolean;
  },
  decision: Decision,
  decidedOn: Day,
  today: Day,
): Refusal<ReviewReason> | null {
  if (!isLookedAt(candidate)) return refuse("reviews.reason.wrongState");
  if (candidate.isPreparer) return refuse("reviews.reason.ownPreparation");
  if (decidedOn > today) return refuse("reviews.reason.notYet");
  if (!isMeeting(candidate.present)) return refuse("reviews.reason.nobodyPresent");
  return decision === "APPOINT" && candidate.appointed >= candidate.places
    ? refuse("reviews.reason.noPlace")
    : null;
}
/** A chair and at least one who takes part beside them. */
export const isMeeting = (present: readonly { part: string }[]): boolean =>
  present.some(({ part }) => part === "CHAIR") &&
  present.filter(({ part }) => part === "CHAIR" || part === "MEMBER").length >= 2;

/** Somebody asked: the meeting speaks of them first. */
export const isDisputed = (opinions: readonly { mark: Mark }[]): boolean =>
  opinions.some(({ mark }) => mark === "QUESTION");

/** Five working days after the day on which it is put up, that day not counted. */
const NOTICE_DAYS = 5;
export const earliestNoticeEnd = (startsOn: Day, calendar: Calendar): Day =>
  addWorkingDays(startsOn, NOTICE_DAYS, calendar);
/** Five days on which it could be read: none of them is past when it is put up. */
export function noticeRefusal(
  { startsOn, endsOn }: { startsOn: Day; endsOn: Day },
  today: Day,
  calendar: Calendar,
): Refusal<ReviewReason> | null {
  if (startsOn < today) return refuse("reviews.reason.noticeBackdated");
  return endsOn < earliestNoticeEnd(startsOn, calendar) ? refuse("reviews.reason.noticeTooShort") : null;
}

type Noticed = { decision: Decision | null; noticeEndsOn: Day | null; findings: readonly (Finding | null)[] };
export function outcomeRefusal(
  { decision, noticeEndsOn, findings }: Noticed,
  startedOn: Day,
  today: Day,
): Refusal<ReviewReason> | null {
  if (decision !== "APPOINT") return refuse("reviews.reason.wrongState");
  if (noticeEndsOn === null || noticeEndsOn >= today || startedOn <= noticeEndsOn)
    return refuse("reviews.reason.noticeNotOver");
  return findings.some((finding) => finding === null || finding === "UPHELD")
    ? refuse("reviews.reason.objectionStands")
    : null;
}

/** 试用期: one year, its last day counted. */
export const trialEnd = (startedOn: Day): Day => addDays(addMonths(startedOn, 12), -1);
export function trialRefusal(
  { endsOn, result }: { endsOn: Day | null; result: TrialResult | null },
  next: TrialResult,
  until: Day | null,
): Refusal<ReviewReason> | null {
  if (endsOn === null || (result !== null && result !== "EXTENDED"))
    return refuse("reviews.reason.wrongState");
  if (next === "EXTENDED" && (until === null || until <= endsOn)) return refuse("reviews.reason.trialLonger");
  return null;
}

/** The rule of a post from the fields of its form. */
export const requirementsOf = (input: PositionInput): Requirements => ({
  countedOn: input.countedOn,
  levels: input.levels,
  maxAge: input.maxAge,
  education: input.education,
  workYears: input.workYears,
  levelYears: input.levelYears,
  experience: [
    ...(input.battlefieldMonths ? [{ kind: "BATTLEFIELD" as const, months: input.battlefieldMonths }] : []),
    ...(input.unitType && input.unitTypeMonths
      ? [{ kind: "UNIT_TYPE" as const, unitType: input.unitType, months: input.unitTypeMonths }]
      : []),
    ...(input.heldTier && input.heldTierMonths
      ? [{ kind: "TIER" as const, tier: input.heldTier, months: input.heldTierMonths }]
      : []),
  ],
});
