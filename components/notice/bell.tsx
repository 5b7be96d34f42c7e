"use client";

import { useEffect, useState } from "react";
import { fill } from "../form/messages";
import { Icon } from "../ui/icon";
import { onRead, wasJustMarked } from "./mark-read";

type Props = {
  unread: number;
  /** sent with the look-ups that the page makes by itself, so that they count as no activity */
  header: string;
  labels: { none: string; count: string };
};

const PAUSE_MS = 60_000;
const SOON_MS = 1_000;

/** The bell of the desk's top bar. Looks again when the window comes back, not by the minute. */
export function Bell({ unread: known, header, labels }: Props) {
  const [unread, setUnread] = useState(known);
  useEffect(() => setUnread(known), [known]);
  useEffect(() => onRead(setUnread), []);
  useEffect(() => {
    let lookedAt = Date.now();
    const look = async () => {
      lookedAt = Date.now();
      // offline or signed out: the count stays what it was
      const response = await fetch("/api/v1/notices", { headers: { [header]: "1" } }).catch(() => null);
      if (response?.ok) setUnread((await response.json()).unread);
    };
    const lookAgain = () => {
      if (document.visibilityState === "visible" && Date.now() - lookedAt >= PAUSE_MS) void look();
    };
    const soon = wasJustMarked() ? window.setTimeout(look, SOON_MS) : 0;
    document.addEventListener("visibilitychange", lookAgain);
    return () => {
      window.clearTimeout(soon);
      document.removeEventListener("visibilitychange", lookAgain);
    };
  }, [header]);

  return (
    <a
      href="/notices"
      aria-label={unread > 0 ? fill(labels.count, { count: unread }) : labels.none}
      title={labels.none}
      className="relative flex size-9 items-center justify-center rounded-md text-ink-soft hover:bg-paper-deep hover:text-ink pointer-coarse:size-11"
    >
      <Icon name="bell" className="size-5" />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-0 right-0 min-w-4.5 rounded-full bg-accent px-1 text-center text-xs leading-4.5 text-on-accent"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </a>
  );
}
