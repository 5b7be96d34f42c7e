/** 单位名录: changed, opened, closed or merged by an administrator, each with a reason that stays. */
import { randomUUID } from "node:crypto";
import { addDays } from "@/lib/platform/clock";
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import type { EndedAssignment } from "./closing/queries";
import { getRegistered, type RegisteredUnit } from "./queries";
import { announceRename } from "./renames/commands";
import { closeRefusal, initialsOf, isAhead, nameRefusal, pinyinOf } from "./rules";
import { changeInput, closeInput, openInput, undoMergerInput } from "./schema";

export const changeUnit = commandInSql({
  name: "changeUnit",
  right: "units.edit",
  input: changeInput,
  run: async ({ db, viewer, input, today }) => {
    const { unitId, rowVersion, name, shortName, type, namedOn, isVerified, reason } = input;
    const unit = await getRegistered(db, unitId, today);
    if (unit.rowVersion !== rowVersion) throw new Stale("unit");
    if (unit.endsOn !== null && unit.endsOn < today) return refuse("units.reason.endedAlready");
    const refused = nameRefusal(unit, input, today);
    if (refused) return refuse(refused);
    if (isAhead(namedOn, today)) {
      await announceRename(db, viewer, { unitId, namedOn, name, shortName, reason });
      return done({ id: unitId }, { entity: "unit", id: unitId, after: `RENAMED ${namedOn}` });
    }
    const changed = await db.rows(sql`
      update units set named_on = ${namedOn ?? unit.namedOn}::date, name = ${name}, short_name = ${shortName}, initials = ${initialsOf(shortName)}, pinyin = ${pinyinOf(shortName)}, type = ${type},
             is_verified = ${isVerified}::boolean, changed_by = ${viewer.id}::uuid, change_reason = ${reason},
             row_version = row_version + 1
      where id = ${unitId}::uuid and row_version = ${rowVersion}::int returning id`);
    if (changed.length === 0) throw new Stale("unit");
    return done({ id: unitId }, { entity: "unit", id: unitId, before: unit.type, after: type });
  },
});

