/** 中心工作 / 专班 with their members: cadres of several units, with posts and days. */
import { addDays, addMonths } from "../support/days";
import { createRandom, idOf } from "../support/random";
import { type Cadre, cadreId } from "./people";

export type TaskMember = {
  id: string;
  cadreId: string;
  post: string;
  startsOn: string;
  endsOn: string | null;
};
export type Task = {
  id: string;
  name: string;
  kind: "LAND_CLEARANCE" | "KEY_PROJECT" | "RESCUE" | "OTHER";
  isMainBattlefield: boolean;
  leadUnitCode: string;
  startsOn: string;
  endsOn: string | null;
  members: TaskMember[];
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

type Plan = Omit<Task, "id" | "members" | "startsOn" | "endsOn"> & {
  key: string;
  from: number;
  until: number | null;
  units: string[];
};
/** Months before today. */
const plans: Plan[] = [
  {
    key: "port",
    name: "国际枢纽港二期征迁专班",
    kind: "LAND_CLEARANCE",
    isMainBattlefield: true,
    leadUnitCode: "PT06",
    from: 16,
    until: 4,
    units: ["ZJ10", "ZF11", "ZF26", "GQ04"],
  },
  {
    key: "renewal",
    name: "老城片区有机更新征迁专班",
    kind: "LAND_CLEARANCE",
    isMainBattlefield: true,
    leadUnitCode: "PT07",
    from: 13,
    until: null,
    units: ["ZJ01", "ZJ05", "ZF12", "ZF27"],
  },
  {
    key: "lake",
    name: "双江湖新区基础设施攻坚专班",
    kind: "KEY_PROJECT",
    isMainBattlefield: true,
    leadUnitCode: "PT04",
    from: 18,
    until: null,
    units: ["ZJ04", "ZJ09", "GQ09", "ZF14"],
  },
  {
    key: "energy",
    name: "绿色动力平台百日攻坚专班",
    kind: "KEY_PROJECT",
    isMainBattlefield: true,
    leadUnitCode: "PT05",
    from: 9,
    until: 2,
    units: ["ZF02", "ZF03", "PT01", "ZF32"],
  },
  {
    key: "flood",
    name: "防汛防台抢险救灾指挥部",
    kind: "RESCUE",
    isMainBattlefield: true,
    leadUnitCode: "ZF21",
    from: 6,
    until: 3,
    units: ["ZJ08", "ZJ12", "ZF14", "ZF13", "ZF19"],
  },
  {
    key: "market",
    name: "市场主体助企纾困专班",
    kind: "OTHER",
    isMainBattlefield: false,
    leadUnitCode: "ZF17",
    from: 11,
    until: null,
    units: ["GQ02", "ZF16", "ZF23", "PT02"],
  },
  {
    key: "school",
    name: "学位扩容项目攻坚专班",
    kind: "KEY_PROJECT",
    isMainBattlefield: false,
    leadUnitCode: "ZF04",
    from: 15,
    until: 7,
    units: ["GQ05", "ZF12", "ZJ03"],
  },
];

export function createTasks(today: string, cadres: Cadre[]): Task[] {
  const random = createRandom("tasks");
  const serving = (unitCode: string, day: string) =>
    cadres.filter((cadre) =>
      cadre.holdings.some(
        (held) => held.unitCode === unitCode && held.startsOn <= day && held.endsOn === null,
      ),
    );
  const tasks = plans.map(({ key, from, until, units, ...task }): Task => {
    const startsOn = addDays(addMonths(today, -from), 3);
    const endsOn = until === null ? null : addMonths(today, -until);
    const people = [task.leadUnitCode, ...units].flatMap((code, at) =>
      random.shuffle(serving(code, startsOn)).slice(0, at === 0 ? 6 : 3),
    );
    const members = people.map((cadre, at): TaskMember => {
      const late = random.chance(0.25) ? random.int(10, 60) : 0;
      return {
        id: idOf(`member:${key}:${cadre.key}`),
        cadreId: cadre.id,
        post: posts[at] ?? random.pick(posts.slice(2)),
        startsOn: addDays(startsOn, late),
        endsOn,
      };
    });
    return { ...task, id: idOf(`task:${key}`), startsOn, endsOn, members };
  });
  return [...tasks, storyTask(today)];
}

/** The task of the story in product.md. */
function storyTask(today: string): Task {
  const [startsOn, endsOn] = [addDays(today, -150), addDays(today, -70)];
  const member = (key: string, post: string): TaskMember => ({
    id: idOf(`member:yard:${key}`),
    cadreId: cadreId(key),
    post,
    startsOn,
    endsOn,
  });
  return {
    id: STORY_TASK,
    name: "赤岸镇整车企业临时堆场保障专班",
    kind: "KEY_PROJECT",
    isMainBattlefield: true,
    leadUnitCode: "ZJ14",
    startsOn,
    endsOn,
    members: [
      member("ZJ14:5", "组长，负责协调落地"),
      member("ZJ14:3", "副组长，负责政策处理"),
      member("ZF12:3", "建设审批与场地平整"),
      member("ZF11:7", "用地手续办理"),
    ],
  };
}
