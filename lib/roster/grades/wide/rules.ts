/** One person a row and one period a column (2023, 2024年 …), as tables of 年度考核 often are: read cell by cell, as grades. */
import { valuesBy } from "../../table/rules";
import { type GradePeriod, readPeriod } from "../period/rules";
import { guessGradeMapping } from "../rules";
import { type GradeValues, isGradeField } from "../schema";

/** 2023, 2023年度考核结果, 2025年第三季度等次 */
export const periodOfHeading = (heading: string): GradePeriod | null =>
  readPeriod(
    heading
      .normalize("NFKC")
      .replace(/\s/g, "")
      .replace(/(?:考核)?(?:结果|等次|等级|情况)$/, ""),
  );

/** To find the heading by: a column of a period counts as one that is known. */
export const guessGrades = (header: readonly string[]): string[] =>
  guessGradeMapping(header).map(
    (field, at) => field || (periodOfHeading(header[at] ?? "") ? "gradesOfPeriod" : ""),
  );

/** Places of the columns that are a period each. */
export const periodColumns = (header: readonly string[]): number[] =>
  header.flatMap((heading, at) => (periodOfHeading(heading) ? [at] : []));

type Cells = { rowNo: number; cells: readonly string[] };
export type GradeCell = { rowNo: number; columnNo: number; cells: readonly string[]; typed: GradeValues };

/** A grade for each cell that says something; an empty one was not given. */
export function gradeCells(
  { header, rows }: { header: readonly string[]; rows: readonly Cells[] },
  mapping: readonly string[],
): GradeCell[] {
  const columns = periodColumns(header).map((at) => ({ at, said: saidBy(header[at] ?? "") }));
  return rows.flatMap(({ rowNo, cells }) => {
    const { unit, name, idNumber, source, reason } = valuesBy(cells, header, mapping, isGradeField);
    const person: GradeValues = { unit, name, idNumber, source, reason };
    return columns.flatMap(({ at, said }) => {
      const grade = cells[at] ?? "";
      return grade === "" ? [] : [{ rowNo, columnNo: at + 1, cells, typed: { ...person, ...said, grade } }];
    });
  });
}

/** A year by itself, or a quarter in the words that a column of periods has. */
function saidBy(heading: string): GradeValues {
  const period = periodOfHeading(heading);
  if (!period) return {};
  return period.quarter ? { period: `${period.year}-${period.quarter}` } : { year: String(period.year) };
}

type Kept = { columnNo: number; raw: readonly string[] };

/** For the rows that go back: cells of a wide table stand there one grade a row, without the columns of the other periods. */
export function narrowed<Row extends Kept>(
  { header, mapping }: { header: readonly string[]; mapping: readonly string[] },
  rows: readonly Row[],
): { header: string[]; mapping: string[]; rows: Row[] } {
  const gone = rows.some(({ columnNo }) => columnNo > 0) ? new Set(periodColumns(header)) : new Set<number>();
  const without = (cells: readonly string[]) => cells.filter((_, at) => !gone.has(at));
  return {
    header: without(header),
    mapping: without(mapping),
    rows: rows.map((row) => ({ ...row, raw: without(row.raw) })),
  };
}
