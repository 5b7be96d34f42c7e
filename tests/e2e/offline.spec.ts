/** A cold start without a network, and what may be on the phone then. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { createCadre, createObservation, createUnit, daysAgo } from "../support/builders";
import { keptDrafts, keptUnits, readyForOffline } from "../support/field";
import { owner } from "../support/owner";
import { createAccount, PASSWORD } from "../support/sign-in";
import { expect, test } from "../support/story";

const fact = (page: Page) => page.locator("[data-field=fact] textarea");

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const person = await createAccount("OBSERVER", { units: [unit] });
  await createObservation(person, unit, { method: "field_survey", on: daysAgo(5) });
  return { unit, cadre, person };
}

test("a cold start without a network leads to the form, and the text is there after a reload", async ({
  windowOf,
}) => {
  const { unit, cadre, person } = await scene();
  const first = await windowOf(person, { phone: true });
  const context = first.context();
  await readyForOffline(first);
  await first.close();
  await context.setOffline(true);

  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) errors.push(message.text());
  });
  await page.goto("/field");
  await page
    .getByRole("link", { name: new RegExp(unit.shortName) })
    .first()
    .tap();
  await page
    .getByRole("link", { name: /现场调研/ })
    .first()
    .tap();
  await page.getByText(cadre.name).first().tap();
  await fact(page).fill("没有信号的村口，堆场已清空。");
  await expect(page.getByText(/已存本机/).first()).toBeVisible();
  await page.reload();
  await expect(fact(page)).toHaveValue("没有信号的村口，堆场已清空。");

  await page.goto("/field/drafts");
  await expect(page.getByText("没有信号的村口").first()).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "提交", exact: true }).tap();
  await expect(page.getByText("已存本机").first()).toBeVisible();
  await page.goto("/field/outbox");
  await expect(page.getByText("没有信号的村口").first()).toBeVisible();
  const stored = () =>
    owner()
      .query("select fact from observations where unit_id = $1 and fact like '没有信号%'", [unit.id])
      .then(({ rows }) => rows.length);
  expect(await stored()).toBe(0);

  await context.setOffline(false);
  await expect.poll(stored, { timeout: 30_000 }).toBe(1);
  await expect(page.getByText("已接收").first()).toBeVisible();
  expect(errors).toEqual([]);
});

test("signing out takes the reference data off the phone", async ({ windowOf }) => {
  const { unit, person } = await scene();
  const page = await windowOf(person, { phone: true });
  await readyForOffline(page);
  await page.goto("/field");
  await page.getByRole("button", { name: "退出" }).tap();
  await page.waitForURL(/sign-in/);
  expect(await keptUnits(page)).toBeNull();
  // nor does an answer that was still on its way bring it back
  await page.context().setOffline(true);
  await page.goto("/field");
  await expect(page.getByText("这部手机上还没有资料")).toBeVisible();
  await expect(page.locator("body")).not.toContainText(unit.shortName);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
});

test("a release takes over while an entry waits and half a draft is typed: both are still there", async ({
  windowOf,
}) => {
  const { unit, cadre, person } = await scene();
  const page = await windowOf(person, { phone: true });
  const context = page.context();
  await readyForOffline(page);
  const { rows } = await owner().query("select id from methods where code = 'field_survey'");
  const form = `/field/new?unit=${unit.id}&method=${rows[0].id}`;
  // no entry gets through, and the release does
  await context.route("**/api/v1/observations", (route) => route.abort());
  await page.goto(form);
  await page.getByText(cadre.name).first().tap();
  await fact(page).fill("第一条，还没有送到。");
  await page.getByRole("button", { name: "提交", exact: true }).tap();
  await expect(page.getByText("已存本机").first()).toBeVisible();
  await page.goto(`${form}&draft=${crypto.randomUUID()}`);
  await fact(page).fill("第二条，只写了一半");
  await expect(page.getByText(/已存本机/).first()).toBeVisible();

  const builds = () => page.evaluate(() => caches.keys());
  const [before = ""] = await builds();
  await context.route("**/field-worker.js?release", async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({
      response: answer,
      body: text.replace(before.replace("field-shell-", ""), "next-release"),
    });
  });
  // a browser asks for news of a worker where no test can answer it; a new address it asks for here
  await page.evaluate(() =>
    navigator.serviceWorker.register("/field-worker.js?release", { scope: "/field" }).then(() => undefined),
  );
  await expect.poll(builds).toEqual([before, "field-shell-next-release"]);
  // the page that was open goes on typing
  await fact(page).fill("第二条，只写了一半，又写了几个字");
  await expect.poll(() => keptDrafts(page)).toContain("又写了几个字");
  await page.reload();
  await expect(fact(page)).toHaveValue("第二条，只写了一半，又写了几个字");
  await page.goto("/field/outbox");
  await expect(page.getByText("第一条，还没有送到").first()).toBeVisible();
});

