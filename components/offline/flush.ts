/**
 * Sends what waits: on start, when the page comes back into sight, when the line does, and by a timer with back-off.
 * One flush at a time across tabs; all texts before any photo; one bad entry stands in nobody's way (product.md, 9).
 */

import { isUnsent } from "@/lib/field/outbox/handling/rules";
import { type Moment, nextFile, nextText, wakeAfter } from "@/lib/field/outbox/queue/rules";
import {
  answered,
  attempted,
  type FileAnswer,
  fileAnswered,
  fileProgressed,
  isTextWaiting,
  type OutboxFile,
  type OutboxItem,
  type Pause,
} from "@/lib/field/outbox/rules";
import { newId } from "../observation/form/new-id";
import type { FieldStore } from "./field-schema";
import { changeItem, listen, listItems, tell, tidy } from "./outbox-store";
import { postEntry } from "./post-entry";
import { openStore, readMeta, writeMeta } from "./store";

/** Who asks: a person who is here, or the timer. */
type By = "person" | "page";

/** After so many in a row without an answer the line is down: the rest keeps for the next round. */
const SILENCES = 2;

const chance = () => ({ now: new Date(), random: Math.random() });

/* ---------------------------------------------------------------- when */

type Running = { viewerId: string; stop: () => void };
let running: Running | null = null;

/** Once a page; a second call for the same person changes nothing. */
export function startFlush(viewerId: string): void {
  if (running?.viewerId === viewerId) return;
  running?.stop();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let isBusy = false;
  /** asked while a round was under way, which may have looked already */
  let again: By | null = null;
  const go = async (by: By) => {
    if (isBusy) {
      again = by;
      return;
    }
    clearTimeout(timer);
    isBusy = true;
    const wait = await flush(viewerId, by).catch(() => USUAL_WAIT);
    isBusy = false;
    if (isOver) return;
    const asked = again;
    again = null;
    if (asked) return void go(asked);
    if (wait !== null) timer = setTimeout(() => go("page"), wait);
  };
  const seen = () => document.visibilityState === "visible" && void go("person");
  const online = () => void go("person");
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", online);
  const unlisten = listen((news) => news === "added" && void go("person"));
  running = {
    viewerId,
    stop() {
      isOver = true;
      clearTimeout(timer);
      unlisten();
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("online", online);
    },
  };
  void openStore(viewerId).then((store) => store && tidy(store, new Date()));
  void go("person");
}

/** Before the person leaves: nothing of theirs is sent after that. */
export function stopFlush(): void {
  running?.stop();
  running = null;
}

/* ---------------------------------------------------------------- one at a time */

const USUAL_WAIT = 30_000;
const LEASE_MS = 60_000;

/** Milliseconds until the next round; null: nothing waits. */
async function flush(viewerId: string, by: By, isPatient = false): Promise<number | null> {
  const store = await openStore(viewerId);
  if (!store) return null;
  if (!navigator.locks) return withLease(store, () => round(store, viewerId, by));
  return navigator.locks.request(`field-flush-${viewerId}`, { ifAvailable: !isPatient }, (lock) =>
    // another tab is at it, and hears of everything that is added
    lock ? round(store, viewerId, by) : USUAL_WAIT,
  );
}

/** Without Web Locks (plain http on an office network): a lease that a dead tab loses by itself. */
async function withLease(store: FieldStore, work: () => Promise<number | null>): Promise<number | null> {
  const owner = newId();
  const take = async () => {
    const claim = store.transaction("meta", "readwrite");
    const lease = (await claim.store.get("lease")) as { owner: string; until: number } | undefined;
    const isFree =
      !lease || lease.owner === owner || lease.until < Date.now() || lease.until > Date.now() + LEASE_MS;
    if (isFree) await claim.store.put({ owner, until: Date.now() + LEASE_MS }, "lease");
    await claim.done;
    return isFree;
  };
  if (!(await take())) return USUAL_WAIT;
  const renewal = setInterval(() => void take(), LEASE_MS / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await writeMeta(store, "lease", null);
  }
}

/* ---------------------------------------------------------------- one round */

/** What one attempt told of the way: whether anything of ours came back, whether to stop; and the entry after it. */
type Told = { isHeard: boolean; pause: Pause | null; item: OutboxItem | null };

type Round = {
  store: FieldStore;
  viewerId: string;
  by: By;
  /** one attempt each */
  tried: Set<string>;
  silences: number;
  isOver: boolean;
  items: OutboxItem[];
  listedAt: number;
};

/** So old may the list be from which the next is chosen; the entry itself is looked at again before it leaves. */
const LIST_MS = 1_000;

