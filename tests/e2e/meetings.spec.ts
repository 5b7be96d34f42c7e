/** 协调会: a unit asks, an observer convenes and witnesses, both units sign what they read, and then it stays. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { createUnit, daysAgo } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

const WITNESSED = "两家当面说清，程序没有绕开";

test("a unit asks for a meeting, both sign what they read, a change voids it, and after the last signature it stays", async ({
  windowOf,
}) => {
  test.setTimeout(100_000);
  const [lead, other] = [await createUnit(), await createUnit()];
  const asker = await createAccount("LIAISON", { unitId: lead.id });
  const second = await createAccount("LIAISON", { unitId: other.id });
  const observer = await createAccount("OBSERVER", { units: [lead] });
  const caseId = crypto.randomUUID();
  await owner().query(
    "insert into cases (id, title, demand, unit_id, raised_by) values ($1, '临时堆场用地', '请协调临时堆场的用地', $2, $3)",
    [caseId, lead.id, observer.id],
  );
  await owner().query("insert into case_parties (case_id, unit_id, added_by) values ($1, $2, $3)", [
    caseId,
    other.id,
    observer.id,
  ]);
  const title = `临时堆场协调会 ${lead.shortName}`;
  const [phone, desk, contact] = [
    await windowOf(asker, { phone: true }),
    await windowOf(observer),
    await windowOf(second, { phone: true }),
  ];

  await test.step("the unit's contact asks on the phone", async () => {
    await phone.goto("/");
    await phone.getByRole("link", { name: "申请协调会" }).click();
    await phone.getByLabel("会议名称").fill(title);
    await phone.getByLabel("事项").selectOption({ index: 1 });
    await phone.getByLabel("为什么要开").fill("两家单位对用地说法不一");
    await phone.getByRole("button", { name: "提交申请" }).click();
    await expect(phone.getByRole("main").getByText("待召集").first()).toBeVisible();
    await fits(phone);
  });

  await test.step("the observer is told, and convenes it with agenda and parties", async () => {
    await desk.goto("/");
    await desk
      .getByRole("main")
      .getByRole("link", { name: new RegExp(title) })
      .click();
    await desk.getByRole("link", { name: "召集协调会" }).click();
    await desk.getByLabel("日期").fill(daysAgo(1));
    await desk.getByLabel("开始").fill("09:30");
    await desk.getByLabel("结束").fill("11:00");
    await desk.getByLabel("地点").fill("三楼会议室");
    await desk.getByLabel("议题").fill("1. 选址\n2. 审批与平整并行的条件");
    await desk.getByRole("button", { name: "召集并通知" }).click();
    await expect(desk.getByRole("main").getByText("已通知").first()).toBeVisible();
    await fits(desk);
    await contact.goto("/notices");
    await contact.getByRole("link", { name: new RegExp(`协调会通知：${title}`) }).click();
    const calendar = await contact.request.get(
      (await contact.getByRole("link", { name: "日历文件", exact: true }).getAttribute("href")) ?? "",
    );
    expect(calendar.headers()["content-type"]).toContain("text/calendar");
    expect(await calendar.text()).toContain("SUMMARY:临时堆场协调会");
  });

  await test.step("it is held and written down: positions, a decision with conditions, the witness", async () => {
    await desk.getByRole("button", { name: "会议已开，开始整理" }).click();
    await expect(desk.getByRole("main").getByText("会后整理").first()).toBeVisible();
    await expect(desk.getByRole("button", { name: "送各方签认" })).toBeDisabled();
    await desk.getByLabel("主持人").fill("副镇长");
    await desk.getByRole("textbox", { name: /^意见/ }).nth(0).fill("承担政策处理");
    await desk.getByRole("textbox", { name: /^意见/ }).nth(1).fill("同意清表和排水先行");
    await desk.getByRole("button", { name: "保存到会和意见" }).click();
    await expect(desk.locator("li").getByText("同意清表和排水先行")).toBeVisible();
    await desk.getByLabel("议定内容").fill("设临时堆场，审批与平整并行");
    await desk.getByRole("textbox", { name: /^条件/ }).fill("不硬化\n不建固定设施");
    await desk.getByLabel("期限").fill(daysAgo(-20));
    await desk.getByRole("button", { name: "添加议定事项" }).click();
    await expect(desk.getByRole("listitem").filter({ hasText: "不建固定设施" }).first()).toBeVisible();
    await desk.getByLabel("见证了什么").fill(WITNESSED);
    await desk.getByRole("button", { name: "登记", exact: true }).click();
    await expect(desk.getByText(WITNESSED)).toBeVisible();
    await desk.getByRole("button", { name: "送各方签认" }).click();
    await expect(desk.getByText("第 1 稿送签认中，0/2 家已签", { exact: false })).toBeVisible();
    await fits(desk);
  });

  await test.step("one signs; a change makes a new version, and the signature is void", async () => {
    await phone.goto("/");
    await expect(phone.getByText("等您签认")).toBeVisible();
    await phone
      .getByRole("main")
      .getByRole("link", { name: new RegExp(title) })
      .click();
    // what the witness saw is for no unit
    expect(await phone.content()).not.toContain(WITNESSED);
    await phone.getByRole("button", { name: "签认", exact: true }).click();
    await expect(phone.getByRole("button", { name: "签认", exact: true })).toHaveCount(0);
    await fits(phone);
    await desk.reload();
    await expect(desk.getByText("1/2 家已签", { exact: false })).toBeVisible();
    await desk.getByText("填写到会和意见").click();
    await desk.getByRole("textbox", { name: /^意见/ }).nth(1).fill("同意清表和排水先行，限两年");
    await desk.getByRole("button", { name: "保存到会和意见" }).click();
    await expect(desk.getByText("第 2 稿送签认中，0/2 家已签", { exact: false })).toBeVisible();
  });

  await test.step("both sign the second version; nothing can be changed, an addendum is added", async () => {
    await phone.reload();
    await phone.getByRole("button", { name: "签认", exact: true }).click();
    await expect(phone.getByRole("button", { name: "签认", exact: true })).toHaveCount(0);
    await contact.goto(desk.url());
    await contact.getByRole("button", { name: "签认", exact: true }).click();
    await expect(contact.getByText("各方已签认，纪要不能再改")).toBeVisible();
    await desk.reload();
    await expect(desk.getByRole("button", { name: "保存到会和意见" })).toHaveCount(0);
    await desk.getByText("加一条补充更正", { exact: true }).click();
    await desk.getByLabel("补充更正内容").fill("面积应为 38 亩");
    await desk.getByRole("textbox", { name: /^理由/ }).fill("笔误");
    await desk.getByRole("button", { name: "添加补充更正" }).click();
    await expect(desk.getByText("面积应为 38 亩")).toBeVisible();
    await fits(desk);
  });

  await test.step("the minutes go out as a paper, the unit's without what the witness saw", async () => {
    const paper = async (page: Page) => {
      const href = await page.getByRole("link", { name: "纪要（docx）" }).getAttribute("href");
      const parts = unzipSync(new Uint8Array(await (await page.request.get(href ?? "")).body()));
      return new TextDecoder().decode(parts["word/document.xml"]);
    };
    const [own, departments] = [await paper(phone), await paper(desk)];
    for (const text of [own, departments]) {
      expect(text).toContain("同意清表和排水先行，限两年");
      expect(text).toContain("面积应为 38 亩");
    }
    expect(departments).toContain(WITNESSED);
    expect(own).not.toContain(WITNESSED);
  });
});

/** No page wider than its screen, and nothing that a reader with a screen reader stumbles over. */
async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
}
