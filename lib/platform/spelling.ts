/** Letters that may be the pinyin of a name, and what a stored spelling is held against. */

/** Letters and digits alone, in full or by initials; empty where something else was typed. */
export function spellingIn(q: string): string {
  const joined = q
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s']+/g, "");
  return /^[a-z][a-z0-9]{1,59}$/.test(joined) ? joined : "";
}

/**
 * A regular expression of PostgreSQL over syllables with blanks between (`lin shi dui chang`): from any of them on, however far
 * the last one is typed. `spelling` is of spellingIn, so nothing in it means anything else.
 */
export const spelledFrom = (spelling: string): string => `(^| )${[...spelling].join(" ?")}`;
