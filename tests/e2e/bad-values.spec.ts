/** Addresses and requests as nobody's link would have them: never a broken page, never a word of the inside. */
import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { type APIRequestContext, type APIResponse, expect, request, test } from "@playwright/test";
import { ENDPOINTS, PAGES } from "@/lib/platform/routes";
import { createCadre, createObservation, createUnit } from "../support/builders";
import { createAccount, signInBy } from "../support/sign-in";

const NAMES =
  "unit method cadre observer task from to state polarity dimension confidentiality q cursor limit on source view type " +
  "warning load assign end reassign override person saved tab month quarter short after before sort tier scope role " +
  "id new check action entity draft amend ended error callbackUrl";

const VALUES = [
  "",
  "'\"<>\\;--",
  "\u0000",
  "甲\u0000乙",
  "%",
  "-1",
  "0000-01-01",
  "9999-12-31",
  "9999-12",
  "0000-01",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "{unit}",
  "9999999999999999_------------------------------------",
  "9999999999999999_{unit}",
  "0000000000_{unit}",
  "__proto__",
  "🙂👩‍👩‍👧𠮷",
  "../../../etc/passwd",
  "长".repeat(1500),
];
/** Not valid UTF-8, so they can't be said as text. */
const NO_TEXT = "%ED%A0%80";
const RAW = [NO_TEXT, "%"];

/** The page, its outcome inside the stream, and nothing of the server in it. */
async function expectWhole(response: APIResponse, label: string): Promise<string> {
  const text = await response.text();
  expect(response.status(), label).toBeLessThan(500);
  // an error after the first byte leaves its digest in a page of 200
  expect(/data-dgst="\d+"|"digest":"\d+"/.test(text), `${label}: broke inside the page`).toBe(false);
  expect(/node_modules|at async |invalid input syntax|PrismaClient|pg_catalog/.test(text), label).toBe(false);
  return text;
}

async function scene(baseURL: string | undefined) {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const everything = await createAccount(["OBSERVER", "REVIEWER", "LEADER", "ADMIN"], {
    units: [unit],
    clearance: 3,
  });
  const record = await createObservation(everything, unit, { cadres: [cadre] });
  const people = [
    everything,
    await createAccount("SYSADMIN"),
    await createAccount("SECADMIN"),
    await createAccount("AUDITOR"),
    await createAccount("LIAISON", { unitId: unit.id }),
    await createAccount("CADRE", { cadreId: cadre.id }),
  ];
  const windows: APIRequestContext[] = [];
  for (const person of people) {
    const api = await request.newContext({ baseURL, maxRedirects: 0 });
    expect(await signInBy(api, person.account)).toBeNull();
    windows.push(api);
  }
  return { unit, cadre, record, windows };
}
type Scene = Awaited<ReturnType<typeof scene>>;

const routes = [
  ...Object.keys(PAGES),
  ...Object.keys(ENDPOINTS)
    .filter((key) => key.startsWith("GET ") && !key.includes("nextauth"))
    .map((key) => key.slice(4)),
];

/** Files of pages and endpoints by the address that they answer: `(group)` folders stand in no address. */
const FILES = new Map(
  globSync("app/**/{page.tsx,route.ts}").map((file) => [
    `/${file
      .split("/")
      .slice(1, -1)
      .filter((part) => !part.startsWith("("))
      .join("/")}`,
    file,
  ]),
);
/** A page is given its query as `searchParams` and in no other way; an endpoint may always look. */
const readsQuery = (route: string): boolean => {
  const source = readFileSync(FILES.get(route) ?? `no file for ${route}`, "utf8");
  return !FILES.get(route)?.endsWith("page.tsx") || source.includes("searchParams");
};

function addressOf(route: string, { unit, cadre, record }: Scene): string {
  const id = route.includes("units") ? unit.id : route.includes("cadres") ? cadre.id : record.id;
  return route.replace("[id]", id);
}

/** The window whose person has the right; a refusal proves nothing. */
async function opened(windows: APIRequestContext[], address: string): Promise<APIRequestContext> {
  for (const api of windows) if ((await api.get(address)).status() !== 403) return api;
  throw new Error(`nobody opens ${address}`);
}

