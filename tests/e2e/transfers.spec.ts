/** 交接单: made when a unit changes its observer, handed over by one, taken over by the other. */
import { addDays } from "@/lib/platform/clock";
import { createCadre, createObservation, createUnit, today } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("a unit changes its observer: one hands over, the other asks once and takes over", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const goes = await createAccount("OBSERVER", { units: [unit] });
  const comes = await createAccount("OBSERVER");
  const record = await createObservation(goes, unit, { cadres: [cadre] });
  await owner().query(
    "insert into follow_ups (id, observation_id, unit_id, owner_id, title) values (gen_random_uuid(), $1, $2, $3, '回访停车场')",
    [record.id, unit.id, goes.id],
  );

  await test.step("the administrator changes the observer, with two weeks in which both have the unit", async () => {
    const admin = await windowOf(await createAccount("ADMIN"));
    await admin.goto(`/assignments?unit=${unit.id}`);
    await admin
      .getByRole("link", { name: new RegExp(`^${unit.shortName}换人`) })
      .first()
      .click();
    await admin.getByRole("radio", { name: new RegExp(comes.name) }).check();
    await admin.getByLabel("原观察员到哪天为止").fill(addDays(today(), 14));
    await admin.getByLabel("理由").fill("年度轮换");
    await admin.getByRole("button", { name: "换人", exact: true }).click();
    await expect(admin.getByText("已换人，前后两段都已记下")).toBeVisible();
  });

  const old = await windowOf(goes, { phone: true });
  const openSheet = async () => {
    await old.goto("/");
    await old.getByRole("link", { name: new RegExp(`${goes.name} → ${comes.name}`) }).tap();
  };
  await test.step("who goes writes what was promised and hands over, on the phone", async () => {
    await openSheet();
    await expect(old.getByRole("link", { name: "回访停车场" })).toBeVisible();
    await old.getByRole("button", { name: "移交", exact: true }).tap();
    await expect(old.getByText("请填写此项").first()).toBeVisible();
    await old.getByLabel("已承诺事项").fill("答应月底前回访停车场");
    await old.getByRole("button", { name: "移交", exact: true }).tap();
    await expect(old.getByText("已移交，等待接收人确认")).toBeVisible();
  });

  const fresh = await windowOf(comes);
  await test.step("who comes asks for what is missing", async () => {
    await fresh.goto("/");
    await fresh.getByRole("link", { name: new RegExp(`${goes.name} → ${comes.name}`) }).click();
    await expect(fresh.getByText("答应月底前回访停车场")).toBeVisible();
    await fresh.locator("summary", { hasText: "请移交人补充" }).click();
    await fresh.getByLabel("接收人请补充").fill("找谁开门");
    await fresh.getByRole("button", { name: "退回补充" }).click();
    await expect(fresh.getByText("已退给移交人补充").first()).toBeVisible();
    await openSheet();
    await expect(old.getByText("找谁开门").first()).toBeVisible();
    await old.getByLabel("注意事项").fill("门卫室有钥匙");
    await old.getByRole("button", { name: "移交", exact: true }).tap();
    await expect(old.getByText("已移交，等待接收人确认")).toBeVisible();
  });

  await test.step("and takes over, with the follow-up", async () => {
    await fresh.goto("/");
    await fresh.getByRole("link", { name: new RegExp(`${goes.name} → ${comes.name}`) }).click();
    await fresh.getByRole("button", { name: "接收", exact: true }).click();
    await expect(fresh.getByText("1 项未办结的跟进转给接收人")).toBeVisible();
    await fresh.goto("/observations/follow-ups");
    await expect(fresh.getByText("回访停车场").first()).toBeVisible();
  });
});
