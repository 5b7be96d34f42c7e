/** 中心工作 / 专班 with their members: cadres of several units, with posts and days. */
import { addDays, addMonths, daysBetween } from "../support/days";
import { createRandom, idOf } from "../support/random";
import type { Assignment } from "./assignments";
import { allUnits, type Cadre, cadreId } from "./people";
import { userId } from "./users";

export type TaskMember = {
  id: string;
  cadreId: string;
  post: string;
  startsOn: string;
  endsOn: string | null;
  endReason: string | null;
};
export type TaskParty = {
  id: string;
  unitCode: string;
  part: string;
  startsOn: string;
  endsOn: string | null;
};
export type TaskObserver = {
  id: string;
  observerId: string;
  reason: string;
  startsOn: string;
  endsOn: string | null;
};
export type Task = {
  id: string;
  name: string;
  kind: "LAND_CLEARANCE" | "KEY_PROJECT" | "RESCUE" | "OTHER";
  /** 主战场, inside the task */
  battlefieldFrom: string | null;
  battlefieldTo: string | null;
  leadUnitCode: string;
  startsOn: string;
  endsOn: string | null;
  members: TaskMember[];
  parties: TaskParty[];
  observers: TaskObserver[];
};

export const STORY_TASK = idOf("task:yard");
const posts = [
  "组长",
  "副组长",
  "政策处理组",
  "要素保障组",
  "工程推进组",
  "群众工作组",
  "综合协调组",
  "后勤保障组",
];

const parts = [
  "政策处理与群众工作",
  "要素保障与手续办理",
  "工程推进与管线迁改",
  "资金与后勤保障",
  "应急值守与物资调度",
];

type Plan = Pick<Task, "name" | "kind" | "leadUnitCode"> & {
  key: string;
  from: number;
  until: number | null;
  /** 主战场: from and until, in days after the first day and before the last; none where it is none */
  battlefield: [number, number] | null;
  units: string[];
  /** accounts, beside the lead unit's own observer */
  named?: string[];
  /** a repeated one has no named observers: nobody looked whether a recusal stands against them */
  isAgain?: boolean;
};
/** Months before today. */
const plans: Plan[] = [
  {
    key: "port",
    name: "国际枢纽港二期征迁专班",
    kind: "LAND_CLEARANCE",
    battlefield: [30, 45],
    leadUnitCode: "PT06",
    from: 16,
    until: 4,
    units: ["ZJ10", "ZF11", "ZF26", "GQ04"],
  },
  {
    key: "renewal",
    name: "老城片区有机更新征迁专班",
    kind: "LAND_CLEARANCE",
    battlefield: [20, 0],
    leadUnitCode: "PT07",
    from: 13,
    until: null,
    units: ["ZJ01", "ZJ05", "ZF12", "ZF27"],
    named: ["observer"],
  },
  {
    key: "lake",
    name: "双江湖新区基础设施攻坚专班",
    kind: "KEY_PROJECT",
    battlefield: [60, 0],
    leadUnitCode: "PT04",
    from: 18,
    until: null,
    units: ["ZJ04", "ZJ09", "GQ09", "ZF14"],
    named: ["observer2"],
  },
  {
    key: "energy",
    name: "绿色动力平台百日攻坚专班",
    kind: "KEY_PROJECT",
    battlefield: [0, 0],
    leadUnitCode: "PT05",
    from: 9,
    until: 2,
    units: ["ZF02", "ZF03", "PT01", "ZF32"],
  },
  {
    key: "flood",
    name: "防汛防台抢险救灾指挥部",
    kind: "RESCUE",
    battlefield: [3, 30],
    leadUnitCode: "ZF21",
    from: 6,
    until: 3,
    units: ["ZJ08", "ZJ12", "ZF14", "ZF13", "ZF19"],
  },
  {
    key: "market",
    name: "市场主体助企纾困专班",
    kind: "OTHER",
    battlefield: null,
    leadUnitCode: "ZF17",
    from: 11,
    until: null,
    units: ["GQ02", "ZF16", "ZF23", "PT02"],
  },
  {
    key: "school",
    name: "学位扩容项目攻坚专班",
    kind: "KEY_PROJECT",
    battlefield: null,
    leadUnitCode: "ZF04",
    from: 15,
    until: 7,
    units: ["GQ05", "ZF12", "ZJ03"],
  },
  {
    key: "rail",
    name: "城际铁路站前区征迁专班",
    kind: "LAND_CLEARANCE",
    battlefield: [0, 0],
    leadUnitCode: "ZF12",
    from: -1,
    until: null,
    units: ["ZJ02", "ZF11"],
  },
];

/**
 * `sets`: a world for benchmarks has the same task forces again under other lead units, so that a task holds as many
 * records as one does in a city.
 */
