import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { allOf, sql } from "@/lib/platform/sql";

export type ExceptionRow = {
  id: string;
  userId: string;
  name: string;
  account: string;
  heldRole: Role;
  addedRole: Role;
  reason: string;
  endsOn: Day;
  askedBy: string;
  asker: string;
  askedAt: Date;
  decider: string | null;
  decidedAt: Date | null;
  isConfirmed: boolean | null;
  ender: string | null;
  endedAt: Date | null;
};

const MOST_SHOWN = 100;

/** Newest first, all or one person's. */
export function listExceptions(db: ScopedDb, userId?: string): Promise<ExceptionRow[]> {
  const conditions = userId ? [sql`e.user_id = ${userId}::uuid`] : [];
  return db.rows(sql`
    select e.id, e.user_id as "userId", u.name, u.account, e.held_role as "heldRole", e.added_role as "addedRole", e.reason,
           e.ends_on::text as "endsOn", e.asked_by as "askedBy", a.name as asker, e.asked_at as "askedAt",
           d.name as decider, e.decided_at as "decidedAt", e.is_confirmed as "isConfirmed",
           n.name as ender, e.ended_at as "endedAt"
    from role_exceptions e join users u on u.id = e.user_id join users a on a.id = e.asked_by
    left join users d on d.id = e.decided_by left join users n on n.id = e.ended_by
    where ${allOf(conditions)} order by e.asked_at desc limit ${MOST_SHOWN}::int`);
}

/** How many wait for this person's decision: asked by another, for another. */
export async function countWaitingExceptions(db: ScopedDb, viewerId: string): Promise<number> {
  const [row] = await db.rows<{ waiting: number }>(sql`
    select count(*)::int as waiting from role_exceptions
    where decided_by is null and ended_at is null and ends_on >= city_today()
      and asked_by <> ${viewerId}::uuid and user_id <> ${viewerId}::uuid`);
  return row?.waiting ?? 0;
}

export type Administrator = { id: string; name: string; account: string; role: Role };

/** Whom an exception can be for. */
export function listAdministrators(db: ScopedDb): Promise<Administrator[]> {
  return db.rows(sql`
    select u.id, u.name, u.account, r.role from users u join user_roles r on r.user_id = u.id
    where u.is_active and r.role in ('SYSADMIN', 'SECADMIN', 'AUDITOR') order by r.role, u.account`);
}
