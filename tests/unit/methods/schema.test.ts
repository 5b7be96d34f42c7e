import { describe, expect, it } from "vitest";
import { cadreColumns, cadreLineSchema, detailsSchema, methodCodes, parseFields } from "@/lib/methods/schema";
import methods from "@/prisma/seed/reference/methods.json";

const fieldsOf = (code: string) =>
  parseFields(methods.find((method) => method.code === code)?.fields ?? "absent");

const field = (over: Record<string, unknown> = {}) => ({
  key: "topic",
  label: "主题",
  labelEn: "Topic",
  type: "text",
  required: false,
  ...over,
});
const optional = (over: Record<string, unknown>) => detailsSchema(parseFields([field(over)]));
const codesOf = (result: { error?: { issues: { message: string }[] } }) =>
  result.error?.issues.map((issue) => issue.message) ?? [];
const person = "3f2b8c1e-6a4d-4b8e-9c1f-0a2b3c4d5e6f";

describe("the ten default configurations", () => {
  it.each(methodCodes)("%s is a valid configuration", (code) => {
    expect(fieldsOf(code).length).toBeGreaterThan(7);
  });

  it("asks each shared fact at most once, and says every text in both languages", () => {
    for (const method of methods) {
      const bound = fieldsOf(method.code).flatMap((each) => each.binds ?? []);
      expect(new Set(bound).size).toBe(bound.length);
      for (const each of fieldsOf(method.code)) expect(Boolean(each.help)).toBe(Boolean(each.helpEn));
    }
  });

  it("never requires a file, and marks the six proposals as samples", () => {
    const files = methods.flatMap((method) => method.fields).filter((each) => each.type === "attachments");
    expect(files.every((each) => !each.required)).toBe(true);
    expect(methods.filter((method) => method.isSample)).toHaveLength(6);
  });
});

describe("parseFields", () => {
  it.each([
    ["an unknown type", field({ type: "signature" })],
    ["a choice without options", field({ type: "select" })],
    ["options in one language only", field({ type: "select", options: ["甲"], optionsEn: [] })],
    ["a table without columns", field({ type: "table" })],
    ["a binding to a field of another kind", field({ type: "integer", binds: "place" })],
    ["attachments as an answer", field({ type: "attachments" })],
    [
      "a default that is no answer",
      field({ type: "select", options: ["甲"], optionsEn: ["A"], default: "乙" }),
    ],
    ["an unknown property", field({ hint: "?" })],
  ])("refuses %s", (_, wrong) => {
    expect(() => parseFields([wrong])).toThrow();
  });

  it("refuses a key given twice and a fact bound twice", () => {
    expect(() => parseFields([field(), field()])).toThrow();
    expect(() => parseFields([field({ binds: "place" }), field({ key: "site", binds: "place" })])).toThrow();
  });
});

