/**
 * The outbox of the phone as a state machine: what an entry that waits becomes by each answer, and what is sent next
 * (product.md, rule 9). Pure: the clock and the dice are given. Runs in the browser; zod stays out of it.
 */
import type { EntryState } from "@/lib/observations/form/rules";
import type { Issue } from "@/lib/platform/result";

type Params = Record<string, string | number>;
/** Why something did not go through; the code is the key of its words. */
export type Reason = { code: string; params?: Params; issues?: Issue[] };

export type OutboxFile = {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  captureSha256: string;
  takenAt: string | null;
  state: "waiting" | "sending" | "received" | "refused";
  reason: Reason | null;
  sentBytes: number;
  uploadUrl: string | null;
  tries: number;
  nextAt: string;
};

export type OutboxItem = {
  version: number;
  /** of the record, made on this device: the key under which it is never stored twice */
  id: string;
  viewerId: string;
  /** exactly what is posted: the same bytes get the same answer */
  body: Record<string, unknown>;
  /** to write on: what stood in the form */
  form: { state: EntryState; unitId: string; methodId: string; methodVersionId: string };
  unitName: string;
  methodName: string;
  words: string;
  madeAt: string;
  /** 已存本机, 已发送 (it left, the answer is not known), 已接收, or stopped with a reason */
  state: "waiting" | "sent" | "received" | "blocked";
  /** what the server made of it */
  outcome: "SUBMITTED" | "HANDED_OVER" | null;
  reason: Reason | null;
  tries: number;
  nextAt: string;
  receivedAt: string | null;
  /** an attempt ended without an answer: the server may have it */
  mayHaveArrived: boolean;
  files: OutboxFile[];
};

/** What came back of one attempt; `status: null` means nothing, or nothing of ours (a portal's page, a proxy's error). */
export type Answer = {
  status: number | null;
  code: string | null;
  params?: Params;
  issues?: Issue[];
  retryAfterMs: number | null;
};

/** How far a file got, and where its upload is carried on. */
export type FilePlace = { sentBytes: number; uploadUrl: string | null };
export type FileAnswer =
  | { kind: "received" }
  | ({ kind: "later"; code: string } & FilePlace)
  | ({ kind: "signedOut" } & FilePlace)
  | ({ kind: "tooMany"; retryAfterS: number | null } & FilePlace)
  | { kind: "refused"; reason: Reason };

/** Stops the whole outbox: until somebody signs in, or until the server wants to hear of us again. */
export type Pause = { code: "signedOut" | "tooMany"; until: string };

/** Now and a number from 0 to 1. */
export type Chance = { now: Date; random: number };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const FIRST_WAIT = 5 * SECOND;
const LONGEST_WAIT = 10 * MINUTE;
const USUAL_PAUSE = MINUTE;
const LONGEST_PAUSE = 60 * MINUTE;
/** Received entries stay in sight for a week. */
const SHOWN_FOR = 7 * 24 * 60 * MINUTE;

const at = (now: Date, later: number): string => new Date(now.getTime() + later).toISOString();

/* ---------------------------------------------------------------- new ones */

export type NewItem = Pick<
  OutboxItem,
  "id" | "viewerId" | "body" | "form" | "unitName" | "methodName" | "words" | "files"
>;

export const ITEM_VERSION = 1;

export const newItem = (entry: NewItem, now: Date): OutboxItem => ({
  ...entry,
  version: ITEM_VERSION,
  madeAt: now.toISOString(),
  state: "waiting",
  outcome: null,
  reason: null,
  tries: 0,
  nextAt: now.toISOString(),
  receivedAt: null,
  mayHaveArrived: false,
});

type CapturedFile = Pick<
  OutboxFile,
  "id" | "name" | "type" | "size" | "sha256" | "captureSha256" | "takenAt"
>;
export const newFile = (captured: CapturedFile, now: Date): OutboxFile => ({
  ...captured,
  state: "waiting",
  reason: null,
  sentBytes: 0,
  uploadUrl: null,
  tries: 0,
  nextAt: now.toISOString(),
});

/* ---------------------------------------------------------------- answers */

/** Doubling from five seconds to ten minutes; the dice keep forty phones of one office from coming at once. */
export function waitAfter(tries: number, random: number): number {
  const full = Math.min(FIRST_WAIT * 2 ** Math.min(tries, 20), LONGEST_WAIT);
  return Math.round(full / 2 + (full / 2) * random);
}

/** On a line of 4 KB/s the longest text still gets through. */
export const patienceMs = (bytes: number): number => 15 * SECOND + Math.ceil(bytes / 4);

