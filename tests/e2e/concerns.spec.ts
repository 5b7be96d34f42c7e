/** 需关注 and 更正申请: what speaks against a cadre needs two people and two sources; what the cadre says stands with the result. */
import { createAchievement } from "../support/achievements";
import { createCadre, createObservation, createUnit } from "../support/builders";
import { PDF } from "../support/files";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("a cadre asks for a correction, a reviewer answers, and it is printed with the claim", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const [first, second] = [
    await createAccount("OBSERVER", { units: [unit] }),
    await createAccount("OBSERVER", { units: [unit] }),
  ];
  const claimId = await createAchievement(first, unit, cadre, [
    await createObservation(first, unit, { cadres: [cadre], state: "ACCEPTED" }),
    await createObservation(second, unit, {
      method: "stakeholder_visit",
      cadres: [cadre],
      state: "ACCEPTED",
    }),
  ]);
  const confirmer = await createAccount("REVIEWER", { clearance: 3 });
  await owner().query(
    "update achievements set state = 'CORROBORATED', confirmed_by = $2, confidence = 'HIGH' where id = $1",
    [claimId, confirmer.id],
  );
  const self = await createAccount("CADRE", { cadreId: cadre.id });
  const office = await createAccount("REVIEWER", { clearance: 3 });
  const words = `验收单上是一百九十八亩 ${unit.shortName}`;

  const phone = await windowOf(self, { phone: true });
  await test.step("the cadre sees the result on their page, and asks", async () => {
    await phone.goto(`/cadres/${cadre.id}`);
    await expect(phone.getByText("临时堆场两个月建成启用")).toBeVisible();
    await phone.getByRole("link", { name: "提出更正或说明" }).click();
    await phone.getByLabel("针对的内容").selectOption({ label: "临时堆场两个月建成启用" });
    await phone.getByLabel("更正或说明内容").fill(words);
    await phone.getByLabel("依据材料名称").fill("平整验收单");
    await phone
      .getByLabel("选文件")
      .setInputFiles({ name: "平整验收单.pdf", mimeType: "application/pdf", buffer: PDF });
    await expect(phone.getByRole("listitem").filter({ hasText: "平整验收单.pdf" })).toBeVisible();
    // the line to the store of files breaks while the text goes through
    await phone.route("**/api/v1/uploads**", (route) => route.abort());
    await phone.getByRole("button", { name: "提交" }).click();
    await expect(phone.getByRole("heading", { name: /申请更正/, level: 1 })).toBeVisible();
    await expect(phone.getByRole("main").getByText("待受理")).toBeVisible();
  });

  await test.step("the file that did not get through is sent again", async () => {
    await expect(phone.getByText("没有传上去")).toBeVisible();
    await phone.unroute("**/api/v1/uploads**");
    await phone.getByRole("button", { name: "重试" }).click();
    await expect(phone.getByRole("link", { name: "平整验收单.pdf" })).toBeVisible();
  });

  await test.step("who confirmed it does not answer; another reviewer does", async () => {
    const desk = await windowOf(confirmer);
    await desk.goto("/corrections?view=open");
    await desk.getByRole("link", { name: new RegExp(cadre.name) }).click();
    await expect(desk.getByText("请由另一位审核人员办理")).toBeVisible();
    await expect(desk.getByRole("button", { name: "答复" })).toHaveCount(0);
    const other = await windowOf(office);
    await other.goto(desk.url());
    await expect(other.getByRole("link", { name: "平整验收单.pdf" })).toBeVisible();
    await other.getByRole("button", { name: "受理" }).click();
    await expect(other.getByRole("main").getByText("受理中").first()).toBeVisible();
    await other.getByText("部分采纳", { exact: true }).click();
    await other.getByLabel("答复内容").fill("已按验收单核对，口径不同。");
    await other.getByRole("button", { name: "答复", exact: true }).click();
    await expect(other.getByText(new RegExp(`${office.name}于.*答复：部分采纳`))).toBeVisible();
    await test.step("it stands with the claim, on paper too", async () => {
      await other.goto(`/achievements/${claimId}`);
      await other.emulateMedia({ media: "print" });
      await expect(other.locator("#corrections").getByText(words)).toBeVisible();
      await expect(other.locator("#corrections").getByText("平整验收单.pdf")).toBeVisible();
      await expect(other.locator("#corrections").getByText("已按验收单核对，口径不同。")).toBeVisible();
      await other.emulateMedia({ media: "screen" });
    });
  });

  await test.step("the cadre reads the answer, and nobody's name", async () => {
    await phone.reload();
    const main = phone.getByRole("main");
    await expect(main.getByText("已按验收单核对，口径不同。")).toBeVisible();
    await expect(main).not.toContainText(office.name);
  });
});

test("a concern is raised from a record, decided by another reviewer, and stands in the file until it falls", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const record = await createObservation(observer, unit, { cadres: [cadre], polarity: "ATTENTION" });
  const opener = await windowOf(await createAccount("REVIEWER", { clearance: 3 }));
  await test.step("raised with one source, made two by a paper", async () => {
    await opener.goto(`/observations/${record.id}`);
    await opener.getByRole("link", { name: /提出需关注/ }).click();
    await opener.getByLabel("关注事项").fill("两次未按时到场协调");
    await opener.getByLabel("对照的规定").fill("《岗位职责规定》第三条");
    await opener.getByRole("button", { name: "提出需关注" }).click();
    await expect(opener.getByText("还差一个来源").first()).toBeVisible();
    await opener.getByText("补充一份材料").first().click();
    await opener.getByLabel("材料名称").fill("督查通报");
    await opener.getByRole("button", { name: "补充一份材料" }).click();
    await expect(opener.getByText("来源已够").first()).toBeVisible();
    await expect(opener.getByRole("button", { name: "继续观察" })).toHaveCount(0);
  });
  const decider = await windowOf(await createAccount("REVIEWER", { clearance: 3 }));
  await test.step("another reviewer decides", async () => {
    await decider.goto(opener.url());
    await decider.locator("textarea[name=reason]").fill("通报与现场一致");
    await decider.getByRole("button", { name: "继续观察" }).click();
    await expect(decider.getByRole("button", { name: "延期" })).toBeVisible();
  });
  const leader = await windowOf(await createAccount("LEADER", { clearance: 3 }));
  await test.step("a leader reads it in the file", async () => {
    await leader.goto(`/cadres/${cadre.id}`);
    await expect(leader.locator("#concerns").getByText("通报与现场一致")).toBeVisible();
  });
  await test.step("a source is withdrawn: it is in no file any more", async () => {
    await opener.reload();
    await opener.getByText("撤回这个来源").first().click();
    await opener.getByLabel("撤回理由").first().fill("通报开错了单位");
    await opener.getByRole("button", { name: "撤回这个来源" }).first().click();
    await expect(opener.getByText("来源有变动，原决定失效，须重新决定。")).toBeVisible();
    await leader.reload();
    await expect(leader.locator("#concerns")).not.toContainText("通报与现场一致");
  });
});
