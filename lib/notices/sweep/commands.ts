/**
 * What happens without anybody asking: time makes a follow-up due, and devices are told of what is new. Run by the
 * server's own timer, in every replica; the database lets one at a time do the work (migration 20261124000300).
 */
import webPush from "web-push";
import { asSystem } from "@/lib/platform/db";
import { pushSettings } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { sql } from "@/lib/platform/sql";
import { isGone, isPushAddress, pushPayload } from "../push/rules";
import type { NoticeKind } from "../schema";

export type Push = {
  id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  kind: NoticeKind;
  unread: number;
};
type Post = (address: string, init: RequestInit) => Promise<Pick<Response, "status">>;

const TIMEOUT_MS = 10_000;
const AT_ONCE = 8;
/** A phone that is off gets it within half a day, or not. */
const KEEP_SECONDS = 12 * 60 * 60;

export async function sweepNotices(post: Post = fetch): Promise<void> {
  await tellDueFollowUps();
  await tellDueCases();
  await tellDueTolerance();
  await tellDueTrials();
  if (!pushSettings()) return;
  // claimed and committed before anything is sent: no network call inside a transaction
  const pushes = await asSystem("notices", (db) =>
    db.rows<Push>(sql`select id, endpoint, p256dh, auth, kind, unread from claim_pushes()`),
  );
  await sendPushes(pushes, post);
}

/** How many notices were made; none where another replica is at it. */
export const tellDueFollowUps = (): Promise<number> =>
  asSystem("notices", async (db) => {
    const [row] = await db.rows<{ told: number }>(sql`select tell_due_follow_ups() as told`);
    return row?.told ?? 0;
  });

/** The same for cases whose deadline is near or over. */
export const tellDueCases = (): Promise<number> =>
  asSystem("notices", async (db) => {
    const [row] = await db.rows<{ told: number }>(sql`select tell_due_cases() as told`);
    return row?.told ?? 0;
  });

/** The same for tolerance cases whose step is due. */
export const tellDueTolerance = (): Promise<number> =>
  asSystem("notices", async (db) => {
    const [row] = await db.rows<{ told: number }>(sql`select tell_due_tolerance() as told`);
    return row?.told ?? 0;
  });

/** The same for trial years of new posts. */
export const tellDueTrials = (): Promise<number> =>
  asSystem("notices", async (db) => {
    const [row] = await db.rows<{ told: number }>(sql`select tell_due_trials() as told`);
    return row?.told ?? 0;
  });

export async function sendPushes(pushes: readonly Push[], post: Post): Promise<void> {
  const waiting = [...pushes];
  const work = async () => {
    for (let push = waiting.shift(); push; push = waiting.shift()) await sendPush(push, post);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, pushes.length) }, work));
}

/** The address is a secret of the device: it stands in no log line. */
async function sendPush({ id, endpoint, p256dh, auth, kind, unread }: Push, post: Post): Promise<void> {
  const settings = pushSettings();
  // the list may have become shorter since the device was taken
  if (!settings || !isPushAddress(endpoint, settings.hosts)) return;
  try {
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      pushPayload(kind, unread),
      { TTL: KEEP_SECONDS, topic: "notices", vapidDetails: settings.vapid },
    );
    const { "Content-Length": _, ...sent } = headers;
    const { status } = await post(endpoint, {
      method: "POST",
      headers: sent,
      body: new Uint8Array(body),
      // a push service never leads elsewhere
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (isGone(status)) {
      await asSystem("notices", (db) => db.rows(sql`select drop_push(${id}::uuid)::text`));
    } else if (status < 200 || status > 299) {
      log.warn({ device: id, status }, "push not taken");
    }
  } catch (error) {
    log.warn({ device: id, error: error instanceof Error ? error.name : "unknown" }, "push not sent");
  }
}
