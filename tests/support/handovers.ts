/** A unit that went from one observer to another, as each test of the hand-over inbox needs it. */
import { logObservation } from "@/lib/observations/commands";
import {
  createAssignment,
  createCadre,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestCadre,
  type TestUnit,
} from "./builders";
import { type Entry, entry } from "./entries";

export type Reassigned = { unit: TestUnit; cadre: TestCadre; author: Person; successor: Person };

/** Ten days ago; the entries of tests are of two days ago. */
export async function reassigned(): Promise<Reassigned> {
  const unit = await createUnit();
  const cadre = await createCadre(unit, { title: "副镇长" });
  const author = await createPerson("OBSERVER");
  await createAssignment(author, unit, { endsOn: daysAgo(10) });
  const successor = await createPerson("OBSERVER");
  await createAssignment(successor, unit, { startsOn: daysAgo(9) });
  return { unit, cadre, author, successor };
}

/** The same with an entry of the former observer that waits. */
export async function handedOver(
  over: Partial<Entry> = {},
  given?: Reassigned,
): Promise<Reassigned & { input: Entry; id: string }> {
  const scene = given ?? (await reassigned());
  const input = await entry(scene.unit, [scene.cadre], over);
  const outcome = await logObservation(scene.author, input);
  if (!outcome.ok || outcome.value.state !== "HANDED_OVER") throw new Error(JSON.stringify(outcome));
  return { ...scene, input, id: input.id };
}
