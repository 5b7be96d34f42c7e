/** Search over all that a person may see: by keyboard on the desk, without JavaScript, and on the phone. */
import AxeBuilder from "@axe-core/playwright";
import { createCadre, createObservation, createUnit } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount, signIn } from "../support/sign-in";
import { expect, test } from "../support/story";

async function scene() {
  const unit = await createUnit();
  const word = `堆场${unit.shortName}`;
  const cadre = await createCadre(unit, { name: `单${unit.shortName}` });
  const spelling = `zz${unit.id.replaceAll("-", "").slice(0, 12)}`;
  await owner().query("update cadres set pinyin = $1 where id = $2", [spelling, cadre.id]);
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const record = await createObservation(observer, unit, {
    fact: `到现场看，${word}已经平整完毕。`,
    cadres: [cadre],
  });
  const remark = await createObservation(observer, unit, { fact: `${word}有人推诿`, polarity: "ATTENTION" });
  return { unit, word, cadre, spelling, observer, record, remark };
}

test("a leader opens a record by keyboard alone, and a remark with one source is no hit", async ({
  windowOf,
}) => {
  const { word, record, cadre, spelling } = await scene();
  const desk = await windowOf(await createAccount("LEADER", { clearance: 3 }));
  await desk.goto("/units");
  const dialog = desk.getByRole("dialog", { name: "快速搜索" });
  const field = dialog.getByRole("combobox", { name: "搜索" });

  await test.step("Ctrl K opens the dialog, Esc closes it, and / opens it again", async () => {
    await expect(async () => {
      await desk.keyboard.press("Control+k");
      await expect(dialog).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(field).toBeFocused();
    await desk.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await desk.keyboard.press("/");
    await expect(field).toBeFocused();
  });

  await test.step("what is typed is marked in what is found, and travels in no address", async () => {
    const asked = desk.waitForRequest((request) => request.url().includes("/api/v1/search"));
    await field.fill(word);
    expect((await asked).url()).not.toContain("?");
    const records = dialog.getByRole("group", { name: "观察记录" });
    await expect(records.getByRole("option")).toHaveCount(1);
    await expect(records.locator("mark")).toHaveText([word]);
    await expect(dialog.getByText("有人推诿")).toHaveCount(0);
    expect((await new AxeBuilder({ page: desk }).include("dialog").analyze()).violations).toEqual([]);
  });

  await test.step("Enter opens the chosen one", async () => {
    await desk.keyboard.press("Enter");
    await expect(desk).toHaveURL(new RegExp(`/observations/${record.id}$`));
  });

  await test.step("a cadre is found by pinyin, and arrows walk round", async () => {
    await desk.keyboard.press("Control+k");
    await field.fill(spelling);
    await expect(dialog.getByRole("option", { name: new RegExp(cadre.name) })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await desk.keyboard.press("ArrowDown");
    await desk.keyboard.press("Enter");
    await expect(desk).toHaveURL(new RegExp(`/cadres/${cadre.id}`));
  });
});

test("the page works without JavaScript and on the phone, and shows its author the remark", async ({
  browser,
}) => {
  const { word, observer, unit } = await scene();
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  await signIn(context, observer);
  const page = await context.newPage();
  await page.goto("/observations");
  await page.getByRole("searchbox", { name: "搜索" }).last().fill(word);
  await page.getByRole("searchbox", { name: "搜索" }).last().press("Enter");
  await expect(page.getByRole("heading", { name: "观察记录" })).toBeVisible();
  await expect(page.getByText("有人推诿")).toBeVisible();
  await page.goto(`/search?q=${encodeURIComponent(unit.shortName)}`);
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(`^${unit.shortName}`) })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(unit.id));
  await context.close();
});

test("one character is too short, and a word that is nowhere says so", async ({ windowOf }) => {
  const desk = await windowOf(await createAccount("REVIEWER"));
  await desk.goto("/search?q=堆");
  await expect(desk.getByText("至少输入两个字")).toBeVisible();
  await desk.goto("/search?q=%E9%BE%98%E9%BE%98%E9%BE%98");
  await expect(desk.getByText(/没有找到/)).toBeVisible();
});
