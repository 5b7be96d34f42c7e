/** Devices: whose they are, where the server posts, and what it says there. */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import webPush from "web-push";
import { leaveDevice, takeDevice } from "@/lib/notices/push/commands";
import { listDevices } from "@/lib/notices/push/queries";
import { type Push, sendPushes } from "@/lib/notices/sweep/commands";
import { asSystem, read } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { sql } from "@/lib/platform/sql";
import { createObservation, createPerson, createUnit, type Person } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const vapid = webPush.generateVAPIDKeys();
process.env.VAPID_PUBLIC_KEY = vapid.publicKey;
process.env.VAPID_PRIVATE_KEY = vapid.privateKey;
process.env.VAPID_SUBJECT = "mailto:admin@example.com";
process.env.PUSH_HOSTS = "push.test";

/** A browser's side of a subscription. */
function device() {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  const auth = randomBytes(16);
  const endpoint = `https://push.test/${randomBytes(12).toString("hex")}`;
  const keys = { p256dh: pair.getPublicKey("base64url"), auth: auth.toString("base64url") };
  return { endpoint, keys, open: (body: Buffer) => decrypt(body, pair, auth) };
}

/** RFC 8188 and 8291, as a browser reads a push. */
function decrypt(body: Buffer, pair: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const length = body[20] ?? 0;
  const sender = body.subarray(21, 21 + length);
  const secret = pair.computeSecret(sender);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), pair.getPublicKey(), sender]);
  const material = Buffer.from(hkdfSync("sha256", secret, auth, info, 32));
  const key = Buffer.from(hkdfSync("sha256", material, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", material, salt, "Content-Encoding: nonce\0", 12));
  const sealed = body.subarray(21 + length);
  const cipher = createDecipheriv("aes-128-gcm", key, nonce);
  cipher.setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]).toString();
  // a last record ends in 2 and padding
  return text.slice(0, text.lastIndexOf("\u0002"));
}

type Told = { path: string; headers: NodeJS.Dict<string | string[]>; body: Buffer };
const told: Told[] = [];
/** What the service answers for a path; 201 otherwise. */
const answers = new Map<string, number>();
const service = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const path = request.url ?? "";
    told.push({ path, headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(answers.get(path) ?? 201, { location: "http://127.0.0.1:1/" }).end();
  });
});
beforeAll(() => new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => service.close(resolve)));

/** The stub speaks http: the name of the push service leads to it. */
const post = (address: string, init: RequestInit) =>
  fetch(
    address.replace("https://push.test", `http://127.0.0.1:${(service.address() as AddressInfo).port}`),
    init,
  );
const claim = () =>
  asSystem("notices", (db) =>
    db.rows<Push>(sql`select id, endpoint, p256dh, auth, kind, unread from claim_pushes()`),
  );
const devicesOf = (person: Person) => read(person, (db) => listDevices(db, person.id));

async function observer() {
  const unit = await createUnit();
  const person = await createPerson("OBSERVER", { units: [unit] });
  const reviewer = await createPerson("REVIEWER");
  const own = device();
  expect(await takeDevice(person, { endpoint: own.endpoint, keys: own.keys })).toMatchObject({ ok: true });
  const returned = () => createObservation(person, unit, { state: "RETURNED", reviewer, fact: "某人的事" });
  return { person, own, returned, unit };
}

