/** 事项: raised, carried from step to step, and what is added to it on its way. Its log is written by the database. */
import type { Day } from "@/lib/platform/clock";
import { command, commandInSql, done } from "@/lib/platform/command";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound, type Refusal, refuse, Stale } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import { syllablesOf } from "@/lib/units/register/rules";
import { getKnownCase } from "./queries";
import {
  type CaseActor,
  type CaseReason,
  extendRefusal,
  type KnownCase,
  raiseRefusal,
  stepRefusal,
} from "./rules";
import {
  actInput,
  cadreInput,
  contactInput,
  documentInput,
  followUpInput,
  openInput,
  partyInput,
  recordInput,
  type StepInput,
  stepInput,
} from "./schema";

export const openCase = command({
  name: "openCase",
  right: "cases.open",
  input: openInput,
  run: async ({ db, viewer, input, today }) => {
    // a form sent twice at once: the second one finds what the first has stored
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))::text`);
    const [there] = await db.rows<{ isOwn: boolean }>(sql`
      select raised_by = ${viewer.id}::uuid as "isOwn" from cases where id = ${input.id}::uuid`);
    if (there) return there.isOwn ? done({ id: input.id }, null) : refuse("cases.reason.idTaken");
    if (input.dueOn !== undefined && input.dueOn < today) return refuse("cases.reason.dueBehind");
    if (!mayOpenFor(viewer, input.unitId)) return refuse("cases.reason.notYours");
    const records = [...new Set(input.recordIds)];
    if (records.length > 0) {
      const [seen] = await db.rows<{ count: number }>(sql`
        select count(*)::int as count from observations where id = any (${records}::uuid[])`);
      if (seen?.count !== records.length) throw new NotFound("observation");
    }
    await db.rows(sql`
      insert into cases (id, title, demand, unit_id, tier, due_on, raised_by)
      values (${input.id}::uuid, ${input.title}, ${input.demand}, ${input.unitId}::uuid, ${input.tier},
        ${input.dueOn ?? null}::date, ${viewer.id}::uuid)`);
    await db.rows(sql`
      insert into case_spellings (case_id, syllables) values (${input.id}::uuid, ${syllablesOf(input.title).join(" ")})`);
    await db.rows(sql`
      insert into case_parties (case_id, unit_id, added_by)
      select ${input.id}::uuid, id, ${viewer.id}::uuid from unnest(${input.partyIds}::uuid[]) given(id)
      where id <> ${input.unitId}::uuid group by id`);
    await db.rows(sql`
      insert into case_records (case_id, observation_id, added_by)
      select ${input.id}::uuid, id, ${viewer.id}::uuid from unnest(${records}::uuid[]) given(id)`);
    return done({ id: input.id }, { entity: "case", id: input.id, after: `OPEN ${input.tier}` });
  },
});

const mayOpenFor = (viewer: CaseActor, unitId: string): boolean =>
  viewer.roles.includes("REVIEWER") ||
  (viewer.roles.includes("OBSERVER") && viewer.unitIds.includes(unitId)) ||
  (viewer.roles.includes("LIAISON") && viewer.ownUnitId === unitId);

/** Each step from the version that its person saw: of two at once the second is told that the case has moved on. */
export const carryCase = commandInSql({
  name: "carryCase",
  right: "cases.carry",
  input: stepInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, rowVersion } = input;
    const known = await getKnownCase(db, id);
    if (known.rowVersion !== rowVersion) throw new Stale("case");
    const refusal = stepRefusal(known, input.step, viewer) ?? ownRefusal(known, input, viewer, today);
    if (refusal) return refusal;
    const [moved] = await db.rows<{ state: string; tier: string }>(sql`
      update cases set ${changeOf(input, viewer.id)}, row_version = row_version + 1
      where id = ${id}::uuid and row_version = ${rowVersion}::int returning state, tier`);
    if (!moved) throw new Stale("case");
    return done(
      { id, state: moved.state },
      {
        entity: "case",
        id,
        before: `${known.state} ${known.tier}`,
        after: `${moved.state} ${moved.tier} ${input.step}`,
      },
    );
  },
});

function ownRefusal(
  known: KnownCase,
  input: StepInput,
  viewer: CaseActor,
  today: Day,
): Refusal<CaseReason> | null {
  if (input.step === "RAISE") return raiseRefusal(known, input.tier, input.dueOn, viewer, today);
  return input.step === "EXTEND" ? extendRefusal(known, input.dueOn, today) : null;
}

/** The database fills what follows from a step: moments, deadline of the new tier, the second word that closes. */
function changeOf(input: StepInput, viewerId: string): Sql {
  switch (input.step) {
    case "RAISE":
      return sql`tier = ${input.tier}, due_on = coalesce(${input.dueOn ?? null}::date, due_on), state_reason = ${input.reason}`;
    case "EXTEND":
      return sql`due_on = ${input.dueOn}::date, state_reason = ${input.reason}`;
    case "SETTLE":
      return sql`state = 'SETTLED', outcome = ${input.outcome}, settled_by = ${viewerId}::uuid`;
    case "CHECK":
      return sql`checked_by = ${viewerId}::uuid, state_reason = ${input.reason}`;
    case "CONFIRM":
      return sql`confirmed_by = ${viewerId}::uuid`;
    case "SEND_BACK":
    case "REOPEN":
      return sql`state = 'OPEN', state_reason = ${input.reason}`;
    case "WITHDRAW":
      return sql`state = 'WITHDRAWN', state_reason = ${input.reason}`;
  }
}

/** 办理记录: what was done on the way, by whoever takes part; a liaison speaks for the unit. */
export const noteAct = commandInSql({
  name: "noteAct",
  right: "cases.carry",
  input: actInput,
  run: async ({ db, viewer, input }) => {
    await openCaseOf(db, input.caseId);
    const unitId = viewer.roles.includes("LIAISON") ? viewer.ownUnitId : null;
    const noted = await db.rows(sql`
      insert into case_events (id, case_id, actor_id, unit_id, kind, text)
      values (${input.id}::uuid, ${input.caseId}::uuid, ${viewer.id}::uuid, ${unitId}::uuid, 'ACT', ${input.text})
      on conflict (id) do nothing returning id`);
    return done(
      { id: input.id },
      noted.length > 0 ? { entity: "case", id: input.caseId, after: "ACT" } : null,
    );
  },
});

export const addCaseParty = commandInSql({
  name: "addCaseParty",
  right: "cases.carry",
  input: partyInput,
  run: async ({ db, viewer, input }) => {
    const known = await getKnownCase(db, input.caseId);
    const refusal = stepRefusal(known, "RAISE", viewer);
    if (refusal) return refusal;
    const added = await db.rows(sql`
      insert into case_parties (id, case_id, unit_id, part, contact, added_by)
      values (${input.id}::uuid, ${input.caseId}::uuid, ${input.unitId}::uuid, ${input.part}, ${input.contact}, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    return done(
      { id: input.id },
      added.length > 0 ? { entity: "case", id: input.caseId, after: "PARTY" } : null,
    );
  },
});

