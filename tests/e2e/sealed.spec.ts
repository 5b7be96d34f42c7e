/** What is unsent on a phone: sealed at sign-out, carried to another device as an encrypted file. */
import type { Page } from "@playwright/test";
import { createUnit } from "../support/builders";
import { createAccount, signIn } from "../support/sign-in";
import { expect, test } from "../support/story";

const PASSPHRASE = "堆场东门积水很深要绕行走";

/** A draft that only this device has. */
async function writeOffline(page: Page, unitName: string, fact: string, { hasKey } = { hasKey: true }) {
  await page.goto("/field");
  if (hasKey) {
    // for a sign-out without a network it is fetched while there is one
    await expect.poll(() => storeKeys(page)).toMatchObject({ meta: expect.arrayContaining(["offlineKey"]) });
  }
  await page
    .getByRole("link", { name: new RegExp(unitName) })
    .first()
    .click();
  await page
    .getByRole("link", { name: /现场调研/ })
    .first()
    .click();
  await page.context().route(
    (url) => url.pathname.startsWith("/field/new") || url.pathname.startsWith("/api/v1/drafts/"),
    (route) => (["POST", "PUT"].includes(route.request().method()) ? route.abort() : route.continue()),
  );
  await page.locator("[data-field=fact] textarea").fill(fact);
  await expect(page.getByText(/已存本机/).first()).toBeVisible();
}

/** What lies where in this device's stores: keys only. */
const storeKeys = (page: Page): Promise<Record<string, string[]>> =>
  page.evaluate(async () => {
    const found: Record<string, string[]> = {};
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith("field-")) continue;
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const keys = await asked(database.transaction(store).objectStore(store).getAllKeys());
        found[store] = [...(found[store] ?? []), ...keys.map(String)];
      }
      database.close();
    }
    return found;
  });

test("sign-out leaves nothing readable on the device, and the next sign-in goes on", async ({ windowOf }) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const phone = await windowOf(person, { phone: true });
  await writeOffline(phone, unit.shortName, "只在这台手机上的话");

  await phone.goto("/field");
  await phone.getByRole("button", { name: "退出" }).click();
  await expect(phone.getByText(/加密留在这台设备上/)).toBeVisible();
  await phone.getByRole("button", { name: "直接退出" }).click();
  await phone.waitForURL(/sign-in/);

  const left = await storeKeys(phone);
  expect(left).toMatchObject({ drafts: [], outbox: [], files: [], kit: [], meta: [] });
  expect(left.sealed).toHaveLength(1);
  expect(await phone.evaluate(() => Object.keys(localStorage))).toEqual([]);

  await signIn(phone.context(), person);
  await phone.goto("/field/drafts");
  await expect(phone.getByText("只在这台手机上的话")).toBeVisible();
});

test("where nothing can be encrypted, sign-out asks before it removes what is unsent", async ({
  windowOf,
}) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const phone = await windowOf(person, { phone: true });
  // as over plain http
  await phone.addInitScript(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
  await writeOffline(phone, unit.shortName, "没有加密的话", { hasKey: false });

  await phone.goto("/field/outbox");
  await phone.getByText("导出为加密文件").click();
  await expect(phone.getByText(/不是 HTTPS/)).toBeVisible();
  await phone.goto("/field");
  const signOut = phone.getByRole("button", { name: "退出", exact: true });
  await signOut.click();
  await expect(phone.getByText(/会从本机删除/)).toBeVisible();
  await phone.getByRole("button", { name: "返回" }).click();
  expect((await storeKeys(phone)).drafts).toHaveLength(1);
  await signOut.click();
  await phone.getByRole("button", { name: "删除并退出" }).click();
  await phone.waitForURL(/sign-in/);
  expect(await storeKeys(phone)).toMatchObject({ drafts: [], outbox: [], files: [], kit: [], sealed: [] });
});

test("what waits is carried to another device as an encrypted file", async ({ windowOf }) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const phone = await windowOf(person, { phone: true });
  await writeOffline(phone, unit.shortName, "要带到另一台的话");
  await phone.goto("/field/outbox");
  await phone.getByText("导出为加密文件").click();
  await expect(phone.getByText("要带到另一台的话")).toBeVisible();
  await phone.getByLabel("口令", { exact: true }).fill(PASSPHRASE);
  await phone.getByLabel("再输一遍口令").fill(PASSPHRASE);
  const waiting = phone.waitForEvent("download");
  await phone.getByRole("button", { name: "导出", exact: true }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/^frontline-export-\d{8}-1\.fobs$/);

  const second = await windowOf(person, { phone: true });
  await second.goto("/field/outbox");
  await second.getByText("导入加密文件").click();
  await second.getByLabel("导出的文件").setInputFiles(await file.path());
  const open = async (passphrase: string) => {
    await second.getByLabel("口令", { exact: true }).fill(passphrase);
    await second.getByRole("button", { name: "导入", exact: true }).click();
  };
  await open("另一个很长很长的口令啊");
  await expect(second.getByText("口令不对，请再试。")).toBeVisible();
  await open(PASSPHRASE);
  await expect(second.getByText(/已导入：.*草稿 1 份/)).toBeVisible();
  await second.goto("/field/drafts");
  await expect(second.getByText("要带到另一台的话")).toBeVisible();
});
