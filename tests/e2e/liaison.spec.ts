/** 单位联络员: one meeting by hand, the rest by workbook; its observer sees both where a visit is planned. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { planOf, sheetsOf } from "@/lib/liaison/sheet/rules";
import { readWorkbook, writeWorkbook } from "@/lib/platform/workbook";
import { createUnit, daysAgo } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

test("a liaison enters a meeting, mends a workbook that is refused as a whole, and the observer plans by it", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const liaison = await createAccount("LIAISON", { unitId: unit.id });
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const desk = await windowOf(liaison);

  await test.step("enters a meeting by hand", async () => {
    await desk.goto("/");
    await desk.getByRole("link", { name: "登记和上传" }).first().click();
    await desk.getByRole("link", { name: "登记会议" }).click();
    await desk.getByLabel("会议名称").fill("镇党委会");
    await desk.getByLabel("类型").selectOption({ label: "党委（党组）会" });
    await desk.getByLabel("日期").fill(daysAgo(-3));
    await desk.getByLabel("时间").fill("09:00");
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("已保存。")).toBeVisible();
    await expect(desk.getByRole("cell", { name: "党委（党组）会" })).toBeVisible();
    await fits(desk);
  });

  const line = {
    title: "民主生活会",
    kind: "DEMOCRATIC_LIFE",
    time: "14:30",
    place: "",
    isOpen: true,
  } as const;
  await test.step("a workbook with one wrong cell changes nothing and says where", async () => {
    await desk.goto("/plan?open=upload");
    const sheets = sheetsOf([{ ...line, day: daysAgo(-5) }], []);
    const wrong = sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => [...row]) }));
    wrong[0]?.rows.push(["例会", "办公会", "明天上午", "09:00", "", ""]);
    await upload(desk, await writeWorkbook(wrong));
    await expect(desk.getByRole("main").getByRole("alert")).toContainText(
      "“会议安排”第 3 行“日期”，填的是“明天上午”",
    );
    await desk.reload();
    await expect(desk.getByText("民主生活会")).toHaveCount(0);
  });

  await test.step("the mended one is taken as a whole, and comes down again as it is", async () => {
    await upload(desk, await writeWorkbook(sheetsOf([{ ...line, day: daysAgo(-5) }], [])));
    await expect(desk.getByText("新增 1 项，更新 0 项，未变 0 项。")).toBeVisible();
    const response = await desk.request.get("/api/v1/plan");
    expect(response.headers()["content-type"]).toBe(XLSX);
    const sheets = await readWorkbook(new Uint8Array(await response.body()), 900 * 1024);
    expect(planOf(sheets ?? [])).toMatchObject({
      plan: { meetings: [{ title: "镇党委会" }, { title: "民主生活会" }] },
    });
    await fits(desk);
  });

  await test.step("the observer sees both on the unit's page, at the desk and on the phone", async () => {
    const phone = await windowOf(observer, { phone: true });
    for (const address of [`/units/${unit.id}`, `/field/units/${unit.id}`]) {
      await phone.goto(address);
      await expect(phone.getByText("镇党委会")).toBeVisible();
      await expect(phone.getByText("民主生活会").first()).toBeVisible();
      await fits(phone);
    }
  });
});

async function upload(page: Page, book: Buffer): Promise<void> {
  await page
    .getByLabel("Excel 表格（.xlsx）")
    .setInputFiles({ name: "会议与项目.xlsx", mimeType: XLSX, buffer: book });
  await page.getByRole("button", { name: "导入" }).click();
}

async function fits(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
