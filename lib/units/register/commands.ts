/** 单位名录: changed, opened, closed or merged by an administrator, each with a reason that stays. */
import { addDays } from "@/lib/platform/clock";
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { getRegistered, type RegisteredUnit } from "./queries";
import { closeRefusal, initialsOf, pinyinOf } from "./rules";
import { changeInput, closeInput, openInput } from "./schema";

export const changeUnit = commandInSql({
  name: "changeUnit",
  right: "units.edit",
  input: changeInput,
  run: async ({ db, viewer, input, today }) => {
    const { unitId, rowVersion, name, shortName, type, isVerified, reason } = input;
    const unit = await getRegistered(db, unitId, today);
    if (unit.rowVersion !== rowVersion) throw new Stale("unit");
    if (unit.endsOn !== null && unit.endsOn < today) return refuse("units.reason.endedAlready");
    const changed = await db.rows(sql`
      update units set name = ${name}, short_name = ${shortName}, initials = ${initialsOf(shortName)}, pinyin = ${pinyinOf(shortName)}, type = ${type},
             is_verified = ${isVerified}::boolean, changed_by = ${viewer.id}::uuid, change_reason = ${reason},
             row_version = row_version + 1
      where id = ${unitId}::uuid and row_version = ${rowVersion}::int returning id`);
    if (changed.length === 0) throw new Stale("unit");
    return done({ id: unitId }, { entity: "unit", id: unitId, before: unit.type, after: type });
  },
});

/** Also for a split: the new unit stands in the register, and its people move there by the roster or one by one. */
export const openUnit = commandInSql({
  name: "openUnit",
  right: "units.edit",
  input: openInput,
  run: async ({ db, viewer, input }) => {
    const { id, name, shortName, type, startsOn, reason } = input;
    // two at once count one after the other
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended('units', 0))::text`);
    const made = await db.rows(sql`
      insert into units (id, code, name, short_name, initials, pinyin, type, position, is_verified, starts_on, changed_by, change_reason)
      select ${id}::uuid, 'N' || lpad((count(*) filter (where code ~ '^N[0-9]+$') + 1)::text, 3, '0'), ${name}, ${shortName},
             ${initialsOf(shortName)}, ${pinyinOf(shortName)}, ${type}, coalesce(max(position), 0) + 1, true, ${startsOn}::date, ${viewer.id}::uuid, ${reason}
      from units
      on conflict (id) do nothing returning id`);
    return done({ id }, made.length === 0 ? null : { entity: "unit", id, after: startsOn });
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
    if (into) await movePosts(db, unit, into, lastDay);
    const left = await endAssignments(db, viewer, unit, lastDay, reason);
    if (left) return refuse("units.reason.ownAssignment");
    const closed = await db.rows(sql`
      update units set ends_on = ${lastDay}::date, merged_into = ${into?.id ?? null}::uuid, changed_by = ${viewer.id}::uuid,
             change_reason = ${reason}, row_version = row_version + 1
      where id = ${unitId}::uuid and row_version = ${rowVersion}::int returning id`);
    if (closed.length === 0) throw new Stale("unit");
    return done({ id: unitId }, { entity: "unit", id: unitId, after: `${lastDay} ${into?.id ?? ""}`.trim() });
  },
});

async function movePosts(
  db: CommandDb,
  unit: RegisteredUnit,
  into: RegisteredUnit,
  lastDay: string,
): Promise<void> {
  const ended = await db.rows<{ id: string }>(sql`
    update post_holdings set ends_on = ${lastDay}::date
    where unit_id = ${unit.id}::uuid and starts_on <= ${lastDay}::date and (ends_on is null or ends_on > ${lastDay}::date)
    returning id`);
  await db.rows(sql`
    insert into post_holdings (id, cadre_id, unit_id, title, level, tier, is_primary, starts_on)
    select gen_random_uuid(), cadre_id, ${into.id}::uuid, title, level, tier, is_primary, ${addDays(lastDay, 1)}::date
    from post_holdings where id = any(${ended.map(({ id }) => id)}::uuid[])`);
}

/** Nobody ends their own: true where one is left. */
async function endAssignments(
  db: CommandDb,
  viewer: Viewer,
  unit: RegisteredUnit,
  lastDay: string,
  reason: string,
): Promise<boolean> {
  await db.rows(sql`
    update assignments set ends_on = ${lastDay}::date, end_reason = ${reason}, row_version = row_version + 1
    where unit_id = ${unit.id}::uuid and starts_on <= ${lastDay}::date and (ends_on is null or ends_on > ${lastDay}::date)
      and observer_id <> ${viewer.id}::uuid
    returning id`);
  const left = await db.rows(sql`
    select id from assignments where unit_id = ${unit.id}::uuid and (ends_on is null or ends_on > ${lastDay}::date)`);
  return left.length > 0;
}
