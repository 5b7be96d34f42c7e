/** Whether a change may be made of one person of many: one "no" stops the whole (product.md, rule 4: posts have dates). */
import { addDays, type Day } from "@/lib/platform/clock";
import { CHANGE, refused, SAME, type Verdict } from "@/lib/platform/many";
import { BULK_DAYS, type Deed } from "./schema";

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
  | "roster.reason.bulkOwn"
  | "roster.reason.bulkNoPost"
  | "roster.reason.bulkLaterPost"
  | "roster.reason.bulkBeforePost";
export type BulkStop = "roster.reason.bulkDayFar" | "roster.reason.bulkUnitGone";

/** Of the change itself, whoever it is for. MOVE: `day` is the first one there; LEAVE: the last one in post. */
export function bulkStop(deed: Deed, day: Day, into: Into | null, today: Day): BulkStop | null {
  if (day < addDays(today, -BULK_DAYS) || day > addDays(today, BULK_DAYS)) return "roster.reason.bulkDayFar";
  if (deed === "LEAVE") return null;
  const isThere =
    into !== null &&
    (into.startsOn === null || into.startsOn <= day) &&
    (into.endsOn === null || into.endsOn >= day);
  return isThere ? null : "roster.reason.bulkUnitGone";
}

export function bulkVerdict(
  cadre: BulkCadre,
  deed: Deed,
  day: Day,
  intoId: string | undefined,
  by: { cadreId: string | null },
): Verdict<BulkReason> {
  if (cadre.id === by.cadreId) return refused("roster.reason.bulkOwn");
  if (cadre.holdingId === null || cadre.startsOn === null) return refused("roster.reason.bulkNoPost");
  if (deed === "MOVE" && cadre.unitId === intoId) return SAME;
  if (cadre.hasLater) return refused("roster.reason.bulkLaterPost");
  if (deed === "LEAVE") return CHANGE;
  return cadre.startsOn >= day ? refused("roster.reason.bulkBeforePost") : CHANGE;
}
