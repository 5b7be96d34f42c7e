import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { BrandMark } from "./brand-mark";
import { DeskNav, NAV_ID, type NavSection } from "./desk-nav";

type Props = {
  brand: { name: string; href: string };
  /** The slim line over everything: no classified matter in this system. */
  banner: ReactNode;
  sections: NavSection[];
  /** A GET form; see TopSearch. */
  search?: ReactNode;
  /** Language switch and other small things. */
  tools?: ReactNode;
  person: { name: string; role: string; href?: string };
  /** A form with a button that signs out. */
  signOut: ReactNode;
  labels: { skip: string; nav: string; menu: string };
  /** Complaint box, version, help: at the foot of each page. */
  footer?: ReactNode;
  children: ReactNode;
};

export function DeskShell({
  brand,
  banner,
  sections,
  search,
  tools,
  person,
  signOut,
  labels,
  footer,
  children,
}: Props) {
  return (
    <div data-shell="desk" className="isolate flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-1 focus:left-1 focus:z-50 focus:rounded-md focus:bg-surface focus:px-4 focus:py-2 focus:text-accent focus:shadow-float"
      >
        {labels.skip}
      </a>
      <header data-shell-part className="sticky top-0 z-20">
        <p className="flex min-h-6 items-center justify-center gap-1.5 bg-accent-deep px-3 py-0.5 text-center text-xs tracking-wider text-white [&:lang(en)]:tracking-normal">
          <Icon name="shield" className="size-3.5 shrink-0" />
          {banner}
        </p>
        <div className="flex h-14 items-center gap-x-4 border-b border-line-strong bg-surface px-3 lg:px-5">
          <button
            type="button"
            popoverTarget={NAV_ID}
            aria-label={labels.menu}
            className="-ml-1 flex size-11 items-center justify-center rounded-md hover:bg-paper-deep lg:hidden"
          >
            <Icon name="menu" className="size-5" />
          </button>
          <Link
            prefetch={false}
            href={brand.href}
            className="flex min-w-0 items-center gap-2.5 rounded-sm text-accent lg:w-[11.5rem] lg:shrink-0"
          >
            <BrandMark />
            <span className="truncate font-serif text-lg max-sm:sr-only font-bold tracking-wider [&:lang(en)]:text-base [&:lang(en)]:tracking-normal">
              {brand.name}
            </span>
          </Link>
          <div className="min-w-0 flex-1 max-sm:hidden">{search}</div>
          <div className="ml-auto flex shrink-0 items-center gap-1">
            {tools}
            <PersonLine person={person} />
            {signOut}
          </div>
        </div>
      </header>
      {search && (
        <div data-shell-part className="border-b border-line bg-surface px-3 py-2 sm:hidden">
          {search}
        </div>
      )}
      <div className="flex-1 lg:grid lg:grid-cols-[13.25rem_minmax(0,1fr)] print:block">
        <DeskNav sections={sections} label={labels.nav} />
        <div className="flex min-w-0 flex-col px-3 pt-4 pb-8 sm:px-5 lg:border-l lg:border-line lg:px-6">
          <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[90rem] flex-1">
            {children}
          </main>
          {footer && (
            <footer
              data-shell-part
              className="mx-auto mt-8 flex w-full max-w-[90rem] flex-wrap gap-x-4 gap-y-1 border-t border-line pt-3 text-sm text-ink-hint"
            >
              {footer}
            </footer>
          )}
        </div>
      </div>
    </div>
  );
}

function PersonLine({ person }: { person: Props["person"] }) {
  const body = (
    <>
      <span className="block max-w-24 truncate font-medium sm:max-w-40">{person.name}</span>
      <span className="block text-xs text-ink-hint max-sm:hidden">{person.role}</span>
    </>
  );
  const look = "px-2 text-right leading-tight";
  return person.href ? (
    <Link prefetch={false} href={person.href} className={`${look} rounded-sm hover:text-accent`}>
      {body}
    </Link>
  ) : (
    <div className={look}>{body}</div>
  );
}

/** The search of the top bar: plain GET, so Enter works before any script does. */
export function TopSearch({
  action,
  name = "q",
  label,
  placeholder,
  shortcut,
}: {
  action: string;
  name?: string;
  label: string;
  placeholder?: string;
  /** keys that open the quick search */
  shortcut?: string;
}) {
  return (
    <search>
      <form method="get" action={action} className="relative max-w-md">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-hint"
        />
        <input
          type="search"
          name={name}
          aria-label={label}
          placeholder={placeholder}
          className={shortcut ? "control pl-8! sm:pr-16!" : "control pl-8!"}
        />
        {shortcut && (
          <span aria-hidden className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2">
            <Kbd>{shortcut}</Kbd>
          </span>
        )}
      </form>
    </search>
  );
}
