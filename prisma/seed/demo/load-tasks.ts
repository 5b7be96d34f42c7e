/** Central tasks with their parties, members and named observers; one of them was changed since, with its reason. */
import type { ClientBase } from "pg";
import { addDays } from "../support/days";
import { insertRows } from "../support/insert";
import { userId } from "./users";
import type { World } from "./world";

export async function loadTasks(
  client: ClientBase,
  world: World,
  unit: (code: string) => string | null,
): Promise<void> {
  const admin = userId("admin");
  // the history names who did it, as it does for a command
  await client.query("select set_config('app.viewer_id', $1, true)", [admin]);
  await insertRows(
    client,
    "central_tasks",
    {
      id: "uuid",
      name: "text",
      kind: "text",
      is_main_battlefield: "boolean",
      battlefield_from: "date",
      battlefield_to: "date",
      lead_unit_id: "uuid",
      starts_on: "date",
      ends_on: "date",
      opened_by: "uuid",
    },
    world.tasks.map((task) => ({
      id: task.id,
      name: task.name,
      kind: task.kind,
      is_main_battlefield: task.battlefieldFrom !== null,
      battlefield_from: task.battlefieldFrom,
      battlefield_to: task.battlefieldTo,
      lead_unit_id: unit(task.leadUnitCode),
      starts_on: task.startsOn,
      ends_on: task.endsOn,
      opened_by: admin,
    })),
  );
  await insertRows(
    client,
    "central_task_parties",
    {
      id: "uuid",
      task_id: "uuid",
      unit_id: "uuid",
      part: "text",
      starts_on: "date",
      ends_on: "date",
      added_by: "uuid",
    },
    world.tasks.flatMap((task) =>
      task.parties.map(({ id, unitCode, part, startsOn, endsOn }) => ({
        id,
        task_id: task.id,
        unit_id: unit(unitCode),
        part,
        starts_on: startsOn,
        ends_on: endsOn,
        added_by: admin,
      })),
    ),
  );
  await insertRows(
    client,
    "central_task_members",
    {
      id: "uuid",
      task_id: "uuid",
      cadre_id: "uuid",
      post: "text",
      starts_on: "date",
      ends_on: "date",
      end_reason: "text",
      added_by: "uuid",
    },
    world.tasks.flatMap((task) =>
      task.members.map((member) => ({
        id: member.id,
        task_id: task.id,
        cadre_id: member.cadreId,
        post: member.post,
        starts_on: member.startsOn,
        ends_on: member.endsOn,
        end_reason: member.endReason,
        added_by: admin,
      })),
    ),
  );
  await insertRows(
    client,
    "central_task_observers",
    {
      id: "uuid",
      task_id: "uuid",
      observer_id: "uuid",
      reason: "text",
      starts_on: "date",
      ends_on: "date",
      named_by: "uuid",
    },
    world.tasks.flatMap((task) =>
      task.observers.map(({ id, observerId, reason, startsOn, endsOn }) => ({
        id,
        task_id: task.id,
        observer_id: observerId,
        reason,
        starts_on: startsOn,
        ends_on: endsOn,
        named_by: admin,
      })),
    ),
  );
  const amended = world.tasks.find((task) => task.battlefieldFrom !== null && task.endsOn === null);
  if (amended?.battlefieldFrom) {
    await client.query(
      `update central_tasks set battlefield_from = $2, revision_no = 2, change_reason = '签约启动提前，主战场时段相应调整' where id = $1`,
      [amended.id, addDays(amended.battlefieldFrom, -5)],
    );
  }
  await client.query("select set_config('app.viewer_id', '', true)");
}
