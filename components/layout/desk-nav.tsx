"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

export type NavItem = {
  href: string;
  label: string;
  icon?: ReactNode;
  /** What waits there; already formatted. */
  count?: ReactNode;
  /** Only the exact address counts as here (the start page). */
  exact?: boolean;
};
export type NavSection = { key: string; label?: string; items: NavItem[] };

export const NAV_ID = "desk-nav";

/** The longest matching address is the current one, so that /units/plan does not light /units as well. */
function currentHref(sections: NavSection[], pathname: string): string | undefined {
  return sections
    .flatMap((section) => section.items)
    .filter((item) => pathname === item.href || (!item.exact && pathname.startsWith(`${item.href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0]?.href;
}

export function DeskNav({ sections, label }: { sections: NavSection[]; label: string }) {
  const pathname = usePathname();
  const ref = useRef<HTMLElement>(null);
  const here = currentHref(sections, pathname);

  // On narrow screens the menu is a popover and the layout outlives the page: close it on arrival. On wide ones it
  // may be longer than the screen: show where one is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new address
  useEffect(() => {
    if (ref.current?.matches(":popover-open")) ref.current.hidePopover();
    ref.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
  }, [pathname]);

  return (
    <nav ref={ref} id={NAV_ID} popover="auto" aria-label={label} className="desk-nav" data-shell-part>
      {sections.map((section) => (
        <div key={section.key} className="mb-3">
          {section.label && (
            <p className="px-2.5 pt-1.5 pb-1 text-xs tracking-wider text-ink-hint">{section.label}</p>
          )}
          <ul className="flex flex-col gap-px">
            {section.items.map((item) => (
              <li key={item.href}>
                <Link
                  prefetch={false}
                  href={item.href}
                  className="nav-link"
                  aria-current={item.href === here ? "page" : undefined}
                >
                  {item.icon}
                  <span className="min-w-0 flex-1">{item.label}</span>
                  {item.count !== undefined && (
                    <span className="rounded-sm bg-surface px-1.5 text-xs font-normal text-ink-soft ring-1 ring-line-strong">
                      {item.count}
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
