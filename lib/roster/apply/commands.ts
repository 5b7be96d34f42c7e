/** An import is confirmed: everything in one transaction, as a job with progress. And it is undone. */
import { randomUUID } from "node:crypto";
import { type Command, commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { askJob, defineJob, type Progress } from "@/lib/platform/jobs";
import { refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Plan } from "../compare/rules";
import { pinyinOf } from "../names/rules";
import { holdBatch, judge, listStored } from "../preview/commands";
import { isReady, type Judged } from "../preview/rules";
import { batchInput, type ConfirmJobInput, confirmInput, confirmJobInput } from "../schema";

const RIGHT = "roster.import";
/** So many at once, and a word of progress after each. */
const CHUNK = 200;

export type Confirmed = { added: number; changed: number; ended: number };

/** Whatever has changed since it was looked at stops the whole: nothing is written, and the preview is looked at again. */
export const confirmImport = (report: Progress = () => {}): Command<Confirmed> =>
  commandInSql({
    name: "confirmImport",
    right: RIGHT,
    input: confirmJobInput,
    run: async ({ db, viewer, input, now, today }) => {
      const batch = await holdBatch(db, input.batchId);
      if (batch.state !== "PREVIEWED") return refuse("roster.reason.wrongState");
      if (batch.rowVersion !== input.rowVersion) throw new Stale("import");
      const stored = await listStored(db, batch.id);
      const judged = await judge(db, stored, { effectiveOn: batch.effectiveOn, today });
      const wanted = input.scope === "ALL" ? null : new Set(input.rowIds);
      const chosen = judged.filter((row) => !wanted || wanted.has(row.id));
      if (
        chosen.some((row) =>
          isChanged(
            row,
            stored.find(({ id }) => id === row.id),
          ),
        )
      )
        throw new Stale("rows");
      const ready = chosen.filter(isReady);
      const added = ready.filter(({ verdict }) => verdict === "NEW").length;
      await db.rows(sql`select set_config('app.import_batch', ${batch.id}, true)`);
      for (let at = 0; at < ready.length; at += CHUNK) {
        report(at, ready.length);
        await writeRows(db, batch.id, ready.slice(at, at + CHUNK));
      }
      const ended = await endLeavers(db, batch.id);
      if (ready.length + ended === 0) return refuse("roster.reason.nothingToDo");
      report(ready.length, ready.length);
      const value = { added, changed: ready.length - added, ended };
      await db.rows(sql`
        update import_batches set state = 'CONFIRMED', confirmed_by = ${viewer.id}::uuid, confirmed_at = ${now}::timestamptz,
               added_count = ${value.added}::int, changed_count = ${value.changed}::int, ended_count = ${ended}::int,
               row_version = row_version + 1 where id = ${batch.id}::uuid`);
      return done(value, {
        entity: "importBatch",
        id: batch.id,
        before: "PREVIEWED",
        after: `CONFIRMED ${value.added} ${value.changed} ${ended}`,
      });
    },
  });

/** Another cadre than then, or one of whom something else is known now. */
const isChanged = (now: Judged, then: { verdict: string; seen: string } | undefined): boolean =>
  !then || now.verdict !== then.verdict || now.seen !== then.seen;

/** With `app.import_batch` set, so that the journal knows of which import. */
export async function writeRows(db: CommandDb, batchId: string, rows: readonly Judged[]): Promise<void> {
  const lines = rows.map((row) => ({
    ...row.plan,
    row: row.id,
    isNew: row.cadreId === null,
    cadreId: row.cadreId ?? randomUUID(),
  }));
  await writePeople(db, lines);
  await writeSheets(db, lines);
  await writePosts(db, lines);
  await writeDocuments(db, batchId, lines);
  await db.rows(sql`
    update import_rows r set outcome = case when g."isNew" then 'ADDED' else 'CHANGED' end, cadre_id = g."cadreId",
           row_version = r.row_version + 1
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as g("row" uuid, "isNew" boolean, "cadreId" uuid)
    where r.id = g."row" and r.batch_id = ${batchId}::uuid`);
}

type Line = Plan & { row: string; isNew: boolean; cadreId: string };

async function writePeople(db: CommandDb, lines: readonly Line[]): Promise<void> {
  const people = lines
    .filter(({ isNew, person }) => isNew || Object.keys(person).length > 0)
    .map(({ cadreId, isNew, person }) => ({
      id: cadreId,
      isNew,
      ...person,
      ...(person.name ? pinyinOf(person.name) : {}),
    }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
    as g(id uuid, "isNew" boolean, name text, pinyin text, initials text, gender text, "bornOn" date, ethnicity text,
         "nativePlace" text, "joinedPartyOn" date, "startedWorkOn" date, education text, speciality text)`;
  await db.rows(sql`
    insert into cadres (id, name, pinyin, initials, gender, born_on, ethnicity, native_place, joined_party_on, started_work_on, education, speciality)
    select id, name, pinyin, initials, gender, "bornOn", coalesce(ethnicity, ''), coalesce("nativePlace", ''), "joinedPartyOn",
           "startedWorkOn", coalesce(education, ''), speciality from ${given} where g."isNew"`);
  await db.rows(sql`
    update cadres c set name = coalesce(g.name, c.name), pinyin = coalesce(g.pinyin, c.pinyin), initials = coalesce(g.initials, c.initials),
           gender = coalesce(g.gender, c.gender), born_on = coalesce(g."bornOn", c.born_on), ethnicity = coalesce(g.ethnicity, c.ethnicity),
           native_place = coalesce(g."nativePlace", c.native_place), joined_party_on = coalesce(g."joinedPartyOn", c.joined_party_on),
           started_work_on = coalesce(g."startedWorkOn", c.started_work_on), education = coalesce(g.education, c.education),
           speciality = coalesce(g.speciality, c.speciality), row_version = c.row_version + 1
    from ${given} where c.id = g.id and not g."isNew"`);
  const numbers = lines.flatMap(({ cadreId, idNumber }) => (idNumber ? [{ cadreId, idNumber }] : []));
  await db.rows(sql`
    insert into cadre_identities (cadre_id, id_number)
    select "cadreId", "idNumber" from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as g("cadreId" uuid, "idNumber" text)
    on conflict (cadre_id) do update set id_number = excluded.id_number`);
}

/** What the file leaves empty stays. */
async function writeSheets(db: CommandDb, lines: readonly Line[]): Promise<void> {
  const sheets = lines
    .filter(({ sheet }) => Object.keys(sheet).length > 0)
    .map(({ cadreId, sheet }) => ({ cadreId, ...sheet }));
  if (sheets.length === 0) return;
  await db.rows(sql`
    with g as (
      select * from jsonb_to_recordset(${JSON.stringify(sheets)}::jsonb)
        as g("cadreId" uuid, "birthPlace" text, health text, "technicalTitle" text, skills text, "fullTimeEducation" text,
             "fullTimeDegree" text, "fullTimeEducationSchool" text, "fullTimeDegreeSchool" text, "inServiceEducation" text,
             "inServiceDegree" text, "inServiceEducationSchool" text, "inServiceDegreeSchool" text, resume text, rewards text,
             "appraisalText" text)
    ), there as (
      update cadre_sheets s set birth_place = coalesce(g."birthPlace", s.birth_place), health = coalesce(g.health, s.health),
             technical_title = coalesce(g."technicalTitle", s.technical_title), skills = coalesce(g.skills, s.skills),
             full_time_education = coalesce(g."fullTimeEducation", s.full_time_education),
             full_time_degree = coalesce(g."fullTimeDegree", s.full_time_degree),
             full_time_education_school = coalesce(g."fullTimeEducationSchool", s.full_time_education_school),
             full_time_degree_school = coalesce(g."fullTimeDegreeSchool", s.full_time_degree_school),
             in_service_education = coalesce(g."inServiceEducation", s.in_service_education),
             in_service_degree = coalesce(g."inServiceDegree", s.in_service_degree),
             in_service_education_school = coalesce(g."inServiceEducationSchool", s.in_service_education_school),
             in_service_degree_school = coalesce(g."inServiceDegreeSchool", s.in_service_degree_school),
             resume = coalesce(g.resume, s.resume), rewards = coalesce(g.rewards, s.rewards),
             appraisal_text = coalesce(g."appraisalText", s.appraisal_text), row_version = s.row_version + 1
      from g where s.cadre_id = g."cadreId" returning s.cadre_id
    )
    insert into cadre_sheets (cadre_id, birth_place, health, technical_title, skills, full_time_education, full_time_degree,
      full_time_education_school, full_time_degree_school, in_service_education, in_service_degree, in_service_education_school,
      in_service_degree_school, resume, rewards, appraisal_text)
    select "cadreId", coalesce("birthPlace", ''), coalesce(health, ''), coalesce("technicalTitle", ''), coalesce(skills, ''),
      coalesce("fullTimeEducation", ''), coalesce("fullTimeDegree", ''), coalesce("fullTimeEducationSchool", ''),
      coalesce("fullTimeDegreeSchool", ''), coalesce("inServiceEducation", ''), coalesce("inServiceDegree", ''),
      coalesce("inServiceEducationSchool", ''), coalesce("inServiceDegreeSchool", ''), coalesce(resume, ''), coalesce(rewards, ''),
      coalesce("appraisalText", '')
    from g where "cadreId" not in (select cadre_id from there)`);
}

/** The old post ends the day before the new one begins: what was recorded with it stays (rule 4). */
async function writePosts(db: CommandDb, lines: readonly Line[]): Promise<void> {
  const moves = lines.flatMap(({ cadreId, move }) => (move ? [{ cadreId, ...move }] : []));
  if (moves.length === 0) return;
  const given = sql`jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
    as g("cadreId" uuid, "unitId" uuid, title text, level text, tier text, "startsOn" date, ends uuid)`;
  await db.rows(sql`update post_holdings h set ends_on = g."startsOn" - 1 from ${given} where h.id = g.ends`);
  await db.rows(sql`
    insert into post_holdings (id, cadre_id, unit_id, title, level, tier, starts_on)
    select gen_random_uuid(), "cadreId", "unitId", title, level, tier, "startsOn" from ${given}`);
}

/** Of an lrmx the document and its photo, from the row where they wait; what it leaves empty stays. */
async function writeDocuments(db: CommandDb, batchId: string, lines: readonly Line[]): Promise<void> {
  const given = lines.flatMap(({ row, cadreId, document }) =>
    document ? [{ row, cadreId, ...document }] : [],
  );
  if (given.length === 0) return;
  await db.rows(sql`
    insert into cadre_sheets (cadre_id, lrmx_source, photo, family)
    select g."cadreId", r.source, r.photo, g.family
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g("row" uuid, "cadreId" uuid, family jsonb)
    join import_rows r on r.id = g."row" and r.batch_id = ${batchId}::uuid
    on conflict (cadre_id) do update set lrmx_source = excluded.lrmx_source,
      photo = coalesce(excluded.photo, cadre_sheets.photo),
      family = case when jsonb_array_length(excluded.family) > 0 then excluded.family else cadre_sheets.family end,
      row_version = cadre_sheets.row_version + 1`);
}

async function endLeavers(db: CommandDb, batchId: string): Promise<number> {
  const [marked] = await db.rows<{ marked: number }>(
    sql`select count(*)::int as marked from import_leavers where batch_id = ${batchId}::uuid and ends_on is not null`,
  );
  const ended = await db.rows<{ cadreId: string }>(sql`
    update post_holdings h set ends_on = l.ends_on from import_leavers l
    where l.batch_id = ${batchId}::uuid and l.ends_on is not null and h.cadre_id = l.cadre_id and h.is_primary
      and h.starts_on <= l.ends_on and (h.ends_on is null or h.ends_on > l.ends_on)
    returning h.cadre_id as "cadreId"`);
  // somebody has another post by now
  if (ended.length !== (marked?.marked ?? 0)) throw new Stale("leavers");
  await db.rows(
    sql`update import_leavers set is_ended = true where batch_id = ${batchId}::uuid and ends_on is not null`,
  );
  return ended.length;
}

export const confirmImportJob = defineJob({
  kind: "confirmImport",
  input: confirmJobInput,
  run: ({ viewer, input, report }) => confirmImport(report)(viewer, input),
});

/** Asked for; the same form sent twice is one job. */
export const askConfirmation = commandInSql({
  name: "askImportConfirmation",
  right: RIGHT,
  input: confirmInput,
  run: async ({ db, viewer, input: { id, ...asked } }) => {
    const batch = await holdBatch(db, asked.batchId);
    if (batch.state !== "PREVIEWED") return refuse("roster.reason.wrongState");
    if (batch.rowVersion !== asked.rowVersion) throw new Stale("import");
    if (asked.scope === "CHOSEN" && asked.rowIds.length === 0) return refuse("roster.reason.nothingChosen");
    const input: ConfirmJobInput = asked;
    await askJob(db, viewer, { id, job: confirmImportJob, input });
    return done({ id }, null);
  },
});

/** To the last column; refused where something else leans on it by now (undo_import). */
export const undoImport = commandInSql({
  name: "undoImport",
  right: RIGHT,
  input: batchInput,
  run: async ({ db, input: { batchId, rowVersion } }) => {
    const batch = await holdBatch(db, batchId);
    if (batch.rowVersion !== rowVersion) throw new Stale("import");
    // its unit would stay closed
    if (batch.kind === "MERGER") return refuse("roster.reason.undoAtUnit");
    const [undone] = await db.rows<{ steps: number }>(sql`select undo_import(${batchId}::uuid) as steps`);
    return done(
      { steps: undone?.steps ?? 0 },
      { entity: "importBatch", id: batchId, before: "CONFIRMED", after: "UNDONE" },
    );
  },
});
