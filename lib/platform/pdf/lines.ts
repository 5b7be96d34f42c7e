/** Chinese text into lines: any two characters may part, but no line begins with 。 or ends with （, and no number or day is cut. */

/** `href`: what a click on it opens. */
export type Stretch = { text: string; href?: string };
export type Line = { stretches: Stretch[]; width: number; count: number; isLast: boolean };

/** never at the beginning of a line */
const CLOSING = new Set("。，、；：？！）》」』】〕〉”’…—％%℃·.,;:?!)]}");
/** never at its end */
const OPENING = new Set("（《「『【〔〈“‘([{");
const WORD = /^[\p{Script=Latin}\p{Nd}._\-+/@#&=~^'*]$/u;

type Unit = { pieces: Stretch[]; width: number; count: number; isSpace: boolean };

const stay = (before: string, char: string): boolean =>
  before !== " " &&
  char !== " " &&
  (CLOSING.has(char) || OPENING.has(before) || (WORD.test(char) && WORD.test(before)));

/** A short citation, 【表3】, is one word. */
const SHORT = 6;
/** 2026年11月30日, and parts of it. */
const DAY = /\d{4} ?年(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?日)?|\d{1,2} ?月 ?\d{1,2} ?日/g;
/** Where a text may not part: places inside a day. */
const insideDays = (text: string): Set<number> =>
  new Set(
    [...text.matchAll(DAY)].flatMap(({ 0: day, index }) =>
      Array.from({ length: day.length - 1 }, (_, at) => index + at + 1),
    ),
  );

/** What no line's end parts. */
function unitsOf(stretches: readonly Stretch[], widthOf: (char: string) => number, limit: number): Unit[] {
  const units: Unit[] = [];
  let before = " ";
  for (const { text, href } of stretches) {
    const isOne = href !== undefined && text.length <= SHORT;
    const inDay = insideDays(text);
    let isFirst = true;
    let place = 0;
    for (const char of text) {
      const width = widthOf(char);
      const unit = units.at(-1);
      const stays = (isOne && !isFirst) || inDay.has(place) || stay(before, char);
      isFirst = false;
      place += char.length;
      if (unit && unit.width + width <= limit && stays) {
        const piece = unit.pieces.at(-1);
        if (piece && piece.href === href) piece.text += char;
        else unit.pieces.push({ text: char, href });
        unit.width += width;
        unit.count += 1;
      } else units.push({ pieces: [{ text: char, href }], width, count: 1, isSpace: char === " " });
      before = char;
    }
  }
  return units;
}

/** `indent`: of the first line */
export function linesOf(
  stretches: readonly Stretch[],
  { width, indent = 0, widthOf }: { width: number; indent?: number; widthOf: (char: string) => number },
): Line[] {
  const lines: Line[] = [];
  for (const paragraph of paragraphsOf(stretches)) {
    let room = width - (lines.length === 0 ? indent : 0);
    let line: Line = { stretches: [], width: 0, count: 0, isLast: false };
    for (const unit of unitsOf(paragraph, widthOf, width - indent)) {
      if (line.width + unit.width > room + 0.01 && line.count > 0) {
        lines.push(line);
        line = { stretches: [], width: 0, count: 0, isLast: false };
        room = width;
        if (unit.isSpace) continue;
      }
      for (const piece of unit.pieces) {
        const before = line.stretches.at(-1);
        if (before && before.href === piece.href) before.text += piece.text;
        else line.stretches.push({ ...piece });
      }
      line.width += unit.width;
      line.count += unit.count;
    }
    lines.push({ ...line, isLast: true });
  }
  return lines;
}

/** Parted where the text itself has a new line. */
function paragraphsOf(stretches: readonly Stretch[]): Stretch[][] {
  const paragraphs: Stretch[][] = [[]];
  for (const { text, href } of stretches)
    text.split("\n").forEach((part, at) => {
      if (at > 0) paragraphs.push([]);
      if (part !== "") paragraphs.at(-1)?.push({ text: part, href });
    });
  return paragraphs;
}
