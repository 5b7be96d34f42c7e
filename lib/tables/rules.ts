/** How a list is laid out. Columns come and go with versions and with rights, so nothing kept is taken on trust. */
import type { Right } from "@/lib/platform/rights";
import { TABLES, type TableName } from "./schema";

/** Who may open a list may keep it under a name; the policies hold the same (viewer_may_list). */
export const LIST_RIGHT = {
  cadres: "cadres.list",
  observations: "observations.read",
  achievements: "achievements.read",
  followUps: "followUps.read",
  units: "units.edit",
  accounts: "accounts.manage",
} as const satisfies Record<TableName, Right>;

/** The first one leads each row and stands first, whatever was chosen; what is not known is left out. */
export function laidOut(name: TableName, wanted: readonly string[] | null | undefined): string[] {
  const { columns, usual } = TABLES[name];
  const known: readonly string[] = columns;
  const [first = "", ...rest] = columns;
  const chosen = (wanted ?? usual).filter((key) => known.includes(key) && key !== first);
  const places: readonly string[] = wanted ? chosen : rest.filter((key) => chosen.includes(key));
  return [first, ...new Set(places)];
}

/** Columns of a table as they are to be shown. */
export function inOrder<Column extends { key: string }>(
  columns: readonly Column[],
  order: readonly string[],
): Column[] {
  return order.flatMap((key) => columns.find((column) => column.key === key) ?? []);
}

/** What narrows a list, of its parsed filter: an open choice and a page's place narrow nothing. */
export const toldFilter = (parsed: object, filters: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parsed)
      .filter(([key, value]) => filters.includes(key) && value !== undefined && value !== "")
      .map(([key, value]) => [key, String(value)]),
  );

const NAMED = ["unit", "method", "cadre", "observer", "owner", "task", "item"];
/** Those whose value is an id: people chose a name. */
export const namedIds = (told: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(told).filter(([key]) => NAMED.includes(key)));

/** Words that somebody typed may be a name or a finding, so a view with them is for nobody else. */
export const shareRefusal = (filter: Record<string, string>): "tables.reason.typedWords" | null =>
  "q" in filter ? "tables.reason.typedWords" : null;
