/**
 * 人选范围 by rule: each person fits, misses one thing by little ("almost"), or is left out, and each case says why. A rule
 * for who is talked about; who is named, a person decides. Ages and years are counted by the month, as rosters do.
 */
import { ageOn } from "@/lib/cadres/rules";
import { type FrontStint, frontLength } from "@/lib/central-tasks/front/rules";
import type { Period } from "@/lib/central-tasks/rules";
import { addDays, addMonths, type Day, firstOfMonth } from "@/lib/platform/clock";
import type { UnitType } from "@/lib/units/schema";
import { EDUCATIONS, type Education, type PoolFilter, type Requirements } from "../schema";

export type PoolPost = Period & {
  unitId: string;
  unitName: string;
  unitType: UnitType;
  title: string;
  level: string;
  tier: string;
  isPrimary: boolean;
};
export type PoolPerson = {
  id: string;
  name: string;
  bornOn: Day;
  education: string;
  startedWorkOn: Day | null;
  posts: PoolPost[];
  stints: FrontStint[];
};

/** What is missing: what is asked, what there is, and by how much. Words are the page's. */
export type Missing =
  | { code: "noPost" | "samePost" }
  | { code: "level"; have: string }
  | { code: "age"; need: number; have: number; monthsOver: number }
  | { code: "education"; need: Education; have: string }
  | { code: "workYears" | "levelYears"; need: number; haveMonths: number }
  | { code: "battlefield"; need: number; have: number }
  | { code: "unitType"; unitType: UnitType; need: number; have: number }
  | { code: "tier"; tier: string; need: number; have: number };
export type MissingCode = Missing["code"];
export type Verdict = { kind: "fit" | "almost" | "excluded"; missing: Missing[] };

/** "Almost": one thing, by no more than this. */
const MARGINS = { ageMonths: 12, years: 12, experienceMonths: 6 } as const;

/** Whole months from one day to another; the first day of the period counts. */
export function monthsBetween(from: Day, until: Day): number {
  const [y1 = 0, m1 = 0, d1 = 0] = from.split("-").map(Number);
  const [y2 = 0, m2 = 0, d2 = 0] = addDays(until, 1).split("-").map(Number);
  return Math.max(0, (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0));
}

/** Periods that touch or overlap become one, so that a change of post on the way takes no month away. */
export function merged(periods: readonly Period[], until: Day): { startsOn: Day; endsOn: Day }[] {
  const closed = periods
    .filter(({ startsOn }) => startsOn <= until)
    .map(({ startsOn, endsOn }) => ({ startsOn, endsOn: endsOn !== null && endsOn < until ? endsOn : until }))
    .filter(({ startsOn, endsOn }) => endsOn >= startsOn)
    .sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  const whole: { startsOn: Day; endsOn: Day }[] = [];
  for (const period of closed) {
    const last = whole.at(-1);
    if (last && period.startsOn <= addDays(last.endsOn, 1)) {
      if (period.endsOn > last.endsOn) last.endsOn = period.endsOn;
    } else whole.push({ ...period });
  }
  return whole;
}
export const monthsIn = (periods: readonly Period[], until: Day): number =>
  merged(periods, until).reduce((sum, { startsOn, endsOn }) => sum + monthsBetween(startsOn, endsOn), 0);

/** Whole months on 主战场 of the 24 that end with that day, as the comparison and the file count them (docs/adr/0051). */
export const battlefieldMonths = (
  { stints, posts }: Pick<PoolPerson, "stints" | "posts">,
  until: Day,
): number => frontLength(stints, posts, until).months;

/** The first month of birth with which the age is still kept on that day. */
export const earliestBirthMonth = (maxAge: number, on: Day): Day =>
  addMonths(firstOfMonth(on), -(maxAge + 1) * 12 + 1);

/** 研究生 over 本科 over 大专, whatever school says so. */
export function educationOf(text: string): Education | null {
  if (/研究生|硕士|博士/.test(text)) return "MASTER";
  if (/本科|大学|学士/.test(text) && !/专科|大专/.test(text)) return "BACHELOR";
  return /专科|大专/.test(text) ? "COLLEGE" : null;
}

const heldOn = (posts: readonly PoolPost[], on: Day): PoolPost | null =>
  posts.find(
    (post) => post.isPrimary && post.startsOn <= on && (post.endsOn === null || post.endsOn >= on),
  ) ?? null;

type Post = { unitId: string; title: string };

