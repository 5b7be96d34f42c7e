/** A whole file beside the roster: every row with its verdict, in the order in which it came. */
import type { Day } from "@/lib/platform/clock";
import { sha256Hex } from "@/lib/platform/digest";
import { isCut } from "../cells/rules";
import { assessRow, doubledIdentities } from "../checks/rules";
import { compareRow, type Known, matchRow, type Plan, type Roster, verdictOf } from "../compare/rules";
import { assessDocument, compareDocument, type DocumentIn } from "../lrmx/compare/rules";
import type { UnitIndex } from "../names/rules";
import type { Candidate, Choice, Difference, Fault, Values, Verdict } from "../schema";

export type RowIn = {
  id: string;
  rowNo: number;
  typed: Values;
  choice: Choice | null;
  /** with the choice CADRE whom it names */
  cadreId: string | null;
  /** of an lrmx */
  document?: DocumentIn | null;
};
export type Judged = {
  id: string;
  rowNo: number;
  taken: Values;
  verdict: Verdict;
  faults: Fault[];
  differences: Difference[];
  cadreId: string | null;
  candidates: Candidate[];
  seen: string;
  plan: Plan;
};

/** First what the rows say by themselves: then it is known whom to look up. */
export function readRows(rows: readonly RowIn[], units: UnitIndex, today: Day) {
  const read = rows.map((row) => ({
    row,
    ...(row.document
      ? assessDocument(row.typed, row.document, units, today)
      : assessRow(row.typed, units, today)),
  }));
  // beside numbers that a program has cut, three zeros at the end are no number, even where the check digit happens to fit
  if (!read.some(({ faults }) => faults.some(({ rule }) => rule === "identityNumeric"))) return read;
  return read.map((one) =>
    one.taken.idNumber && isCut(one.taken.idNumber)
      ? { ...one, faults: [...one.faults, { field: "idNumber" as const, rule: "identityNumeric" as const }] }
      : one,
  );
}
export type ReadRow = ReturnType<typeof readRows>[number];

/** Whom the file can be about. */
export function lookups(read: readonly ReadRow[]): { numbers: string[]; names: string[]; ids: string[] } {
  const said = (field: "idNumber" | "name") => [...new Set(read.flatMap(({ taken }) => taken[field] ?? []))];
  return {
    numbers: said("idNumber"),
    names: said("name"),
    ids: [
      ...new Set(read.flatMap(({ row }) => (row.choice === "CADRE" && row.cadreId ? [row.cadreId] : []))),
    ],
  };
}

/** What is known about a cadre, so that a later look tells whether it has changed. */
const seenOf = (cadre: Known | null): string => (cadre ? sha256Hex(JSON.stringify(cadre)) : "");

export function judgeRows(
  read: readonly ReadRow[],
  roster: Roster,
  unitNames: ReadonlyMap<string, string>,
  effectiveOn: Day,
  today: Day = effectiveOn,
  /** the cadre whom the importer is: what would change about them is another's to import */
  ownId: string | null = null,
): Judged[] {
  const doubled = doubledIdentities(read.map(({ row, taken }) => ({ rowNo: row.rowNo, taken })));
  const judged = read.map(({ row, taken, faults: own }): Judged => {
    const match = matchRow(taken, roster, row.choice, row.cadreId);
    const cadre = match.kind === "cadre" ? match.cadre : null;
    // a doubt is compared once it is answered: until then nobody knows what would change
    const compared =
      match.kind === "doubt"
        ? null
        : row.document
          ? compareDocument(taken, cadre, row.document, { unitNames, effectiveOn, today })
          : compareRow(taken, cadre, unitNames, effectiveOn);
    const twice = doubled.get(row.rowNo);
    const told = new Set(own.map(({ field }) => field));
    // of a cell that cannot be read, nothing more is said
    const more = [...(twice ? [twice] : []), ...(compared?.faults ?? [])].filter(
      ({ field }) => !told.has(field),
    );
    const differences = compared?.differences ?? [];
    const isOwn = cadre !== null && cadre.id === ownId && verdictOf(match, [], differences) === "CHANGED";
    const faults = [...own, ...more, ...(isOwn ? [{ field: "name", rule: "ownCadre" } as const] : [])];
    return {
      id: row.id,
      rowNo: row.rowNo,
      taken,
      verdict: verdictOf(match, faults, differences),
      faults,
      differences,
      cadreId: cadre?.id ?? null,
      candidates: match.kind === "doubt" ? match.candidates : [],
      seen: seenOf(cadre),
      plan: compared?.plan ?? { person: {}, idNumber: null, sheet: {}, move: null },
    };
  });
  return apart(judged);
}

/** Two rows about one cadre, or one new person entered twice without a number: the later ones wait. */
function apart(judged: readonly Judged[]): Judged[] {
  const first = new Map<string, number>();
  return judged.map((row) => {
    const { name, bornOn, idNumber } = row.taken;
    const key = row.cadreId ?? (row.verdict === "NEW" && !idNumber ? `${name} ${bornOn?.slice(0, 7)}` : null);
    if (key === null || row.verdict === "FAULTY") return row;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, row.rowNo);
      return row;
    }
    return {
      ...row,
      verdict: "FAULTY",
      faults: [{ field: "name", rule: "cadreTwice", params: { row: other } }],
    };
  });
}

export const isReady = ({ verdict }: { verdict: Verdict }): boolean =>
  verdict === "NEW" || verdict === "CHANGED";
