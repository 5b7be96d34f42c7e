/** From opening a task to a record of a member of another unit that stands on its page. */
import { createCadre, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";
import { createTask } from "../support/tasks";

test("a task is opened, gets its unit, member and observer, and the observer records the member on it", async ({
  windowOf,
}) => {
  test.setTimeout(90_000);
  const [lead, party, own] = [await createUnit(), await createUnit(), await createUnit()];
  const cadre = await createCadre(party);
  const admin = await createAccount("ADMIN");
  const observer = await createAccount("OBSERVER", { units: [own] });
  const name = `征迁${party.shortName}`;
  // so many of the unit's own that the members of this one do not come along: they are asked for when it is chosen
  for (let n = 0; n < 6; n += 1) await createTask(own);

  const desk = await windowOf(admin);
  await desk.goto("/central-tasks?open=1");
  await desk.getByLabel("任务名称").last().fill(name);
  await desk.getByLabel("牵头单位").selectOption({ label: lead.shortName });
  await desk.getByRole("button", { name: "设立", exact: true }).click();
  await expect(desk.getByRole("heading", { level: 1, name })).toBeVisible();
  const address = new URL(desk.url()).pathname;

  await desk.getByRole("link", { name: "增加单位" }).click();
  await desk.getByRole("combobox", { name: "单位" }).selectOption({ label: party.shortName });
  await desk.getByLabel("承担的工作").fill("管线迁改");
  await desk.getByRole("button", { name: "加为参与单位" }).click();
  await expect(desk.locator("#parties")).toContainText(party.shortName);

  await desk.getByRole("link", { name: "增加成员" }).click();
  await desk.getByRole("combobox", { name: "干部" }).selectOption({ value: cadre.id });
  await desk.getByLabel("专班职务").fill("政策处理组组长");
  await desk.getByRole("button", { name: "加为成员" }).click();
  await expect(desk.locator("#members")).toContainText("1 天");

  await desk.getByRole("link", { name: "指定观察员" }).click();
  await desk.getByRole("combobox", { name: "观察员" }).selectOption({ value: observer.id });
  await desk.getByLabel("理由").fill("跟进征迁一线");
  await desk.getByRole("button", { name: "指定", exact: true }).click();
  await expect(desk.locator("#observers")).toContainText(observer.name);
  // rosters and tasks, but no observation content
  await expect(desk.locator("#timeline")).toHaveCount(0);

  const phone = await windowOf(observer, { phone: true });
  await phone.goto("/field");
  await phone
    .getByRole("link", { name: new RegExp(own.shortName) })
    .first()
    .tap();
  await phone
    .getByRole("link", { name: /现场调研/ })
    .first()
    .tap();
  await expect(phone.getByText(cadre.name)).toHaveCount(0);
  await phone.locator("summary", { hasText: "更多" }).tap();
  await phone.getByLabel("中心工作").selectOption({ label: name });
  await phone.getByText(cadre.name).first().tap();
  await phone.locator("[name=place]").fill("征迁指挥部");
  await phone.locator("[data-field=fact] textarea").fill("逐户对接管线迁改，当天定下三处改线。");
  await phone.getByRole("button", { name: "提交", exact: true }).tap();
  await expect(phone.getByRole("link", { name: "查看这条记录" })).toBeVisible();

  await phone.goto(address);
  await expect(phone.locator("#timeline")).toContainText("逐户对接管线迁改");
  await expect(phone.locator("#deeds")).toContainText(cadre.name);
  await expect(phone.locator("#recorders")).toContainText(observer.name);
  await phone.getByRole("link", { name: /^记录/ }).first().tap();
  await expect(phone).toHaveURL(/\/observations\?task=/);
  await expect(phone.getByText("逐户对接管线迁改").first()).toBeVisible();
});
