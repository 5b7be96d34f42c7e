import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/platform/rights";
import { createCadre, createPerson, createUnit, daysAgo } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { createTask, type TestTask } from "@/tests/support/tasks";

export const refused = (reason: string) => ({
  ok: false,
  kind: "refused",
  reason: `centralTasks.reason.${reason}`,
  params: undefined,
});

export const OTHERS: Role[] = ["OBSERVER", "LEADER", "SYSADMIN", "SECADMIN", "AUDITOR", "LIAISON", "CADRE"];

export async function scene() {
  const lead = await createUnit();
  const other = await createUnit();
  return {
    lead,
    other,
    task: await createTask(lead, { startsOn: daysAgo(60) }),
    cadre: await createCadre(other),
    reviewer: await createPerson("REVIEWER"),
    admin: await createPerson("ADMIN"),
    observer: await createPerson("OBSERVER", { units: [lead] }),
  };
}

export const member = (task: TestTask, cadre: { id: string }, over: Record<string, string> = {}) => ({
  id: randomUUID(),
  taskId: task.id,
  cadreId: cadre.id,
  post: "副组长",
  startsOn: daysAgo(40),
  endsOn: "",
  ...over,
});

export const audit = async (id: string) =>
  (
    await owner().query(
      "select action, actor_id, before, after from audit_events where entity_id = $1 order by seq",
      [id],
    )
  ).rows;

export const dates = async (table: string, id: string) =>
  (
    await owner().query(
      `select starts_on::text as s, ends_on::text as e, end_reason as why from ${table} where id = $1`,
      [id],
    )
  ).rows[0];
