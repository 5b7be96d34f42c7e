import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";
import { OFFICE_LANGUAGE } from "./written";

export type Crumb = { label: string; href: string };

type Props = {
  title: ReactNode;
  subtitle?: ReactNode;
  /** Status badges beside the title. */
  badges?: ReactNode;
  breadcrumbs?: Crumb[];
  /** Spoken name of the breadcrumb row. */
  breadcrumbsLabel?: string;
  actions?: ReactNode;
  /** The title is what somebody wrote: the name of a case, of a claim, of a report. */
  written?: boolean;
  /** A record or a person's file: the title in the serif of a dossier. */
  dossier?: boolean;
};

export function PageHeader({
  title,
  subtitle,
  badges,
  breadcrumbs,
  breadcrumbsLabel,
  actions,
  written,
  dossier,
}: Props) {
  return (
    <header className={cx("mb-4", dossier && "border-b-2 border-accent pb-3")}>
      {breadcrumbs && breadcrumbs.length > 0 && (
        <nav aria-label={breadcrumbsLabel} className="no-print mb-1 text-sm">
          <ol className="flex flex-wrap items-center gap-x-1 text-ink-hint">
            {breadcrumbs.map((crumb) => (
              <li key={crumb.href} className="flex items-center gap-x-1">
                <Link
                  prefetch={false}
                  href={crumb.href}
                  className="inline-flex items-center rounded-sm hover:text-accent hover:underline pointer-coarse:min-h-11"
                >
                  {crumb.label}
                </Link>
                <Icon name="chevronRight" className="size-3" />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2.5">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1
              lang={written ? OFFICE_LANGUAGE : undefined}
              className={dossier ? "font-serif text-2xl font-bold tracking-wide" : "text-xl font-semibold"}
            >
              {title}
            </h1>
            {badges}
          </div>
          {subtitle && <p className="mt-1 max-w-[72ch] text-ink-soft">{subtitle}</p>}
        </div>
        {actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
