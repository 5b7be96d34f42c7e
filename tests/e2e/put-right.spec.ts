/** What an administrator puts right by hand: a unit split, a post, a day of the calendar, a person's facts, and each way back. */
import { AxeBuilder } from "@axe-core/playwright";
import { createCadre, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

/** A year that no other test counts with. */
const YEAR = 2039;

test("an administrator splits a unit, puts a post and a person's facts right, and brings back what was", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const cadre = await createCadre(unit, { name: "逄筱蕙" });
  await createCadre(unit, { name: "逄筱茗" });
  const desk = await windowOf(await createAccount("ADMIN"));
  await desk.setViewportSize({ width: 1440, height: 900 });
  const main = desk.getByRole("main");
  const part = `${unit.shortName}分局`;

  await test.step("splits a unit, and takes one of its people along", async () => {
    await desk.goto(`/units/register?open=1&from=${unit.id}`);
    await main.getByRole("textbox", { name: "全称" }).fill(`${part}全称`);
    await main.getByRole("textbox", { name: "简称" }).fill(part);
    await main.getByRole("textbox", { name: "理由" }).fill("机构改革方案");
    await main.getByRole("button", { name: "新设" }).click();
    await main.getByText(`从${unit.shortName}划转人员`).click();
    await main.getByLabel(cadre.name).check();
    await main.getByRole("button", { name: "看看影响" }).click();
    await main.getByRole("textbox", { name: "依据或说明" }).fill("随职能划转");
    await main.getByRole("button", { name: "确认调整 1 项" }).click();
    await expect(main.getByText("新增 0 人，变动 1 人，离任 0 人")).toBeVisible();
    await desk.goto(`/cadres/${cadre.id}`);
    await expect(main.getByText(`${part} 副主任`).first()).toBeVisible();
  });

  await test.step("corrects the title of the post, and brings the old one back", async () => {
    await main.getByRole("link", { name: "更正任职" }).click();
    await main.getByRole("link", { name: `更正：${part} 副主任` }).click();
    await main.getByRole("textbox", { name: "职务" }).fill("副局长");
    await main.getByRole("textbox", { name: "依据或说明" }).fill("任免文件写的是副局长");
    await main.getByRole("button", { name: "保存更正" }).click();
    await expect(main.getByText("职务：副主任 → 副局长")).toBeVisible();
    await main.getByRole("link", { name: "恢复原登记" }).click();
    await expect(main.getByRole("textbox", { name: "职务" })).toHaveValue("副主任");
  });

  await test.step("changes the person's facts, is told what a cell breaks, and brings the old ones back", async () => {
    await desk.goto(`/cadres/${cadre.id}`);
    await main.getByRole("link", { name: "修改基本信息" }).click();
    await main.getByRole("textbox", { name: "籍贯" }).fill("浙江兰溪");
    await main.getByRole("combobox", { name: "民族" }).fill("汗族");
    await main.getByRole("textbox", { name: "依据或说明" }).fill("档案审核认定");
    await main.getByRole("button", { name: "保存修改" }).click();
    await expect(main.getByRole("button", { name: "民族：不在可选范围内，是否应为“汉族”？" })).toBeVisible();
    await main.getByRole("combobox", { name: "民族" }).fill("汉族");
    await main.getByRole("button", { name: "保存修改" }).click();
    await expect(main.getByText("籍贯：浙江义乌 → 浙江兰溪")).toBeVisible();
    await main.getByRole("link", { name: "恢复原值" }).click();
    await expect(main.getByRole("textbox", { name: "籍贯" })).toHaveValue("浙江义乌");
    await main.getByRole("textbox", { name: "依据或说明" }).fill("认定有误");
    await main.getByRole("button", { name: "保存修改" }).click();
    await expect(main.getByText("籍贯：浙江兰溪 → 浙江义乌")).toBeVisible();
    expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);
  });

  await test.step("takes a holiday out of the calendar, and puts it in again", async () => {
    await desk.goto(`/calendar?year=${YEAR}&day=${YEAR}-05-03`);
    await main.getByRole("textbox", { name: "名称" }).fill("劳动节");
    await main.getByRole("textbox", { name: "依据或理由" }).fill("国办通知");
    await main.getByRole("button", { name: "保存" }).click();
    await expect(main.getByText("已登记。")).toBeVisible();
    await desk.goto(`/calendar?year=${YEAR}&day=${YEAR}-05-03`);
    await main.getByRole("textbox", { name: "取消的理由" }).fill("看错了一天");
    await main.getByRole("button", { name: "取消这一天的安排" }).click();
    await expect(main.getByText("已取消。")).toBeVisible();
    await main.getByRole("link", { name: /^恢复：取消.*5月3日.*劳动节/ }).click();
    await expect(main.getByRole("textbox", { name: "名称" })).toHaveValue("劳动节");
    await main.getByRole("textbox", { name: "依据或理由" }).fill("通知里有这一天");
    await main.getByRole("button", { name: "保存" }).click();
    await expect(main.getByText("已登记。")).toBeVisible();
    await expect(main.getByRole("cell", { name: "5月3日", exact: true })).toBeVisible();
  });
});

test("the order of exported columns is changed without any script", async ({ windowOf }) => {
  const desk = await windowOf(await createAccount("ADMIN"), { withoutScript: true });
  await desk.goto("/roster/export");
  const columns = desk.getByRole("list", { name: "导出的列" }).getByRole("listitem");
  await expect(columns.nth(1)).toHaveText("姓名");
  await columns.nth(1).getByRole("button").first().click();
  await expect(columns.first()).toHaveText("姓名");
  await expect(columns.nth(1)).toHaveText("单位");
});
