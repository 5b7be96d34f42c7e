import { describe, expect, it } from "vitest";
import { EMPTY, factsBefore, judgeFacts, mayBringBack, openEntry, seenOf } from "@/lib/roster/facts/rules";
import { FACT_FIELDS, type Facts } from "@/lib/roster/facts/schema";
import { FIELDS } from "@/lib/roster/schema";

const today = "2026-11-30";
const was: Facts = {
  ...EMPTY,
  name: "沈澍筠",
  gender: "女",
  bornOn: "1985.03",
  ethnicity: "汉族",
  nativePlace: "浙江义乌",
  joinedPartyOn: "2008.06",
  startedWorkOn: "2007.08",
  speciality: "会计学",
};
const judge = (typed: Partial<Facts>, from = was) => judgeFacts(typed, from, today);
const codes = (typed: Partial<Facts>, from = was) =>
  judge(typed, from).issues.map(({ path, code }) => `${path} ${code}`);

describe("judgeFacts", () => {
  it("says what is different, and nothing about what was not sent or not touched", () => {
    expect(judge({ ...was, nativePlace: " 浙江兰溪 " })).toMatchObject({
      issues: [],
      differences: [{ field: "nativePlace", old: "浙江义乌", new: "浙江兰溪" }],
    });
    expect(judge({}).differences).toEqual([]);
    expect(judge({ startedWorkOn: "200708" }).differences).toEqual([]);
  });

  it("lets a person empty what a file cannot, but not name, gender, month of birth or number", () => {
    const { issues, next } = judge({ speciality: "", joinedPartyOn: "群众" });
    expect(issues).toEqual([]);
    expect(next).toMatchObject({ speciality: "", joinedPartyOn: "" });
    expect(codes({ name: "", gender: "", bornOn: "" }).sort()).toEqual([
      "bornOn required",
      "gender required",
      "name required",
    ]);
    expect(codes({ idNumber: "" }, { ...was, idNumber: "330799198503010028" })).toEqual([
      "idNumber identityStays",
    ]);
  });

  it("breaks the rules of a roster's row, and names the nearest word", () => {
    expect(judge({ ethnicity: "汗族" }).issues).toEqual([
      { path: "ethnicity", code: "unknownWordNear", params: { nearest: "汉族" } },
    ]);
    expect(codes({ idNumber: "330799198503010022" })).toEqual(["idNumber identityDigit"]);
    expect(codes({ joinedPartyOn: "八五年" })).toEqual(["joinedPartyOn dateUnreadable"]);
    expect(codes({ startedWorkOn: "1990.01" })).toEqual(["startedWorkOn workTooYoung"]);
    // a number of a man, born in another month
    expect(codes({ idNumber: "330799198403010010" }).length).toBeGreaterThan(0);
  });

  it("does not ask again what has stood there since before the rule, unless a change is tied to it", () => {
    const old = { ...was, name: "干部0x1", education: "夜大", startedWorkOn: "1990.01" };
    expect(codes({ nativePlace: "浙江兰溪" }, old)).toEqual([]);
    expect(codes({ bornOn: "1985.04" }, old)).toEqual(["startedWorkOn workTooYoung"]);
  });
});

describe("factsBefore", () => {
  it("brings back what a change brought and leaves what came after", () => {
    const { differences, next } = judge({ nativePlace: "浙江兰溪", speciality: "" });
    const later = { ...next, health: "健康" };
    expect(factsBefore(later, differences)).toEqual({ ...was, health: "健康" });
    expect(mayBringBack(later, differences)).toBe(true);
    expect(mayBringBack(was, differences)).toBe(false);
  });

  it("leaves posts alone, which are not facts", () => {
    expect(mayBringBack(was, [{ field: "unit", old: "财政局", new: "审计局" }])).toBe(false);
  });
});

it("knows the same fields as a roster, but for the post", () => {
  const post = ["unit", "title", "level", "tier", "postStartsOn"];
  expect([...FACT_FIELDS].sort()).toEqual(FIELDS.filter((field) => !post.includes(field)).sort());
  expect(seenOf({ ...was })).toBe(seenOf({ ...was }));
  expect(seenOf({ ...was, health: "健康" })).not.toBe(seenOf(was));
});

describe("openEntry", () => {
  const entry = {
    kind: "HAND",
    state: "CONFIRMED",
    outcome: "ADDED",
    at: new Date("2026-11-01T04:00:00Z"),
  } as const;
  it("is an entry by hand within thirty days", () => {
    const on = (day: string) => new Date(`${day}T04:00:00Z`);
    expect(openEntry([entry], on("2026-11-30"))).toBe(entry);
    expect(openEntry([entry], on("2026-12-02"))).toBeUndefined();
    expect(openEntry([{ ...entry, kind: "XLSX" }], on("2026-11-30"))).toBeUndefined();
    expect(openEntry([{ ...entry, state: "UNDONE" }], on("2026-11-30"))).toBeUndefined();
  });
});
