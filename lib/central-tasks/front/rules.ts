/**
 * Time on 主战场, the same wherever it is told (docs/adr/0051): days on a flagged task inside its flagged days, and days of a post in
 * a unit that exists for a front line, within the 24 months that end with a day. A day counts once, however many reasons it has.
 */
import { latestOf } from "@/lib/assignments/rules";
import { addDays, addMonths, type Day, daysBetween } from "@/lib/platform/clock";
import type { UnitType } from "@/lib/units/schema";
import { battlefieldOf, overlap, type Period, type TaskDates } from "../rules";
import { FRONT_MONTHS } from "../schema";

/** Units that exist for a front line. */
export const FRONT_UNIT_TYPES: readonly UnitType[] = ["平台指挥部"];

/** Both days inclusive. */
export type Span = { from: Day; to: Day };
export type FrontStint = Period & { task: TaskDates };
export type FrontPost = Period & { unitType: UnitType };
/** Why days count: a stint on a task or a post, and which of its days. */
export type Ground<S = FrontStint, P = FrontPost> = Span &
  ({ stint: S; post: null } | { stint: null; post: P });

/** The 24 months whose last day is this one. */
export const frontWindow = (last: Day): Span => ({
  from: addMonths(addDays(last, 1), -FRONT_MONTHS),
  to: last,
});

/** What of stints and posts was on 主战场 in the window, by first day. */
export function frontGrounds<S extends FrontStint, P extends FrontPost>(
  stints: readonly S[],
  posts: readonly P[],
  last: Day,
): Ground<S, P>[] {
  const { from, to } = frontWindow(last);
  const inside = (period: Period | null): Span[] => {
    const cut = period && overlap(period, { startsOn: from, endsOn: to });
    return cut ? [{ from: cut.startsOn, to: cut.endsOn ?? to }] : [];
  };
  const onTasks = stints.flatMap((stint) => {
    const flagged = battlefieldOf(stint.task);
    return inside(flagged && overlap(stint, flagged)).map((span) => ({ ...span, stint, post: null }));
  });
  const inUnits = posts
    .filter(({ unitType }) => FRONT_UNIT_TYPES.includes(unitType))
    .flatMap((post) => inside(post).map((span) => ({ ...span, stint: null, post })));
  return [...onTasks, ...inUnits].sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

/** Spans that touch or overlap become one, so that no day counts twice. */
export function united(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from.localeCompare(b.from))) {
    const last = merged.at(-1);
    if (last && from <= addDays(last.to, 1)) last.to = latestOf(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

export const daysOf = (spans: readonly Span[]): number =>
  united(spans).reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);

export type Length = { months: number; days: number };
/** The one way to say it: whole calendar months of each span, and the days left over; thirty of those make another month. */
export function lengthOf(spans: readonly Span[]): Length {
  let [months, days] = [0, 0];
  for (const { from, to } of united(spans)) {
    const end = addDays(to, 1);
    let whole = 0;
    while (addMonths(from, whole + 1) <= end) whole += 1;
    months += whole;
    days += daysBetween(addMonths(from, whole), end);
  }
  return { months: months + Math.floor(days / 30), days: days % 30 };
}

/** Of somebody, by a day, it included. */
export const frontLength = (stints: readonly FrontStint[], posts: readonly FrontPost[], last: Day): Length =>
  lengthOf(frontGrounds(stints, posts, last));
