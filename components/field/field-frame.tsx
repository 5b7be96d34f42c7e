import type { ReactNode } from "react";
import { FieldShell } from "@/components/layout/field-shell";
import { Icon, type IconName } from "@/components/ui/icon";
import type { FieldWords } from "./field-words";
import { OutboxCount } from "./outbox-count";
import { StatusLine } from "./status-line";

export type FieldTabName = "units" | "drafts" | "outbox" | "inbox";
/** What waits behind a tab: a number, or an island that knows it. */
export type FieldCounts = Partial<Record<FieldTabName, ReactNode>>;

const TABS: { name: FieldTabName; href: string; icon: IconName }[] = [
  { name: "units", href: "/field", icon: "unit" },
  { name: "drafts", href: "/field/drafts", icon: "file" },
  { name: "outbox", href: "/field/outbox", icon: "upload" },
  { name: "inbox", href: "/field/inbox", icon: "bell" },
];

type Props = {
  words: FieldWords;
  /** whose outbox it is; none on a page that is nobody's */
  viewerId?: string;
  title: ReactNode;
  back?: string;
  /** which tab is lit; a form has its button there instead */
  tab?: FieldTabName;
  counts?: FieldCounts;
  action?: ReactNode;
  /** the server has said so to the page that is shown from the phone's own store */
  isSignedOut?: boolean;
  children: ReactNode;
};

/** The phone's frame, the same from the server and from the phone's own store. */
export function FieldFrame({
  words,
  viewerId,
  title,
  back,
  tab,
  counts = {},
  action,
  isSignedOut,
  children,
}: Props) {
  const { nav } = words.text;
  return (
    <FieldShell
      title={title}
      back={back ? { href: back, label: nav.back } : undefined}
      action={action}
      banner={words.banner}
      status={
        viewerId && <StatusLine viewerId={viewerId} text={words.outbox.text} isSignedOut={isSignedOut} />
      }
      labels={{ tabs: nav.tabs, skip: nav.skip }}
      footer={
        <a href="/complaints" className="flex min-h-11 items-center gap-1 px-2 text-accent">
          <Icon name="mail" className="size-4" />
          {nav.complaints}
        </a>
      }
      tabs={
        tab && [
          ...TABS.map(({ name, href, icon }) => ({
            href,
            label: nav[name],
            icon: <Icon name={icon} className="size-5" />,
            isCurrent: tab === name,
            // nothing is no number
            count:
              name === "outbox" && viewerId ? <OutboxCount viewerId={viewerId} /> : counts[name] || undefined,
          })),
          { href: "/", label: nav.desk, icon: <Icon name="home" className="size-5" /> },
        ]
      }
    >
      {children}
    </FieldShell>
  );
}
