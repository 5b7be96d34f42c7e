import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";

type Props = {
  name: ReactNode;
  /** Post (and unit) as held on the day in question. */
  post?: ReactNode;
  href?: string;
  /** A word at the end: the role in the event, the contribution. */
  note?: ReactNode;
};

/** A person in a line of text: name first, post after it; no picture, no initials. */
export function PersonChip({ name, post, href, note }: Props) {
  const body = (
    <>
      <span className={cx("font-medium", href && "text-accent")}>{name}</span>
      {post && <span className="truncate text-sm text-ink-soft">{post}</span>}
      {note && <span className="border-l border-line-strong pl-1.5 text-sm text-ink-soft">{note}</span>}
    </>
  );
  const look =
    "inline-flex max-w-full min-h-7 items-baseline gap-1.5 rounded-md border border-line-strong bg-surface px-2 py-0.5";
  return href ? (
    <Link prefetch={false} href={href} className={cx(look, "hover:border-accent hover:bg-accent-soft")}>
      {body}
    </Link>
  ) : (
    <span className={look}>{body}</span>
  );
}
