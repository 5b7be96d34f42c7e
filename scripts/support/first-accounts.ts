/** The three administrators of an empty installation, with a slip each and nothing else. */
import type pg from "pg";
import { CODE_LENGTH, SLIP_DAYS } from "@/lib/accounts/activation/commands";
import { codeHash, groupedCode, newCode } from "@/lib/platform/codes";

const ADMINISTRATORS = [
  { account: "sysadmin", role: "SYSADMIN", name: "系统管理员" },
  { account: "secadmin", role: "SECADMIN", name: "安全管理员" },
  { account: "auditor", role: "AUDITOR", name: "审计员" },
];

export type FirstAccount = { account: string; name: string; code: string };

/** Null where there is anybody already. */
export async function makeFirstAccounts(client: pg.Client): Promise<FirstAccount[] | null> {
  await client.query("begin");
  try {
    // two runs at once must not both find nobody
    await client.query("lock table users in exclusive mode");
    const { rowCount } = await client.query("select from users limit 1");
    if (rowCount) {
      await client.query("rollback");
      return null;
    }
    const made: FirstAccount[] = [];
    for (const { account, role, name } of ADMINISTRATORS) {
      const code = newCode(CODE_LENGTH);
      const { rows } = await client.query(
        "insert into users (account, name, department) values ($1, $2, $2) returning id",
        [account, name],
      );
      const [{ id }] = rows;
      await client.query("insert into user_roles (user_id, role) values ($1, $2)", [id, role]);
      await client.query(
        "insert into activation_slips (user_id, token_hash, expires_at) values ($1, $2, now() + make_interval(days => $3))",
        [id, codeHash(code), SLIP_DAYS],
      );
      await client.query("select append_audit('firstAccount', 'user', $1, '', $2)", [id, role]);
      made.push({ account, name, code: groupedCode(code) });
    }
    await client.query("commit");
    return made;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
