/** A claim from a record to the cadre's file, and its fall when a source is withdrawn. Two people. */
import { createCadre, createObservation, createPerson, createUnit, daysAgo } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("an observer turns a record into an achievement, a reviewer corroborates it, and it falls with its source", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit({ type: "镇街" });
  const cadre = await createCadre(unit, { title: "副镇长" });
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const colleague = await createPerson("OBSERVER", { units: [unit] });
  const seen = await createObservation(observer, unit, { cadres: [cadre], on: daysAgo(20) });
  await createObservation(colleague, unit, { method: "stakeholder_visit", cadres: [cadre], on: daysAgo(15) });
  const claim = `${unit.shortName}临时堆场两个月建成启用`;

  await test.step("the observer drafts it in place", async () => {
    const desk = await windowOf(observer);
    await desk.goto(`/observations/${seen.id}`);
    await desk.getByRole("link", { name: "转为实绩" }).click();
    await desk.getByRole("textbox", { name: "实绩表述" }).fill(claim);
    await desk.getByRole("button", { name: "提交印证" }).click();
    await expect(desk.getByText("请至少为一名干部选择贡献程度").first()).toBeVisible();
    await expect(desk.getByRole("textbox", { name: "实绩表述" })).toHaveValue(claim);
    await desk.getByLabel(`${cadre.name} 贡献程度`).selectOption("主要负责");
    await desk.getByRole("button", { name: "提交印证" }).click();
    await expect(desk.getByRole("heading", { level: 1, name: claim })).toBeVisible();
    await expect(desk.getByText("还差一个独立来源")).toBeVisible();
  });

  const reviewer = await windowOf(await createAccount("REVIEWER", { clearance: 2 }));
  await test.step("the reviewer adds the second source and confirms", async () => {
    await reviewer.goto(`/achievements?state=waiting&unit=${unit.id}`);
    await reviewer.getByRole("link", { name: claim }).click();
    await expect(reviewer.getByRole("button", { name: "确认印证" })).toBeDisabled();
    await reviewer.getByText("作为来源", { exact: true }).first().click();
    await reviewer.getByRole("button", { name: "作为来源" }).click();
    await expect(reviewer.getByText("印证条件已具备").first()).toBeVisible();
    await reviewer.getByText("高", { exact: true }).click();
    await reviewer.getByRole("button", { name: "确认印证" }).click();
    await expect(reviewer.getByText("已印证", { exact: true }).first()).toBeVisible();
    await reviewer.goto(`/cadres/${cadre.id}`);
    await expect(reviewer.getByRole("link", { name: claim })).toBeVisible();
  });

  await test.step("withdrawn, it waits again and leaves the file", async () => {
    await reviewer.getByRole("link", { name: claim }).click();
    await reviewer.getByText("撤回这个来源").first().click();
    await reviewer.getByLabel("撤回理由").first().fill("记错了日期");
    await reviewer.getByRole("button", { name: "撤回这个来源" }).first().click();
    await expect(reviewer.getByText(/来源撤回，回到待印证/).first()).toBeVisible();
    await reviewer.goto(`/cadres/${cadre.id}`);
    await expect(reviewer.getByText("还没有已印证的实绩")).toBeVisible();
  });
});
