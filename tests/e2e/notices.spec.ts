/** A record comes back: its observer learns of it on the phone, opens it from there, and the count goes down. */
import { createObservation, createPerson, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("a returned record is told on the phone, opened from there, and read with that", async ({
  windowOf,
}) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const reviewer = await createPerson("REVIEWER");
  for (const method of ["field_survey", "regular_talk"])
    await createObservation(person, unit, { method, state: "RETURNED", reviewer });
  const page = await windowOf(person, { phone: true });
  await page.goto("/field");
  await page.getByRole("link", { name: /提醒/ }).tap();
  await expect(page).toHaveURL(/\/field\/inbox/);
  await expect(page.getByRole("heading", { name: /未读\s*2/ })).toBeVisible();

  await page.getByRole("link", { name: /现场调研/ }).tap();
  await expect(page).toHaveURL(/\/observations\//);
  await expect(page.getByText("请补充数字").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "提醒，1 条未读" })).toBeVisible();

  await page.goto("/field/inbox");
  await expect(page.getByRole("heading", { name: /未读\s*1/ })).toBeVisible();
  await page.getByRole("button", { name: "全部标为已读" }).tap();
  await expect(page.getByRole("heading", { name: "未读" })).toBeHidden();
  await expect(page.getByRole("link", { name: "提醒", exact: true })).toBeVisible();
});
