/**
 * Canary words: records that hold a word found nowhere else are looked for as every role, in every page (as HTML and
 * as the router's own payload) and every endpoint, by every filter that would show them. Where the rules allow the
 * word it must turn up, or the search proves nothing.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect, request, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { CONCERN_VIEWS } from "@/lib/concerns/schema";
import { CORRECTION_VIEWS } from "@/lib/corrections/schema";
import { can, type Role } from "@/lib/platform/rights";
import { type Access, ENDPOINTS, PAGES } from "@/lib/platform/routes";
import { EXPORT_COLUMNS, IDENTITY_COLUMN } from "@/lib/roster/export/schema";
import { TABLE_NAMES, TABLES } from "@/lib/tables/schema";
import { TOLERANCE_VIEWS } from "@/lib/tolerance/schema";
import { createAchievement } from "../support/achievements";
import {
  createAssignment,
  createCadre,
  createHandover,
  createObservation,
  createTask,
  createTaskMember,
  createTaskObserver,
  createUnit,
  daysAgo,
  findConductItem,
  findMethod,
  type Person,
  type TestCadre,
  type TestUnit,
} from "../support/builders";
import { announcementOf, PDF, storeDocument } from "../support/files";
import { owner } from "../support/owner";
import { storePlan } from "../support/plans";
import { storeGrades, storeImport } from "../support/roster";
import { createAccount, signInBy } from "../support/sign-in";
import { storeMeeting } from "../support/stored-meeting";
import { storeReport } from "../support/stored-report";
import { reviewAddress, type StoredReview, storeReview } from "../support/stored-review";
import { storeTolerance } from "../support/tolerance";
import { storeTransfer } from "../support/transfers";
import { storeConcern, storeCorrection } from "../support/watched";

/** Each reader with the role of their account. */
const ROLE_OF = {
  author: "OBSERVER",
  colleague: "OBSERVER",
  stranger: "OBSERVER",
  reviewer1: "REVIEWER",
  reviewer2: "REVIEWER",
  reviewer3: "REVIEWER",
  // a reviewer of the highest level, recused from the cadre in an open batch
  recused: "REVIEWER",
  leader1: "LEADER",
  leader3: "LEADER",
  admin: "ADMIN",
  liaison: "LIAISON",
  subject: "CADRE",
  sysadmin: "SYSADMIN",
  secadmin: "SECADMIN",
  auditor: "AUDITOR",
} as const satisfies Record<string, Role>;
type Reader = keyof typeof ROLE_OF;
const READERS = Object.keys(ROLE_OF) as Reader[];

