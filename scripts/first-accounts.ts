/**
 * `npm run first-accounts`: on an empty installation makes the three administrators, who make all others. Each gets an
 * activation code, shown once here; nobody is told a password.
 */
import { ownerOf, withDatabase } from "./support/database";
import { makeFirstAccounts } from "./support/first-accounts";
import { withClient } from "./support/provision";
import { Halt, main } from "./support/say";

main(() =>
  withDatabase("first-accounts", (database) =>
    withClient(ownerOf(database), async (client) => {
      const made = await makeFirstAccounts(client);
      if (!made) {
        throw new Halt(
          "已有账号，不再建立首批账号。请用系统管理员账号新建。 There are accounts already; the system administrator makes more.",
        );
      }
      const address = process.env.APP_URL || "http://localhost:3000";
      console.log("首批账号的激活单（此处只显示一次，7 天内有效，用一次即失效；请分别当面交给三个人）");
      console.log("Activation slips of the first accounts, shown once, good for seven days:\n");
      for (const { name, account, code } of made)
        console.log(
          `  ${name}  账号 account: ${account}\n  激活码 code: ${code}\n  ${address}/activate#${code}\n`,
        );
      return 0;
    }),
  ),
);
