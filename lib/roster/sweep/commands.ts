/**
 * What a file held is kept for as long as its import can be undone, and not longer: identity numbers stand in its cells.
 * Every replica; the database lets one at a time do it.
 */
import { asSystem } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export const sweepImports = (): Promise<number> =>
  asSystem("imports", async (db) => {
    const [row] = await db.rows<{ emptied: number }>(sql`select sweep_imports() as emptied`);
    return row?.emptied ?? 0;
  });
