/** Lists of the system and the security administrator, ordered by account, a page at a time. */
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import { IDLE_MINUTES } from "@/lib/platform/session";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { LOCK_ACCOUNT_AFTER, LOCK_AFTER_FAILURES, LOCK_MINUTES } from "./rules";
import type { AccountFilter, RoleFilter } from "./schema";

export const PAGE_SIZE = 50;

export type AccountRow = {
  id: string;
  account: string;
  name: string;
  department: string;
  isActive: boolean;
  /** last day on which it opens */
  validUntil: string | null;
  isOver: boolean;
  roles: Role[];
  mustChangePassword: boolean;
  hasPassword: boolean;
  /** of a slip that can still be used */
  slipExpiresAt: Date | null;
  hasSecondStep: boolean;
  hasCadre: boolean;
  unitName: string | null;
  isLocked: boolean;
  lastSignInAt: Date | null;
  hasSession: boolean;
};

/** The same rule as isLocked of rules.ts, for many accounts in one statement; a test compares the two. */
export const LOCKED = sql`
  select account from (
    select account, address, at, row_number() over newest as place,
           nth_value(at, ${LOCK_AFTER_FAILURES}::int) over (newest rows between unbounded preceding and unbounded following) as fifth
    from sign_in_attempts where at > now() - make_interval(mins => ${2 * LOCK_MINUTES}::int)
    window newest as (partition by account, address order by at desc)) tries
  where place = 1 and at > now() - make_interval(mins => ${LOCK_MINUTES}::int)
    and at - fifth <= make_interval(mins => ${LOCK_MINUTES}::int)
  union
  select account from sign_in_attempts where at > now() - make_interval(mins => ${LOCK_MINUTES}::int)
  group by account having count(*) >= ${LOCK_ACCOUNT_AFTER}::int`;

const ACCOUNTS = sql`
  with locked as (${LOCKED})
  select u.id, u.account, u.name, u.department, u.is_active as "isActive", u.valid_until::text as "validUntil",
         coalesce(u.valid_until < city_today(), false) as "isOver",
         array(select r.role from user_roles r where r.user_id = u.id order by r.role) as roles,
         coalesce(c.must_change, false) as "mustChangePassword",
         c.password_hash is not null as "hasPassword",
         (select s.expires_at from activation_slips s where s.user_id = u.id and s.used_at is null
            and s.voided_at is null and s.expires_at > now()) as "slipExpiresAt",
         exists (select from totp_devices d where d.user_id = u.id and d.ended_at is null
                 and d.confirmed_at is not null) as "hasSecondStep",
         u.cadre_id is not null as "hasCadre", account_unit(u.id) as "unitName",
         u.account in (select account from locked) as "isLocked",
         (select max(s.created_at) from sessions s where s.user_id = u.id) as "lastSignInAt",
         exists (select from sessions s where s.user_id = u.id and s.ended_at is null and s.expires_at > now()) as "hasSession"
  from users u left join credentials c on c.user_id = u.id`;

/** Past its last day; whoever is switched off is that and nothing else. */
const OVER = sql`coalesce(u.valid_until < city_today(), false)`;
const STATES: Record<NonNullable<AccountFilter["state"]>, Sql> = {
  active: sql`u.is_active and not ${OVER} and c.password_hash is not null`,
  waiting: sql`u.is_active and not ${OVER} and c.password_hash is null`,
  disabled: sql`not u.is_active`,
  expired: sql`u.is_active and ${OVER}`,
  locked: sql`u.account in (select account from locked)`,
};

/** What the filter asks, wherever on the list one is. */
export function accountConditions({ q, state }: AccountFilter): Sql[] {
  const conditions = textConditions(q);
  if (state) conditions.push(STATES[state]);
  return conditions;
}

/** For the system role: sessions and attempts are out of the app role's reach. One more than a page holds. */
export function listAccounts(db: ScopedDb, filter: AccountFilter): Promise<AccountRow[]> {
  const conditions = [...accountConditions(filter), ...afterConditions(filter.after)];
  return db.rows(sql`${ACCOUNTS} where ${allOf(conditions)} order by u.account limit ${PAGE_SIZE + 1}::int`);
}

export async function findAccount(db: ScopedDb, id: string): Promise<AccountRow | null> {
  const [row] = await db.rows<AccountRow>(sql`${ACCOUNTS} where u.id = ${id}::uuid`);
  return row ?? null;
}

