/** Whether a change may be made of one person of many: one "no" stops the whole (product.md, rule 4: posts have dates). */
import { addDays, type Day } from "@/lib/platform/clock";
import { BULK_LIMITS, type Deed } from "./schema";

export type BulkCadre = {
  id: string;
  name: string;
  /** the primary post held on the day; null between posts */
  holdingId: string | null;
  unitId: string | null;
  unitName: string | null;
  title: string | null;
  startsOn: Day | null;
  /** a primary post that begins later stands already */
  hasLater: boolean;
};
type Into = { id: string; startsOn: Day | null; endsOn: Day | null };

export type BulkReason =
  | "roster.reason.bulkNoPost"
  | "roster.reason.bulkLaterPost"
  | "roster.reason.bulkBeforePost"
  | "roster.reason.bulkSameUnit";
export type BulkStop = "roster.reason.bulkDayFar" | "roster.reason.bulkUnitGone";

/** Of the change itself, whoever it is for. MOVE: `day` is the first one there; LEAVE: the last one in post. */
export function bulkStop(deed: Deed, day: Day, into: Into | null, today: Day): BulkStop | null {
  if (day < addDays(today, -BULK_LIMITS.days) || day > addDays(today, BULK_LIMITS.days))
    return "roster.reason.bulkDayFar";
  if (deed === "LEAVE") return null;
  const isThere =
    into !== null &&
    (into.startsOn === null || into.startsOn <= day) &&
    (into.endsOn === null || into.endsOn >= day);
  return isThere ? null : "roster.reason.bulkUnitGone";
}

export function bulkRefusal(
  cadre: BulkCadre,
  deed: Deed,
  day: Day,
  intoId: string | undefined,
): BulkReason | null {
  if (cadre.holdingId === null || cadre.startsOn === null) return "roster.reason.bulkNoPost";
  if (cadre.hasLater) return "roster.reason.bulkLaterPost";
  if (deed === "LEAVE") return null;
  if (cadre.unitId === intoId) return "roster.reason.bulkSameUnit";
  return cadre.startsOn >= day ? "roster.reason.bulkBeforePost" : null;
}
