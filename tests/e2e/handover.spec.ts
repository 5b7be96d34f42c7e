/** A unit goes to somebody else while a phone is offline: nothing of what it sends is lost, and both are told. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { observationHandedOver } from "@/app/_shared/contract";
import { createAssignment, createCadre, createUnit, daysAgo } from "../support/builders";
import { entry } from "../support/entries";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("the new observer is told, takes one entry in and declines another; their author sees both", async ({
  windowOf,
}) => {
  test.setTimeout(120_000);
  const unit = await createUnit({ type: "镇街" });
  const cadre = await createCadre(unit, { title: "副镇长" });
  const author = await createAccount("OBSERVER");
  await createAssignment(author, unit, { endsOn: daysAgo(10) });
  const successor = await createAccount("OBSERVER");
  await createAssignment(successor, unit, { startsOn: daysAgo(9) });
  const good = await entry(unit, [cadre], { fact: "堆场平整完成四成，围挡已立。" });
  const wrong = await entry(unit, [], { fact: "把别处的事记到这里了。" });

  const phone = await windowOf(author, { phone: true });
  await test.step("the phone sends what it wrote offline and is answered: received", async () => {
    for (const data of [good, wrong]) {
      for (const _ of ["sent", "sent again, the answer was lost"]) {
        const response = await phone.request.post("/api/v1/observations", { data });
        expect(response.status()).toBe(202);
        expect(observationHandedOver.parse(await response.json())).toEqual({
          id: data.id,
          state: "HANDED_OVER",
        });
      }
    }
    await phone.goto(`/handovers?id=${good.id}`);
    await expect(phone.getByRole("main")).toContainText("您会收到结果");
    await fits(phone);
  });

  const desk = await windowOf(successor);
  await test.step("the new observer sees that two wait, and is told of each", async () => {
    await desk.goto("/");
    await expect(desk.getByRole("link", { name: "转交接收 2" })).toBeVisible();
    await desk.goto("/notices");
    await desk
      .getByRole("link", { name: new RegExp(`${author.name}写的${unit.shortName}记录`) })
      .first()
      .click();
    await expect(desk.getByRole("heading", { name: "转交接收" })).toBeVisible();
  });

  await test.step("takes the one in", async () => {
    await desk.goto(`/handovers?id=${good.id}`);
    await expect(desk.getByText("堆场平整完成四成")).toBeVisible();
    await expect(desk.getByText("副镇长")).toBeVisible();
    await fits(desk);
    await desk.getByRole("button", { name: "收录", exact: true }).click();
    await expect(desk.getByText("已收录为观察记录，送审核。")).toBeVisible();
    await expect(desk.getByRole("link", { name: "转交接收 1" })).toBeVisible();
  });

  await test.step("and declines the other with a reason, which is asked for", async () => {
    await desk.goto(`/handovers?id=${wrong.id}`);
    await desk.getByRole("button", { name: "不予收录" }).click();
    await expect(desk.getByText("请填写此项").first()).toBeVisible();
    await desk.getByLabel("不予收录的理由").fill("不是这个单位的事，请核对");
    await desk.getByRole("button", { name: "不予收录", exact: true }).click();
    await expect(desk.getByRole("main")).toContainText("未收录");
    await fits(desk);
  });

  await test.step("the author is told, opens the record and reads the reason", async () => {
    await phone.goto("/field/inbox");
    await expect(phone.getByText(new RegExp(`${unit.shortName}记录有了收录结果`)).first()).toBeVisible();
    await phone.goto(`/handovers?id=${wrong.id}`);
    await expect(phone.getByRole("main")).toContainText("不是这个单位的事，请核对");
    await phone.goto(`/handovers?id=${good.id}`);
    await phone.getByRole("link", { name: "打开记录" }).click();
    await expect(phone.getByRole("main")).toContainText("堆场平整完成四成");
    await expect(phone.getByRole("main")).toContainText(author.name);
  });
});

async function fits(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
