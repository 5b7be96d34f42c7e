/** A plan of assignments as it is stored, for tests of pages. */
import { randomUUID } from "node:crypto";
import { planSettings } from "@/lib/assignments/plans/schema";
import { daysAgo } from "./builders";
import { owner } from "./owner";

/** A draft with one line: everything else shows as a gap. */
export async function storePlan(
  admin: { id: string },
  over: { name?: string; observer?: { id: string }; unit?: { id: string } } = {},
): Promise<string> {
  const id = randomUUID();
  await owner().query(
    "insert into assignment_plans (id, name, starts_on, settings, made_by) values ($1, $2, $3, $4, $5)",
    [id, over.name ?? "测试方案", daysAgo(-60), JSON.stringify(planSettings.parse({})), admin.id],
  );
  const { observer, unit } = over;
  const lines = observer && unit ? [{ observerId: observer.id, unitId: unit.id, origin: "MANUAL" }] : [];
  await owner().query(
    "insert into assignment_plan_versions (plan_id, no, lines, base, made_by) values ($1, 1, $2, '[]', $3)",
    [id, JSON.stringify(lines), admin.id],
  );
  await owner().query(
    "update assignment_plans set version_no = 1, row_version = row_version + 1 where id = $1",
    [id],
  );
  return id;
}
