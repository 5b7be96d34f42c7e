/** What is asked of many accounts at once, and what stands afterwards; for the tests beside. */
import { randomUUID } from "node:crypto";
import { readAccounts } from "@/lib/accounts/account-command";
import { listManyAccounts, listManyPeople } from "@/lib/accounts/changes/queries";
import { judgeAccounts, judgeRoles } from "@/lib/accounts/changes/rules";
import type { AccountDeed, RoleDeed } from "@/lib/accounts/changes/schema";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import type { Person } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

const idsOf = (people: { id: string }[]) => people.map(({ id }) => id);

export async function asked(
  admin: Person,
  people: { id: string }[],
  deed: AccountDeed,
  over: { day?: string } = {},
) {
  const ids = idsOf(people);
  const accounts = await readAccounts(admin, (db) => listManyAccounts(db, ids));
  const { seen } = judgeAccounts(accounts, deed, over.day, admin.id);
  return { id: randomUUID(), accounts: ids.join(","), seen, deed, day: over.day ?? "", reason: "年度清理" };
}
export async function askedRole(admin: Person, people: { id: string }[], deed: RoleDeed, role: Role) {
  const ids = idsOf(people);
  const { seen } = judgeRoles(await read(admin, (db) => listManyPeople(db, ids)), deed, role, admin.id);
  return { id: randomUUID(), accounts: ids.join(","), seen, deed, role, reason: "年度授权" };
}
export const stateOf = async (people: { id: string }[]) =>
  (
    await owner().query(
      `select is_active as "isActive", valid_until::text as "validUntil" from users where id = any($1) order by id`,
      [idsOf(people)],
    )
  ).rows;
export const rolesOf = async ({ id }: { id: string }) =>
  (await owner().query("select role from user_roles where user_id = $1 order by role", [id])).rows.map(
    ({ role }) => role,
  );
