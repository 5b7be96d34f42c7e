import { cx } from "@/components/ui/cx";
import { SoftLinks } from "@/components/ui/soft-links";
import type { Line, Row } from "@/lib/comparison/table/rules";
import "./comparison.css";

type Props = {
  caption: string;
  people: { id: string; name: string; post: string; href: string }[];
  rows: readonly Row[];
  words: { row: string; differ: string; differMark: string };
};

/**
 * People in columns, items in rows. Differences are marked by a check box and CSS alone; on a phone the columns scroll
 * beside the items.
 */
export function ComparisonTable({ caption, people, rows, words }: Props) {
  return (
    <SoftLinks className="cmp">
      <label className="no-print mb-2 inline-flex min-h-9 items-center gap-2 pointer-coarse:min-h-11">
        <input type="checkbox" className="cmp-switch size-4" />
        {words.differ}
      </label>
      {/* biome-ignore lint/a11y/useSemanticElements: a scrolling region, not a section of the page */}
      <div
        className="cmp-scroll"
        role="region"
        aria-label={caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table>
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              {people.map((one) => (
                <th key={one.id} scope="col">
                  <a href={one.href} className="text-accent">
                    {one.name}
                  </a>
                  <span className="block text-sm font-normal text-ink-soft">{one.post}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} id={row.key} data-differs={row.differs || undefined}>
                <th scope="row">
                  {row.label}
                  {row.note && <span className="block text-sm font-normal text-ink-hint">{row.note}</span>}
                  {row.differs && <span className="cmp-mark">{words.differMark}</span>}
                </th>
                {row.cells.map((cell, at) => (
                  <td key={people[at]?.id}>
                    <Lines lines={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SoftLinks>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, on the server
        <li key={at} className={cx(line.isThin && "text-caution")}>
          {line.parts.map((part) =>
            part.href ? (
              <a
                key={`${part.href} ${part.text}`}
                href={part.href}
                className={cx(
                  "text-accent underline decoration-accent-line underline-offset-3 hover:decoration-accent",
                  // a count stays in one piece
                  part.text.length <= 8 && "whitespace-nowrap",
                )}
              >
                {part.text}
              </a>
            ) : (
              part.text
            ),
          )}
        </li>
      ))}
    </ul>
  );
}
