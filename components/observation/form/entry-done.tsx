"use client";

import { useEffect, useRef } from "react";
import { OutboxState } from "@/components/field/outbox-state";
import type { OutboxWords } from "@/components/field/outbox-words";
import { useOutbox } from "@/components/field/use-outbox";
import { fill } from "@/components/form/messages";
import { buttonClass } from "@/components/ui/button-look";
import { Icon } from "@/components/ui/icon";
import type { EntryWords } from "./entry-words";

type Props = {
  layout: "desk" | "phone";
  viewerId: string;
  /** of the records, the form's own first */
  ids: string[];
  words: EntryWords;
  outbox: OutboxWords;
  isChange: boolean;
  /** on the desk: of a record that waits for the unit's present observer */
  handedOverId: string | undefined;
  links: { record: string; again: string; otherMethod: string; home: string };
};

/** What became of it, as it happens: kept on this device, sent, received; and the way on. */
export function EntryDone({ layout, viewerId, ids, words, outbox, isChange, handedOverId, links }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const known = useOutbox(viewerId);
  const kept = known?.kept ?? [];
  const items = ids.flatMap((id) =>
    kept.flatMap((one) => (one.isReadable && one.item.id === id ? [one.item] : [])),
  );
  // on the phone nothing is called stored before its outbox has said so
  const isLooking = layout === "phone" && known === null;
  const isOnTheWay = isLooking || items.some((item) => item.state === "waiting" || item.state === "sent");
  const isBlocked = items.some((item) => item.state === "blocked");
  const [first] = items;
  const handedOver = handedOverId ?? items.find((item) => item.outcome === "HANDED_OVER")?.id;
  const size = layout === "phone" ? "lg" : "md";
  const block = layout === "phone";
  const look = isBlocked
    ? "bg-attention-soft text-attention"
    : isOnTheWay
      ? "bg-info-soft text-info"
      : "bg-positive-soft text-positive";
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-10 text-center">
      <span className={`flex size-14 items-center justify-center rounded-full ${look}`}>
        <Icon name={isBlocked ? "warning" : isOnTheWay ? "upload" : "check"} className="size-7" />
      </span>
      <h2 ref={title} tabIndex={-1} className="mt-1 text-xl font-semibold">
        {isBlocked
          ? words.doneBlocked
          : isOnTheWay
            ? words.doneKept
            : handedOver
              ? words.doneHandedOver
              : isChange
                ? words.doneChange
                : words.doneTitle}
      </h2>
      {first ? (
        <ul aria-live="polite" className="w-full">
          {items.map((item) => (
            <li key={item.id} className="border-b border-line py-2.5 last:border-0">
              {items.length > 1 && <p className="mb-1 font-medium">{item.unitName}</p>}
              <OutboxState item={item} words={outbox} isCentred />
            </li>
          ))}
        </ul>
      ) : (
        !isLooking && <p className="text-ink-soft">{handedOver ? words.handedOverText : words.doneText}</p>
      )}
      {ids.length > 1 && !isBlocked && (
        <p className="text-ink-soft">{fill(words.doneVisit, { count: ids.length })}</p>
      )}
      <div className={`mt-4 flex w-full flex-wrap justify-center gap-2 ${block ? "flex-col" : ""}`}>
        {isBlocked && (
          <a href="/field/outbox" className={buttonClass({ variant: "primary", size, block })}>
            {outbox.text.action.open}
          </a>
        )}
        {!isChange && (
          <a
            href={links.again}
            className={buttonClass({ variant: isBlocked ? "secondary" : "primary", size, block })}
          >
            {words.again}
          </a>
        )}
        {!isLooking && (!first || first.state === "received") && (
          <a
            href={handedOver ? `/handovers?id=${handedOver}` : links.record.replace("{id}", ids[0] ?? "")}
            className={buttonClass({ variant: isChange ? "primary" : "secondary", size, block })}
          >
            {handedOver ? words.openHandover : words.openRecord}
          </a>
        )}
        {!isChange && (
          <a href={links.otherMethod} className={buttonClass({ size, block })}>
            {words.otherMethod}
          </a>
        )}
        <a href={links.home} className={buttonClass({ variant: "quiet", size, block })}>
          {words.home}
        </a>
      </div>
    </div>
  );
}
