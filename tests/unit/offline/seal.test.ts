import { beforeEach, describe, expect, it, vi } from "vitest";
import { keepKey, sealStore, unsealStore } from "@/components/offline/seal";
import { Cut, type MemoryStore, memoryStore } from "@/tests/support/memory-store";
import { draft, item, ME } from "./stored";

let store: MemoryStore;
vi.mock("@/components/offline/store", () => ({ openStore: async () => store }));

/** Keys as the server gives them, by person. */
const keys: Record<string, string> = {};
let isOnline = true;
const keyBytes = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64");

beforeEach(async () => {
  store = memoryStore();
  keys[ME] = keyBytes();
  isOnline = true;
  vi.stubGlobal("fetch", async (_: string, init: { headers: Record<string, string> }) => {
    if (!isOnline) throw new TypeError("no network");
    return Response.json({ key: keys[init.headers["x-author"] ?? ""] });
  });
  await store.put("drafts", draft("d1", { state: { fact: "没送出去的话 d1", evidence: [{ id: "f1" }] } }));
  await store.put("outbox", item("o1"));
  await store.put("files", { id: "f1", at: "t", blob: new Blob(["照片的字节"], { type: "image/jpeg" }) });
});

/** Everything readable, with the bytes of files. */
async function readable() {
  const { drafts, outbox, files } = store.content;
  const bytes = [...(files?.values() ?? [])].map(async (value) => {
    const { blob, ...rest } = value as { blob: Blob };
    return { ...rest, type: blob.type, text: await blob.text() };
  });
  return {
    drafts: [...(drafts?.values() ?? [])],
    outbox: [...(outbox?.values() ?? [])],
    files: await Promise.all(bytes),
  };
}
const sealedPlaces = () => [...(store.content.sealed?.keys() ?? [])].sort();

describe("sealStore", () => {
  it("leaves nothing readable of what is unsent, and no key; the next sign-in has all of it again", async () => {
    const before = await readable();
    expect(await keepKey(ME)).toBe(true);

    expect(await sealStore(ME)).toBe("sealed");

    expect(await readable()).toEqual({ drafts: [], outbox: [], files: [] });
    expect(sealedPlaces()).toEqual(["drafts/d1", "files/f1", "outbox/o1"]);
    expect(store.content.meta?.size).toBe(0);
    const bytes = Buffer.concat(
      [...(store.content.sealed?.values() ?? [])].map((one) =>
        Buffer.from((one as { data: ArrayBuffer }).data),
      ),
    );
    for (const word of ["没送出去的话", "待发", "照片的字节"]) expect(bytes.includes(word)).toBe(false);

    expect(await unsealStore(ME)).toEqual({ opened: 3, left: 0 });
    expect(await readable()).toEqual(before);
    expect(sealedPlaces()).toEqual([]);
  });

  it("works without a network, with the key fetched before", async () => {
    await keepKey(ME);
    isOnline = false;
    expect(await sealStore(ME)).toBe("sealed");
  });

  it("touches nothing where there is no key", async () => {
    isOnline = false;
    const before = await readable();
    expect(await keepKey(ME)).toBe(false);
    expect(await sealStore(ME)).toBe("noKey");
    expect(await readable()).toEqual(before);
  });

  it("leaves what the server has to be cleared, and keeps what no release can read", async () => {
    store = memoryStore();
    await keepKey(ME);
    await store.put("drafts", draft("kept", { isSynced: true }));
    await store.put("outbox", item("arrived", { state: "received" }));
    expect(await sealStore(ME)).toBe("nothing");
    await keepKey(ME);
    await store.put("outbox", { id: "odd", version: 99, secret: "以后的格式" });
    await store.put("drafts", draft("photo", { isSynced: true, state: { evidence: [{ id: "f1" }] } }));
    expect(await sealStore(ME)).toBe("sealed");
    expect(sealedPlaces()).toEqual(["drafts/photo", "outbox/odd"]);
  });

  it("loses nothing wherever it is cut short, sealing or opening", async () => {
    const before = await readable();
    for (let at = 0; at < 60; at++) {
      store.dieAfter(Number.POSITIVE_INFINITY);
      await keepKey(ME);
      store.dieAfter(at);
      await sealStore(ME).catch(expectCut);
      store.dieAfter(at);
      await unsealStore(ME).catch(expectCut);
      store.dieAfter(Number.POSITIVE_INFINITY);
      await unsealStore(ME);
      expect(await readable(), `cut after ${at}`).toEqual(before);
      expect(sealedPlaces()).toEqual([]);
    }
  });

  it("seals the text as it stands when a letter comes in meanwhile", async () => {
    await keepKey(ME);
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
    const spy = vi.spyOn(crypto.subtle, "encrypt").mockImplementationOnce(async (...given) => {
      await store.put("drafts", draft("d1", { serial: 4, state: { fact: "又多了一个字" } }));
      return encrypt(...given);
    });
    await sealStore(ME);
    spy.mockRestore();
    await unsealStore(ME);
    expect((await readable()).drafts).toMatchObject([{ serial: 4, state: { fact: "又多了一个字" } }]);
  });
});

describe("unsealStore", () => {
  it("opens nothing with another person's key, and keeps it", async () => {
    await keepKey(ME);
    await sealStore(ME);
    keys[ME] = keyBytes();
    expect(await unsealStore(ME)).toEqual({ opened: 0, left: 3 });
    expect(sealedPlaces()).toHaveLength(3);
  });

  it("does not open what was moved to another place", async () => {
    await keepKey(ME);
    await sealStore(ME);
    const moved = store.content.sealed?.get("drafts/d1");
    store.content.sealed?.set("drafts/d2", moved);
    expect(await unsealStore(ME)).toEqual({ opened: 3, left: 1 });
  });

  it("puts a draft beside one that was written under its id meanwhile, and overwrites nothing", async () => {
    await keepKey(ME);
    await sealStore(ME);
    await store.put("drafts", draft("d1", { state: { fact: "后来写的" } }));
    await store.put("outbox", item("o1", { state: "received" }));
    await unsealStore(ME);
    const { drafts, outbox } = await readable();
    expect(drafts).toMatchObject([
      { id: "d1", state: { fact: "后来写的" } },
      { otherVersionOf: "d1", baseVersion: null, isSynced: false, state: { fact: "没送出去的话 d1" } },
    ]);
    expect(outbox).toMatchObject([{ id: "o1", state: "received" }]);
  });
});

const expectCut = (error: unknown) => expect(error).toBeInstanceOf(Cut);
