/** A weak line: the page is there, its script is not yet. What is done meanwhile counts. */
import type { Page } from "@playwright/test";
import { createCadre, createUnit } from "../support/builders";
import { PDF } from "../support/files";
import { owner } from "../support/owner";
import { createAccount, PASSWORD } from "../support/sign-in";
import { expect, test } from "../support/story";

/** Scripts wait at the door until they are let in. */
async function holdScripts(page: Page): Promise<() => void> {
  let letIn = () => {};
  const open = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await open;
    await route.continue();
  });
  return letIn;
}

test("taps, text and a file before the script stand in the record", async ({ windowOf }) => {
  const unit = await createUnit();
  const people = [await createCadre(unit), await createCadre(unit)];
  const page = await windowOf(await createAccount("OBSERVER", { units: [unit] }), { phone: true });
  await page.goto("/field");
  await page
    .getByRole("link", { name: new RegExp(unit.shortName) })
    .first()
    .tap();
  const method = page.getByRole("link", { name: /现场调研/ }).first();
  const address = (await method.getAttribute("href")) ?? "";
  const letIn = await holdScripts(page);
  await page.goto(address, { waitUntil: "commit" });

  await page.getByRole("textbox", { name: "地点" }).fill("街口");
  const fact = `${unit.shortName} 沿线标志牌已经装好。`;
  for (const { name } of people) await page.getByText(name).first().tap();
  await page.locator("[data-field=fact] textarea").fill(fact);
  await page
    .getByLabel("选文件")
    .setInputFiles({ name: "验收单.pdf", mimeType: "application/pdf", buffer: PDF });
  letIn();
  await expect(page.getByRole("listitem").filter({ hasText: "验收单.pdf" })).toBeVisible();
  // the post beside each chosen one is drawn by the script
  await expect(page.getByRole("textbox", { name: "职责" })).toHaveCount(2);
  await page.getByRole("button", { name: "提交", exact: true }).tap();
  await expect(page.getByRole("link", { name: "查看这条记录" })).toBeVisible();
  const { rows } = await owner().query(
    `select count(l.cadre_id)::int as cadres from observations o
     join observation_cadres l on l.observation_id = o.id where o.unit_id = $1 and o.fact = $2`,
    [unit.id, fact],
  );
  expect(rows).toEqual([{ cadres: 2 }]);
});

test("a text that came with the page is changed before the script, and stays changed", async ({
  windowOf,
}) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const page = await windowOf(person);
  await page.goto(`/observations/new?unit=${unit.id}`);
  await page.getByRole("link", { name: /现场调研/ }).click();
  const fact = page.getByRole("textbox", { name: "事实" });
  await fact.fill("围挡已立");
  await expect(page.getByText(/已存服务器/)).toBeVisible();
  const draft = page.url();

  const letIn = await holdScripts(page);
  await page.goto(draft, { waitUntil: "commit" });
  await expect(fact).toHaveValue("围挡已立");
  await fact.fill("围挡已立，平整四成");
  letIn();
  await page.waitForLoadState("networkidle");
  await expect(fact).toHaveValue("围挡已立，平整四成");
  await expect
    .poll(async () => {
      const { rows } = await owner().query(
        "select content ->> 'fact' as fact from observation_drafts where author_id = $1",
        [person.id],
      );
      return rows;
    })
    .toEqual([{ fact: "围挡已立，平整四成" }]);
});

test("a sign-in is asked for before the script, and done by it", async ({ page }) => {
  const person = await createAccount("OBSERVER");
  const letIn = await holdScripts(page);
  await page.goto("/sign-in?next=/field/drafts", { waitUntil: "commit" });
  await page.getByLabel("账号").fill(person.account);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  letIn();
  await expect(page).toHaveURL(/\/field\/drafts$/);
});

test("a panel that came with its page pulls neither focus nor page away", async ({ windowOf }) => {
  const unit = await createUnit();
  const observer = await createAccount("OBSERVER");
  const page = await windowOf(await createAccount("ADMIN"));
  const letIn = await holdScripts(page);
  await page.goto(`/assignments?assign=${unit.id}`, { waitUntil: "commit" });
  const choice = page.getByRole("radio", { name: new RegExp(observer.name) });
  await choice.check();
  const before = await page.evaluate(() => window.scrollY);
  letIn();
  await page.waitForLoadState("networkidle");
  await expect(choice).toBeChecked();
  await expect(choice).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
});
