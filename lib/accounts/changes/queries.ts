/** Accounts as a change for many looks at them, and the changes that were made. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import { allOf, sql } from "@/lib/platform/sql";
import { accountConditions, LOCKED, personConditions } from "../queries";
import type { AccountFilter, RoleFilter } from "../schema";
import type { ChangedLine, ManyAccount, ManyPerson } from "./rules";
import type { AccountDeed, GrantDeed } from "./schema";

/** In the order of the list; for the system role, as sessions and locks are. */
export const listManyAccounts = (db: ScopedDb, ids: readonly string[]): Promise<ManyAccount[]> =>
  db.rows(sql`
    with locked as (${LOCKED})
    select u.id, u.account, u.name, u.department, u.is_active as "isActive", u.valid_until::text as "validUntil",
           coalesce(u.valid_until < city_today(), false) as "isOver",
           c.password_hash is not null as "hasPassword",
           exists (select from activation_slips s where s.user_id = u.id and s.used_at is null and s.voided_at is null
                   and s.expires_at > now()) as "hasSlip",
           u.account in (select account from locked) as "isLocked"
    from users u left join credentials c on c.user_id = u.id
    where u.id = any (${ids}::uuid[]) order by u.account`);

export const listManyPeople = (db: ScopedDb, ids: readonly string[]): Promise<ManyPerson[]> =>
  db.rows(sql`
    select u.id, u.account, u.name, u.department, u.is_active as "isActive", u.unit_id is not null as "hasUnit",
           u.cadre_id is not null as "hasCadre", u.clearance::int as clearance,
           array(select r.role from user_roles r where r.user_id = u.id order by r.role) as roles
    from users u where u.id = any (${ids}::uuid[]) order by u.account`);

/** Everybody whom a list's filter finds; whoever asks says when they are too many. */
export async function foundAccounts(db: ScopedDb, filter: AccountFilter): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    with locked as (${LOCKED})
    select u.id from users u left join credentials c on c.user_id = u.id
    where ${allOf(accountConditions(filter))} order by u.account`);
  return rows.map(({ id }) => id);
}

export async function foundPeople(db: ScopedDb, filter: RoleFilter): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select u.id from users u where ${allOf(personConditions(filter))} order by u.account`);
  return rows.map(({ id }) => id);
}

export type AccountChange = {
  id: string;
  deed: AccountDeed | GrantDeed;
  role: Role | null;
  level: number | null;
  day: Day | null;
  reason: string;
  maker: string;
  madeAt: Date;
  undoer: string | null;
  undoneAt: Date | null;
  count: number;
};
const MOST_SHOWN = 100;

const CHANGES = sql`
  select c.id, c.deed, c.role, c.level::int as level, c.day::text as day, c.reason, m.name as maker, c.made_at as "madeAt", d.name as undoer,
         c.undone_at as "undoneAt", (select count(*)::int from account_change_lines l where l.change_id = c.id) as count
  from account_changes c join users m on m.id = c.made_by left join users d on d.id = c.undone_by`;

/** Newest first; of the viewer's own kind by the policies. */
export const listChanges = (db: ScopedDb): Promise<AccountChange[]> =>
  db.rows(sql`${CHANGES} order by c.made_at desc, c.id limit ${MOST_SHOWN}::int`);

export async function findChange(db: ScopedDb, id: string): Promise<AccountChange | null> {
  const [found] = await db.rows<AccountChange>(sql`${CHANGES} where c.id = ${id}::uuid`);
  return found ?? null;
}

export async function getChange(db: ScopedDb, id: string): Promise<AccountChange> {
  const found = await findChange(db, id);
  if (!found) throw new NotFound("change");
  return found;
}

/** Each with the same fact as it is now: what differs has been changed since. */
export const listChangedLines = (db: ScopedDb, change: AccountChange): Promise<ChangedLine[]> =>
  db.rows(sql`
    select l.user_id as "userId", u.name, u.account, l.before, l.after,
           case when ${change.role}::text is not null then
             case when exists (select from user_roles r where r.user_id = u.id and r.role = ${change.role}) then 'held' else 'none' end
             when ${change.deed} = 'CLEARANCE' then u.clearance::text
             when ${change.deed} = 'VALIDITY' then coalesce(u.valid_until::text, '')
             when ${change.deed} in ('DISABLE', 'ENABLE') then case when u.is_active then 'active' else 'disabled' end
             else l.after end as present, false as "isLeanedOn"
    from account_change_lines l join users u on u.id = l.user_id
    where l.change_id = ${change.id}::uuid order by u.account`);

/** Who of them has units by the role that was granted. */
export async function withLeaning(
  db: ScopedDb,
  change: AccountChange,
  lines: readonly ChangedLine[],
): Promise<ChangedLine[]> {
  const rows = await db.rows<{ id: string }>(
    sql`select user_id as id from account_change_leaning(${change.id}::uuid)`,
  );
  const leaning = new Set(rows.map(({ id }) => id));
  return lines.map((line) => ({ ...line, isLeanedOn: leaning.has(line.userId) }));
}
