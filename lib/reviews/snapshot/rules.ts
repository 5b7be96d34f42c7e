/** The text whose digest names a snapshot, and what is different from it today. */
import { sha256Hex } from "@/lib/platform/digest";
import type { Snapshot } from "./schema";

/** 主战场 as it was counted on the day of the evidence: what was stored before docs/adr/0051 stays as it was. */
export const frontOf = ({
  battlefieldMonths: months,
  battlefieldRestDays: days,
}: Snapshot):
  | { key: "hint.months"; values: { months: number } }
  | { key: "hint.length"; values: { months: number; days: number } } =>
  days === undefined
    ? { key: "hint.months", values: { months } }
    : { key: "hint.length", values: { months, days } };

/** Keys in one order, so that the same evidence has the same digest wherever it was put together. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
export const digestOf = (snapshot: Snapshot): string => sha256Hex(canonical(snapshot));

export type Change = {
  section:
    | "basics"
    | "gender"
    | "posts"
    | "tasks"
    | "achievements"
    | "appraisals"
    | "concerns"
    | "tolerance"
    | keyof Snapshot["strength"]
    | "positive"
    | "neutral"
    | "attention";
  kind: "added" | "gone" | "changed";
  /** of whom may be told: never of a concern */
  text: string;
};

/** Since then: by what a thing is, not by its place in a list. */
export function changesSince(then: Snapshot, now: Snapshot): Change[] {
  return [
    ...(["name", "bornOn", "education"] as const).flatMap((field) =>
      moved("basics", then.cadre[field], now.cadre[field]),
    ),
    ...moved("gender", then.cadre.gender, now.cadre.gender).map((change) => ({ ...change, text: "" })),
    ...compare(
      "posts",
      then.posts,
      now.posts,
      (post) => `${post.startsOn} ${post.unitName}${post.title}`,
      (post) => `${post.unitName}${post.title}`,
    ),
    // days on a task grow by themselves
    ...compare(
      "tasks",
      then.tasks.map(withoutDays),
      now.tasks.map(withoutDays),
      (task) => `${task.id} ${task.startsOn}`,
      (task) => task.name,
    ),
    ...compare(
      "achievements",
      then.achievements,
      now.achievements,
      ({ id }) => id,
      ({ claim }) => claim,
    ),
    ...compare(
      "appraisals",
      then.appraisals.map(({ id: _, ...one }) => one),
      now.appraisals.map(({ id: _, ...one }) => one),
      ({ year, quarter }) => `${year} ${quarter}`,
      ({ year, quarter, grade }) => `${year}${quarter ? ` Q${quarter}` : ""} ${grade}`,
    ),
    ...compare(
      "concerns",
      then.concerns,
      now.concerns,
      ({ id }) => id,
      () => "",
    ),
    ...compare(
      "tolerance",
      then.tolerance,
      now.tolerance,
      ({ id }) => id,
      ({ number, title }) => `${number} ${title}`,
    ),
    ...STRENGTH.flatMap((measure) => moved(measure, then.strength[measure], now.strength[measure])),
    ...POLARITIES.flatMap(([section, polarity]) =>
      moved(section, recordsOf(then, polarity), recordsOf(now, polarity)),
    ),
  ];
}

const STRENGTH = ["records", "recorders", "methods", "sources"] as const;
const POLARITIES = [
  ["positive", "POSITIVE"],
  ["neutral", "NEUTRAL"],
  ["attention", "ATTENTION"],
] as const;
const recordsOf = ({ polarities }: Snapshot, wanted: string): number =>
  polarities.find(({ polarity }) => polarity === wanted)?.records ?? 0;

const moved = <V extends string | number>(section: Change["section"], then: V, now: V): Change[] =>
  then === now ? [] : [{ section, kind: "changed", text: `${then} → ${now}` }];

const withoutDays = ({ battlefieldDays: _, ...task }: Snapshot["tasks"][number]) => task;

function compare<T>(
  section: Change["section"],
  then: readonly T[],
  now: readonly T[],
  keyOf: (one: T) => string,
  textOf: (one: T) => string,
): Change[] {
  const before = new Map(then.map((one) => [keyOf(one), one]));
  const after = new Map(now.map((one) => [keyOf(one), one]));
  const changes: Change[] = [];
  for (const [key, one] of before) {
    const there = after.get(key);
    if (there === undefined) changes.push({ section, kind: "gone", text: textOf(one) });
    else if (canonical(there) !== canonical(one))
      changes.push({ section, kind: "changed", text: textOf(there) });
  }
  for (const [key, one] of after)
    if (!before.has(key)) changes.push({ section, kind: "added", text: textOf(one) });
  return changes;
}
