/** 看板: from a gap to a dated task in three clicks, from a number to its records, and the same numbers as a workbook. */
import { createObservation, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("a leader goes from a silent unit to a dated task of its observer in three clicks", async ({
  windowOf,
}) => {
  const unit = await createUnit({ type: "群团" });
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const leader = await windowOf(await createAccount("LEADER"));
  await leader.goto("/coverage?tab=months&type=群团");

  await test.step("the gap in the heat map opens its empty list, which offers to ask", async () => {
    const gap = leader
      .getByRole("row", { name: new RegExp(unit.shortName) })
      .getByRole("link", { name: /0/ });
    await gap.last().click();
    await leader.getByRole("link", { name: "请观察员走访" }).click();
    await expect(leader.getByLabel("走访任务")).toHaveValue(new RegExp(unit.shortName));
    await leader.getByRole("button", { name: "请观察员走访" }).click();
    await expect(leader.getByRole("main")).toContainText(`到${unit.shortName}走访一次`);
  });

  await test.step("its observer has it as a follow-up with a day, and was told", async () => {
    const desk = await windowOf(observer);
    await desk.goto("/observations/follow-ups");
    await expect(desk.getByRole("main").locator("tbody tr")).toHaveCount(1);
    await expect(desk.getByRole("main").locator("tbody tr")).toContainText(unit.shortName);
    await desk.getByRole("link", { name: /^办结: / }).click();
    await desk.getByRole("textbox", { name: "办理结果" }).fill("去了，路面已修好。");
    await desk.getByRole("button", { name: "确认办结" }).click();
    await expect(desk.getByText("没有未办的跟进")).toBeVisible();
    await desk.getByRole("link", { name: /^近三个月办结/ }).click();
    await expect(desk.getByRole("main").locator("tbody tr")).toContainText("去了，路面已修好。");
    await desk.goto("/notices");
    await expect(desk.getByRole("main")).toContainText(`到${unit.shortName}走访一次`);
  });

  await test.step("ten methods side by side fit on a page, whatever window they are printed from", async () => {
    await leader.goto("/coverage?tab=methods&type=群团");
    await leader.emulateMedia({ media: "print" });
    expect((await leader.getByRole("main").boundingBox())?.width).toBeGreaterThan(1_000);
    await leader.setViewportSize({ width: 688, height: 900 }); // A4 without its margins
    const over = (table: Element) =>
      table.getBoundingClientRect().right - document.documentElement.clientWidth;
    expect(await leader.getByRole("table").first().evaluate(over)).toBeLessThanOrEqual(0);
  });
});

test("an observer's numbers open exactly their records", async ({ windowOf }) => {
  const unit = await createUnit();
  const observer = await createAccount("OBSERVER", { units: [unit] });
  for (const polarity of ["POSITIVE", "POSITIVE", "NEUTRAL"] as const)
    await createObservation(observer, unit, { polarity });
  const desk = await windowOf(observer);
  await desk.goto("/boards");
  await desk.getByRole("row", { name: /正面/ }).getByRole("link", { name: "2", exact: true }).click();
  await expect(desk).toHaveURL(/polarity=positive/);
  await expect(desk.getByRole("main").locator("tbody tr")).toHaveCount(2);
});

test("an administrator's board has assignments and the roster, and nothing of any record", async ({
  windowOf,
}) => {
  const admin = await windowOf(await createAccount("ADMIN"));
  await admin.goto("/boards");
  await expect(admin.getByRole("heading", { name: "名册完整度" })).toBeVisible();
  await expect(admin.getByText("方法构成")).toHaveCount(0);
  expect((await admin.request.get("/boards/promotions")).status()).toBe(403);
  expect((await admin.request.get("/api/v1/boards/workbook?sheet=records")).status()).toBe(403);
  const download = await admin.request.get("/api/v1/boards/workbook?sheet=assignments");
  expect(download.headers()["content-type"]).toContain("spreadsheetml");
});
