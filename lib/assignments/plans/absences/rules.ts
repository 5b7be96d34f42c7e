import type { Day } from "@/lib/platform/clock";

type Absence = { startsOn: Day; endsOn: Day };

/** An absence ends early from today on, on a day of its own: what has been stays, and the shortest one has a day. */
export function endRefusal(
  { startsOn, endsOn }: Absence,
  lastDay: Day,
  today: Day,
): "plans.reason.absenceOver" | "plans.reason.absenceNotShorter" | null {
  if (endsOn < today) return "plans.reason.absenceOver";
  return lastDay < endsOn && lastDay >= startsOn && lastDay >= today
    ? null
    : "plans.reason.absenceNotShorter";
}
