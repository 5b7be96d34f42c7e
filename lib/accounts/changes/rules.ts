/** What becomes of each account of many, and whether a change can be taken back. The same rules as for one account. */
import type { Day } from "@/lib/platform/clock";
import { sha256Hex } from "@/lib/platform/digest";
import { CHANGE, isInTime, refused, SAME, type Verdict } from "@/lib/platform/many";
import type { Role } from "@/lib/platform/rights";
import { grantRefusal, takeBackRefusal } from "../rules";
import type { AccountDeed, GrantDeed, RoleDeed } from "./schema";

export type ManyAccount = {
  id: string;
  account: string;
  name: string;
  department: string;
  isActive: boolean;
  validUntil: Day | null;
  /** past its last day */
  isOver: boolean;
  hasPassword: boolean;
  /** a slip that can still be used */
  hasSlip: boolean;
  isLocked: boolean;
};
export type ManyPerson = {
  id: string;
  account: string;
  name: string;
  department: string;
  isActive: boolean;
  hasUnit: boolean;
  hasCadre: boolean;
  clearance: number;
  roles: Role[];
};

export type AccountChangeReason =
  | "accounts.reason.ownAccount"
  | "accounts.reason.ownPassword"
  | "accounts.reason.isDisabled"
  | "accounts.reason.validityOver"
  | "accounts.reason.ownRoles"
  | "accounts.reason.ownClearance"
  | "accounts.reason.rolesKeepApart"
  | "accounts.reason.noUnitLinked"
  | "accounts.reason.noCadreLinked";
export type AccountVerdict = Verdict<AccountChangeReason>;
export type AccountStop = "accounts.reason.validityPast";

/** Of the change itself, whoever it is for. */
export const accountStop = (deed: AccountDeed, day: Day | undefined, today: Day): AccountStop | null =>
  deed === "VALIDITY" && day !== undefined && day < today ? "accounts.reason.validityPast" : null;

function accountVerdict(
  account: ManyAccount,
  deed: AccountDeed,
  day: Day | undefined,
  viewerId: string,
): AccountVerdict {
  const isOwn = account.id === viewerId;
  switch (deed) {
    case "DISABLE":
      if (isOwn) return refused("accounts.reason.ownAccount");
      return account.isActive ? CHANGE : SAME;
    case "ENABLE":
      if (account.isActive) return SAME;
      return account.isOver ? refused("accounts.reason.validityOver") : CHANGE;
    case "UNLOCK":
      return account.isLocked ? CHANGE : SAME;
    case "VALIDITY":
      if (isOwn) return refused("accounts.reason.ownAccount");
      return account.validUntil === (day ?? null) ? SAME : CHANGE;
    case "SLIPS":
      if (isOwn) return refused("accounts.reason.ownPassword");
      return account.isActive && !account.isOver ? CHANGE : refused("accounts.reason.isDisabled");
  }
}

function roleVerdict(person: ManyPerson, deed: RoleDeed, role: Role, viewerId: string): AccountVerdict {
  const isOwn = person.id === viewerId;
  if (deed === "TAKE_BACK") {
    const no = takeBackRefusal(person.roles, role, isOwn);
    if (no === null) return CHANGE;
    return no === "accounts.reason.ownRoles" ? refused(no) : SAME;
  }
  const no = grantRefusal(person.roles, role, isOwn);
  if (no === "accounts.reason.ownRoles") return refused(no);
  if (no === "accounts.reason.roleHeld") return SAME;
  if (no !== null) return refused("accounts.reason.rolesKeepApart");
  if (!person.isActive) return refused("accounts.reason.isDisabled");
  if (role === "LIAISON" && !person.hasUnit) return refused("accounts.reason.noUnitLinked");
  return role === "CADRE" && !person.hasCadre ? refused("accounts.reason.noCadreLinked") : CHANGE;
}

