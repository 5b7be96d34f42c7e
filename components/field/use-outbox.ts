"use client";

import { useEffect, useState } from "react";
import { listen, listKept } from "@/components/offline/outbox-store";
import { openStore, readMeta } from "@/components/offline/store";
import type { Pause } from "@/lib/field/outbox/rules";
import type { KeptItem } from "@/lib/field/outbox/stored/rules";

export type OutboxNow = {
  kept: KeptItem[];
  pause: Pause | null;
  isOnline: boolean;
  /** false where the browser keeps nothing */
  hasStore: boolean;
};

const PAUSE_MS = 200;

/** The outbox as it is, in this tab and in others; null until the store has answered. */
export function useOutbox(viewerId: string): OutboxNow | null {
  const [now, setNow] = useState<OutboxNow | null>(null);
  useEffect(() => {
    let isGone = false;
    let isLooking = false;
    let again = false;
    let pause: ReturnType<typeof setTimeout> | undefined;
    // progress comes many times a second: one look at a time, and some time between two
    const look = async () => {
      again = isLooking;
      if (isLooking) return;
      isLooking = true;
      const store = await openStore(viewerId);
      const [kept, held] = await Promise.all([
        store ? listKept(viewerId) : [],
        store ? readMeta(store, "pause") : null,
      ]);
      if (isGone) return;
      setNow({ kept, pause: held, isOnline: navigator.onLine, hasStore: store !== null });
      pause = setTimeout(() => {
        isLooking = false;
        if (again) void look();
      }, PAUSE_MS);
    };
    void look();
    const unlisten = listen(look);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      isGone = true;
      clearTimeout(pause);
      unlisten();
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, [viewerId]);
  return now;
}
