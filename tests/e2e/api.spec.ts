import { randomUUID } from "node:crypto";
import { expect, request, test } from "@playwright/test";
import * as contract from "@/app/_shared/contract";
import { createCadre, createObservation, createUnit } from "../support/builders";
import { entry } from "../support/entries";
import { createAccount, signInBy } from "../support/sign-in";

async function scene(baseURL: string | undefined) {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const api = await request.newContext({ baseURL });
  expect(await signInBy(api, observer.account)).toBeNull();
  return { unit, cadre, observer, api };
}

test("health answers without sign-in", async ({ request: api }) => {
  const response = await api.get("/api/v1/health");
  expect(response.status()).toBe(200);
  expect(contract.health.parse(await response.json())).toEqual({ status: "ok" });
});

test("a record sent twice is stored once and answered the same; another body under its id is a conflict", async ({
  baseURL,
}) => {
  const { unit, cadre, api } = await scene(baseURL);
  const body = await entry(unit, [cadre]);

  const [first, second] = [
    await api.post("/api/v1/observations", { data: body }),
    await api.post("/api/v1/observations", { data: body }),
  ];
  expect([first.status(), second.status()]).toEqual([201, 201]);
  expect(await second.json()).toEqual(await first.json());
  contract.observationCreated.parse(await first.json());

  const third = await api.post("/api/v1/observations", { data: { ...body, fact: "另一件事" } });
  expect(third.status()).toBe(409);
  expect(contract.problem.parse(await third.json()).code).toBe("observations.reason.idTaken");
  expect(third.headers()["content-type"]).toContain("application/problem+json");
});

test("lists, files and coverage keep to their contract, and a list pages to its end without a gap", async ({
  baseURL,
}) => {
  const { unit, cadre, observer, api } = await scene(baseURL);
  for (let n = 0; n < 5; n++) await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });

  const seen: string[] = [];
  let cursor = "";
  do {
    const response = await api.get(
      `/api/v1/observations?unit=${unit.id}&limit=2${cursor && `&cursor=${cursor}`}`,
    );
    const page = contract.observationList.parse(await response.json());
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor ?? "";
  } while (cursor);
  expect(new Set(seen).size).toBe(5);

  contract.cadreFile.parse(await (await api.get(`/api/v1/cadres/${cadre.id}`)).json());
  contract.coverageAnswer.parse(
    await (await api.get("/api/v1/coverage?from=2026-01-01&to=2026-11-30")).json(),
  );
  const document = await (await api.get("/api/v1/openapi.json")).json();
  expect(Object.keys(document.paths)).toContain("/api/v1/observations");
});

test("a draft is saved from the version it began from, and is gone once discarded or submitted", async ({
  baseURL,
}) => {
  const { unit, api } = await scene(baseURL);
  const body = await entry(unit);
  const address = `/api/v1/drafts/${body.id}`;
  const put = (fact: string, baseVersion: number | null) =>
    api.put(address, { data: { unitId: unit.id, baseVersion, content: { fact } } });

  expect(contract.draftSaved.parse(await (await put("一", null)).json()).version).toBe(1);
  expect(contract.draftSaved.parse(await (await put("二", 1)).json()).version).toBe(2);
  const late = await put("另一台", 1);
  expect(late.status()).toBe(409);
  expect(contract.problem.parse(await late.json())).toMatchObject({
    code: "observations.reason.draftNewer",
    draft: { version: 2, content: { fact: "二" } },
  });
  expect((await put("字".repeat(200_000), 2)).status()).toBe(422);
  const evil = { headers: { origin: "https://evil.example" } };
  expect((await api.delete(address, evil)).status()).toBe(403);
  expect(contract.draftDiscarded.parse(await (await api.delete(address)).json())).toEqual({
    discarded: true,
  });
  const discarded = await put("三", 2);
  expect([discarded.status(), (await discarded.json()).code]).toEqual([
    410,
    "observations.reason.draftDiscarded",
  ]);
  expect((await api.post("/api/v1/observations", { data: body })).status()).toBe(201);
  const submitted = await put("三", null);
  expect([submitted.status(), (await submitted.json()).code]).toEqual([
    410,
    "observations.reason.draftSubmitted",
  ]);
});

test("the key of a phone's seal is given to its person and kept by no cache", async ({ baseURL }) => {
  const { api } = await scene(baseURL);
  const response = await api.get("/api/v1/field/key");
  expect(response.headers()["cache-control"]).toContain("no-store");
  const { key } = contract.offlineKey.parse(await response.json());
  expect(Buffer.from(key, "base64")).toHaveLength(32);
  expect(await (await api.get("/api/v1/field/key")).json()).toEqual({ key });
});

test("the phone's kit keeps to its contract, and is not sent again while nothing has changed", async ({
  baseURL,
}) => {
  const { unit, observer, api } = await scene(baseURL);
  const first = await api.get("/api/v1/field");
  const kit = contract.fieldKit.parse(await first.json());
  expect(kit.units.map((one) => one.id)).toEqual([unit.id]);
  const members = await api.get(`/api/v1/field/members?unit=${unit.id}&task=${unit.id}`);
  expect(contract.taskMembers.parse(await members.json())).toEqual({ members: [] });
  expect(first.headers()["cache-control"]).toContain("no-store");

  const { etag = "" } = first.headers();
  const again = await api.get("/api/v1/field", { headers: { "if-none-match": etag } });
  expect([again.status(), (await again.body()).length]).toEqual([304, 0]);
  await createObservation(observer, unit);
  const changed = await api.get("/api/v1/field", { headers: { "if-none-match": etag } });
  expect(changed.status()).toBe(200);
  expect(changed.headers().etag).not.toBe(etag);
});

test("bad requests get a problem that says what is wrong", async ({ baseURL }) => {
  const { unit, api } = await scene(baseURL);
  const body = await entry(unit);
  const post = (data: unknown, headers: Record<string, string> = {}) =>
    api.post("/api/v1/observations", { data, headers });

  const invalid = await post({ ...body, endedAt: "2020-01-01T00:00:00Z", details: { mood: "好" } });
  expect(invalid.status()).toBe(422);
  expect(contract.problem.parse(await invalid.json()).issues).toContainEqual(
    expect.objectContaining({ path: "endedAt", code: "endBeforeStart" }),
  );
  expect((await post(Buffer.from("{"), { "content-type": "application/json" })).status()).toBe(400);
  expect((await post("x=1", { "content-type": "application/x-www-form-urlencoded" })).status()).toBe(415);
  expect((await post({ ...body, fact: "字".repeat(300_000) })).status()).toBe(413);
  expect((await post(body, { origin: "https://evil.example" })).status()).toBe(403);
  expect((await api.get(`/api/v1/cadres/${randomUUID()}`)).status()).toBe(404);
  expect((await api.get("/api/v1/cadres/1;drop")).status()).toBe(404);
  expect((await api.get("/api/v1/coverage?from=x&to=y")).status()).toBe(422);
  expect(
    (
      await api.get(`/api/v1/observations?q=${encodeURIComponent("'; drop table observations; --")}`)
    ).status(),
  ).toBe(200);
});