export function createTasks(today: string, cadres: Cadre[], assignments: Assignment[], sets = 1): Task[] {
  const random = createRandom("tasks");
  const serving = (unitCode: string, day: string) =>
    cadres.filter((cadre) =>
      cadre.holdings.some(
        (held) => held.unitCode === unitCode && held.startsOn <= day && held.endsOn === null,
      ),
    );
  const all = Array.from({ length: sets }, (_, set) => (set === 0 ? plans : plansAgain(set))).flat();
  const tasks = all.map(({ key, from, until, units, battlefield, named = [], isAgain, ...task }): Task => {
    const startsOn = addDays(addMonths(today, -from), 3);
    const endsOn = until === null ? null : addMonths(today, -until);
    const people = [task.leadUnitCode, ...units].flatMap((code, at) =>
      random.shuffle(serving(code, startsOn)).slice(0, at === 0 ? 6 : 3),
    );
    const members = people.flatMap((cadre, at): TaskMember[] => {
      const late = random.chance(0.25) ? random.int(10, 60) : 0;
      const stint: TaskMember = {
        id: idOf(`member:${key}:${cadre.key}`),
        cadreId: cadre.id,
        post: posts[at] ?? random.pick(posts.slice(2)),
        startsOn: addDays(startsOn, late),
        endsOn,
        endReason: endsOn && "任务完成",
      };
      return at % 7 === 5 ? returning(stint, today, at % 2 === 1) : [stint];
    });
    return {
      ...task,
      id: idOf(`task:${key}`),
      startsOn,
      endsOn,
      battlefieldFrom: battlefield && addDays(startsOn, battlefield[0]),
      battlefieldTo: battlefield && endsOn && addDays(endsOn, -battlefield[1]),
      members,
      parties: units.map((unitCode, at) => ({
        id: idOf(`party:${key}:${unitCode}`),
        unitCode,
        part: parts[at] ?? "协同配合",
        startsOn: at < 3 ? startsOn : addDays(startsOn, 14),
        endsOn,
      })),
      observers: observersOf(
        key,
        { startsOn, endsOn },
        isAgain ? [] : [...holdersOf(assignments, task.leadUnitCode, startsOn), ...named.map(userId)],
        today,
      ),
    };
  });
  return [...tasks, storyTask(today)];
}

function plansAgain(set: number): Plan[] {
  const random = createRandom(`tasks:${set}`);
  const codes = random.shuffle(allUnits.map((unit) => unit.code));
  return plans.map((plan, at) => ({
    ...plan,
    key: `${plan.key}:${set}`,
    name: `${plan.name}（第 ${set + 1} 批）`,
    leadUnitCode: codes[at * 5] ?? plan.leadUnitCode,
    units: codes.slice(at * 5 + 1, at * 5 + 5),
    isAgain: true,
  }));
}

/** Called back to the own unit half-way; some come once more. */
function returning(stint: TaskMember, today: string, isBack: boolean): TaskMember[] {
  const whole = daysBetween(stint.startsOn, stint.endsOn ?? today);
  if (whole < 120) return [stint];
  const half = addDays(stint.startsOn, Math.floor(whole / 2));
  const first = { ...stint, endsOn: half, endReason: "回原单位" };
  return isBack ? [first, { ...stint, id: idOf(`${stint.id}:back`), startsOn: addDays(half, 40) }] : [first];
}

const holdersOf = (assignments: Assignment[], unitCode: string, day: string): string[] =>
  assignments
    .filter(
      (each) =>
        each.unitCode === unitCode && each.startsOn <= day && (each.endsOn === null || day <= each.endsOn),
    )
    .map((each) => each.observerId);

const observersOf = (
  key: string,
  { startsOn, endsOn }: { startsOn: string; endsOn: string | null },
  observerIds: string[],
  today: string,
): TaskObserver[] =>
  // for what is still to come nobody is named yet
  startsOn > today
    ? []
    : [...new Set(observerIds)].map((observerId) => ({
        id: idOf(`taskObserver:${key}:${observerId}`),
        observerId,
        reason: "跟进专班一线",
        startsOn,
        endsOn,
      }));

/** The task of the story in product.md. */
function storyTask(today: string): Task {
  const [startsOn, endsOn] = [addDays(today, -150), addDays(today, -70)];
  const member = (key: string, post: string): TaskMember => ({
    id: idOf(`member:yard:${key}`),
    cadreId: cadreId(key),
    post,
    startsOn,
    endsOn,
    endReason: "任务完成",
  });
  return {
    id: STORY_TASK,
    name: "赤岸镇整车企业临时堆场保障专班",
    kind: "KEY_PROJECT",
    battlefieldFrom: addDays(startsOn, 10),
    battlefieldTo: addDays(endsOn, -5),
    leadUnitCode: "ZJ14",
    startsOn,
    endsOn,
    members: [
      member("ZJ14:5", "组长，负责协调落地"),
      member("ZJ14:3", "副组长，负责政策处理"),
      member("ZF12:3", "建设审批与场地平整"),
      member("ZF11:7", "用地手续办理"),
    ],
    parties: [
      { id: idOf("party:yard:ZF12"), unitCode: "ZF12", part: "建设审批与场地平整", startsOn, endsOn },
      { id: idOf("party:yard:ZF11"), unitCode: "ZF11", part: "用地手续办理", startsOn, endsOn },
    ],
    observers: observersOf("yard", { startsOn, endsOn }, [userId("observer")], today),
  };
}
