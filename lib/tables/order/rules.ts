/** The order of chosen columns, the same in every picker; without zod, for it runs in the browser too. */

/** Chosen ones in their order, then the others as they are offered; what is not offered is left out. */
export const inPickingOrder = (offered: readonly string[], chosen: readonly string[]): string[] => [
  ...new Set([...chosen.filter((key) => offered.includes(key)), ...offered]),
];

/** One place to the front or back among the chosen ones; the first `fixed` of them stay where they are. */
export function moved(columns: readonly string[], move: string | undefined, fixed: number): string[] {
  const [key = "", way] = (move ?? "").split(":");
  const at = columns.indexOf(key);
  const to = way === "up" ? at - 1 : at + 1;
  const list = [...columns];
  if (at < fixed || to < fixed || to >= list.length || (way !== "up" && way !== "down")) return list;
  list.splice(at, 1);
  list.splice(to, 0, key);
  return list;
}
