/** The key under which a person's unsent text lies sealed on a phone; the database makes it when it is first asked for. */
import * as z from "zod";
import { commandInSql, done } from "@/lib/platform/command";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";

export const giveOfflineKey = commandInSql({
  name: "giveOfflineKey",
  right: "observations.log",
  input: z.strictObject({}),
  run: async ({ db, viewer }) => {
    const made = await db.rows(sql`
      insert into offline_keys (user_id) values (${viewer.id}::uuid) on conflict (user_id) do nothing returning user_id`);
    const [row] = await db.rows<{ key: string }>(sql`
      select encode(key, 'base64') as key from offline_keys where user_id = ${viewer.id}::uuid`);
    if (!row) throw new NotFound("offline key");
    return done(row, made.length > 0 ? { entity: "offlineKey", id: viewer.id, after: "MADE" } : null);
  },
});