export function judge(person: PoolPerson, rule: Requirements, post: Post): Verdict {
  const on = rule.countedOn;
  const held = heldOn(person.posts, on);
  if (!held) return { kind: "excluded", missing: [{ code: "noPost" }] };
  if (held.unitId === post.unitId && held.title === post.title)
    return { kind: "excluded", missing: [{ code: "samePost" }] };
  const missing: Missing[] = [];
  if (!(rule.levels as readonly string[]).includes(held.level))
    missing.push({ code: "level", have: held.level });
  if (rule.maxAge !== null) {
    const have = ageOn(person.bornOn, on);
    if (have > rule.maxAge) {
      const earliest = earliestBirthMonth(rule.maxAge, on);
      missing.push({
        code: "age",
        need: rule.maxAge,
        have,
        monthsOver: monthsBetween(person.bornOn, addDays(earliest, -1)),
      });
    }
  }
  if (rule.education !== null) {
    const has = educationOf(person.education);
    if (has === null || EDUCATIONS.indexOf(has) < EDUCATIONS.indexOf(rule.education))
      missing.push({ code: "education", need: rule.education, have: person.education });
  }
  if (rule.workYears !== null) {
    const haveMonths = person.startedWorkOn ? monthsBetween(person.startedWorkOn, on) : 0;
    if (haveMonths < rule.workYears * 12)
      missing.push({ code: "workYears", need: rule.workYears, haveMonths });
  }
  if (rule.levelYears !== null && missing[0]?.code !== "level") {
    // posts of the same level count together
    const haveMonths = monthsIn(
      person.posts.filter(({ level, isPrimary }) => isPrimary && level === held.level),
      on,
    );
    if (haveMonths < rule.levelYears * 12)
      missing.push({ code: "levelYears", need: rule.levelYears, haveMonths });
  }
  for (const asked of rule.experience) {
    if (asked.kind === "BATTLEFIELD") {
      const have = battlefieldMonths(person, on);
      if (have < asked.months) missing.push({ code: "battlefield", need: asked.months, have });
    } else if (asked.kind === "UNIT_TYPE") {
      const have = monthsIn(
        person.posts.filter(({ unitType }) => unitType === asked.unitType),
        on,
      );
      if (have < asked.months)
        missing.push({ code: "unitType", unitType: asked.unitType, need: asked.months, have });
    } else {
      const have = monthsIn(
        person.posts.filter(({ tier }) => tier === asked.tier),
        on,
      );
      if (have < asked.months) missing.push({ code: "tier", tier: asked.tier, need: asked.months, have });
    }
  }
  if (missing.length === 0) return { kind: "fit", missing };
  const [only] = missing;
  return { kind: missing.length === 1 && only && isNear(only) ? "almost" : "excluded", missing };
}

function isNear(missing: Missing): boolean {
  switch (missing.code) {
    case "age":
      return missing.monthsOver <= MARGINS.ageMonths;
    case "workYears":
    case "levelYears":
      return missing.need * 12 - missing.haveMonths <= MARGINS.years;
    case "battlefield":
    case "unitType":
    case "tier":
      return missing.need - missing.have <= MARGINS.experienceMonths;
    default:
      return false;
  }
}

export type Judged = { person: PoolPerson; post: PoolPost | null; verdict: Verdict };
export const judgeAll = (people: readonly PoolPerson[], rule: Requirements, post: Post): Judged[] =>
  people.map((person) => ({
    person,
    post: heldOn(person.posts, rule.countedOn),
    verdict: judge(person, rule, post),
  }));

const PAGE_SIZE = 40;
export type PoolPage = { shown: Judged[]; total: number; hasMore: boolean };
/** Who is shown: of one kind of verdict, and of one cause where one is chosen. */
export function poolPage(judged: readonly Judged[], { pool, why, page }: PoolFilter): PoolPage {
  const inView = judged.filter(
    ({ verdict: { kind, missing } }) =>
      kind === pool && (!why || pool !== "excluded" || missing.some(({ code }) => code === why)),
  );
  return {
    shown: inView.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    total: inView.length,
    hasMore: page * PAGE_SIZE < inView.length,
  };
}

/** How many are left out for each cause; a person may have several. */
export function causes(judged: readonly Judged[]): { code: MissingCode; people: number }[] {
  const counted = new Map<MissingCode, number>();
  for (const { verdict } of judged)
    for (const code of new Set(verdict.missing.map((missing) => missing.code)))
      counted.set(code, (counted.get(code) ?? 0) + 1);
  return [...counted].map(([code, people]) => ({ code, people }));
}
