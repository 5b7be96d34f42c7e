/** A meeting out to be signed, stored by the owner: for tests that have no commands at hand. */
import { randomUUID } from "node:crypto";
import { createUnit, type TestUnit } from "./builders";
import { owner } from "./owner";

type Over = {
  /** in agenda, positions and decision: for all who see the case */
  words?: string;
  /** what the witness saw */
  witnessed?: string;
};

/** Of that unit and another; the observer, who observes the unit, convenes and witnesses. */
export async function storeMeeting(
  unit: TestUnit,
  observer: { id: string },
  { words = "审批与平整并行", witnessed = "各方当面说清" }: Over = {},
): Promise<{ id: string; caseId: string }> {
  const other = await createUnit();
  const [id, caseId, witness] = [randomUUID(), randomUUID(), randomUUID()];
  const client = await owner().connect();
  try {
    // a convened meeting has its parties by the end of its transaction
    await client.query("begin");
    await client.query(
      "insert into cases (id, title, demand, unit_id, raised_by) values ($1, '临时堆场用地', '请协调临时堆场的用地', $2, $3)",
      [caseId, unit.id, observer.id],
    );
    await client.query("insert into case_parties (case_id, unit_id, added_by) values ($1, $2, $3)", [
      caseId,
      other.id,
      observer.id,
    ]);
    await client.query(
      `insert into coordination_meetings (id, case_id, unit_id, title, starts_at, ends_at, place, agenda, state, convened_by)
       values ($1, $2, $3, '临时堆场协调会', now() - interval '5 hours', now() - interval '3 hours', '三楼会议室', array[$4], 'CONVENED', $5)`,
      [id, caseId, unit.id, words, observer.id],
    );
    await client.query("insert into meeting_parties (meeting_id, unit_id) values ($1, $2), ($1, $3)", [
      id,
      unit.id,
      other.id,
    ]);
    await client.query("update coordination_meetings set state = 'HELD' where id = $1", [id]);
    await client.query(
      "update meeting_parties set is_present = true, attendees = '两人', position = $2 where meeting_id = $1",
      [id, words],
    );
    await client.query(
      `insert into meeting_decisions (id, meeting_id, text, conditions, owner_unit_id, added_by)
       values (gen_random_uuid(), $1, $2, array['不硬化'], $3, $4)`,
      [id, words, unit.id, observer.id],
    );
    await client.query(
      `insert into meeting_witnesses (id, meeting_id, observer_id, witnessed_from, witnessed_to, added_by)
       values ($1, $2, $3, now() - interval '5 hours', now() - interval '3 hours', $3)`,
      [witness, id, observer.id],
    );
    await client.query("insert into meeting_witness_notes (witness_id, note, added_by) values ($1, $2, $3)", [
      witness,
      witnessed,
      observer.id,
    ]);
    await client.query("update coordination_meetings set state = 'SIGNING' where id = $1", [id]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
  return { id, caseId };
}