const ALL_REVIEWERS: Reader[] = ["reviewer1", "reviewer2", "reviewer3"];
/** Each canary with those who may meet it; rules 5 and 8, and the levels of product.md. */
const MAY_MEET = {
  open: ["author", "colleague", ...ALL_REVIEWERS, "leader1", "leader3"],
  remark: ["author", ...ALL_REVIEWERS],
  remarkWaiting: ["author", ...ALL_REVIEWERS],
  followUp: ["author", ...ALL_REVIEWERS],
  restricted: ["author", "reviewer2", "reviewer3", "leader3"],
  confined: ["author", "reviewer3", "leader3"],
  draft: ["author"],
  // entries that wait in the hand-over inbox of a unit that went from the author to the colleague
  handedOver: ["author", "colleague", ...ALL_REVIEWERS, "leader1", "leader3"],
  handedOverRemark: ["author", ...ALL_REVIEWERS],
  handedOverTalk: ["author", "reviewer2", "reviewer3", "leader3"],
  // of the box: the sender's own and those who answer; withheld, or about the author, it is theirs alone
  complaint: ["liaison", ...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  complaintWithheld: [...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // the unit's own plan: who observes it, its liaison and the department; no observation stands there
  meeting: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3", "admin", "liaison"],
  // what was said and decided at a coordination meeting: all who see its case; what the witness saw is for no unit
  coordination: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3", "liaison"],
  witnessed: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // an application, its unit's and whose observers see it; what was weighed is the department's
  tolerance: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3", "liaison"],
  toleranceWeighed: [...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // what one observer promised and leaves to the next one; an administrator sees the sheet without it
  transfer: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // what is finalised is for leaders too
  report: [...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // a case is worded for its units; what it shows of a cadre, and the records it came from, are not for them
  case: ["author", "colleague", ...ALL_REVIEWERS, "recused", "leader1", "leader3", "liaison"],
  caseCadre: ["author", "colleague", ...ALL_REVIEWERS, "leader1", "leader3"],
  complaintAnswer: ["liaison", ...ALL_REVIEWERS, "recused", "leader1", "leader3"],
  // remarks inside a concern with one source that waits, in one that stands, in one that has ended; and what these say
  concernOpenRemark: ["author", ...ALL_REVIEWERS],
  concernOpen: ALL_REVIEWERS,
  concernStandingRemark: ["author", "colleague", ...ALL_REVIEWERS, "leader1", "leader3"],
  concernStanding: [...ALL_REVIEWERS, "leader1", "leader3"],
  concernEndedRemark: ["author", ...ALL_REVIEWERS],
  concernEnded: ALL_REVIEWERS,
  // what the cadre says to their own data, and the answer
  correction: ["subject", ...ALL_REVIEWERS, "leader1", "leader3"],
  correctionAnswer: ["subject", ...ALL_REVIEWERS, "leader1", "leader3"],
  // a row of a roster that comes in: it holds identity numbers
  rosterRow: ["admin"],
  // the same of grades, which a reviewer has sent: nobody but them
  gradeRow: ["reviewer2"],
  // a plan says who cannot have a unit
  plan: ["leader1", "leader3", "admin"],
  // why somebody is named for a post: reviewers and leaders, and not who is recused from them
  review: [...ALL_REVIEWERS, "leader1", "leader3"],
} as const satisfies Record<string, readonly Reader[]>;
type Canary = keyof typeof MAY_MEET;
const CANARIES = Object.keys(MAY_MEET) as Canary[];

type Scene = {
  unit: TestUnit;
  cadre: TestCadre;
  /** beside whom the cadre is compared */
  other: TestCadre;
  people: Record<Reader, Person>;
  words: Record<Canary, string>;
  /** stands in every record, so that a search for it names no canary */
  marker: string;
  records: Partial<Record<Canary, string>>;
  /** evidence of the records; each holds its canary in name and text */
  files: string[];
  draftId: string;
  handovers: string[];
  complaints: string[];
  concerns: string[];
  corrections: string[];
  coordination: { id: string; caseId: string };
  tolerance: { id: string };
  importId: string;
  gradesId: string;
  planId: string;
  transferId: string;
  reportId: string;
  caseId: string;
  review: StoredReview;
  /** leans on every record, so that its page could tell of each */
  claimId: string;
  /** every record is of it, and the stranger is named for it: that opens no record */
  taskId: string;
  /** of 双十条; each record cites it */
  itemId: string;
  methodId: string;
};
let scene: Scene;

test.beforeAll(async () => {
  const [unit, elsewhere, lost] = [await createUnit(), await createUnit(), await createUnit()];
  const cadre = await createCadre(unit);
  const other = await createCadre(unit);
  const word = (name: string) => `${name.toLowerCase()}${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const words = Object.fromEntries(CANARIES.map((name) => [name, word(name)])) as Record<Canary, string>;
  const marker = word("marker");
  const people: Record<Reader, Person> = {
    author: await createAccount("OBSERVER", { units: [unit] }),
    colleague: await createAccount("OBSERVER", { units: [unit, lost] }),
    stranger: await createAccount("OBSERVER", { units: [elsewhere], clearance: 3 }),
    reviewer1: await createAccount("REVIEWER", { clearance: 1 }),
    reviewer2: await createAccount("REVIEWER", { clearance: 2 }),
    reviewer3: await createAccount("REVIEWER", { clearance: 3 }),
    recused: await createAccount("REVIEWER", { clearance: 3 }),
    leader1: await createAccount("LEADER", { clearance: 1 }),
    leader3: await createAccount("LEADER", { clearance: 3 }),
    admin: await createAccount("ADMIN", { clearance: 3 }),
    liaison: await createAccount("LIAISON", { unitId: unit.id, clearance: 3 }),
    subject: await createAccount("CADRE", { cadreId: cadre.id, clearance: 3 }),
    sysadmin: await createAccount("SYSADMIN", { clearance: 3 }),
    secadmin: await createAccount("SECADMIN", { clearance: 3 }),
    auditor: await createAccount("AUDITOR", { clearance: 3 }),
  };
  const task = await createTask(unit);
  await createTaskMember(task, cadre);
  await createTaskObserver(task, people.stranger);
  const item = await findConductItem("negative_1");
  const files: string[] = [];
  const record = async (canary: Canary, over: Parameters<typeof createObservation>[2]) => {
    const fact = `${marker} ${words[canary]}`;
    const bytes = Buffer.from(PDF.toString().replace("/Type", `/Title (${words[canary]}) /Type`));
    const file = announcementOf(bytes, `${words[canary]}.pdf`);
    const { id } = await createObservation(people.author, unit, {
      cadres: [cadre],
      fact,
      evidence: [file],
      task,
      conductItemIds: [item.id],
      ...over,
    });
    await storeDocument(people.author, id, bytes, file);
    files.push(file.id);
    return id;
  };
  const records = {
    open: await record("open", { polarity: "POSITIVE" }),
    remark: await record("remark", { polarity: "ATTENTION" }),
    remarkWaiting: await record("remarkWaiting", { polarity: "ATTENTION", state: "SUBMITTED" }),
    restricted: await record("restricted", { confidentiality: 2, polarity: "NEUTRAL" }),
    confined: await record("confined", { confidentiality: 3, polarity: "NEUTRAL" }),
    concernOpenRemark: await record("concernOpenRemark", { polarity: "ATTENTION" }),
    concernStandingRemark: await record("concernStandingRemark", { polarity: "ATTENTION" }),
    concernEndedRemark: await record("concernEndedRemark", { polarity: "ATTENTION" }),
  };
  const parties = { opener: await createAccount("REVIEWER"), decider: await createAccount("REVIEWER") };
  const concerns = [
    await storeConcern(cadre, { ...parties, records: [records.concernOpenRemark], words: words.concernOpen }),
    await storeConcern(cadre, {
      ...parties,
      records: [records.concernStandingRemark],
      words: words.concernStanding,
      paper: words.concernStanding,
      endsIn: 20,
    }),
    await storeConcern(cadre, {
      ...parties,
      records: [records.concernEndedRemark],
      words: words.concernEnded,
      paper: words.concernEnded,
      endsIn: -1,
    }),
  ];
  const paper = Buffer.from(PDF.toString().replace("/Type", `/Title (${words.correction}) /Type`));
  const announced = announcementOf(paper, `${words.correction}.pdf`);
  files.push(announced.id);
  const corrections = [
    await storeCorrection(cadre, people.subject, {
      body: words.correction,
      file: { bytes: paper, announced },
    }),
    await storeCorrection(cadre, people.subject, {
      body: words.correction,
      answer: { by: parties.decider, text: words.correctionAnswer },
    }),
  ];
  await owner().query(
    "insert into follow_ups (observation_id, unit_id, owner_id, title) values ($1, $2, $3, $4)",
    [records.remark, unit.id, people.author.id, words.followUp],
  );
  const method = await findMethod("field_survey");
  const draftId = randomUUID();
  await owner().query(
    "insert into observation_drafts (id, author_id, unit_id, method_id, content) values ($1, $2, $3, $4, $5)",
    [
      draftId,
      people.author.id,
      unit.id,
      method.id,
      JSON.stringify({ fact: words.draft, values: { fact: words.draft } }),
    ],
  );
  await createAssignment(people.author, lost, { endsOn: daysAgo(10) });
  const handover = async (canary: Canary, over: Parameters<typeof createHandover>[2]) =>
    (await createHandover(people.author, lost, { cadres: [cadre], fact: words[canary], ...over })).id;
  const handovers = [
    await handover("handedOver", {}),
    await handover("handedOverRemark", { polarity: "ATTENTION" }),
    await handover("handedOverTalk", { confidentiality: 2, polarity: "NEUTRAL" }),
  ];
  const complaints: string[] = [];
  const complaint = (body: string, sender: Person | null, answer: string | null) => {
    const id = randomUUID();
    complaints.push(id);
    return owner().query(
      `insert into complaints (id, kind, body, about_unit_id, sender_id, sender_mark, due_on, state, outcome, answer,
                               answered_by, answered_at)
       values ($1, 'COMPLAINT', $2, $3, $4, $5, city_today() + 1, case when $6::text is null then 'RECEIVED' else 'ANSWERED' end,
               case when $6::text is not null then 'EXPLAINED' end, $6, case when $6::text is not null then $7::uuid end,
               case when $6::text is not null then now() end)`,
      [id, body, unit.id, sender?.id ?? null, sender ? null : randomBytes(32), answer, people.reviewer1.id],
    );
  };
  await owner().query(
    `insert into unit_meetings (id, unit_id, title, kind, starts_at, entered_by)
     values (gen_random_uuid(), $1, $2, 'OFFICE', now() + interval '1 day', $3)`,
    [unit.id, words.meeting, people.liaison.id],
  );
  const coordination = await storeMeeting(unit, people.author, {
    words: words.coordination,
    witnessed: words.witnessed,
  });
  const tolerance = await storeTolerance(unit, await createCadre(unit), people.liaison, {
    account: words.tolerance,
    weighed: words.toleranceWeighed,
  });
  const planId = await storePlan(people.admin, { name: words.plan, observer: people.author, unit });
  const importId = await storeImport(people.admin, { name: words.rosterRow });
  const gradesId = await storeGrades(people.reviewer2, { name: words.gradeRow });
  const transferId = await storeTransfer(
    await createUnit(),
    { goes: people.author, comes: people.colleague },
    words.transfer,
  );
  const reportId = await storeReport(people.reviewer2, { words: words.report });
  const caseId = randomUUID();
  await owner().query(
    "insert into cases (id, title, demand, unit_id, raised_by) values ($1, $2, $2, $3, $4)",
    [caseId, `请修复便桥 ${words.case}`, unit.id, people.author.id],
  );
  await owner().query(
    "insert into case_records (case_id, observation_id, added_by) select $1, id, $3 from unnest($2::uuid[]) given(id)",
    [caseId, Object.values(records), people.author.id],
  );
  await owner().query(
    "insert into case_cadres (case_id, cadre_id, role, initiative, added_by) values ($1, $2, '牵头协调', $3, $4)",
    [caseId, cadre.id, words.caseCadre, people.author.id],
  );
  await complaint(words.complaint, people.liaison, null);
  await complaint(words.complaintWithheld, null, null);
  await complaint(`${words.complaint} 二`, people.liaison, words.complaintAnswer);
  const review = await storeReview(unit, [cadre, other], people.reviewer3, {
    reason: words.review,
  });
  await owner().query(
    `insert into review_recusals (id, candidate_id, user_id, kind, reason, set_by) values (gen_random_uuid(), $1, $2, 'COLLEAGUE', '曾共事', $2)`,
    [review.candidateId, people.recused.id],
  );
  const sources = Object.values(records).map((id) => ({ id }));
  const claimId = await createAchievement(people.author, unit, cadre, sources);
  scene = {
    unit,
    cadre,
    other,
    people,
    words,
    marker,
    records,
    files,
    draftId,
    handovers,
    complaints,
    concerns,
    corrections,
    coordination,
    tolerance,
    importId,
    gradesId,
    planId,
    transferId,
    reportId,
    caseId,
    review,
    claimId,
    taskId: task.id,
    itemId: item.id,
    methodId: method.id,
  };
});

/** The filters of a list that would show each canary. */
function filters({ unit, cadre, people, marker, methodId, taskId, itemId }: Scene): string[] {
  return [
    `q=${marker}`,
    `q=${marker}&unit=${unit.id}&polarity=attention`,
    `unit=${unit.id}`,
    `cadre=${cadre.id}`,
    `observer=${people.author.id}`,
    `unit=${unit.id}&method=${methodId}`,
    `unit=${unit.id}&polarity=attention`,
    `cadre=${cadre.id}&polarity=attention`,
    `unit=${unit.id}&state=submitted`,
    `unit=${unit.id}&state=counted`,
    `unit=${unit.id}&confidentiality=2`,
    `unit=${unit.id}&confidentiality=3`,
    `unit=${unit.id}&dimension=performance`,
    `item=${itemId}&unit=${unit.id}`,
    `task=${taskId}&state=counted`,
    `task=${taskId}&cadre=${cadre.id}&polarity=attention`,
  ];
}

/** Addresses of a route, more than one where its search could bring a canary in. */
function addresses(route: string, at: Scene): string[] {
  const { unit, cadre, people, records, draftId, handovers, methodId } = at;
  const ids = Object.values(records);
  const anyone = Object.values(people).map(({ id }) => id);
  switch (route) {
    case "/observations":
    case "/api/v1/observations":
      return [route, ...filters(at).map((filter) => `${route}?${filter}`)];
    case "/observations/[id]":
      return ids.map((id) => `/observations/${id}`);
    case "/observations/new":
    case "/field/new":
      return [
        `${route}?unit=${unit.id}&method=${methodId}`,
        `${route}?draft=${draftId}`,
        ...ids.map((id) => `${route}?amend=${id}`),
      ];
    case "/observations/follow-ups/ask":
      return [`${route}?unit=${unit.id}&method=${methodId}`];
    case "/boards":
      return [route, `${route}?span=3`];
    case "/api/v1/boards/workbook":
      return ["records", "open", "tasks", "promotions"].map((sheet) => `${route}?sheet=${sheet}`);
    case "/handovers":
      return [route, `${route}?state=settled`, ...handovers.map((id) => `${route}?id=${id}`)];
    case "/review":
      return [route, ...ids.map((id) => `${route}?id=${id}`)];
    case "/compare":
      return ["", "&recorders=shown"].map((more) => `${route}?cadres=${cadre.id},${at.other.id}${more}`);
    case "/api/v1/compare/document":
    case "/api/v1/compare/workbook":
      return [`${route}?cadres=${cadre.id},${at.other.id}`];
    case "/lists":
    case "/api/v1/lists/workbook":
      return [`${route}?unit=${unit.id}`, `${route}?view=reserve&unit=${unit.id}`];
    case "/search":
    case "/api/v1/search":
      return [`${at.marker}`, `${at.marker}&in=records`, cadre.name, unit.shortName].map(
        (typed) => `${route}?q=${typed}`,
      );
    case "/cadres":
      return [route, `${route}?q=${cadre.name}`, `${route}?unit=${unit.id}`];
    case "/cadres/[id]":
    case "/api/v1/cadres/[id]":
      return ["", "?polarity=attention", "?polarity=neutral", `?observer=${people.author.id}`].map(
        (query) => route.replace("[id]", cadre.id) + query,
      );
    case "/cadres/[id]/readings":
    case "/api/v1/cadres/[id]/document":
    case "/api/v1/cadres/[id]/lrmx":
    case "/api/v1/cadres/[id]/appointment-form":
      return [route.replace("[id]", cadre.id)];
    case "/api/v1/roster/workbook":
      return [[], [IDENTITY_COLUMN]].map((without: string[]) => {
        const columns = EXPORT_COLUMNS.filter((column) => !without.includes(column));
        return `${route}?unit=${unit.id}&${columns.map((column) => `column=${column}`).join("&")}`;
      });
    case "/api/v1/tables/[table]":
      return TABLE_NAMES.map((table) => {
        const columns = TABLES[table].columns.map((column) => `column=${column}`).join("&");
        return `/api/v1/tables/${table}?unit=${unit.id}&${columns}`;
      });
    case "/api/v1/accounts/workbook":
      return [`${route}?column=name&column=account`];
    case "/api/v1/roster/lrmx":
    case "/roster/export":
      return [`${route}?unit=${unit.id}`];
    case "/api/v1/attachments/[id]":
      return at.files.flatMap((id) => [route.replace("[id]", id), `${route.replace("[id]", id)}?size=thumb`]);
    case "/observations/follow-ups":
      return [route, `${route}?scope=all`, `${route}?scope=all&state=done`, `${route}?scope=mine`];
    case "/concerns":
      return ["", ...CONCERN_VIEWS.map((view) => `?view=${view}`), `?cadre=${cadre.id}`].map(
        (query) => route + query,
      );
    case "/concerns/[id]":
      return at.concerns.map((id) => route.replace("[id]", id));
    case "/reviews/[id]":
    case "/api/v1/reviews/[id]/document":
    case "/api/v1/reviews/[id]/workbook":
    case "/reviews/[id]/meeting":
    case "/reviews/[id]/positions/new":
    case "/reviews/[id]/positions/[positionId]":
    case "/reviews/[id]/positions/[positionId]/edit":
    case "/reviews/[id]/positions/[positionId]/candidates/[candidateId]":
      return [reviewAddress(route, at.review)];
    case "/concerns/new":
      return [route, ...ids.map((id) => `${route}?cadre=${cadre.id}&from=${id}`)];
    case "/corrections":
      return ["", ...CORRECTION_VIEWS.map((view) => `?view=${view}`)].map((query) => route + query);
    case "/corrections/[id]":
      return at.corrections.map((id) => route.replace("[id]", id));
    case "/cases":
      return ["", `?unit=${unit.id}`, `?view=overdue`].map((query) => route + query);
    case "/cases/list":
      return [route, `${route}?of=results`];
    case "/cases/new":
      return [route, ...ids.map((id) => `${route}?from=${id}`)];
    case "/cases/[id]":
      return [at.caseId, at.coordination.caseId].map((id) => route.replace("[id]", id));
    case "/tolerance":
      return ["", ...TOLERANCE_VIEWS.map((view) => `?view=${view}`), `?unit=${unit.id}`].map(
        (query) => route + query,
      );
    case "/methods/[id]":
    case "/methods/[id]/preview":
      return [route.replace("[id]", at.methodId)];
    case "/transfers/[id]":
      return [route.replace("[id]", at.transferId)];
    case "/reports/[id]":
      return ["", "?history=1"].map((query) => route.replace("[id]", at.reportId) + query);
    case "/api/v1/reports/[id]/document":
      return [route.replace("[id]", at.reportId)];
    case "/tolerance/new":
      return [route, `${route}?kind=POST`, `${route}?unit=${unit.id}`];
    case "/tolerance/[id]":
    case "/api/v1/tolerance/[id]/document":
      return [route.replace("[id]", at.tolerance.id)];
    case "/meetings/[id]":
    case "/api/v1/meetings/[id]/calendar":
    case "/api/v1/meetings/[id]/document":
      return [route.replace("[id]", at.coordination.id)];
    case "/meetings":
    case "/meetings/new":
    case "/meetings/request":
      return [route, `${route}?case=${at.coordination.caseId}`];
    case "/complaints/handling":
      // opened one by one: which of them the page opens by itself is decided by what other tests send
      return [
        route,
        `${route}?state=answered`,
        ...at.complaints.flatMap((id) => [`${route}?id=${id}`, `${route}?state=answered&id=${id}`]),
      ];
    case "/achievements/new":
      return [route, ...ids.map((id) => `${route}?from=${id}`)];
    case "/achievements/[id]":
    case "/achievements/[id]/edit":
    case "/achievements/[id]/trace":
    case "/achievements/[id]/split":
      return [route.replace("[id]", at.claimId)];
    case "/central-tasks":
      return [route, `${route}?unit=${unit.id}`];
    case "/central-tasks/[id]":
      return ["", `?on=${daysAgo(1)}`].map((query) => route.replace("[id]", at.taskId) + query);
    case "/roster/imports/[id]":
      return ["", "?view=FAULTY", "?view=MISSING", "?open=columns"].map(
        (query) => route.replace("[id]", at.importId) + query,
      );
    case "/observations/bulk":
      return [route, `${route}?all=1&unit=${unit.id}&deed=ARCHIVE`];
    case "/appraisals/imports/[id]":
      return ["", "?view=FAULTY"].map((query) => route.replace("[id]", at.gradesId) + query);
    case "/api/v1/appraisals/imports/[id]/faults":
      return [route.replace("[id]", at.gradesId)];
    case "/api/v1/roster/imports/[id]/faults":
      return [route.replace("[id]", at.importId)];
    case "/assignments/plans/[id]":
      return ["", "?view=board", "?view=rules", `?view=compare&with=${at.planId}`].map(
        (query) => route.replace("[id]", at.planId) + query,
      );
    case "/api/v1/assignment-plans/[id]":
      return [route.replace("[id]", at.planId)];
    case "/conduct/[id]":
      return [route.replace("[id]", at.itemId)];
    case "/coverage":
      return [route, ...["months", "methods", "silent"].map((tab) => `${route}?tab=${tab}`)];
    case "/api/v1/coverage":
      return [`${route}?from=2026-01-01&to=2026-12-31`];
    case "/assignments":
      return [route, `${route}?unit=${unit.id}`, `${route}?view=observers&person=${people.author.id}`];
    case "/assignments/bulk":
      return ["HAND", "JOIN"].map(
        (deed) => `${route}?units=${unit.id}&deed=${deed}&day=${daysAgo(0)}&to=LIGHTEST`,
      );
    case "/accounts/many":
      return [`${route}?accounts=${anyone[0]}&deed=VALIDITY`];
    case "/accounts/roles/bulk":
      return [`${route}?accounts=${anyone[0]}&deed=GRANT&give=OBSERVER`];
    case "/accounts":
    case "/accounts/roles":
      return [route, ...anyone.slice(0, 2).map((id) => `${route}?id=${id}`)];
    case "/accounts/sight/[id]":
      return anyone.slice(0, 2).map((id) => route.replace("[id]", id));
    case "/audit":
      return [route, `${route}?entity=observation`, ...ids.map((id) => `${route}?id=${id}`)];
    default:
      return [route.replace("[id]", unit.id)];
  }
}

/**
 * The router's own payloads of each page: made by the same code, and every HTML carries one within. They are asked for
 * by whoever of a role sees least.
 */
const PAYLOADS: Record<string, string>[] = [{ RSC: "1" }, { RSC: "1", "Next-Router-Prefetch": "1" }];
const SEE_MORE: Reader[] = ["author", "colleague", "reviewer2", "reviewer3", "leader3"];
type Ask = { address: string; headers: Record<string, string> };

/** What is refused is refused by the route, whatever the address says after it: it is asked for once. */
function everythingFor(reader: Reader, at: Scene): Ask[] {
  const role: Role = ROLE_OF[reader];
  const payloads = SEE_MORE.includes(reader) ? [] : PAYLOADS;
  const isOpen = (access: Access) =>
    access === "public" || access === "session" || can({ roles: [role] }, access);
  const asked = (route: string, access: Access) =>
    addresses(route, at).slice(0, isOpen(access) ? undefined : 1);
  return [
    ...Object.entries(PAGES).flatMap(([route, access]) =>
      asked(route, access).flatMap((address, n) =>
        (!isOpen(access) ? PAYLOADS.slice(0, 1) : n > 0 ? [{}] : [{}, ...payloads]).map((headers) => ({
          address,
          headers,
        })),
      ),
    ),
    ...Object.entries(ENDPOINTS)
      .filter(([key]) => key.startsWith("GET ") && !key.includes("nextauth"))
      .flatMap(([key, access]) => asked(key.slice(4), access).map((address) => ({ address, headers: {} }))),
  ];
}

/** A paper, a workbook or a bundle of files is a zip: what it says stands in its parts. */
async function wordsOf(response: APIResponse): Promise<string> {
  if (!/openxmlformats|\/zip/.test(response.headers()["content-type"] ?? "")) return response.text();
  const parts = unzipSync(await response.body());
  return Object.values(parts)
    .map((part) => new TextDecoder().decode(part))
    .join("\n");
}

async function windowOf(person: Person, baseURL: string | undefined): Promise<APIRequestContext> {
  const api = await request.newContext({ baseURL, maxRedirects: 0 });
  expect(await signInBy(api, person.account)).toBeNull();
  return api;
}

for (const reader of READERS) {
  test(`${reader} meets the canaries that the rules allow, and no other`, async ({ baseURL }) => {
    test.setTimeout(180_000);
    const api = await windowOf(scene.people[reader], baseURL);
    const met = new Map<Canary, string[]>(CANARIES.map((name) => [name, []]));
    const named: string[] = [];
    const left = everythingFor(reader, scene).values();
    const askOn = async () => {
      for (const { address, headers } of left) {
        // the router's request is sent once round for its cache key
        const response = await api.get(address, { headers, maxRedirects: headers.RSC ? 1 : 0 });
        expect(response.status(), address).toBeLessThan(500);
        const text = `${JSON.stringify(response.headers())}${await wordsOf(response)}`;
        for (const name of CANARIES) {
          if (text.includes(scene.words[name])) met.get(name)?.push(address);
          const id = scene.records[name];
          // not where the address itself said it
          if (id && text.includes(id) && !address.includes(id) && !isAllowed(name, reader))
            named.push(`${name} at ${address}`);
        }
      }
    };
    // a few at a time: while one is rendered, another is asked of the database
    await Promise.all([askOn(), askOn(), askOn()]);
    for (const name of CANARIES) {
      const hits = met.get(name) ?? [];
      if (isAllowed(name, reader)) expect(hits.length, `${reader} should meet ${name}`).toBeGreaterThan(0);
      else expect(hits, `${reader} must not meet ${name}`).toEqual([]);
    }
    expect(named, "ids of records that this person may not open").toEqual([]);
    await api.dispose();
  });
}

const isAllowed = (canary: Canary, reader: Reader): boolean =>
  (MAY_MEET[canary] as readonly Reader[]).includes(reader);

/** Numbers that lead to a list of records: `<a href="/observations?…">12 条</a>`. */
function numbersIn(html: string): { query: string; shown: number }[] {
  const links = html.matchAll(/<a\b[^>]*\bhref="\/observations\?([^"]+)"[^>]*>(.*?)<\/a>/gs);
  return [...links].flatMap(([, query = "", inner = ""]) => {
    const text = inner.replace(/<[^>]+>/g, "").trim();
    const number = /^(\d+)\s*(条|次)?$/.exec(text)?.[1];
    return number ? [{ query: query.replaceAll("&amp;", "&"), shown: Number(number) }] : [];
  });
}

for (const reader of ["author", "colleague", "reviewer1", "reviewer3", "leader1", "leader3"] as const) {
  test(`every number shown to ${reader} counts the records that it opens for them`, async ({ baseURL }) => {
    test.setTimeout(120_000);
    const api = await windowOf(scene.people[reader], baseURL);
    const { unit, cadre } = scene;
    const found = new Map<string, number>();
    for (const address of [
      `/units/${unit.id}`,
      `/cadres/${cadre.id}`,
      "/coverage?tab=months",
      "/coverage?tab=methods",
    ]) {
      for (const { query, shown } of numbersIn(await (await api.get(address)).text())) {
        // the coverage board shows all units; those of this test are enough
        if (query.includes(unit.id) || query.includes(cadre.id)) found.set(query, shown);
      }
    }
    expect(found.size).toBeGreaterThan(0);
    for (const [query, shown] of found) {
      const response = await api.get(`/api/v1/observations?${query}&limit=100`);
      expect((await response.json()).items.length, `${reader} ${query}`).toBe(shown);
    }
    const allowed = CANARIES.filter((name) => scene.records[name] && isAllowed(name, reader));
    const listed = await api.get(`/api/v1/observations?unit=${unit.id}&limit=100`);
    expect((await listed.json()).items.length).toBe(allowed.length);
    await api.dispose();
  });
}
