/** What the claim's and the source's forms send, as their inputs want it: all fields of a form are text. */
import { numberOf } from "@/lib/observations/form/content/rules";
import { MOST_PARTS } from "../lineage/schema";
import { CONTRIBUTIONS } from "../schema";

type Fields = Record<string, unknown>;

const text = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value.trim() : "";
};
const orNothing = (fields: Fields, name: string): string | undefined => text(fields, name) || undefined;
const list = (fields: Fields, name: string): string[] =>
  Array.isArray(fields[name]) ? fields[name].filter((one) => typeof one === "string") : [];

/** A figure that is none goes on as text, for the schema to say so at its field. */
function figure(fields: Fields, name: string): number | string | undefined {
  const typed = text(fields, name);
  return typed === "" ? undefined : numberOf(typed);
}

/** A cadre stands in the claim as soon as a contribution is chosen; `prefix` is that of a part of a claim. */
function cadresOf(fields: Fields, prefix = "") {
  const begin = `${prefix}contribution.`;
  return Object.keys(fields).flatMap((name) => {
    const cadreId = name.startsWith(begin) ? name.slice(begin.length) : "";
    const contribution = text(fields, name);
    if (!cadreId || !CONTRIBUTIONS.some((one) => one === contribution)) return [];
    return [{ cadreId, contribution, part: text(fields, `${prefix}part.${cadreId}`) }];
  });
}

function contentOf(fields: Fields) {
  return {
    claim: text(fields, "claim"),
    unitId: text(fields, "unitId"),
    level: text(fields, "level"),
    startsOn: text(fields, "startsOn"),
    endsOn: text(fields, "endsOn"),
    centralTaskId: orNothing(fields, "centralTaskId"),
    indicator: text(fields, "indicator"),
    measureUnit: text(fields, "measureUnit"),
    baseline: figure(fields, "baseline"),
    target: figure(fields, "target"),
    actual: figure(fields, "actual"),
    conductItemIds: list(fields, "conductItemIds"),
    cadres: cadresOf(fields),
  };
}

/** Records chosen as sources beside the first: `source.<record>` holds the id that the source will have. */
const MORE = "source.";

/** A new claim with the record that it is drafted from, and others that say the same. */
export function claimOf(fields: Fields) {
  const said = { supports: true, isIndependent: text(fields, "isIndependent") === "true" };
  const first = text(fields, "observationId");
  const more = Object.keys(fields).filter((name) => name.startsWith(MORE) && text(fields, name) !== "");
  return {
    ...contentOf(fields),
    id: text(fields, "id"),
    state: text(fields, "state") || undefined,
    sources: [
      ...(first ? [{ ...said, id: text(fields, "sourceId"), observationId: first }] : []),
      ...more.map((name) => ({ ...said, id: text(fields, name), observationId: name.slice(MORE.length) })),
    ],
  };
}

export const revisionOf = (fields: Fields) => ({
  ...contentOf(fields),
  id: text(fields, "id"),
  revisionNo: Number(text(fields, "revisionNo")),
  confidentiality: Number(text(fields, "confidentiality")),
  reason: text(fields, "reason"),
});

export function sourceOf(fields: Fields) {
  const said = {
    id: text(fields, "id"),
    achievementId: text(fields, "achievementId"),
    supports: text(fields, "supports") !== "false",
    isIndependent: text(fields, "isIndependent") === "true",
    independenceNote: text(fields, "independenceNote"),
    note: text(fields, "note"),
  };
  const observationId = orNothing(fields, "observationId");
  if (observationId) return { ...said, observationId };
  return {
    ...said,
    kind: text(fields, "kind"),
    title: text(fields, "title"),
    number: text(fields, "number"),
    on: orNothing(fields, "on"),
    issuerUnitId: orNothing(fields, "issuerUnitId"),
  };
}

/** A part counts as soon as it is worded: `parts.0.claim`, `parts.0.contribution.<cadre>`, `parts.0.sources[]`. */
export const splitOf = (fields: Fields) => ({
  id: text(fields, "id"),
  revisionNo: Number(text(fields, "revisionNo")),
  reason: text(fields, "reason"),
  parts: [...Array(MOST_PARTS).keys()]
    .filter((at) => at < 2 || text(fields, `parts.${at}.claim`) !== "")
    .map((at) => ({
      id: text(fields, `parts.${at}.id`),
      claim: text(fields, `parts.${at}.claim`),
      cadres: cadresOf(fields, `parts.${at}.`),
      sourceIds: list(fields, `parts.${at}.sources`),
      hasFigures: text(fields, "figures") === String(at),
    })),
});
