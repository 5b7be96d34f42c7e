/**
 * Observations of 18 months in the order of time: working days, every unit in turn, methods in the
 * proportions of their minima. A generator, so that a million of them never lie in memory at once.
 */
import { type MethodCode, methodCodes } from "../../../lib/methods/schema";
import { addDays, daysBetween, isWorkingDay } from "../support/days";
import { createRandom, idOf, type Random } from "../support/random";
import { compose, settle } from "./compose";
import type { DemoRecord } from "./record";
import { STORY_TASK, type Task } from "./tasks";
import { type Held, SILENT_DAYS, silentUnits, type World } from "./world";

/** Out of forty records of a unit, about three quarters' worth. */
const bag: readonly MethodCode[] = Object.entries({
  regular_talk: 10,
  stakeholder_visit: 9,
  field_survey: 8,
  sit_in: 6,
  record_review: 3,
  unannounced_check: 1,
  multi_verify: 1,
  achievement_review: 1,
  democratic_assessment: 1,
}).flatMap(([code, count]) =>
  Array.from({ length: count }, () => methodCodes.find((each) => each === code) ?? "sit_in"),
);

export function* generateObservations(world: World, size: number): Generator<DemoRecord> {
  const random = createRandom("observations");
  const dayAt = calendar(world);
  const next = createTurns(random, world);
  const underWay = tasksUnderWay(world);
  const isWaiting = (at: number) => at >= size - Math.min(130, size / 10) && random.chance(0.4);
  const isReturned = (at: number) => at >= size - Math.min(500, size / 8) && random.chance(0.03);
  for (let at = 0; at < size; at++) {
    const day = dayAt((at + random.next()) / size);
    const pressing = random.chance(0.07) ? random.shuffle(underWay(day))[0] : undefined;
    const { unit, method: drawn } = pressing ?? next(day);
    const observerId = world.observerOn(unit.code, day);
    if (!observerId) throw new Error(`${unit.code} has no observer on ${day}`);
    const task = taskOf(random, world, unit.code, day, drawn);
    const method = task && drawn === "field_survey" ? "critical_task" : drawn;
    const cadres = chooseCadres(random, world, unit.code, day, task, method, observerId);
    const record = compose(random, world, {
      id: idOf(`observation:${at}`),
      unit,
      day,
      method,
      observerId,
      secondObserverId: random.chance(0.06) ? colleague(random, world, observerId) : null,
      task,
      cadres,
    });
    settle(random, world, record, isWaiting(at) ? "SUBMITTED" : isReturned(at) ? "RETURNED" : "ACCEPTED");
    yield record;
  }
}

/** From a share of the whole to a day: few records on free days, more since the system took hold. */
function calendar(world: World): (share: number) => string {
  const length = daysBetween(world.start, world.today);
  const sums: number[] = [];
  let sum = 0;
  for (let n = 0; n < length; n++) {
    const rhythm = isWorkingDay(addDays(world.start, n)) ? 1 : 0.05;
    sum += rhythm * (0.85 + (0.3 * n) / length);
    sums.push(sum);
  }
  return (share) => {
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < share * sum) low = middle + 1;
      else high = middle;
    }
    return addDays(world.start, low);
  };
}

/** Every unit once a round and every method by its bag: minima are mostly met, and here and there not. */
function createTurns(random: Random, world: World) {
  let round: typeof world.units = [];
  const bags = new Map<string, MethodCode[]>();
  const silentSince = addDays(world.today, -SILENT_DAYS);
  return (day: string) => {
    for (;;) {
      if (round.length === 0) round = random.shuffle(world.units);
      const unit = round.pop();
      if (!unit || (silentUnits.has(unit.code) && day >= silentSince)) continue;
      let methods = bags.get(unit.code) ?? [];
      if (methods.length === 0) {
        methods = random.shuffle(bag);
        bags.set(unit.code, methods);
      }
      return { unit, method: methods.pop() ?? "field_survey" };
    }
  };
}

const isUnderWay = (task: Task, day: string): boolean =>
  // the story tells its own task, from beginning to end
  task.id !== STORY_TASK && task.startsOn <= day && (task.endsOn === null || day <= task.endsOn);

/** A task force is followed every week while it runs, beside the unit's usual turn. */
function tasksUnderWay(world: World) {
  const units = new Map(world.units.map((unit) => [unit.code, unit]));
  return (day: string) =>
    world.tasks
      .filter((task) => isUnderWay(task, day))
      .flatMap((task) => units.get(task.leadUnitCode) ?? [])
      .map((unit) => ({ unit, method: "critical_task" as const }));
}

function taskOf(
  random: Random,
  world: World,
  unitCode: string,
  day: string,
  method: MethodCode,
): Task | null {
  const under = world.tasks.filter((each) => each.leadUnitCode === unitCode && isUnderWay(each, day));
  const task = under.length > 1 ? random.pick(under) : under[0];
  if (!task) return null;
  const share = method === "critical_task" ? 1 : method === "field_survey" ? 0.75 : 0.25;
  return random.chance(share) ? task : null;
}

function chooseCadres(
  random: Random,
  world: World,
  unitCode: string,
  day: string,
  task: Task | null,
  method: MethodCode,
  observerId: string,
): Held[] {
  const own = (world.held.get(unitCode) ?? []).filter((held) => held.from <= day && day <= held.until);
  const members = task ? membersOn(world, task, day, observerId) : [];
  const count = random.weighted<number>(
    method === "critical_task"
      ? [
          [2, 5],
          [3, 4],
          [4, 1],
        ]
      : [
          [1, 66],
          [2, 29],
          [3, 5],
        ],
  );
  const chosen = new Map<string, Held>();
  for (let tries = 0; chosen.size < count && tries < 12; tries++) {
    const from = members.length > 0 && random.chance(0.7) ? members : own;
    if (from.length === 0) break;
    const held = random.weighted(from.map((each) => [each, each.weight] as const));
    chosen.set(held.cadre.id, held);
  }
  return [...chosen.values()];
}

/** Only members who held some post that day, in a unit that the observer may watch: the database asks for it. */
function membersOn(world: World, task: Task, day: string, observerId: string): Held[] {
  const isRecused = (unitCode: string) =>
    world.recusals.some((each) => each.observerId === observerId && each.unitCode === unitCode);
  return task.members.flatMap((member) => {
    const cadre = world.cadreById.get(member.cadreId);
    const holding = cadre?.holdings.find((each) => covers(each, day) && !isRecused(each.unitCode));
    return cadre && holding && covers(member, day)
      ? [{ cadre, title: holding.title, from: day, until: day, weight: 1 }]
      : [];
  });
}

const covers = (part: { startsOn: string; endsOn: string | null }, day: string): boolean =>
  part.startsOn <= day && (part.endsOn === null || day <= part.endsOn);

function colleague(random: Random, world: World, observerId: string): string | null {
  const other = random.pick(world.users.filter((user) => user.role === "OBSERVER"));
  return other.id === observerId ? null : other.id;
}
