/** One change for many accounts, roles, assignments: looked at, made, taken back. The rules stand in tests/db and tests/unit. */
import { createUnit } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expectSound } from "../support/sound";
import { expect, test } from "../support/story";

test("administrators end many accounts on a day and grant a role to many; who cannot is left out by one click", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const mark = `批量${Date.now().toString(36)}`;
  const people = [];
  for (const name of ["甲", "乙"]) people.push(await createAccount([], { name: `${mark}${name}` }));
  await createAccount("AUDITOR", { name: `${mark}丙` });

  const desk = await windowOf(await createAccount("SYSADMIN"));
  await desk.goto(`/accounts?q=${mark}`);
  await desk.getByRole("checkbox", { name: "本页全选" }).check();
  await expect(desk.getByText("已选 3 项")).toBeVisible();
  await desk.getByRole("button", { name: "批量调整", exact: true }).click();
  await desk.getByLabel("调整内容").selectOption("VALIDITY");
  await desk.getByLabel("有效期至").fill("2030-12-31");
  await desk.getByRole("button", { name: "看看影响" }).click();
  await expect(desk.getByText("将调整 3 · 不变 0 · 不能调整 0")).toBeVisible();
  await expectSound(desk, "a change of many accounts");
  await desk.getByLabel(/^依据或说明/).fill("借调到期");
  await desk.getByRole("button", { name: "确认调整 3 项" }).click();
  await expect(desk.getByRole("region", { name: "有效期至 2030-12-31", exact: true })).toBeVisible();
  await expectSound(desk, "a change that was made");
  await desk.getByRole("button", { name: "撤销这次调整" }).click();
  await expect(
    desk.getByRole("region", { name: "有效期至 2030-12-31", exact: true }).getByText("已撤销").first(),
  ).toBeVisible();
  const { rows } = await owner().query("select valid_until from users where name like $1", [`${mark}%`]);
  expect(rows.map(({ valid_until }) => valid_until)).toEqual([null, null, null]);

  // all that the filter finds; the auditor stands alone and is left out
  const roles = await windowOf(await createAccount("SECADMIN"));
  await roles.goto(`/accounts/roles?q=${mark}`);
  await roles.getByRole("checkbox", { name: "符合筛选条件的全部" }).check();
  await roles.getByRole("button", { name: "批量调整", exact: true }).click();
  await roles.getByRole("button", { name: "看看影响" }).click();
  await expect(roles.getByText("将调整 2 · 不变 0 · 不能调整 1")).toBeVisible();
  await expect(roles.getByRole("row").filter({ hasText: `${mark}丙` })).toContainText("不能与其他角色兼任");
  await roles.getByRole("link", { name: "去掉不能调整的 1 项" }).click();
  await roles.getByLabel(/^依据或说明/).fill("年度授权");
  await roles.getByRole("button", { name: "确认调整 2 项" }).click();
  await expect(roles.getByRole("region", { name: "授予观察员", exact: true })).toBeVisible();
});

test("an administrator hands the units of one observer on, and takes it back", async ({ windowOf }) => {
  const units = [await createUnit(), await createUnit()];
  const goes = await createAccount("OBSERVER", { units });
  const comes = await createAccount("OBSERVER");
  const page = await windowOf(await createAccount("ADMIN"));
  await page.goto(`/assignments?observer=${goes.id}`);
  await page.getByRole("checkbox", { name: "本页全选" }).check();
  await page.getByRole("button", { name: "批量调整", exact: true }).click();
  await page.getByLabel("由谁联系").selectOption(comes.id);
  await page.getByRole("button", { name: "看看影响" }).click();
  await expect(page.getByText("将调整 2 · 不变 0 · 不能调整 0")).toBeVisible();
  await expectSound(page, "a change of many assignments");
  await page.getByLabel(/^依据或说明/).fill("观察员调离");
  await page.getByRole("button", { name: "确认调整 2 项" }).click();
  await expect(page.getByRole("button", { name: "撤销这次调整" })).toBeVisible();
  await expectSound(page, "a change of assignments that was made");
  await page.getByRole("button", { name: "撤销这次调整" }).click();
  await expect(page.getByText("已撤销").first()).toBeVisible();
  await page.goto(`/assignments?observer=${goes.id}`);
  await expect(page.getByRole("rowheader")).toHaveCount(2);
});
