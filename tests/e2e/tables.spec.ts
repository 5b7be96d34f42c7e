/** The big lists: columns that follow a person, views by name, the keyboard, and what is shown as a file. */
import { readWorkbook } from "@/lib/platform/workbook";
import { createCadre, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("a leader chooses columns that follow to another computer, and shares a view with a reviewer", async ({
  windowOf,
}) => {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const leader = await createAccount("LEADER");
  const page = await windowOf(leader);
  await page.goto(`/cadres?unit=${unit.id}`);
  await page.locator("summary", { hasText: "列" }).first().click();
  await page.getByRole("checkbox", { name: "性别" }).uncheck();
  await page.getByRole("checkbox", { name: "单位类型" }).check();
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "单位类型" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "性别" })).toHaveCount(0);
  await page.getByRole("button", { name: "单位类型往前移" }).click();
  await expect(page.getByRole("columnheader").nth(-2)).toHaveText("单位类型");

  await page.locator("summary", { hasText: "视图" }).click();
  await page.getByLabel("视图名称").fill("这个单位的人");
  await page.getByRole("checkbox", { name: "共用给有权看这张表的人" }).check();
  await page.getByRole("button", { name: "把现在的筛选和列存为视图" }).click();
  await expect(page.getByText("视图：这个单位的人")).toBeVisible();

  // another computer, and no script on it
  const elsewhere = await windowOf(leader, { withoutScript: true });
  await elsewhere.goto("/cadres");
  await expect(elsewhere.getByRole("columnheader", { name: "单位类型" })).toBeVisible();
  await elsewhere.locator("summary", { hasText: "列" }).first().click();
  await elsewhere.getByRole("button", { name: "恢复默认" }).click();
  await expect(elsewhere.getByRole("columnheader", { name: "性别" })).toBeVisible();

  const reviewer = await windowOf(await createAccount("REVIEWER"));
  await reviewer.goto("/cadres");
  await reviewer.locator("summary", { hasText: "视图" }).click();
  await reviewer.getByRole("link", { name: "这个单位的人" }).first().click();
  await expect(reviewer.getByText(`${leader.name} 共用`)).toHaveCount(1);
  await expect(reviewer.getByRole("columnheader", { name: "单位类型" })).toBeVisible();
  await expect(reviewer.getByRole("rowheader")).toHaveText([cadre.name]);

  // what is shown leaves as a file: these columns, these rows, under a number
  const file = reviewer.waitForEvent("download");
  await reviewer.getByRole("link", { name: "导出当前列表" }).click();
  const bytes = await (await file).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of bytes) parts.push(part);
  const sheets = await readWorkbook(new Uint8Array(Buffer.concat(parts)), 5_000_000);
  expect(sheets?.[0]?.rows[0]).toContain("单位类型");
  expect(sheets?.[0]?.rows[0]).not.toContain("性别");
  expect(sheets?.[0]?.rows.slice(1).map(([name]) => name)).toEqual([cadre.name]);
  expect(sheets?.[1]?.rows.find(([item]) => item === "导出编号")?.[1]).toMatch(/^[0-9a-f]{12}$/);
});

test("a list is gone through, opened and filtered without a mouse", async ({ windowOf }) => {
  const unit = await createUnit();
  const cadres = [await createCadre(unit), await createCadre(unit)];
  const page = await windowOf(await createAccount("LEADER"));
  await page.goto(`/cadres?unit=${unit.id}`);
  const heads = page.getByRole("rowheader").getByRole("link");
  await expect(heads).toHaveCount(cadres.length);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(heads.first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("ArrowDown");
  await expect(heads.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(heads.first()).toBeFocused();
  await page.keyboard.press("/");
  await expect(page.getByLabel("姓名、全拼或首字母")).toBeFocused();
  // where somebody types, keys are letters
  await page.keyboard.type("jk/x");
  await expect(page.getByLabel("姓名、全拼或首字母")).toHaveValue("jk/x");
  await heads.first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/cadres\/[0-9a-f-]{36}/);

  // who hits keys by accident switches those off that work alone
  await page.goto("/account");
  await page.getByRole("button", { name: "关闭单键快捷键" }).click();
  await expect(page.getByRole("button", { name: "开启单键快捷键" })).toBeVisible();
  await page.goto(`/cadres?unit=${unit.id}`);
  await heads.first().focus();
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(heads.nth(1)).toBeFocused({ timeout: 500 });
  }).toPass();
  for (const key of ["k", "x", "/"]) await page.keyboard.press(key);
  await expect(heads.nth(1)).toBeFocused();
});

test("an administrator moves ticked people at once, sees it first, and takes it back", async ({
  windowOf,
}) => {
  const [from, into] = [await createUnit(), await createUnit()];
  const cadres = [await createCadre(from), await createCadre(from)];
  const page = await windowOf(await createAccount("ADMIN"));
  await page.goto(`/cadres?unit=${from.id}`);
  await page.getByRole("checkbox", { name: "本页全选" }).check();
  await expect(page.getByText("已选 2 项")).toBeVisible();
  await page.getByRole("button", { name: "批量调整" }).click();
  await page.getByLabel("转到哪个单位").selectOption(into.id);
  await page.getByRole("button", { name: "看看影响" }).click();
  await expect(page.getByRole("row").filter({ hasText: into.shortName })).toHaveCount(2);
  await page.getByLabel("依据或说明").fill("机构改革，整建制划转");
  await page.getByRole("button", { name: "确认调整 2 项" }).click();
  await expect(page.getByText("新增 0 人，变动 2 人，离任 0 人")).toBeVisible();
  await page.goto(`/cadres?unit=${into.id}`);
  await expect(page.getByRole("rowheader")).toHaveCount(2);

  await page.goto("/roster");
  await page.getByRole("link", { name: "机构改革，整建制划转" }).first().click();
  await page.getByRole("button", { name: "撤销这次调整" }).click();
  await expect(page.getByText("已撤销").first()).toBeVisible();
  await page.goto(`/cadres?unit=${from.id}`);
  await expect(page.getByRole("rowheader")).toHaveCount(cadres.length);
});
