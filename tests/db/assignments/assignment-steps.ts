import { randomUUID } from "node:crypto";
import { createPerson, createUnit, type Person, type TestUnit, today } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

export async function scene(held = 0) {
  const units = await Promise.all(Array.from({ length: held }, () => createUnit()));
  return {
    unit: await createUnit(),
    units,
    admin: await createPerson("ADMIN"),
    observer: await createPerson("OBSERVER", { units }),
  };
}

export const wish = (observer: Person, unit: TestUnit, over: { startsOn?: string; id?: string } = {}) => ({
  id: randomUUID(),
  observerId: observer.id,
  unitId: unit.id,
  startsOn: today(),
  reason: "年度分工",
  ...over,
});

export const stored = async (unit: TestUnit) =>
  (
    await owner().query(
      `select observer_id as observer, starts_on::text as starts, ends_on::text as ends, end_reason as why
       from assignments where unit_id = $1 order by starts_on, created_at`,
      [unit.id],
    )
  ).rows;

export const audit = async (id: string) =>
  (
    await owner().query(
      "select action, actor_id, before, after from audit_events where entity_id = $1 order by seq",
      [id],
    )
  ).rows;

export const refused = (reason: string) => ({
  ok: false,
  kind: "refused",
  reason: `assignments.reason.${reason}`,
  params: undefined,
});
