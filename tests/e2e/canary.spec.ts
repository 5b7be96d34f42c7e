/**
 * Canary words: records that hold a word found nowhere else are looked for as every role, in every page (as HTML and
 * as the router's own payload) and every endpoint, by every filter that would show them. Where the rules allow the
 * word it must turn up, or the search proves nothing.
 */
import { type APIRequestContext, type APIResponse, expect, request, test } from "@playwright/test";
import { unzipSync } from "fflate";
import type { Person } from "../support/builders";
import { everythingFor } from "../support/canary/addresses";
import { CANARIES, type Canary, isAllowed, READERS } from "../support/canary/readers";
import { makeScene, type Scene } from "../support/canary/scene";
import { signInBy } from "../support/sign-in";

let scene: Scene;
test.beforeAll(async () => {
  scene = await makeScene();
});

/** A paper, a workbook or a bundle of files is a zip: what it says stands in its parts. */
async function wordsOf(response: APIResponse): Promise<string> {
  if (!/openxmlformats|\/zip/.test(response.headers()["content-type"] ?? "")) return response.text();
  const parts = unzipSync(await response.body());
  return Object.values(parts)
    .map((part) => new TextDecoder().decode(part))
    .join("\n");
}

async function windowOf(person: Person, baseURL: string | undefined): Promise<APIRequestContext> {
  const api = await request.newContext({ baseURL, maxRedirects: 0 });
  expect(await signInBy(api, person.account)).toBeNull();
  return api;
}

for (const reader of READERS) {
  test(`${reader} meets the canaries that the rules allow, and no other`, async ({ baseURL }) => {
    test.setTimeout(180_000);
    const api = await windowOf(scene.people[reader], baseURL);
    const met = new Map<Canary, string[]>(CANARIES.map((name) => [name, []]));
    const named: string[] = [];
    const left = everythingFor(reader, scene).values();
    const askOn = async () => {
      for (const { address, headers } of left) {
        // the router's request is sent once round for its cache key
        const response = await api.get(address, { headers, maxRedirects: headers.RSC ? 1 : 0 });
        expect(response.status(), address).toBeLessThan(500);
        const text = `${JSON.stringify(response.headers())}${await wordsOf(response)}`;
        for (const name of CANARIES) {
          if (text.includes(scene.words[name])) met.get(name)?.push(address);
          const id = scene.records[name];
          // not where the address itself said it
          if (id && text.includes(id) && !address.includes(id) && !isAllowed(name, reader))
            named.push(`${name} at ${address}`);
        }
      }
    };
    // a few at a time: while one is rendered, another is asked of the database
    await Promise.all([askOn(), askOn(), askOn()]);
    for (const name of CANARIES) {
      const hits = met.get(name) ?? [];
      if (isAllowed(name, reader)) expect(hits.length, `${reader} should meet ${name}`).toBeGreaterThan(0);
      else expect(hits, `${reader} must not meet ${name}`).toEqual([]);
    }
    expect(named, "ids of records that this person may not open").toEqual([]);
    await api.dispose();
  });
}

/** Numbers that lead to a list of records: `<a href="/observations?…">12 条</a>`. */
function numbersIn(html: string): { query: string; shown: number }[] {
  const links = html.matchAll(/<a\b[^>]*\bhref="\/observations\?([^"]+)"[^>]*>(.*?)<\/a>/gs);
  return [...links].flatMap(([, query = "", inner = ""]) => {
    const text = inner.replace(/<[^>]+>/g, "").trim();
    const number = /^(\d+)\s*(条|次)?$/.exec(text)?.[1];
    return number ? [{ query: query.replaceAll("&amp;", "&"), shown: Number(number) }] : [];
  });
}

for (const reader of ["author", "colleague", "reviewer1", "reviewer3", "leader1", "leader3"] as const) {
  test(`every number shown to ${reader} counts the records that it opens for them`, async ({ baseURL }) => {
    test.setTimeout(120_000);
    const api = await windowOf(scene.people[reader], baseURL);
    const { unit, cadre } = scene;
    const found = new Map<string, number>();
    for (const address of [
      `/units/${unit.id}`,
      `/cadres/${cadre.id}`,
      "/coverage?tab=months",
      "/coverage?tab=methods",
    ]) {
      for (const { query, shown } of numbersIn(await (await api.get(address)).text())) {
        // the coverage board shows all units; those of this test are enough
        if (query.includes(unit.id) || query.includes(cadre.id)) found.set(query, shown);
      }
    }
    expect(found.size).toBeGreaterThan(0);
    for (const [query, shown] of found) {
      const response = await api.get(`/api/v1/observations?${query}&limit=100`);
      expect((await response.json()).items.length, `${reader} ${query}`).toBe(shown);
    }
    const allowed = CANARIES.filter((name) => scene.records[name] && isAllowed(name, reader));
    const listed = await api.get(`/api/v1/observations?unit=${unit.id}&limit=100`);
    expect((await listed.json()).items.length).toBe(allowed.length);
    await api.dispose();
  });
}