async function round(store: FieldStore, viewerId: string, by: By): Promise<number | null> {
  const tried = new Set<string>();
  const run: Round = { store, viewerId, by, tried, silences: 0, isOver: false, items: [], listedAt: 0 };
  await sendTexts(run);
  // a photo takes minutes on a weak line: a text that is submitted meanwhile does not wait for it
  let texts: Promise<unknown> = Promise.resolve();
  const unlisten = listen((news) => {
    if (news !== "added") return;
    run.listedAt = 0;
    texts = texts.then(() => sendTexts(run)).catch(() => undefined);
  });
  try {
    await sendPhotos(run);
    await texts;
  } finally {
    unlisten();
  }
  const [items, pause, filePause] = await Promise.all([
    listItems(viewerId),
    readMeta(store, "pause"),
    readMeta(store, "filePause"),
  ]);
  return wakeAfter(items, { now: new Date(), pause, filePause });
}

async function sendTexts(run: Round): Promise<void> {
  for (let item = await choose(run, nextText); item; item = await choose(run, nextText)) {
    run.tried.add(item.id);
    await note(run, await sendText(run.store, item, run.by));
  }
}

async function sendPhotos(run: Round): Promise<void> {
  for (let next = await choose(run, nextFile); next; next = await choose(run, nextFile)) {
    run.tried.add(next.file.id);
    await note(run, await sendPhoto(run.store, next.item, next.file));
  }
}

async function choose<Next>(
  run: Round,
  next: (items: OutboxItem[], moment: Moment) => Next | null,
): Promise<Next | null> {
  if (run.isOver || run.silences >= SILENCES) return null;
  if (Date.now() - run.listedAt > LIST_MS) {
    run.listedAt = Date.now();
    run.items = await listItems(run.viewerId);
  }
  const [pause, filePause] = await Promise.all([
    readMeta(run.store, "pause"),
    readMeta(run.store, "filePause"),
  ]);
  const { tried } = run;
  return next(run.items, { now: new Date(), pause, filePause, isEager: run.by === "person", tried });
}

async function note(run: Round, { item, isHeard, pause }: Told): Promise<void> {
  if (item) run.items = run.items.map((one) => (one.id === item.id ? item : one));
  else run.listedAt = 0;
  run.silences = isHeard ? 0 : run.silences + 1;
  if (pause) {
    const isOfFiles = pause.code === "tooManyFiles";
    if (!isOfFiles) run.isOver = true;
    await setPause(run.store, isOfFiles ? "filePause" : "pause", pause);
  } else if (isHeard && (await readMeta(run.store, "pause"))) {
    // somebody has signed in
    await setPause(run.store, "pause", null);
  }
}

async function setPause(store: FieldStore, key: "pause" | "filePause", pause: Pause | null): Promise<void> {
  await writeMeta(store, key, pause);
  tell("changed");
}

async function sendText(store: FieldStore, { id }: OutboxItem, by: By): Promise<Told> {
  // as it is now: it may have been taken back to be written on
  const item = await changeItem(store, id, (now) => (isTextWaiting(now) ? attempted(now) : null));
  if (!item) return { isHeard: true, pause: null, item: null };
  const answer = await postEntry(item, by);
  const told: Told = { isHeard: answer.status !== null, pause: null, item: null };
  told.item = await changeItem(store, id, (now) => {
    const step = answered(now, answer, chance());
    told.pause = step.pause;
    return step.item;
  });
  return told;
}

async function sendPhoto(store: FieldStore, item: OutboxItem, file: OutboxFile): Promise<Told> {
  const blob = (await store.get("files", file.id))?.blob;
  const answer = blob ? await sent(store, item, file, blob) : GONE;
  const told: Told = {
    isHeard: !(answer.kind === "later" && answer.code === "network"),
    pause: null,
    item: null,
  };
  told.item = await changeItem(store, item.id, (now) => {
    const step = fileAnswered(now, file.id, answer, chance());
    told.pause = step.pause;
    return step.item;
  });
  return told;
}

const GONE: FileAnswer = { kind: "refused", reason: { code: "outbox.reason.fileGone" } };

/** The upload's code comes when there is something to upload. */
async function sent(store: FieldStore, item: OutboxItem, file: OutboxFile, blob: Blob): Promise<FileAnswer> {
  const { sentBytes, uploadUrl } = file;
  try {
    const { sendFile } = await import("./send-file");
    return await sendFile(item, file, blob, (place) => {
      void changeItem(store, item.id, (now) => fileProgressed(now, file.id, place));
    });
  } catch {
    return { kind: "later", code: "network", sentBytes, uploadUrl };
  }
}

/** For sign-out: one round now, after the one under way, and whether everything is through. */
export async function sendAllNow(viewerId: string): Promise<boolean> {
  await flush(viewerId, "person", true);
  return (await listItems(viewerId)).every((item) => !isUnsent(item));
}
