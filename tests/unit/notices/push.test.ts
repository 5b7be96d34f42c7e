import { describe, expect, it } from "vitest";
import { type PushScope, pushWorker } from "@/components/offline/push-worker";
import { isPushAddress, pushPayload } from "@/lib/notices/push/rules";
import { deviceInput } from "@/lib/notices/push/schema";
import { NOTICE_KINDS } from "@/lib/notices/schema";

describe("isPushAddress", () => {
  it.each([
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/abc",
    "https://wns2-par02p.notify.windows.com/w/?token=abc",
  ])("knows %s", (address) => {
    expect(isPushAddress(address)).toBe(true);
  });

  it.each([
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com:8443/abc",
    "https://user:word@fcm.googleapis.com/abc",
    "https://fcm.googleapis.com.evil.example/abc",
    "https://evilfcm.googleapis.com/abc",
    "https://push.apple.com/abc",
    "https://evilpush.apple.com/abc",
    "https://127.0.0.1/abc",
    "https://[::1]/abc",
    "https://localhost/abc",
    "https://169.254.169.254/latest/meta-data",
    "https://database/abc",
    "file:///etc/passwd",
    "not an address",
  ])("refuses %s", (address) => {
    expect(isPushAddress(address)).toBe(false);
  });

  it("takes the hosts that the setting names, and no more", () => {
    const more = ["push.example.cn", "*.push.example.com"];
    expect(isPushAddress("https://push.example.cn/a", more)).toBe(true);
    expect(isPushAddress("https://cn-1.push.example.com/a", more)).toBe(true);
    expect(isPushAddress("https://other.example.cn/a", more)).toBe(false);
    expect(isPushAddress("https://push.example.com/a", more)).toBe(false);
  });
});

describe("pushPayload", () => {
  it("is a kind and a number, for every kind", () => {
    for (const kind of NOTICE_KINDS) {
      const payload = JSON.parse(pushPayload(kind, 3));
      expect(Object.keys(payload)).toEqual(["kind", "count"]);
      expect(payload).toEqual({ kind, count: 3 });
    }
  });
});

describe("deviceInput", () => {
  const keys = { p256dh: "B".repeat(87), auth: "a".repeat(22) };
  it("takes what a browser gives", () => {
    const given = { endpoint: "https://fcm.googleapis.com/x", expirationTime: null, keys };
    expect(deviceInput.safeParse(given).success).toBe(true);
  });
  it("refuses other schemes and keys", () => {
    for (const odd of [
      { endpoint: "http://fcm.googleapis.com/x", keys },
      { endpoint: "https://fcm.googleapis.com/x", keys: { ...keys, auth: "短" } },
      { endpoint: `https://fcm.googleapis.com/${"x".repeat(1000)}`, keys },
      {},
    ])
      expect(deviceInput.safeParse(odd).success).toBe(false);
  });
});

describe("pushWorker", () => {
  function scope(language = "zh-CN", windows: string[] = []) {
    const listeners = new Map<string, (event: never) => void>();
    const seen: unknown[] = [];
    const self: PushScope = {
      addEventListener: (kind: string, listener: (event: never) => void) =>
        void listeners.set(kind, listener),
      navigator: { language },
      registration: {
        showNotification: async (title, { body, tag }) => void seen.push({ title, body, tag }),
      },
      clients: {
        matchAll: async () => windows.map((url) => ({ url, focus: async () => seen.push(`focus ${url}`) })),
        openWindow: async (address) => seen.push(`open ${address}`),
      },
    };
    pushWorker(self, {
      "zh-CN": { title: "一线观察员", body: "有 {count} 条新提醒" },
      en: { title: "Frontline Observer", body: "{count} unread" },
    });
    const fire = async (kind: string, event: object) => {
      const work: Promise<unknown>[] = [];
      const waitUntil = (one: Promise<unknown>) => void work.push(one);
      listeners.get(kind)?.({ ...event, waitUntil } as never);
      await Promise.all(work);
    };
    return { seen, fire };
  }

  it("says how many, in the device's language, and never what came beside it", async () => {
    const chinese = scope();
    await chinese.fire("push", { data: { json: () => ({ kind: "RETURNED", count: 3, name: "某人" }) } });
    expect(chinese.seen).toEqual([{ title: "一线观察员", body: "有 3 条新提醒", tag: "notices" }]);
    const english = scope("en-GB");
    await english.fire("push", { data: null });
    expect(english.seen).toEqual([{ title: "Frontline Observer", body: "1 unread", tag: "notices" }]);
  });

  it("says one where it cannot read", async () => {
    const { seen, fire } = scope();
    const json = () => {
      throw new SyntaxError("no JSON");
    };
    await fire("push", { data: { json } });
    await fire("push", { data: { json: () => ({ count: "many" }) } });
    expect(seen.map((one) => Object(one).body)).toEqual(["有 1 条新提醒", "有 1 条新提醒"]);
  });

  it("opens the inbox, or the window that shows it", async () => {
    const notification = { close: () => {} };
    const closed = scope("zh-CN", ["https://host/field/new"]);
    await closed.fire("notificationclick", { notification });
    expect(closed.seen).toEqual(["open /field/inbox"]);
    const there = scope("zh-CN", ["https://host/field/inbox?x=1"]);
    await there.fire("notificationclick", { notification });
    expect(there.seen).toEqual(["focus https://host/field/inbox?x=1"]);
  });
});
