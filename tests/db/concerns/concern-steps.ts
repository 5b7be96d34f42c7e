import { getConcern } from "@/lib/concerns/queries";
import { read } from "@/lib/platform/db";
import type { TestConcern } from "@/tests/support/concerns";
import { owner } from "@/tests/support/owner";

export const sourceOf = async (concern: TestConcern, at: 0 | 1): Promise<string> =>
  (
    await owner().query("select id from concern_sources where concern_id = $1 and observation_id = $2", [
      concern.id,
      concern.records[at],
    ])
  ).rows[0].id;

export const seesConcern = (person: { id: string }, concern: TestConcern): Promise<boolean> =>
  read(person, (db) => getConcern(db, person.id, concern.id)).then(
    () => true,
    () => false,
  );
