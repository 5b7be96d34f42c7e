/**
 * A plan from the administrator's home to what runs: five clicks without an approval; then by a second person's, changed in
 * Excel on the way. On a city of its own, which no other test brings units or people to.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { readWorkbook, writeWorkbook } from "@/lib/platform/workbook";
import { createPerson, daysAgo, type Person } from "../support/builders";
import { owner } from "../support/owner";
import { giveCredential } from "../support/sign-in";
import { leaveWholeCity, startWholeCity, windowInWholeCity } from "../support/whole-city";

test.beforeAll(startWholeCity);
test.afterAll(leaveWholeCity);

async function made(role: "ADMIN" | "LEADER"): Promise<Person> {
  const person = await createPerson(role);
  await giveCredential(person);
  return person;
}
const runningOn = async (day: string) =>
  (
    await owner().query<{ pair: string }>(
      `select observer_id || ' ' || unit_id as pair from assignments
       where $1::date between starts_on and coalesce(ends_on, 'infinity') order by 1`,
      [day],
    )
  ).rows.map(({ pair }) => pair);
const needApproval = (leader: Person, needs: boolean) =>
  owner().query(
    "insert into assignment_plan_approvals (needs_approval, reason, set_by) values ($1, '测试', $2)",
    [needs, leader.id],
  );
/** Two who may have any unit: nothing is declared of them. */
async function twoFree(lines: readonly { observerId: string }[]): Promise<string[]> {
  const { rows } = await owner().query<{ name: string }>(
    `select u.name from users u where u.id = any($1) and not exists (select from recusal_declarations r where r.observer_id = u.id)
     and not exists (select from assignments a where a.observer_id = u.id and a.starts_on < current_date - 660) order by u.account limit 2`,
    [lines.map(({ observerId }) => observerId)],
  );
  return rows.map(({ name }) => name);
}
const versionOf = async (id: string) =>
  (
    await owner().query<{ lines: { observerId: string; unitId: string }[] }>(
      `select v.lines from assignment_plans p join assignment_plan_versions v on v.plan_id = p.id and v.no = p.version_no where p.id = $1`,
      [id],
    )
  ).rows[0]?.lines ?? [];
const SOLVED = /已证明是最优|与理论最优最多差/;

test("a plan is published in five clicks; another is changed in Excel, compared, approved by a second person", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const [admin, leader] = [await made("ADMIN"), await made("LEADER")];
  await needApproval(leader, false);
  const page = await windowInWholeCity(browser, admin);
  await page.goto("/");
  let clicks = 0;
  const click = async (role: "link" | "button", name: string) => {
    await page.getByRole(role, { name, exact: true }).first().click();
    clicks += 1;
  };
  await click("link", "分工方案");
  await click("link", "新建方案");
  await click("button", "新建并测算");
  await expect(page.getByText(SOLVED).first()).toBeVisible({ timeout: 90_000 });
  await click("button", "定稿");
  await click("button", "发布");
  await expect(page.getByText("方案已发布。")).toBeVisible();
  expect(clicks).toBe(5);
  const [first] = (
    await owner().query(
      "select id, starts_on::text as day from assignment_plans where state = 'PUBLISHED' order by published_at desc limit 1",
    )
  ).rows;
  expect(await runningOn(first.day)).toEqual(
    (await versionOf(first.id)).map(({ observerId, unitId }) => `${observerId} ${unitId}`).sort(),
  );

  // the next one, later, asks a second person
  await needApproval(leader, true);
  await page.goto("/assignments/plans?open=new");
  const day = daysAgo(-90);
  await page.getByLabel(/^方案名称/).fill("秋季调整");
  await page.getByLabel(/^起始日期/).fill(day);
  await page.getByRole("button", { name: "新建并测算" }).click();
  await expect(page.getByText(SOLVED).first()).toBeVisible({ timeout: 90_000 });
  const id = page.url().match(/plans\/([0-9a-f-]{36})/)?.[1] ?? "";

  // two people exchange their units in the sheet; it is looked at before it is taken
  await page.getByRole("link", { name: "用 Excel 调整" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载 Excel" }).click(),
  ]);
  const sheets = await readWorkbook(new Uint8Array(readFileSync(await file.path())), 900 * 1024);
  const [one, two] = await twoFree(await versionOf(id));
  const changed = (sheets ?? []).map((sheet) => ({
    ...sheet,
    widths: (sheet.rows[0] ?? []).map(() => 12),
    rows: sheet.rows.map((row) =>
      row.map((cell, at) =>
        at === 2 && cell === one
          ? (two ?? "")
          : at === 2 && cell === two
            ? (one ?? "")
            : at === 3
              ? ""
              : cell,
      ),
    ),
  }));
  await page.getByLabel("Excel 文件").setInputFiles({
    name: "分工.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(await writeWorkbook(changed)),
  });
  const before = await versionOf(id);
  await page.getByRole("button", { name: "预览改动" }).click();
  await expect(page.getByText(/会改动 \d+ 条/)).toBeVisible();
  expect(await versionOf(id)).toEqual(before);
  await page.getByRole("button", { name: "按表调整" }).click();
  await expect(page.getByText("已按表调整。")).toBeVisible();
  expect(await versionOf(id)).not.toEqual(before);

  // against the one that runs: what differs, unit by unit
  await page.goto(`/assignments/plans/${id}?view=compare`);
  await page.getByRole("combobox", { name: "比较对象" }).selectOption(first.id);
  await page.getByRole("button", { name: "比较", exact: true }).click();
  await expect(page.getByRole("heading", { name: /\d+ 个单位安排不同/ })).toBeVisible();
  await page.getByRole("button", { name: "提请审批" }).click();
  await expect(page.getByText("已提请审批。")).toBeVisible();
  await expect(page.getByRole("button", { name: "批准" })).toBeHidden();

  // the leader is told, and is led there
  const second = await windowInWholeCity(browser, leader);
  await second.goto("/notices");
  await second
    .getByRole("link", { name: /有分工方案等您审批/ })
    .first()
    .click();
  await second.getByRole("link", { name: "秋季调整" }).click();
  await second.getByRole("button", { name: "批准" }).click();
  await expect(second.getByText("已批准，可以发布。")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "发布" }).click();
  await expect(page.getByText("方案已发布。")).toBeVisible();
  expect(await runningOn(day)).toEqual(
    (await versionOf(id)).map(({ observerId, unitId }) => `${observerId} ${unitId}`).sort(),
  );
  await page.context().close();
  await second.context().close();
});
