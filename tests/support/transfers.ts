/** A hand-over sheet as the database opens it, with words in its note. */
import { createAssignment, daysAgo, type Person, today } from "./builders";
import { owner } from "./owner";

/** Of a unit that neither of the two needs to have had before. */
export async function storeTransfer(
  unit: { id: string },
  { goes, comes }: { goes: Person; comes: Person },
  promises = "答应月底前回访",
): Promise<string> {
  const long = { startsOn: daysAgo(1200), endsOn: daysAgo(1100) };
  const later = { startsOn: daysAgo(1090), endsOn: daysAgo(1000) };
  const [from, to] = [await createAssignment(goes, unit, long), await createAssignment(comes, unit, later)];
  const { rows } = await owner().query(
    `insert into transfer_sheets (unit_id, from_assignment_id, to_assignment_id, from_observer_id, to_observer_id, ends_on, starts_on)
     values ($1, $2, $3, $4, $5, $6, $6) returning id`,
    [unit.id, from, to, goes.id, comes.id, today()],
  );
  const id: string = rows[0].id;
  await owner().query("insert into transfer_notes (sheet_id, promises) values ($1, $2)", [id, promises]);
  return id;
}
