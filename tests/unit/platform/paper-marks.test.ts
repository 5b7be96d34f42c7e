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
import { type ReviewPaper, reviewPaper } from "@/lib/reviews/paper/rules";
import { reviewSheets } from "@/lib/reviews/paper/workbook/rules";
import type { Snapshot } from "@/lib/reviews/snapshot/schema";
import { toleranceBlocks } from "@/lib/tolerance/file/rules";
import { tolerancePaper } from "@/lib/tolerance/paper/rules";

const DAY = "2026-10-01";
const ID = "0a1b2c3d-0000-4000-8000-000000000001";
const by = { name: "Demo Reader", on: DAY, trace: "0a1b2c3d4e5f" };
const origin = "https://a.example";
type Say = (key: string, values?: Record<string, string | number>) => string;

const post = {
  unitId: ID,
  unitName: "Demo Bureau",
  title: "Deputy",
  level: "Level B",
  tier: "TEAM",
  isPrimary: true,
  startsOn: "2023-01-01",
  endsOn: null,
};
const claim = {
  id: ID,
  claim: "Levelled the yard",
  contribution: "LEAD",
  part: "Led the talks",
  startsOn: "2026-01-01",
  endsOn: "2026-02-01",
  indicator: "Area",
  measureUnit: "mu",
  baseline: 0,
  target: 200,
  actual: 203.5,
  isMainBattlefield: true,
  taskName: "Land clearance",
  postTitle: "Deputy",
  unitName: "Demo Bureau",
};
const task = {
  id: ID,
  name: "Land clearance",
  post: "Member",
  startsOn: "2026-01-01",
  endsOn: "2026-03-01",
  battlefieldDays: 60,
  task: { startsOn: "2025-01-01", endsOn: null, battlefieldFrom: "2025-01-01", battlefieldUntil: null },
};
const snapshot = {
  version: 1,
  asOf: DAY,
  cadre: { id: ID, name: "Demo Cadre", gender: "F", bornOn: "1985-03-01", education: "Master" },
  posts: [post],
  tasks: [task],
  battlefieldMonths: 2,
  battlefieldRestDays: 3,
  strength: { records: 4, recorders: 1, methods: 2, sources: 2 },
  enough: { evidenceMethods: 3, evidenceRecorders: 2 },
  polarities: [],
  achievements: [claim],
  appraisals: [{ id: ID, year: 2025, quarter: 3, grade: "Good", source: "File 1" }],
  concerns: [{ id: ID, state: "REMINDED", decidedOn: DAY, expiresOn: "2027-01-01" }],
  tolerance: [{ id: ID, number: "T-1", title: "Yard", kind: "PRE", outcome: "RECORDED", decidedOn: DAY }],
} as unknown as Snapshot;
const row = {
  id: ID,
  name: "Demo Cadre",
  stage: "SHORT",
  unitName: "Demo Bureau",
  postTitle: "Deputy",
  adderName: "Demo Namer",
  addedOn: DAY,
  reason: "Short",
  namedReason: "Named",
  missing: [{ code: "noPost" }, { code: "samePost" }],
  recusals: [
    { userId: ID, name: "Demo A", kind: "KIN" },
    { userId: "b", name: "Demo B", kind: "KIN" },
  ],
};
const attendees = [
  { userId: ID, name: "Demo A", part: "MEMBER" },
  { userId: "b", name: "Demo B", part: "CHAIR" },
];
const material = {
  by,
  origin,
  batch: {
    title: "Batch 1",
    meetingOn: DAY,
    attendees,
    notices: [
      {
        number: "N-1",
        startsOn: DAY,
        endsOn: "2026-10-12",
        contact: "12380",
        entries: ["Demo Cadre", "Demo Other"].map((name) => ({
          name,
          unitName: "Demo Bureau",
          positionTitle: "Head",
        })),
        objections: [
          { receivedOn: DAY, name: "Demo Cadre", text: "Late", finding: "UNFOUNDED", answer: "Checked" },
        ],
      },
    ],
    appointees: [{ name: "Demo Cadre", unitName: "Demo Bureau", positionTitle: "Head", startedOn: DAY }],
    closed: 1,
  },
  positions: [
    {
      position: {
        unitName: "Demo Bureau",
        title: "Head",
        level: "Level A",
        places: 1,
        state: "DECIDED",
        requirements: {},
      },
      candidates: [
        {
          row,
          decision: {
            decision: "APPOINT",
            decidedOn: DAY,
            reason: "Fit",
            deciderName: "Demo Chief",
            attendees,
            recusals: row.recusals,
            digest: "abc",
            asOf: DAY,
          },
          evidence: snapshot,
          changes: [
            { section: "posts", kind: "added", text: "Head" },
            { section: "posts", kind: "gone", text: "Deputy" },
          ],
        },
        { row, decision: null, evidence: snapshot, changes: [] },
      ],
    },
  ],
} as unknown as ReviewPaper;
const file = {
  id: ID,
  name: "Demo Cadre",
  gender: "女",
  bornOn: "1985-03-01",
  ethnicity: "Han",
  nativePlace: "Demo Town",
  joinedPartyOn: "2008-06-01",
  startedWorkOn: "2007-07-01",
  education: "Master",
  speciality: "Law",
  asOf: DAY,
  isOwn: false,
  posts: [post],
  tasks: [task],
  exposure: [{ unitId: ID, unitName: "Demo Bureau", from: "2026-01-01", to: DAY, visits: 9, seen: 4 }],
  ownWord: { own: 1, all: 3 },
  limits: { lateDays: 30, lateMonths: 12, evidenceMethods: 3, evidenceRecorders: 2 },
  records: {
    strength: snapshot.strength,
    methods: [],
    dimensions: [{ dimension: "VIRTUE", polarity: "POSITIVE", records: 2 }],
    polarities: [],
    recorders: [{ id: ID, name: "Demo A", records: 2 }],
    sources: [],
    tasks: [],
    conduct: [{ id: ID, list: "POSITIVE", position: 1, text: "Goes out", textEn: "Goes out", records: 2 }],
    late: { recent: 3, year: 4 },
    items: [
      {
        id: ID,
        on: DAY,
        methodName: "Visit",
        unitName: "Demo Bureau",
        postTitle: "Deputy",
        excerpt: "Stood on the site",
      },
    ],
  },
};
const corrections = [
  {
    kind: "CORRECTION",
    subject: "POST",
    about: "Post",
    cadreName: "Demo Cadre",
    askedOn: DAY,
    body: "It was June",
    evidenceTitle: "Order",
    evidenceNumber: "No 2",
    evidenceText: "",
    answer: "Mended",
    outcome: "ACCEPTED",
    answeredOn: DAY,
    answererName: null,
    files: [
      { name: "a.pdf", hasArrived: true },
      { name: "b.pdf", hasArrived: true },
    ],
  },
];
const appraisals = [
  {
    year: 2025,
    quarter: null,
    grade: "Good",
    unitName: "Demo Bureau",
    source: "File 1",
    versionNo: 2,
    reason: "Typed wrong",
  },
];
const cases = [
  {
    id: ID,
    number: "C-1",
    title: "Full yard",
    state: "OPEN",
    raisedOn: DAY,
    role: "Led",
    initiative: "Asked early",
    decision: "Two ways at once",
  },
];
const tolerance = {
  kind: "PRE",
  title: "Yard",
  number: "T-1",
  unitName: "Demo Bureau",
  appliedOn: DAY,
  cadres: ["Demo A", "Demo B"].map((name) => ({ unitName: "Demo Bureau", postTitle: " Deputy ", name })),
  account: "Full",
  ruleGap: "None says",
  publicPurpose: "Jobs",
  collectiveDecision: "Meeting 3",
  verification: "Seen",
  findings: [{ factor: "MOTIVE", finding: "FOR", text: "Open" }],
  outcome: "RECORDED",
  decision: "Filed",
  decidedOn: DAY,
  risks: [
    { kind: "RISK", text: "Rain" },
    { kind: "STOP", text: "Concrete" },
  ],
  procedures: [{ name: "Land", approvalNumber: "L-1", approvedOn: DAY }],
  witnessName: "Demo A",
};
const concern = {
  id: ID,
  summary: "Twice away",
  situation: "Rule 3",
  state: "REMINDED",
  reason: "Told",
  decidedOn: DAY,
  deciderName: "Demo Chief",
  expiresOn: "2027-01-01",
};
const meeting = {
  title: "Yard",
  state: "HELD",
  startsAt: new Date("2026-10-01T01:00:00Z"),
  endsAt: new Date("2026-10-01T02:00:00Z"),
  place: "Room 1",
  chair: "Demo Chief",
  caseNumber: "C-1",
  caseTitle: "Full yard",
  minutesVersion: 1,
  agenda: ["Yard"],
  parties: [
    {
      unitId: ID,
      unitName: "Demo Bureau",
      attendees: "Demo A",
      position: "Yes",
      isPresent: true,
      signatures: [],
    },
  ],
  decisions: [
    {
      text: "Level it",
      conditions: ["By day", "Dry"],
      ownerUnitName: "Demo Bureau",
      owner: "Demo A",
      dueOn: DAY,
      isWithdrawn: false,
    },
  ],
  witnesses: ["Demo A", "Demo B"].map((observerName) => ({
    observerName,
    from: "2026-10-01T01:00:00Z",
    until: "2026-10-01T02:00:00Z",
    note: null,
    isWithdrawn: false,
  })),
  addenda: [],
  events: [],
};

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
