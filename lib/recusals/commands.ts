/** 回避申报: stated by the observer, looked at by a leader. What is declared stands at once; letting go takes two people. */
import { commandInSql, done, malformed } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { listDeclarations } from "./queries";
import { declareRefusal, openYears } from "./rules";
import { askEndInput, declareInput, remindInput, reviewInput, settleInput, submitInput } from "./schema";

export const declareRecusal = commandInSql({
  name: "declareRecusal",
  right: "recusals.declare",
  input: declareInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, kind, unitId, relation, personName, workedUntil, note } = input;
    const declared = await listDeclarations(db, viewer.id);
    if (declared.some((one) => one.id === id)) return done({ id }, null);
    const refused = declareRefusal(input, declared, today);
    if (refused) return refuse(refused);
    if (!(await isUnit(db, unitId))) return malformed([{ path: "unitId", code: "notAnOption" }]);
    const isKin = kind === "KIN";
    await holdSheets(db, viewer.id);
    await db.rows(sql`
      insert into recusal_declarations (id, observer_id, unit_id, kind, note, relation, person_name, worked_until, declared_on)
      values (${id}::uuid, ${viewer.id}::uuid, ${unitId}::uuid, ${kind}, ${note}, ${isKin ? relation : ""},
              ${isKin ? personName : ""}, ${kind === "FORMER_WORKPLACE" ? (workedUntil ?? null) : null}::date, ${today}::date)`);
    return done({ id }, { entity: "recusal", id, after: `${kind} ${unitId}` });
  },
});

/**
 * It stays in force until a leader accepts the sheet of the year: the sheet of a new version, if it already lies there (trigger).
 * The sheet is held first, as the leader does it: of the two at once the second sees the first.
 */
export const askRecusalEnd = commandInSql({
  name: "askRecusalEnd",
  right: "recusals.declare",
  input: askEndInput,
  run: async ({ db, viewer, input }) => {
    await holdSheets(db, viewer.id);
    const asked = await db.rows(sql`
      update recusal_declarations set end_asked_why = ${input.why}
      where id = ${input.declarationId}::uuid and observer_id = ${viewer.id}::uuid and ends_on is null
      returning id`);
    if (asked.length === 0) throw new NotFound("declaration");
    return done(
      { id: input.declarationId },
      { entity: "recusal", id: input.declarationId, after: "end asked" },
    );
  },
});

/** The sheet of the year, as a whole; again after a return or when something has changed. */
export const submitRecusalSheet = commandInSql({
  name: "submitRecusalSheet",
  right: "recusals.declare",
  input: submitInput,
  run: async ({ db, viewer, input, today, now }) => {
    const { id, year, note, rowVersion } = input;
    if (!openYears(today).includes(year)) return refuse("recusals.reason.yearClosed");
    if (rowVersion === undefined) {
      const made = await db.rows(sql`
        insert into recusal_sheets (id, observer_id, year, note)
        values (${id}::uuid, ${viewer.id}::uuid, ${year}::smallint, ${note})
        on conflict do nothing returning id`);
      if (made.length === 0 && !(await isOwnSheet(db, id, viewer.id))) throw new Stale("sheet");
      return done(
        { id },
        made.length === 0 ? null : { entity: "recusalSheet", id, after: `SUBMITTED ${year}` },
      );
    }
    const again = await db.rows<{ id: string }>(sql`
      update recusal_sheets set state = 'SUBMITTED', note = ${note}, submitted_at = ${now}::timestamptz, reviewed_by = null,
             reviewed_at = null, answer = '', row_version = row_version + 1
      where observer_id = ${viewer.id}::uuid and year = ${year}::smallint and row_version = ${rowVersion}::int
      returning id`);
    const [sheet] = again;
    if (!sheet) throw new Stale("sheet");
    return done({ id: sheet.id }, { entity: "recusalSheet", id: sheet.id, after: `SUBMITTED ${year}` });
  },
});

