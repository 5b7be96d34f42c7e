import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fieldLabel,
  initialAnswers,
  isDue,
  type MinimumPeriod,
  missing,
  optionLabel,
  periodOf,
  sourceClassLabelKey,
} from "@/lib/methods/rules";
import { detailsSchema, parseFields } from "@/lib/methods/schema";
import methods from "@/prisma/seed/reference/methods.json";

const periods: MinimumPeriod[] = ["week", "quarter", "half_year", "year", "event"];
const anyDay = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const nextDay = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

describe("periodOf", () => {
  it.each([
    ["2026-11-24", "week", "2026-11-23", "2026-11-29"],
    ["2026-11-29", "week", "2026-11-23", "2026-11-29"],
    ["2026-01-01", "week", "2025-12-29", "2026-01-04"],
    ["2026-11-24", "quarter", "2026-10-01", "2026-12-31"],
    ["2024-02-29", "quarter", "2024-01-01", "2024-03-31"],
    ["2026-06-30", "half_year", "2026-01-01", "2026-06-30"],
    ["2026-07-01", "half_year", "2026-07-01", "2026-12-31"],
    ["2026-07-01", "year", "2026-01-01", "2026-12-31"],
    ["2026-07-01", "event", "2026-07-01", "2026-07-01"],
  ] as const)("of %s by %s is %s to %s", (day, period, from, to) => {
    expect(periodOf(day, period)).toEqual({ from, to });
  });

  it("holds its day, is the same for all its days, and meets the next one without a gap", () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...periods), (day, period) => {
        const range = periodOf(day, period);
        expect(range.from <= day && day <= range.to).toBe(true);
        expect(periodOf(range.from, period)).toEqual(range);
        expect(periodOf(range.to, period)).toEqual(range);
        expect(periodOf(nextDay(range.to), period).from).toBe(nextDay(range.to));
      }),
    );
  });
});

describe("minimum counts", () => {
  it("is due while records are missing, and never below zero", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), (count, minimum) => {
        expect(missing(count, minimum)).toBe(count < minimum ? minimum - count : 0);
        expect(isDue(count, minimum)).toBe(count < minimum);
      }),
    );
  });

  it("is never due where the minimum counts something else", () => {
    expect(isDue(0, 0)).toBe(false);
  });
});

describe("initialAnswers", () => {
  const texts = { meetingTitle: "项目调度会", docTitle: "重点项目台账", visiteeLabel: "某企业负责人" };

  it.each(["field_survey", "regular_talk", "stakeholder_visit", "sit_in", "record_review"])(
    "leaves only text to be typed in %s",
    (code) => {
      const fields = parseFields(methods.find((method) => method.code === code)?.fields);
      const typed = Object.entries(texts).filter(([key]) => fields.some((field) => field.key === key));
      const answers = { ...initialAnswers(fields), ...Object.fromEntries(typed) };
      expect(detailsSchema(fields).parse(answers)).toEqual(answers);
      const required = fields.filter(
        (field) => field.required && !field.binds && field.default === undefined,
      );
      expect(required.every((field) => field.type === "text" || field.type === "longtext")).toBe(true);
    },
  );

  it("gives each form its own copy", () => {
    const fields = parseFields(methods.find((method) => method.code === "regular_talk")?.fields);
    const first = initialAnswers(fields);
    if (Array.isArray(first.topics)) first.topics.length = 0;
    expect(initialAnswers(fields).topics).toEqual(["工作进展"]);
  });
});

describe("labels", () => {
  const field = {
    label: "类别",
    labelEn: "Kind",
    options: ["企业", "群众"],
    optionsEn: ["Company", "Residents"],
  };

  it("speaks the person's language", () => {
    expect([fieldLabel(field, "zh-CN"), fieldLabel(field, "en")]).toEqual(["类别", "Kind"]);
    expect([optionLabel(field, "群众", "zh-CN"), optionLabel(field, "群众", "en")]).toEqual([
      "群众",
      "Residents",
    ]);
  });

  it("shows an option that is no longer offered as it was stored", () => {
    expect(optionLabel(field, "商户", "en")).toBe("商户");
  });

  it("names a message key for each source class", () => {
    expect(sourceClassLabelKey("direct_observation")).toBe("sourceClass.directObservation");
  });
});
