"use client";

import { type FocusEvent, useRef, useState } from "react";

/**
 * Opening and closing of a list whose focus never leaves the input.
 *
 * Base UI's own Popup is not used: while open it hides the whole page, the field's label included, from screen readers,
 * with focusable links still inside (axe: aria-hidden-focus). So the closing when the focus leaves is done here. The
 * list is put into the page's main part or the dialog around the field, where it belongs for screen readers.
 */
export function useListPopup() {
  const groupRef = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [container, setContainer] = useState<HTMLElement | null>(null);

  function onOpenChange(open: boolean) {
    if (open) setContainer(groupRef.current?.closest<HTMLElement>("[role=dialog], dialog, main") ?? null);
    setIsOpen(open);
  }

  function onBlur(event: FocusEvent) {
    const next = event.relatedTarget;
    if (next instanceof Node && groupRef.current?.contains(next)) return;
    setIsOpen(false);
  }

  return { root: { open: isOpen, onOpenChange }, group: { ref: groupRef, onBlur }, container };
}
