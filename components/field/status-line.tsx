"use client";

import { type ReactNode, useEffect } from "react";
import { fill } from "@/components/form/messages";
import { addressOf } from "@/components/ui/address";
import { Icon, type IconName } from "@/components/ui/icon";
import { countOf } from "@/lib/field/outbox/handling/rules";
import type { OutboxWords } from "./outbox-words";
import { type OutboxNow, useOutbox } from "./use-outbox";

type Props = {
  viewerId: string;
  text: OutboxWords["text"];
  /** the server has just said so, also while nothing waits */
  isSignedOut?: boolean;
};

/** Under the bar of each page: no network, what waits, or that somebody has to sign in. It also sets the sending going. */
export function StatusLine({ viewerId, text, isSignedOut = false }: Props) {
  const outbox = useOutbox(viewerId);
  useEffect(() => {
    void import("@/components/offline/start").then(({ startPhone }) => startPhone(viewerId));
  }, [viewerId]);
  const said = outbox && sentence(outbox, text, isSignedOut);
  return (
    <div role="status" className="empty:hidden">
      {said && (
        <p
          className={`flex min-h-9 items-center gap-1.5 border-t border-line px-3.5 py-1 text-sm ${said.isWrong ? "bg-caution-soft text-caution" : "bg-info-soft text-info"}`}
        >
          <Icon name={said.icon} className="size-4" />
          <span className="flex-1">{said.text}</span>
          {said.link}
        </p>
      )}
    </div>
  );
}

const OUTBOX = "/field/outbox";

type Said = { text: string; icon: IconName; isWrong: boolean; link?: ReactNode };

function sentence(
  { kept, pause, isOnline, hasStore }: OutboxNow,
  text: OutboxWords["text"],
  isSignedOut: boolean,
): Said | null {
  const count = countOf(kept.flatMap((one) => (one.isReadable ? [one.item] : [])));
  // not from the outbox to itself
  const look = window.location.pathname !== OUTBOX && <Ahead href={OUTBOX}>{text.action.look}</Ahead>;
  const waits = count.waiting + count.photos > 0;
  if (!hasStore) return { text: text.hint.noStore, icon: "warning", isWrong: true };
  if (!isOnline) {
    return count.waiting > 0
      ? {
          text: fill(text.hint.offlineWaiting, { count: count.waiting }),
          icon: "warning",
          isWrong: true,
          link: look,
        }
      : { text: text.hint.offline, icon: "warning", isWrong: true };
  }
  if (isSignedOut || (waits && pause?.code === "signedOut")) {
    const link = (
      <Ahead href={addressOf("/sign-in", { next: `${window.location.pathname}${window.location.search}` })}>
        {text.action.signIn}
      </Ahead>
    );
    return { text: text.hint.signedOut, icon: "lock", isWrong: true, link };
  }
  if (count.blocked > 0)
    return {
      text: fill(text.hint.countBlocked, { count: count.blocked }),
      icon: "warning",
      isWrong: true,
      link: look,
    };
  if (!waits) return null;
  const is =
    count.waiting > 0
      ? fill(text.hint.countWaiting, { count: count.waiting })
      : fill(text.hint.countPhotos, { count: count.photos });
  return { text: is, icon: "upload", isWrong: false, link: look };
}

const Ahead = ({ href, children }: { href: string; children: string }) => (
  <a href={href} className="-my-1 flex min-h-9 items-center px-2 font-medium underline underline-offset-3">
    {children}
  </a>
);
