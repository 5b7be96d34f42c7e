/** Records of observers who are named for a task that is none of their units': its members of other units stand in them. */
import { addDays, isWorkingDay, momentOf } from "../support/days";
import { createRandom, idOf } from "../support/random";
import { settle } from "./compose";
import { itemOn } from "./conduct";
import type { Cadre } from "./people";
import type { DemoRecord } from "./record";
import type { Task } from "./tasks";
import type { World } from "./world";

/** {a} and {b} are members; {n} a number. */
const scenes = [
  {
    daysAgo: 6,
    place: "专班集中办公点",
    fact: "旁听专班周例会。{a}逐户报了剩余 {n} 户的情况，哪家卡在面积、哪家等安置房，说得出名字；{b}当场认领其中两户，约了次日上门的时间。会议没有念稿，四十分钟散会。",
    judgement: "情况熟，任务当场落到人。",
    duties: ["逐户摸底", "上门认领"],
    item: "positive_2",
  },
  {
    daysAgo: 24,
    place: "项目红线内路段",
    fact: "随{a}走红线，{b}在前头量管线埋深。原图与现场差了 {n} 米，两人没有往下施工，先打电话请设计单位来人，等了一个多小时把改线方案定下。沿街店铺问断水时间，{a}答了具体日期。",
    judgement: "遇到与图纸不符先停下来核对。",
    duties: ["红线踏勘", "管线复核"],
    item: "positive_1",
  },
  {
    daysAgo: 47,
    place: "沿线居民楼",
    fact: "傍晚随{a}、{b}上门。一户老人担心过渡房太远，{b}把三处房源的公交线路画在纸上；{a}记下要装扶手的要求，第二天回访时已经装好。当晚走了 {n} 户，签了两户。",
    judgement: "答应的事第二天就有着落。",
    duties: ["上门签约", "过渡安置"],
    item: "positive_3",
  },
] as const;

export function taskRecords(world: World): DemoRecord[] {
  const random = createRandom("taskRecords");
  return world.tasks.flatMap((task) =>
    task.observers.flatMap(({ observerId }) => {
      const ownsTask = (code: string) =>
        code === task.leadUnitCode || task.parties.some((party) => party.unitCode === code);
      return scenes.flatMap((scene, at) => {
        const day = workingDay(addDays(world.today, -scene.daysAgo));
        if (task.startsOn > day || (task.endsOn !== null && task.endsOn < day)) return [];
        const held = world.assignments.filter(
          (one) =>
            one.observerId === observerId &&
            one.startsOn <= day &&
            (one.endsOn === null || day <= one.endsOn),
        );
        // who has a unit of the task follows it there, as the other records tell
        if (held.some((one) => ownsTask(one.unitCode))) return [];
        const unit = world.units.find((one) => one.code === held[0]?.unitCode);
        const [a, b] = random.shuffle(onPost(world, task, day));
        if (!unit || !a || !b) return [];
        const begins = random.int(36, 66) * 15;
        const record: DemoRecord = {
          id: idOf(`taskRecord:${task.id}:${observerId}:${at}`),
          unitId: unit.id,
          observerId,
          secondObserverId: null,
          method: "field_survey",
          centralTaskId: task.id,
          visitId: null,
          startedAt: momentOf(day, begins),
          endedAt: momentOf(day, begins + 80),
          place: scene.place,
          fact: scene.fact
            .replaceAll("{a}", a.name)
            .replaceAll("{b}", b.name)
            .replace("{n}", String(random.int(3, 9))),
          judgement: scene.judgement,
          dimensions: ["ABILITY", "DILIGENCE"],
          polarity: "POSITIVE",
          confidentiality: 1,
          details: { project: { text: task.name }, interviewees: ["群众"] },
          evidenceNote: "",
          conductItemIds: [itemOn(scene.item, day, world.today)],
          links: [],
          state: "SUBMITTED",
          isCorroborated: false,
          cadres: [a, b].map((cadre, place) => ({
            cadreId: cadre.id,
            name: cadre.name,
            roleInEvent: "专班成员",
            details: { duty: scene.duties[place] ?? "", conduct: "当场办理" },
          })),
          reviews: [],
          followUps: [],
          firstSubmittedAt: momentOf(day, 20 * 60),
          amended: null,
        };
        settle(random, world, record, "ACCEPTED");
        return [record];
      });
    }),
  );
}

const workingDay = (day: string): string => (isWorkingDay(day) ? day : workingDay(addDays(day, -1)));

/** Members of that day who held some post: the database asks for both. */
const onPost = (world: World, task: Task, day: string): Cadre[] =>
  task.members
    .filter((member) => member.startsOn <= day && (member.endsOn === null || day <= member.endsOn))
    .flatMap((member) => world.cadreById.get(member.cadreId) ?? [])
    .filter((cadre) =>
      cadre.holdings.some((held) => held.startsOn <= day && (held.endsOn === null || day <= held.endsOn)),
    );