export type SessionRow = {
  id: string;
  startedAt: Date;
  lastSeenAt: Date;
  address: string;
  isLive: boolean;
  endReason: string | null;
};

const SESSIONS_SHOWN = 10;

/** The newest, for the system role; their ends in the words of lib/platform/session.ts. */
export function listSessions(db: ScopedDb, userId: string): Promise<SessionRow[]> {
  return db.rows(sql`
    select id, created_at as "startedAt", last_seen_at as "lastSeenAt", address,
           ended_at is null and expires_at > now() and last_seen_at > now() - make_interval(mins => ${IDLE_MINUTES}::int) as "isLive",
           case when ended_at is not null then end_reason when expires_at <= now() then 'EXPIRED'
                when last_seen_at <= now() - make_interval(mins => ${IDLE_MINUTES}::int) then 'IDLE' end as "endReason"
    from sessions where user_id = ${userId}::uuid order by created_at desc limit ${SESSIONS_SHOWN}::int`);
}

/**
 * Whole, since the link to a cadre is a unique key: PostgreSQL takes that lock for its change anyway, and taken late it
 * would cross a grant to the same person.
 */
export async function lockLinks(
  db: ScopedDb,
  userId: string,
): Promise<{ name: string; unitId: string | null; cadreId: string | null }> {
  const [row] = await db.rows<{ name: string; unitId: string | null; cadreId: string | null }>(sql`
    select name, unit_id as "unitId", cadre_id as "cadreId" from users where id = ${userId}::uuid for update`);
  if (!row) throw new NotFound();
  return row;
}

/** Target and actor locked in one order: two administrators who disable each other leave one of them. */
export async function lockAccount(
  db: ScopedDb,
  id: string,
  actorId: string,
): Promise<{ account: string; isActive: boolean; isOver: boolean; isActorActive: boolean }> {
  const rows = await db.rows<{ id: string; account: string; isActive: boolean; isOver: boolean }>(sql`
    select id, account, is_active as "isActive", coalesce(valid_until < city_today(), false) as "isOver" from users
    where id in (${id}::uuid, ${actorId}::uuid) order by id for no key update`);
  const found = rows.find((row) => row.id === id);
  if (!found) throw new NotFound();
  return { ...found, isActorActive: rows.some((row) => row.id === actorId && row.isActive) };
}

export type PersonRow = {
  id: string;
  account: string;
  name: string;
  department: string;
  isActive: boolean;
  /** past its last day */
  isOver: boolean;
  clearance: number;
  hasUnit: boolean;
  hasCadre: boolean;
  roles: { role: Role; grantedAt: string; grantedBy: string | null }[];
};

const PEOPLE = sql`
  select u.id, u.account, u.name, u.department, u.is_active as "isActive", ${OVER} as "isOver", u.clearance::int as clearance,
         u.unit_id is not null as "hasUnit", u.cadre_id is not null as "hasCadre",
         coalesce((select json_agg(json_build_object('role', r.role, 'grantedAt', r.granted_at, 'grantedBy', g.name)
                                   order by r.role)
                   from user_roles r left join users g on g.id = r.granted_by where r.user_id = u.id), '[]') as roles
  from users u`;

export function personConditions({ q, role }: RoleFilter): Sql[] {
  const conditions = textConditions(q);
  if (role === "NONE") {
    conditions.push(sql`not exists (select from user_roles r where r.user_id = u.id)`);
  } else if (role) {
    conditions.push(sql`exists (select from user_roles r where r.user_id = u.id and r.role = ${role})`);
  }
  return conditions;
}

export function listPeople(db: ScopedDb, filter: RoleFilter): Promise<PersonRow[]> {
  const conditions = [...personConditions(filter), ...afterConditions(filter.after)];
  return db.rows(sql`${PEOPLE} where ${allOf(conditions)} order by u.account limit ${PAGE_SIZE + 1}::int`);
}

export async function findPerson(db: ScopedDb, id: string): Promise<PersonRow | null> {
  const [row] = await db.rows<PersonRow>(sql`${PEOPLE} where u.id = ${id}::uuid`);
  return row ?? null;
}

const afterConditions = (after: string | undefined): Sql[] => (after ? [sql`u.account > ${after}`] : []);

function textConditions(q: string): Sql[] {
  if (!q) return [];
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return [sql`(u.name ilike ${pattern} or u.account ilike ${pattern} or u.department ilike ${pattern})`];
}
