/**
 * Each paper and sheet of a review, a file and a decision in English and in Chinese. What people wrote stands here in Latin
 * letters, so that any Chinese mark of the English one was set by the code.
 */
import { createTranslator } from "next-intl";
import { beforeAll, describe, expect, it } from "vitest";
import { appraisalBlocks } from "@/lib/appraisals/paper/rules";
import { cadrePaper } from "@/lib/cadres/file/paper/rules";
import { caseBlocks } from "@/lib/cases/paper/rules";
import { caseSheet } from "@/lib/cases/sheet/rules";
import { comparisonPaper, comparisonSheets } from "@/lib/comparison/paper/rules";
import type { Compared } from "@/lib/comparison/queries";
import { comparisonRows } from "@/lib/comparison/table/rules";
import { concernBlocks } from "@/lib/concerns/paper/rules";
import { correctionBlocks } from "@/lib/corrections/paper/rules";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { minutesPaper } from "@/lib/meetings/minutes/rules";
import { marksOf } from "@/lib/platform/marks";
import { type Locale, loadMessages } from "@/lib/platform/messages";
import { noticePaper } from "@/lib/reviews/paper/notice/rules";
import { reviewPaper } from "@/lib/reviews/paper/rules";
import { reviewSheets } from "@/lib/reviews/paper/workbook/rules";
import { toleranceBlocks } from "@/lib/tolerance/file/rules";
import { tolerancePaper } from "@/lib/tolerance/paper/rules";
import {
  appraisals,
  by,
  cases,
  claim,
  concern,
  corrections,
  DAY,
  file,
  material,
  meeting,
  origin,
  tolerance,
} from "./told-things";

type Say = (key: string, values?: Record<string, string | number>) => string;

/** A fixture that no message words says nothing of the marks. */
const onError = (error: Error) => {
  throw error;
};

async function papersIn(locale: Locale): Promise<Record<string, unknown>> {
  const messages = await loadMessages(locale);
  const of = (namespace: string): Say =>
    createTranslator({
      locale,
      messages: messages as Record<string, object>,
      namespace,
      onError,
    }) as unknown as Say;
  const m = marksOf(locale === "en");
  const dimensions = Object.fromEntries(DIMENSIONS.map((one) => [one, { name: "Trait", hint: "" }]));
  const reviewWords = {
    reviews: of("reviews"),
    achievements: of("achievements"),
    concerns: of("concerns"),
    rule: () => [{ text: "Level B" }, { text: "Master" }],
    missing: ({ code }: { code: string }) => of("reviews")(`reason.${code}`),
    marks: m,
  };
  const words = {
    file: of("cadres"),
    cadres: of("cadres"),
    comparison: of("comparison"),
    observations: of("observations"),
    achievements: of("achievements"),
    appraisals: of("appraisals"),
    concerns: of("concerns"),
    cases: of("cases"),
    dimensions,
    marks: m,
    isEnglish: locale === "en",
  };
  const sections = [
    ...appraisalBlocks(appraisals as never, of("appraisals"), m),
    ...correctionBlocks(corrections as never, of("corrections"), m),
    ...caseBlocks(cases as never, of("cases"), origin, m),
    ...toleranceBlocks([tolerance] as never, of("tolerance"), origin),
    ...concernBlocks([concern] as never, of("concerns"), origin),
  ];
  const compared = [
    { file, verified: [claim], appraisals, concerns: [concern], cases },
    { file, verified: [], appraisals: [], concerns: [], cases: [] },
  ] as unknown as Compared[];
  const comparison = {
    people: [
      { name: "Demo Cadre", post: "Demo Bureau Deputy" },
      { name: "Demo Other", post: "Demo Bureau Clerk" },
    ],
    rows: comparisonRows(compared, { asOf: DAY, names: false }, words as never),
    position: "Demo Bureau Head",
    asOf: DAY,
    by,
    origin,
  };
  const noticed = {
    number: "N-1",
    startsOn: DAY,
    endsOn: "2026-10-12",
    contact: "12380",
    people: [
      {
        name: "Demo Cadre",
        gender: "F",
        ethnicity: "Han",
        bornOn: "1985-03-01",
        education: "Master",
        isMember: true,
        nowPost: "Deputy",
        newPost: "Head",
      },
    ],
  };
  return {
    review: reviewPaper(material, reviewWords),
    "review sheets": reviewSheets(material, reviewWords),
    notice: noticePaper(noticed, by, of("reviews"), m),
    file: cadrePaper({ file, verified: [claim], sections, origin, by } as never, words as never),
    comparison: comparisonPaper(comparison, of("comparison"), m),
    "comparison sheets": comparisonSheets(comparison, of("comparison")),
    tolerance: tolerancePaper(
      { one: tolerance as never, forDepartment: true, appealDays: 10, by },
      of("tolerance"),
      m,
    ),
    minutes: minutesPaper({ meeting: meeting as never, isEnglish: locale === "en", by }, of("meetings")),
    cases: caseSheet(
      [{ ...cases[0], parties: ["Demo Bureau", "Demo Office"], tier: "JOINT_MEETING", dueOn: DAY }] as never,
      "problems",
      of("cases"),
    ),
  };
}

