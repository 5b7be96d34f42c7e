import { randomUUID } from "node:crypto";
import { decideAchievement } from "@/lib/achievements/commands";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

export const confirm = (person: { id: string }, id: string, revisionNo = 1) =>
  decideAchievement(person, { id, revisionNo, decision: "CONFIRM", confidence: "HIGH" });

export const stateOf = async (id: string): Promise<string> =>
  (await owner().query("select state from achievements where id = $1", [id])).rows[0].state;

export const eventsOf = async (id: string) =>
  (
    await owner().query(
      "select from_state, to_state, reason, source_id, actor_id from achievement_events where achievement_id = $1 order by at",
      [id],
    )
  ).rows;

export async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const [a, b] = [
    await createPerson("OBSERVER", { units: [unit] }),
    await createPerson("OBSERVER", { units: [unit] }),
  ];
  const record = async (
    method: string,
    by: Person,
    days = 15,
    state: "ACCEPTED" | "SUBMITTED" = "ACCEPTED",
  ) => ({
    id: randomUUID(),
    observationId: (await createObservation(by, unit, { method, cadres: [cadre], on: daysAgo(days), state }))
      .id,
    supports: true,
    isIndependent: true,
  });
  return { unit, cadre, a, b, record };
}
