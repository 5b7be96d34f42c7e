/** The one shape of what a command says, and the errors that reads throw. */
export type Issue = { path: string; code: string; params?: Record<string, string | number> };

export type Outcome<T = undefined> =
  | { ok: true; value: T }
  | { ok: false; kind: "invalid"; issues: Issue[] }
  | { ok: false; kind: "refused"; reason: string; params?: Record<string, string | number> }
  | { ok: false; kind: "stale" | "denied" | "notFound" | "signedOut" }
  | { ok: false; kind: "tooMany"; retryAfterS?: number };

/** An expected "no" of the domain; `reason` is the full message key, e.g. assignments.reason.fourthUnit. */
export type Refusal<R extends string = string> = {
  refused: R;
  params?: Record<string, string | number>;
};

export const refuse = <R extends string>(
  reason: R,
  params?: Record<string, string | number>,
): Refusal<R> => ({ refused: reason, params });

/** Not there, or not visible to this viewer: the two look the same from outside. */
export class NotFound extends Error {
  override name = "NotFound";
}
/** The viewer's roles do not hold the right. */
export class Denied extends Error {
  override name = "Denied";
}
/** Changed by someone else since it was read. */
export class Stale extends Error {
  override name = "Stale";
}
/** The session or the account has ended. */
export class SignedOut extends Error {
  override name = "SignedOut";
}
/** Asked too often; try again later. */
export class TooMany extends Error {
  override name = "TooMany";
  constructor(readonly retryAfterS?: number) {
    super("too many");
  }
}
