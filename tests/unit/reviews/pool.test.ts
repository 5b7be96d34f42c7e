/** Hand-calculated: ages and years by the month, months on 主战场 across posts, and why somebody is in or out. */
import { describe, expect, it } from "vitest";
import {
  battlefieldMonths,
  causes,
  earliestBirthMonth,
  educationOf,
  judge,
  judgeAll,
  merged,
  monthsBetween,
  monthsIn,
  type PoolPerson,
} from "@/lib/reviews/pool/rules";
import type { Requirements } from "@/lib/reviews/schema";

const rule = (over: Partial<Requirements> = {}): Requirements => ({
  countedOn: "2026-11-30",
  levels: ["股所级正职"],
  maxAge: null,
  education: null,
  workYears: null,
  levelYears: null,
  experience: [],
  ...over,
});
const post = (over: Partial<PoolPerson["posts"][number]> = {}): PoolPerson["posts"][number] => ({
  unitId: "u1",
  unitName: "甲局",
  unitType: "政府部门",
  title: "科长",
  level: "股所级正职",
  tier: "MIDDLE",
  isPrimary: true,
  startsOn: "2022-12-01",
  endsOn: null,
  ...over,
});
const person = (over: Partial<PoolPerson> = {}): PoolPerson => ({
  id: "p1",
  name: "某甲",
  bornOn: "1981-12-01",
  education: "大学本科",
  startedWorkOn: "2004-08-01",
  posts: [post()],
  stints: [],
  ...over,
});
const target = { unitId: "u9", title: "副局长" };
const kind = (one: PoolPerson, asked: Requirements) => judge(one, asked, target).kind;

describe("months", () => {
  it.each([
    ["2026-01-01", "2026-06-30", 6],
    ["2026-01-15", "2026-02-14", 1],
    ["2026-01-15", "2026-02-13", 0],
    ["2024-02-29", "2025-02-27", 11],
    ["2026-03-01", "2026-02-01", 0],
  ])("from %s to %s are %i", (from, until, months) => expect(monthsBetween(from, until)).toBe(months));

  it("add up over posts that touch, and count what overlaps once", () => {
    const periods = [
      { startsOn: "2025-01-01", endsOn: "2025-03-15" },
      { startsOn: "2025-03-16", endsOn: "2025-06-30" },
      { startsOn: "2025-06-01", endsOn: "2025-07-31" },
      { startsOn: "2026-01-01", endsOn: null },
    ];
    expect(merged(periods, "2026-02-28")).toEqual([
      { startsOn: "2025-01-01", endsOn: "2025-07-31" },
      { startsOn: "2026-01-01", endsOn: "2026-02-28" },
    ]);
    // seven and two
    expect(monthsIn(periods, "2026-02-28")).toBe(9);
  });

  it("on 主战场 are those of the stint inside the task's flagged days", () => {
    const task = {
      startsOn: "2025-01-01",
      endsOn: "2026-12-31",
      battlefieldFrom: "2025-03-01",
      battlefieldTo: "2025-10-31",
    };
    // March to June, and September to October: six; July and August they were away
    const stints = [
      { startsOn: "2025-01-01", endsOn: "2025-06-30", task },
      { startsOn: "2025-09-01", endsOn: null, task },
    ];
    expect(battlefieldMonths({ stints, posts: [] }, "2026-11-30")).toBe(6);
    expect(battlefieldMonths({ stints, posts: [] }, "2025-09-30")).toBe(5);
    const unflagged = { startsOn: "2025-01-01", endsOn: null, task: { ...task, battlefieldFrom: null } };
    expect(battlefieldMonths({ stints: [unflagged], posts: [] }, "2026-11-30")).toBe(0);
    // July and August in a headquarters fill the gap, two days of it twice: eight months
    const posts = [post({ unitType: "平台指挥部", startsOn: "2025-06-30", endsOn: "2025-09-01" })];
    expect(battlefieldMonths({ stints, posts }, "2026-11-30")).toBe(8);
    // two years later nothing of it is left
    expect(battlefieldMonths({ stints, posts }, "2027-10-31")).toBe(0);
  });
});

