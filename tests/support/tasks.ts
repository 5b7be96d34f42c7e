/** 中心工作 of one test, with its members and those who observe it. */
import { randomUUID } from "node:crypto";
import type { Day } from "@/lib/platform/clock";
import { daysAgo, insert, next, type TestUnit } from "./builders";

export type TestTask = { id: string; name: string };
/** 中心工作, running since a hundred days where nothing else is said; 主战场 from its first day. */
export async function createTask(
  lead: { id: string },
  over: {
    name?: string;
    kind?: string;
    startsOn?: Day;
    endsOn?: Day | null;
    battlefield?: [Day, Day | null] | null;
    parties?: TestUnit[];
  } = {},
): Promise<TestTask> {
  const task = { id: randomUUID(), name: over.name ?? `专班${next()}` };
  const startsOn = over.startsOn ?? daysAgo(100);
  const [from, to] = over.battlefield === null ? [null, null] : (over.battlefield ?? [startsOn, null]);
  await insert("central_tasks", {
    ...task,
    kind: over.kind ?? "LAND_CLEARANCE",
    lead_unit_id: lead.id,
    starts_on: startsOn,
    ends_on: over.endsOn ?? null,
    is_main_battlefield: from !== null,
    battlefield_from: from,
    battlefield_to: to,
  });
  for (const unit of over.parties ?? []) {
    await insert("central_task_parties", {
      task_id: task.id,
      unit_id: unit.id,
      part: "配合",
      starts_on: startsOn,
    });
  }
  return task;
}

export async function createTaskMember(
  task: { id: string },
  cadre: { id: string },
  over: { post?: string; startsOn?: Day; endsOn?: Day | null } = {},
): Promise<string> {
  const id = randomUUID();
  await insert("central_task_members", {
    id,
    task_id: task.id,
    cadre_id: cadre.id,
    post: over.post ?? "政策处理组",
    starts_on: over.startsOn ?? daysAgo(100),
    ends_on: over.endsOn ?? null,
  });
  return id;
}

export async function createTaskObserver(
  task: { id: string },
  observer: { id: string },
  over: { startsOn?: Day; endsOn?: Day | null } = {},
): Promise<string> {
  const id = randomUUID();
  await insert("central_task_observers", {
    id,
    task_id: task.id,
    observer_id: observer.id,
    starts_on: over.startsOn ?? daysAgo(100),
    ends_on: over.endsOn ?? null,
    reason: "测试指定",
  });
  return id;
}
