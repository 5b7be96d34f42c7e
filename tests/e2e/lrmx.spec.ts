/** 任免审批表 in the browser: several files at once, answered and confirmed, down again and up again without a change. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { createUnit } from "../support/builders";
import { lrmxFile, PIXEL_PNG, relatives } from "../support/lrmx";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("two forms come in together, one that is none is told, and what goes out comes back without a change", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const desk = await windowOf(await createAccount("ADMIN"));
  const personOf = (name: string, idNumber: string) => ({
    name: `${name}.lrmx`,
    text: lrmxFile({
      values: { XingMing: name, ShenFenZheng: idNumber, XianRenZhiWu: `${unit.shortName}副主任` },
      raw: { JiaTingChengYuan: relatives(2), ZhaoPian: PIXEL_PNG },
      after: { Version: "<DaoLingNianYue>204203</DaoLingNianYue>" },
    }),
  });
  const [first, second] = [
    personOf("舒岫荃", "339611198203070125"),
    personOf("舒岫洵", "339611198203080120"),
  ];

  await test.step("chooses three files; the preview names each", async () => {
    await desk.goto("/roster");
    await choose(desk, [first, second, { name: "通知.lrmx", text: "不是 XML" }]);
    await expect(desk.getByRole("heading", { name: /\+2\.zip$/ })).toBeVisible();
    await expect(desk.getByText("不是完整的 XML，文件可能已损坏")).toBeVisible();
    await expect(desk.getByRole("checkbox", { name: "勾选 舒岫荃" })).toBeVisible();
  });

  await test.step("confirms the two", async () => {
    await desk.getByRole("button", { name: "全部确认（2 人）" }).click();
    await expect(desk.getByText("导入完成").or(desk.getByText("确认导入。"))).toBeVisible({
      timeout: 30_000,
    });
  });

  await test.step("the cadre's form goes out as it came in, and comes back without a change", async () => {
    await desk.goto("/cadres?q=舒岫荃");
    await desk.getByRole("link", { name: "舒岫荃" }).click();
    const [file] = await Promise.all([
      desk.waitForEvent("download"),
      desk.getByRole("link", { name: "导出 lrmx" }).click(),
    ]);
    const text = await readFile(await file.path(), "utf8");
    // as it was, but for the note behind the root and the photo drawn anew
    const withoutPhoto = (lrmx: string) => lrmx.replace(/<ZhaoPian>[^<]+/, "<ZhaoPian>");
    expect(withoutPhoto(text).replace(/\n<!--.*$/s, "")).toBe(withoutPhoto(first.text));
    await desk.goto("/roster");
    await choose(desk, [{ name: file.suggestedFilename(), text }]);
    await expect(desk.getByRole("link", { name: /无变动\s*1/ })).toBeVisible();
    await expect(desk.getByRole("link", { name: /有变动\s*0/ })).toBeVisible();
  });
});

async function choose(desk: Page, files: { name: string; text: string }[]): Promise<void> {
  await desk
    .getByLabel(/任免审批表/)
    .setInputFiles(
      files.map(({ name, text }) => ({ name, mimeType: "application/xml", buffer: Buffer.from(text) })),
    );
  await desk.getByRole("button", { name: "上传并核对" }).click();
  await desk.waitForURL(/\/roster\/imports\//);
}
