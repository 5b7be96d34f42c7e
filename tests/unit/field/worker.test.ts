/** The phone's worker with a made-up server and cache: what it keeps, when it takes over, and what it leaves alone. */
import { createHash, webcrypto } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fieldWorker, type WorkerScope } from "@/components/offline/field-worker";

const ORIGIN = "https://observer.example";
type Site = Record<string, string>;

/** As much of CacheStorage as the worker asks for; it outlives a worker as a browser's does. */
function cacheStorage() {
  const caches = new Map<string, Map<string, Response>>();
  const pathOf = (asked: string | Request) =>
    new URL(typeof asked === "string" ? asked : asked.url, ORIGIN).pathname;
  return {
    names: () => [...caches.keys()],
    paths: (name: string) => [...(caches.get(name)?.keys() ?? [])].sort(),
    keys: async () => [...caches.keys()],
    delete: async (name: string) => caches.delete(name),
    match: async (asked: string | Request) => {
      for (const cache of caches.values()) {
        const found = cache.get(pathOf(asked));
        if (found) return found.clone();
      }
      return undefined;
    },
    open: async (name: string) => {
      const cache = caches.get(name) ?? new Map<string, Response>();
      caches.set(name, cache);
      return {
        put: async (address: string, response: Response) => void cache.set(pathOf(address), response),
        match: async (address: string) => cache.get(pathOf(address))?.clone(),
      };
    },
  };
}

function browser(site: Site, storage = cacheStorage()) {
  const asked: { address: string; credentials?: string }[] = [];
  const listeners: Record<string, (event: never) => void> = {};
  let hasSkipped = false;
  const scope = {
    addEventListener: (kind: string, listener: (event: never) => void) => {
      listeners[kind] = listener;
    },
    location: { origin: ORIGIN },
    caches: storage,
    crypto: webcrypto,
    fetch: async (request: string | Request, init?: RequestInit) => {
      const address = new URL(typeof request === "string" ? request : request.url, ORIGIN).pathname;
      asked.push({ address, credentials: init?.credentials });
      const text = site[address];
      return text === undefined ? new Response("", { status: 404 }) : new Response(text);
    },
    skipWaiting: async () => {
      hasSkipped = true;
    },
    clients: { claim: async () => {} },
  };
  const lifecycle = async (kind: "install" | "activate") => {
    let work: Promise<unknown> = Promise.resolve();
    listeners[kind]?.({ waitUntil: (given: Promise<unknown>) => (work = given) } as never);
    await work;
  };
  return {
    storage,
    asked,
    hasSkipped: () => hasSkipped,
    run: (version: string) => fieldWorker(scope as unknown as WorkerScope, version),
    install: () => lifecycle("install"),
    activate: () => lifecycle("activate"),
    /** what the worker answers; null where it leaves the request alone */
    get: async (path: string, over: { mode?: string; method?: string; origin?: string } = {}) => {
      let answer: Promise<Response> | null = null;
      const request = {
        url: `${over.origin ?? ORIGIN}${path}`,
        method: over.method ?? "GET",
        mode: over.mode ?? "cors",
      };
      listeners.fetch?.({ request, respondWith: (given: Promise<Response>) => (answer = given) } as never);
      return answer === null ? null : await (answer as Promise<Response>);
    },
  };
}

const siteOf = (build: string): Site => ({
  "/field/shell": `<html><link rel="stylesheet" href="/_next/static/chunks/${build}.css"><script src="/_next/static/chunks/${build}-main.js"></script><script nonce="x">start("${build}")</script></html>`,
  [`/_next/static/chunks/${build}.css`]: "body{}",
  [`/_next/static/chunks/${build}-main.js`]: `load("static/chunks/${build}-form.js")`,
  [`/_next/static/chunks/${build}-form.js`]: `e.v(t=>Promise.all(["static/chunks/${build}-checks.js"].map(t=>e.l(t))))`,
  [`/_next/static/chunks/${build}-checks.js`]: "",
});
const allOf = (build: string) => Object.keys(siteOf(build)).sort();

