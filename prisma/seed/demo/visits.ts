/** Visits that touched two units of one observer: a record for each, with the same words and its own cadres. */
import { addDays, isWorkingDay, momentOf } from "../support/days";
import { createRandom, idOf, type Random } from "../support/random";
import { settle } from "./compose";
import { itemOn } from "./conduct";
import type { DemoRecord } from "./record";
import { type Held, silentUnits, type World } from "./world";

/** {a} of {A} and {b} of {B} were there. */
const matters = [
  {
    project: "河道清淤与弃土外运",
    place: "河道清淤标段现场",
    fact: "{A}{a}管岸线清表，{B}{b}管弃土外运，两家当场对了时间表：清表每完成一段，外运车次日到位。现场已清出约 {n} 百米，弃土堆放点有围挡。村民反映晚上运土有声响，两人商定九点以后停运。",
    judgement: "两家能当场把接口对上，没有互相等。",
    duties: ["岸线清表", "弃土外运"],
    item: "positive_9",
  },
  {
    project: "校门口接送停车",
    place: "实验小学北门",
    fact: "放学前后各看了二十分钟。{A}{a}和{B}{b}一起站在路口，把临时停车位从 {n} 个调到路对面，接送车辆分两批进出。家长意见记了四条，当场答复三条，剩下一条要增设护栏，说明了要走的程序。",
    judgement: "办法不大，管用；答复的话都说得清楚。",
    duties: ["停车位调整", "分批放行"],
    item: "positive_3",
  },
  {
    project: "小微企业用工对接",
    place: "人力资源市场二楼",
    fact: "{n} 家小微企业到场，{A}{a}逐家核对缺工岗位，{B}{b}带来求职登记名单，当场配对。有两家企业工资写得含糊，两人请企业改明白后才贴出。结束时登记有意向的人数与名单相符。",
    judgement: "数字是现场点出来的，没有报大数。",
    duties: ["岗位核对", "求职登记"],
    item: "positive_1",
  },
  {
    project: "老旧小区管线同步改造",
    place: "城北老旧小区",
    fact: "同一段路面已为燃气管开挖，{A}{a}提出雨污管线一并下，{B}{b}当场核对图纸，同意把 {n} 号楼前一段同期施工，免得二次开挖。居民代表看了改道告示，问到何时恢复通车，两人给了日期。",
    judgement: "想到了前头，省了一次开挖。",
    duties: ["统筹开挖", "图纸核对"],
    item: "positive_5",
  },
] as const;

const DAYS_AGO = [2, 9, 17, 25, 38, 52, 66, 83, 97, 118, 134, 150];

/** The latest of the observer who signs in for the demo. */
export const NEWEST_VISIT = idOf("visit:0:0");

export function visitRecords(world: World): DemoRecord[] {
  const random = createRandom("visits");
  const [first, ...others] = world.users.filter((user) => user.role === "OBSERVER");
  if (!first) throw new Error("no observers");
  const shuffled = random.shuffle(others);
  return DAYS_AGO.flatMap((daysAgo, at) => {
    const day = workingDay(addDays(world.today, -daysAgo));
    // the observer who signs in for the demo has two of them
    const observer = at === 0 || at === 5 ? first : (shuffled[at] ?? first);
    return oneVisit(random, world, { at, day, observerId: observer.id });
  });
}

function workingDay(day: string): string {
  return isWorkingDay(day) ? day : workingDay(addDays(day, -1));
}

function oneVisit(
  random: Random,
  world: World,
  { at, day, observerId }: { at: number; day: string; observerId: string },
): DemoRecord[] {
  const held = world.assignments.filter(
    (one) =>
      one.observerId === observerId &&
      one.startsOn <= day &&
      (one.endsOn === null || day <= one.endsOn) &&
      !silentUnits.has(one.unitCode),
  );
  const units = held
    .slice(0, 2)
    .flatMap((one) => world.units.find((unit) => unit.code === one.unitCode) ?? []);
  const people = units.map((unit) => leadersOf(world, unit.code, day)[0]);
  const [a, b] = people;
  if (!a || !b) return [];
  const matter = random.pick(matters);
  const fact = matter.fact
    .replace("{A}", units[0]?.shortName ?? "")
    .replace("{B}", units[1]?.shortName ?? "")
    .replace("{a}", a.cadre.name)
    .replace("{b}", b.cadre.name)
    .replace("{n}", String(random.int(3, 9)));
  const begins = random.int(36, 60) * 15;
  return units.flatMap((unit, place) => {
    const leader = people[place];
    if (!leader) return [];
    const record: DemoRecord = {
      id: idOf(`visit:${at}:${place}`),
      unitId: unit.id,
      observerId,
      secondObserverId: null,
      method: "field_survey",
      centralTaskId: null,
      visitId: idOf(`visit:${at}`),
      startedAt: momentOf(day, begins),
      endedAt: momentOf(day, begins + 75),
      place: matter.place,
      fact,
      judgement: matter.judgement,
      dimensions: ["ABILITY", "DILIGENCE"],
      polarity: "POSITIVE",
      confidentiality: 1,
      details: { project: { text: matter.project }, interviewees: ["群众"] },
      evidenceNote: "人多，不便拍照。",
      conductItemIds: [itemOn(matter.item, day, world.today)],
      links: [],
      state: "SUBMITTED",
      isCorroborated: false,
      cadres: [
        {
          cadreId: leader.cadre.id,
          name: leader.cadre.name,
          roleInEvent: "现场",
          details: { duty: matter.duties[place] ?? "", conduct: "当场商定做法和时间" },
        },
      ],
      reviews: [],
      followUps: [],
      firstSubmittedAt: momentOf(day, 19 * 60 + place),
      amended: null,
    };
    settle(random, world, record, day >= addDays(world.today, -4) ? "SUBMITTED" : "ACCEPTED");
    return [record];
  });
}

/** Who is sent to such a place, the same each time. */
const leadersOf = (world: World, unitCode: string, day: string): Held[] =>
  (world.held.get(unitCode) ?? [])
    .filter((held) => held.from <= day && day <= held.until)
    .sort((one, other) => other.weight - one.weight || one.cadre.id.localeCompare(other.cadre.id));
