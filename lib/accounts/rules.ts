/** Sign-in, password and session rules (shared figures: security of sign-in in docs/operations.md). */
import { ADMINISTRATOR_ROLES, type Role } from "@/lib/platform/rights";

export const LOCK_AFTER_FAILURES = 5;
export const LOCK_MINUTES = 30;
/** Failures on one account from all addresses; far above a person's own mistakes. */
export const LOCK_ACCOUNT_AFTER = 100;
/** Failures from one address on all accounts: one password tried on many names. An office shares an address. */
export const LOCK_ADDRESS_AFTER = 200;
const PASSWORD_LENGTH = 10;

/**
 * Five failures within half an hour shut the door for half an hour after the fifth. Given are the ages in minutes
 * of the failures that count, newest first: of this address, and of all.
 */
export function isLocked(here: readonly number[], everywhere: readonly number[]): boolean {
  const newest = here[0];
  const fifth = here[LOCK_AFTER_FAILURES - 1];
  const isShut =
    newest !== undefined && fifth !== undefined && newest < LOCK_MINUTES && fifth - newest <= LOCK_MINUTES;
  return isShut || everywhere.filter((age) => age < LOCK_MINUTES).length >= LOCK_ACCOUNT_AFTER;
}

export type PasswordRefusal =
  | "accounts.reason.passwordShort"
  | "accounts.reason.passwordSimple"
  | "accounts.reason.passwordHasAccount";

/** ≥ 10 characters and 3 of 4 classes. */
export function passwordRefusal(password: string, account: string): PasswordRefusal | null {
  if ([...password].length < PASSWORD_LENGTH) return "accounts.reason.passwordShort";
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((one) => one.test(password)).length;
  if (classes < 3) return "accounts.reason.passwordSimple";
  if (password.toLowerCase().includes(account.toLowerCase())) return "accounts.reason.passwordHasAccount";
  return null;
}

export type RoleRefusal =
  | "accounts.reason.rolesKeepApart"
  | "accounts.reason.ownRoles"
  | "accounts.reason.roleHeld"
  | "accounts.reason.roleNotHeld";

/** The three administrators stand alone; nobody grants to themselves. The database says the same. */
export function grantRefusal(held: readonly Role[], added: Role, isOwn: boolean): RoleRefusal | null {
  if (isOwn) return "accounts.reason.ownRoles";
  if (held.includes(added)) return "accounts.reason.roleHeld";
  const all = [...held, added];
  const hasAdministrator = ADMINISTRATOR_ROLES.some((role) => all.includes(role));
  return hasAdministrator && all.length > 1 ? "accounts.reason.rolesKeepApart" : null;
}

export function takeBackRefusal(held: readonly Role[], taken: Role, isOwn: boolean): RoleRefusal | null {
  if (isOwn) return "accounts.reason.ownRoles";
  return held.includes(taken) ? null : "accounts.reason.roleNotHeld";
}
