/** A roster as it is comes in: one cell mended, one doubt answered, confirmed, the rest mended by file, and all of it undone. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { readWorkbook, writeWorkbook } from "@/lib/platform/workbook";
import { createCadre, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

const HEADER = ["序号", "单位", "姓 名", "性别", "出生日期", "职务", "任现职时间", "民族"];

test("an administrator brings a roster in, mends it on the way and takes it back", async ({ windowOf }) => {
  test.setTimeout(180_000);
  const unit = await createUnit();
  const known = await createCadre(unit, { name: "娄霁岚" });
  const desk = await windowOf(await createAccount("ADMIN"));
  const row = (name: string, over: Record<string, string> = {}) => {
    const cells: Record<string, string> = {
      单位: unit.shortName,
      "姓 名": name,
      性别: "女",
      出生日期: "1985.03",
      职务: "科员",
      任现职时间: "2024.05",
      民族: "汉族",
      ...over,
    };
    return HEADER.map((heading) => cells[heading] ?? "");
  };

  await test.step("drops the file and sees what it would do", async () => {
    await desk.goto("/");
    await desk.getByRole("link", { name: "干部名册" }).first().click();
    await send(desk, [
      ["某单位干部名册"],
      HEADER,
      row("沈澍筠", { 职务: "办公室主任" }),
      row("骆澍珂", { 民族: "汗族" }),
      row("季婧瑾", { 出生日期: "八五年三月" }),
      row(known.name, { 职务: "副主任", 民族: "畲族", 任现职时间: "" }),
    ]);
    await expect(desk.getByText("将新增 1 人、更新 0 人、结束任职 0 人。")).toBeVisible();
    await expect(desk.getByText("民族“汗族”：不在可选范围内，是否应为“汉族”？")).toBeVisible();
    await expect(desk.getByText("出生年月“八五年三月”：认不出日期，请写成 1985.03")).toBeVisible();
    await fits(desk);
  });

  await test.step("mends one cell in its place, and says who a name is", async () => {
    const cell = desk.getByRole("form", { name: "改正民族" });
    await expect(cell.getByLabel("民族")).toHaveValue("汉族");
    await cell.getByRole("button", { name: "改正" }).click();
    await expect(desk.getByText("将新增 2 人、更新 0 人、结束任职 0 人。")).toBeVisible();
    await desk.getByRole("button", { name: `就是 ${known.name}` }).click();
    await expect(desk.getByText("将新增 2 人、更新 1 人、结束任职 0 人。")).toBeVisible();
    await expect(desk.getByRole("deletion")).toHaveText("汉族");
  });

  await test.step("confirms; the faulty row stays out and comes back as a file", async () => {
    await desk.getByRole("button", { name: "全部确认（3 人）" }).click();
    await expect(desk.getByText("新增 2 人，变动 1 人，离任 0 人")).toBeVisible({ timeout: 30_000 });
    const href = await desk.getByRole("link", { name: "下载待改正的 1 行" }).getAttribute("href");
    const response = await desk.request.get(href ?? "");
    const [sheet] = (await readWorkbook(new Uint8Array(await response.body()), 900 * 1024)) ?? [];
    expect(sheet?.rows).toHaveLength(2);
    expect(sheet?.rows[1]?.at(-1)).toContain("认不出日期");
    const mended = (sheet?.rows ?? []).map((cells) =>
      cells.map((text) => (text === "八五年三月" ? "1985.03" : text)),
    );
    await desk.goto("/roster");
    await send(desk, mended);
    await expect(desk.getByText("将新增 1 人、更新 0 人、结束任职 0 人。")).toBeVisible();
    await desk.getByRole("button", { name: "放弃导入" }).click();
    await expect(desk.getByText("这份预览没有导入，名册没有变动。")).toBeVisible();
  });

  await test.step("finds the people in the roster, and takes the import back", async () => {
    await desk.goto(`/cadres?unit=${unit.id}`);
    await expect(desk.getByText("沈澍筠")).toBeVisible();
    await desk.goto("/roster");
    await desk
      .getByRole("row", { name: /已导入.*新增 2 人，变动 1 人/ })
      .first()
      .getByRole("link")
      .first()
      .click();
    await desk.getByRole("button", { name: "撤销这次导入" }).click();
    await expect(desk.getByText("名册已恢复到导入前。")).toBeVisible();
    await desk.goto(`/cadres?unit=${unit.id}`);
    await expect(desk.getByText(known.name)).toBeVisible();
    await expect(desk.getByText("沈澍筠")).toHaveCount(0);
  });
});

async function send(page: Page, rows: string[][]): Promise<void> {
  await page.locator("input[type=file]").setInputFiles({
    name: "名册.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(await writeWorkbook([{ name: "名册", rows, widths: HEADER.map(() => 12) }])),
  });
  await page.getByRole("button", { name: "上传并核对" }).click();
  await page.waitForURL(/\/roster\/imports\//);
}

/** Fits the window, and reads without a fault for assistive technology. */
async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}
