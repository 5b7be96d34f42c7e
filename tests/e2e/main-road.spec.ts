/** The main job end to end: assign, observe, review, see. Four people, four windows. */
import { createCadre, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("an admin assigns, an observer logs, a reviewer returns and accepts, the department sees", async ({
  windowOf,
}) => {
  test.setTimeout(180_000);
  const unit = await createUnit({ type: "镇街" });
  const cadre = await createCadre(unit, { title: "副镇长" });
  const observer = await createAccount("OBSERVER");
  const fact = `到 ${unit.shortName} 停车场工地查看，围挡已立，平整完成四成。`;
  const amended = `${fact}剩余六亩本月完成。`;

  await test.step("the admin assigns the unit", async () => {
    const admin = await windowOf(await createAccount("ADMIN"));
    await admin.goto(`/assignments?assign=${unit.id}`);
    await admin.getByRole("radio", { name: new RegExp(observer.name) }).check();
    await admin.getByLabel("理由").fill("年度分工");
    await admin.getByRole("button", { name: "安排下去" }).click();
    await expect(admin.getByRole("row", { name: new RegExp(unit.shortName) })).toContainText(observer.name);
  });

  const desk = await windowOf(observer);
  await test.step("the observer logs a field survey", async () => {
    await desk.goto("/");
    await expect(desk.getByText(unit.shortName).first()).toBeVisible();
    await desk.goto(`/observations/new?unit=${unit.id}`);
    await desk.getByRole("link", { name: /现场调研/ }).click();
    await desk.getByText(cadre.name).first().click();
    await desk.getByLabel("地点").fill("停车场工地");
    await desk.getByRole("textbox", { name: "事实" }).fill(fact);
    await desk.getByRole("button", { name: "提交", exact: true }).click();
    await expect(desk.getByRole("link", { name: "查看这条记录" })).toBeVisible();
  });

  const reviewer = await windowOf(await createAccount("REVIEWER", { clearance: 2 }));
  await test.step("the reviewer returns it by keyboard, with a reason", async () => {
    await openWaiting(reviewer, unit.shortName);
    await expect(reviewer.getByText(fact)).toBeVisible();
    await reviewer.keyboard.press("r");
    await reviewer.keyboard.type("请写明剩余面积");
    await reviewer.keyboard.press("Control+Enter");
    await expect(reviewer.getByRole("link", { name: new RegExp(unit.shortName) })).toHaveCount(0);
  });

  await test.step("the observer sees the reason and submits again", async () => {
    await desk.goto("/");
    await desk.getByText("请写明剩余面积").first().click();
    await desk.getByRole("link", { name: "修改后重新提交" }).click();
    await expect(desk.getByText("请写明剩余面积")).toBeVisible();
    await desk.getByRole("textbox", { name: "事实" }).fill(amended);
    await desk.getByLabel("更正理由").fill("补充剩余面积");
    await desk.getByRole("button", { name: "提交更正" }).click();
    await expect(desk.getByRole("link", { name: "查看这条记录" })).toBeVisible();
  });

  await test.step("the reviewer sees what changed and accepts with one key", async () => {
    await openWaiting(reviewer, unit.shortName);
    await expect(reviewer.locator("ins")).toContainText("剩余六亩本月完成");
    await reviewer.keyboard.press("a");
    await expect(reviewer.getByRole("link", { name: new RegExp(unit.shortName) })).toHaveCount(0);
  });

  const leader = await windowOf(await createAccount("LEADER", { clearance: 3 }));
  await test.step("the department sees it in the cadre's file, with the post held that day", async () => {
    await leader.goto(`/cadres/${cadre.id}`);
    await expect(leader.getByText("剩余六亩本月完成").first()).toBeVisible();
    await expect(leader.getByText("副镇长").first()).toBeVisible();
    await expect(leader.getByText("证据不足").first()).toBeVisible();
  });

  await test.step("and on the coverage board, whose number opens the record", async () => {
    await leader.goto("/coverage?tab=months");
    const row = leader.getByRole("row", { name: new RegExp(`^${unit.shortName}`) });
    await row.getByRole("link", { name: "1", exact: true }).first().click();
    await expect(leader.getByRole("main")).toContainText("共 1 条");
    await expect(leader.getByRole("main")).toContainText("剩余六亩本月完成");
  });
});

async function openWaiting(page: import("@playwright/test").Page, unitName: string): Promise<void> {
  await page.goto("/review");
  await page
    .getByRole("navigation", { name: "待审列表" })
    .getByRole("link", { name: new RegExp(unitName) })
    .click();
  await page.waitForURL(/id=/);
  // the keys work from when the page's script has come: R leads to the reason, Esc out of it
  const reason = page.getByRole("textbox", { name: /^理由/ });
  await expect(async () => {
    await page.keyboard.press("r");
    await expect(reason).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(reason).not.toBeFocused();
}
