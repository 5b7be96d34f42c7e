/** Words that are nearly right, pinyin of names, and which unit a text means. */
import { pinyin } from "pinyin-pro";

/** Insertions, deletions and replacements from one word to the other; stops counting above `most`. */
export function distance(from: string, to: string, most = 4): number {
  const [a, b] = [[...from], [...to]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let previous = b.map((_, at) => at + 1);
  previous.unshift(0);
  for (const [row, sign] of a.entries()) {
    const current = [row + 1];
    for (const [at, other] of b.entries()) {
      const replaced = (previous[at] ?? 0) + (sign === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[at + 1] ?? 0) + 1, (current[at] ?? 0) + 1));
    }
    previous = current;
    if (Math.min(...current) > most) return most + 1;
  }
  return previous.at(-1) ?? 0;
}

/** Near enough to be meant: one slip in a short word, two in a longer one. */
const slipsIn = (word: string): number => ([...word].length <= 3 ? 1 : 2);

export function nearestOf(word: string, known: readonly string[]): string | undefined {
  let best: { word: string; slips: number } | undefined;
  for (const one of known) {
    const slips = distance(word, one, slipsIn(word));
    if (slips <= slipsIn(word) && slips < [...word].length && (!best || slips < best.slips))
      best = { word: one, slips };
  }
  return best?.word;
}

const syllablesOf = (text: string, isName: boolean): string[] =>
  pinyin(text.replace(/[^\p{Script=Han}A-Za-z0-9]/gu, ""), {
    toneType: "none",
    type: "array",
    ...(isName ? { surname: "head" as const } : {}),
  }).map((syllable) => syllable.toLowerCase().replaceAll("ü", "v"));

/** For pickers and search, as a cadre's row keeps them. */
export function pinyinOf(name: string): { pinyin: string; initials: string } {
  const syllables = syllablesOf(name, true);
  return { pinyin: syllables.join(""), initials: syllables.map((one) => one.charAt(0)).join("") };
}

export type KnownUnit = {
  id: string;
  name: string;
  shortName: string;
  initials: string;
  endsOn: string | null;
};
export type UnitIndex = {
  byName: ReadonlyMap<string, KnownUnit>;
  /** pinyin in full and by initials; several units may share one */
  bySound: ReadonlyMap<string, readonly KnownUnit[]>;
  units: readonly KnownUnit[];
};
export type FoundUnit =
  | { kind: "found"; unit: KnownUnit }
  | { kind: "several"; units: readonly KnownUnit[] }
  | { kind: "unknown"; nearest: readonly KnownUnit[] };

/** 义乌市发展和改革局（本级） is 发展和改革局: spaces, signs and what all units of a city share say nothing. */
const bare = (text: string): string =>
  text.normalize("NFKC").replace(/[\s"'“”‘’、,，.。·:：\-—()[\]【】《》]/g, "");

export function indexUnits(units: readonly KnownUnit[]): UnitIndex {
  const byName = new Map<string, KnownUnit>();
  const bySound = new Map<string, KnownUnit[]>();
  const bySoundOf = (sound: string, unit: KnownUnit) => {
    const there = bySound.get(sound) ?? [];
    if (!there.includes(unit)) bySound.set(sound, [...there, unit]);
  };
  for (const unit of units)
    for (const name of [unit.name, unit.shortName]) {
      if (!byName.has(bare(name))) byName.set(bare(name), unit);
      const syllables = syllablesOf(name, false);
      bySoundOf(syllables.join(""), unit);
      bySoundOf(syllables.map((one) => one.charAt(0)).join(""), unit);
    }
  for (const unit of units) bySoundOf(unit.initials.toLowerCase(), unit);
  return { byName, bySound, units };
}

/** By full or short name, by pinyin or its initials; what is only similar is named, never taken. */
export function findUnit(index: UnitIndex, text: string): FoundUnit {
  const typed = bare(text);
  const named = index.byName.get(typed);
  if (named) return { kind: "found", unit: named };
  if (/^[a-z0-9]+$/i.test(typed)) {
    const sounding = index.bySound.get(typed.toLowerCase()) ?? [];
    const [only, ...others] = sounding;
    if (only && others.length === 0) return { kind: "found", unit: only };
    if (only) return { kind: "several", units: sounding };
  }
  return { kind: "unknown", nearest: nearestUnits(index, typed) };
}

const NAMED_AT_MOST = 3;

function nearestUnits({ units }: UnitIndex, typed: string): KnownUnit[] {
  if (typed === "") return [];
  const most = Math.min(3, Math.max(1, typed.length - 2));
  const near = units
    .map((unit) => ({
      unit,
      slips: Math.min(...[unit.name, unit.shortName].map((name) => slipsTo(bare(name), typed))),
    }))
    .filter(({ slips }) => slips <= most);
  const best = Math.min(...near.map(({ slips }) => slips));
  return near
    .filter(({ slips }) => slips === best)
    .slice(0, NAMED_AT_MOST)
    .map(({ unit }) => unit);
}

/** A part of the name counts as one slip; a name with signs left out is nearer than one with other signs. */
function slipsTo(known: string, typed: string): number {
  const holds = typed.length >= 2 && (known.includes(typed) || (known.length >= 3 && typed.includes(known)));
  if (holds) return 1;
  return isSubsequence(typed, known) ? 1.5 : distance(typed, known, 3);
}

/** 市人社局 leaves signs out of 市人力社保局's full name; both begin alike. */
function isSubsequence(short: string, long: string): boolean {
  if (short.length < 3 || short.charAt(0) !== long.charAt(0)) return false;
  let at = 0;
  for (const sign of long) if (sign === short.charAt(at)) at++;
  return at === short.length;
}

/** 义乌市财政局党组成员、副局长: the unit that a post begins with, and the rest. */
export function unitOfPost(index: UnitIndex, post: string): { unit: KnownUnit; title: string } | undefined {
  const text = post.trim();
  let best: { unit: KnownUnit; name: string } | undefined;
  for (const unit of index.units)
    for (const name of [unit.name, unit.shortName])
      if (text.startsWith(name) && text.length > name.length && name.length > (best?.name.length ?? 2))
        best = { unit, name };
  return best && { unit: best.unit, title: text.slice(best.name.length).replace(/^[、,，\s]+/, "") };
}
