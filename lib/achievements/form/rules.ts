/** What the claim's and the source's forms send, as their inputs want it: all fields of a form are text. */
import { numberOf } from "@/lib/observations/form/content/rules";
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

const CONTRIBUTION = /^contribution\.(.+)$/;

/** A cadre stands in the claim as soon as a contribution is chosen. */
function cadresOf(fields: Fields) {
  return Object.keys(fields).flatMap((name) => {
    const cadreId = CONTRIBUTION.exec(name)?.[1];
    const contribution = text(fields, name);
    if (!cadreId || !CONTRIBUTIONS.some((one) => one === contribution)) return [];
    return [{ cadreId, contribution, part: text(fields, `part.${cadreId}`) }];
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

/** A new claim; `record` is the one that it is drafted from, with the id its source will have. */
export const claimOf = (fields: Fields) => ({
  ...contentOf(fields),
  id: text(fields, "id"),
  state: text(fields, "state") || undefined,
  sources: text(fields, "observationId")
    ? [
        {
          id: text(fields, "sourceId"),
          observationId: text(fields, "observationId"),
          supports: true,
          isIndependent: text(fields, "isIndependent") === "true",
        },
      ]
    : [],
});

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