/** What a line says of the account before and after: states and days, never a secret. Undo compares with what is there. */
export function statesOf(
  account: ManyAccount,
  deed: AccountDeed,
  day: Day | undefined,
): { before: string; after: string } {
  switch (deed) {
    case "DISABLE":
      return { before: "active", after: "disabled" };
    case "ENABLE":
      return { before: "disabled", after: "active" };
    case "UNLOCK":
      return { before: "locked", after: "unlocked" };
    case "VALIDITY":
      return { before: account.validUntil ?? "", after: day ?? "" };
    case "SLIPS":
      return { before: account.hasPassword ? "password" : "none", after: "slip" };
  }
}

/** Whoever was shown other facts than these is told to look again. */
const digestOf = (
  lines: readonly { id: string; verdict: AccountVerdict }[],
  facts: readonly string[],
): string => sha256Hex(lines.map(({ id, verdict }, at) => `${id} ${verdict.kind} ${facts[at]}`).join("\n"));

export type Judged<Line> = { lines: (Line & { verdict: AccountVerdict })[]; seen: string };

/** What a look leads to; page and command ask the same. */
export function judgeAccounts(
  accounts: readonly ManyAccount[],
  deed: AccountDeed,
  day: Day | undefined,
  viewerId: string,
): Judged<ManyAccount> {
  const lines = accounts.map((one) => ({ ...one, verdict: accountVerdict(one, deed, day, viewerId) }));
  const facts = accounts.map((one) => `${statesOf(one, deed, day).before} ${one.isActive} ${one.hasSlip}`);
  return { lines, seen: digestOf(lines, facts) };
}

export function judgeRoles(
  people: readonly ManyPerson[],
  deed: RoleDeed,
  role: Role,
  viewerId: string,
): Judged<ManyPerson> {
  const lines = people.map((one) => ({ ...one, verdict: roleVerdict(one, deed, role, viewerId) }));
  return {
    lines,
    seen: digestOf(
      lines,
      people.map(({ roles }) => roles.join(" ")),
    ),
  };
}

/** The rule of one: nobody sets their own. */
export function judgeClearances(
  people: readonly ManyPerson[],
  level: number,
  viewerId: string,
): Judged<ManyPerson> {
  const lines = people.map((one) => {
    const verdict = one.clearance === level ? SAME : CHANGE;
    return {
      ...one,
      verdict: one.id === viewerId ? refused("accounts.reason.ownClearance" as const) : verdict,
    };
  });
  return {
    lines,
    seen: digestOf(
      lines,
      people.map(({ clearance }) => `${level} ${clearance}`),
    ),
  };
}

// ---------------------------------------------------------------- and back
export type ChangedLine = {
  userId: string;
  name: string;
  account: string;
  before: string;
  after: string;
  /** the same fact now */
  present: string;
  /** of a role: assignments rest on it */
  isLeanedOn: boolean;
};
export type UndoReason =
  | "accounts.reason.undoneAlready"
  | "accounts.reason.undoLate"
  | "accounts.reason.undoNothing"
  | "accounts.reason.undoOwn"
  | "accounts.reason.undoBlocked";
export type LineBlock = "accounts.reason.changedSince" | "accounts.reason.leanedOn";

type Change = { deed: AccountDeed | GrantDeed; madeAt: Date; undoneAt: Date | null };

/** Old passwords are gone and a lock is a matter of minutes: these two have nothing to go back to. */
const HAS_WAY_BACK: readonly Change["deed"][] = [
  "DISABLE",
  "ENABLE",
  "VALIDITY",
  "GRANT",
  "TAKE_BACK",
  "CLEARANCE",
];

export const lineBlock = ({ present, after, isLeanedOn }: ChangedLine): LineBlock | null => {
  if (present !== after) return "accounts.reason.changedSince";
  return isLeanedOn ? "accounts.reason.leanedOn" : null;
};

export function undoRefusal(
  change: Change,
  lines: readonly ChangedLine[],
  viewerId: string,
  now: Date,
): UndoReason | null {
  if (change.undoneAt) return "accounts.reason.undoneAlready";
  if (!HAS_WAY_BACK.includes(change.deed)) return "accounts.reason.undoNothing";
  if (!isInTime(change.madeAt, now)) return "accounts.reason.undoLate";
  if (lines.some(({ userId }) => userId === viewerId)) return "accounts.reason.undoOwn";
  return lines.some((line) => lineBlock(line) !== null) ? "accounts.reason.undoBlocked" : null;
}