const textsOf = (thing: unknown): string[] =>
  typeof thing === "string"
    ? [thing]
    : thing && typeof thing === "object"
      ? Object.values(thing).flatMap(textsOf)
      : [];
const NAMES = [
  "review",
  "review sheets",
  "notice",
  "file",
  "comparison",
  "comparison sheets",
  "tolerance",
  "minutes",
  "cases",
] as const;

let english: Record<string, unknown>;
let chinese: Record<string, unknown>;
beforeAll(async () => {
  [english, chinese] = await Promise.all([papersIn("en"), papersIn("zh-CN")]);
});

describe("the marks of a paper", () => {
  it.each(NAMES)("%s: the English one sets none of the Chinese marks", (name) => {
    const texts = textsOf(english[name]);
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.filter((text) => /[、（）；：「」〔〕，。\u3000]/.test(text))).toEqual([]);
  });

  it.each(NAMES)("%s: nothing stands twice where English marks meet", (name) => {
    const odd = textsOf(english[name]).filter((text) => / {2}| [,;.)]|[,;:] ?[,;:.]|\( | · · /.test(text));
    expect(odd).toEqual([]);
  });

  it.each(NAMES)("%s: a year is no number with thousands", (name) => {
    expect(textsOf([english[name], chinese[name]]).filter((text) => /2,02\d/.test(text))).toEqual([]);
  });

  it("the Chinese ones keep theirs", () => {
    const told = (name: string) => textsOf(chinese[name]).join("\n");
    expect(told("review")).toContain("Demo A（");
    expect(told("review")).toContain("）、Demo B（");
    expect(told("review")).toContain("〕Levelled the yard；2026-01-01 – 2026-02-01；Area 0 → 203.5 mu（");
    expect(told("review")).toContain("Land clearance　Member　2026-01-01 – 2026-03-01　");
    expect(told("review sheets")).toContain("Demo Cadre、Demo Other");
    expect(told("review sheets")).toContain("Demo Cadre：Late");
    expect(told("notice")).toContain("Demo Cadre，F，Han，");
    expect(told("file")).toContain("Demo BureauDeputy（Level B）");
    expect(told("file")).toContain("a.pdf、b.pdf");
    expect(told("file")).toContain("；");
    expect(told("comparison")).toContain("〕");
    expect(told("tolerance")).toContain("：None says");
    expect(told("tolerance")).toContain("Demo A、Demo Bureau Deputy Demo B");
    expect(told("minutes")).toContain("By day；Dry");
    for (const name of NAMES)
      for (const mark of ["; ", "Demo A (", "Demo Cadre, "]) expect(told(name), name).not.toContain(mark);
  });
});
