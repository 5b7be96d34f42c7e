/**
 * One cadre by hand. Each time it is an import of one row without a file (ADR 0044): judged by the same rules, kept in the same
 * journal with who, when and why, undone by the same way back.
 */
import { randomUUID } from "node:crypto";
import type { Day } from "@/lib/platform/clock";
import { commandInSql, done, malformed } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import type { Issue } from "@/lib/platform/result";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { writeRows } from "../apply/commands";
import { listKnown } from "../known/queries";
import { pinyinOf } from "../names/rules";
import { judge, keepRows } from "../preview/commands";
import type { Judged } from "../preview/rules";
import type { Difference } from "../schema";
import { findHolder, type Holder } from "./queries";
import { factsOf, issueOf, judgeFacts, seenOf, storedDay, typedOf } from "./rules";
import {
  changeFactsInput,
  enterCadreInput,
  FACT_FIELDS,
  type FactField,
  type Facts,
  isSheetField,
  POST_FIELDS,
} from "./schema";

const RIGHT = "roster.correct";

export const enterCadre = commandInSql({
  name: "enterCadre",
  right: RIGHT,
  input: enterCadreInput,
  run: async ({ db, viewer, input, now, today }) => {
    const { id, reason, isAnother } = input;
    // two who enter the same person at once: the second one is asked
    await db.rows(sql`select pg_advisory_xact_lock(hashtext('roster_by_hand'))::text as waited`);
    const before = await findEntered(db, id);
    if (before) return done({ id: before }, null);
    const typed = typedOf(input, [...FACT_FIELDS, ...POST_FIELDS]);
    const row = {
      id: randomUUID(),
      rowNo: 1,
      typed,
      choice: isAnother ? ("NEW" as const) : null,
      cadreId: null,
    };
    const [judged] = await judge(db, [row], { effectiveOn: today, today });
    if (!judged) throw new NotFound("row");
    const issues = await issuesOfEntry(db, judged, today);
    if (issues.length > 0) return malformed(issues);
    await openBatch(db, { id, reason, by: viewer.id, today });
    await keepRows(db, id, [{ ...row, raw: [] }], [judged]);
    await writeRows(db, id, [judged]);
    await closeBatch(db, { id, by: viewer.id, now, added: 1, changed: 0 });
    const cadreId = await findEntered(db, id);
    if (!cadreId) throw new NotFound("cadre");
    return done({ id: cadreId }, { entity: "cadre", id: cadreId, after: "ENTERED" });
  },
});

async function findEntered(db: CommandDb, batchId: string): Promise<string | null> {
  const [row] = await db.rows<{ cadreId: string | null }>(
    sql`select cadre_id as "cadreId" from import_rows where batch_id = ${batchId}::uuid`,
  );
  return row?.cadreId ?? null;
}

const whoIs = ({ name, hint }: Pick<Holder, "name" | "hint">): string => (hint ? `${name}（${hint}）` : name);

/** Faults of the row; then whether the person is there already: by number always, by name until somebody has looked. */
async function issuesOfEntry(db: CommandDb, judged: Judged, today: Day): Promise<Issue[]> {
  if (judged.faults.length > 0) return judged.faults.map(issueOf);
  const { idNumber } = judged.taken;
  const holder = idNumber ? await findHolder(db, idNumber, today) : null;
  if (holder) return [{ path: "idNumber", code: "identityOther", params: { who: whoIs(holder) } }];
  if (judged.verdict === "NEW") return [];
  const who = judged.candidates.map(whoIs).join("、");
  return [{ path: "isAnother", code: "namesakes", params: { who } }];
}

export const changeCadreFacts = commandInSql({
  name: "changeCadreFacts",
  right: RIGHT,
  input: changeFactsInput,
  run: async ({ db, viewer, input, now, today }) => {
    const { id, cadreId, seen, reason, ...typed } = input;
    await hold(db, cadreId);
    // the same form sent twice is one change
    if (await findEntered(db, id)) return done({ id: cadreId }, null);
    const [known] = await listKnown(db, { numbers: [], names: [], ids: [cadreId] }, today);
    if (!known) throw new NotFound("cadre");
    if (viewer.cadreId === cadreId) return refuse("roster.reason.ownFacts");
    const was = factsOf(known);
    if (seenOf(was) !== seen) throw new Stale("facts");
    const { issues, differences, next } = judgeFacts(typed, was, today);
    const holder =
      next.idNumber && next.idNumber !== was.idNumber && (await findHolder(db, next.idNumber, today));
    if (holder && !issues.some(({ path }) => path === "idNumber"))
      issues.push({ path: "idNumber", code: "identityOther", params: { who: whoIs(holder) } });
    if (issues.length > 0) return malformed(issues);
    if (differences.length === 0) return refuse("roster.reason.factsUnchanged");

    await openBatch(db, { id, reason, by: viewer.id, today });
    await keepRows(db, id, [changedRow(next, differences)], [judgedRow(cadreId, next, differences)]);
    await writeFacts(db, cadreId, next, new Set(differences.map(({ field }) => field)));
    await db.rows(sql`
      update import_rows set outcome = 'CHANGED', row_version = row_version + 1 where batch_id = ${id}::uuid`);
    await closeBatch(db, { id, by: viewer.id, now, added: 0, changed: 1 });
    return done(
      { id: cadreId },
      { entity: "cadre", id: cadreId, after: differences.map(({ field }) => field).join(" ") },
    );
  },
});

