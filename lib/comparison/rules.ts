/** In what order people stand side by side, and what of a file is counted for it. Nobody is put before another for merit. */
import type { TaskPeriod } from "@/lib/cadres/file/queries";
import { battlefieldOf, overlap, type Period } from "@/lib/central-tasks/rules";
import { addDays, addMonths, type Day, daysBetween } from "@/lib/platform/clock";
import { sha256Hex } from "@/lib/platform/digest";

/**
 * The columns of one viewer for one set of people: as good as chance, and the same each time. Who reads first thus depends
 * neither on a list nor on a name, and differs from reader to reader.
 */
export function columnOrder(viewerId: string, cadreIds: readonly string[]): string[] {
  const set = [...new Set(cadreIds)].sort();
  const place = (id: string): string => sha256Hex(`${viewerId} ${set.join(" ")} ${id}`);
  return set.sort((a, b) => place(a).localeCompare(place(b)));
}

const BATTLEFIELD_MONTHS = 24;
/** First day of the two years that end with the day of the file. */
export const battlefieldFrom = (asOf: Day): Day => addDays(addMonths(asOf, -BATTLEFIELD_MONTHS), 1);

/** Days on 主战场 until a day, both ends included: of one stint on its task, within the two years. */
function foughtIn({ startsOn, endsOn, task }: TaskPeriod, asOf: Day): Period | null {
  const field = battlefieldOf(task);
  const served = overlap({ startsOn, endsOn }, task);
  const fought = field && served && overlap(served, field);
  return fought && overlap(fought, { startsOn: battlefieldFrom(asOf), endsOn: asOf });
}

export const battlefieldDays = (stint: TaskPeriod, asOf: Day): number => daysIn(foughtIn(stint, asOf), asOf);

const daysIn = (period: Period | null, asOf: Day): number =>
  period === null ? 0 : Math.max(0, daysBetween(period.startsOn, period.endsOn ?? asOf) + 1);

/** Of all stints; a day on two tasks at once is one day. */
export function battlefieldDaysOf(stints: readonly TaskPeriod[], asOf: Day): number {
  const periods = stints
    .map((stint) => foughtIn(stint, asOf))
    .filter((period) => period !== null)
    .sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  let [days, until] = [0, ""];
  for (const { startsOn, endsOn } of periods) {
    const last = endsOn ?? asOf;
    const first = until !== "" && startsOn <= until ? addDays(until, 1) : startsOn;
    if (first <= last) days += daysBetween(first, last) + 1;
    if (last > until) until = last;
  }
  return days;
}

/** Tenths of a month of 30.4 days, beside the days themselves. */
export const monthsOf = (days: number): number => Math.round((days / 30.4) * 10) / 10;
