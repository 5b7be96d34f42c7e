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

/** The outbox as it is, in this tab and in others; null until the store has answered. */
export function useOutbox(viewerId: string): OutboxNow | null {
  const [now, setNow] = useState<OutboxNow | null>(null);
  useEffect(() => {
    let isGone = false;
    let isLooking = false;
    let again = false;
    // progress comes many times a second: one look at a time
    const look = async () => {
      again = isLooking;
      if (isLooking) return;
      isLooking = true;
      const store = await openStore(viewerId);
      const [kept, pause] = await Promise.all([
        store ? listKept(viewerId) : [],
        store ? readMeta(store, "pause") : null,
      ]);
      isLooking = false;
      if (isGone) return;
      setNow({ kept, pause, isOnline: navigator.onLine, hasStore: store !== null });
      if (again) void look();
    };
    void look();
    const unlisten = listen(look);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      isGone = true;
      unlisten();
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, [viewerId]);
  return now;
}
