/**
 * The phone's form under a weak line and a slow processor: its script on the wire, and how long until the fact takes
 * text, on a first visit from the server and on every later one from the worker. The server sends gzip, as it does
 * without a proxy; the size is told as brotli, which the aims are given in.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { findChromium } from "../scripts/support/browser";
import { median } from "./load";
import { signIn } from "./sign-in";

/** 400 kbit/s, 400 ms, a processor four times slower */
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SLOWER = 4;
const ROUNDS = 3;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

type Visit = {
  /** what is typed from here on is kept */
  visibleMs: number;
  /** the form's script runs */
  aliveMs: number;
  scripts: string[];
};

export async function drivePhone(origin: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const cookie = await signIn(origin, "observer");
    const address = await formAddress(origin, cookie);
    const first = await rounds(() => firstVisit(browser, origin, cookie, address));
    const later = await rounds(() => laterVisit(browser, origin, cookie, address));
    console.log(
      `\n${"phone form".padEnd(18)}${"script, brotli".padStart(15)}${"text visible".padStart(14)}${"script runs".padStart(13)}   aim ≤ 145 KB, ≤ 5 s`,
    );
    await tell("first visit", origin, first);
    await tell("from the worker", origin, later);
  } finally {
    await browser.close();
  }
}

async function tell(name: string, origin: string, visits: Visit[]): Promise<void> {
  const [{ scripts } = { scripts: [] }] = visits;
  const sizes = await Promise.all(scripts.map((address) => brotliSize(new URL(address, origin))));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const seconds = (of: (visit: Visit) => number) => `${(median(visits.map(of)) / 1000).toFixed(1)} s`;
  console.log(
    name.padEnd(18) +
      `${(bytes / 1024).toFixed(1)} KB`.padStart(15) +
      seconds((visit) => visit.visibleMs).padStart(14) +
      seconds((visit) => visit.aliveMs).padStart(13),
  );
}

const brotliSize = async (address: URL): Promise<number> =>
  brotliCompressSync(Buffer.from(await (await fetch(address)).arrayBuffer())).length;

async function rounds(visit: () => Promise<Visit>): Promise<Visit[]> {
  const done: Visit[] = [];
  for (let round = 0; round < ROUNDS; round += 1) done.push(await visit());
  return done;
}

/** The form of the person's first unit and of a light method. */
async function formAddress(origin: string, cookie: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/field`, { headers: { cookie } });
  const kit = (await answer.json()) as { units: { id: string }[]; methods: { id: string; name: string }[] };
  const [unit] = kit.units;
  const method = kit.methods.find((one) => one.name === "现场调研") ?? kit.methods[0];
  return `${origin}/field/new?unit=${unit?.id}&method=${method?.id}`;
}

async function windowOf(browser: Browser, origin: string, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ ...PHONE, locale: "zh-CN", baseURL: origin });
  const at = cookie.indexOf("=");
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: origin }]);
  return context;
}

async function firstVisit(browser: Browser, origin: string, cookie: string, address: string): Promise<Visit> {
  const context = await windowOf(browser, origin, cookie);
  const visit = await timed(await context.newPage(), address);
  await context.close();
  return visit;
}

async function laterVisit(browser: Browser, origin: string, cookie: string, address: string): Promise<Visit> {
  const context = await windowOf(browser, origin, cookie);
  const page = await context.newPage();
  await page.goto("/field");
  await until(() => page.evaluate(() => navigator.serviceWorker.controller?.state === "activated"));
  await page.close();
  const visit = await timed(await context.newPage(), address);
  await context.close();
  return visit;
}

async function timed(page: Page, address: string): Promise<Visit> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  // the loader that runs this file wraps named functions
  await page.addInitScript({ content: "globalThis.__name = (one) => one" });
  await page.addInitScript(watchFact);
  await page.goto(address, { waitUntil: "commit", timeout: 60_000 });
  await until(() => page.evaluate(() => performance.getEntriesByName("fact-alive").length > 0));
  return page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    const aliveMs = at("fact-alive");
    const scripts = performance
      .getEntriesByType("resource")
      .filter(
        (entry) =>
          entry instanceof PerformanceResourceTiming &&
          /\/_next\/static\/.*\.js$/.test(entry.name) &&
          entry.responseEnd < aliveMs,
      )
      .map((entry) => new URL(entry.name).pathname);
    // a page is painted before it is alive; where the entry of it comes late, that is the bound
    const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? aliveMs;
    const visibleMs = Math.max(at("fact-visible"), painted);
    return { visibleMs, aliveMs, scripts: [...new Set(scripts)] };
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isSo()); await sleep(100)) {
    if (Date.now() > deadline) throw new Error("the phone's form did not come");
  }
}

/** In the page: when the fact's field is there, and when React has taken it over. */
function watchFact(): void {
  const look = () => {
    const field = document.querySelector("[data-field=fact] textarea");
    if (field && performance.getEntriesByName("fact-visible").length === 0) performance.mark("fact-visible");
    if (field && Object.keys(field).some((key) => key.startsWith("__reactProps")))
      performance.mark("fact-alive");
    else setTimeout(look, 10);
  };
  look();
}
