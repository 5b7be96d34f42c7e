/** 已读: the one thing that a person changes about a notice. It says nothing about business, so no audit line. */
import { commandInSql, done } from "@/lib/platform/command";
import { sql } from "@/lib/platform/sql";
import { countUnread } from "./queries";
import { readInput } from "./schema";

export const markNoticesRead = commandInSql({
  name: "markNoticesRead",
  right: "notices.read",
  input: readInput,
  run: async ({ db, viewer, input, now }) => {
    const which =
      "ids" in input ? sql`id = any(${input.ids}::uuid[])` : sql`created_at <= ${input.until}::timestamptz`;
    await db.rows(sql`
      update notifications set read_at = ${now}::timestamptz
      where user_id = ${viewer.id}::uuid and read_at is null and ${which}`);
    return done({ unread: await countUnread(db, viewer.id) }, null);
  },
});