/** Whoever changes any of it now goes first or waits. */
async function hold(db: CommandDb, cadreId: string): Promise<void> {
  await db.rows(sql`select id from cadres where id = ${cadreId}::uuid for update`);
  await db.rows(sql`select cadre_id from cadre_sheets where cadre_id = ${cadreId}::uuid for update`);
  await db.rows(sql`select cadre_id from cadre_identities where cadre_id = ${cadreId}::uuid for update`);
}

/** Of the row only what was changed: the rest of the person stands with the person. */
const valuesOf = (next: Facts, differences: readonly Difference[]) =>
  Object.fromEntries(
    FACT_FIELDS.filter((field) => differences.some((one) => one.field === field)).map((field) => [
      field,
      next[field],
    ]),
  );
const changedRow = (next: Facts, differences: readonly Difference[]) => ({
  id: randomUUID(),
  rowNo: 1,
  raw: [],
  typed: { name: next.name, ...valuesOf(next, differences) },
});
const judgedRow = (cadreId: string, next: Facts, differences: Difference[]) => ({
  taken: valuesOf(next, differences),
  verdict: "CHANGED" as const,
  faults: [],
  differences,
  cadreId,
  candidates: [],
  seen: "",
});

type Opened = { id: string; reason: string; by: string; today: Day };
async function openBatch(db: CommandDb, { id, reason, by, today }: Opened): Promise<void> {
  await db.rows(sql`
    insert into import_batches (id, kind, file_name, body_hash, effective_on, uploaded_by)
    values (${id}::uuid, 'HAND', ${reason}, sha256(${id}::bytea), ${today}::date, ${by}::uuid)`);
  await db.rows(sql`select set_config('app.import_batch', ${id}, true)`);
}

type Closed = { id: string; by: string; now: Date; added: number; changed: number };
async function closeBatch(db: CommandDb, { id, by, now, added, changed }: Closed): Promise<void> {
  await db.rows(sql`select set_config('app.import_batch', '', true)`);
  await db.rows(sql`
    update import_batches set state = 'CONFIRMED', confirmed_by = ${by}::uuid, confirmed_at = ${now}::timestamptz,
           added_count = ${added}::int, changed_count = ${changed}::int, row_version = row_version + 1
    where id = ${id}::uuid`);
}

/** What was emptied is empty: an import never says that (lib/roster/apply), a person does. */
async function writeFacts(
  db: CommandDb,
  cadreId: string,
  next: Facts,
  changed: ReadonlySet<string>,
): Promise<void> {
  const touched = FACT_FIELDS.filter((field) => changed.has(field));
  if (changed.has("idNumber"))
    await db.rows(sql`
      insert into cadre_identities (cadre_id, id_number) values (${cadreId}::uuid, ${next.idNumber})
      on conflict (cadre_id) do update set id_number = excluded.id_number`);
  if (touched.some(isSheetField)) await writeSheet(db, cadreId, next);
  if (!touched.some((field: FactField) => field !== "idNumber" && !isSheetField(field))) return;
  const { pinyin, initials } = pinyinOf(next.name);
  // the spelling of a name may have been put right by hand: it changes with the name alone
  const isRenamed = changed.has("name");
  await db.rows(sql`
    update cadres set name = ${next.name}, gender = ${next.gender}, born_on = ${storedDay(next.bornOn)}::date,
           pinyin = case when ${isRenamed} then ${pinyin} else pinyin end,
           initials = case when ${isRenamed} then ${initials} else initials end,
           ethnicity = ${next.ethnicity}, native_place = ${next.nativePlace},
           joined_party_on = ${storedDay(next.joinedPartyOn)}::date, started_work_on = ${storedDay(next.startedWorkOn)}::date,
           education = ${next.education}, speciality = nullif(${next.speciality}, ''), row_version = row_version + 1
    where id = ${cadreId}::uuid`);
}

const writeSheet = (db: CommandDb, cadreId: string, next: Facts): Promise<unknown> =>
  db.rows(sql`
    insert into cadre_sheets (cadre_id, birth_place, health, technical_title, skills, full_time_education, full_time_degree,
      full_time_education_school, full_time_degree_school, in_service_education, in_service_degree,
      in_service_education_school, in_service_degree_school, resume, rewards, appraisal_text)
    values (${cadreId}::uuid, ${next.birthPlace}, ${next.health}, ${next.technicalTitle}, ${next.skills},
      ${next.fullTimeEducation}, ${next.fullTimeDegree}, ${next.fullTimeEducationSchool}, ${next.fullTimeDegreeSchool},
      ${next.inServiceEducation}, ${next.inServiceDegree}, ${next.inServiceEducationSchool}, ${next.inServiceDegreeSchool},
      ${next.resume}, ${next.rewards}, ${next.appraisalText})
    on conflict (cadre_id) do update set birth_place = excluded.birth_place, health = excluded.health,
      technical_title = excluded.technical_title, skills = excluded.skills,
      full_time_education = excluded.full_time_education, full_time_degree = excluded.full_time_degree,
      full_time_education_school = excluded.full_time_education_school, full_time_degree_school = excluded.full_time_degree_school,
      in_service_education = excluded.in_service_education, in_service_degree = excluded.in_service_degree,
      in_service_education_school = excluded.in_service_education_school,
      in_service_degree_school = excluded.in_service_degree_school, resume = excluded.resume, rewards = excluded.rewards,
      appraisal_text = excluded.appraisal_text, row_version = cadre_sheets.row_version + 1`);
