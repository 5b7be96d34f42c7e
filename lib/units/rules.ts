/** Units: what a person sees of them, and how they are looked up. */
import type { Viewer } from "@/lib/platform/viewer";
import type { UnitFilter, UnitType } from "./schema";

const TYPE_KEYS = {
  镇街: "township",
  党委部门: "party",
  人大政协监察法检: "congress",
  政府部门: "government",
  群团: "masses",
  国有企业: "enterprise",
  平台指挥部: "platform",
  学校医院: "institution",
} as const satisfies Record<UnitType, string>;

/** The key under `status` in messages/<locale>/units.json. */
export const unitTypeKey = (type: UnitType): (typeof TYPE_KEYS)[UnitType] => TYPE_KEYS[type];

export type RosterReach =
  | { kind: "all" }
  | { kind: "observed"; unitIds: string[] }
  | { kind: "own"; unitId: string | null };

/**
 * Whose team a person sees: the department's readers everyone's, an observer that of their units, a liaison that
 * of the own unit. The policies say the same; here it decides whether a number is shown or left blank, because a
 * count over rows one may not see would be a wrong number.
 */
export function rosterReach(viewer: Pick<Viewer, "roles" | "unitIds" | "ownUnitId">): RosterReach {
  if (viewer.roles.some((role) => role === "REVIEWER" || role === "LEADER" || role === "ADMIN"))
    return { kind: "all" };
  if (viewer.roles.includes("OBSERVER")) return { kind: "observed", unitIds: viewer.unitIds };
  return { kind: "own", unitId: viewer.ownUnitId };
}

export const reaches = (reach: RosterReach, unitId: string): boolean => {
  switch (reach.kind) {
    case "all":
      return true;
    case "observed":
      return reach.unitIds.includes(unitId);
    case "own":
      return reach.unitId === unitId;
  }
};

/** The units of a list: an observer looks at the own ones until they ask for a type, a name or all. */
export function isOwnList(reach: RosterReach, filter: UnitFilter): boolean {
  return reach.kind === "observed" && filter.scope !== "all" && !filter.type && filter.q === "";
}

/** The signs of LIKE lose their meaning, so that `%` finds a percent sign and not everyone. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** How many units of each type a list holds, in the list's order. */
export function countByType<T extends { type: UnitType }>(units: readonly T[]): Map<UnitType, number> {
  const counts = new Map<UnitType, number>();
  for (const { type } of units) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}
