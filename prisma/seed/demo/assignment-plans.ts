/** 分工方案: one draft for the coming year, solved by the rules as they are, for the administrator to look at and carry on. */
import type { ClientBase } from "pg";
import { getRoster } from "../../../lib/assignments/plans/queries";
import { withOrigin } from "../../../lib/assignments/plans/rules";
import { planSettings } from "../../../lib/assignments/plans/schema";
import { solvePlan } from "../../../lib/assignments/plans/solve/queries";
import type { ScopedDb } from "../../../lib/platform/db";
import { idOf } from "../support/random";
import { userId } from "./users";
import type { World } from "./world";

export async function loadAssignmentPlans(client: ClientBase, world: World): Promise<void> {
  const year = Number(world.today.slice(0, 4)) + 1;
  const startsOn = `${year}-01-01`;
  const db: ScopedDb = {
    rows: async ({ text, values }) => (await client.query({ text, values })).rows,
  };
  const roster = await getRoster(db, startsOn);
  const settings = planSettings.parse({ rotationAhead: 2 });
  const answer = await solvePlan(roster, settings);
  if (answer.kind !== "plan") throw new Error(`the demo's plan is ${answer.kind}`);
  const id = idOf("assignment-plan");
  await client.query(
    `insert into assignment_plans (id, name, starts_on, settings, made_by) values ($1, $2, $3, $4, $5)`,
    [id, `${year} 年度分工方案（初稿）`, startsOn, JSON.stringify(settings), userId("admin")],
  );
  await client.query(
    `insert into assignment_plan_versions (plan_id, no, lines, base, made_by) values ($1, 1, $2, $3, $4)`,
    [
      id,
      JSON.stringify(withOrigin(answer.pairs, roster, "MOVED")),
      JSON.stringify(roster.base),
      userId("admin"),
    ],
  );
  await client.query(
    `update assignment_plans set version_no = 1, answer = $2, row_version = row_version + 1 where id = $1`,
    [id, JSON.stringify({ ...answer, pairs: [], tookMs: 0 })],
  );
}
