/**
 * What a claim lacks is asked of an observer, found out on the phone and becomes its second source; what falls is told.
 * From the cadre's file each source is two clicks away. A reviewer at the desk, an observer on the phone, a second reviewer.
 */

import { createAchievement } from "../support/achievements";
import { createCadre, createObservation, createPerson, createUnit, daysAgo } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("a reviewer asks, an observer answers from the phone, the claim stands, and falls with a notice", async ({
  windowOf,
}) => {
  test.setTimeout(180_000);
  const unit = await createUnit({ type: "镇街" });
  const cadre = await createCadre(unit, { title: "副镇长" });
  const drafter = await createPerson("OBSERVER", { units: [unit] });
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const seen = await createObservation(drafter, unit, { cadres: [cadre], on: daysAgo(20) });
  const claimId = await createAchievement(drafter, unit, cadre, [seen]);
  const reviewer = await windowOf(await createAccount("REVIEWER", { clearance: 2 }));
  const confirmer = await createAccount("REVIEWER", { clearance: 2 });

  await test.step("one click asks the observer who has no part in it", async () => {
    await reviewer.goto(`/achievements/waiting?unit=${unit.id}`);
    await expect(reviewer.getByText("还差一个独立来源")).toBeVisible();
    await reviewer.getByRole("button", { name: `请${observer.name}核实` }).click();
    await expect(reviewer.getByRole("link", { name: `已请${observer.name}核实` })).toBeVisible();
  });

  const phone = await windowOf(observer, { phone: true });
  const fact = "到企业走访，负责人说堆场两个月建成，车已停满。";
  await test.step("it is on the phone as a dated task, and the record that answers it closes it", async () => {
    await phone.goto("/field/inbox");
    await expect(phone.getByText(/请您核实：请补一个来源/)).toBeVisible();
    await phone.goto(`/field/units/${unit.id}`);
    await expect(phone.getByText("还有").first()).toBeVisible();
    await phone.getByRole("link", { name: "记一条作为答复" }).tap();
    await phone.getByRole("link", { name: /服务对象走访/ }).tap();
    await expect(phone.getByText(/这条记录将答复：请补一个来源/)).toBeVisible();
    await phone.getByRole("textbox", { name: "走访对象（可匿名）" }).fill("整车企业");
    await phone.getByText(cadre.name).first().tap();
    await phone.locator("[data-field=fact] textarea").fill(fact);
    await phone.getByRole("button", { name: "提交", exact: true }).tap();
    await expect(phone.getByRole("link", { name: "查看这条记录" })).toBeVisible();
    await phone.goto(`/field/units/${unit.id}`);
    await expect(phone.getByRole("link", { name: "记一条作为答复" })).toHaveCount(0);
  });

  await test.step("accepted, the reviewer makes it a source with one click", async () => {
    await reviewer.goto("/review");
    await reviewer.getByRole("link", { name: new RegExp(unit.shortName) }).click();
    await expect(reviewer.getByText(fact)).toBeVisible();
    await reviewer.keyboard.press("a");
    await expect(reviewer.getByRole("link", { name: new RegExp(unit.shortName) })).toHaveCount(0);
    await reviewer.goto(`/achievements/${claimId}`);
    await reviewer.getByRole("button", { name: "作为来源" }).first().click();
    await expect(reviewer.getByText("已作为来源")).toBeVisible();
    await expect(reviewer.getByText("印证条件已具备").first()).toBeVisible();
  });

  const desk = await windowOf(confirmer);
  await test.step("another confirms; each source is two clicks from the cadre's file, also on the chain", async () => {
    await desk.goto(`/achievements/${claimId}`);
    await desk.getByText("高", { exact: true }).click();
    await desk.getByRole("button", { name: "确认印证" }).click();
    await expect(desk.getByText("已印证", { exact: true }).first()).toBeVisible();
    const { rows } = await owner().query(
      "select observation_id as id from achievement_sources where achievement_id = $1",
      [claimId],
    );
    expect(rows).toHaveLength(2);
    for (const { id } of rows) {
      await desk.goto(`/cadres/${cadre.id}`);
      await desk.locator(`a[href="/achievements/${claimId}"]`).first().click();
      await desk.locator(`main a[href="/observations/${id}"]`).first().click();
      await expect(desk).toHaveURL(`/observations/${id}`);
      await expect(desk.getByRole("heading", { name: /依托它的实绩/ })).toBeVisible();
    }
    await desk.goto(`/achievements/${claimId}`);
    await desk.getByRole("link", { name: "溯源" }).click();
    for (const { id } of rows) await expect(desk.locator(`svg a[href="/observations/${id}"]`)).toBeVisible();
  });

  await test.step("withdrawn from every claim at the record, it falls; the record says so, and the drafter is told", async () => {
    await reviewer.goto(`/observations/${seen.id}`);
    await reviewer.getByText("不再作为来源").first().click();
    await reviewer.getByLabel("撤回理由").fill("日期记错");
    await reviewer.getByRole("button", { name: "不再作为来源" }).click();
    await expect(reviewer.getByText("1 条实绩因此回到待印证")).toBeVisible();
    await desk.goto("/notices");
    await expect(desk.getByText(/实绩回到待印证：临时堆场两个月建成启用/).first()).toBeVisible();
  });
});
