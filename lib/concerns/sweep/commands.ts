/**
 * Time ends what was decided. Files and policies ask the day themselves; the sweep takes the mark off the records of what
 * has expired, and the counts kept by that mark with it. Every replica; the database lets one at a time do it.
 */
import { asSystem } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export const lapseConcerns = (): Promise<number> =>
  asSystem("concerns", async (db) => {
    const [row] = await db.rows<{ lapsed: number }>(sql`select lapse_concerns() as lapsed`);
    return row?.lapsed ?? 0;
  });
