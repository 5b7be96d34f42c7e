/** 网页推送: where the server may post to, and what it says there. */
import type { NoticeKind } from "../schema";

/** Push services of the browsers. `*.` stands for one or more names before it. */
const KNOWN_HOSTS = [
  "fcm.googleapis.com",
  "*.push.services.mozilla.com",
  "*.push.apple.com",
  "*.notify.windows.com",
] as const;

/**
 * The browser hands the address in and the server posts to it, so only hosts that are known to be push services, over
 * https and at its own port: nothing inside the network can be reached by it.
 */
export function isPushAddress(endpoint: string, more: readonly string[] = []): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return false;
  return [...KNOWN_HOSTS, ...more].some((pattern) =>
    pattern.startsWith("*.") ? hostname.endsWith(pattern.slice(1)) : hostname === pattern,
  );
}

/** All that leaves the house: which kind, and how many are unread. Never a name, a place or a text. */
export const pushPayload = (kind: NoticeKind, unread: number): string =>
  JSON.stringify({ kind, count: unread });

/** The push service says that the device is gone for good. */
export const isGone = (status: number): boolean => status === 404 || status === 410;
