import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import type { Day } from "@/lib/platform/clock";
import type { Viewer } from "@/lib/platform/viewer";

/** `level`: of a desk's panel headings; a person with several roles has a heading above each desk. */
export type DeskProps = { viewer: Viewer; today: Day; level: 2 | 3 };

export type DeskItem = {
  key: string;
  href: string;
  title: ReactNode;
  /** One line of it; `isWhole` shows what must be read before it is opened. */
  detail?: ReactNode;
  isWhole?: boolean;
  /** At the right end: a state, a date in words. */
  mark?: ReactNode;
};

/** What waits, a line each; the whole line opens it. */
export function DeskList({ items, empty }: { items: DeskItem[]; empty: ReactNode }) {
  if (items.length === 0) return <p className="px-4 py-4 text-ink-soft">{empty}</p>;
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <li key={item.key}>
          <Link
            prefetch={false}
            href={item.href}
            className="flex min-h-11 items-center justify-between gap-x-3 px-4 py-2 hover:bg-accent-soft focus-visible:-outline-offset-2"
          >
            <span className="min-w-0 flex-1">
              <span className="block">{item.title}</span>
              {item.detail && (
                <span className={cx("text-sm text-ink-soft", item.isWhole ? "block" : "line-clamp-1")}>
                  {item.detail}
                </span>
              )}
            </span>
            {item.mark && <span className="shrink-0 text-right text-sm text-ink-soft">{item.mark}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Two columns on a wide desk, one below the other on a phone. */
export const DeskGrid = ({ children }: { children: ReactNode }) => (
  <div className="grid items-start gap-4 lg:grid-cols-2">{children}</div>
);

/** Panels of one column, close together whatever stands beside them. */
export const DeskColumn = ({ children }: { children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-4">{children}</div>
);
