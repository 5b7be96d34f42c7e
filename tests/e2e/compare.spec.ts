/** 比选: three people picked from the list stand side by side; each fact opens; print and files; nothing is added up. */
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { readWorkbook } from "@/lib/platform/workbook";
import { createCadre } from "../support/builders";
import { comparisonScene } from "../support/comparison";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

/** What a value made of several facts would be called, in the page or in what travels with it. */
const VALUES = /总分|得分|积分|评分|名次|排名|\b(score|rank|ranking|points|weight)s?\b\\?"?\s*:/i;

const columns = async (page: Page): Promise<string[]> =>
  (await page.locator(".cmp thead th a").allTextContents()).map((name) => name.trim());

test("three people are picked, compared, opened to the source, printed and taken along", async ({
  windowOf,
}) => {
  test.setTimeout(180_000);
  const { unit, cadres, claimId } = await comparisonScene(createAccount);
  const [first, second, third] = cadres;
  const reviewer = await createAccount("REVIEWER", { clearance: 3 });
  const desk = await windowOf(reviewer);

  await test.step("picks three in the list, five clicks from home", async () => {
    await desk.goto("/");
    await desk.getByRole("link", { name: "干部", exact: true }).first().click();
    await expect(desk.getByText("勾选 2 至 5 人")).toBeVisible();
    // the demo's people stand before those of this test
    await desk.goto(`/cadres?unit=${unit.id}`);
    for (const cadre of cadres) await desk.getByRole("checkbox", { name: `选入比选：${cadre.name}` }).check();
    await expect(desk.getByText("已选 3 人")).toBeVisible();
    await test.step("the choice outlives another filter and a reload", async () => {
      await desk.getByLabel("姓名、全拼或首字母").fill(third.name);
      await desk.getByRole("button", { name: "查找", exact: true }).click();
      await expect(desk.getByRole("checkbox", { name: `选入比选：${first.name}` })).toHaveCount(0);
      await expect(desk.getByText("已选 3 人")).toContainText(first.name);
      await desk.reload();
      await expect(desk.getByText("已选 3 人")).toContainText(second.name);
    });
    await desk.getByRole("button", { name: "比选", exact: true }).click();
    await expect(desk.getByRole("heading", { name: "比选", level: 1 })).toBeVisible();
  });

  await test.step("sees facts, not values; recorders only when asked for", async () => {
    expect((await columns(desk)).sort()).toEqual(cadres.map(({ name }) => name).sort());
    const table = desk.locator(".cmp");
    await expect(table.getByRole("link", { name: "临时堆场两个月建成启用" })).toBeVisible();
    await expect(table).toContainText("证据不足");
    expect(await desk.content()).not.toMatch(VALUES);
    const payload = await desk.request.get(desk.url(), { headers: { RSC: "1" } });
    expect(await payload.text()).not.toMatch(VALUES);
    await desk.getByRole("link", { name: "显示记录人", exact: true }).click();
    await expect(desk.getByRole("link", { name: "不显示记录人" })).toBeVisible();
    await expect(desk.locator("#recorders")).toContainText("人员");
    await desk.getByRole("link", { name: "不显示记录人" }).click();
    await expect(desk.locator("#recorders")).not.toContainText("人员");
  });

  await test.step("marks what differs", async () => {
    const differs = desk.locator("#verified");
    const plain = await differs.evaluate(
      (row) => getComputedStyle(row.children[0] as Element).backgroundColor,
    );
    await desk.getByRole("checkbox", { name: "标出有差异的项目" }).check();
    await expect(differs).toContainText("有差异");
    expect(
      await differs.evaluate((row) => getComputedStyle(row.children[0] as Element).backgroundColor),
    ).not.toBe(plain);
    await looksRight(desk);
  });

  await test.step("prints without its controls", async () => {
    await desk.emulateMedia({ media: "print" });
    await expect(desk.getByText(`由 ${reviewer.name} 打印`)).toBeVisible();
    await expect(desk.getByRole("link", { name: "导出公文" })).toBeHidden();
    await desk.emulateMedia({ media: "screen" });
  });

  await test.step("takes it along as docx and xlsx, with a number", async () => {
    const paper = await download(desk, "导出公文");
    const parts = unzipSync(paper);
    const text = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
    for (const { name } of cadres) expect(text).toContain(name);
    const links = strFromU8(parts["word/_rels/document.xml.rels"] ?? new Uint8Array());
    expect(links).toContain(`/achievements/${claimId}`);
    expect(strFromU8(parts["word/footer1.xml"] ?? new Uint8Array())).toMatch(/编号 [0-9a-f]{12}/);
    const book = await readWorkbook(await download(desk, "导出表格"), 2_000_000);
    expect(book?.map(({ name }) => name)).toEqual(["比选", "出处", "导出说明"]);
    const { rows } = await owner().query(
      "select count(*)::int as n from audit_events where action = 'exportComparison' and actor_id = $1",
      [reviewer.id],
    );
    expect(rows[0].n).toBe(2);
  });

  await test.step("a fact's source is two clicks away", async () => {
    await desk.getByRole("link", { name: "临时堆场两个月建成启用" }).click();
    await expect(desk).toHaveURL(new RegExp(`/achievements/${claimId}`));
    await desk.getByRole("main").locator('a[href^="/observations/"]').first().click();
    await expect(desk).toHaveURL(/\/observations\/[0-9a-f-]{36}/);
  });
});