/** Seconds or a date; what is neither is no wish. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * SECOND : Date.parse(header) - now.getTime();
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

type Fate =
  | { kind: "received"; outcome: "SUBMITTED" | "HANDED_OVER" }
  | { kind: "blocked"; reason: Reason }
  /** nobody's fault: again when the pause is over */
  | { kind: "paused"; pause: Pause }
  | { kind: "later"; reason: Reason };

const signedOut = (now: Date): Pause => ({ code: "signedOut", until: at(now, USUAL_PAUSE) });
const tooMany = (now: Date, wish: number | null): Pause => ({
  code: "tooMany",
  until: at(now, Math.max(Math.min(wish ?? USUAL_PAUSE, LONGEST_PAUSE), SECOND)),
});

/**
 * An answer without a code is not ours: a portal of the hotel's network, a proxy on the way. Such a one decides
 * nothing, except where the proxy speaks for the server: too long, too often.
 */
export function fateOf(answer: Answer, { now }: Chance): Fate {
  const { status, code } = answer;
  if (status === null) return { kind: "later", reason: { code: "network" } };
  if (status === 200 || status === 201) return { kind: "received", outcome: "SUBMITTED" };
  if (status === 202) return { kind: "received", outcome: "HANDED_OVER" };
  if (status === 429 || (status === 503 && answer.retryAfterMs !== null))
    return { kind: "paused", pause: tooMany(now, answer.retryAfterMs) };
  if (status === 413) return { kind: "blocked", reason: { code: code ?? "tooLong" } };
  if (code === null) return { kind: "later", reason: { code: "network" } };
  if (status === 401) return { kind: "paused", pause: signedOut(now) };
  if (status === 408 || status === 425 || status >= 500) return { kind: "later", reason: { code: "broken" } };
  if (status >= 400) {
    const { params, issues } = answer;
    return {
      kind: "blocked",
      reason: { code, ...(params && { params }), ...(issues && { issues }) },
    };
  }
  return { kind: "later", reason: { code: "network" } };
}

/** Written down before the request leaves: a tab that is killed meanwhile leaves the truth behind. */
export const attempted = (item: OutboxItem): OutboxItem => ({
  ...item,
  state: "sent",
  mayHaveArrived: item.mayHaveArrived || item.state === "sent",
});

type Step = { item: OutboxItem; pause: Pause | null };

/** What one answer makes of the entry, and of the whole outbox. */
export function answered(item: OutboxItem, answer: Answer, chance: Chance): Step {
  // a late answer to a doubled request takes nothing back
  if (item.state === "received") return { item, pause: null };
  const fate = fateOf(answer, chance);
  const { now, random } = chance;
  switch (fate.kind) {
    case "received":
      return {
        item: {
          ...item,
          state: "received",
          outcome: fate.outcome,
          reason: null,
          tries: 0,
          receivedAt: now.toISOString(),
          mayHaveArrived: true,
        },
        pause: null,
      };
    case "blocked":
      return { item: { ...item, state: "blocked", reason: fate.reason }, pause: null };
    case "paused":
      return {
        item: { ...item, state: "waiting", reason: null, nextAt: now.toISOString() },
        pause: fate.pause,
      };
    case "later":
      return {
        item: {
          ...item,
          // it left and nothing came back
          state: fate.reason.code === "network" && answer.code === "timeout" ? "sent" : "waiting",
          reason: fate.reason,
          tries: item.tries + 1,
          nextAt: at(now, waitAfter(item.tries, random)),
          mayHaveArrived: true,
        },
        pause: null,
      };
  }
}

const withFile = (item: OutboxItem, fileId: string, part: Partial<OutboxFile>): OutboxItem => ({
  ...item,
  files: item.files.map((file) => (file.id === fileId ? { ...file, ...part } : file)),
});

export const fileProgressed = (item: OutboxItem, fileId: string, place: FilePlace): OutboxItem =>
  waitingFiles(item).some((file) => file.id === fileId)
    ? withFile(item, fileId, { ...place, state: "sending" })
    : item;

