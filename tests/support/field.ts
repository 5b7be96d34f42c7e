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

/** What stands in the kit's store of the person whom this device serves. */
export const keptKit = (page: Page) =>
  page.evaluate(async () => {
    const viewerId = localStorage.getItem("field-viewer");
    if (!viewerId) return null;
    const open = indexedDB.open(`field-${viewerId}`);
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const get = db.transaction("kit").objectStore("kit").get("kit");
    const kept = await new Promise<{ kit: { units: { id: string }[] } } | undefined>((resolve, reject) => {
      get.onsuccess = () => resolve(get.result);
      get.onerror = () => reject(get.error);
    });
    db.close();
    return kept ? { viewerId, units: kept.kit.units.map((unit) => unit.id) } : null;
  });
