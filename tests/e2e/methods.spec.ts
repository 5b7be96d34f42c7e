/** A method is changed by an administrator, looked at as the phone shows it, and asked by the phone from its day on. */
import { findMethod } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("an administrator words a question anew, sees it in the preview, and takes the draft back", async ({
  windowOf,
}) => {
  const { id } = await findMethod("achievement_review");
  const admin = await windowOf(await createAccount("ADMIN"));
  await admin.goto(`/methods/${id}`);
  await admin.getByRole("link", { name: /^(继续)?修改$/ }).click();
  await admin.getByRole("button", { name: "加一项" }).click();
  const fresh = admin.getByRole("listitem").filter({ hasText: "新的一项" }).last();
  await fresh.locator("summary").click();
  await fresh.getByLabel("问法", { exact: true }).fill("");
  await admin.getByRole("button", { name: "保存修改稿" }).click();
  await expect(
    admin.getByRole("alert").getByText("请填写此项").or(admin.getByText("太短了")).first(),
  ).toBeVisible();
  await admin.getByLabel("问法", { exact: true }).last().fill("对照的指标来自哪里");
  await admin.getByRole("button", { name: /^上移：对照的指标来自哪里/ }).click();
  await admin.getByRole("button", { name: "保存修改稿" }).click();
  await expect(admin.getByText("修改稿已保存")).toBeVisible();

  await admin.getByRole("link", { name: "手机预览" }).click();
  const phone = admin.getByRole("region", { name: /示例单位/ });
  await phone.locator("summary", { hasText: "更多" }).click();
  await expect(phone.getByLabel("对照的指标来自哪里")).toBeVisible();

  // other tests ask by the version in force: this one only looks
  await admin.goto(`/methods/${id}`);
  await admin.getByRole("button", { name: "放弃修改稿" }).click();
  await expect(admin.getByText("修改稿已放弃")).toBeVisible();
});