export const nameContact = commandInSql({
  name: "nameContact",
  right: "cases.carry",
  input: contactInput,
  run: async ({ db, input }) => {
    const [named] = await db.rows<{ caseId: string }>(sql`
      update case_parties set contact_id = ${input.contactId ?? null}::uuid, contact = ${input.contact}, part = ${input.part}
      where id = ${input.id}::uuid returning case_id as "caseId"`);
    if (!named) throw new NotFound("party");
    return done({ id: input.id }, { entity: "case", id: named.caseId, after: "CONTACT" });
  },
});

export const addCaseDocument = commandInSql({
  name: "addCaseDocument",
  right: "cases.carry",
  input: documentInput,
  run: async ({ db, viewer, input }) => {
    await openCaseOf(db, input.caseId);
    const added = await db.rows(sql`
      insert into case_documents (id, case_id, title, number, document_on, note, added_by)
      values (${input.id}::uuid, ${input.caseId}::uuid, ${input.title}, ${input.number}, ${input.on ?? null}::date, ${input.note},
        ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    return done(
      { id: input.id },
      added.length > 0 ? { entity: "case", id: input.caseId, after: "DOCUMENT" } : null,
    );
  },
});

export const linkCaseRecord = commandInSql({
  name: "linkCaseRecord",
  right: "cases.name",
  input: recordInput,
  run: async ({ db, viewer, input }) => {
    await getKnownCase(db, input.caseId);
    const [record] = await db.rows(sql`select 1 from observations where id = ${input.observationId}::uuid`);
    if (!record) throw new NotFound("observation");
    const linked = await db.rows(sql`
      insert into case_records (case_id, observation_id, added_by)
      values (${input.caseId}::uuid, ${input.observationId}::uuid, ${viewer.id}::uuid)
      on conflict do nothing returning case_id`);
    return done(
      { id: input.caseId },
      linked.length > 0 ? { entity: "case", id: input.caseId, after: "RECORD" } : null,
    );
  },
});

export const nameCaseCadre = commandInSql({
  name: "nameCaseCadre",
  right: "cases.name",
  input: cadreInput,
  run: async ({ db, viewer, input }) => {
    await getKnownCase(db, input.caseId);
    if (input.cadreId === viewer.cadreId) return refuse("cases.reason.ownWork");
    const named = await db.rows(sql`
      insert into case_cadres (id, case_id, cadre_id, role, initiative, decision, added_by)
      values (${input.id}::uuid, ${input.caseId}::uuid, ${input.cadreId}::uuid, ${input.role}, ${input.initiative},
        ${input.decision}, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    return done(
      { id: input.id },
      named.length > 0 ? { entity: "case", id: input.caseId, after: "CADRE" } : null,
    );
  },
});

/** 跟进 of a case: asked of a person of a unit that takes part. */
export const askInCase = commandInSql({
  name: "askInCase",
  right: "cases.ask",
  input: followUpInput,
  run: async ({ db, viewer, input }) => {
    await openCaseOf(db, input.caseId);
    const [unitId, ownerId] = input.owner.split(":");
    const asked = await db.rows(sql`
      insert into follow_ups (id, case_id, unit_id, owner_id, title, due_on, asked_by)
      values (${input.id}::uuid, ${input.caseId}::uuid, ${unitId}::uuid, ${ownerId}::uuid, ${input.title},
        ${input.dueOn ?? null}::date, ${ownerId === viewer.id ? null : viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    return done(
      { id: input.id },
      asked.length > 0 ? { entity: "followUp", id: input.id, after: "OPEN" } : null,
    );
  },
});

/** What is over takes nothing in; a reopened one does again. */
async function openCaseOf(db: ScopedDb, id: string): Promise<void> {
  const { state } = await getKnownCase(db, id);
  if (state !== "OPEN" && state !== "SETTLED") throw new Stale("case");
}
