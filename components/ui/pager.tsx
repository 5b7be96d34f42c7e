import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "./button";
import { Icon } from "./icon";

type Props = {
  /** Links that carry the cursor; leave out at an end of the list. */
  prevHref?: string;
  nextHref?: string;
  /** "第 51–100 条，共 6,214 条" */
  children?: ReactNode;
  labels: { nav: string; prev: string; next: string };
};

export function Pager({ prevHref, nextHref, children, labels }: Props) {
  if (!prevHref && !nextHref && !children) return null;
  return (
    <nav
      aria-label={labels.nav}
      className="no-print mt-2.5 flex flex-wrap items-center justify-between gap-2 text-sm text-ink-soft"
    >
      <div>{children}</div>
      <div className="flex gap-1.5">
        <Step href={prevHref} rel="prev">
          <Icon name="chevronLeft" className="size-3.5" />
          {labels.prev}
        </Step>
        <Step href={nextHref} rel="next">
          {labels.next}
          <Icon name="chevronRight" className="size-3.5" />
        </Step>
      </div>
    </nav>
  );
}

function Step({ href, rel, children }: { href?: string; rel: string; children: ReactNode }) {
  if (href) {
    return (
      <Link prefetch={false} href={href} rel={rel} className={buttonClass({ size: "sm" })}>
        {children}
      </Link>
    );
  }
  return (
    <span
      aria-disabled="true"
      className="inline-flex min-h-7 items-center gap-1 rounded-md border border-line px-2.5 text-ink-hint pointer-coarse:min-h-11"
    >
      {children}
    </span>
  );
}
