/** 报告: made in three clicks, written with its numbers kept, finalised, signed by a leader, taken as a file. */
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { readPdf } from "../../scripts/support/figures/pdf";
import { createAchievement } from "../support/achievements";
import { createCadre, createObservation, createUnit } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { storeMeeting } from "../support/stored-meeting";
import { expect, test } from "../support/story";

/** 已印证, out of a case with a witnessed meeting; stored by the owner. */
async function storeMatter() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const [first, second] = [
    await createAccount("OBSERVER", { units: [unit] }),
    await createAccount("OBSERVER", { units: [unit] }),
  ];
  const survey = await createObservation(first, unit, { cadres: [cadre], state: "ACCEPTED" });
  const visit = await createObservation(second, unit, {
    method: "stakeholder_visit",
    cadres: [cadre],
    state: "ACCEPTED",
  });
  const id = await createAchievement(first, unit, cadre, [survey, visit]);
  const confirmer = await createAccount("REVIEWER");
  await owner().query(
    "update achievements set state = 'CORROBORATED', confirmed_by = $2, confidence = 'HIGH' where id = $1",
    [id, confirmer.id],
  );
  const { caseId } = await storeMeeting(unit, first);
  await owner().query("insert into case_records (case_id, observation_id, added_by) values ($1, $2, $3)", [
    caseId,
    survey.id,
    first.id,
  ]);
  const withdraw = () =>
    owner().query(
      `update achievement_sources set withdrawn_at = now(), withdrawn_by = $3, withdraw_reason = '来源说法有误'
       where achievement_id = $1 and observation_id = $2`,
      [id, visit.id, second.id],
    );
  return { id, cadre, withdraw };
}

test("a reviewer makes the quarter's report, writes in it and finalises it; a leader signs, and sees what fell since", async ({
  windowOf,
}) => {
  test.setTimeout(180_000);
  const matter = await storeMatter();
  const reviewer = await createAccount("REVIEWER", { clearance: 3 });
  const leader = await createAccount("LEADER", { clearance: 3 });
  const desk = await windowOf(reviewer);

  await test.step("it is asked for, and its progress is shown until the draft is there", async () => {
    await desk.goto("/");
    await desk.getByRole("link", { name: "报告", exact: true }).click();
    await desk.getByRole("link", { name: "生成报告" }).click();
    await desk.getByRole("combobox", { name: "季度" }).selectOption({ index: 0 });
    await desk.getByRole("button", { name: "开始生成" }).click();
    await expect(desk.getByRole("heading", { level: 1, name: /季度干部一线表现研判报告/ })).toBeVisible();
    await expect(desk.getByRole("heading", { name: "三、见人见事" })).toBeVisible({ timeout: 60_000 });
    await expect(desk.getByText(/没有编号的 0 句/)).toBeVisible();
  });
  const address = desk.url();
  const told = desk.locator("[data-paragraph]").filter({ hasText: matter.cadre.name }).first();
  const label = `【实绩${matter.id.replaceAll("-", "").slice(0, 8)}】`;

  await test.step("each number opens its record", async () => {
    await expect(told.getByRole("link", { name: label }).first()).toHaveAttribute(
      "href",
      `/achievements/${matter.id}`,
    );
  });

  await test.step("a sentence without a number, a forged one and a lost one are refused; the text stays", async () => {
    const position = await told.getAttribute("data-paragraph");
    const before = (await told.textContent()) ?? "";
    await desk.getByRole("link", { name: `改文字 ${position}`, exact: true }).click();
    const text = desk.getByLabel("文字", { exact: true });
    await expect(text).toHaveValue(before);
    await text.fill(`${before}研判认为堆场应转为长期使用。`);
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("这句没有编号")).toBeVisible();
    await text.fill(`${before}另有一句【记录deadbeef】。`);
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("不在本报告冻结时登记的编号里")).toBeVisible();
    await text.fill(`只留一句${label}。`);
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText("请写明理由")).toBeVisible();
    await text.fill(`${before}堆场到期前应安排一次回访${label}。`);
    await desk.getByRole("button", { name: "保存" }).click();
    await expect(desk.getByText(`第 ${position} 段已保存`)).toBeVisible();
    await expect(told).toContainText("堆场到期前应安排一次回访");
    await desk.getByRole("link", { name: `历次文字 ${position}`, exact: true }).click();
    await expect(desk.getByText(/第 1 稿/)).toBeVisible();
  });

  await test.step("finalised, it takes no more text; the file carries text, numbers and purpose", async () => {
    await desk.goto(address);
    await desk.getByRole("button", { name: "定稿" }).click();
    await expect(desk.getByText("已定稿").first()).toBeVisible();
    await expect(desk.getByRole("link", { name: /改文字/ })).toHaveCount(0);
    const [file] = await Promise.all([
      desk.waitForEvent("download"),
      desk.getByRole("link", { name: "下载 Word" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/研判报告\.docx$/);
    const parts = unzipSync(new Uint8Array(await readFile(await file.path())));
    const partOf = (name: string) => new TextDecoder().decode(parts[name]);
    const body = partOf("word/document.xml");
    expect(body).toContain("堆场到期前应安排一次回访");
    expect(partOf("word/_rels/document.xml.rels")).toContain(`/achievements/${matter.id}`);
    expect(body).toContain("仿宋_GB2312");
    expect(partOf("word/footer1.xml")).toMatch(/平时考核材料，仅供研判参考.*编号 [0-9a-f]{12}/);
    const [pdf] = await Promise.all([
      desk.waitForEvent("download"),
      desk.getByRole("link", { name: "下载 PDF" }).click(),
    ]);
    expect(pdf.suggestedFilename()).toMatch(/研判报告\.pdf$/);
    const { pages } = readPdf(new Uint8Array(await readFile(await pdf.path())));
    // a sentence goes on over the end of a page: without what stands at the foot of each
    const running = pages.flatMap(({ lines }) =>
      lines.filter((line) => !/^— \d+ —$|仅供研判参考/.test(line)),
    );
    expect(running.join("")).toContain("堆场到期前应安排一次回访");
    expect(pages[0]?.lines.join("")).toMatch(/平时考核材料，仅供研判参考.*编号 [0-9a-f]{12}/);
  });

  await test.step("a leader signs it; a source is withdrawn, and the report says which numbers fell", async () => {
    const room = await windowOf(leader);
    await room.goto(address);
    await room.getByLabel("签批意见").fill("同意，抄送各科。");
    await room.getByRole("button", { name: "签批" }).click();
    await expect(room.getByText("已签批").first()).toBeVisible();
    await matter.withdraw();
    await room.goto(address);
    const changes = room.locator("[data-changes]");
    await expect(changes).toContainText(`${label}不再成立`);
    await expect(changes.getByRole("listitem")).toHaveCount(2);
    await expect(
      room.locator("[data-paragraph]").filter({ hasText: matter.cadre.name }).first(),
    ).toContainText("堆场到期前应安排一次回访");
  });
});
