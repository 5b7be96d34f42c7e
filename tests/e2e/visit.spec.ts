/** What belongs together: one visit to two units, and a record that is corrected. */
import { createCadre, createObservation, createUnit, daysAgo } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("one visit to two units with three cadres becomes two linked records from one form", async ({
  windowOf,
}) => {
  const [here, there] = [await createUnit(), await createUnit()];
  const [first, second, third] = [await createCadre(here), await createCadre(here), await createCadre(there)];
  const person = await createAccount("OBSERVER", { units: [here, there] });
  await createObservation(person, here, { on: daysAgo(30), fact: "上月看过这处工地" });
  const page = await windowOf(person, { phone: true });
  await page.goto("/field");
  await page
    .getByRole("link", { name: new RegExp(here.shortName) })
    .first()
    .tap();
  await page
    .getByRole("link", { name: /现场调研/ })
    .first()
    .tap();

  for (const { name } of [first, second]) {
    await page.getByText(name).first().tap();
    await expect(page.getByRole("checkbox", { name })).toBeChecked();
  }
  await page.locator("[data-field=fact] textarea").fill("两家在路口当场商定了分批施工的时间。");
  await page.locator("summary", { hasText: "更多" }).tap();
  await page.locator("[data-field=otherUnits] label", { hasText: there.shortName }).tap();
  await page.locator("[data-field^='otherUnits.'] label", { hasText: third.name }).tap();
  await page.locator("summary", { hasText: "正面清单" }).tap();
  await page.locator("label", { hasText: "团结协作" }).tap();
  await page.locator("summary", { hasText: "选这个单位以前的记录" }).tap();
  await page.locator("label", { hasText: "上月看过这处工地" }).tap();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "提交", exact: true }).tap();
  await expect(page.getByText("这次走访的 2 条记录互相关联")).toBeVisible();

  const open = page.getByRole("link", { name: "查看这条记录" });
  await expect(open).toBeVisible();
  await expect
    .poll(async () => {
      const { rows } = await owner().query(
        `select o.unit_id, count(l.cadre_id)::int as cadres, count(distinct k.to_id)::int as links
         from observations o join observation_cadres l on l.observation_id = o.id
         left join observation_links k on k.from_id = o.id
         where o.visit_id is not null and o.unit_id = any($1::uuid[]) group by o.id order by cadres desc`,
        [[here.id, there.id]],
      );
      return rows;
    })
    .toEqual([
      { unit_id: here.id, cadres: 2, links: 1 },
      { unit_id: there.id, cadres: 1, links: 0 },
    ]);
  await open.tap();
  const other = page.getByRole("region", { name: "同一次走访" });
  await expect(other.getByRole("link", { name: new RegExp(there.shortName) })).toBeVisible();
  await expect(page.getByText("团结协作").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "关联记录" })).toContainText("上月看过这处工地");
  await other.getByRole("link", { name: new RegExp(there.shortName) }).tap();
  await expect(page.getByText(third.name).first()).toBeVisible();
  await expect(page.getByText(first.name)).toHaveCount(0);
});

test("an accepted record is corrected with a reason, and both see what changed", async ({ windowOf }) => {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const person = await createAccount("OBSERVER", { units: [unit] });
  const reviewer = await createAccount("REVIEWER");
  const { id } = await createObservation(person, unit, {
    fact: "平整已完成四成。",
    cadres: [cadre],
    reviewer,
  });
  const page = await windowOf(person);
  await page.goto(`/observations/${id}`);
  await page.getByRole("link", { name: "更正" }).click();
  await page.locator("[name=reason]").fill("数字写错");
  await page.locator("[name=fact]").fill("平整已完成六成。");
  await page.locator("summary", { hasText: "正面清单" }).click();
  await page.locator("label", { hasText: "实事求是" }).click();
  await page.getByRole("button", { name: "提交更正" }).click();
  await page.getByRole("link", { name: "查看这条记录" }).click();
  await page.locator("summary", { hasText: "与上一版相比" }).click();
  await expect(page.locator("del", { hasText: "四" })).toBeVisible();
  await expect(page.locator("ins", { hasText: "六" })).toBeVisible();
  await expect(page.locator("ins", { hasText: "实事求是" })).toBeVisible();

  const desk = await windowOf(reviewer);
  await desk.goto(`/review?id=${id}`);
  const changes = desk.getByRole("region", { name: "与上一版相比" });
  await expect(changes).toContainText("数字写错");
  await expect(changes.locator("ins", { hasText: "六" })).toBeVisible();
  await desk.getByRole("button", { name: /入库/ }).click();
  await expect
    .poll(
      async () =>
        (await owner().query("select state, revision_no from observations where id = $1", [id])).rows,
    )
    .toEqual([{ state: "ACCEPTED", revision_no: 2 }]);
});
