"use client";

import { useEffect, useRef } from "react";
import { buttonClass } from "@/components/ui/button-look";
import { Icon } from "@/components/ui/icon";
import type { EntryWords } from "./entry-words";

type Props = {
  layout: "desk" | "phone";
  words: EntryWords;
  isChange: boolean;
  /** it waits for the unit's present observer; `record` leads to where it waits */
  isHandedOver: boolean;
  links: { record: string; again: string; otherMethod: string; home: string };
};

/** It is on the server; and the way on. */
export function EntryDone({ layout, words, isChange, isHandedOver, links }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const size = layout === "phone" ? "lg" : "md";
  const block = layout === "phone";
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-10 text-center">
      <span className="flex size-14 items-center justify-center rounded-full bg-positive-soft text-positive">
        <Icon name="check" className="size-7" />
      </span>
      <h2 ref={title} tabIndex={-1} className="mt-1 text-xl font-semibold">
        {isHandedOver ? words.doneHandedOver : isChange ? words.doneChange : words.doneTitle}
      </h2>
      <p className="text-ink-soft">{isHandedOver ? words.handedOverText : words.doneText}</p>
      <div className={`mt-4 flex w-full flex-wrap justify-center gap-2 ${block ? "flex-col" : ""}`}>
        {!isChange && (
          <a href={links.again} className={buttonClass({ variant: "primary", size, block })}>
            {words.again}
          </a>
        )}
        <a
          href={links.record}
          className={buttonClass({ variant: isChange ? "primary" : "secondary", size, block })}
        >
          {isHandedOver ? words.openHandover : words.openRecord}
        </a>
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
