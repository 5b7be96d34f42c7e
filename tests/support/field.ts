/** The phone made ready for work without a network. */
import { expect, type Page } from "@playwright/test";

/** Opens /field once from the server and waits for what it leaves behind: the kit and the worker. */
export async function readyForOffline(page: Page): Promise<void> {
  await page.goto("/field");
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration("/field");
        return registration?.active?.state === "activated" && navigator.serviceWorker.controller !== null;
      }),
    )
    .toBe(true);
}

type Stored = Record<string, unknown>;

/** Everything in one store of the person whom this device serves; null where it serves nobody. */
const storeOf = (page: Page, name: string): Promise<Stored[] | null> =>
  page.evaluate(async (store) => {
    const viewerId = localStorage.getItem("field-viewer");
    if (!viewerId) return null;
    const open = indexedDB.open(`field-${viewerId}`);
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const get = db.transaction(store).objectStore(store).getAll();
    const all = await new Promise<Stored[]>((resolve, reject) => {
      get.onsuccess = () => resolve(get.result);
      get.onerror = () => reject(get.error);
    });
    db.close();
    return all;
  }, name);

/** Ids of the units in the kit; null without a kit. */
export async function keptUnits(page: Page): Promise<string[] | null> {
  const [kept] = (await storeOf(page, "kit")) ?? [];
  const kit = kept?.kit as { units: { id: string }[] } | undefined;
  return kit?.units.map((unit) => unit.id) ?? null;
}

export const keptDrafts = async (page: Page): Promise<string> =>
  JSON.stringify(await storeOf(page, "drafts"));
