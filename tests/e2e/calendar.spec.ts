/** 工作日历: the administrator names a holiday and a make-up day, takes one back, and sets a deadline from a day on. */
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

/** A year that nobody counts with. */
const YEAR = 2038;

test("an administrator completes a year; the department reads it and changes nothing", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const admin = await createAccount("ADMIN");
  const reviewer = await createAccount("REVIEWER");
  const desk = await windowOf(admin);

  await test.step("a year without days says by what it counts", async () => {
    await desk.goto(`/calendar?year=${YEAR}`);
    await expect(desk.getByText(`${YEAR} 年还没有登记放假安排`)).toBeVisible();
  });
  await test.step("names a holiday of three days, and is told what is missing", async () => {
    await desk.getByRole("link", { name: "10月1日", exact: true }).click();
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("请填写此项").first()).toBeVisible();
    await desk.getByLabel("名称").fill("国庆节");
    await desk.getByLabel("至", { exact: false }).fill(`${YEAR}-10-03`);
    await desk.getByLabel("依据或理由").fill("国办通知");
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("已登记。")).toBeVisible();
    await expect(desk.getByRole("cell", { name: "10月1日至10月3日，共 3 天" })).toBeVisible();
  });
  await test.step("a workday in the week is none to make up", async () => {
    await desk.goto(`/calendar?year=${YEAR}&day=${YEAR}-10-08`);
    await desk.getByText("调休上班", { exact: true }).first().click();
    await desk.getByLabel("名称").fill("国庆节");
    await desk.getByLabel("依据或理由").fill("国办通知");
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("周一至周五本来就上班")).toBeVisible();
  });
  await test.step("takes one day back with a reason", async () => {
    await desk.goto(`/calendar?year=${YEAR}&day=${YEAR}-10-03`);
    await desk.getByLabel("取消的理由").fill("登记多了一天");
    await desk.getByRole("button", { name: "取消这一天的安排" }).click();
    await expect(desk.getByText("已取消。")).toBeVisible();
    await expect(desk.getByRole("cell", { name: "10月1日至10月2日，共 2 天" })).toBeVisible();
    await expect(desk.getByText(`${admin.name}：登记多了一天`)).toBeVisible();
  });
  await test.step("sets a deadline from a day on", async () => {
    await desk.getByRole("link", { name: "调整事项：上报攻坚的时限" }).click();
    await desk.getByRole("textbox", { name: "时限" }).fill("25");
    await desk.getByLabel("自何日起执行").fill(`${YEAR}-01-01`);
    await desk.getByLabel("依据或理由").fill("试行一年后调整");
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("时限已调整。")).toBeVisible();
    await expect(desk.getByRole("cell", { name: `${YEAR}年1月1日起改为 25 个工作日` })).toBeVisible();
  });
  await test.step("sets a limit from a day on, and is told how far it may go", async () => {
    await desk.getByRole("link", { name: "调整覆盖：静默单位" }).click();
    await desk.getByRole("textbox", { name: "标准" }).fill("20");
    await desk.getByLabel("自何日起执行").fill(`${YEAR}-01-01`);
    await desk.getByLabel("依据或理由").fill("试行半年");
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("可定的范围是 30 至 365。")).toBeVisible();
    await desk.getByRole("textbox", { name: "标准" }).fill("120");
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("标准已调整。")).toBeVisible();
    await expect(desk.getByRole("cell", { name: `${YEAR}年1月1日起改为 120 天没有记录` })).toBeVisible();
    await expect(desk.getByText(`${admin.name}：试行半年`)).toBeVisible();
  });
  await test.step("a reviewer reads it, and finds nothing to press", async () => {
    const other = await windowOf(reviewer);
    await other.goto(`/calendar?year=${YEAR}&day=${YEAR}-10-01`);
    await expect(other.getByRole("cell", { name: "10月1日至10月2日，共 2 天" })).toBeVisible();
    await expect(other.getByRole("main").getByRole("button")).toHaveCount(0);
    await expect(other.getByRole("link", { name: /调整/ })).toHaveCount(0);
  });
});
