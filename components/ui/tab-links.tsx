import Link from "next/link";
import type { ReactNode } from "react";

export type TabLink = {
  href: string;
  label: ReactNode;
  /** How many records wait behind it. */
  count?: ReactNode;
  isCurrent?: boolean;
};

/** Tabs are links: each has an address, works without script and can be sent to a colleague. */
export function TabLinks({ items, label }: { items: TabLink[]; label: string }) {
  return (
    <nav aria-label={label} className="no-print mb-4 border-b border-line-strong">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              prefetch={false}
              href={item.href}
              aria-current={item.isCurrent ? "page" : undefined}
              className="flex min-h-9 items-center gap-1.5 border-b-2 border-transparent px-3 text-ink-soft hover:text-accent aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-accent pointer-coarse:min-h-11"
            >
              {item.label}
              {item.count !== undefined && (
                <span className="rounded-sm bg-paper-deep px-1.5 text-sm font-normal text-ink-soft">
                  {item.count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
