/**
 * SQL as an intruder would send it: the app's own login, entered as somebody. Each attempt stands in a transaction
 * of its own that is rolled back, so that an attempt that succeeds spoils nothing but its own test.
 */
import type pg from "pg";
import { expect } from "vitest";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  type TestCadre,
  type TestUnit,
} from "@/tests/support/builders";
import { asAppRole } from "@/tests/support/owner";

export type Row = Record<string, unknown>;
type Attempt = { rows: Row[]; count: number };

/** What the statements came to for this person: the last one's rows, or the error's text. */
export function as(person: { id: string }, ...statements: [string, unknown[]?][]): Promise<Attempt | string> {
  return asAppRole(async (client: pg.Client) => {
    await client.query("begin");
    try {
      await client.query("select 1 from enter($1::uuid)", [person.id]);
      let last: Attempt = { rows: [], count: 0 };
      for (const [text, values] of statements) {
        const result = await client.query(text, values);
        last = { rows: result.rows, count: result.rowCount ?? 0 };
      }
      return last;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query("rollback");
    }
  });
}

export const countOf = (attempt: Attempt | string): number =>
  typeof attempt === "string" ? -1 : attempt.count;
/** Refused with an error, or without effect. */
export function expectRefused(attempt: Attempt | string, label?: string): void {
  if (typeof attempt !== "string") expect(attempt.count, label).toBe(0);
}
export const REFUSED = /row-level security|permission denied|violates/;

export type World = {
  unit: TestUnit;
  other: TestUnit;
  cadre: TestCadre;
  second: TestCadre;
  author: Person;
  colleague: Person;
  reviewer: Person;
  waiting: string;
  accepted: string;
};

/** Each file of attempts has its own. */
export async function intrudersWorld(): Promise<World> {
  const [unit, other] = [await createUnit(), await createUnit()];
  const [cadre, second] = [await createCadre(unit), await createCadre(unit)];
  const author = await createPerson("OBSERVER", { units: [unit] });
  const colleague = await createPerson("OBSERVER", { units: [unit] });
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  const { id: waiting } = await createObservation(author, unit, { cadres: [cadre], state: "SUBMITTED" });
  const { id: accepted } = await createObservation(author, unit, {
    cadres: [cadre],
    state: "ACCEPTED",
    reviewer,
  });
  return { unit, other, cadre, second, author, colleague, reviewer, waiting, accepted };
}
