import { createCadre, createPerson, createUnit } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount, giveCredential, PASSWORD, signInBy } from "../support/sign-in";
import { expect, test } from "../support/story";

async function fillSignIn(page: import("@playwright/test").Page, account: string, password: string) {
  await page.goto("/sign-in");
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

test("a wrong password and an unknown name get the same answer; five failures lock the pair", async ({
  page,
}) => {
  const person = await createAccount("REVIEWER");
  const answers: string[] = [];
  for (const account of [person.account, `nobody${person.account}`]) {
    await fillSignIn(page, account, "Cuowu#2026-mima");
    answers.push((await page.getByRole("main").getByRole("alert").textContent()) ?? "");
    await expect(page.getByLabel("账号")).toHaveValue(account);
  }
  expect(answers[0]).toBe(answers[1]);
  for (let n = 0; n < 4; n++) {
    await fillSignIn(page, person.account, "Cuowu#2026-mima");
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  }
  await fillSignIn(page, person.account, PASSWORD);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("30 分钟");
});

test("a first sign-in must change the password before anything else", async ({ page }) => {
  const person = await createPerson("REVIEWER");
  await giveCredential(person, { mustChange: true });
  await fillSignIn(page, person.account, PASSWORD);
  await expect(page).toHaveURL(/\/password/);
  await page.goto("/observations");
  await expect(page).toHaveURL(/\/password/);
  await page.getByLabel("现在的密码").fill(PASSWORD);
  await page.getByLabel(/^新密码/).fill("short");
  await page.getByLabel("再输一次新密码").fill("short");
  await page.getByRole("button", { name: "保存新密码" }).click();
  await expect(page.getByText("新密码至少 10 个字符")).toBeVisible();
  await page.getByLabel(/^新密码/).fill("Xinmima#2026-a");
  await page.getByLabel("再输一次新密码").fill("Xinmima#2026-a");
  await page.getByRole("button", { name: "保存新密码" }).click();
  await expect(page).toHaveURL(/\/$/);
});

test("the newest sign-in wins, and the older window says so", async ({ windowOf }) => {
  const person = await createAccount("REVIEWER");
  const older = await windowOf(person);
  await older.goto("/observations");
  const newer = await windowOf(person);
  await newer.goto("/observations");
  await expect(newer).toHaveURL(/observations/);
  await older.reload();
  await expect(older.getByText("在别处登录")).toBeVisible();
});

test("a session revoked in mid-form keeps the typed text", async ({ windowOf }) => {
  const unit = await createUnit();
  await createCadre(unit);
  const person = await createAccount("OBSERVER", { units: [unit] });
  const page = await windowOf(person);
  await page.goto(`/observations/new?unit=${unit.id}`);
  await page.getByRole("link", { name: /现场调研/ }).click();
  await page.getByLabel("地点").fill("工地");
  const fact = page.getByRole("textbox", { name: "事实" });
  await fact.fill("写到一半的情况 𠮷👍");
  await owner().query("update sessions set ended_at = now(), end_reason = 'REVOKED' where user_id = $1", [
    person.id,
  ]);
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByText("登录已失效").first()).toBeVisible();
  await expect(fact).toHaveValue("写到一半的情况 𠮷👍");
  // signed in again elsewhere in the browser, the same form goes through
  expect(await signInBy(page.request, person.account)).toBeNull();
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByRole("link", { name: "查看这条记录" })).toBeVisible();
});

test("the language can be switched before and after sign-in, and stays with the person", async ({
  page,
  windowOf,
}) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  const person = await createAccount("REVIEWER");
  const desk = await windowOf(person);
  await desk.goto("/units");
  await desk.getByRole("button", { name: "English" }).click();
  await expect(desk.getByRole("link", { name: "Coverage", exact: true })).toBeVisible();
  const again = await windowOf(person);
  await again.goto("/units");
  await expect(again.getByRole("link", { name: "Coverage", exact: true })).toBeVisible();
});
