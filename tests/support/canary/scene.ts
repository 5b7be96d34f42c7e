/** What holds the canary words: a unit, a cadre and each kind of record, made by people who sign in. */
import { randomBytes, randomUUID } from "node:crypto";
import { createAchievement } from "@/tests/support/achievements";
import {
  createAssignment,
  createCadre,
  createHandover,
  createObservation,
  createUnit,
  daysAgo,
  findConductItem,
  findMethod,
  type Person,
  type TestCadre,
  type TestUnit,
} from "@/tests/support/builders";
import { announcementOf, PDF, storeDocument } from "@/tests/support/files";
import { owner } from "@/tests/support/owner";
import { storePlan } from "@/tests/support/plans";
import { storeGrades, storeImport } from "@/tests/support/roster";
import { createAccount } from "@/tests/support/sign-in";
import { storeMeeting } from "@/tests/support/stored-meeting";
import { storeReport } from "@/tests/support/stored-report";
import { type StoredReview, storeReview } from "@/tests/support/stored-review";
import { createTask, createTaskMember, createTaskObserver } from "@/tests/support/tasks";
import { storeTolerance } from "@/tests/support/tolerance";
import { storeTransfer } from "@/tests/support/transfers";
import { storeConcern, storeCorrection } from "@/tests/support/watched";
import { CANARIES, type Canary, type Reader } from "./readers";

export type Scene = {
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
export async function makeScene(): Promise<Scene> {
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
  return {
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
}
