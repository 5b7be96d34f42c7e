"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { FieldLocale, PhoneKit } from "@/components/field/field-words";
import { deviceViewer } from "@/components/offline/device";
import { type Display, localeOf, readDisplay, showDisplay } from "@/components/offline/display";
import { readKit } from "@/components/offline/kit-store";
import { type KitNews, refreshKit } from "@/components/offline/refresh-kit";
import { registerWorker } from "@/components/offline/start-field";
import { isStale, usableKit } from "@/lib/field/kit/rules";
import { cityDay } from "@/lib/platform/clock";

export type KitState =
  | { kind: "opening" }
  /** nothing of anybody is on this phone, and the server could not be asked or knows nobody */
  | { kind: "none" }
  /** the right to log is gone, and the kit with it */
  | { kind: "denied" }
  | { kind: "ready"; kit: PhoneKit; locale: FieldLocale; isStale: boolean };

/** Coming back to an open page asks again, but not at every glance. */
const AGAIN_MS = 5 * 60_000;

/** The kit of this device at once, then the server's as soon as it answers. */
export function useFieldKit() {
  const [state, setState] = useState<KitState>({ kind: "opening" });
  const [isSignedOut, setSignedOut] = useState(false);
  const askedAt = useRef(0);

  const show = useCallback((kept: PhoneKit, display: Display = readDisplay()) => {
    const at = new Date();
    const kit = usableKit(kept, { at, day: cityDay(at) });
    setState({ kind: "ready", kit, locale: localeOf(kit, display), isStale: isStale(kit, at) });
  }, []);

  const ask = useCallback(
    async (by: "person" | "page") => {
      askedAt.current = Date.now();
      const news: KitNews = await refreshKit(by);
      setSignedOut(news.kind === "signedOut");
      if (news.kind === "kit") {
        // somebody else signed in on this phone: nothing of the last person stays on the page
        if (news.isOther) window.location.reload();
        show(news.kit);
        if (news.isKept) await registerWorker();
      } else if (news.kind === "denied") setState({ kind: "denied" });
      else setState((before) => (before.kind === "opening" ? { kind: "none" } : before));
    },
    [show],
  );

  useEffect(() => {
    const display = readDisplay();
    showDisplay(display);
    const viewerId = deviceViewer();
    const kept = viewerId ? readKit(viewerId) : Promise.resolve(null);
    kept
      .catch(() => null)
      .then((found) => {
        if (found) show(found.kit, display);
        return ask("person");
      });
    const again = () => {
      if (document.visibilityState === "visible" && Date.now() - askedAt.current > AGAIN_MS)
        void ask("person");
    };
    const online = () => void ask("page");
    document.addEventListener("visibilitychange", again);
    window.addEventListener("online", online);
    return () => {
      document.removeEventListener("visibilitychange", again);
      window.removeEventListener("online", online);
    };
  }, [ask, show]);

  /** After a choice of language. */
  const redraw = useCallback(
    () =>
      setState((before) =>
        before.kind === "ready" ? { ...before, locale: localeOf(before.kit, readDisplay()) } : before,
      ),
    [],
  );
  return { state, isSignedOut, ask, redraw };
}
