/**
 * `npm run first-accounts`: on an empty installation makes the three administrators, who make all others. Each gets a
 * password of its own, shown once here and to be changed at the first sign-in.
 */
import { randomBytes } from "node:crypto";
import { hashPassword } from "@/lib/platform/passwords";
import { ownerOf, withDatabase } from "./support/database";
import { withClient } from "./support/provision";
import { Halt, main } from "./support/say";

const ADMINISTRATORS = [
  { account: "sysadmin", role: "SYSADMIN", name: "系统管理员" },
  { account: "secadmin", role: "SECADMIN", name: "安全管理员" },
  { account: "auditor", role: "AUDITOR", name: "审计员" },
];

/** Three classes of characters whatever the random part holds. */
const newPassword = (): string => `Yx-${randomBytes(9).toString("base64url")}7`;

main(() =>
  withDatabase("first-accounts", (database) =>
    withClient(ownerOf(database), async (client) => {
      const made = await Promise.all(
        ADMINISTRATORS.map(async (one) => {
          const password = newPassword();
          return { ...one, password, passwordHash: await hashPassword(password) };
        }),
      );
      await client.query("begin");
      // two runs at once must not both find nobody
      await client.query("lock table users in exclusive mode");
      const { rowCount } = await client.query("select from users limit 1");
      if (rowCount) {
        throw new Halt(
          "已有账号，不再建立首批账号。请用系统管理员账号新建。 There are accounts already; the system administrator makes more.",
        );
      }
      for (const { account, role, name, passwordHash } of made) {
        const { rows } = await client.query(
          "insert into users (account, name, department) values ($1, $2, $2) returning id",
          [account, name],
        );
        const [{ id }] = rows;
        await client.query("insert into user_roles (user_id, role) values ($1, $2)", [id, role]);
        await client.query(
          "insert into credentials (user_id, password_hash, must_change) values ($1, $2, true)",
          [id, passwordHash],
        );
        await client.query("select append_audit('firstAccount', 'user', $1, '', $2)", [id, role]);
      }
      await client.query("commit");
      console.log("首批账号（初次登录须改密码，此处只显示一次） First accounts, shown once:");
      for (const { name, account, password } of made) console.log(`  ${name}  ${account}  ${password}`);
      return 0;
    }),
  ),
);
