/** What the person sees of the outbox and may do with an entry in it: pure, the clock is given. */

import { isTextWaiting, type OutboxFile, type OutboxItem, waitingFiles } from "../rules";
import type { KeptItem } from "../stored/rules";

/** Received entries stay in sight for a week. */
const SHOWN_FOR_MS = 7 * 24 * 3_600_000;

/** Something of it has not reached the server. */
export const isUnsent = (item: OutboxItem): boolean =>
  item.state !== "received" || waitingFiles(item).length > 0;

/** Also what this release can't read: it may be worth all the more. */
export const isItemToKeep = (kept: KeptItem): boolean => !kept.isReadable || isUnsent(kept.item);

export const refusedFiles = (item: OutboxItem): OutboxFile[] =>
  item.files.filter((file) => file.state === "refused");

/** A week after all of it arrived; a refused photo waits for its person. */
export const mayLeave = (item: OutboxItem, now: Date): boolean =>
  !isUnsent(item) &&
  refusedFiles(item).length === 0 &&
  item.receivedAt !== null &&
  now.getTime() - Date.parse(item.receivedAt) > SHOWN_FOR_MS;

/** While a request is out nobody writes on; with the same id a record that did arrive answers "id taken". */
export const mayEdit = (item: OutboxItem): boolean => item.state === "waiting" || item.state === "blocked";

/** Asked by the person: at once, and with a clean slate. */
export const retried = (item: OutboxItem, now: Date): OutboxItem => ({
  ...item,
  state: item.state === "blocked" ? "waiting" : item.state,
  reason: null,
  tries: 0,
  nextAt: now.toISOString(),
  files: item.files.map((file) =>
    file.state === "received"
      ? file
      : { ...file, state: "waiting", reason: null, tries: 0, nextAt: now.toISOString() },
  ),
});

/** The stored record holds something else: what stands here goes as a record of its own, its files too. */
export function asNewRecord(
  item: OutboxItem,
  id: string,
  fileIds: ReadonlyMap<string, string>,
  now: Date,
): OutboxItem {
  const renamed = (old: string): string => fileIds.get(old) ?? old;
  const { evidence } = item.body;
  return {
    ...retried(item, now),
    id,
    body: {
      ...item.body,
      id,
      ...(Array.isArray(evidence) && {
        evidence: evidence.map((one: { id: string }) => ({ ...one, id: renamed(one.id) })),
      }),
    },
    state: "waiting",
    mayHaveArrived: false,
    files: item.files.map((file) => ({
      ...file,
      id: renamed(file.id),
      state: "waiting",
      reason: null,
      sentBytes: 0,
      uploadUrl: null,
    })),
  };
}

export type OutboxCount = {
  waiting: number;
  blocked: number;
  photos: number;
  /** of the oldest that has not reached the server */
  oldestAt: string | null;
};

export function countOf(items: OutboxItem[]): OutboxCount {
  const unsent = items.filter(isUnsent);
  return {
    waiting: items.filter(isTextWaiting).length,
    blocked: items.filter((item) => item.state === "blocked").length,
    photos: items.reduce((sum, item) => sum + waitingFiles(item).length, 0),
    oldestAt: unsent.map((item) => item.madeAt).sort()[0] ?? null,
  };
}
