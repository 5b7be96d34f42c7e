/** 任用研判: from the written rule to a decision on kept evidence; a recused colleague finds every door closed. */
import type { Page } from "@playwright/test";
import { createCadre, createObservation, createUnit } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("reviewers name people by a rule and reasons, views stay hidden, a leader decides on the evidence that is kept", async ({
  windowOf,
}) => {
  test.setTimeout(180_000);
  const unit = await createUnit();
  const cadre = await createCadre(unit, { title: "综合科科长" });
  const other = await createCadre(unit, { title: "业务科科长" });
  await owner().query("update post_holdings set level = '股所级正职' where cadre_id = any ($1)", [
    [cadre.id, other.id],
  ]);
  const observer = await createAccount("OBSERVER", { units: [unit] });
  await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
  const [reviewer, second, leader] = [
    await createAccount("REVIEWER", { clearance: 3 }),
    await createAccount("REVIEWER", { clearance: 3 }),
    await createAccount("LEADER", { clearance: 3 }),
  ];
  const title = `研判批次 ${unit.shortName}`;
  const desk = await windowOf(reviewer);
  await test.step("a reviewer opens a batch and writes down a post", async () => {
    await desk.goto("/reviews");
    await desk.getByRole("textbox", { name: "批次" }).fill(title);
    await desk.getByRole("button", { name: "新建批次" }).click();
    await expect(desk.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    await desk.getByRole("link", { name: "新增职位" }).click();
    await desk.getByRole("combobox", { name: "单位", exact: true }).selectOption({ label: unit.shortName });
    await desk.getByLabel("职务名称").fill("副局长");
    await desk.getByRole("combobox", { name: "职级", exact: true }).selectOption("乡科级副职");
    await desk.getByRole("combobox", { name: "层次", exact: true }).selectOption("TEAM");
    await desk.getByRole("checkbox", { name: "股所级正职" }).check();
    await desk.getByLabel("年龄上限（周岁）").fill("60");
    await desk.getByRole("button", { name: "新增职位" }).click();
    await expect(desk.getByRole("heading", { name: /副局长/, level: 1 })).toBeVisible();
  });
  const address = desk.url();
  await test.step("names two people of the pool with a reason, and puts them on the short list", async () => {
    for (const one of [cadre, other]) {
      await poolPageOf(desk, address, one.name);
      await desk.getByRole("checkbox", { name: `选${one.name}` }).check();
      await desk.getByLabel("提名理由").fill("项目一线材料较足");
      await desk.getByRole("button", { name: "列为初步人选" }).click();
      await expect(desk.locator("[data-listed]").filter({ hasText: one.name })).toBeVisible();
    }
    for (const one of [cadre, other]) {
      const line = desk.locator("[data-listed]").filter({ hasText: one.name });
      await line.getByText(`调整${one.name}`).click();
      await line.getByLabel("理由").fill("建议上会");
      await line.getByRole("button", { name: "列为会议人选" }).click();
      await expect(line.getByText("建议上会")).toBeVisible();
    }
  });

  await test.step("corrects the rule; whom that leaves out is looked at before views are asked for", async () => {
    await desk.getByRole("link", { name: "修改职位" }).click();
    await desk.getByLabel("任现职级年限（年）").fill("1");
    await desk.getByRole("textbox", { name: "修改理由" }).fill("漏写了任现职级年限");
    await desk.getByRole("button", { name: "保存修改" }).click();
    await expect(desk.getByRole("heading", { name: "条件已修改，须重新比对" })).toBeVisible();
    await expect(desk.getByText("不作要求 → 任现职级满 1 年")).toBeVisible();
    await expect(desk.getByRole("button", { name: "发起会前研阅" })).toHaveCount(0);
    await desk.getByRole("button", { name: "已看过，按新条件比对" }).click();
    await desk.getByRole("button", { name: "发起会前研阅" }).click();
    await expect(desk.getByText("待我提意见").first()).toBeVisible();
    await expect(desk.getByRole("link", { name: /比选这 2 人/ })).toHaveAttribute(
      "href",
      /\/compare\?cadres=.+&position=/,
    );
  });

  await test.step("a view with a question; another reviewer reads it only after giving their own", async () => {
    await desk.getByRole("link", { name: cadre.name }).first().click();
    await desk.getByText("有疑问", { exact: true }).click();
    await desk.getByLabel("依据和理由").fill("台账数字会上要说清");
    await desk.getByRole("button", { name: "提交意见" }).click();
    await expect(desk.locator("[data-opinion]")).toHaveCount(1);
    const chair = await windowOf(leader);
    await chair.goto(desk.url());
    await expect(chair.getByText("台账数字会上要说清")).toHaveCount(0);
    await chair.getByText("同意", { exact: true }).click();
    await chair.getByRole("button", { name: "提交意见" }).click();
    await expect(chair.getByText("台账数字会上要说清")).toBeVisible();
    await chair.context().close();
  });

  const colleague = await windowOf(second);
  await test.step("a colleague stands aside, and the file is closed on page, list, endpoint, search and old link", async () => {
    await colleague.goto(desk.url());
    await colleague.getByText("我需要回避").first().click();
    await colleague.getByLabel("回避情形").selectOption("COLLEAGUE");
    await colleague.getByLabel("情况说明").fill("曾在同一科室共事");
    await colleague.getByRole("button", { name: "我需要回避" }).click();
    await expect(colleague.getByText("您有 1 名人选须回避")).toBeVisible();
    await expect(colleague.getByRole("main").getByText(cadre.name)).toHaveCount(0);
    for (const path of [
      `/cadres/${cadre.id}`,
      `/api/v1/cadres/${cadre.id}`,
      `/api/v1/cadres/${cadre.id}/document`,
      `/api/v1/cadres/${cadre.id}/appointment-form`,
      desk.url(),
    ]) {
      const answer = await colleague.request.get(path);
      expect(answer.status(), path).toBe(404);
      expect(await answer.text(), path).not.toContain(cadre.name);
    }
    for (const path of [
      `/cadres?unit=${unit.id}`,
      `/observations?unit=${unit.id}`,
      `/units/${unit.id}`,
      `/search?q=${encodeURIComponent(cadre.name)}`,
    ])
      expect(
        (await (await colleague.request.get(path)).text()).replaceAll(encodeURIComponent(cadre.name), ""),
        path,
      ).not.toContain(`>${cadre.name}<`);
    expect((await colleague.request.get(`/cadres/${other.id}`)).status()).toBe(200);
  });

  await test.step("who attends is entered; the meeting begins with what is questioned", async () => {
    await desk.goto(address.replace(/\/positions\/.*/, ""));
    for (const [person, part] of [
      [leader, "CHAIR"],
      [reviewer, "MEMBER"],
    ] as const) {
      const entry = desk.locator("summary", { hasText: "登记参会人员" });
      // who has an account is called as it says
      if (!(await desk.getByLabel("系统账号").isVisible())) await entry.click();
      await desk.getByLabel("系统账号").selectOption({ label: person.name });
      await desk.getByLabel("参会身份").selectOption(part);
      await desk.getByRole("button", { name: "登记参会人员" }).click();
      await expect(desk.getByRole("button", { name: `移出${person.name}` })).toBeVisible();
    }
    await desk.getByRole("link", { name: "会议", exact: true }).click();
    await expect(
      desk.locator('[data-group="disputed"]').getByRole("link", { name: cadre.name }),
    ).toBeVisible();
    await expect(desk.locator('[data-group="others"]').getByRole("link", { name: other.name })).toBeVisible();
  });

  await test.step("the leader decides; what was seen is kept, and later says what is different", async () => {
    const chair = await windowOf(leader);
    await chair.goto(address.replace(/\/positions\/.*/, "/meeting"));
    await chair.locator('[data-group="disputed"]').getByRole("link", { name: cadre.name }).click();
    await chair.getByText("拟任用", { exact: true }).click();
    await chair.getByRole("textbox", { name: "理由", exact: true }).fill("会上说明清楚，实绩有印证");
    await chair.getByRole("button", { name: "登记决定" }).click();
    await expect(chair.getByRole("heading", { name: "会议决定" })).toBeVisible();
    await expect(chair.getByText(`${second.name}（曾共事）`)).toBeVisible();
    await expect(chair.getByText("会后没有变化")).toBeVisible();
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    await chair.reload();
    await expect(chair.locator("[data-changes]")).toContainText("1 → 2");
  });
});

/** The unit is the newest of the roster, so its people stand at the end of the pool; other tests may add some behind them. */
async function poolPageOf(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  const fits = await page.getByRole("link", { name: /^符合/ }).textContent();
  for (let at = Math.ceil(Number(fits?.replace(/\D/g, "")) / 40); at > 0; at--) {
    await page.goto(`${address}?page=${at}#pool`);
    if (await page.getByRole("checkbox", { name: `选${name}` }).isVisible()) return;
  }
  throw new Error(`${name} is not in the pool`);
}
