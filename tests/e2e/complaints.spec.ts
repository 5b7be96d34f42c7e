/** 意见箱: at the foot of every page, and a withheld name finds its answer. */
import { can, type Role } from "@/lib/platform/rights";
import { PAGES } from "@/lib/platform/routes";
import { createAchievement } from "../support/achievements";
import { createCadre, createObservation, createUnit, findConductItem } from "../support/builders";
import { storePlan } from "../support/plans";
import { storeGrades, storeImport } from "../support/roster";
import { createAccount, PASSWORD } from "../support/sign-in";
import { storeMeeting } from "../support/stored-meeting";
import { storeReport } from "../support/stored-report";
import { reviewAddress, storeReview } from "../support/stored-review";
import { expect, test } from "../support/story";
import { createTask } from "../support/tasks";
import { storeTolerance } from "../support/tolerance";
import { storeTransfer } from "../support/transfers";
import { storeConcern, storeCorrection } from "../support/watched";

test("the box stands one click from each page of desk and phone", async ({ windowOf }) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const roles: Role[] = ["OBSERVER", "REVIEWER", "ADMIN"];
  const person = await createAccount(roles, { clearance: 3, units: [unit] });
  const record = await createObservation(person, unit, { cadres: [cadre], state: "ACCEPTED" });
  const claimId = await createAchievement(person, unit, cadre, [record]);
  const task = await createTask(unit);
  const remark = await createObservation(person, unit, { cadres: [cadre], polarity: "ATTENTION" });
  const meeting = await storeMeeting(unit, person);
  const ids = {
    accounts: person.id,
    units: unit.id,
    cadres: cadre.id,
    achievements: claimId,
    "central-tasks": task.id,
    conduct: (await findConductItem("positive_1")).id,
    concerns: await storeConcern(cadre, { records: [remark.id], opener: person, decider: person }),
    meetings: meeting.id,
    methods: record.methodId,
    cases: meeting.caseId,
    tolerance: (await storeTolerance(unit, cadre, person)).id,
    roster: await storeImport(person),
    appraisals: await storeGrades(person),
    assignments: await storePlan(person),
    transfers: await storeTransfer(await createUnit(), {
      goes: person,
      comes: await createAccount("OBSERVER"),
    }),
    reports: await storeReport(person),
    corrections: await storeCorrection(cadre, await createAccount("CADRE", { cadreId: cadre.id })),
  };
  const review = await storeReview(unit, [await createCadre(unit)], person);
  const idOf = (route: string) =>
    Object.entries(ids).find(([part]) => route.split("/").includes(part))?.[1] ?? record.id;
  const page = await windowOf(person);
  for (const [route, access] of Object.entries(PAGES)) {
    if (access === "public" || access === "session" || !can({ roles }, access)) continue;
    const address = route.startsWith("/reviews")
      ? reviewAddress(route, review)
      : route.endsWith("/new") || route.endsWith("/ask")
        ? `${route}?unit=${unit.id}&method=${record.methodId}`
        : route.replace("[id]", idOf(route));
    // as sent: the link asks for no script
    const html = await (await page.request.get(address)).text();
    expect(html, address).toMatch(/<footer[^>]*>(?:(?!<\/footer>).)*href="\/complaints"/s);
  }
  // the page that a phone keeps has no server behind it
  await page.goto("/field/shell");
  await expect(page.getByRole("link", { name: "意见箱" })).toHaveAttribute("href", "/complaints");
});

test("a liaison writes without a name from the sign-in page, a reviewer answers, and only the liaison's page shows it", async ({
  browser,
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const liaison = await createAccount("LIAISON", { unitId: unit.id });
  const reviewer = await createAccount("REVIEWER");
  const text = `走访前说一声 ${unit.shortName}`;

  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const phone = await context.newPage();
  await test.step("signs in on the way to the box", async () => {
    await phone.goto("/sign-in");
    await phone.getByRole("link", { name: "意见箱" }).click();
    await phone.getByLabel("账号").fill(liaison.account);
    await phone.getByLabel("密码").fill(PASSWORD);
    await phone.getByRole("button", { name: "登录", exact: true }).click();
    await expect(phone.getByRole("heading", { name: "意见箱", level: 1 })).toBeVisible();
  });
  await test.step("writes without a name; what is missing is said", async () => {
    await phone.getByText("提建议", { exact: true }).click();
    await phone.getByLabel("内容").fill(text);
    await phone.getByRole("button", { name: "提交" }).click();
    await expect(phone.getByText("请填写此项").first()).toBeVisible();
    await phone.getByText("不署名", { exact: true }).first().click();
    await phone.getByRole("button", { name: "提交" }).click();
    await expect(phone.getByText("已提交，谢谢。")).toBeVisible();
    await expect(phone.getByText(text)).toBeVisible();
  });

  await test.step("the reviewer reads no name, and answers", async () => {
    const desk = await windowOf(reviewer);
    await desk.goto("/complaints/handling");
    await desk.getByRole("link", { name: new RegExp(text) }).click();
    const main = desk.getByRole("main");
    await expect(main.getByText("不署名")).toBeVisible();
    await expect(main).not.toContainText(liaison.name);
    await main.getByText("已采纳", { exact: true }).click();
    await main.getByLabel("答复内容").fill("以后提前一天联系。");
    await main.getByRole("button", { name: "答复", exact: true }).click();
    await expect(main.getByText(new RegExp(`${reviewer.name}于.*答复：已采纳`))).toBeVisible();
  });

  await test.step("the liaison is told in the frame, and reads it", async () => {
    await phone.goto("/");
    await phone.getByRole("link", { name: "意见箱（1 条新答复）" }).click();
    await expect(phone.getByText("以后提前一天联系。")).toBeVisible();
    await phone.getByRole("button", { name: "已阅答复" }).click();
    await expect(phone.getByRole("link", { name: "意见箱", exact: true })).toBeVisible();
  });
  await context.close();
});
