"use client";

import { type ReactNode, useEffect, useId, useRef, useSyncExternalStore } from "react";
import { PanelClose } from "./panel-close";

type Props = { title: string; closeHref: string; closeLabel: string; children: ReactNode };

const nothingToWatch = () => () => {};

/**
 * What was opened stands beside the list on a wide page and above it on a narrow one; the focus goes there. A page that
 * came with its panel open was perhaps in use before this script ran: then neither focus nor page may be pulled away from
 * under the finger.
 */
export function SidePanel({ title, closeHref, closeLabel, children }: Props) {
  const ref = useRef<HTMLElement>(null);
  const headingId = useId();
  const cameWithPage = useRef(
    !useSyncExternalStore(
      nothingToWatch,
      () => true,
      () => false,
    ),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another panel is another title
  useEffect(() => {
    const isFirstOfPage = cameWithPage.current;
    cameWithPage.current = false;
    if (isFirstOfPage) {
      if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
      return;
    }
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollIntoView({ block: "nearest" });
  }, [title]);
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-labelledby={headingId}
      className="no-print min-w-0 self-start rounded-lg border border-accent-line bg-surface shadow-raise max-xl:mb-4 xl:order-2"
    >
      <header className="flex items-start justify-between gap-3 border-b border-line px-4 py-2.5">
        <h2 id={headingId} className="text-base font-semibold">
          {title}
        </h2>
        <PanelClose href={closeHref} label={closeLabel} />
      </header>
      <div className="flex flex-col gap-4 px-4 py-3.5">{children}</div>
    </section>
  );
}
