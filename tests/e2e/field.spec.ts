/** A record from the phone: at most five taps and the text, for the five most used methods. */
import type { Locator } from "@playwright/test";
import { createCadre, createObservation, createUnit, daysAgo } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

/** The method, and what it asks for by name beside the fact; taps into text fields count too. */
const LIGHT_METHODS = {
  field_survey: { name: "现场调研" },
  regular_talk: { name: "定期谈心" },
  stakeholder_visit: { name: "服务对象走访", title: "走访对象（可匿名）" },
  sit_in: { name: "列席旁听", title: "会议名称" },
  record_review: { name: "查阅资料", title: "资料名称" },
};

for (const [code, method] of Object.entries(LIGHT_METHODS)) {
  const { name } = method;
  test(`${name} takes at most five taps beside the text`, async ({ windowOf }) => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const person = await createAccount("OBSERVER", { units: [unit] });
    // an earlier visit: its place is offered again
    await createObservation(person, unit, { method: code, on: daysAgo(200) });
    const page = await windowOf(person, { phone: true });
    await page.goto("/field");

    let taps = 0;
    const tap = async (target: Locator) => {
      taps += 1;
      await target.tap();
    };
    await tap(page.getByRole("link", { name: new RegExp(unit.shortName) }).first());
    await tap(page.getByRole("link", { name: new RegExp(name) }).first());
    if ("title" in method) {
      await tap(page.getByRole("textbox", { name: method.title }));
      await page.keyboard.insertText("整车企业");
    } else {
      await tap(page.getByText(cadre.name).first());
    }
    const fact = `${name}：与经办人当面核对了进度，材料齐全。`;
    await tap(page.locator("[data-field=fact] textarea"));
    await page.keyboard.insertText(fact);
    await tap(page.getByRole("button", { name: "提交", exact: true }));

    await expect(page.getByRole("link", { name: "查看这条记录" })).toBeVisible();
    expect(taps).toBeLessThanOrEqual(5);
    const { rows } = await owner().query(
      "select fact, state from observations where unit_id = $1 and fact = $2",
      [unit.id, fact],
    );
    expect(rows).toEqual([{ fact, state: "SUBMITTED" }]);
  });
}

/**
 * The other five ask for more, and a tap into each text field counts; a list is two taps, one to open it and one to
 * choose. Bounds that are seen here, so that nobody adds a question to them unnoticed.
 */
const THOROUGH_METHODS: Record<string, { name: string; taps: number; fill: string[] }> = {
  critical_task: { name: "急难险重跟踪", taps: 6, fill: ["keyNode", "difficulty"] },
  unannounced_check: { name: "随机暗访", taps: 6, fill: ["approvedBy"] },
  achievement_review: {
    name: "实绩比对",
    taps: 10,
    fill: ["dutyItem", "indicator", "actual", "unitOfMeasure", "contribution", "dataSource"],
  },
  democratic_assessment: {
    name: "民主测评",
    taps: 12,
    fill: ["scopeDesc", "issued", "returned", "valid", "items.0.dimension", "supervisor"],
  },
  multi_verify: {
    name: "多维印证",
    taps: 20,
    fill: [
      "claim",
      "claimText",
      "sources.0.kind",
      "sources.0.source",
      "sources.0.independent",
      "sources.0.supports",
      "independence",
      "contribution",
      "result",
      "confidence",
      "verifiedBy",
    ],
  },
};

for (const [code, { name, taps: bound, fill }] of Object.entries(THOROUGH_METHODS)) {
  test(`${name} takes ${bound} taps beside the text, with nothing asked twice`, async ({ windowOf }) => {
    const unit = await createUnit();
    const person = await createAccount("OBSERVER", { units: [unit] });
    await createAccount("OBSERVER");
    await createObservation(person, unit, { method: code, on: daysAgo(200) });
    const page = await windowOf(person, { phone: true });
    await page.goto("/field");
    let taps = 0;
    const tap = async (target: Locator) => {
      taps += 1;
      await target.tap();
    };
    await tap(page.getByRole("link", { name: new RegExp(unit.shortName) }).first());
    await tap(page.getByRole("link", { name: new RegExp(name) }).first());
    for (const key of fill) {
      const control = page.locator(`[name="details.${key}"]`).first();
      const kind = await control.evaluate((node: HTMLInputElement) => node.type);
      if (kind === "select-one") {
        taps += 2;
        await control.selectOption({ index: 1 });
      } else if (kind === "radio") {
        await tap(control);
      } else {
        await tap(control);
        await page.keyboard.insertText(
          await control.evaluate((node: HTMLInputElement) => (node.inputMode ? "3" : "甲")),
        );
      }
    }
    await tap(page.locator("[data-field=fact] textarea"));
    await page.keyboard.insertText(`${name}的事实`);
    await tap(page.getByRole("button", { name: "提交", exact: true }));
    await expect(page.getByRole("link", { name: "查看这条记录" })).toBeVisible();
    expect(taps).toBe(bound);
  });
}

test("what was typed is still there after the page was closed", async ({ windowOf }) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const page = await windowOf(person, { phone: true });
  await page.goto("/field");
  await page
    .getByRole("link", { name: new RegExp(unit.shortName) })
    .first()
    .click();
  await page
    .getByRole("link", { name: /现场调研/ })
    .first()
    .click();
  await page.locator("[data-field=fact] textarea").fill("写了一半");
  await expect(page.getByText(/已存/).first()).toBeVisible();
  await page.goto("/field/drafts");
  await expect(page.getByText("写了一半").first()).toBeVisible();
  await page
    .getByRole("link", { name: /继续写|现场调研/ })
    .first()
    .click();
  await expect(page.locator("[data-field=fact] textarea")).toHaveValue("写了一半");
});
