import { type CSSProperties, type ReactNode, useId } from "react";
import { cx } from "./cx";
import { SoftLinks } from "./soft-links";
import { TableKeys } from "./table-keys";
import { TickAll } from "./tick-all";
import { OFFICE_LANGUAGE } from "./written";

export type SortDirection = "asc" | "desc";
export type Sort = { key: string; direction: SortDirection };

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "start" | "center" | "end";
  /** CSS width, e.g. "8rem". Give it to all but one column. */
  width?: string;
  /** Dates, numbers and short codes. */
  nowrap?: boolean;
  /** Long text: one line, clipped; the record shows the whole. */
  clip?: boolean;
  /** What people wrote, in the language of the office. */
  written?: boolean;
  /** Left out on a phone, where the record says it: what one looks for comes first. */
  minor?: boolean;
  /** Makes the header a sort link; needs `sortHref` on the table. */
  sortKey?: string;
  /** First direction when this column is not yet the sorted one. */
  firstDirection?: SortDirection;
};

type Props<Row> = {
  /** Names the table for screen readers; shown only with `showCaption`. */
  caption: ReactNode;
  showCaption?: boolean;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The record behind a row. The first column's content becomes the link. */
  rowHref?: (row: Row) => string | undefined;
  isSelected?: (row: Row) => boolean;
  sort?: Sort;
  /** The same page sorted otherwise: keep the filters, drop the cursor. */
  sortHref?: (sort: Sort) => string;
  /** Shown instead of rows; an EmptyState as a rule. */
  empty?: ReactNode;
  /** Inside a flush Panel: no border of its own. */
  flush?: boolean;
  /** A box before each row's heading, for a form around the table: all of a name that a page's `TickBar` counts. */
  tick?: { name: string; label: (row: Row) => string; all: string };
  /** The page's list: j, k and arrows go through it, x ticks, / goes to the filter. One a page. */
  keys?: boolean;
  className?: string;
};

/**
 * The one table. Rows are server-rendered; the first column is the row's heading and stays in view, as does the
 * header. A click anywhere on a row opens the record, Ctrl/⌘-click opens it in a new tab: see table.css.
 */
export function DataTable<Row>({
  caption,
  showCaption,
  columns,
  rows,
  rowKey,
  rowHref,
  isSelected,
  sort,
  sortHref,
  empty,
  flush,
  tick,
  keys,
  className,
}: Props<Row>) {
  const captionId = useId();
  const coverAt = Math.max(
    1,
    columns.findIndex((column, index) => index > 0 && !column.minor),
  );
  if (rows.length === 0 && empty) {
    return (
      <div className={cx(!flush && "rounded-lg border border-line-strong bg-surface", className)}>
        {empty}
      </div>
    );
  }

  return (
    <SoftLinks className={className}>
      {/* biome-ignore lint/a11y/useSemanticElements: a scrolling region, not a section of the page */}
      <div
        className="dt-scroll"
        data-flush={flush || undefined}
        data-keys={keys || undefined}
        role="region"
        aria-labelledby={captionId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table className="dt">
          <caption id={captionId} className={showCaption ? undefined : "sr-only"}>
            {caption}
          </caption>
          <colgroup>
            {columns.map((column) => (
              <col
                key={column.key}
                data-minor={column.minor || undefined}
                style={column.width ? ({ "--width": column.width } as CSSProperties) : undefined}
              />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <HeaderCell
                  key={column.key}
                  column={column}
                  sort={sort}
                  sortHref={sortHref}
                  tick={index === 0 && tick ? <TickAll name={tick.name} label={tick.all} /> : null}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const href = rowHref?.(row);
              return (
                <tr key={rowKey(row)} data-selected={isSelected?.(row) || undefined}>
                  {columns.map((column, index) => (
                    <BodyCell
                      key={column.key}
                      column={column}
                      row={row}
                      href={href}
                      tick={
                        index === 0 && tick ? (
                          <input
                            type="checkbox"
                            name={tick.name}
                            value={rowKey(row)}
                            aria-label={tick.label(row)}
                          />
                        ) : null
                      }
                      place={index === 0 ? "head" : index === coverAt ? "cover" : "rest"}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {keys && <TableKeys />}
    </SoftLinks>
  );
}

function HeaderCell<Row>({
  column,
  sort,
  sortHref,
  tick,
}: {
  column: Column<Row>;
  sort?: Sort;
  sortHref?: (sort: Sort) => string;
  tick: ReactNode;
}) {
  const { sortKey } = column;
  const current = sortKey && sort?.key === sortKey ? sort.direction : undefined;
  const next: SortDirection = current
    ? current === "asc"
      ? "desc"
      : "asc"
    : (column.firstDirection ?? "asc");
  return (
    <th
      scope="col"
      data-align={column.align}
      data-minor={column.minor || undefined}
      aria-sort={current && (current === "asc" ? "ascending" : "descending")}
    >
      {tick}
      {sortKey && sortHref ? (
        <a className="sort-link" href={sortHref({ key: sortKey, direction: next })}>
          {column.header}
          <span aria-hidden className="sort-mark">
            {current ? (current === "asc" ? "↑" : "↓") : "↕"}
          </span>
        </a>
      ) : (
        column.header
      )}
    </th>
  );
}

function BodyCell<Row>({
  column,
  row,
  place,
  href,
  tick,
}: {
  column: Column<Row>;
  row: Row;
  tick: ReactNode;
  place: "head" | "cover" | "rest";
  href?: string;
}) {
  const content = column.clip ? <span>{column.cell(row)}</span> : column.cell(row);
  const marks = {
    lang: column.written ? OFFICE_LANGUAGE : undefined,
    "data-align": column.align,
    "data-nowrap": column.nowrap || undefined,
    "data-clip": column.clip || undefined,
    "data-minor": column.minor || undefined,
  };
  if (place === "head") {
    return (
      <th scope="row" {...marks}>
        {tick}
        {href ? (
          <a className="row-link" href={href}>
            {content}
          </a>
        ) : (
          content
        )}
      </th>
    );
  }
  return (
    <td {...marks}>
      {/* The twin link covers the rest of the row; only one cell carries it. */}
      {/* biome-ignore lint/a11y/useAnchorContent: hidden from screen readers, the first cell has the real one */}
      {href && place === "cover" && <a className="row-cover" href={href} tabIndex={-1} aria-hidden="true" />}
      {content}
    </td>
  );
}
