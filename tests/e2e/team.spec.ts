/** 班子分析: from the unit's page to structure, cases and meetings; each number opens what it counts. */
import { createCadre, createObservation, createUnit, daysAgo } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("a leader reads a team's structure and opens the people and records behind its numbers", async ({
  windowOf,
}) => {
  const unit = await createUnit({ type: "群团" });
  const head = await createCadre(unit, { title: "主席" });
  await createCadre(unit, { title: "副主席", endsOn: daysAgo(30) });
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const record = await createObservation(observer, unit, {
    method: "sit_in",
    cadres: [head],
    on: daysAgo(1),
  });
  const leader = await createAccount("LEADER", { clearance: 3 });
  const desk = await windowOf(leader);

  await test.step("from the unit's page", async () => {
    await desk.goto(`/units/${unit.id}`);
    await desk.getByRole("link", { name: "班子分析" }).click();
    await expect(desk.getByRole("heading", { level: 1, name: `${unit.shortName}班子分析` })).toBeVisible();
    await expect(desk.getByRole("region", { name: "空缺岗位" })).toContainText("副主席");
  });

  await test.step("a number of the structure lists its people", async () => {
    const structure = desk.getByRole("region", { name: "班子结构" });
    await structure.getByRole("link", { name: /女/ }).click();
    await expect(desk).toHaveURL(/trait=gender/);
    const division = desk.getByRole("region", { name: "分工" });
    await expect(division.getByRole("link", { name: head.name })).toBeVisible();
    await desk.goto(`/units/${unit.id}/team?trait=gender&value=${encodeURIComponent("男")}`);
    await expect(division.getByText("没有班子成员")).toBeVisible();
  });

  await test.step("the number of meetings is what its list opens", async () => {
    await desk.getByRole("link", { name: "列席旁听 1 条" }).click();
    await expect(desk.getByRole("main").getByText(record.fact).first()).toBeVisible();
  });

  await test.step("on an earlier day the one who left is there", async () => {
    await desk.goto(`/units/${unit.id}/team?on=${daysAgo(31)}`);
    await expect(desk.getByRole("region", { name: "班子结构" })).toContainText("2 人");
    await expect(desk.getByText("没有发现空缺岗位")).toBeVisible();
  });
});

test("an observer of the unit is refused, and sees no link", async ({ windowOf }) => {
  const unit = await createUnit();
  const page = await windowOf(await createAccount("OBSERVER", { units: [unit] }));
  await page.goto(`/units/${unit.id}`);
  await expect(page.getByRole("link", { name: "班子分析" })).toHaveCount(0);
  expect((await page.goto(`/units/${unit.id}/team`))?.status()).toBe(403);
});