test("the page can be installed, and large text holds for the server's pages too", async ({ windowOf }) => {
  const { person } = await scene();
  const page = await windowOf(person, { phone: true });
  await readyForOffline(page);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Chromium installs nothing from a window without a profile
  expect(installabilityErrors.map((one) => one.errorId).filter((id) => id !== "in-incognito")).toEqual([]);

  await page.goto("/field");
  const kept = page.waitForResponse((response) => response.url().endsWith("/api/v1/display"));
  await page.getByRole("button", { name: "大字" }).tap();
  expect((await kept).status()).toBe(200);
  expect(await (await page.request.get("/field")).text()).toContain('data-text="large"');
  const size = () =>
    page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  expect(await size()).toBeGreaterThanOrEqual(16 * 1.25);

  await page.getByRole("button", { name: "English" }).tap();
  await expect(page.locator("h1")).toHaveText("My units");
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  await expect
    .poll(async () => {
      const { rows } = await owner().query("select locale from users where id = $1", [person.id]);
      return rows[0].locale;
    })
    .toBe("en");
});

test("pages from the phone's own store have no axe violation and name their person", async ({ windowOf }) => {
  const { unit, person } = await scene();
  const page = await windowOf(person, { phone: true });
  await readyForOffline(page);
  const { rows } = await owner().query("select id from methods where code = 'field_survey'");
  for (const large of [false, true]) {
    if (large) {
      await page.goto("/field");
      await page.getByRole("button", { name: "大字" }).tap();
    }
    for (const address of [
      "/field",
      `/field/units/${unit.id}`,
      `/field/new?unit=${unit.id}&method=${rows[0].id}`,
      "/field/drafts",
    ]) {
      await page.goto(address);
      await expect(page.locator("h1")).toBeVisible();
      const fromWorker = await page.evaluate(
        () => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).workerStart > 0,
      );
      expect(fromWorker, address).toBe(true);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`),
        address,
      ).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${address} is wider than the screen`).toBeLessThanOrEqual(0);
      const mark = await page.locator(".watermark").getAttribute("style");
      expect(decodeURIComponent(mark ?? ""), address).toContain(person.name);
      expect(await page.evaluate(() => document.documentElement.dataset.text)).toBe(
        large ? "large" : undefined,
      );
    }
  }
});

test("reference data leaves the phone with the end of an assignment, and with the role", async ({
  windowOf,
}) => {
  const { unit, person } = await scene();
  const page = await windowOf(person, { phone: true });
  await readyForOffline(page);
  expect(await keptUnits(page)).toEqual([unit.id]);

  await owner().query("update assignments set ends_on = $2 where observer_id = $1", [person.id, daysAgo(1)]);
  await page.goto("/field");
  await expect(page.getByText("今天没有联系单位")).toBeVisible();
  await expect.poll(() => keptUnits(page)).toEqual([]);

  await owner().query("delete from user_roles where user_id = $1", [person.id]);
  await page.goto("/field");
  await expect(page.getByText("这里现在打不开")).toBeVisible();
  expect(await keptUnits(page)).toBeNull();
});

test("another person on the same phone is never shown the first one's units", async ({ windowOf }) => {
  const { unit, person } = await scene();
  const other = await scene();
  const page = await windowOf(person, { phone: true });
  await readyForOffline(page);
  await page.context().clearCookies();
  const seen: string[] = [];
  // every text that the page ever holds
  await page.exposeFunction("sawText", (text: string) => void seen.push(text));
  await page.addInitScript(() => {
    const tell = Reflect.get(window, "sawText") as (text: string) => void;
    new MutationObserver(() => tell(document.body?.textContent ?? "")).observe(document, {
      childList: true,
      subtree: true,
    });
  });
  await page.goto("/sign-in?next=/field");
  await page.locator("[name=account]").fill(other.person.account);
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("[name=password]").press("Enter");
  await expect(page.getByText(other.unit.shortName).first()).toBeVisible();
  expect(seen.join("\n")).not.toContain(unit.shortName);
});

test("the shell holds nothing of anybody, with a session and without", async ({ windowOf, request }) => {
  const { unit, person } = await scene();
  const page = await windowOf(person, { phone: true });
  const texts = [
    await (await page.request.get("/field/shell")).text(),
    await (await request.get("/field/shell")).text(),
  ];
  for (const text of texts) {
    for (const word of [person.name, person.id, person.account, unit.shortName])
      expect(text).not.toContain(word);
  }
});
