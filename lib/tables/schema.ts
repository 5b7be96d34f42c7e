/** The big lists: their columns in the order in which they are offered, and what a view of each may ask for. */
import { z } from "zod";
import { requiredText } from "@/lib/platform/text";

/** The first column is the row's heading and its link: it is always there. */
export const TABLES = {
  cadres: {
    path: "/cadres",
    columns: [
      "name",
      "gender",
      "age",
      "unit",
      "post",
      "level",
      "tier",
      "since",
      "unitType",
      "bornOn",
      "recent",
      "strength",
    ],
    usual: ["name", "gender", "age", "unit", "post", "level", "tier", "since", "recent", "strength"],
    filters: ["q", "unit", "type", "tier", "sort"],
  },
  observations: {
    path: "/observations",
    columns: [
      "day",
      "unit",
      "method",
      "fact",
      "cadres",
      "polarity",
      "delay",
      "observer",
      "state",
      "place",
      "dimensions",
      "submittedOn",
      "confidentiality",
    ],
    usual: ["day", "unit", "method", "fact", "cadres", "polarity", "delay", "observer", "state"],
    filters: [
      "q",
      "unit",
      "type",
      "visit",
      "method",
      "cadre",
      "observer",
      "task",
      "item",
      "from",
      "to",
      "state",
      "polarity",
      "dimension",
      "confidentiality",
    ],
  },
  achievements: {
    path: "/achievements",
    columns: [
      "claim",
      "unit",
      "cadres",
      "period",
      "figures",
      "missing",
      "state",
      "level",
      "task",
      "drafter",
      "updatedOn",
    ],
    usual: ["claim", "unit", "cadres", "period", "figures", "missing", "state"],
    filters: [
      "q",
      "unit",
      "type",
      "age",
      "cadre",
      "task",
      "from",
      "to",
      "confirmed",
      "doneFrom",
      "doneTo",
      "upTo",
      "on",
      "state",
    ],
  },
  followUps: {
    path: "/observations/follow-ups",
    columns: ["title", "due", "unit", "owner", "askedBy", "recordedOn", "outcome"],
    usual: ["title", "due", "unit", "owner", "askedBy", "outcome"],
    filters: ["scope", "state", "due", "of", "age", "on", "type", "unit", "owner"],
  },
  units: {
    path: "/units/register",
    columns: ["shortName", "name", "type", "people", "state", "code", "startsOn", "endsOn"],
    usual: ["shortName", "name", "type", "people", "state"],
    filters: ["q", "type", "state"],
  },
  accounts: {
    path: "/accounts",
    columns: ["name", "account", "department", "roles", "state", "validUntil", "lastSignIn"],
    usual: ["name", "account", "department", "roles", "state", "lastSignIn"],
    filters: ["q", "state"],
  },
} as const satisfies Record<
  string,
  {
    path: string;
    columns: readonly string[];
    usual: readonly string[];
    filters: readonly string[];
  }
>;
export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as [TableName, ...TableName[]];

export const LIMITS = { name: 30, filter: 120, views: 40, exported: 5000 } as const;

const table = z.enum(TABLE_NAMES, { error: "notAnOption" });
const columns = z.array(z.string()).min(1, { error: "required" });

type Named = { table: TableName; columns: string[] };
/** Each once, of this list. */
const ofTable = ({ table: name, columns: list }: Named): boolean =>
  new Set(list).size === list.length && list.every((key) => TABLES[name].columns.some((one) => one === key));

export const columnsInput = z
  .object({
    table,
    columns,
    /** `key:up` or `key:down`: one place, and the form is kept as it stands */ move: z
      .string()
      .max(60)
      .optional(),
  })
  .refine(ofTable, { error: "notAnOption", path: ["columns"] });

export const resetInput = z.object({ table });

/** What a list's address may hold of a filter; anything else in it is left out. */
export function filterOf(name: TableName, params: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(params).filter(
    (entry): entry is [string, string | number] =>
      TABLES[name].filters.some((one) => one === entry[0]) &&
      ["string", "number"].includes(typeof entry[1]) &&
      entry[1] !== "",
  );
  return Object.fromEntries(
    kept
      .map(([key, value]) => [key, String(value)] as const)
      .filter(([, text]) => text.length <= LIMITS.filter),
  );
}

export const saveViewInput = z
  .object({
    id: z.uuid(),
    table,
    name: requiredText(LIMITS.name),
    /** the list's address as it stands: its filter is taken from there */
    search: z.string().max(2000).default(""),
    columns,
    isShared: z
      .enum(["yes", ""])
      .optional()
      .transform((value) => value === "yes"),
  })
  .refine(ofTable, { error: "notAnOption", path: ["columns"] });

export const viewInput = z.object({ id: z.uuid(), table });

export const exportInput = z
  .object({ table, columns, trace: z.string().regex(/^[0-9a-f]{12}$/), count: z.number().int().min(0) })
  .refine(ofTable, { error: "notAnOption", path: ["columns"] });

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const TOLD = [
  "columns",
  "saved",
  "removed",
  "invalid",
  "nameTaken",
  "typedWords",
  "tooManyViews",
  "failed",
] as const;
/** Of a list's address, beside its filter: which view is open, and what the last form said. */
export const layoutParams = z.object({ view: optional(z.uuid()), tools: optional(z.enum(TOLD)) });
export type LayoutParams = z.output<typeof layoutParams>;
