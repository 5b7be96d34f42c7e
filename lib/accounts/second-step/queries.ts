import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type SecondStepState = { since: Date; codesLeft: number };

/** For the system role. */
export async function findSecondStep(db: ScopedDb, userId: string): Promise<SecondStepState | null> {
  const [row] = await db.rows<SecondStepState>(sql`
    select d.confirmed_at as since,
           (select count(*)::int from totp_recovery_codes c where c.device_id = d.id and c.used_at is null) as "codesLeft"
    from totp_devices d where d.user_id = ${userId}::uuid and d.ended_at is null and d.confirmed_at is not null`);
  return row ?? null;
}
