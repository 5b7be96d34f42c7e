/** Sign-in, password and session rules (shared figures: security of sign-in in docs/operations.md). */
import { ADMINISTRATOR_ROLES, type Role } from "@/lib/platform/rights";

export const LOCK_AFTER_FAILURES = 5;
export const LOCK_MINUTES = 30;
/** Failures on one account from all addresses; far above a person's own mistakes. */
export const LOCK_ACCOUNT_AFTER = 100;
export const PASSWORD_LENGTH = 10;

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

export type RoleRefusal = "accounts.reason.rolesKeepApart" | "accounts.reason.ownRoles";

/** The three administrators stand alone; nobody grants to themselves. The database says the same. */
export function roleRefusal(held: readonly Role[], added: Role, isOwn: boolean): RoleRefusal | null {
  if (isOwn) return "accounts.reason.ownRoles";
  const all = new Set([...held, added]);
  const hasAdministrator = ADMINISTRATOR_ROLES.some((role) => all.has(role));
  return hasAdministrator && all.size > 1 ? "accounts.reason.rolesKeepApart" : null;
}
