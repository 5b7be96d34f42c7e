/** Joins class names; falsy parts fall out. Enough here, so no library. */
export function cx(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
