import type { ReportPage } from "@/lib/reports/queries";
import { mark, piecesOf } from "@/lib/reports/rules";

type Cited = { href: string; isChanged: boolean };
export type Register = ReadonlyMap<string, Cited>;

export const registerOf = ({ citations, changes }: ReportPage): Register => {
  const changed = new Set(changes.map(({ label }) => label));
  return new Map(citations.map(({ label, href }) => [label, { href, isChanged: changed.has(label) }]));
};

/** A paragraph or a cell: each mark opens what it cites; one that has changed since is struck. */
export function CitedText({ text, register }: { text: string; register: Register }) {
  return piecesOf(text).map((piece, at) => {
    if ("text" in piece) return piece.text;
    const cited = register.get(piece.label);
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
    if (!cited) return <span key={at}>{mark(piece.label)}</span>;
    return (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
        key={at}
        href={cited.href}
        className={
          cited.isChanged
            ? "text-caution line-through"
            : "text-accent underline decoration-1 underline-offset-2"
        }
      >
        {mark(piece.label)}
      </a>
    );
  });
}