describe("age by the month", () => {
  it("is kept by who is born in the first month that the limit allows, and by nobody born a month before", () => {
    // 45 on 2026-11: those born in 1980-12 are 45, those born in 1980-11 have turned 46
    expect(earliestBirthMonth(45, "2026-11-30")).toBe("1980-12-01");
    expect(kind(person({ bornOn: "1980-12-01" }), rule({ maxAge: 45 }))).toBe("fit");
    expect(judge(person({ bornOn: "1980-11-01" }), rule({ maxAge: 45 }), target)).toEqual({
      kind: "almost",
      missing: [{ code: "age", need: 45, have: 46, monthsOver: 1 }],
    });
  });
  it("is almost kept up to a year over, and not beyond", () => {
    expect(kind(person({ bornOn: "1979-12-01" }), rule({ maxAge: 45 }))).toBe("almost");
    expect(kind(person({ bornOn: "1979-11-01" }), rule({ maxAge: 45 }))).toBe("excluded");
  });
});

describe("what is asked of a person", () => {
  it("names the level held, and asks years in it only of who holds it", () => {
    expect(
      judge(person({ posts: [post({ level: "股所级副职" })] }), rule({ levelYears: 3 }), target),
    ).toEqual({
      kind: "excluded",
      missing: [{ code: "level", have: "股所级副职" }],
    });
  });
  it("counts posts of one level together", () => {
    const posts = [
      post({ startsOn: "2023-06-01", endsOn: "2024-12-31", unitId: "u2" }),
      post({ startsOn: "2025-01-01" }),
    ];
    // three and a half years
    expect(kind(person({ posts }), rule({ levelYears: 3 }))).toBe("fit");
    expect(judge(person({ posts }), rule({ levelYears: 4 }), target)).toEqual({
      kind: "almost",
      missing: [{ code: "levelYears", need: 4, haveMonths: 42 }],
    });
    expect(kind(person({ posts }), rule({ levelYears: 5 }))).toBe("excluded");
  });
  it("knows education by its words", () => {
    expect(["省委党校研究生", "大学本科", "大学", "大学专科", "中专高中"].map(educationOf)).toEqual([
      "MASTER",
      "BACHELOR",
      "BACHELOR",
      "COLLEGE",
      null,
    ]);
    expect(judge(person({ education: "大学专科" }), rule({ education: "BACHELOR" }), target).missing).toEqual(
      [{ code: "education", need: "BACHELOR", have: "大学专科" }],
    );
  });
  it("asks months of a kind of unit, of a tier and on 主战场", () => {
    const asked = rule({
      experience: [
        { kind: "UNIT_TYPE", unitType: "镇街", months: 24 },
        { kind: "TIER", tier: "MIDDLE", months: 24 },
      ],
    });
    const posts = [
      post({ unitType: "镇街", startsOn: "2023-01-01", endsOn: "2024-08-31" }),
      post({ startsOn: "2024-09-01" }),
    ];
    expect(judge(person({ posts }), asked, target)).toEqual({
      kind: "almost",
      missing: [{ code: "unitType", unitType: "镇街", need: 24, have: 20 }],
    });
    expect(kind(person(), rule({ experience: [{ kind: "BATTLEFIELD", months: 6 }] }))).toBe("almost");
    expect(kind(person(), rule({ experience: [{ kind: "BATTLEFIELD", months: 7 }] }))).toBe("excluded");
  });
  it("misses two things and is left out with both; almost is one thing alone", () => {
    const verdict = judge(
      person({ bornOn: "1980-06-01", startedWorkOn: "2022-01-01" }),
      rule({ maxAge: 45, workYears: 5 }),
      target,
    );
    expect(verdict.kind).toBe("excluded");
    expect(verdict.missing.map(({ code }) => code)).toEqual(["age", "workYears"]);
  });
  it("leaves out who holds no post that day, and who holds the very post", () => {
    expect(judge(person({ posts: [post({ endsOn: "2026-11-29" })] }), rule(), target).missing).toEqual([
      { code: "noPost" },
    ]);
    expect(
      judge(person({ posts: [post({ unitId: "u9", title: "副局长" })] }), rule(), target).missing,
    ).toEqual([{ code: "samePost" }]);
  });
  it("counts each cause once a person", () => {
    const judged = judgeAll(
      [person({ posts: [] }), person({ posts: [post({ level: "一级科员" })], education: "高中" })],
      rule({ education: "BACHELOR" }),
      target,
    );
    expect(causes(judged)).toEqual([
      { code: "noPost", people: 1 },
      { code: "level", people: 1 },
      { code: "education", people: 1 },
    ]);
  });
});
