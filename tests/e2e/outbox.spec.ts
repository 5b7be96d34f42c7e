/** What is submitted on the phone arrives once, or stands in the outbox with its reason (product.md, rule 9). */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page, Route } from "@playwright/test";
import { createCadre, createUnit, findMethod, type TestCadre, type TestUnit } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount, PASSWORD } from "../support/sign-in";
import { expect, test } from "../support/story";

const POST = "**/api/v1/observations";

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  return { unit, cadre, person: await createAccount("OBSERVER", { units: [unit] }) };
}

const factIn = (page: Page) => page.locator("[data-field=fact] textarea");
const submit = (page: Page) => page.getByRole("button", { name: "提交", exact: true }).tap();

/** A field survey of this unit, up to the tap on submit. */
async function write(page: Page, unit: TestUnit, cadre: TestCadre, fact: string) {
  const { id } = await findMethod("field_survey");
  await page.goto(`/field/new?unit=${unit.id}&method=${id}&draft=${crypto.randomUUID()}`);
  await page.getByText(cadre.name).first().tap();
  await page.getByLabel("地点").fill("村口");
  await factIn(page).fill(fact);
  await submit(page);
}

async function factsOf(unit: TestUnit): Promise<string[]> {
  const { rows } = await owner().query("select fact from observations where unit_id = $1 order by fact", [
    unit.id,
  ]);
  return rows.map((row: { fact: string }) => row.fact);
}

const row = (page: Page, fact: string) => page.getByRole("listitem").filter({ hasText: fact });

async function noViolation(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
}

test("a refused entry keeps no other back; it says why, and goes after it was changed", async ({
  windowOf,
}) => {
  const { unit, cadre, person } = await scene();
  const page = await windowOf(person, { phone: true });
  const refuse = (route: Route) =>
    route.request().postData()?.includes("不合要求")
      ? route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          body: JSON.stringify({ status: 422, code: "observations.reason.inFuture" }),
        })
      : route.continue();
  await page.context().route(POST, refuse);
  await write(page, unit, cadre, "不合要求的一条");
  await expect(page.getByText("填写的时间晚于现在")).toBeVisible();
  await noViolation(page);
  await write(page, unit, cadre, "好的一条");
  await expect(page.getByRole("link", { name: "查看这条记录" })).toBeVisible();
  expect(await factsOf(unit)).toEqual(["好的一条"]);

  await page.goto("/field/outbox");
  const bad = row(page, "不合要求的一条");
  await expect(bad).toContainText("没有送出");
  await expect(bad).toContainText("填写的时间晚于现在");
  await expect(row(page, "好的一条")).toContainText("已经到服务器");
  await expect(page.getByText("1 条没有送出，请处理")).toBeVisible();
  await noViolation(page);

  await bad.getByRole("button", { name: /修改/ }).tap();
  await expect(factIn(page)).toHaveValue("不合要求的一条");
  await factIn(page).fill("改好的一条");
  await submit(page);
  await expect(page.getByRole("link", { name: "查看这条记录" })).toBeVisible();
  expect(await factsOf(unit)).toEqual(["好的一条", "改好的一条"].sort());
});

