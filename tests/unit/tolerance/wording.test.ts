/** Rule 11: no word of a 事前报备 reads as an exemption, and each of its papers says that the legal procedure goes on. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { marksOf } from "@/lib/platform/marks";
import { tolerancePaper } from "@/lib/tolerance/paper/rules";
import type { TolerancePage } from "@/lib/tolerance/queries";

type Messages = { [key: string]: string | Messages };
const messagesOf = (locale: string): Messages =>
  JSON.parse(readFileSync(join("messages", locale, "tolerance.json"), "utf8"));
const noticesOf = (locale: string): Messages =>
  JSON.parse(readFileSync(join("messages", locale, "notices.json"), "utf8"));
const textsOf = (messages: Messages): string[] =>
  Object.values(messages).flatMap((value) => (typeof value === "string" ? [value] : textsOf(value)));

const EXEMPTS = {
  "zh-CN": /免责|豁免|免于|免除|免予|不予追究|不再追究|不承担责任|无需审批|不用审批|可以不报批|代替审批/,
  en: /exempt|immun|waive|released? from|no liability|not liable|without approval|no approval (is )?needed/i,
} as const;
const GOES_ON = {
  "zh-CN": /不改变也不代替任何法定程序/,
  en: /neither changes nor replaces any legal procedure/,
} as const;

const one = {
  kind: "PRE",
  state: "FED_BACK",
  number: "RC-2026-0001",
  title: "临时堆场审批与平整并行",
  unitName: "演示镇",
  account: "成品车无处停放。",
  ruleGap: "没有明确规定",
  publicPurpose: "保障生产",
  collectiveDecision: "党委会决定",
  appliedOn: "2026-05-10",
  cadres: [{ cadreId: "c", name: "演示甲", unitName: "演示镇", postTitle: "副镇长", part: "" }],
  verification: "情况属实。",
  findings: [{ factor: "MOTIVE", finding: "FOR", text: "只有部里看得到的判断" }],
  outcome: "RECORDED",
  decision: "同意备案。",
  decidedOn: "2026-05-20",
  risks: [
    { id: "r", kind: "RISK", text: "雨季积水", metOn: null, how: "", markerName: null },
    { id: "s", kind: "STOP", text: "硬化地面", metOn: null, how: "", markerName: null },
  ],
  procedures: [{ id: "p", name: "临时用地审批", approvalNumber: "", approvedOn: null }],
  witnessName: "演示乙",
} as unknown as TolerancePage;

function sayer(locale: "zh-CN" | "en") {
  const messages = messagesOf(locale);
  return (key: string, values: Record<string, string | number> = {}) => {
    const found = key
      .split(".")
      .reduce<Messages | string>((inner, part) => (inner as Messages)[part] ?? "", messages);
    return String(found).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  };
}
const wordsOf = (locale: "zh-CN" | "en", over: object = {}, forDepartment = true): string =>
  JSON.stringify(
    tolerancePaper(
      {
        one: { ...one, ...over } as TolerancePage,
        forDepartment,
        appealDays: 10,
        by: { name: "演示丙", on: "2026-06-01", trace: "0a1b2c3d4e5f" },
      },
      sayer(locale),
      marksOf(locale === "en"),
    ),
  );

describe.each(["zh-CN", "en"] as const)("the words in %s", (locale) => {
  it("of every page, form, notice and refusal promise no exemption", () => {
    for (const text of [...textsOf(messagesOf(locale)), ...textsOf(noticesOf(locale))])
      expect(text).not.toMatch(EXEMPTS[locale]);
  });

  it.each(["RECORDED", "NOT_RECORDED"])(
    "of the paper of a 事前报备, %s, say that legal procedure goes on and promise nothing",
    (outcome) => {
      const words = wordsOf(locale, { outcome });
      expect(words).not.toMatch(EXEMPTS[locale]);
      expect(words).toMatch(GOES_ON[locale]);
      expect(words).toContain("临时用地审批");
      expect(words).toContain("硬化地面");
    },
  );

  it("of a paper for the unit hold nothing of what was weighed", () => {
    expect(wordsOf(locale, { kind: "POST", outcome: "TOLERATED" }, false)).not.toContain(
      "只有部里看得到的判断",
    );
    expect(wordsOf(locale, { kind: "POST", outcome: "TOLERATED" }, true)).toContain("只有部里看得到的判断");
  });
});

it("the scan sees an exemption where there is one", () => {
  expect("备案后免于追责").toMatch(EXEMPTS["zh-CN"]);
  expect("cadres are exempt from liability").toMatch(EXEMPTS.en);
});
