/** 更名 for a day to come: announced, done by itself on its day (docs/adr/0045), or cancelled before. */
import type { Day } from "@/lib/platform/clock";
import { commandInSql, done } from "@/lib/platform/command";
import { asSystem, type CommandDb } from "@/lib/platform/db";
import { NotFound, refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { initialsOf, pinyinOf } from "../rules";
import { cancelRenameInput } from "../schema";

type Rename = { unitId: string; namedOn: Day; name: string; shortName: string; reason: string };

/** How it is spelled is kept too: the database renames the unit by itself. */
export const announceRename = (
  db: CommandDb,
  viewer: Viewer,
  { unitId, namedOn, name, shortName, reason }: Rename,
): Promise<unknown> =>
  db.rows(sql`
    insert into unit_renames (unit_id, starts_on, name, short_name, initials, pinyin, reason, made_by)
    values (${unitId}::uuid, ${namedOn}::date, ${name}, ${shortName}, ${initialsOf(shortName)}, ${pinyinOf(shortName)}, ${reason}, ${viewer.id}::uuid)`);

export const cancelRename = commandInSql({
  name: "cancelRename",
  right: "units.edit",
  input: cancelRenameInput,
  run: async ({ db, viewer, input: { id, reason }, now, today }) => {
    const [found] = await db.rows<{ unitId: string; startsOn: Day; isAhead: boolean }>(sql`
      select unit_id as "unitId", starts_on::text as "startsOn",
             done_at is null and cancelled_at is null and starts_on > ${today}::date as "isAhead"
      from unit_renames where id = ${id}::uuid`);
    if (!found) throw new NotFound("rename");
    if (!found.isAhead) return refuse("units.reason.renameOver");
    const cancelled = await db.rows(sql`
      update unit_renames set cancelled_by = ${viewer.id}::uuid, cancelled_at = ${now}::timestamptz, cancel_reason = ${reason}
      where id = ${id}::uuid and done_at is null and cancelled_at is null returning id`);
    // cancelled by somebody else a moment ago
    if (cancelled.length === 0) return refuse("units.reason.renameOver");
    return done(
      { id: found.unitId },
      { entity: "unit", id: found.unitId, before: `RENAMED ${found.startsOn}` },
    );
  },
});

/** By the server's own timer, so that it is done where nobody comes in; whoever comes in first does it otherwise (enter). */
export const applyDueRenames = (): Promise<number> =>
  asSystem("units", async (db) => {
    const [row] = await db.rows<{ done: number }>(sql`select apply_due_renames() as done`);
    return row?.done ?? 0;
  });
