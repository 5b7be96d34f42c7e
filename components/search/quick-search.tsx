"use client";

import { useEffect, useState } from "react";
import { hasSingleKeys } from "@/components/ui/single-keys";
import type { SearchDialog } from "./search-dialog";
import type { QuickWords } from "./words";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Ctrl K, ⌘ K or "/" opens the dialog, whose code is fetched then and not before. */
export function QuickSearch({ viewerId, words }: { viewerId: string; words: QuickWords }) {
  const [Dialog, setDialog] = useState<typeof SearchDialog | null>(null);
  const [isOpen, setIsOpen] = useState(false);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
      // on the page of a list "/" goes to its filter (components/ui/table-keys.tsx)
      const isSlash =
        event.key === "/" &&
        !event.ctrlKey &&
        !event.metaKey &&
        !isTyping(event.target) &&
        hasSingleKeys() &&
        !document.querySelector("[data-keys]");
      if (event.isComposing || (!isShortcut && !isSlash)) return;
      event.preventDefault();
      setIsOpen(true);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    if (!isOpen || Dialog) return;
    // not loaded: the field of the page still searches
    import("./search-dialog").then(
      (loaded) => setDialog(() => loaded.SearchDialog),
      () => setIsOpen(false),
    );
  }, [isOpen, Dialog]);

  return isOpen && Dialog && <Dialog viewerId={viewerId} words={words} onClose={() => setIsOpen(false)} />;
}
