/** A plan as a sheet: one line a row, to be looked at and changed in Excel, and read again. */
import type { Sheet } from "@/lib/platform/workbook";
import { baseOf, type Pair, pairKey, type Roster } from "../rules";

const SHEET = "分工";
const UNIT = "单位";
const OBSERVER = "观察员";
const DEPARTMENT = "科室";
const HEADINGS = [UNIT, "类型", OBSERVER, DEPARTMENT, "原观察员", "在任干部数"];

export type SheetFault = { row: number; column: string; value: string; code: FaultCode };
export type FaultCode =
  | "noSheet"
  | "noColumn"
  | "unknownUnitName"
  | "unknownObserverName"
  | "twiceInSheet"
  | "sameName";
export type ReadSheet = { lines: Pair[] } | { faults: SheetFault[] };

/** At most so many are told: who sees twenty knows what is wrong. */
const FAULTS_TOLD = 20;

export function sheetOf(lines: readonly Pair[], roster: Roster): Sheet & { widths: number[] } {
  const people = new Map(roster.observers.map((one) => [one.id, one]));
  const before = baseOf(roster);
  const names = (pairs: readonly Pair[], unitId: string) =>
    pairs
      .filter((pair) => pair.unitId === unitId)
      .map(({ observerId }) => people.get(observerId)?.name ?? "")
      .join("、");
  return {
    name: SHEET,
    widths: [24, 18, 14, 20, 18, 12],
    rows: [
      HEADINGS,
      ...roster.units.flatMap(({ id, name, type, size }) => {
        const own = lines.filter(({ unitId }) => unitId === id);
        return (own.length > 0 ? own : [null]).map((line) => {
          const observer = line && people.get(line.observerId);
          return [
            name,
            type,
            observer?.name ?? "",
            observer?.department ?? "",
            names(before, id),
            String(size),
          ];
        });
      }),
    ],
  };
}

/** Units by their short name, people by their name, and by their department where two are called the same. */
export function linesOf(sheets: readonly Sheet[], roster: Roster): ReadSheet {
  const sheet = sheets.find(({ name }) => name === SHEET);
  const [heading = [], ...body] = sheet?.rows ?? [];
  if (!sheet) return { faults: [{ row: 1, column: "", value: "", code: "noSheet" }] };
  const at = (name: string) => heading.indexOf(name);
  const missing = [UNIT, OBSERVER].filter((name) => at(name) < 0);
  if (missing.length > 0)
    return { faults: missing.map((column) => ({ row: 1, column, value: "", code: "noColumn" })) };
  const units = new Map(roster.units.map(({ id, name }) => [name, id]));
  const faults: SheetFault[] = [];
  const lines = new Map<string, Pair>();
  body.forEach((cells, index) => {
    const row = index + 2;
    const cell = (name: string) => (cells[at(name)] ?? "").trim().replace(/^'/, "");
    const [unit, observer] = [cell(UNIT), cell(OBSERVER)];
    const unitId = units.get(unit);
    const person = personOf(observer, cell(DEPARTMENT), roster);
    if (!unit && !observer) return;
    if (!unitId) faults.push({ row, column: UNIT, value: unit, code: "unknownUnitName" });
    // a unit without anybody: told on the page, and no fault of the sheet
    else if (!observer) return;
    else if (typeof person === "string")
      faults.push({ row, column: OBSERVER, value: observer, code: person });
    else if (lines.has(pairKey({ observerId: person.id, unitId })))
      faults.push({ row, column: OBSERVER, value: observer, code: "twiceInSheet" });
    else lines.set(pairKey({ observerId: person.id, unitId }), { observerId: person.id, unitId });
  });
  return faults.length > 0 ? { faults: faults.slice(0, FAULTS_TOLD) } : { lines: [...lines.values()] };
}

function personOf(name: string, department: string, roster: Roster): { id: string } | FaultCode {
  const called = roster.observers.filter((one) => one.mayObserve && one.name === name);
  const [one, ...more] = called.length > 1 ? called.filter((each) => each.department === department) : called;
  if (one && more.length === 0) return one;
  return called.length > 1 ? "sameName" : "unknownObserverName";
}