describe("detailsSchema", () => {
  it("refuses what is missing, unknown or of another form, each with its code at its path", () => {
    const result = detailsSchema(fieldsOf("achievement_review")).safeParse({
      dutyItem: "字".repeat(201),
      indicator: 5,
      target: "12",
      contribution: "全部",
      shoeSize: 42,
    });
    const issues = result.error?.issues.map((issue) => `${issue.path.join(".")}:${issue.message}`) ?? [];
    expect(issues.sort()).toEqual([
      ":unknownKey",
      "actual:required",
      "contribution:notAnOption",
      "dataSource:required",
      "dutyItem:tooLong",
      "indicator:notAText",
      "target:notANumber",
      "unitOfMeasure:required",
    ]);
  });

  it("leaves out empty answers of optional fields and asks for those of required ones", () => {
    const schema = detailsSchema(fieldsOf("field_survey"));
    expect(schema.parse({ milestone: " ", project: { text: "" }, interviewees: [], progress: null })).toEqual(
      {},
    );
    expect(
      codesOf(detailsSchema(fieldsOf("sit_in")).safeParse({ meetingTitle: " ", witness: false })),
    ).toContain("required");
  });

  it("keeps false and zero, which are answers", () => {
    const schema = detailsSchema(fieldsOf("unannounced_check"));
    const kept = { approvedBy: person, scenario: "在岗情况", unitInformed: false };
    expect(schema.parse(kept)).toEqual(kept);
    expect(optional({ type: "integer" }).parse({ topic: 0 })).toEqual({ topic: 0 });
  });

  it("does not ask for shared facts, nor accept them twice", () => {
    const result = detailsSchema(fieldsOf("stakeholder_visit")).safeParse({
      visiteeType: "企业",
      visiteeLabel: "某企业",
      selection: "项目相关",
      comment: "办得快",
    });
    expect(codesOf(result)).toEqual(["unknownKey"]);
  });

  it.each([
    ["text", 3, "notAText"],
    ["integer", 1.5, "notAnInteger"],
    ["number", Number.NaN, "notANumber"],
    ["boolean", "yes", "notABoolean"],
    ["date", "2026-02-30", "notADate"],
    ["datetime", "2026-02-03T08:00:00", "notADateTime"],
    ["daterange", "2026", "notARange"],
    ["daterange", { from: "2026-03-02", to: "2026-03-01" }, "fromAfterTo"],
    ["cadre_list", ["x"], "notAnId"],
    ["cadre_list", [person, person], "chosenTwice"],
    ["cadre_or_role", person, "cadreOrRole"],
    ["unit", "ZJ14", "notAnId"],
    ["user", 7, "notAnId"],
    ["reference", "标题", "notAReference"],
    ["reference", { text: "标题", url: "https://x.example" }, "unknownKey"],
  ])("refuses as %s %j", (type, value, code) => {
    expect(codesOf(optional({ type }).safeParse({ topic: value }))).toContain(code);
  });

  it("takes a cadre, a role or both, and a reference with or without its target", () => {
    const who = optional({ type: "cadre_or_role" });
    expect(who.parse({ topic: { role: "村书记", cadreId: "" } })).toEqual({ topic: { role: "村书记" } });
    expect(who.parse({ topic: { cadreId: person } })).toEqual({ topic: { cadreId: person } });
    expect(optional({ type: "reference" }).parse({ topic: { text: "堆场项目", id: person } })).toEqual({
      topic: { text: "堆场项目", id: person },
    });
  });

  it("checks the rows of a table and drops empty ones", () => {
    const schema = detailsSchema(fieldsOf("record_review"));
    const base = { docType: "工作台账", docTitle: "台账", copyKept: false };
    expect(
      schema.parse({ ...base, facts: [{ indicator: "完成率", value: "96%" }, { indicator: "" }] }).facts,
    ).toEqual([{ indicator: "完成率", value: "96%" }]);
    expect(codesOf(schema.safeParse({ ...base, facts: [{ indicator: "完成率" }] }))).toEqual(["required"]);
    const many = Array.from({ length: 51 }, () => ({ indicator: "件数", value: "1" }));
    expect(codesOf(schema.safeParse({ ...base, facts: many }))).toEqual(["tooMany"]);
  });

  it("holds numbers inside their bounds", () => {
    const schema = detailsSchema(fieldsOf("field_survey"));
    expect(codesOf(schema.safeParse({ progress: 101 }))).toEqual(["tooLarge"]);
    expect(codesOf(schema.safeParse({ progress: -1 }))).toEqual(["tooSmall"]);
  });

  it.each([null, 7, "text", []])("refuses %j, which is no set of answers", (value) => {
    expect(detailsSchema(fieldsOf("field_survey")).safeParse(value).success).toBe(false);
  });
});

describe("cadreLineSchema", () => {
  it("knows the columns of the field that stands for the cadres", () => {
    expect(cadreColumns(fieldsOf("sit_in")).map((column) => column.key)).toEqual([
      "role",
      "remark",
      "conduct",
    ]);
    const schema = cadreLineSchema(fieldsOf("sit_in"));
    expect(schema.parse({ role: "汇报", remark: "" })).toEqual({ role: "汇报" });
    expect(codesOf(schema.safeParse({ role: "旁观" }))).toEqual(["notAnOption"]);
  });

  it("takes nothing where the method asks nothing of a cadre", () => {
    const schema = cadreLineSchema(fieldsOf("regular_talk"));
    expect(schema.parse({})).toEqual({});
    expect(codesOf(schema.safeParse({ role: "汇报" }))).toEqual(["unknownKey"]);
  });
});
