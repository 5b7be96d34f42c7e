/** 回避申报 from the observer's declaration to the leader's answer, and what it does to an assignment. */
import { createCadre, createPost, createUnit, today } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("an observer declares kin, a leader accepts the sheet, and a move of the kin is found", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const [unit, other] = [await createUnit(), await createUnit()];
  const kin = await createCadre(unit);
  const observer = await createAccount("OBSERVER", { units: [other] });
  const phone = await windowOf(observer, { phone: true });

  await test.step("on the desk the sheet of the year is asked for; the line is declared on the phone", async () => {
    await phone.goto("/");
    await phone.getByRole("link", { name: "去办理" }).tap();
    const form = phone.getByRole("form", { name: "申报一项" });
    await form.getByRole("button", { name: "申报", exact: true }).tap();
    await expect(form.getByText("请填写此项").first()).toBeVisible();
    // the list of what is to be mended names each field, and leads to it
    await form.getByRole("alert").getByRole("button", { name: "单位：请填写此项" }).tap();
    await expect(form.getByRole("combobox", { name: /^单位/ })).toBeFocused();
    await form.getByRole("combobox", { name: /^单位/ }).selectOption({ label: unit.shortName });
    await form.getByLabel("与您的关系").selectOption({ label: "兄弟姐妹" });
    await form.getByLabel("亲属姓名").fill(kin.name);
    await form.getByRole("button", { name: "申报", exact: true }).tap();
    await expect(phone.getByText("已申报，分工时会避开这个单位")).toBeVisible();
    await phone.getByText("以上 1 项属实").tap();
    await phone.getByRole("button", { name: "提交年度申报" }).tap();
    await expect(phone.getByText("待核定").first()).toBeVisible();
  });

  await test.step("the administrator cannot choose them for that unit", async () => {
    const admin = await windowOf(await createAccount("ADMIN"));
    await admin.goto(`/assignments?assign=${unit.id}`);
    await expect(admin.getByRole("radio", { name: new RegExp(observer.name) })).toBeDisabled();
  });

  const leader = await windowOf(await createAccount("LEADER"));
  await test.step("a leader looks at the sheet and accepts it", async () => {
    await leader.goto("/recusals/review?state=SUBMITTED");
    await leader.getByRole("link", { name: observer.name }).click();
    await expect(leader.getByText(`兄弟姐妹 ${kin.name}`)).toBeVisible();
    await leader.getByRole("button", { name: "核定通过" }).click();
    await expect(leader.getByText("已核定，观察员能看到结果")).toBeVisible();
  });

  await test.step("the kin takes a post where the observer is: a warning, and what was done about it", async () => {
    await createPost(kin, other, { startsOn: today(), isPrimary: false });
    await leader.goto("/recusals/review");
    const row = leader.getByRole("row", { name: new RegExp(`${kin.name}.*${other.shortName}`) });
    await row.getByRole("link", { name: /处理/ }).click();
    await leader.getByLabel(/怎样处理/).fill("已安排换人联系");
    await leader.getByRole("button", { name: "保存处理结果" }).click();
    await expect(leader.getByRole("row", { name: new RegExp(kin.name) })).toContainText("已安排换人联系");
  });
});
