/** Days on a task, the bars that show them, and what may be done now. Days are 'yyyy-MM-dd', both ends inclusive. */
import { latestOf } from "@/lib/assignments/rules";
import type { Limits } from "@/lib/calendar/limits/rules";
import { addDays, type Day, daysBetween, firstOfMonth } from "@/lib/platform/clock";
import type { TaskStint } from "./queries";

export type Period = { startsOn: Day; endsOn: Day | null };
export type TaskDates = Period & { battlefieldFrom: Day | null; battlefieldTo: Day | null };

export type TaskState = "planned" | "running" | "ended";
export function taskState({ startsOn, endsOn }: Period, on: Day): TaskState {
  if (startsOn > on) return "planned";
  return endsOn !== null && endsOn < on ? "ended" : "running";
}

/** What lies in both; an open end runs on. */
export function overlap(a: Period, b: Period): Period | null {
  const startsOn = latestOf(a.startsOn, b.startsOn);
  const ends = [a.endsOn, b.endsOn].filter((end) => end !== null).sort();
  const endsOn = ends[0] ?? null;
  return endsOn !== null && endsOn < startsOn ? null : { startsOn, endsOn };
}

/** Days of a period that have passed by that day, it included. */
function daysUntil(period: Period, asOf: Day): number {
  const last = period.endsOn !== null && period.endsOn < asOf ? period.endsOn : asOf;
  return Math.max(0, daysBetween(period.startsOn, last) + 1);
}

export const battlefieldOf = (task: TaskDates): Period | null =>
  task.battlefieldFrom === null
    ? null
    : overlap({ startsOn: task.battlefieldFrom, endsOn: task.battlefieldTo }, task);

export type Stint = Period;
/** Days on post as of a day, and those of them on 主战场. Two stints never overlap (database), so they add up. */
export function daysOnPost(
  stints: readonly Stint[],
  task: TaskDates,
  asOf: Day,
): { days: number; battlefieldDays: number } {
  const battlefield = battlefieldOf(task);
  let [days, battlefieldDays] = [0, 0];
  for (const stint of stints) {
    const served = overlap(stint, task);
    if (!served) continue;
    days += daysUntil(served, asOf);
    const fought = battlefield && overlap(served, battlefield);
    if (fought) battlefieldDays += daysUntil(fought, asOf);
  }
  return { days, battlefieldDays };
}

/** A cadre on the task, with every stint; the order is that of their first days, not of merit. */
export type TaskMember = Pick<TaskStint, "cadreId" | "name" | "unitId" | "unitName" | "title"> & {
  stints: TaskStint[];
  days: number;
  battlefieldDays: number;
  /** on post on the day of the page */
  isOn: boolean;
};
export function membersOf(stints: readonly TaskStint[], task: TaskDates, asOf: Day): TaskMember[] {
  const members = new Map<string, TaskStint[]>();
  for (const stint of stints) members.set(stint.cadreId, [...(members.get(stint.cadreId) ?? []), stint]);
  return [...members.values()].flatMap((own) => {
    const last = own.at(-1);
    if (!last) return [];
    const { cadreId, name, unitId, unitName, title } = last;
    const isOn = own.some((stint) => {
      const served = overlap(stint, task);
      return served !== null && taskState(served, asOf) === "running";
    });
    return { cadreId, name, unitId, unitName, title, stints: own, ...daysOnPost(own, task, asOf), isOn };
  });
}

/* ---------------------------------------------------------------- bars over time */

/** Shares of the whole width, 0 to 1. */
export type Bar = { from: number; to: number; isFlagged: boolean };
export type Scale = { startsOn: Day; endsOn: Day };

/** From the first to the last day of all that is drawn; a whole number of months, so that the ticks are months. */
export function scaleOf(periods: readonly Period[], asOf: Day): Scale {
  const starts = periods.map((period) => period.startsOn).sort();
  const ends = periods.map(({ endsOn }) => (endsOn !== null && endsOn < asOf ? endsOn : asOf)).sort();
  const startsOn = firstOfMonth(starts[0] ?? asOf);
  const last = ends.at(-1) ?? asOf;
  return { startsOn, endsOn: latestOf(startsOn, last) };
}

const widthOf = ({ startsOn, endsOn }: Scale): number => daysBetween(startsOn, endsOn) + 1;