describe("fieldWorker", () => {
  it("keeps the shell and every file that it can ever ask for, fetched without the session", async () => {
    const phone = browser(siteOf("a"));
    phone.run("1");
    await phone.install();
    expect(phone.storage.paths("field-shell-1")).toEqual(allOf("a"));
    expect(phone.asked[0]).toEqual({ address: "/field/shell", credentials: "omit" });
  });

  it("allows the kept page's own inline scripts and no others", async () => {
    const phone = browser(siteOf("a"));
    phone.run("1");
    await phone.install();
    const policy = (await phone.get("/field", { mode: "navigate" }))?.headers.get("content-security-policy");
    const hash = createHash("sha256").update('start("a")').digest("base64");
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it("answers pages of /field from the store and leaves everything personal alone", async () => {
    const phone = browser(siteOf("a"));
    phone.run("1");
    await phone.install();
    await phone.activate();
    for (const path of ["/field", "/field/new?unit=1", "/field/drafts"]) {
      expect(await (await phone.get(path, { mode: "navigate" }))?.text()).toContain('start("a")');
    }
    expect(await phone.get("/_next/static/chunks/a-checks.js")).not.toBeNull();
    for (const path of ["/api/v1/field", "/api/v1/observations", "/field", "/field/new?_rsc=1"])
      expect(await phone.get(path), path).toBeNull();
    for (const path of ["/", "/observations", "/sign-in", "/fields"])
      expect(await phone.get(path, { mode: "navigate" }), path).toBeNull();
    expect(await phone.get("/field", { mode: "navigate", method: "POST" })).toBeNull();
    expect(await phone.get("/_next/static/x.js", { origin: "https://elsewhere.example" })).toBeNull();
  });

  it("keeps nothing of a build that is not whole, and the old worker stays", async () => {
    const old = browser(siteOf("a"));
    old.run("1");
    await old.install();
    await old.activate();
    const { "/_next/static/chunks/b-checks.js": _, ...half } = siteOf("b");
    const next = browser(half, old.storage);
    next.run("2");
    await expect(next.install()).rejects.toThrow("404");
    expect(next.hasSkipped()).toBe(false);
    expect(old.storage.names()).toEqual(["field-shell-1"]);
    expect(await (await old.get("/field", { mode: "navigate" }))?.text()).toContain('start("a")');
  });

  it("takes a release over at once, with the pieces that pages of the old build still load", async () => {
    const old = browser(siteOf("a"));
    old.run("1");
    await old.install();
    await old.activate();
    const next = browser(siteOf("b"), old.storage);
    next.run("2");
    await next.install();
    expect(next.hasSkipped()).toBe(true);
    await next.activate();
    expect(await (await next.get("/field", { mode: "navigate" }))?.text()).toContain('start("b")');
    const piece = await next.get("/_next/static/chunks/a-checks.js");
    expect(piece?.status).toBe(200);
    expect(next.asked.map((one) => one.address)).not.toContain("/_next/static/chunks/a-checks.js");

    const third = browser(siteOf("c"), old.storage);
    third.run("3");
    await third.install();
    await third.activate();
    expect(old.storage.names()).toEqual(["field-shell-2", "field-shell-3"]);
  });

  it("touches no store but its own", async () => {
    const phone = browser(siteOf("a"));
    await phone.storage.open("somebody-else");
    phone.run("1");
    await phone.install();
    await phone.activate();
    expect(phone.storage.names()).toEqual(["somebody-else", "field-shell-1"]);
  });

  it("stands on its own: its text alone is a whole program", () => {
    const kinds: string[] = [];
    const self = { addEventListener: (kind: string) => kinds.push(kind) };
    new Function("self", `(${fieldWorker.toString()})(self, "1")`)(self);
    expect(kinds).toEqual(["install", "activate", "fetch"]);
  });
});