test("stored, but the answer was lost: sent again it is not doubled, changed it is told apart", async ({
  windowOf,
}) => {
  const { unit, cadre, person } = await scene();
  const page = await windowOf(person, { phone: true });
  const context = page.context();
  // the server stores it, and nobody hears of it
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort("connectionreset");
  };
  await context.route(POST, lose);
  await write(page, unit, cadre, "答复丢了的一条");
  await expect.poll(() => factsOf(unit)).toEqual(["答复丢了的一条"]);
  await page.goto("/field/outbox");
  const kept = row(page, "答复丢了的一条");
  // while it is on its way once more it is not opened
  await expect(async () => {
    await kept.getByRole("button", { name: /修改/ }).tap({ timeout: 1000 });
    await expect(factIn(page)).toBeVisible({ timeout: 5000 });
  }).toPass();
  await factIn(page).fill("丢了答复又改过的一条");
  await context.unroute(POST, lose);
  await submit(page);
  await expect(page.getByText("先前已经提交成功")).toBeVisible();
  expect(await factsOf(unit)).toEqual(["答复丢了的一条"]);

  page.on("dialog", (dialog) => dialog.accept());
  await page.goto("/field/outbox");
  const taken = row(page, "丢了答复又改过的一条");
  await expect(taken.getByRole("link", { name: "打开已存的记录" })).toBeVisible();
  await taken.getByRole("button", { name: /作为新记录发送/ }).tap();
  await expect(taken).toContainText("已经到服务器");
  expect((await factsOf(unit)).length).toBe(2);

  // untouched, the second attempt is the same entry
  let attempts = 0;
  await context.route(POST, (route) => (++attempts === 1 ? lose(route) : route.continue()));
  await write(page, unit, cadre, "原样再发的一条");
  await expect(page.getByRole("link", { name: "查看这条记录" })).toBeVisible({ timeout: 20_000 });
  expect(attempts).toBe(2);
  expect((await factsOf(unit)).length).toBe(3);
});

test("the session ends with an entry in hand: it waits, and goes on after the sign-in, at the same page", async ({
  windowOf,
}) => {
  const { unit, cadre, person } = await scene();
  const page = await windowOf(person, { phone: true });
  await page.goto("/field");
  const end = () =>
    owner().query("update sessions set ended_at = now(), end_reason = 'REVOKED' where user_id = $1", [
      person.id,
    ]);
  const { id } = await findMethod("field_survey");
  await page.goto(`/field/new?unit=${unit.id}&method=${id}`);
  await page.getByText(cadre.name).first().tap();
  await page.getByLabel("地点").fill("村口");
  await factIn(page).fill("登录过期时写的一条");
  await end();
  await submit(page);
  await expect(page.getByText("登录已过期，请登录后自动发送")).toBeVisible();
  expect(await factsOf(unit)).toEqual([]);

  await page.getByRole("link", { name: "登录", exact: true }).tap();
  await page.getByLabel("账号").fill(person.account);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).tap();
  await page.waitForURL(/\/field\/new/);
  await expect.poll(() => factsOf(unit)).toEqual(["登录过期时写的一条"]);
});

test("another person on the same phone sees nothing of the first one's; it goes on when the first one is back", async ({
  windowOf,
}) => {
  const { unit, cadre, person } = await scene();
  const other = await createAccount("OBSERVER", { units: [await createUnit()] });
  const page = await windowOf(person, { phone: true });
  const cut = (route: Route) => route.abort();
  await page.context().route(POST, cut);
  await write(page, unit, cadre, "第一个人没送出的一条");
  await expect(page.getByText("已存本机").first()).toBeVisible();
  await page.goto("/field");
  await page.getByRole("button", { name: "退出" }).tap();
  await expect(page.getByText("1 条没有送出")).toBeVisible();
  await page.getByRole("button", { name: "直接退出" }).tap();
  await page.waitForURL(/sign-in/);
  await page.context().unroute(POST, cut);

  const signInHere = async (account: string) => {
    await page.goto("/sign-in?next=/field/outbox");
    await page.getByLabel("账号").fill(account);
    await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "登录", exact: true }).tap();
    await page.waitForURL(/\/field\/outbox/);
  };
  await signInHere(other.account);
  await expect(page.getByText("没有待发的记录")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("第一个人没送出的一条");
  expect(await factsOf(unit)).toEqual([]);
  await page.goto("/field");
  await page.getByRole("button", { name: "退出" }).tap();
  await page.waitForURL(/sign-in/);

  await signInHere(person.account);
  await expect(row(page, "第一个人没送出的一条")).toContainText("已经到服务器");
  expect(await factsOf(unit)).toEqual(["第一个人没送出的一条"]);
});
