/**
 * Rows of grades beside what is known: whom each is about, which grade stands for its period, and what it would change. Read
 * as a whole, because rows speak about each other.
 */
import { appraisalRefusal } from "@/lib/appraisals/rules";
import { ANNUAL_GRADES, LIMITS as GRADE_LIMITS, type Grade, ROUTINE_GRADES } from "@/lib/appraisals/schema";
import type { Day } from "@/lib/platform/clock";
import { sha256Hex } from "@/lib/platform/digest";
import { clean, ERRORS, isNothing, readIdentity, readName } from "../cells/rules";
import { mappingOf, meaningsOf } from "../heading/rules";
import { findUnit, nearestOf, type UnitIndex } from "../names/rules";
import type { Candidate, Choice, Verdict } from "../schema";
import { type GradePeriod, lastDay, readPeriod, readQuarter } from "./period/rules";
import { GRADE_FIELDS, type GradeFault, type GradeField, type GradeRule, type GradeValues } from "./schema";

/** Headings as such files have them. The first is ours, and stands in the template. */
export const GRADE_HEADINGS: Record<GradeField, readonly string[]> = {
  unit: ["单位", "所在单位", "工作单位", "单位名称", "考核单位", "单位（分组）"],
  name: ["姓名", "干部姓名", "名字"],
  idNumber: ["身份证号", "证件号码", "身份证号码", "公民身份号码", "身份证", "证件号"],
  period: ["考核期", "考核时间", "考核周期", "考核时段"],
  year: ["年度", "年份", "考核年度", "年"],
  quarter: ["季度", "考核季度", "第几季度"],
  grade: ["等次", "考核等次", "考核结果", "评定等次", "考核等级", "结果"],
  source: ["依据", "依据文件", "文号", "文件名称"],
  reason: ["更正理由", "更正原因", "更正说明"],
};
const KNOWN = meaningsOf(GRADE_HEADINGS);
export const guessGradeMapping = (header: readonly string[]): (GradeField | "")[] => mappingOf(header, KNOWN);

/** Without a grade and a period a table is something else. */
export const hasGrades = (mapping: readonly string[]): boolean =>
  mapping.includes("grade") && (mapping.includes("period") || mapping.includes("year"));

export type Post = { unitId: string; unitName: string; title: string; startsOn: Day; endsOn: Day | null };
export type Standing = { year: number; quarter: number | null; grade: Grade; versionNo: number };
/** Somebody whom the file can be about, with posts and the grades that stand. */
export type KnownPerson = { id: string; name: string; bornOn: Day; posts: Post[]; standing: Standing[] };
export type People = {
  byId: ReadonlyMap<string, KnownPerson>;
  byName: ReadonlyMap<string, readonly KnownPerson[]>;
  /** id of the cadre by identity number */
  byNumber: ReadonlyMap<string, string>;
};

export type GradeRow = {
  id: string;
  rowNo: number;
  typed: GradeValues;
  choice: Choice | null;
  cadreId: string | null;
};
/** `unit` is the unit's id. */
export type Taken = Partial<Record<Exclude<GradeField, "period">, string>>;
export type ReadGrade = {
  row: GradeRow;
  taken: Taken;
  period: GradePeriod | null;
  grade: Grade | null;
  faults: GradeFault[];
};
export type GradeDifference = { field: "grade"; old: string; new: string };
export type GradeJudged = {
  id: string;
  rowNo: number;
  taken: Taken;
  verdict: Verdict;
  faults: GradeFault[];
  differences: GradeDifference[];
  cadreId: string | null;
  candidates: Candidate[];
  seen: string;
  /** what would be written; null where nothing is */
  plan: (GradePeriod & { grade: Grade; versionNo: number }) | null;
};

const isGrade = (text: string): text is Grade =>
  [...ANNUAL_GRADES, ...ROUTINE_GRADES].some((one) => one === text);
const LONGEST: Partial<Record<GradeField, number>> = {
  source: GRADE_LIMITS.source,
  reason: GRADE_LIMITS.reason,
};

