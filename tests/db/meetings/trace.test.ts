/** From a result back to the table: its case and its meetings in the chain, for those who see them. */
import { expect, it } from "vitest";
import { getTrace } from "@/lib/achievements/trace/queries";
import { graphOf } from "@/lib/achievements/trace/rules";
import { read } from "@/lib/platform/db";
import { createAchievement } from "@/tests/support/achievements";
import { createCadre, createObservation, createPerson } from "@/tests/support/builders";
import { createMeeting, createTable } from "@/tests/support/meetings";
import { owner } from "@/tests/support/owner";

it("leads from the claim over its record to case and meeting, by right", async () => {
  const table = await createTable();
  const meeting = await createMeeting("SIGNED", table);
  const [lead] = table.units;
  if (!lead) throw new Error("no lead");
  const cadre = await createCadre(lead);
  const record = await createObservation(table.observer, lead, { cadres: [cadre] });
  await owner().query("insert into case_records (case_id, observation_id, added_by) values ($1, $2, $3)", [
    table.caseId,
    record.id,
    table.observer.id,
  ]);
  const claimId = await createAchievement(table.observer, lead, cadre, [record]);
  const hrefs = async (person: { id: string }) =>
    graphOf(await read(person, (db) => getTrace(db, claimId))).nodes.map(({ href }) => href);
  for (const person of [table.observer, await createPerson("REVIEWER"), await createPerson("LEADER")])
    expect(await hrefs(person)).toEqual(
      expect.arrayContaining([`/cases/${table.caseId}`, `/meetings/${meeting.id}`]),
    );
  // an observer of a later day, of the claim's unit: the case is the unit's, and theirs
  const colleague = await createPerson("OBSERVER", { units: [lead] });
  expect(await hrefs(colleague)).toContain(`/meetings/${meeting.id}`);
});
