"use client";

import { type ReactNode, useEffect, useState } from "react";
import { fill } from "@/components/form/messages";
import { buttonClass } from "@/components/ui/button-look";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { countOf, isUnsent } from "@/lib/field/outbox/handling/rules";
import type { OutboxItem } from "@/lib/field/outbox/rules";
import { momentText } from "@/lib/platform/clock";
import { OutboxEntry } from "./outbox-entry";
import type { OutboxWords } from "./outbox-words";
import { useOutbox } from "./use-outbox";

type Props = {
  viewerId: string;
  words: OutboxWords;
  /** under the list: e.g. the export as an encrypted file */
  tools?: ReactNode;
};

/** Everything that was submitted here: what has not arrived first, with its reason; then what has. */
export function OutboxView({ viewerId, words, tools }: Props) {
  const { text } = words;
  const outbox = useOutbox(viewerId);
  if (!outbox) return null;
  const time = (moment: string) => (Number.isNaN(Date.parse(moment)) ? "" : momentText(moment));
  const items = outbox.kept.flatMap((one) => (one.isReadable ? [one.item] : []));
  const unread = outbox.kept.flatMap((one) => (one.isReadable ? [] : [one]));
  const { oldestAt } = countOf(items);

  async function sendNow() {
    const { sendAllNow } = await import("@/components/offline/flush");
    await sendAllNow(viewerId);
  }
  const list = (title: string, some: OutboxItem[], action?: ReactNode) =>
    some.length > 0 && (
      <section>
        <div className="mb-1.5 flex min-h-9 items-center justify-between gap-2">
          <h2 className="font-semibold">
            {title} <span className="font-normal text-ink-hint">{some.length}</span>
          </h2>
          {action}
        </div>
        <ul className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
          {some.map((item) => (
            <OutboxEntry key={item.id} item={item} words={words} time={time} />
          ))}
        </ul>
      </section>
    );

  return (
    <div className="flex flex-col gap-4">
      {oldestAt && <p className="text-ink-soft">{fill(text.hint.oldest, { time: time(oldestAt) })}</p>}
      {list(
        text.title.waiting,
        items.filter(isUnsent),
        <button type="button" onClick={sendNow} className={buttonClass({ size: "sm" })}>
          {text.action.retryAll}
        </button>,
      )}
      {unread.length > 0 && (
        <ul className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
          {unread.map((one) => (
            <li key={one.id} className="border-b border-line px-4 py-3 last:border-0">
              <p className="truncate text-ink-soft">{String(one.raw.words ?? "")}</p>
              <p className="text-sm text-caution">{text.hint.unread}</p>
            </li>
          ))}
        </ul>
      )}
      {list(
        text.title.received,
        items.filter((item) => !isUnsent(item)),
      )}
      {outbox.kept.length === 0 && (
        <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
          <Icon name="checkCircle" className="size-8 text-ink-hint" strokeWidth={1} />
          <p className="text-lg font-medium">{text.empty.outbox}</p>
          <p className="text-ink-soft">{text.empty.outboxHint}</p>
        </div>
      )}
      {tools}
      <Storage words={words} hasStore={outbox.hasStore} isFilled={outbox.kept.length > 0} />
    </div>
  );
}

const MEGABYTE = 1024 * 1024;
/** About a visit with ten photos. */
const SHORT = 30 * MEGABYTE;

/** Whether this device keeps it for good, and whether there is room. */
function Storage({
  words: { text },
  hasStore,
  isFilled,
}: {
  words: OutboxWords;
  hasStore: boolean;
  isFilled: boolean;
}) {
  const [isPersistent, setIsPersistent] = useState<boolean | null>(null);
  const [free, setFree] = useState<number | null>(null);
  useEffect(() => {
    // not there on plain http
    void navigator.storage?.persisted?.().then(setIsPersistent);
    void navigator.storage?.estimate?.().then(({ quota, usage }) => {
      if (quota !== undefined) setFree(quota - (usage ?? 0));
    });
  }, []);
  return (
    <div className="flex flex-col gap-2 text-sm text-ink-hint">
      {!hasStore && <Notice kind="caution">{text.hint.noStore}</Notice>}
      {free !== null && free < SHORT && (
        <Notice kind="caution">
          {fill(text.hint.spaceShort, { free: Math.max(0, Math.floor(free / MEGABYTE)) })}
        </Notice>
      )}
      {isFilled && <p>{text.hint.keptForWeek}</p>}
      {hasStore && isPersistent !== null && (
        <p>{isPersistent ? text.hint.persistent : text.hint.notPersistent}</p>
      )}
    </div>
  );
}
