/** What comes for many or ahead of its day, and each way back. The rules stand in tests/db. */
import { addDays } from "@/lib/platform/clock";
import { createCadre, createObservation, createUnit, today } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expectSound } from "../support/sound";
import { expect, test } from "../support/story";

test("a rename is announced, a closing taken back, and a clearance set for many", async ({ windowOf }) => {
  test.setTimeout(90_000);
  const unit = await createUnit();
  const seer = await createAccount("OBSERVER", { units: [unit] });
  const desk = await windowOf(await createAccount("ADMIN"));
  desk.setDefaultTimeout(10_000);
  const main = desk.getByRole("main");

  await test.step("the new name waits for its day", async () => {
    await desk.goto(`/units/register?unit=${unit.id}`);
    const form = main.getByRole("form", { name: "修改单位信息" });
    await form.getByRole("textbox", { name: "全称" }).fill(`${unit.shortName}中心`);
    await form.getByLabel("新名称启用日期").fill(addDays(today(), 30));
    await form.getByRole("textbox", { name: "理由" }).fill("机构改革方案");
    await form.getByRole("button", { name: "保存" }).click();
    await expect(main.getByText(`起更名为${unit.shortName}中心`)).toBeVisible();
    await expect(main.getByRole("row").filter({ hasText: `${unit.shortName}全称` })).toBeVisible();
  });

  await test.step("a closing ends the assignment, and taken back it gives it again", async () => {
    await main.getByText("撤销或并入", { exact: true }).first().click();
    const form = main.getByRole("form", { name: "撤销或并入" });
    await form.getByRole("textbox", { name: "理由" }).fill("录错了单位");
    await form.getByRole("button", { name: "撤销或并入" }).click();
    const back = main.getByRole("form", { name: "撤回撤销" });
    await back.getByRole("textbox", { name: "理由" }).fill("单位仍在");
    await back.getByRole("button", { name: "撤回撤销" }).click();
    await expect(main.getByText("已撤回，单位和分工已恢复。")).toBeVisible();
    const { rows } = await owner().query(
      "select ends_on from assignments where unit_id = $1 and observer_id = $2",
      [unit.id, seer.id],
    );
    expect(rows).toEqual([{ ends_on: null }]);
  });

  await test.step("a level is set for many, and set back", async () => {
    const mark = `知悉${Date.now().toString(36)}`;
    for (const name of ["甲", "乙"]) await createAccount("OBSERVER", { name: `${mark}${name}` });
    const roles = await windowOf(await createAccount("SECADMIN"));
    roles.setDefaultTimeout(10_000);
    await roles.goto(`/accounts/roles?q=${mark}`);
    await roles.getByRole("checkbox", { name: "本页全选" }).check();
    await roles.getByRole("button", { name: "批量调整", exact: true }).click();
    await roles.getByLabel("调整内容").selectOption("CLEARANCE");
    await roles.getByLabel(/^知悉权限/).selectOption("2");
    await roles.getByRole("button", { name: "看看影响" }).click();
    await expect(roles.getByText("将调整 2 · 不变 0 · 不能调整 0")).toBeVisible();
    await roles.getByLabel(/^依据或说明/).fill("参与专项工作");
    await roles.getByRole("button", { name: "确认调整 2 项" }).click();
    await roles.getByRole("button", { name: "撤销这次调整" }).click();
    await expect(roles.getByText("已撤销").first()).toBeVisible();
  });
});

test("a reviewer brings grades in as a file and takes them back, and files records together", async ({
  windowOf,
}) => {
  test.setTimeout(90_000);
  const unit = await createUnit();
  const cadre = await createCadre(unit, { name: "桑砚汀", startsOn: "2015-01-01" });
  const author = await createAccount("OBSERVER", { units: [unit] });
  for (const _ of [1, 2]) await createObservation(author, unit, { state: "ACCEPTED" });
  const desk = await windowOf(await createAccount("REVIEWER", { clearance: 3 }));
  desk.setDefaultTimeout(10_000);
  const main = desk.getByRole("main");
  const year = Number(today().slice(0, 4)) - 1;

  await test.step("a mistake is named, the rest is written, and undone", async () => {
    await desk.goto("/appraisals");
    const lines = [
      ["单位", "姓名", "年度", "考核等次"],
      [unit.shortName, cadre.name, String(year), "优秀"],
      [unit.shortName, cadre.name, String(year - 1), "称积"],
    ];
    await main.locator("input[type=file]").setInputFiles({
      name: "等次.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`\ufeff${lines.map((line) => line.join(",")).join("\r\n")}`),
    });
    await main.getByRole("button", { name: "上传并核对" }).click();
    await expect(main.getByText("等次“称积”：不是考核等次，是否应为“称职”？")).toBeVisible();
    await expectSound(desk, "a preview of grades");
    await main.getByRole("textbox", { name: "依据" }).fill("年度考核通报");
    await main.getByRole("button", { name: "全部确认（1 条）" }).click();
    await main.getByRole("button", { name: "撤销这次导入" }).click();
    await expect(main.getByText("等次已恢复到导入前")).toBeVisible();
  });

  await test.step("records are filed together, and opened again", async () => {
    await desk.goto(`/observations?unit=${unit.id}&state=accepted`);
    await main.getByRole("checkbox", { name: "符合筛选条件的全部 2 项" }).check();
    await main.getByRole("button", { name: "批量调整", exact: true }).click();
    await main.getByRole("button", { name: "看看影响" }).click();
    await expect(main.getByText("将调整 2 · 不变 0 · 不能调整 0")).toBeVisible();
    await expectSound(desk, "a filing of many");
    await main.getByRole("textbox", { name: "依据或说明" }).fill("年度整理");
    await main.getByRole("button", { name: "确认调整 2 项" }).click();
    await main.getByRole("button", { name: "撤销这次调整" }).click();
    await expect(main.getByText("已撤销").first()).toBeVisible();
    await expectSound(desk, "a filing that was taken back");
    await desk.goto(`/observations?unit=${unit.id}&state=archived`);
    await expect(main.getByText("共 0 条")).toBeVisible();
  });
});
