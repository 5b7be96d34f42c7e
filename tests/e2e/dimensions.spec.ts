/** 维度用语: changed from a day, on the phone's form the same day, in a file of the day before as it was, and taken back. */
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { readWorkbook } from "@/lib/platform/workbook";
import { createCadre, createObservation, createUnit, daysAgo } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("a dimension is called otherwise from today on, and the earlier wording comes back", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const observer = await createAccount("OBSERVER", { units: [unit] });
  await createObservation(observer, unit, { cadres: [cadre], on: daysAgo(3), dimensions: ["DILIGENCE"] });
  const desk = await windowOf(await createAccount("ADMIN"));
  const reviewer = await windowOf(await createAccount("REVIEWER", { clearance: 3 }));

  await test.step("the administrator words 勤 anew, with a reason", async () => {
    await desk.goto("/dimensions");
    await desk.getByRole("link", { name: "改写“勤”" }).click();
    await desk.getByRole("textbox", { name: /^名称/ }).fill("勤勉担当");
    await desk.getByRole("textbox", { name: /^简称/ }).fill("勤勉");
    await desk.getByRole("textbox", { name: /^说明/ }).fill("遇事不推，天天在岗。");
    await desk.getByRole("textbox", { name: /^理由/ }).fill("按本市考核办法修订");
    expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("已保存，到生效日各处自动更换。")).toBeVisible();
    await expect(desk.getByRole("cell", { name: "遇事不推，天天在岗。" })).toBeVisible();
  });

  await test.step("the phone's form asks in the new words", async () => {
    const phone = await windowOf(observer, { phone: true });
    await phone.goto("/field");
    await phone
      .getByRole("link", { name: new RegExp(unit.shortName) })
      .first()
      .tap();
    await phone
      .getByRole("link", { name: /现场调研/ })
      .first()
      .tap();
    await phone.locator("[data-field=dimensions]").getByText("勤勉担当").tap();
    await expect(phone.locator("[data-field=dimensions]")).toContainText("勤勉担当：遇事不推，天天在岗。");
  });

  await test.step("a file speaks the words of its day", async () => {
    await reviewer.goto(`/cadres/${cadre.id}`);
    await expect(reviewer.getByText("勤勉担当")).toBeVisible();
    await reviewer.goto(`/cadres/${cadre.id}?on=${daysAgo(1)}`);
    await expect(reviewer.getByRole("heading", { name: "五个维度" })).toBeVisible();
    await expect(reviewer.getByText("勤勉担当")).toHaveCount(0);
  });

  await test.step("an exported list says in words what it was narrowed by", async () => {
    await reviewer.goto(`/observations?unit=${unit.id}&dimension=diligence&state=accepted`);
    const [file] = await Promise.all([
      reviewer.waitForEvent("download"),
      reviewer.getByRole("link", { name: "导出当前列表" }).click(),
    ]);
    const book = await readWorkbook(new Uint8Array(await readFile(await file.path())), 2_000_000);
    const note = book?.find(({ name }) => name === "导出说明");
    const filter = note?.rows.find(([item]) => item === "筛选条件")?.[1];
    expect(filter).toBe(`单位：${unit.shortName}；状态：已入库；维度：勤勉担当`);
  });

  await test.step("and the way back", async () => {
    await desk.getByRole("link", { name: /^恢复这一版：勤，/ }).click();
    await desk.getByRole("textbox", { name: /^理由/ }).fill("先征求意见，暂用原名称");
    await desk.getByRole("button", { name: "恢复" }).click();
    await expect(desk.getByText("已恢复，到生效日各处自动更换。")).toBeVisible();
    await reviewer.goto(`/cadres/${cadre.id}`);
    await expect(reviewer.getByRole("heading", { name: "五个维度" })).toBeVisible();
    await expect(reviewer.getByText("勤勉担当")).toHaveCount(0);
  });
});
