/** What was typed, as the database looks it up, and where it stands in what was found. */
import { searchWords } from "@/lib/observations/rules";
import { spellingIn } from "@/lib/platform/spelling";
import { syllablesOf } from "@/lib/units/register/rules";

/** In one minute by one person: a dialog that is typed into asks a few times a word. */
export const MOST_A_MINUTE = 120;
/** Counted so far; beyond it the page says "or more". */
export const COUNT_LIMIT = 50;

export type Typed = {
  words: string[];
  patterns: string[];
  /** letters and digits alone: the pinyin of a name, in full or by its initials; empty else */
  spelling: string;
  tooShort: boolean;
};

export function typedIn(q: string): Typed {
  const { words, patterns, tooShort } = searchWords(q);
  const spelling = spellingIn(q);
  return { words, patterns, spelling, tooShort: tooShort && spelling === "" };
}

/** A name is spelled once: half a millisecond each, at each letter that somebody types. */
const spelt = new Map<string, string[]>();
function spell(name: string): string[] {
  const known = spelt.get(name);
  if (known) return known;
  const syllables = syllablesOf(name);
  if (spelt.size >= 5_000) spelt.clear();
  spelt.set(name, syllables);
  return syllables;
}

/** Whether a name, from any of its characters on, begins with these letters: in full or by its initials. */
export function isSpelled(name: string, spelling: string): boolean {
  const syllables = spell(name);
  const initials = syllables.map((one) => one.slice(0, 1));
  return syllables.some(
    (_, at) =>
      syllables.slice(at).join("").startsWith(spelling) || initials.slice(at).join("").startsWith(spelling),
  );
}

export type Part = { text: string; isHit: boolean };

const LEAD = 12;

/** The text with the words marked; with `around`, only so many characters from shortly before the first hit on. */
export function marked(text: string, words: readonly string[], around?: number): Part[] {
  const characters = [...text];
  // a character that NFKC makes several of stays one place, so that places in both texts agree
  const folded = characters.map((one) => {
    const plain = one.normalize("NFKC").toLowerCase();
    return [...plain].length === 1 ? plain : one;
  });
  const isHit = characters.map(() => false);
  for (const word of words) {
    const sought = [...word];
    for (let at = 0; at + sought.length <= folded.length; at += 1) {
      if (sought.every((one, offset) => folded[at + offset] === one))
        isHit.fill(true, at, at + sought.length);
    }
  }
  const first = Math.max(isHit.indexOf(true), 0);
  const from = around === undefined || first <= LEAD ? 0 : first - LEAD;
  const to = around === undefined ? characters.length : Math.min(characters.length, from + around);
  const parts: Part[] = from > 0 ? [{ text: "…", isHit: false }] : [];
  for (let at = from; at < to; at += 1) {
    const last = parts.at(-1);
    const hit = isHit[at] ?? false;
    if (last && last.isHit === hit && !(at === from && from > 0)) last.text += characters[at];
    else parts.push({ text: characters[at] ?? "", isHit: hit });
  }
  if (to < characters.length) parts.push({ text: "…", isHit: false });
  return parts;
}
