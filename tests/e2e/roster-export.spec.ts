/** 名册导出: columns of one's choice as a workbook, 任免审批表 and lrmx of one cadre; each with its number. */
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { readWorkbook } from "@/lib/platform/workbook";
import { readLrmx } from "@/lib/roster/lrmx/file/rules";
import { createCadre, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("an admin takes the roster of a unit with columns of their own, and finds the choice again", async ({
  windowOf,
}) => {
  const unit = await createUnit();
  const cadre = await createCadre(unit, { title: "办公室主任" });
  const desk = await windowOf(await createAccount("ADMIN"));

  await test.step("from the list of cadres, with the unit that it shows", async () => {
    await desk.goto(`/cadres?unit=${unit.id}`);
    await desk.getByRole("link", { name: "导出名册" }).click();
    await expect(desk.getByText("在职 1 人")).toBeVisible();
    await expect(desk.getByRole("checkbox", { name: /身份证号/ })).not.toBeChecked();
    await fits(desk);
  });

  await test.step("leaves one column out, moves another up", async () => {
    await desk.getByRole("checkbox", { name: "民族", exact: true }).uncheck();
    await expect(desk.getByText("已选 13 列")).toBeVisible();
    await desk.getByRole("button", { name: "姓名往前移" }).click();
    const rows = await sheetOf(desk);
    expect(rows[0]?.slice(0, 3)).toEqual(["姓名", "单位", "性别"]);
    expect(rows[0]).not.toContain("民族");
    expect(rows[1]?.slice(0, 2)).toEqual([cadre.name, unit.shortName]);
    expect(rows[1]).toContain("1985.03");
  });

  await test.step("and finds it so the next time, by keyboard alone", async () => {
    await desk.goto(`/roster/export?unit=${unit.id}`);
    await expect(desk.getByRole("checkbox", { name: "民族", exact: true })).not.toBeChecked();
    await expect(desk.getByRole("list", { name: "导出的列" }).getByRole("checkbox").first()).toHaveValue(
      "name",
    );
    await desk.getByRole("button", { name: "姓名往后移" }).focus();
    await desk.keyboard.press("Enter");
    expect((await sheetOf(desk))[0]?.slice(0, 2)).toEqual(["单位", "姓名"]);
  });
});

test("a reviewer takes the form and the lrmx of a cadre, and no identity numbers", async ({ windowOf }) => {
  const unit = await createUnit();
  const cadre = await createCadre(unit, { title: "办公室主任" });
  const desk = await windowOf(await createAccount("REVIEWER"));
  await desk.goto(`/roster/export?unit=${unit.id}`);
  await expect(desk.getByRole("checkbox", { name: "姓名", exact: true })).toBeChecked();
  await expect(desk.getByRole("checkbox", { name: /身份证号/ })).toHaveCount(0);
  expect((await desk.request.get(`/api/v1/roster/workbook?column=idNumber&unit=${unit.id}`)).status()).toBe(
    403,
  );

  await desk.goto(`/cadres/${cadre.id}`);
  const form = await download(desk, () => desk.getByRole("link", { name: "任免审批表" }).click());
  expect(form.name).toBe(`${cadre.name} 干部任免审批表.docx`);
  const parts = unzipSync(form.bytes);
  const page = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
  expect(page).toContain(`${unit.shortName}办公室主任`);
  expect(strFromU8(parts["word/footer1.xml"] ?? new Uint8Array())).toMatch(/编号 [0-9a-f]{12}/);

  const lrmx = await download(desk, () => desk.getByRole("link", { name: "导出 lrmx" }).click());
  const read = readLrmx(lrmx.bytes);
  expect("document" in read && read.document.sheet).toMatchObject({ name: cadre.name, bornOn: "1985-03-01" });
});

test("the page of columns works on a phone", async ({ windowOf }) => {
  const phone = await windowOf(await createAccount("LEADER"), { phone: true });
  await phone.goto("/roster/export");
  await phone.getByRole("button", { name: "单位往后移", exact: true }).click();
  await expect(phone.getByRole("list", { name: "导出的列" }).getByRole("checkbox").first()).toHaveValue(
    "name",
  );
  await fits(phone);
});

async function download(
  desk: Page,
  press: () => Promise<void>,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const [file] = await Promise.all([desk.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
}

async function sheetOf(desk: Page): Promise<string[][]> {
  const { bytes } = await download(desk, () =>
    desk.getByRole("button", { name: "下载名册（xlsx）" }).click(),
  );
  return (await readWorkbook(bytes, 1_000_000))?.[0]?.rows ?? [];
}

/** Nothing is wider than the window, and nothing is out of reach of a reader. */
async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
}
