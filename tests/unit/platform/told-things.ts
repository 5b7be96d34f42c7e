/** What the papers tell of, in English words throughout, so that a Chinese mark can come from a paper alone. */
import type { ReviewPaper } from "@/lib/reviews/paper/rules";
import type { Snapshot } from "@/lib/reviews/snapshot/schema";

export const DAY = "2026-10-01";
const ID = "0a1b2c3d-0000-4000-8000-000000000001";
export const by = { name: "Demo Reader", on: DAY, trace: "0a1b2c3d4e5f" };
export const origin = "https://a.example";

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
export const claim = {
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
export const material = {
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
export const file = {
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
export const corrections = [
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
export const appraisals = [
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
export const cases = [
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
export const tolerance = {
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
export const concern = {
  id: ID,
  summary: "Twice away",
  situation: "Rule 3",
  state: "REMINDED",
  reason: "Told",
  decidedOn: DAY,
  deciderName: "Demo Chief",
  expiresOn: "2027-01-01",
};
export const meeting = {
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
