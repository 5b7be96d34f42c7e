import Link from "next/link";
import { Icon } from "./icon";

/** Closes a panel that stands beside a list: the list's own address. */
export function PanelClose({ href, label }: { href: string; label: string }) {
  return (
    <Link
      prefetch={false}
      scroll={false}
      href={href}
      aria-label={label}
      title={label}
      className="-mr-2 flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-paper-deep pointer-coarse:size-11"
    >
      <Icon name="close" />
    </Link>
  );
}
