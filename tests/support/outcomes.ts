import type { Outcome } from "@/lib/platform/result";

/** What a command that must go well gives back. */
export const got = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome));
};
