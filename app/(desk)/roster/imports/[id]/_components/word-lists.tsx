import { wordsOf } from "@/lib/roster/cells/rules";
import { FIELDS, type Field } from "@/lib/roster/schema";

export const listIdOf = (field: Field): string | undefined =>
  field === "unit" || wordsOf(field).length > 0 ? `words-${field}` : undefined;

/** What can be chosen while a cell is corrected; one list for all rows of the page. */
export function WordLists({ units }: { units: readonly string[] }) {
  return FIELDS.map((field) => {
    const words = field === "unit" ? units : wordsOf(field);
    return words.length === 0 ? null : (
      <datalist key={field} id={listIdOf(field)}>
        {words.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
    );
  });
}
