/** Time passes without a write: what has come due is told by the server's own timer, in every replica. */
import { asSystem } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

/** How many notices were made; nothing where another replica is at it. */
export const tellDueFollowUps = (): Promise<number> =>
  asSystem("notices", async (db) => {
    const [row] = await db.rows<{ told: number }>(sql`select tell_due_follow_ups() as told`);
    return row?.told ?? 0;
  });