/** With the acceptance what its observer asked to end is let go as of yesterday, so that a plan of today counts without it. */
export const reviewRecusalSheet = commandInSql({
  name: "reviewRecusalSheet",
  right: "recusals.review",
  input: reviewInput,
  run: async ({ db, viewer, input, now, today }) => {
    const { sheetId, rowVersion, decision, answer } = input;
    const [sheet] = await db.rows<{ observerId: string }>(sql`
      select observer_id as "observerId" from recusal_sheets where id = ${sheetId}::uuid`);
    if (!sheet) throw new NotFound("sheet");
    if (sheet.observerId === viewer.id) return refuse("recusals.reason.ownSheet");
    const reviewed = await db.rows(sql`
      update recusal_sheets set state = ${decision}, answer = ${answer}, reviewed_by = ${viewer.id}::uuid,
             reviewed_at = ${now}::timestamptz, row_version = row_version + 1
      where id = ${sheetId}::uuid and row_version = ${rowVersion}::int and state = 'SUBMITTED'
      returning id`);
    if (reviewed.length === 0) throw new Stale("sheet");
    if (decision === "ACCEPTED") {
      await db.rows(sql`
        update recusal_declarations set reviewed_by = ${viewer.id}::uuid,
               ends_on = case when end_asked_why is not null then greatest(declared_on, ${today}::date - 1) end
        where observer_id = ${sheet.observerId}::uuid and ends_on is null`);
    }
    return done(
      { id: sheetId },
      { entity: "recusalSheet", id: sheetId, before: "SUBMITTED", after: decision },
    );
  },
});

export const settleRecusalWarning = commandInSql({
  name: "settleRecusalWarning",
  right: "recusals.settle",
  input: settleInput,
  run: async ({ db, viewer, input, now }) => {
    const { warningId: id, settlement } = input;
    const [warning] = await db.rows<{ observerId: string; isSettled: boolean }>(sql`
      select observer_id as "observerId", settled_at is not null as "isSettled" from recusal_warnings where id = ${id}::uuid`);
    if (!warning) throw new NotFound("warning");
    if (warning.observerId === viewer.id) return refuse("recusals.reason.ownWarning");
    const settled = await db.rows(sql`
      update recusal_warnings set settled_by = ${viewer.id}::uuid, settled_at = ${now}::timestamptz, settlement = ${settlement}
      where id = ${id}::uuid and settled_at is null returning id`);
    if (settled.length === 0) throw new Stale("warning");
    return done({ id }, { entity: "recusalWarning", id, after: "SETTLED" });
  },
});

/** Each is asked at most once a week (by the database). */
export const remindDeclarations = commandInSql({
  name: "remindDeclarations",
  right: "recusals.remind",
  input: remindInput,
  run: async ({ db, input, today }) => {
    if (!openYears(today).includes(input.year)) return refuse("recusals.reason.yearClosed");
    const [row] = await db.rows<{ asked: number }>(sql`select ask_for_recusals(${input.year}::int) as asked`);
    const asked = row?.asked ?? 0;
    if (asked === 0) return refuse("recusals.reason.nobodyToAsk");
    return done({ asked }, { entity: "recusalSheet", id: String(input.year), after: `asked ${asked}` });
  },
});

const holdSheets = (db: CommandDb, observerId: string) =>
  db.rows(
    sql`select id from recusal_sheets where observer_id = ${observerId}::uuid order by year for update`,
  );

async function isUnit(db: CommandDb, unitId: string): Promise<boolean> {
  const found = await db.rows(sql`
    select id from units where id = ${unitId}::uuid and (ends_on is null or ends_on >= city_today())`);
  return found.length > 0;
}

async function isOwnSheet(db: CommandDb, id: string, observerId: string): Promise<boolean> {
  const found = await db.rows(sql`
    select id from recusal_sheets where id = ${id}::uuid and observer_id = ${observerId}::uuid`);
  return found.length > 0;
}
