"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

const nothingToWatch = () => () => {};

/** True in the one render that takes over what the server sent. */
const useIsTakingOver = (): boolean =>
  !useSyncExternalStore(
    nothingToWatch,
    () => true,
    () => false,
  );

/**
 * Taking over a text area that came with a text, React writes that text again, over whatever was typed into it before the
 * script was there. What stands in the page is read before that, and typed again after it.
 */
export function useEarlyText(id: string): void {
  const isTakingOver = useIsTakingOver();
  const [early] = useState(() => (isTakingOver ? typedInto(id) : undefined));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page was taken over
  useEffect(() => {
    const area = areaOf(id);
    if (early === undefined || !area || area.value === early) return;
    // by the element's own setter: React's would hide the change from it
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(area, early);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }, []);
}

const areaOf = (id: string): HTMLTextAreaElement | null => {
  const found = document.getElementById(id);
  return found instanceof HTMLTextAreaElement ? found : null;
};

function typedInto(id: string): string | undefined {
  if (typeof document === "undefined") return undefined;
  const area = areaOf(id);
  return area && area.value !== area.defaultValue ? area.value : undefined;
}
