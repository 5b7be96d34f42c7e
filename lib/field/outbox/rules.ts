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

/** Stops the whole outbox, or its files: until somebody signs in, or until the server wants to hear of us again. */
export type Pause = { code: "signedOut" | "tooMany" | "tooManyFiles"; until: string };

/** Now and a number from 0 to 1. */
export type Chance = { now: Date; random: number };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
export const FIRST_WAIT = 5 * SECOND;
export const LONGEST_WAIT = 10 * MINUTE;
const USUAL_PAUSE = MINUTE;
export const LONGEST_PAUSE = 60 * MINUTE;

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
        // texts go on: the server counts uploads apart
        { ...tooMany(now, retryAfterS === null ? null : retryAfterS * SECOND), code: "tooManyFiles" },
      );
    }
  }
}

export const isTextWaiting = (item: OutboxItem): boolean => item.state === "waiting" || item.state === "sent";
export const waitingFiles = (item: OutboxItem): OutboxFile[] =>
  item.state === "received"
    ? item.files.filter((file) => file.state === "waiting" || file.state === "sending")
    : [];
