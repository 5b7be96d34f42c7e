/** A list's filter in the words that people chose it by, for the sheet that says what an exported table holds. */
import { getLocale, getTranslations } from "next-intl/server";
import { accountFilter } from "@/lib/accounts/schema";
import { achievementFilter } from "@/lib/achievements/schema";
import { cadreFilter } from "@/lib/cadres/schema";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { followUpFilter } from "@/lib/observations/follow-ups/schema";
import { observationFilter } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { findFilterNames } from "@/lib/tables/queries";
import { namedIds, toldFilter } from "@/lib/tables/rules";
import { TABLES, type TableName } from "@/lib/tables/schema";
import { registerFilter } from "@/lib/units/register/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";
import { dimensionWords } from "../dimension-words";

const PARSERS = {
  cadres: cadreFilter,
  observations: observationFilter,
  achievements: achievementFilter,
  followUps: followUpFilter,
  units: registerFilter,
  accounts: accountFilter,
} as const satisfies Record<TableName, { parse: (params: unknown) => object }>;

/** Where a list's own words for its filter stand. */
const SPACES = {
  cadres: "cadres",
  observations: "observations",
  achievements: "achievements",
  followUps: "observations",
  units: "units",
  accounts: "accounts",
} as const satisfies Record<TableName, string>;

/** Labels that the list's bar has under another name than the filter, and those that it has no field for. */
const LABELS: Record<string, string> = {
  "observations type": "field.unitType",
  "observations item": "field.conductItemIds",
  "observations dimension": "field.dimensions",
  "achievements type": "field.unitType",
  "followUps type": "field.unitType",
  "followUps of": "field.followUpOf",
  "followUps age": "field.followUpAge",
  "accounts q": "field.search",
};
const OWN_LABELS = ["cadre", "confirmed", "doneFrom", "doneTo", "upTo", "on", "visit", "scope", "due"];

/** Keys of states that a list's words have under another name. */
const STATE_KEYS: Record<string, (value: string) => string> = {
  "observations confidentiality": (value) => `confidentiality${value}`,
  "achievements age": (value) => `age_${value}`,
  "followUps age": (value) => `age_${value}`,
  "followUps due": (value) => `due_${value}`,
  "followUps state": (value) => (value === "done" ? "due_done" : value),
  "followUps of": (value) => `of${value[0]?.toUpperCase() ?? ""}${value.slice(1)}`,
  "units state": (value) => `register.${value}`,
};

/** What the filter does not know is not told: it narrows nothing. */
export async function filterWords(
  viewer: Viewer,
  table: TableName,
  params: Record<string, string>,
): Promise<string[]> {
  const told = toldFilter(PARSERS[table].parse(params), TABLES[table].filters);
  const ids = namedIds(told);
  const names = Object.keys(ids).length > 0 ? await read(viewer, (db) => findFilterNames(db, ids)) : {};
  const t = await getTranslations(SPACES[table]);
  const own = await getTranslations("tables.status");
  const types = await getTranslations("units.status");
  const levels = await getTranslations("observations.status");
  const scopes = await getTranslations("observations.nav");
  const isEnglish = (await getLocale()) === "en";
  const dimensions = await dimensionWords();
  const label = (key: string) =>
    OWN_LABELS.includes(key) ? own(`filter.${key}`) : t(LABELS[`${table} ${key}`] ?? `field.${key}`);
  const word = (key: string, value: string): string => {
    if (key in ids) return names[key]?.[isEnglish ? "nameEn" : "name"] ?? own("file.unnamed");
    if (key === "type")
      return UNIT_TYPES.filter((one) => one === value).map((one) => types(unitTypeKey(one)))[0] ?? "";
    if (key === "dimension")
      return (
        DIMENSIONS.filter((one) => one.toLowerCase() === value).map((one) => dimensions[one].name)[0] ?? ""
      );
    if (key === "visit") return own("filter.oneVisit");
    if (key === "upTo") return levels(`confidentiality${value}`);
    if (key === "scope") return scopes(`followUps_${value}`);
    if (["q", "from", "to", "confirmed", "doneFrom", "doneTo", "on"].includes(key)) return value;
    return t(`status.${STATE_KEYS[`${table} ${key}`]?.(value) ?? value}`);
  };
  return Object.entries(told).map(([key, value]) =>
    own("file.filterOf", { label: label(key), word: word(key, value) }),
  );
}
