/**
 * A plan on the page. Other tests change the city's units and people all the while, so whole plans are solved and published
 * in tests/db/assignments/plans.test.ts, on a database of their own; here are the page, the keys and the mouse.
 */
import { createUnit } from "../support/builders";
import { owner } from "../support/owner";
import { storePlan } from "../support/plans";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

const linesOf = async (id: string) => {
  const { rows } = await owner().query<{ lines: { unitId: string; observerId: string; origin: string }[] }>(
    `select v.lines from assignment_plans p join assignment_plan_versions v on v.plan_id = p.id and v.no = p.version_no
     where p.id = $1`,
    [id],
  );
  return rows[0]?.lines ?? [];
};

test("an administrator makes a plan in four clicks, and the solver answers while the page waits", async ({
  windowOf,
}) => {
  const page = await windowOf(await createAccount("ADMIN"));
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "分工方案" }).click();
  await page.getByRole("link", { name: "新建方案" }).click();
  await page.getByRole("button", { name: "新建并测算" }).click();
  await expect(page).toHaveURL(/\/assignments\/plans\/[0-9a-f-]{36}/);
  // what it finds depends on what other tests have put into the city: a plan, or what stands in the way
  await expect(
    page
      .getByText("已证明是最优")
      .or(page.getByText("按现在的规则排不出方案"))
      .or(page.getByText("与理论最优最多差"))
      .first(),
  ).toBeVisible({ timeout: 60_000 });
});

test("a unit changes hands by keys and by mouse; rules are asked at once, and what was done can be undone", async ({
  windowOf,
}) => {
  const [unit, other] = [await createUnit(), await createUnit()];
  const first = await createAccount("OBSERVER");
  const second = await createAccount("OBSERVER");
  const admin = await createAccount("ADMIN");
  await owner().query(
    `insert into recusal_declarations (id, observer_id, unit_id, kind, note, declared_on)
     values (gen_random_uuid(), $1, $2, 'KIN', '配偶在该单位', current_date - 1)`,
    [second.id, unit.id],
  );
  const id = await storePlan(admin, { observer: first, unit });
  const page = await windowOf(admin);
  await page.goto(`/assignments/plans/${id}?view=board`);
  const chip = page.getByRole("button", { name: unit.shortName });
  const card = (person: { name: string }) => page.getByRole("group", { name: person.name, exact: true });
  await expect(card(first).getByRole("button", { name: unit.shortName })).toBeVisible();

  // by keys: the unit is taken in hand, and every card says what putting it down there would break
  await chip.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(`已拿起 ${unit.shortName}`)).toBeVisible();
  await expect(card(second)).toContainText("会多出");
  await page.keyboard.press("Escape");
  await expect(page.getByText(`已拿起 ${unit.shortName}`)).toBeHidden();
  await chip.focus();
  await page.keyboard.press("Enter");
  await card(second).getByRole("button", { name: second.name }).focus();
  await page.keyboard.press("Enter");
  await expect(card(second).getByRole("button", { name: unit.shortName })).toBeVisible();
  await expect
    .poll(() => linesOf(id))
    .toEqual([{ unitId: unit.id, observerId: second.id, origin: "MANUAL" }]);

  // undone and done again, each saved
  await page.getByRole("button", { name: "撤销" }).click();
  await expect.poll(() => linesOf(id)).toMatchObject([{ observerId: first.id }]);
  await page.keyboard.press("Control+y");
  await expect.poll(() => linesOf(id)).toMatchObject([{ observerId: second.id }]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => linesOf(id)).toMatchObject([{ observerId: first.id }]);

  // by mouse; and one that nobody had, by two taps
  await chip.dragTo(card(second));
  await expect.poll(() => linesOf(id)).toMatchObject([{ observerId: second.id }]);
  await page.getByRole("button", { name: other.shortName }).click();
  await card(second).getByRole("button", { name: second.name }).click();
  await expect.poll(async () => (await linesOf(id)).length).toBe(2);
  await expect(page.getByText("已保存")).toBeVisible();
  // a plan with gaps is not offered for approval
  await expect(page.getByRole("button", { name: "提请审批" })).toBeHidden();
});

test("a colleague's change is not overwritten, and a leader only reads", async ({ windowOf }) => {
  const unit = await createUnit();
  const [first, second] = [await createAccount("OBSERVER"), await createAccount("OBSERVER")];
  const admin = await createAccount("ADMIN");
  const id = await storePlan(admin, { observer: first, unit });
  const page = await windowOf(admin);
  await page.goto(`/assignments/plans/${id}?view=board`);
  await page.getByRole("button", { name: unit.shortName }).waitFor();
  await owner().query("update assignment_plans set row_version = row_version + 1 where id = $1", [id]);
  await page.getByRole("button", { name: unit.shortName }).click();
  await page
    .getByRole("group", { name: second.name, exact: true })
    .getByRole("button", { name: second.name })
    .click();
  await expect(page.getByText("有改动没有保存")).toBeVisible();
  expect(await linesOf(id)).toMatchObject([{ observerId: first.id }]);

  const leaderPage = await windowOf(await createAccount("LEADER"));
  await leaderPage.goto(`/assignments/plans/${id}?view=board`);
  await expect(leaderPage.getByRole("button", { name: unit.shortName })).toBeDisabled();
  await expect(leaderPage.getByRole("button", { name: "撤销" })).toBeHidden();
});
