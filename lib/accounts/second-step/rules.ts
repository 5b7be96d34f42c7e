/** What counts as a one-time code and what as a recovery code. */
export const RECOVERY_CODES = 10;
/** 80 bits each */
export const RECOVERY_LENGTH = 16;

/** Six digits, with the gap that authenticators show. */
export function sixDigits(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/\s/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}
