/** Who asks: the session cookie of a page, action or handler turned into a viewer. */

import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { PHONE_PATH_HEADER, phonePath } from "./address";
import { env } from "./env";
import { Denied, SignedOut } from "./result";
import { can, type Right } from "./rights";
import { openSealedToken } from "./sealed-token";
import { type Duty, findSession, type SessionState } from "./session";
import type { Viewer } from "./viewer";

/** Set when the person last chose a language; used before sign-in. */
export const LOCALE_COOKIE = "locale";
/** 大字, for the phone's pages. */
export const TEXT_COOKIE = "text";
/** Whether a key alone does something, on the desk's pages (WCAG 2.1.4). */
export const KEYS_COOKIE = "keys";

export const isHttps = (): boolean => env().APP_URL.startsWith("https:");
/** `__Host-`: the browser takes it over HTTPS only, for this very host, and no subdomain can set it. */
export const sessionCookieName = (): string => (isHttps() ? "__Host-session" : "session");
/** Written the same way when it is set and when it is taken away: a `__Host-` cookie without Secure is ignored. */
export const sessionCookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() }) as const;

/** On requests that a page repeats by itself: looking at an open page is no activity. */
export const BY_PAGE_HEADER = "x-by-page";

/** The random token inside next-auth's sealed cookie. */
async function sessionToken(): Promise<string | undefined> {
  const sealed = (await cookies()).get(sessionCookieName())?.value;
  return sealed ? openSealedToken(sealed, env().AUTH_SECRET) : undefined;
}

/** The nearest proxy appends the address it saw: the last entry is the one a client can't choose. */
export const addressIn = (forwarded: unknown): string =>
  String(forwarded ?? "")
    .split(",")
    .at(-1)
    ?.trim()
    .slice(0, 60) || "local";
export const clientAddress = async (): Promise<string> => addressIn((await headers()).get("x-forwarded-for"));

/** Looked up once a request; a revoked session is gone with the next one. */
export const currentSession = cache(async (): Promise<SessionState> => {
  const token = await sessionToken();
  if (!token) return { kind: "none" };
  return findSession(token, (await headers()).has(BY_PAGE_HEADER) ? "page" : "person");
});

/** Where a duty is done that stands before everything else. */
export const DUTY_PAGES: Record<Duty, string> = {
  password: "/password",
  secondStep: "/account/second-step",
};

/** For pages: signs in who is not, sends away who has a duty first, answers 403 without the right. */
export async function pageViewer(right: Right): Promise<Viewer> {
  const session = await currentSession();
  if (session.kind !== "live") {
    const back = phonePath().safeParse((await headers()).get(PHONE_PATH_HEADER));
    const asked = new URLSearchParams({
      ...(session.kind === "ended" && { ended: session.reason }),
      ...(back.success && { next: back.data }),
    });
    redirect(asked.size > 0 ? `/sign-in?${asked}` : "/sign-in");
  }
  if (session.duty) redirect(DUTY_PAGES[session.duty]);
  if (!can(session.viewer, right)) forbidden();
  return session.viewer;
}

/** For handlers and actions: throws where a page would redirect. */
export async function requestViewer(right?: Right): Promise<Viewer> {
  const session = await currentSession();
  if (session.kind !== "live" || session.duty) throw new SignedOut();
  if (right && !can(session.viewer, right)) throw new Denied();
  return session.viewer;
}

/**
 * A write must come from our own pages: a server action is a public POST, and a handler has no check of its own.
 * Actions need an Origin, which browsers always send with them. An endpoint also serves programs without a
 * browser, which send neither header and are let through to the session check.
 */
export async function isSameOrigin(caller: "browser" | "program"): Promise<boolean> {
  const sent = await headers();
  const site = sent.get("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") return false;
  const origin = sent.get("origin");
  if (!origin) return caller === "program";
  const host = sent.get("x-forwarded-host") ?? sent.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}
