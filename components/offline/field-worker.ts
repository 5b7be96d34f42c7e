/**
 * The service worker of /field, whole: the route that serves it sends this function's own text, so nothing from
 * outside may be named in it. It keeps one build of the shell and of the script and style files that the shell can
 * ever ask for, and nothing personal: what a page shows comes from this device's store.
 */
type Extendable = { waitUntil(work: Promise<unknown>): void };
type Fetching = { request: Request; respondWith(answer: Promise<Response>): void };
export type WorkerScope = {
  addEventListener(kind: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(kind: "fetch", listener: (event: Fetching) => void): void;
  location: { origin: string };
  caches: CacheStorage;
  fetch(address: string | Request, init?: RequestInit): Promise<Response>;
  crypto: { subtle: Pick<SubtleCrypto, "digest"> };
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
};

export function fieldWorker(scope: WorkerScope, version: string): void {
  const SHELL = "/field/shell";
  const FAMILY = "field-shell-";
  const CACHE = FAMILY + version;
  const FILE = /(?:\/_next\/)?static\/(?:chunks|css|media)\/[\w.~@()[\]%+/-]+\.(?:js|css|woff2?|svg|png)/g;

  const filesNamedIn = (text: string): string[] =>
    (text.match(FILE) ?? []).map((name) => (name.startsWith("/") ? name : `/_next/${name}`));

  async function get(address: string, init?: RequestInit): Promise<Response> {
    const answer = await scope.fetch(address, init);
    if (!answer.ok || answer.redirected) throw new Error(`${address} answered ${answer.status}`);
    return answer;
  }

  /** Script files name the pieces that they load later, so following the names finds every one. */
  async function everyFile(html: string): Promise<Map<string, Response>> {
    const found = new Map<string, Response>();
    let wave = new Set(filesNamedIn(html));
    while (wave.size > 0) {
      const texts = await Promise.all(
        [...wave].map(async (address) => {
          const answer = await get(address);
          found.set(address, answer.clone());
          return /\.(js|css)$/.test(address) ? answer.text() : "";
        }),
      );
      wave = new Set(texts.flatMap(filesNamedIn).filter((address) => !found.has(address)));
    }
    return found;
  }

  /** A kept page cannot carry a fresh nonce: its own inline scripts are allowed by their hashes, and no others. */
  async function policyFor(html: string): Promise<string> {
    const inline = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)].filter(
      ([, attributes = "", text = ""]) => text !== "" && !/\ssrc\s*=/.test(attributes),
    );
    const hashes = await Promise.all(
      inline.map(async ([, , text = ""]) => {
        const digest = await scope.crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
        return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
      }),
    );
    return [
      "default-src 'self'",
      `script-src 'self' ${[...new Set(hashes)].join(" ")}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; ");
  }

  /** All or nothing: everything is here before anything is kept, and the shell is kept last. */
  async function install(): Promise<void> {
    // without the session: nothing of a person may get into it
    const answer = await get(SHELL, { credentials: "omit", cache: "no-store" });
    const html = await answer.text();
    const files = await everyFile(html);
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": await policyFor(html),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "permissions-policy": "camera=(self), geolocation=(), microphone=()",
      "cache-control": "no-store",
    };
    const cache = await scope.caches.open(CACHE);
    try {
      await Promise.all([...files].map(([address, file]) => cache.put(address, file)));
      await cache.put(SHELL, new Response(html, { headers }));
    } catch (error) {
      await scope.caches.delete(CACHE);
      throw error;
    }
    // A page of the old build stays as it is: its pieces are still kept (see activate), its text lies in the store.
    await scope.skipWaiting();
  }

  /** The last whole build before this one stays: pages that are open still load their pieces from it. */
  async function activate(): Promise<void> {
    const older = (await scope.caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== CACHE);
    const isWhole = await Promise.all(
      older.map(async (name) => Boolean(await (await scope.caches.open(name)).match(SHELL))),
    );
    const last = older.filter((_, at) => isWhole[at]).at(-1);
    await Promise.all(older.filter((name) => name !== last).map((name) => scope.caches.delete(name)));
    await scope.clients.claim();
  }

  async function shell(request: Request): Promise<Response> {
    const kept = await (await scope.caches.open(CACHE)).match(SHELL);
    return kept ?? scope.fetch(request);
  }

  async function file(request: Request): Promise<Response> {
    return (await scope.caches.match(request)) ?? scope.fetch(request);
  }

  scope.addEventListener("install", (event) => event.waitUntil(install()));
  scope.addEventListener("activate", (event) => event.waitUntil(activate()));
  scope.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== scope.location.origin || request.method !== "GET") return;
    if (pathname.startsWith("/_next/static/")) event.respondWith(file(request));
    else if (request.mode === "navigate" && (pathname === "/field" || pathname.startsWith("/field/")))
      event.respondWith(shell(request));
  });
}
