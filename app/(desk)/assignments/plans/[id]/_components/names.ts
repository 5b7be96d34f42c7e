export type Names = { unit: (id: string) => string; observer: (id: string) => string };

/** Units and people by their names; what is gone by now is told by a dash. */
type Named = readonly { id: string; name: string }[];

export function namesOf({ units, observers }: { units: Named; observers: Named }): Names {
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const people = new Map(observers.map(({ id, name }) => [id, name]));
  return { unit: (id) => unitNames.get(id) ?? "—", observer: (id) => people.get(id) ?? "—" };
}

/** What a rule is about, for a sentence that names both; one of them may be missing. */
export const about = (names: Names, one: { observerId?: string; unitId?: string }) => ({
  observer: one.observerId ? names.observer(one.observerId) : "",
  unit: one.unitId ? names.unit(one.unitId) : "",
});
