/** The line is good again: what waits goes out, and a person presses the buttons of what was blocked. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Phone, Waiting } from "./phone";
import type { Intended } from "./storm";

const PATIENCE_MS = 90_000;

export async function settle(phone: Phone, intended: Intended, signIn: () => Promise<void>): Promise<void> {
  const wrong = new Set(intended.made.filter((entry) => entry.isWrong).map(({ item }) => item.id));
  const isDone = (item: Waiting): boolean =>
    wrong.has(item.id)
      ? item.state === "blocked"
      : item.state === "received" && item.files.every((file) => file.state === "received");
  await submitDrafts(phone, intended);
  let left = Number.POSITIVE_INFINITY;
  for (let deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    const open = (await phone.outbox()).filter((item) => !isDone(item));
    if (open.length === 0) return;
    const isMoving = open.length < left;
    if (isMoving) {
      left = open.length;
      deadline = Date.now() + PATIENCE_MS;
    }
    await pressRetry(phone, open);
    if (!isMoving) {
      // the person signs in again, and a line that comes back wakes the outbox
      await signIn();
      await phone.offlineFor(200);
    }
    await sleep(2_500);
  }
}

/** What was typed and shown as saved, but never got as far as the outbox, is opened and submitted. */
async function submitDrafts(phone: Phone, { typed }: Intended): Promise<void> {
  const facts = new Set(typed.map(({ fact }) => fact));
  for (const { id, state } of await phone.drafts()) {
    if (!facts.has(state.fact)) continue;
    const page = await phone.context().newPage();
    await page.goto(`/field/new?draft=${id}`);
    await page.getByRole("textbox", { name: "地点" }).fill("停车场工地");
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByRole("link", { name: "再记一条" }).waitFor();
    await page.close();
  }
}

async function pressRetry(phone: Phone, open: Waiting[]): Promise<void> {
  const isStopped = (item: Waiting): boolean =>
    item.state === "blocked" || item.files.some((file) => file.state === "refused");
  if (!open.some(isStopped)) return;
  const page = await phone.context().newPage();
  try {
    await page.goto("/field/outbox", { timeout: 15_000 });
    await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => null);
    for (const item of open.filter(isStopped)) {
      const row = page.locator("li").filter({ hasText: item.words.slice(0, item.words.indexOf("：") + 1) });
      await row
        .getByRole("button", { name: /重试/ })
        .first()
        .click({ timeout: 3_000 })
        .catch(() => null);
    }
  } finally {
    await page.close().catch(() => null);
  }
}