/** Also for a split: the new unit knows where it came from, and its people go there by one change for many. */
export const openUnit = commandInSql({
  name: "openUnit",
  right: "units.edit",
  input: openInput,
  run: async ({ db, viewer, input }) => {
    const { id, name, shortName, type, startsOn, fromId = null, reason } = input;
    // two at once count one after the other
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended('units', 0))::text`);
    const made = await db.rows(sql`
      insert into units (id, code, name, short_name, initials, pinyin, type, position, is_verified, starts_on, split_from, changed_by, change_reason)
      select ${id}::uuid, 'N' || lpad((count(*) filter (where code ~ '^N[0-9]+$') + 1)::text, 3, '0'), ${name}, ${shortName},
             ${initialsOf(shortName)}, ${pinyinOf(shortName)}, ${type}, coalesce(max(position), 0) + 1, true, ${startsOn}::date, ${fromId}::uuid, ${viewer.id}::uuid, ${reason}
      from units
      on conflict (id) do nothing returning id`);
    return done(
      { id },
      made.length === 0 ? null : { entity: "unit", id, before: fromId ?? undefined, after: startsOn },
    );
  },
});

/** With where its people go: their posts end with the unit and begin there the day after, so that old figures stay. */
export const closeUnit = commandInSql({
  name: "closeUnit",
  right: "units.edit",
  input: closeInput,
  run: async ({ db, viewer, input, today }) => {
    const { unitId, rowVersion, lastDay, intoId, reason } = input;
    const unit = await getRegistered(db, unitId, today);
    if (unit.rowVersion !== rowVersion) throw new Stale("unit");
    const into = intoId ? await getRegistered(db, intoId, today) : null;
    const refused = closeRefusal(unit, into, lastDay, today);
    if (refused)
      return refuse(refused, refused === "units.reason.peopleLeft" ? { count: unit.people } : undefined);
    const batchId = into ? await beginMerger(db, viewer, unit, into, lastDay) : null;
    if (into && !(await movePosts(db, viewer, unit, into, lastDay))) return refuse("units.reason.ownPost");
    const ended = await endAssignments(db, viewer, unit, lastDay, reason);
    if (!ended) return refuse("units.reason.ownAssignment");
    if (into && batchId) await keepMerger(db, viewer, { batchId, unit, into, lastDay, ended });
    else
      await db.rows(sql`
        insert into unit_closings (unit_id, last_day, assignments, made_by)
        values (${unitId}::uuid, ${lastDay}::date, ${JSON.stringify(ended)}::jsonb, ${viewer.id}::uuid)`);
    const closed = await db.rows(sql`
      update units set ends_on = ${lastDay}::date, merged_into = ${into?.id ?? null}::uuid, changed_by = ${viewer.id}::uuid,
             change_reason = ${reason}, row_version = row_version + 1
      where id = ${unitId}::uuid and row_version = ${rowVersion}::int returning id`);
    if (closed.length === 0) throw new Stale("unit");
    return done({ id: unitId }, { entity: "unit", id: unitId, after: `${lastDay} ${into?.id ?? ""}`.trim() });
  },
});

/** Nobody moves themselves: false where one of the posts is the viewer's own. */
async function movePosts(
  db: CommandDb,
  viewer: Viewer,
  unit: RegisteredUnit,
  into: RegisteredUnit,
  lastDay: string,
): Promise<boolean> {
  const own = await db.rows(sql`
    select id from post_holdings where unit_id = ${unit.id}::uuid and cadre_id = ${viewer.cadreId}::uuid
      and starts_on <= ${lastDay}::date and (ends_on is null or ends_on > ${lastDay}::date)`);
  if (own.length > 0) return false;
  const ended = await db.rows<{ id: string }>(sql`
    update post_holdings set ends_on = ${lastDay}::date
    where unit_id = ${unit.id}::uuid and starts_on <= ${lastDay}::date and (ends_on is null or ends_on > ${lastDay}::date)
    returning id`);
  await db.rows(sql`
    insert into post_holdings (id, cadre_id, unit_id, title, level, tier, is_primary, starts_on)
    select gen_random_uuid(), cadre_id, ${into.id}::uuid, title, level, tier, is_primary, ${addDays(lastDay, 1)}::date
    from post_holdings where id = any(${ended.map(({ id }) => id)}::uuid[])`);
  return true;
}

/** With their last days before. Nobody ends their own: null where one is left. */
async function endAssignments(
  db: CommandDb,
  viewer: Viewer,
  unit: RegisteredUnit,
  lastDay: string,
  reason: string,
): Promise<EndedAssignment[] | null> {
  const ended = await db.rows<EndedAssignment>(sql`
    with held as (
      select id, ends_on from assignments
      where unit_id = ${unit.id}::uuid and starts_on <= ${lastDay}::date and (ends_on is null or ends_on > ${lastDay}::date)
        and observer_id <> ${viewer.id}::uuid
      for update
    )
    update assignments a set ends_on = ${lastDay}::date, end_reason = ${reason}, row_version = row_version + 1
    from held where a.id = held.id returning a.id, held.ends_on::text as "endsOn"`);
  const left = await db.rows(sql`
    select id from assignments where unit_id = ${unit.id}::uuid and (ends_on is null or ends_on > ${lastDay}::date)`);
  return left.length > 0 ? null : ended;
}

/** The moves stand in the roster's journal as one change for many, from which they are taken back. */
async function beginMerger(
  db: CommandDb,
  viewer: Viewer,
  unit: RegisteredUnit,
  into: RegisteredUnit,
  lastDay: string,
): Promise<string> {
  const id = randomUUID();
  await db.rows(sql`
    insert into import_batches (id, kind, file_name, body_hash, effective_on, uploaded_by)
    values (${id}::uuid, 'MERGER', ${`${unit.shortName} 并入 ${into.shortName}`}, sha256(${id}::bytea),
            ${addDays(lastDay, 1)}::date, ${viewer.id}::uuid)`);
  await db.rows(sql`select set_config('app.import_batch', ${id}, true)`);
  return id;
}

type Merger = {
  batchId: string;
  unit: RegisteredUnit;
  into: RegisteredUnit;
  lastDay: string;
  ended: EndedAssignment[];
};

async function keepMerger(
  db: CommandDb,
  viewer: Viewer,
  { batchId, unit, into, lastDay, ended }: Merger,
): Promise<void> {
  await db.rows(sql`select set_config('app.import_batch', '', true)`);
  await db.rows(sql`
    update import_batches set state = 'CONFIRMED', confirmed_by = ${viewer.id}::uuid, confirmed_at = now(),
           changed_count = ${unit.people}::int, row_version = row_version + 1 where id = ${batchId}::uuid`);
  await db.rows(sql`
    insert into unit_mergers (batch_id, unit_id, into_id, last_day, assignments, made_by)
    values (${batchId}::uuid, ${unit.id}::uuid, ${into.id}::uuid, ${lastDay}::date, ${JSON.stringify(ended)}::jsonb,
            ${viewer.id}::uuid)`);
}

/** As if it had not been, within thirty days and where nothing leans on it by now; the changes of both ways stay told. */
export const undoMerger = commandInSql({
  name: "undoMerger",
  right: "units.edit",
  input: undoMergerInput,
  run: async ({ db, viewer, input: { unitId, rowVersion, reason }, now, today }) => {
    const unit = await getRegistered(db, unitId, today);
    if (unit.rowVersion !== rowVersion) throw new Stale("unit");
    const [merger] = await db.rows<{ batchId: string; lastDay: string; assignments: EndedAssignment[] }>(sql`
      select batch_id as "batchId", last_day::text as "lastDay", assignments from unit_mergers where unit_id = ${unitId}::uuid and undone_at is null for update`);
    if (!merger) return refuse("units.reason.noMerger");
    const blocks = await db.rows(sql`select cadre_id from import_undo_blocks(${merger.batchId}::uuid)`);
    if (blocks.length > 0) return refuse("units.reason.mergerUsed", { count: blocks.length });
    await db.rows(sql`select undo_import(${merger.batchId}::uuid)`);
    const opened = await db.rows(sql`
      update units set ends_on = null, merged_into = null, changed_by = ${viewer.id}::uuid, change_reason = ${reason},
             row_version = row_version + 1
      where id = ${unitId}::uuid and row_version = ${rowVersion}::int returning id`);
    if (opened.length === 0) throw new Stale("unit");
    // one that was ended on another day since has an end of its own
    await db.rows(sql`
      update assignments a set ends_on = g."endsOn", end_reason = '', row_version = a.row_version + 1
      from jsonb_to_recordset(${JSON.stringify(merger.assignments)}::jsonb) as g(id uuid, "endsOn" date)
      where a.id = g.id and a.ends_on = ${merger.lastDay}::date`);
    await db.rows(sql`
      update unit_mergers set undone_by = ${viewer.id}::uuid, undone_at = ${now}::timestamptz
      where batch_id = ${merger.batchId}::uuid`);
    return done({ id: unitId }, { entity: "unit", id: unitId, before: unit.endsOn ?? "", after: "REOPENED" });
  },
});
