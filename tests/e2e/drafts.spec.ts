/** One draft on two devices or in two windows: nothing is overwritten, the person chooses, and both texts stay. */
import type { Page } from "@playwright/test";
import { createUnit } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount, signIn } from "../support/sign-in";
import { expect, test } from "../support/story";

const factOf = (page: Page) => page.locator("[data-field=fact] textarea");
const judgementOf = (page: Page) => page.locator("[data-field=judgement] textarea");
const savedThere = (page: Page) => page.getByText(/已存服务器/);

async function begin(page: Page, unitName: string) {
  await page.goto("/field");
  await page
    .getByRole("link", { name: new RegExp(unitName) })
    .first()
    .click();
  await page
    .getByRole("link", { name: /现场调研/ })
    .first()
    .click();
  await factOf(page).fill("围挡已立");
  await expect(savedThere(page)).toBeVisible();
}

async function storedDrafts(authorId: string) {
  const { rows } = await owner().query(
    `select content ->> 'fact' as fact, content ->> 'judgement' as judgement, other_version_of is not null as "isOther"
     from observation_drafts where author_id = $1 order by 3`,
    [authorId],
  );
  return rows;
}

test("a draft that two devices wrote is chosen field by field, and what was not chosen stays", async ({
  windowOf,
}) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const phone = await windowOf(person, { phone: true });
  await begin(phone, unit.shortName);

  // the newest sign-in wins: the phone's session has ended
  const desk = await windowOf(person);
  await desk.goto("/observations/drafts");
  await desk.getByRole("link", { name: "继续写" }).click();
  await expect(factOf(desk)).toHaveValue("围挡已立");
  await expect(savedThere(desk)).toBeVisible();
  await factOf(desk).fill("围挡已立，负责人换了");
  await judgementOf(desk).fill("换人会拖进度");
  await expect(savedThere(desk)).toBeVisible();
  await expect.poll(async () => (await storedDrafts(person.id))[0]?.judgement).toBe("换人会拖进度");

  await signIn(phone.context(), person);
  await factOf(phone).fill("围挡已立，平整四成");
  await expect(phone.getByText(/在另一台设备上又写过/)).toBeVisible();
  // sending would end the draft, and with it what the desk wrote
  await phone.getByRole("button", { name: "提交", exact: true }).click();
  const versions = phone.getByRole("region", { name: "这份草稿有两个版本" });
  await expect(versions.getByText("围挡已立，平整四成")).toBeVisible();
  await expect(versions.getByText("围挡已立，负责人换了")).toBeVisible();
  await versions.getByRole("group", { name: /判断/ }).getByRole("radio").nth(1).check();
  await versions.getByRole("button", { name: "按所选的继续" }).click();

  await expect(factOf(phone)).toHaveValue("围挡已立，平整四成");
  await expect(judgementOf(phone)).toHaveValue("换人会拖进度");
  await expect(savedThere(phone)).toBeVisible();
  expect(await storedDrafts(person.id)).toEqual([
    { fact: "围挡已立，平整四成", judgement: "换人会拖进度", isOther: false },
    { fact: "围挡已立，负责人换了", judgement: "", isOther: true },
  ]);
  await phone.goto("/field/drafts");
  await expect(phone.getByRole("listitem").filter({ hasText: "另一版本" })).toContainText(
    "围挡已立，负责人换了",
  );
});

test("a draft that two windows wrote, without a network, is chosen as a whole", async ({ windowOf }) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const first = await windowOf(person, { phone: true });
  await begin(first, unit.shortName);
  const second = await first.context().newPage();
  await second.goto(first.url());
  await expect(factOf(second)).toHaveValue("围挡已立");
  await expect(savedThere(second)).toBeVisible();

  await first.context().setOffline(true);
  await factOf(second).fill("第二个窗口的话");
  await expect(second.getByText(/已存本机/)).toBeVisible();
  await factOf(first).fill("第一个窗口的话");
  await expect(first.getByText(/在另一个窗口里写过/)).toBeVisible();
  await first.context().setOffline(false);
  await first.getByRole("button", { name: "比较两个版本" }).click();
  await first.getByRole("button", { name: /用这一版：另一个窗口/ }).click();

  await expect(factOf(first)).toHaveValue("第二个窗口的话");
  await expect
    .poll(() => storedDrafts(person.id))
    .toEqual([
      { fact: "第二个窗口的话", judgement: "", isOther: false },
      { fact: "第一个窗口的话", judgement: "", isOther: true },
    ]);
});

test("a draft that was discarded elsewhere is not brought back, and what was typed since becomes a new one", async ({
  windowOf,
}) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const phone = await windowOf(person, { phone: true });
  await begin(phone, unit.shortName);
  // as another device would
  const { rows } = await owner().query("delete from observation_drafts where author_id = $1 returning id", [
    person.id,
  ]);
  expect(rows).toHaveLength(1);

  await factOf(phone).fill("后来写的");
  await expect(phone.getByText(/已经在别处放弃/)).toBeVisible();
  await phone.getByRole("button", { name: "另存为新草稿" }).click();

  await expect
    .poll(() => storedDrafts(person.id))
    .toEqual([{ fact: "后来写的", judgement: "", isOther: false }]);
  expect(new URL(phone.url()).searchParams.get("draft")).not.toBe(rows[0].id);
});

test("a draft whose form was closed without a network reaches the server by itself", async ({ windowOf }) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const phone = await windowOf(person, { phone: true });
  await begin(phone, unit.shortName);
  await phone.context().setOffline(true);
  await factOf(phone).fill("断网时写的");
  await expect(phone.getByText(/已存本机/)).toBeVisible();
  await phone.close();
  const next = await phone.context().newPage();
  await phone.context().setOffline(false);
  await next.goto("/field");
  await expect
    .poll(() => storedDrafts(person.id))
    .toEqual([{ fact: "断网时写的", judgement: "", isOther: false }]);
});
