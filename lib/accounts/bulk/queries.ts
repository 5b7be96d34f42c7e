/** What a list of people needs to know of the database before accounts are made. For the system role. */
import { pinyin } from "pinyin-pro";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { NewAccount } from "../schema";
import { type BulkFault, FAULTS_TOLD, HEADINGS, type NumberedPerson, peopleOf } from "./rules";

export type Line = NewAccount & { unitId: string | null; cadreId: string | null };

/** A name's letters; what pinyin does not know is left out. */
function proposedAccount(name: string): string {
  const letters = pinyin(name, { toneType: "none", v: true })
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  return letters.length < 3 ? letters.padEnd(3, "x") : letters.slice(0, 36);
}

export type Checked = { people: NumberedPerson[] } | { faults: BulkFault[] };

/** The dry run: the same questions as the making asks, and nothing is written. */
export async function checkPeople(db: ScopedDb, table: readonly (readonly string[])[]): Promise<Checked> {
  const bases = new Set(table.flatMap((cells) => cells.map((cell) => proposedAccount(cell.trim()))));
  const inUse = await db.rows<{ account: string }>(sql`
    select account from users where regexp_replace(account, '[0-9]+$', '') = any (${[...bases]}::text[])`);
  const read = peopleOf(table, proposedAccount, new Set(inUse.map(({ account }) => account)));
  if ("faults" in read) return read;
  const { faults } = await examine(db, read.people);
  return faults.length > 0 ? { faults } : read;
}

async function takenAccounts(db: ScopedDb, accounts: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ account: string }>(sql`
    select account from users where account = any (${[...accounts]}::text[])`);
  return new Set(rows.map(({ account }) => account));
}

export async function findUnit(db: ScopedDb, name: string): Promise<string | null> {
  const [row] = await db.rows<{ id: string | null }>(sql`select unit_called(${name}) as id`);
  return row?.id ?? null;
}

type CadreFault = "unknownUnit" | "unknownCadre" | "severalCadres" | "cadreTaken";

/** The one cadre of this name who holds a post in that unit today and has no account yet. */
export async function findCadre(
  db: ScopedDb,
  name: string,
  unit: string,
  bornIn: string | undefined,
): Promise<{ id: string } | CadreFault> {
  const unitId = await findUnit(db, unit);
  if (!unitId) return "unknownUnit";
  const born = bornIn ? `${bornIn}-01` : null;
  const [row] = await db.rows<{ ids: string[] }>(sql`
    select cadres_called(${name}, ${unitId}::uuid, ${born}::date) as ids`);
  const [id, another] = row?.ids ?? [];
  if (!id) return "unknownCadre";
  if (another) return "severalCadres";
  const [linked] = await db.rows(sql`select id from users where cadre_id = ${id}::uuid`);
  return linked ? "cadreTaken" : { id };
}

/** Each person with what their words stand for, or what is wrong with them; row numbers are those of the list. */
export async function examine(
  db: ScopedDb,
  people: readonly (NewAccount & { row?: number })[],
): Promise<{ lines: Line[]; faults: BulkFault[] }> {
  const [nameColumn, accountColumn, , unitColumn, cadreColumn] = HEADINGS;
  const taken = await takenAccounts(
    db,
    people.map(({ account }) => account),
  );
  const faults: BulkFault[] = [];
  const lines: Line[] = [];
  const linked = new Set<string>();
  for (const [at, { row = at + 1, ...person }] of people.entries()) {
    const wrong = (column: string | undefined, value: string, code: string) =>
      faults.push({ row, column: column ?? "", value, code });
    if (taken.has(person.account)) wrong(accountColumn, person.account, "accountTaken");
    const unitId = person.unit ? await findUnit(db, person.unit) : null;
    if (person.unit && !unitId) wrong(unitColumn, person.unit, "unknownUnit");
    let cadreId: string | null = null;
    if (person.cadreUnit) {
      const found = await findCadre(db, person.name, person.cadreUnit, person.bornIn);
      if (typeof found === "string")
        wrong(found === "unknownUnit" ? cadreColumn : nameColumn, person.name, found);
      else if (linked.has(found.id)) wrong(nameColumn, person.name, "cadreTaken");
      else cadreId = found.id;
    }
    if (cadreId) linked.add(cadreId);
    lines.push({ ...person, unitId, cadreId });
  }
  return faults.length > 0 ? { lines: [], faults: faults.slice(0, FAULTS_TOLD) } : { lines, faults };
}
