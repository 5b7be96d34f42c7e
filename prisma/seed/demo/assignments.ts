/**
 * 联系分工: 40 observers, 15 with three units and 25 with two, each of the 95 units with one. Handed over by
 * exchange, so that every observer has two or three units and every unit one observer on each day (rule 1).
 */
import { addDays, addMonths, monthStart } from "../support/days";
import { createRandom, idOf } from "../support/random";
import { allUnits, cadreId } from "./people";
import { OBSERVERS, type User, userId } from "./users";

export type Assignment = {
  id: string;
  observerId: string;
  unitCode: string;
  startsOn: string;
  endsOn: string | null;
  reason: string;
  endReason: string | null;
};
export type Recusal = {
  id: string;
  observerId: string;
  unitCode: string;
  cadreId: string | null;
  kind: "KIN" | "FORMER_WORKPLACE" | "OTHER" | "NATIVE_TOWN";
  note: string;
  workedUntil: string | null;
  declaredOn: string;
};

const fixed: Record<string, string[]> = { observer: ["ZJ14", "ZF15", "GQ06"], observer2: ["ZJ09", "ZF20"] };
const EXCHANGES = 9;

/** Each observer's units on the first day; a town or a key department first, so that kinds are mixed. */
function firstPlan(observers: User[]): Map<string, string[]> {
  const random = createRandom("plan");
  const taken = new Set(Object.values(fixed).flat());
  const byType = new Map<string, string[]>();
  for (const unit of allUnits) {
    if (!taken.has(unit.code)) byType.set(unit.type, [...(byType.get(unit.type) ?? []), unit.code]);
  }
  // dealt out type by type, like cards: neighbours in the queue are alike, so no hand gets two of them
  const queue = [...byType.values()].flatMap((codes) => random.shuffle(codes));
  const others = random.shuffle(observers.filter((observer) => !fixed[observer.account]));
  const plan = new Map<string, string[]>(
    observers.map((observer) => [observer.id, [...(fixed[observer.account] ?? [])]]),
  );
  const places = (round: number) => others.filter((_, at) => round < 2 || at < 14);
  const turns = [0, 1, 2].flatMap(places);
  queue.forEach((code, at) => {
    const observer = turns[at];
    if (observer) plan.get(observer.id)?.push(code);
  });
  return plan;
}

export function createAssignments(today: string, users: User[]): Assignment[] {
  const observers = users.filter((user) => user.role === "OBSERVER").slice(0, OBSERVERS);
  const plan = firstPlan(observers);
  const usualStart = monthStart(addMonths(today, -19));
  const assignments = [...plan].flatMap(([observerId, codes]) =>
    codes.map((unitCode) => assign(observerId, unitCode, usualStart, "年度分工方案")),
  );
  for (const assignment of assignments) {
    // one is about to reach the two years of rotation
    if (assignment.unitCode === "ZF16") {
      assignment.startsOn = addMonths(today, -22);
      assignment.reason = "上一轮分工续任，保持项目跟踪连续";
    }
  }
  return exchange(today, handOver(today, assignments));
}

/** Changed hands lately: what its former observer still sends waits in the hand-over inbox. */
export const handedOverUnit = "ZF20";
const givenFor = "XY02";
const HANDED_OVER_DAYS = 12;

/** The demo's second observer has that unit since a few days, and gave another one for it. */
function handOver(today: string, assignments: Assignment[]): Assignment[] {
  const pair = [handedOverUnit, givenFor].map((code) => assignments.find((each) => each.unitCode === code));
  const [taken, given] = pair;
  if (!taken || !given) return assignments;
  const day = addDays(today, -HANDED_OVER_DAYS);
  const before = [
    { ...taken, observerId: given.observerId },
    { ...given, observerId: taken.observerId },
  ].map((old) => ({
    ...assign(old.observerId, old.unitCode, old.startsOn, old.reason),
    endsOn: addDays(day, -1),
    endReason: "工作需要，两人互换联系单位",
  }));
  const now = [taken, given].map((each) =>
    assign(each.observerId, each.unitCode, day, "工作需要，两人互换联系单位"),
  );
  return [...assignments.filter((each) => !pair.includes(each)), ...before, ...now];
}

/** Two observers exchange a unit on one day. */
function exchange(today: string, assignments: Assignment[]): Assignment[] {
  const random = createRandom("exchanges");
  const keep = new Set([...Object.values(fixed).flat(), "ZF16", ...recusedUnits]);
  const movable = random.shuffle(
    assignments.filter((each) => !keep.has(each.unitCode) && !isDemo(each.observerId)),
  );
  const later: Assignment[] = [];
  for (let n = 0; n < EXCHANGES; n++) {
    const [one, other] = [movable[2 * n], movable[2 * n + 1]];
    if (!one || !other || one.observerId === other.observerId) continue;
    const day = monthStart(addMonths(today, -random.int(2, 16)));
    for (const [left, next] of [
      [one, other],
      [other, one],
    ] as const) {
      left.endsOn = addDays(day, -1);
      left.endReason = "年中轮换";
      later.push(assign(next.observerId, left.unitCode, day, "年中轮换，与同事互换联系单位"));
    }
  }
  return [...assignments, ...later];
}

const isDemo = (observerId: string): boolean =>
  Object.keys(fixed).some((account) => userId(account) === observerId);

function assign(observerId: string, unitCode: string, startsOn: string, reason: string): Assignment {
  const id = idOf(`assignment:${observerId}:${unitCode}:${startsOn.slice(0, 7)}`);
  return { id, observerId, unitCode, startsOn, endsOn: null, reason, endReason: null };
}

const recusedUnits = ["XY02", "GQ04"];

/** Declared against units that the person does not have, but for one: an assignment that became a conflict. */
export function createRecusals(today: string, assignments: Assignment[]): Recusal[] {
  const holderOf = (unitCode: string) =>
    assignments.find((each) => each.unitCode === unitCode && each.endsOn === null)?.observerId ??
    userId("observer");
  const recusal = (
    key: string,
    over: Pick<Recusal, "observerId" | "unitCode" | "kind" | "note"> & Partial<Recusal>,
  ): Recusal => ({
    id: idOf(`recusal:${key}`),
    cadreId: null,
    workedUntil: null,
    declaredOn: addMonths(today, -20),
    ...over,
  });
  return [
    recusal("kin", {
      observerId: userId("observer"),
      unitCode: "XY02",
      kind: "KIN",
      cadreId: cadreId("XY02:6"),
      note: "配偶的姐姐任该院党政办公室主任",
    }),
    recusal("workplace", {
      observerId: userId("observer2"),
      unitCode: "ZF10",
      kind: "FORMER_WORKPLACE",
      note: "曾在该局工作",
      workedUntil: addMonths(today, -30),
    }),
    recusal("native", {
      observerId: userId("observer2"),
      unitCode: "ZJ09",
      kind: "NATIVE_TOWN",
      note: "籍贯所在镇，父母现居该镇",
    }),
    // declared three weeks ago, while the assignment runs
    recusal("since", {
      observerId: holderOf("GQ04"),
      unitCode: "GQ04",
      kind: "KIN",
      cadreId: cadreId("GQ04:7"),
      note: "堂弟近日调任该集团工程管理部经理",
      declaredOn: addDays(today, -21),
    }),
  ];
}
