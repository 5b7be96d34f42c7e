/** A page that breaks: said in the reader's language, with a number and the way on; whole again after a retry. */
import { expect, test } from "@playwright/test";
import { createPerson } from "../support/builders";
import { owner } from "../support/owner";
import { giveCredential } from "../support/sign-in";
import { leaveWholeCity, startWholeCity, windowInWholeCity } from "../support/whole-city";

test.beforeAll(startWholeCity);
test.afterAll(leaveWholeCity);

test("a broken page keeps its frame, tells a number and nothing of the inside, and comes back", async ({
  browser,
}) => {
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  await giveCredential(reviewer);
  const page = await windowInWholeCity(browser, reviewer);
  await owner().query("alter table tolerance_cases rename to tolerance_cases_gone");
  try {
    const response = await page.goto("/tolerance");
    expect(await response?.text()).not.toContain("tolerance_cases");
    await expect(page.getByRole("heading", { level: 1, name: "系统出了点问题" })).toBeVisible();
    await expect(page.getByText(/^编号：\d+/)).toBeVisible();
    await expect(page.getByRole("navigation").first()).toBeVisible();
  } finally {
    await owner().query("alter table tolerance_cases_gone rename to tolerance_cases");
  }
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "容错" })).toBeVisible();
  await page.context().close();
});