/** What a row says by itself: then it is known whom to look up. */
export function readGrade(row: GradeRow, units: UnitIndex): ReadGrade {
  const said: Partial<Record<GradeField, string>> = {};
  const faults: GradeFault[] = [];
  const fault = (field: GradeField, rule: GradeRule, params?: GradeFault["params"]) =>
    faults.push({ field, rule, ...(params ? { params } : {}) });
  for (const field of GRADE_FIELDS) {
    const text = clean(row.typed[field] ?? "");
    const most = LONGEST[field];
    if (ERRORS.test(text)) fault(field, "cellError");
    else if (most && [...text].length > most) fault(field, "textTooLong", { maximum: most });
    else if (text !== "" && !isNothing(text)) said[field] = text;
  }
  const taken: Taken = {};
  const isFaulty = (field: GradeField) => faults.some((one) => one.field === field);
  const word = (field: "name" | "idNumber", read: (text: string) => ReturnType<typeof readName>) => {
    const text = said[field];
    if (text === undefined) return;
    const cell = read(text);
    if ("value" in cell) taken[field] = cell.value;
    else fault(field, cell.rule as GradeRule, cell.params);
  };
  word("name", readName);
  word("idNumber", readIdentity);
  if (!taken.name && !isFaulty("name")) fault("name", "required");
  if (said.unit) {
    const found = findUnit(units, said.unit);
    const nearest = found.kind === "several" ? found.units : found.kind === "unknown" ? found.nearest : [];
    if (found.kind === "found") taken.unit = found.unit.id;
    else
      fault(
        "unit",
        found.kind === "several" ? "ambiguousUnit" : "unknownUnit",
        nearest.length > 0 ? { nearest: nearest.map(({ shortName }) => shortName).join("、") } : undefined,
      );
  }
  const period = periodOf(said, fault, isFaulty);
  const grade = gradeOf(said, period, fault, isFaulty);
  if (period) Object.assign(taken, { year: String(period.year), quarter: String(period.quarter ?? "") });
  if (grade) taken.grade = grade;
  if (said.source) taken.source = said.source;
  if (said.reason) taken.reason = said.reason;
  return { row, taken, period, grade, faults };
}

type Say = (field: GradeField, rule: GradeRule, params?: GradeFault["params"]) => unknown;
type Asked = (field: GradeField) => boolean;

/** In one column, or year and quarter apart. */
function periodOf(said: GradeValues, fault: Say, isFaulty: Asked): GradePeriod | null {
  if (isFaulty("period") || isFaulty("year") || isFaulty("quarter")) return null;
  const text = said.period ?? said.year;
  const field = said.period ? "period" : "year";
  if (text === undefined) {
    fault(field, "required");
    return null;
  }
  const period = readPeriod(text);
  const quarter = said.period ? undefined : readQuarter(said.quarter ?? "");
  if (!period) fault(field, "periodForm");
  else if (!said.period && quarter === undefined) fault("quarter", "periodForm");
  else return { year: period.year, quarter: quarter ?? period.quarter };
  return null;
}

function gradeOf(said: GradeValues, period: GradePeriod | null, fault: Say, isFaulty: Asked): Grade | null {
  if (isFaulty("grade")) return null;
  const text = (said.grade ?? "").replace(/\s/g, "");
  if (text === "") fault("grade", "required");
  else if (!isGrade(text)) {
    const nearest = nearestOf(text, [...ANNUAL_GRADES, ...ROUTINE_GRADES]);
    fault("grade", "unknownGrade", nearest ? { nearest } : undefined);
  } else if (
    period &&
    !(period.quarter === null ? ANNUAL_GRADES : ROUTINE_GRADES).some((one) => one === text)
  )
    fault("grade", "gradeOfOtherKind");
  else return text;
  return null;
}

/** Whom the file can be about. */
export const gradeLookups = (read: readonly ReadGrade[]) => ({
  numbers: [...new Set(read.flatMap(({ taken }) => taken.idNumber ?? []))],
  names: [...new Set(read.flatMap(({ taken }) => taken.name ?? []))],
  ids: [...new Set(read.flatMap(({ row }) => (row.choice === "CADRE" && row.cadreId ? [row.cadreId] : [])))],
});

type Match = { kind: "cadre"; cadre: KnownPerson } | { kind: "doubt"; candidates: Candidate[] };

/** By number and name, or by unit and name where only one fits; everything else asks a person. */
function matchOf({ row, taken, period }: ReadGrade, people: People, today: Day): Match | null {
  const chosen = row.choice === "CADRE" && row.cadreId ? people.byId.get(row.cadreId) : undefined;
  if (chosen) return { kind: "cadre", cadre: chosen };
  const doubt = (some: readonly KnownPerson[]): Match | null =>
    some.length === 0
      ? null
      : { kind: "doubt", candidates: some.map((one) => candidateOf(one, some.length === 1, today)) };
  const numbered = people.byId.get(people.byNumber.get(taken.idNumber ?? "") ?? "");
  if (numbered) return numbered.name === taken.name ? { kind: "cadre", cadre: numbered } : doubt([numbered]);
  const namesakes = people.byName.get(taken.name ?? "") ?? [];
  // a number that nobody has is perhaps a number that is not known yet
  if (taken.idNumber || !taken.unit) return doubt(namesakes);
  const days = [today, ...(period ? [lastDay(period)] : [])];
  const there = namesakes.filter(({ posts }) =>
    posts.some((post) => post.unitId === taken.unit && days.some((day) => isHeld(post, day))),
  );
  const [only, ...others] = there;
  if (only && others.length === 0) return { kind: "cadre", cadre: only };
  return doubt(there.length > 0 ? there : namesakes);
}

