import type { ReactNode } from "react";
import { Icon } from "../ui/icon";

export type FieldTab = {
  href: string;
  label: string;
  icon: ReactNode;
  isCurrent?: boolean;
  /** What waits there, e.g. items in the outbox; a node, so that an island may fill it. */
  count?: ReactNode;
};

type Props = {
  title: ReactNode;
  back?: { href: string; label: string };
  /** At the right of the top bar. */
  action?: ReactNode;
  banner: ReactNode;
  /** A line under the bar: offline, or what waits to be sent. */
  status?: ReactNode;
  /** On the start pages; a form has its main button there instead. */
  tabs?: FieldTab[];
  labels: { tabs: string; skip: string };
  /** Small links under the page: the complaint box. */
  footer?: ReactNode;
  children: ReactNode;
};

/** The phone's frame. Plain links, no script, nothing of the desk. */
export function FieldShell({ title, back, action, banner, status, tabs, labels, footer, children }: Props) {
  return (
    <div data-shell="field" className="mx-auto flex min-h-dvh max-w-[40rem] flex-col bg-paper">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:z-50 focus:bg-surface focus:px-4 focus:py-2"
      >
        {labels.skip}
      </a>
      <header
        data-shell-part
        className="sticky top-0 z-20 border-b border-line-strong bg-surface pt-[env(safe-area-inset-top)]"
      >
        <p className="bg-accent-deep px-3 py-0.5 text-center text-xs text-white">{banner}</p>
        <div className="flex min-h-12 items-center gap-1 px-2">
          {back ? (
            <a
              href={back.href}
              className="flex min-h-11 min-w-11 items-center gap-0.5 rounded-md pr-1 text-accent"
              aria-label={back.label}
            >
              <Icon name="chevronLeft" className="size-5" />
            </a>
          ) : (
            <span className="w-2" />
          )}
          <h1 className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</h1>
          {action}
        </div>
        {status}
      </header>
      <main id="main" tabIndex={-1} className="flex-1 px-3.5 py-3.5">
        {children}
      </main>
      {footer && (
        <footer data-shell-part className="flex justify-center border-t border-line px-3.5 text-sm">
          {footer}
        </footer>
      )}
      {tabs && <TabBar tabs={tabs} label={labels.tabs} />}
    </div>
  );
}

function TabBar({ tabs, label }: { tabs: FieldTab[]; label: string }) {
  return (
    <nav
      aria-label={label}
      data-shell-part
      className="sticky bottom-0 z-20 border-t border-line-strong bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <ul className="flex">
        {tabs.map((tab) => (
          <li key={tab.href} className="flex-1">
            <a
              href={tab.href}
              aria-current={tab.isCurrent ? "page" : undefined}
              className="relative flex min-h-13 flex-col items-center justify-center gap-0.5 text-sm text-ink-soft aria-[current]:font-semibold aria-[current]:text-accent"
            >
              {tab.icon}
              {tab.label}
              {tab.count !== undefined && (
                <span className="absolute top-1 left-1/2 ml-2 rounded-full bg-accent px-1.5 text-xs leading-4 text-on-accent empty:hidden">
                  {tab.count}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
