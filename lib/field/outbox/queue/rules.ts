/** What of the outbox is sent next, and when: pure, the clock is given. */
import {
  FIRST_WAIT,
  isTextWaiting,
  LONGEST_PAUSE,
  LONGEST_WAIT,
  type OutboxFile,
  type OutboxItem,
  type Pause,
  type Reason,
  waitingFiles,
} from "../rules";

export type Moment = {
  now: Date;
  pause: Pause | null;
  /** of files alone */
  filePause: Pause | null;
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

const isPaused = (pause: Pause | null, now: Date, isEager: boolean): boolean =>
  pause !== null && !(isEager && pause.code === "signedOut") && !hasCome(pause.until, now, LONGEST_PAUSE);

type Waiting = { id: string; tries: number; nextAt: string; reason: Reason | null };

const isDue = (one: Waiting, { now, isEager, tried }: Moment): boolean =>
  !tried.has(one.id) &&
  (hasCome(one.nextAt, now, LONGEST_WAIT) || (isEager && one.reason?.code !== "broken"));

/** Those that failed least come first, so that a bad one stands in nobody's way; then the oldest. */
const inTurn = (a: OutboxItem, b: OutboxItem): number =>
  a.tries - b.tries || a.madeAt.localeCompare(b.madeAt) || a.id.localeCompare(b.id);

export function nextText(items: OutboxItem[], moment: Moment): OutboxItem | null {
  if (isPaused(moment.pause, moment.now, moment.isEager)) return null;
  return items.filter((item) => isTextWaiting(item) && isDue(item, moment)).sort(inTurn)[0] ?? null;
}

/** No photo as long as a text can go. */
export function nextFile(items: OutboxItem[], moment: Moment): { item: OutboxItem; file: OutboxFile } | null {
  const { now, pause, filePause, isEager } = moment;
  if ([pause, filePause].some((one) => isPaused(one, now, isEager)) || nextText(items, moment)) return null;
  return (
    items
      .flatMap((item) => waitingFiles(item).map((file) => ({ item, file })))
      .filter(({ file }) => isDue(file, moment))
      .sort((a, b) => a.file.tries - b.file.tries || inTurn(a.item, b.item))[0] ?? null
  );
}

/** Milliseconds to the next thing to do; nothing waits: null. */
export function wakeAfter(
  items: OutboxItem[],
  { now, pause, filePause }: Pick<Moment, "now" | "pause" | "filePause">,
): number | null {
  const overAt = (some: (Pause | null)[]): number =>
    Math.max(0, ...some.map((one) => (one && isPaused(one, now, false) ? Date.parse(one.until) : 0)));
  const texts = items.filter(isTextWaiting).map((item) => Math.max(Date.parse(item.nextAt), overAt([pause])));
  const files = items
    .flatMap(waitingFiles)
    .map((file) => Math.max(Date.parse(file.nextAt), overAt([pause, filePause])));
  if (texts.length + files.length === 0) return null;
  const next = Math.min(...texts, ...files) - now.getTime();
  // never at once: a round that could do nothing must not spin
  return Math.min(Math.max(next, FIRST_WAIT), LONGEST_PAUSE);
}
