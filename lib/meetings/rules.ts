/** 协调会 (docs/adr/0022): what may be done with a meeting in which state and by whom; the database keeps the same table. */
import { cityDay, type Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { MeetingState } from "./schema";

export const TRANSITIONS = {
  REQUESTED: ["CONVENED", "DECLINED"],
  CONVENED: ["HELD", "CANCELLED"],
  HELD: ["SIGNING"],
  // back by an objection, on when everybody has signed
  SIGNING: ["HELD", "SIGNED"],
  SIGNED: [],
  CANCELLED: [],
  DECLINED: [],
} as const satisfies Record<MeetingState, readonly MeetingState[]>;

export const MEETING_STEPS = [
  "CONVENE",
  "DECLINE",
  "CHANGE",
  "CANCEL",
  "HOLD",
  "WRITE",
  "ASK_SIGNING",
  "SIGN",
  "OBJECT",
  "ADD",
] as const;
export type MeetingStep = (typeof MEETING_STEPS)[number];

export type MeetingReason =
  | "meetings.reason.wrongState"
  | "meetings.reason.notKeeper"
  | "meetings.reason.notParty"
  | "meetings.reason.notYet"
  | "meetings.reason.notReady"
  | "meetings.reason.signedAlready"
  | "meetings.reason.unknownUnit"
  | "meetings.reason.notWitness"
  | "meetings.reason.idTaken";

const FROM: Record<MeetingStep, readonly MeetingState[]> = {
  CONVENE: ["REQUESTED"],
  DECLINE: ["REQUESTED"],
  CHANGE: ["CONVENED"],
  CANCEL: ["CONVENED"],
  HOLD: ["CONVENED"],
  WRITE: ["HELD", "SIGNING"],
  ASK_SIGNING: ["HELD"],
  SIGN: ["SIGNING"],
  OBJECT: ["SIGNING"],
  ADD: ["SIGNED"],
};
const BY_CONTACT: readonly MeetingStep[] = ["SIGN", "OBJECT"];

export const leadsTo = (state: MeetingState, step: MeetingStep, isLast = false): MeetingState => {
  switch (step) {
    case "CONVENE":
      return "CONVENED";
    case "DECLINE":
      return "DECLINED";
    case "CANCEL":
      return "CANCELLED";
    case "HOLD":
    case "OBJECT":
      return "HELD";
    case "ASK_SIGNING":
      return "SIGNING";
    case "SIGN":
      return isLast ? "SIGNED" : "SIGNING";
    case "CHANGE":
    case "WRITE":
    case "ADD":
      return state;
  }
};

type Known = {
  state: MeetingState;
  startsAt: Date | null;
  /** an observer of a party, a reviewer or a leader */
  isKeeper: boolean;
  /** the viewer's unit, where it is a party and the viewer its contact */
  ownParty: { hasSigned: boolean } | null;
};

export function stepRefusal(meeting: Known, step: MeetingStep, now: Date): Refusal<MeetingReason> | null {
  if (BY_CONTACT.includes(step)) {
    if (!meeting.ownParty) return refuse("meetings.reason.notParty");
  } else if (!meeting.isKeeper) return refuse("meetings.reason.notKeeper");
  if (!FROM[step].includes(meeting.state)) return refuse("meetings.reason.wrongState");
  if (BY_CONTACT.includes(step) && meeting.ownParty?.hasSigned)
    return refuse("meetings.reason.signedAlready");
  // nobody writes what was said before it was said
  if (step === "HOLD" && meeting.startsAt !== null && meeting.startsAt > now)
    return refuse("meetings.reason.notYet");
  return null;
}

/** What minutes still lack before they are put out to be signed. */
export const LACKS = ["attendance", "position", "decision", "witness"] as const;
export type Lack = (typeof LACKS)[number];
type Minutes = {
  parties: readonly { isPresent: boolean | null; position: string }[];
  decisions: readonly { isWithdrawn: boolean }[];
  witnesses: readonly { isWithdrawn: boolean }[];
};
export function lacksOf({ parties, decisions, witnesses }: Minutes): Lack[] {
  const isLive = ({ isWithdrawn }: { isWithdrawn: boolean }) => !isWithdrawn;
  const lacks: Record<Lack, boolean> = {
    attendance: parties.some(({ isPresent }) => isPresent === null),
    position: parties.some(({ isPresent, position }) => isPresent === true && position.trim().length < 2),
    decision: !decisions.some(isLive),
    witness: !witnesses.some(isLive),
  };
  return LACKS.filter((lack) => lacks[lack]);
}

/** Those who have signed just this version. */
export const hasSigned = (
  party: { signatures: readonly { version: number; verdict: "SIGNED" | "OBJECTED" }[] },
  minutesVersion: number,
): boolean =>
  party.signatures.some(({ version, verdict }) => version === minutesVersion && verdict === "SIGNED");

/** Today's stay among the coming all day. */
export const isComing = (
  { state, startsAt }: { state: MeetingState; startsAt: Date | null },
  today: Day,
): boolean => state === "CONVENED" && startsAt !== null && cityDay(startsAt) >= today;
