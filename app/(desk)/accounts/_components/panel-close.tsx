import Link from "next/link";
import { Icon } from "@/components/ui/icon";

export function PanelClose({ href, label }: { href: string; label: string }) {
  return (
    <Link
      prefetch={false}
      scroll={false}
      href={href}
      aria-label={label}
      title={label}
      className="-mr-2 flex size-8 items-center justify-center rounded-md text-ink-soft hover:bg-paper-deep pointer-coarse:size-11"
    >
      <Icon name="close" />
    </Link>
  );
}
