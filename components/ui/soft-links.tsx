"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";

type Props = {
  children: ReactNode;
  className?: string;
  /** `false` stays where one is: what opens stands beside */
  scroll?: boolean;
};

/**
 * Plain links inside become soft navigations. One listener for a whole table instead of one client component per
 * link (a page of 50 rows has more than 100). Modified clicks, downloads and other targets stay the browser's.
 */
export function SoftLinks({ children, className, scroll = true }: Props) {
  const router = useRouter();

  function follow(event: MouseEvent<HTMLDivElement>) {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest("a");
    if (!link || link.target || link.hasAttribute("download")) return;
    const url = new URL(link.href, window.location.href);
    if (url.origin !== window.location.origin || link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    router.push(url.pathname + url.search + url.hash, { scroll });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the listener only serves the links inside
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link arrives here as a click
    <div className={className} onClick={follow}>
      {children}
    </div>
  );
}
