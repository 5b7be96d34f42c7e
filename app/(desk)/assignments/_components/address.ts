import { addressOf } from "@/components/ui/address";
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
  const { view, ...rest } = { ...filter, ...NO_PANEL, ...over };
  return addressOf("/assignments", { view: view === "units" ? undefined : view, ...rest });
}

/** The same day, nothing filtered. */
export const wholeBoard = (filter: BoardFilter, over: Partial<BoardFilter> = {}): string =>
  boardHref({ view: "units", on: filter.on }, over);
