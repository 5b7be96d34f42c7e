import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

/** Addresses of the viewer's own devices, so that a device can tell whether it is one of them. */
export async function listDevices(db: ScopedDb, viewerId: string): Promise<string[]> {
  const rows = await db.rows<{ endpoint: string }>(sql`
    select endpoint from push_subscriptions where user_id = ${viewerId}::uuid order by created_at desc`);
  return rows.map((row) => row.endpoint);
}
