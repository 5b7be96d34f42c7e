/**
 * A list of people as it is pasted from a table or comes in a workbook. A line that breaks a rule is named by row, column and
 * value; then no account at all is made.
 */
import { issuesOf } from "@/lib/platform/issues";
import { MOST_AT_ONCE, type NewAccount, newAccountInput } from "../schema";

type Field = keyof NewAccount;
/** In the order of a list without a heading. The first name is the one that is shown. */
const COLUMNS: { field: Field; headings: string[]; isNeeded?: boolean }[] = [
  { field: "name", headings: ["姓名", "名字", "name"], isNeeded: true },
  { field: "account", headings: ["账号", "帐号", "登录名", "用户名", "account"] },
  { field: "department", headings: ["科室", "部门", "处室", "所在科室", "department"], isNeeded: true },
  { field: "unit", headings: ["联络单位", "联络员单位", "所属单位", "unit"] },
  { field: "cadreUnit", headings: ["干部单位", "干部所在单位", "任职单位", "cadre unit"] },
  { field: "bornIn", headings: ["出生年月", "出生日期", "出生年月日", "born"] },
];
export const HEADINGS: readonly string[] = COLUMNS.map(({ headings }) => headings[0] ?? "");
const headingOf = (field: string): string =>
  COLUMNS.find((column) => column.field === field)?.headings[0] ?? "";

export type BulkFault = { row: number; column: string; value: string; code: string };
export type NumberedPerson = NewAccount & { row: number };
export type ReadPeople = { people: NumberedPerson[] } | { faults: BulkFault[] };

/** At most so many are told: who sees fifty knows what is wrong. */
export const FAULTS_TOLD = 50;

/** Cells of a table copied from a workbook are parted by tabs, those of a text file by commas. */
export function tableOf(text: string): string[][] {
  return text.split(/\r?\n/).map((line) => (line.includes("\t") ? line.split("\t") : line.split(/[,，]/)));
}

/** `proposed` makes an account's name from a person's where none is given, and avoids those `inUse`. */
export function peopleOf(
  table: readonly (readonly string[])[],
  proposed: (name: string) => string,
  inUse: ReadonlySet<string> = new Set(),
): ReadPeople {
  const rows = table
    .map((cells, at) => ({ cells: cells.map(plain), row: at + 1 }))
    .filter(({ cells }) => cells.some(Boolean));
  const places = placesOf(rows[0]?.cells ?? []);
  const body = places ? rows.slice(1) : rows;
  const at = places ?? COLUMNS.map((_, place) => place);
  const faults: BulkFault[] = [];
  COLUMNS.forEach(({ field, isNeeded }, column) => {
    if (isNeeded && (at[column] ?? -1) < 0)
      faults.push({ row: 1, column: headingOf(field), value: "", code: "noColumn" });
  });
  if (body.length === 0) faults.push({ row: 1, column: "", value: "", code: "nobody" });
  if (body.length > MOST_AT_ONCE)
    faults.push({ row: body[MOST_AT_ONCE]?.row ?? 0, column: "", value: "", code: "tooManyRows" });
  if (faults.length > 0) return { faults };

  const taken = new Set<string>();
  const people = body.flatMap(({ cells, row }) => {
    const typed = Object.fromEntries(
      COLUMNS.map(({ field }, column) => [field, cells[at[column] ?? -1] ?? ""]),
    );
    const account = typed.account || freeName(proposed(typed.name ?? ""), [inUse, taken]);
    const bornIn = monthOf(typed.bornIn ?? "");
    const parsed = newAccountInput.safeParse({ ...typed, account, bornIn }, { reportInput: true });
    if (!parsed.success) {
      for (const { path, code } of issuesOf(parsed.error))
        faults.push({ row, column: headingOf(path), value: typed[path] ?? "", code });
      return [];
    }
    if (taken.has(parsed.data.account))
      faults.push({ row, column: headingOf("account"), value: parsed.data.account, code: "accountTwice" });
    taken.add(parsed.data.account);
    return [{ ...parsed.data, row }];
  });
  return faults.length > 0 ? { faults: faults.slice(0, FAULTS_TOLD) } : { people };
}

/** Null where the first row is no heading but a person. */
function placesOf(first: readonly string[]): number[] | null {
  const heads = first.map((cell) => cell.replace(/[\s*＊]/g, "").toLowerCase());
  const places = COLUMNS.map(({ headings }) => {
    const known = headings.map((heading) => heading.replace(/\s/g, ""));
    return heads.findIndex((head) => known.includes(head));
  });
  return places.filter((place) => place >= 0).length >= 2 ? places : null;
}

/** A second 王伟 becomes wangwei2. */
function freeName(base: string, taken: ReadonlySet<string>[]): string {
  const isTaken = (name: string) => taken.some((names) => names.has(name));
  if (!isTaken(base)) return base;
  let number = 2;
  while (isTaken(`${base}${number}`)) number++;
  return `${base}${number}`;
}

/** 1985-03, 1985.03, 198503, 1985年3月, and whole days */
function monthOf(text: string): string {
  const [, year, month = ""] =
    /^((?:19|20)\d{2})[-/.年]?(\d{1,2})(?:[-/.月]?\d{0,2}日?)(?:\s.*)?$/.exec(text) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}` : text;
}

/** The mark that keeps a text from being a formula comes back without it. */
const plain = (text: string): string => text.trim().replace(/^'(?=[=+\-@])/, "");
