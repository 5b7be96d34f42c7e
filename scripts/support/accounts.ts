/** The demo accounts, printed where a person looks first. Real use has none of them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./settings";

type Account = { role: string; account: string; password: string; name?: string };

/** The words the app itself uses for its roles. */
function roleNames(): Record<string, string> {
  const file = join(root, "messages", "zh-CN", "app.json");
  if (!existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, "utf8")) as { status?: Record<string, string> }).status ?? {};
}

export function printAccounts(): void {
  const file = join(root, "prisma", "seed", "demo", "accounts.json");
  if (!existsSync(file)) return;
  const accounts = JSON.parse(readFileSync(file, "utf8")) as Account[];
  const roles = roleNames();
  console.log("\n  演示账号 Demo accounts:");
  const width = (text: string) =>
    [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
  const pad = (text: string, size: number) => text + " ".repeat(Math.max(1, size - width(text)));
  const columns = (pick: (account: Account) => string) =>
    2 + Math.max(...accounts.map((one) => width(pick(one))));
  const name = (one: Account) => [one.name, roles[one.role] ?? one.role].filter(Boolean).join(" · ");
  for (const one of accounts) {
    console.log(
      `    ${pad(name(one), columns(name))}${pad(
        one.account,
        columns((each) => each.account),
      )}${one.password}`,
    );
  }
}