test("no value in an address breaks a page or an endpoint", async ({ baseURL }) => {
  test.setTimeout(600_000);
  const things = await scene(baseURL);
  const names = NAMES.split(" ");
  const broken: string[] = [];
  for (const route of routes) {
    const address = addressOf(route, things);
    const api = await opened(things.windows, address);
    const asked: { query: string; value: string }[] = [];
    const texts = VALUES.map((value) => encodeURIComponent(value.replace("{unit}", things.unit.id)));
    for (const value of readsQuery(route) ? [...texts, ...RAW] : RAW) {
      const queries = [names.map((name) => `${name}=${value}`).join("&")];
      // a search takes another way than a list: its other filters one by one, so that nothing else refuses first
      if (address.endsWith("/observations")) {
        const searched = "q=%E5%81%9C%E8%BD%A6";
        for (const name of ["cursor", "from", "to", "unit"]) queries.push(`${searched}&${name}=${value}`);
      }
      asked.push(...queries.filter((query) => query.length <= 14_000).map((query) => ({ query, value })));
    }
    // a few at a time: while one is rendered, another is asked of the database
    const next = asked.values();
    const askOn = async () => {
      for (const { query, value } of next) {
        const response = await api.get(`${address}?${query}`);
        await expectWhole(response, `${route}?${query.slice(0, 120)} = ${decodable(value)}`).catch(
          (error: Error) => broken.push(error.message.split("\n")[0] ?? ""),
        );
      }
    };
    await Promise.all([askOn(), askOn(), askOn()]);
    // one value too long for any field, and one too long for the server
    for (const length of [4_000, 200_000]) {
      const response = await api.get(`${address}?q=${"a".repeat(length)}`);
      expect(response.status(), `${route} ${length}`).toBeLessThan(500);
    }
  }
  expect(broken).toEqual([]);
});

const decodable = (value: string): string => value.slice(0, 60);

test("an id of the wrong shape, or of nothing, is a page that does not exist", async ({ baseURL }) => {
  test.setTimeout(240_000);
  const things = await scene(baseURL);
  const bad = [
    randomUUID(),
    "x",
    "0",
    "null",
    "%00",
    "%27%20or%201=1--",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "..%2f..%2faccounts",
    NO_TEXT,
    `${things.unit.id}%00`,
    `{${things.unit.id}}`,
    "长".repeat(300),
  ];
  for (const route of routes.filter((one) => one.includes("[id]"))) {
    const api = await opened(things.windows, addressOf(route, things));
    for (const id of bad) {
      // the router answers this one for endpoints before any code of ours, with two words and no more
      if (id === NO_TEXT && route.startsWith("/api")) continue;
      const response = await api.get(route.replace("[id]", id));
      await expectWhole(response, `${route} ${id}`);
      expect([400, 404], `${route} ${id}`).toContain(response.status());
    }
  }
});

test("endpoints answer other methods with 405 and keep their headers", async ({ baseURL }) => {
  const things = await scene(baseURL);
  const [api] = things.windows;
  const taken = new Set(Object.keys(ENDPOINTS));
  for (const route of routes.filter((one) => one.startsWith("/api/v1"))) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      if (taken.has(`${method} ${route}`)) continue;
      const response = await api?.fetch(addressOf(route, things), { method, data: {} });
      expect(response?.status(), `${method} ${route}`).toBe(405);
    }
    const headers = (await api?.get(addressOf(route, things)))?.headers() ?? {};
    expect(headers["cache-control"], route).toContain("no-store");
  }
});

test("an action sent from elsewhere, or by no page, changes nothing", async ({
  baseURL,
  request: anyone,
}) => {
  const html = await (await anyone.get("/sign-in")).text();
  const field = /name="(\$ACTION_ID_[0-9a-f]+)"/.exec(html)?.[1];
  expect(field, "the language form works without JavaScript").toBeDefined();
  const own = new URL(baseURL ?? "").origin;
  const send = async (headers: Record<string, string>) => {
    const api = await request.newContext({ baseURL, maxRedirects: 0 });
    await api.post("/sign-in", {
      multipart: { [field ?? ""]: "", locale: "en" },
      headers,
    });
    const cookies = (await api.storageState()).cookies.map(({ name }) => name);
    await api.dispose();
    return cookies.includes("locale");
  };
  expect(await send({ origin: own })).toBe(true);
  for (const headers of [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: own, "sec-fetch-site": "cross-site" },
    { origin: own, "sec-fetch-site": "same-site" },
    { origin: `${own}.evil.example` },
  ] as Record<string, string>[]) {
    expect(await send(headers), JSON.stringify(headers)).toBe(false);
  }
});

test("no way leads off the site after sign-in", async ({ baseURL }) => {
  const person = await createAccount("REVIEWER");
  for (const callbackUrl of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
  ]) {
    const api = await request.newContext({ baseURL, maxRedirects: 0 });
    const { csrfToken } = await (await api.get("/api/auth/csrf")).json();
    const response = await api.post("/api/auth/callback/credentials", {
      form: { account: person.account, password: "Ceshi#2026-mima", csrfToken, callbackUrl, json: "true" },
    });
    const { url } = await response.json();
    expect(new URL(url, baseURL).origin, callbackUrl).toBe(new URL(baseURL ?? "").origin);
    const page = await api.get(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    expect(page.headers().location ?? "/").toMatch(/^\/(?![/\\])/);
    expect(await page.text()).not.toMatch(/href="[^"]*evil\.example/);
    await api.dispose();
  }
});
