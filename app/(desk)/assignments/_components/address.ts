import type { BoardFilter } from "@/lib/assignments/schema";

const NO_PANEL = {
  assign: undefined,
  end: undefined,
  reassign: undefined,
  override: undefined,
  unit: undefined,
  person: undefined,
  saved: undefined,
};

/** The board with other parameters; filters stay, the panel closes unless `over` opens one. */
export function boardHref(filter: BoardFilter, over: Partial<BoardFilter> = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...filter, ...NO_PANEL, ...over })) {
    if (value !== undefined && !(key === "view" && value === "units")) query.set(key, value);
  }
  const search = query.toString();
  return search ? `/assignments?${search}` : "/assignments";
}

/** The same day, nothing filtered. */
export const wholeBoard = (filter: BoardFilter, over: Partial<BoardFilter> = {}): string =>
  boardHref({ view: "units", on: filter.on }, over);