describe("takeDevice", () => {
  it("keeps the device for its person alone", async () => {
    const { person, own } = await observer();
    const stranger = await createPerson("OBSERVER");
    expect(await devicesOf(person)).toEqual([own.endpoint]);
    const [seen] = await read(stranger, (db) =>
      db.rows<{ n: number }>(sql`select count(*)::int as n from push_subscriptions`),
    );
    expect(seen?.n).toBe(0);
    await leaveDevice(stranger, { endpoint: own.endpoint });
    expect(await devicesOf(person)).toEqual([own.endpoint]);
  });

  it("takes it over with the next person on it, and keeps ten at most", async () => {
    const { person, own } = await observer();
    const next = await createPerson("OBSERVER");
    expect((await takeDevice(next, { endpoint: own.endpoint, keys: own.keys })).ok).toBe(true);
    expect(await devicesOf(person)).toEqual([]);
    expect(await devicesOf(next)).toEqual([own.endpoint]);
    for (let n = 0; n < 11; n++) await takeDevice(next, device());
    expect(await devicesOf(next)).toHaveLength(10);
  });

  it("refuses an address that is no known push service's", async () => {
    const person = await createPerson("OBSERVER");
    const { keys } = device();
    for (const endpoint of ["https://localhost/x", "https://10.0.0.1/x", "https://evil.example/x"])
      expect(await takeDevice(person, { endpoint, keys })).toMatchObject({
        kind: "refused",
        reason: "notices.reason.unknownPushHost",
      });
    expect(await takeDevice(person, { endpoint: "http://push.test/x", keys })).toMatchObject({
      kind: "invalid",
    });
  });

  it("is for observers", async () => {
    for (const role of ["ADMIN", "REVIEWER", "SYSADMIN"] as const) {
      const person = await createPerson(role);
      expect(await takeDevice(person, device())).toMatchObject({ kind: "denied" });
      await expect(
        asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select 1 from enter($1::uuid)", [person.id]);
          await client.query("select take_push('https://push.test/x', 'a', 'b')");
        }),
      ).rejects.toThrow(/push_subscriptions_observer/);
    }
  });

  it("shows no key to the app role", async () => {
    await expect(
      asAppRole((client) => client.query("select p256dh from push_subscriptions")),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("leaveDevice", () => {
  it("ends it, and is no error a second time", async () => {
    const { person, own } = await observer();
    expect(await leaveDevice(person, { endpoint: own.endpoint })).toMatchObject({ ok: true });
    expect(await leaveDevice(person, { endpoint: own.endpoint })).toMatchObject({ ok: true });
    expect(await devicesOf(person)).toEqual([]);
  });
});

describe("a push", () => {
  it("is a kind and a number, sealed for the device, once", async () => {
    const { own, returned, person, unit } = await observer();
    await returned();
    await returned();
    const pushes = (await claim()).filter((push) => push.endpoint === own.endpoint);
    expect(pushes).toMatchObject([{ kind: "RETURNED", unread: 2 }]);
    expect((await claim()).filter((push) => push.endpoint === own.endpoint)).toEqual([]);
    await sendPushes(pushes, post);
    const sent = told.filter(({ path }) => own.endpoint.endsWith(path));
    expect(sent).toHaveLength(1);
    const { body, headers } = sent[0] as Told;
    expect(own.open(body)).toBe('{"kind":"RETURNED","count":2}');
    expect(headers).toMatchObject({ "content-encoding": "aes128gcm", topic: "notices" });
    expect(String(headers.authorization)).toMatch(/^vapid t=/);
    for (const text of [person.name, unit.shortName, "某人"])
      expect(JSON.stringify(headers) + body.toString()).not.toContain(text);
  });

  it("tells nothing that was there before the device, or was read meanwhile", async () => {
    const unit = await createUnit();
    const reviewer = await createPerson("REVIEWER");
    const person = await createPerson("OBSERVER", { units: [unit] });
    const own = device();
    await createObservation(person, unit, { state: "RETURNED", reviewer });
    await owner().query(
      "update notifications set created_at = created_at - interval '1 hour' where user_id = $1",
      [person.id],
    );
    await takeDevice(person, own);
    await createObservation(person, unit, { state: "RETURNED", reviewer });
    await owner().query(
      "update notifications set read_at = now() where user_id = $1 and created_at > now() - interval '10 minutes'",
      [person.id],
    );
    expect((await claim()).filter((push) => push.endpoint === own.endpoint)).toEqual([]);
  });

  it("to a device that is gone ends it; any other answer does not", async () => {
    for (const [status, left] of [
      [404, 0],
      [410, 0],
      [429, 1],
      [500, 1],
      [302, 1],
    ] as const) {
      const { person, own, returned } = await observer();
      await returned();
      answers.set(new URL(own.endpoint).pathname, status);
      await sendPushes(
        (await claim()).filter((push) => push.endpoint === own.endpoint),
        post,
      );
      expect(await devicesOf(person), String(status)).toHaveLength(left);
    }
  });

  it("that fails is logged without the address, and stops no other", async () => {
    const [first, second] = [await observer(), await observer()];
    await first.returned();
    await second.returned();
    const mine = [first.own.endpoint, second.own.endpoint];
    const pushes = (await claim()).filter((push) => mine.includes(push.endpoint));
    const lines: string[] = [];
    const { warn } = log;
    log.warn = ((...line: unknown[]) => void lines.push(JSON.stringify(line))) as typeof warn;
    try {
      await sendPushes(pushes, async (address, init) => {
        if (address === first.own.endpoint) throw new TypeError(`no way to ${address}`);
        return post(address, init);
      });
    } finally {
      log.warn = warn;
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("TypeError");
    expect(lines[0]).not.toContain("push.test");
    expect(told.some(({ path }) => second.own.endpoint.endsWith(path))).toBe(true);
  });

  it("goes to no host that has left the list", async () => {
    const { own } = await observer();
    let calls = 0;
    const push: Push = {
      id: "x",
      endpoint: "https://10.0.0.1/x",
      ...own.keys,
      kind: "RETURNED",
      unread: 1,
    };
    await sendPushes([push], async () => {
      calls += 1;
      return { status: 201 };
    });
    expect(calls).toBe(0);
  });
});