/** A refused photo leaves the text delivered and the other photos on their way. */
export function fileAnswered(item: OutboxItem, fileId: string, answer: FileAnswer, chance: Chance): Step {
  const { now, random } = chance;
  const file = item.files.find((one) => one.id === fileId);
  const step = (part: Partial<OutboxFile>, pause: Pause | null = null): Step => ({
    item: withFile(item, fileId, part),
    pause,
  });
  switch (answer.kind) {
    case "received":
      return step({ state: "received", reason: null, sentBytes: file?.size ?? 0 });
    case "refused":
      return step({ state: "refused", reason: answer.reason, sentBytes: 0, uploadUrl: null });
    case "later": {
      const { code, kind: _, ...place } = answer;
      const tries = file?.tries ?? 0;
      const nextAt = at(now, waitAfter(tries, random));
      return step({ ...place, state: "waiting", reason: { code }, tries: tries + 1, nextAt });
    }
    case "signedOut": {
      const { kind: _, ...place } = answer;
      return step({ ...place, state: "waiting" }, signedOut(now));
    }
    case "tooMany": {
      const { kind: _, retryAfterS, ...place } = answer;
      return step(
        { ...place, state: "waiting" },
        tooMany(now, retryAfterS === null ? null : retryAfterS * SECOND),
      );
    }
  }
}

/* ---------------------------------------------------------------- what comes next */

export type Moment = {
  now: Date;
  pause: Pause | null;
  /** somebody came back to the page, or the line did: what only lacked a line need not wait */
  isEager: boolean;
  /** had their attempt in this round */
  tried: ReadonlySet<string>;
};

/** A clock that was put right must not hold an entry back for a year. */
const hasCome = (moment: string, now: Date, longest: number): boolean => {
  const wait = Date.parse(moment) - now.getTime();
  return !(wait > 0 && wait <= longest);
};

export const isPaused = (pause: Pause | null, now: Date, isEager: boolean): boolean =>
  pause !== null &&
  !(isEager && pause.code === "signedOut") &&
  !hasCome(pause.until, now, LONGEST_PAUSE + MINUTE);

type Waiting = { id: string; tries: number; nextAt: string; reason: Reason | null };

const isDue = (one: Waiting, { now, isEager, tried }: Moment): boolean =>
  !tried.has(one.id) &&
  (hasCome(one.nextAt, now, LONGEST_WAIT) || (isEager && one.reason?.code !== "broken"));

/** Those that failed least come first, so that a bad one stands in nobody's way; then the oldest. */
const inTurn = (a: OutboxItem, b: OutboxItem): number =>
  a.tries - b.tries || a.madeAt.localeCompare(b.madeAt) || a.id.localeCompare(b.id);

export const isTextWaiting = (item: OutboxItem): boolean => item.state === "waiting" || item.state === "sent";
export const waitingFiles = (item: OutboxItem): OutboxFile[] =>
  item.state === "received"
    ? item.files.filter((file) => file.state === "waiting" || file.state === "sending")
    : [];

export function nextText(items: OutboxItem[], moment: Moment): OutboxItem | null {
  if (isPaused(moment.pause, moment.now, moment.isEager)) return null;
  return items.filter((item) => isTextWaiting(item) && isDue(item, moment)).sort(inTurn)[0] ?? null;
}

/** No photo as long as a text can go. */
export function nextFile(items: OutboxItem[], moment: Moment): { item: OutboxItem; file: OutboxFile } | null {
  if (isPaused(moment.pause, moment.now, moment.isEager) || nextText(items, moment)) return null;
  return (
    items
      .flatMap((item) => waitingFiles(item).map((file) => ({ item, file })))
      .filter(({ file }) => isDue(file, moment))
      .sort((a, b) => a.file.tries - b.file.tries || inTurn(a.item, b.item))[0] ?? null
  );
}

/** Milliseconds to the next thing to do; nothing waits: null. */
export function wakeAfter(items: OutboxItem[], pause: Pause | null, now: Date): number | null {
  const moments = items.flatMap((item) => [
    ...(isTextWaiting(item) ? [item.nextAt] : []),
    ...waitingFiles(item).map((file) => file.nextAt),
  ]);
  if (moments.length === 0) return null;
  const next = Math.min(...moments.map((moment) => Date.parse(moment))) - now.getTime();
  const over = isPaused(pause, now, false) && pause ? Date.parse(pause.until) - now.getTime() : 0;
  // never at once: a round that could do nothing must not spin
  return Math.min(Math.max(next, over, FIRST_WAIT), LONGEST_PAUSE);
}

/* ---------------------------------------------------------------- what the person sees and does */

/** Something of it has not reached the server. */
export const isUnsent = (item: OutboxItem): boolean =>
  item.state !== "received" || waitingFiles(item).length > 0;

export const refusedFiles = (item: OutboxItem): OutboxFile[] =>
  item.files.filter((file) => file.state === "refused");

/** A week after all of it arrived; a refused photo waits for its person. */
export const mayLeave = (item: OutboxItem, now: Date): boolean =>
  !isUnsent(item) &&
  refusedFiles(item).length === 0 &&
  item.receivedAt !== null &&
  now.getTime() - Date.parse(item.receivedAt) > SHOWN_FOR;

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