const isHeld = (post: Post, day: Day): boolean =>
  post.startsOn <= day && (post.endsOn === null || post.endsOn >= day);
function candidateOf({ id, name, bornOn, posts }: KnownPerson, isLikely: boolean, today: Day): Candidate {
  const post = posts.find((one) => isHeld(one, today)) ?? posts[0];
  const hint = [bornOn.slice(0, 7).replace("-", "."), post ? `${post.unitName}${post.title}` : ""];
  return { id, name, hint: hint.filter(Boolean).join(" "), isLikely };
}

export function judgeGrades(
  read: readonly ReadGrade[],
  people: People,
  today: Day,
  ownId: string | null,
): GradeJudged[] {
  const first = new Map<string, number>();
  return read.map((one): GradeJudged => {
    const { row, taken, period, grade } = one;
    const match = one.faults.some(({ field }) => ["name", "idNumber", "unit"].includes(field))
      ? null
      : matchOf(one, people, today);
    const cadre = match?.kind === "cadre" ? match.cadre : null;
    const standing = cadre?.standing.find(
      (was) => period && was.year === period.year && was.quarter === period.quarter,
    );
    const faults = [...one.faults];
    if (!match && faults.length === 0) faults.push({ field: "name", rule: "unknownPerson" });
    if (period && grade) faults.push(...periodFaults(cadre, period, grade, periodField(row.typed), today));
    const isOther = standing !== undefined && grade !== null && standing.grade !== grade;
    if (cadre && cadre.id === ownId && standing?.grade !== grade)
      faults.push({ field: "name", rule: "ownGrade" });
    // of two sound rows for one period the first is taken
    const key =
      faults.length === 0 && cadre && period ? `${cadre.id} ${period.year} ${period.quarter ?? ""}` : null;
    const before = key === null ? undefined : first.get(key);
    if (before !== undefined)
      faults.push({ field: periodField(row.typed), rule: "periodTwice", params: { row: before } });
    else if (key !== null) first.set(key, row.rowNo);
    const differences: GradeDifference[] =
      isOther && grade ? [{ field: "grade", old: standing.grade, new: grade }] : [];
    const verdict = verdictFor(match, standing, faults, differences);
    return {
      id: row.id,
      rowNo: row.rowNo,
      taken,
      verdict,
      faults,
      differences,
      cadreId: cadre?.id ?? null,
      candidates: match?.kind === "doubt" ? match.candidates : [],
      seen: cadre ? sha256Hex(JSON.stringify([cadre.id, standing ?? null])) : "",
      plan:
        period && grade && (verdict === "NEW" || verdict === "CHANGED")
          ? { ...period, grade, versionNo: (standing?.versionNo ?? 0) + 1 }
          : null,
    };
  });
}

function verdictFor(
  match: Match | null,
  standing: Standing | undefined,
  faults: readonly GradeFault[],
  differences: readonly GradeDifference[],
): Verdict {
  if (faults.length > 0) return "FAULTY";
  if (match?.kind === "doubt") return "DOUBTFUL";
  if (!standing) return "NEW";
  return differences.length > 0 ? "CHANGED" : "SAME";
}

/** The column that a fault of the period is told of. */
const periodField = ({ period, quarter }: GradeValues): GradeField =>
  period ? "period" : quarter ? "quarter" : "year";

/** What the form for one grade refuses as well, said of the cell. */
function periodFaults(
  cadre: KnownPerson | null,
  period: GradePeriod,
  grade: Grade,
  field: GradeField,
  today: Day,
): GradeFault[] {
  const open = appraisalRefusal(null, { grade, reason: "", period }, today);
  if (open) return [{ field, rule: "periodOpen" }];
  const isInOffice = !cadre || cadre.posts.some(({ startsOn }) => startsOn <= lastDay(period));
  return isInOffice ? [] : [{ field, rule: "notInOffice" }];
}
