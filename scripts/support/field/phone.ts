/** The phone in the test: a real Chromium with one person's store, whose tabs and whose whole browser can be killed. */
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import type { LocalDraft } from "@/lib/field/draft/rules";
import type { OutboxItem } from "@/lib/field/outbox/rules";
import type { MadeEntry } from "./made-entries";

/** An entry without what was written: a thousand of them are asked for again and again. */
export type Waiting = Omit<OutboxItem, "body" | "form">;

export type Phone = {
  /** a tab that shows the phone's pages, opened if there is none */
  tab(path?: string): Promise<Page>;
  context(): BrowserContext;
  put(entries: MadeEntry[]): Promise<void>;
  outbox(): Promise<Waiting[]>;
  drafts(): Promise<LocalDraft[]>;
  crashTab(): Promise<void>;
  secondTab(): Promise<void>;
  offlineFor(milliseconds: number): Promise<void>;
  /** the whole browser, without a word of warning */
  kill(): Promise<void>;
  close(): Promise<void>;
};

type Options = { executable: string; profile: string; address: string; viewerId: string };

export async function startPhone({ executable, profile, address, viewerId }: Options): Promise<Phone> {
  const open = () =>
    chromium.launchPersistentContext(profile, {
      executablePath: executable,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      locale: "zh-CN",
      baseURL: address,
    });
  let context = await open();

  async function tab(path = "/field"): Promise<Page> {
    for (const page of context.pages()) {
      if (page.url().startsWith(`${address}/field`) && !page.isClosed()) return page;
      if (!page.url().startsWith(address)) await page.close().catch(() => null);
    }
    return fresh(path);
  }

  /** The server may be down, or the browser offline: again until the page is there. */
  async function fresh(path: string): Promise<Page> {
    const page = await context.newPage();
    for (let tries = 0; ; tries += 1) {
      const answer = await page
        .goto(path, { timeout: 15_000, waitUntil: "domcontentloaded" })
        .catch(() => null);
      if (answer?.ok() && (await hasStore(page))) return page;
      if (tries > 60) throw new Error(`${path} does not open: ${page.url()}`);
      await sleep(500);
    }
  }

  /** Made by the product when its page starts; opened before that, it would be made without its stores. */
  const hasStore = (page: Page): Promise<boolean> =>
    page
      .waitForFunction(
        async (name) => (await indexedDB.databases()).some((one) => one.name === name),
        `field-${viewerId}`,
        { timeout: 10_000 },
      )
      .then(() => true)
      .catch(() => false);

  /** In whatever tab lives; one that was just killed is replaced, one that has just begun is waited for. */
  async function inPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work(await tab());
      } catch (error) {
        if (tries >= 40) throw error;
        await sleep(300);
      }
    }
  }

  const stored = (store: string) =>
    inPage((page) => page.evaluate(readAll, { name: `field-${viewerId}`, store }));

  return {
    tab,
    context: () => context,
    put: (entries) => inPage((page) => page.evaluate(putInto, { name: `field-${viewerId}`, entries })),
    outbox: () => stored("outbox") as Promise<Waiting[]>,
    drafts: () => stored("drafts") as Promise<LocalDraft[]>,
    async crashTab() {
      const [page] = context.pages();
      if (!page) return;
      const session = await context.newCDPSession(page).catch(() => null);
      // the command is never answered: what would answer it is dead
      session?.send("Page.crash").catch(() => null);
      await sleep(100);
      await page.close().catch(() => null);
    },
    async secondTab() {
      // two at once are enough; a phone has no room for more
      const [oldest, ...others] = context.pages();
      if (others.length > 0) await oldest?.close().catch(() => null);
      const page = await context.newPage();
      await page.goto("/field", { timeout: 10_000, waitUntil: "domcontentloaded" }).catch(() => null);
    },
    async offlineFor(milliseconds) {
      await context.setOffline(true);
      await sleep(milliseconds);
      await context.setOffline(false);
    },
    async kill() {
      const session = await context
        .browser()
        ?.newBrowserCDPSession()
        .catch(() => null);
      session?.send("Browser.crash").catch(() => null);
      await sleep(500);
      await context.close().catch(() => null);
      context = await open();
    },
    close: () => context.close(),
  };
}

/* ---------------------------------------------------------------- run inside the page */

async function putInto({ name, entries }: { name: string; entries: MadeEntry[] }): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(name);
    // the product makes its own: one made here would have no stores, and would keep the product from making them
    asked.onupgradeneeded = () => asked.transaction?.abort();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const blobs = entries.flatMap(({ files }) =>
    files.map(({ id, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      return { id, at: new Date().toISOString(), blob: new Blob([bytes], { type }) };
    }),
  );
  const work = db.transaction(["outbox", "files"], "readwrite");
  for (const blob of blobs) work.objectStore("files").put(blob);
  for (const { item } of entries) work.objectStore("outbox").put(item);
  await new Promise<void>((resolve, reject) => {
    work.oncomplete = () => resolve();
    work.onabort = () => reject(work.error);
  });
  db.close();
  // as another tab of the product would say it
  const channel = new BroadcastChannel("field-outbox");
  channel.postMessage("added");
  channel.close();
}

async function readAll({ name, store }: { name: string; store: string }): Promise<unknown[]> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(name);
    // the product makes its own: one made here would have no stores, and would keep the product from making them
    asked.onupgradeneeded = () => asked.transaction?.abort();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const values = await new Promise<Record<string, unknown>[]>((resolve, reject) => {
    const asked = db.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  db.close();
  return values.map(({ body: _, form: __, ...rest }) => rest);
}
