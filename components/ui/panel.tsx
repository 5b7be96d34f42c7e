import { type ReactNode, useId } from "react";
import { cx } from "./cx";

type Props = {
  title?: ReactNode;
  /** A word beside the title: a count, a date, a unit. */
  note?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** No inner padding: for tables and lists that reach the edge. */
  flush?: boolean;
  /** Heading level; panels stand under the page's h1. */
  level?: 2 | 3;
  id?: string;
  className?: string;
  children: ReactNode;
};

/** The plain box of a desk page. With a title it is a named region. */
export function Panel({ title, note, actions, footer, flush, level = 2, id, className, children }: Props) {
  const headingId = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      id={id}
      aria-labelledby={title ? headingId : undefined}
      className={cx("min-w-0 rounded-lg border border-line-strong bg-surface shadow-raise", className)}
    >
      {(title || actions) && (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-1.5">
          <div className="flex min-w-0 flex-1 basis-40 flex-wrap items-baseline gap-x-2.5">
            {title && (
              <Heading id={headingId} className="text-base font-semibold">
                {title}
              </Heading>
            )}
            {note && <span className="text-sm text-ink-hint">{note}</span>}
          </div>
          {actions && <div className="no-print flex flex-wrap items-center gap-1.5">{actions}</div>}
        </header>
      )}
      <div className={flush ? "overflow-hidden rounded-b-lg" : "px-4 py-3.5"}>{children}</div>
      {footer && (
        <footer className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-2 text-sm text-ink-soft">
          {footer}
        </footer>
      )}
    </section>
  );
}