test("a leader sees the columns in an order of their own, on a phone too; others see nothing", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const { unit, cadres, observers } = await comparisonScene(createAccount);
  const more = [await createCadre(unit), await createCadre(unit)];
  const five = [...cadres, ...more].map(({ id }) => id);
  const address = `/compare?cadres=${five.join(",")}`;
  const orders: string[] = [];
  for (const [at, role] of (["LEADER", "REVIEWER", "LEADER"] as const).entries()) {
    const page = await windowOf(await createAccount(role, { clearance: 3 }), { phone: at === 0 });
    await page.goto(address);
    const order = (await columns(page)).join();
    await page.goto(`/compare?cadres=${[...five].reverse().join(",")}`);
    expect((await columns(page)).join()).toBe(order);
    orders.push(order);
    if (at === 0) await looksRight(page);
  }
  expect(new Set(orders).size).toBeGreaterThan(1);
  const observer = await windowOf(observers[0]);
  expect((await observer.goto(address))?.status()).toBe(403);
  expect((await observer.request.get(`/api/v1${address.replace("?", "/document?")}`)).status()).toBe(403);
  await observer.goto(`/cadres?unit=${unit.id}`);
  await expect(observer.getByRole("checkbox", { name: /选入比选/ })).toHaveCount(0);
});

test("who is not to be seen is not told: nobody of the set is shown", async ({ windowOf }) => {
  const { cadres } = await comparisonScene(createAccount);
  const self = await windowOf(await createAccount("REVIEWER", { clearance: 3, cadreId: cadres[0].id }));
  const ids = cadres.map(({ id }) => id).join(",");
  await self.goto(`/compare?cadres=${ids}`);
  await expect(self.getByText("这组人不能比选")).toBeVisible();
  for (const { name } of cadres) await expect(self.getByRole("main")).not.toContainText(name);
  expect((await self.request.get(`/api/v1/compare/workbook?cadres=${ids}`)).status()).toBe(404);
  await self.goto("/compare?cadres=x");
  await expect(self.getByText("请先选 2 至 5 人")).toBeVisible();
});

async function download(desk: Page, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const [file] = await Promise.all([desk.waitForEvent("download"), desk.getByRole("link", { name }).click()]);
  return new Uint8Array(await readFile(await file.path()));
}

/** Nothing is wider than the window, and nothing is out of reach of a reader. */
async function looksRight(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
}
