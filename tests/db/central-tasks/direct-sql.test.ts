import { describe, expect, it } from "vitest";
import { createUnit, daysAgo } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { createTask, createTaskMember } from "@/tests/support/tasks";
import { scene } from "./task-inputs";

describe("what the database keeps, whoever writes", () => {
  it("deletes nothing, rewrites no part, and changes a task only by a revision with a reason", async () => {
    const { task, cadre } = await scene();
    const id = await createTaskMember(task, cadre, { startsOn: daysAgo(40), endsOn: daysAgo(5) });
    // looked up and not tried: truncating waits for every reader of these tables, and they for it
    const { rows } = await owner().query(
      "select tgrelid::regclass::text as name from pg_trigger where tgname = 'never_truncated' and tgrelid::regclass::text like 'central_task%' order by 1",
    );
    expect(rows.map((row) => row.name)).toEqual([
      "central_task_members",
      "central_task_observers",
      "central_task_parties",
      "central_task_revisions",
      "central_tasks",
    ]);
    for (const [statement, rule] of [
      ["delete from central_task_members where id = $1", "append_only"],
      ["update central_task_members set starts_on = starts_on - 1 where id = $1", "append_only"],
      ["update central_task_members set post = '组长' where id = $1", "append_only"],
      ["update central_task_members set ends_on = null where id = $1", "central_task_parts_ended"],
    ] as const) {
      await expect(owner().query(statement, [id]), statement).rejects.toThrow(rule);
    }
    for (const [statement, rule] of [
      ["delete from central_tasks where id = $1", "append_only"],
      ["update central_tasks set name = '改名' where id = $1", "central_tasks_by_revision"],
      ["update central_tasks set name = '改名', revision_no = 2 where id = $1", "central_tasks_by_revision"],
      [
        "update central_tasks set ends_on = starts_on, revision_no = 2, change_reason = '提前' where id = $1",
        "central_task_parts_inside",
      ],
      ["update central_task_revisions set reason = '无' where task_id = $1", "append_only"],
      ["delete from central_task_revisions where task_id = $1", "append_only"],
    ] as const) {
      await expect(owner().query(statement, [task.id]), statement).rejects.toThrow(rule);
    }
  });

  it("dates 主战场 inside the task", async () => {
    const lead = await createUnit();
    await expect(createTask(lead, { battlefield: [daysAgo(101), null] })).rejects.toThrow(
      "central_tasks_battlefield_inside",
    );
    await expect(
      createTask(lead, { endsOn: daysAgo(50), battlefield: [daysAgo(90), daysAgo(49)] }),
    ).rejects.toThrow("central_tasks_battlefield_inside");
    await expect(createTask(lead, { endsOn: daysAgo(50), battlefield: [daysAgo(40), null] })).rejects.toThrow(
      "central_tasks_battlefield_inside",
    );
  });
});
