/** SYSADMIN makes accounts from a list, SECADMIN grants a role, one of the people activates on a phone and adds a second step. */
import type { Page } from "@playwright/test";
import { codeAt, stepAt } from "@/lib/platform/totp";
import { createPerson, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expectSound } from "../support/sound";
import { expect, test } from "../support/story";

const PASSWORD = "Woziji#2026-mima";
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** What an authenticator does with the typed key; whoever asks twice in one step is given the next one, since each counts once. */
function authenticator(key: string): () => string {
  const letters = [...key.replaceAll("-", "")];
  const bits = letters.map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  let last = 0;
  return () => {
    last = Math.max(stepAt(new Date()), last + 1);
    return codeAt(secret, last);
  };
}

test("three accounts from a list, a role, a phone's activation, and a second step at the door", async ({
  windowOf,
  browser,
}) => {
  test.setTimeout(180_000);
  const unit = await createUnit();
  const [sysadmin, secadmin] = [await createAccount("SYSADMIN"), await createAccount("SECADMIN")];
  const mark = `e${Date.now().toString(36)}`;
  const rows = ["甲", "乙", "丙"].map(
    (name, at) => `新人${name}\t${mark}.${at}\t党政办公室\t${unit.shortName}`,
  );

  // a list with a fault names it and makes nothing
  const desk = await windowOf(sysadmin);
  await desk.goto("/accounts");
  await desk.getByRole("link", { name: "批量建账号" }).click();
  const list = desk.getByRole("textbox", { name: "名单" });
  await list.fill(
    ["姓名\t账号\t科室\t联络单位", ...rows, "新人丁\tbad name\t党政办公室\t没有的单位"].join("\n"),
  );
  await desk.getByRole("button", { name: "核对" }).click();
  await expect(desk.getByText("第 5 行")).toContainText("账号用小写字母开头");
  await expectSound(desk, "a list with faults");
  await list.fill(["姓名\t账号\t科室\t联络单位", ...rows].join("\n"));
  await desk.getByRole("button", { name: "核对" }).click();
  await expect(desk.getByText("已核对 3 人")).toBeVisible();
  await expectSound(desk, "a dry run");
  await desk.getByRole("button", { name: "建立 3 个账号" }).click();
  const slip = desk.getByRole("region", { name: "账号激活单 新人乙" });
  await expect(slip).toBeVisible();
  await expectSound(desk, "slips");
  const code = (await slip.locator("[data-slip-code]").textContent()) ?? "";
  expect(code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  // on paper the slips stand alone
  await desk.emulateMedia({ media: "print" });
  await expect(slip).toBeVisible();
  await expect(desk.getByRole("heading", { name: "批量建账号" })).toBeHidden();
  await desk.emulateMedia({ media: "screen" });
  await desk.reload();
  await expect(desk.getByText(code)).toBeHidden();

  // the role comes from another person
  const roles = await windowOf(secadmin);
  await roles.goto(`/accounts/roles?q=${mark}.1`);
  await roles.getByRole("link", { name: "新人乙" }).click();
  await roles.getByRole("button", { name: "授权 单位联络员" }).click();
  await expect(roles.getByText("已更改，对方下一次操作即生效。")).toBeVisible();
  await roles.getByRole("link", { name: "能看到什么" }).click();
  await expect(roles.getByRole("heading", { name: "新人乙能看到什么" })).toBeVisible();
  await expect(roles.getByText(`${unit.shortName}全称`)).toBeVisible();
  await expect(roles.getByText("签认会议纪要")).toBeVisible();
  await expectSound(roles, "what a person can see");

  // the phone read the slip: the code came behind #, and leaves the address
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const phone = await context.newPage();
  await phone.goto(`/activate#${code}`);
  await expect(phone.getByLabel(/^激活码/)).toHaveValue(code);
  expect(new URL(phone.url()).hash).toBe("");
  await phone.getByLabel(/^新密码/).fill(PASSWORD);
  await phone.getByLabel("再输一次新密码").fill(PASSWORD);
  await expectSound(phone, "activation");
  await phone.getByRole("button", { name: "启用账号" }).click();
  await expect(phone.getByText(`账号 ${mark}.1 已启用`)).toBeVisible();
  await phone.getByRole("link", { name: "去登录" }).click();
  await signInAt(phone, `${mark}.1`);
  await expect(phone).toHaveURL(/\/$/);

  // a second step, set up by oneself
  await phone.goto("/account");
  await expectSound(phone, "my account");
  await phone.getByRole("link", { name: "启用动态口令" }).click();
  await phone.getByLabel("现在的密码").fill(PASSWORD);
  await phone.getByRole("button", { name: "开始启用" }).click();
  const key = (await phone.locator("[data-second-step-key]").textContent()) ?? "";
  const nextCode = authenticator(key);
  await expectSound(phone, "a device's key");
  await phone.getByLabel(/6 位数字/).fill(nextCode());
  await phone.getByRole("button", { name: "启用", exact: true }).click();
  await expect(phone.getByText("恢复码").first()).toBeVisible();
  await expectSound(phone, "recovery codes");
  const recovery = (await phone.getByRole("listitem").first().textContent()) ?? "";
  await phone.getByRole("link", { name: "我已抄好" }).click();

  // at the door
  await context.clearCookies();
  await phone.goto("/sign-in");
  await signInAt(phone, `${mark}.1`);
  const field = phone.getByLabel("动态口令");
  await field.fill("000000");
  await expectSound(phone, "the code's step");
  await phone.getByRole("button", { name: "登录", exact: true }).click();
  await expect(phone.getByRole("main").getByRole("alert")).toContainText("动态口令不对");
  await field.fill(nextCode());
  await phone.getByRole("button", { name: "登录", exact: true }).click();
  await expect(phone).toHaveURL(/\/$/);
  await context.clearCookies();
  await phone.goto("/sign-in");
  await signInAt(phone, `${mark}.1`);
  await field.fill(recovery);
  await phone.getByRole("button", { name: "登录", exact: true }).click();
  await expect(phone).toHaveURL(/\/$/);
  await context.close();

  // used once is used
  const again = await (await browser.newContext()).newPage();
  await again.goto(`/activate#${code}`);
  await again.getByLabel(/^新密码/).fill(PASSWORD);
  await again.getByLabel("再输一次新密码").fill(PASSWORD);
  await again.getByRole("button", { name: "启用账号" }).click();
  await expect(again.getByText("激活码不对，或者已经用过、过期、作废")).toBeVisible();
  await again.context().close();
});

test("a combined administrator is asked for by one and confirmed by another, and opens the log", async ({
  windowOf,
}) => {
  const person = await createAccount("SYSADMIN");
  const asker = await createAccount("SECADMIN");
  const leader = await createAccount("LEADER");
  const asking = await windowOf(asker);
  await asking.goto("/accounts/exceptions");
  await asking.getByLabel(/^人员/).selectOption(person.id);
  await asking.getByLabel(/^临时兼任/).selectOption("AUDITOR");
  await asking.getByLabel(/^到期日/).fill(new Date(Date.now() + 86_400_000 * 5).toISOString().slice(0, 10));
  await asking.getByLabel(/^理由/).fill("审计员住院，暂无第三人");
  await asking.getByRole("button", { name: "提出申请" }).click();
  await expect(asking.getByText("已提出，待另一人确认。")).toBeVisible();
  const mine = asking.getByRole("region", { name: person.name });
  await expect(mine.getByText("待确认")).toBeVisible();
  await expect(mine.getByRole("button", { name: "确认兼任" })).toHaveCount(0);
  await expectSound(asking, "exceptions");

  const window = await windowOf(person);
  expect((await window.goto("/audit"))?.status()).toBe(403);
  const deciding = await windowOf(leader, { phone: true });
  await deciding.goto("/accounts/exceptions");
  await deciding.getByRole("region", { name: person.name }).getByRole("button", { name: "确认兼任" }).click();
  await expect(deciding.getByRole("region", { name: person.name }).getByText("兼任中")).toBeVisible();
  await expectSound(deciding, "exceptions on a phone");
  expect((await window.goto("/audit"))?.status()).toBe(200);
  await asking.reload();
  await mine.getByRole("button", { name: "提前结束" }).click();
  await expect(mine.getByText("已结束")).toBeVisible();
  expect((await window.goto("/audit"))?.status()).toBe(403);
});

test("a reset takes the password at once and shows a slip in the panel", async ({ windowOf, page }) => {
  const sysadmin = await createAccount("SYSADMIN");
  const target = await createAccount("REVIEWER");
  const desk = await windowOf(sysadmin);
  await desk.goto(`/accounts?id=${target.id}`);
  await desk.getByRole("button", { name: "重设密码" }).click();
  await expect(desk.locator("[data-slip-code]")).toBeVisible();
  await expectSound(desk, "a slip in the panel");
  await page.goto("/sign-in");
  await page.getByLabel("账号").fill(target.account);
  await page.getByLabel("密码", { exact: true }).fill("Ceshi#2026-mima");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("账号或密码不对");
  // an account without a link takes no role that needs one
  const secadmin = await windowOf(await createAccount("SECADMIN"));
  const bare = await createPerson([]);
  await secadmin.goto(`/accounts/roles?id=${bare.id}`);
  await secadmin.getByRole("button", { name: "授权 干部本人" }).click();
  await expect(secadmin.getByText("还没有关联干部档案，不能授予")).toBeVisible();
});

async function signInAt(page: Page, account: string) {
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}