function barOf(period: Period, scale: Scale, asOf: Day, isFlagged = false): Bar | null {
  const days = daysUntil(period, asOf);
  if (days === 0) return null;
  const from = daysBetween(scale.startsOn, period.startsOn) / widthOf(scale);
  return { from: Math.max(0, from), to: Math.min(1, from + days / widthOf(scale)), isFlagged };
}

/** The stints, and on them the days on 主战场. */
export function barsOf(stints: readonly Stint[], task: TaskDates, scale: Scale, asOf: Day): Bar[] {
  const battlefield = battlefieldOf(task);
  return stints.flatMap((stint) => {
    const served = overlap(stint, task);
    const fought = served && battlefield && overlap(served, battlefield);
    return [served && barOf(served, scale, asOf), fought && barOf(fought, scale, asOf, true)].filter(
      (bar) => bar !== null,
    );
  });
}

/** First days of months under the bars, at most `most` of them. */
export function ticksOf(scale: Scale, most = 8): { at: number; month: string }[] {
  const months: Day[] = [];
  for (let month = scale.startsOn; month <= scale.endsOn; month = firstOfMonth(addDays(month, 32)))
    months.push(month);
  const step = Math.ceil(months.length / most);
  return months
    .filter((_, at) => at % step === 0)
    .map((month) => ({
      at: daysBetween(scale.startsOn, month) / widthOf(scale),
      month: month.slice(0, 7).replace("-", "."),
    }));
}

/* ---------------------------------------------------------------- refusals */

export type CloseReason =
  | "centralTasks.reason.alreadyEnded"
  | "centralTasks.reason.endBeforeStart"
  | "centralTasks.reason.partsAhead"
  | "centralTasks.reason.partsOutside";

/** What still runs is ended with the task; what begins after its last day would stand outside of it. */
export function closeRefusal(
  task: Period,
  parts: readonly Period[],
  endsOn: Day,
  today: Day,
): CloseReason | null {
  if (task.endsOn !== null && task.endsOn < today) return "centralTasks.reason.alreadyEnded";
  if (endsOn < task.startsOn) return "centralTasks.reason.endBeforeStart";
  if (parts.some((part) => part.startsOn > endsOn)) return "centralTasks.reason.partsAhead";
  // what has ended stays with its dates
  return parts.some((part) => part.endsOn !== null && part.endsOn > endsOn && part.endsOn < today)
    ? "centralTasks.reason.partsOutside"
    : null;
}

export type PartReason = "centralTasks.reason.outsideTask";

/** A member, a party or an observer stays inside the days of the task. */
export function partRefusal(task: Period, part: { startsOn: Day; endsOn?: Day }): PartReason | null {
  const last = part.endsOn ?? part.startsOn;
  return part.startsOn < task.startsOn || (task.endsOn !== null && last > task.endsOn)
    ? "centralTasks.reason.outsideTask"
    : null;
}

export type NameReason =
  | PartReason
  | "centralTasks.reason.ownNaming"
  | "centralTasks.reason.notObserver"
  | "centralTasks.reason.tooFarBack"
  | "centralTasks.reason.taskEnded";

/** Rights follow the naming, so the past may be set right for so long only, as with assignments. */
export function nameRefusal(
  task: Period,
  naming: { startsOn: Day; endsOn?: Day; isSelf: boolean; mayObserve: boolean },
  today: Day,
  { backdateDays }: Pick<Limits, "backdateDays">,
): NameReason | null {
  if (naming.isSelf) return "centralTasks.reason.ownNaming";
  if (!naming.mayObserve) return "centralTasks.reason.notObserver";
  if (taskState(task, today) === "ended") return "centralTasks.reason.taskEnded";
  if (naming.startsOn < addDays(today, -backdateDays)) return "centralTasks.reason.tooFarBack";
  return partRefusal(task, naming);
}

export type EndReason =
  | "centralTasks.reason.partEnded"
  | "centralTasks.reason.endBeforeStart"
  | "centralTasks.reason.endUnchanged"
  | PartReason;

export function endRefusal(task: Period, part: Period, endsOn: Day, today: Day): EndReason | null {
  if (part.endsOn !== null && part.endsOn < today) return "centralTasks.reason.partEnded";
  if (endsOn < part.startsOn) return "centralTasks.reason.endBeforeStart";
  if (endsOn === part.endsOn) return "centralTasks.reason.endUnchanged";
  return partRefusal(task, { startsOn: part.startsOn, endsOn });
}
