import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Exportable, exportFile, importFile, listExportable } from "@/components/offline/export-file";
import type { MemoryStore } from "@/tests/support/memory-store";
import { memoryStore } from "@/tests/support/memory-store";
import { draft, item, ME } from "./stored";

const OTHER = "22222222-2222-4222-8222-222222222222";
const PASSPHRASE = "赤岸镇的停车场很大很大呀";
const DAY = "2026-11-23";
let store: MemoryStore;
vi.mock("@/components/offline/store", () => ({ openStore: async () => store }));

const photo = {
  id: "f1",
  name: "a.jpg",
  type: "image/jpeg",
  size: 15,
  sha256: "s",
  captureSha256: "c",
  takenAt: null,
};

async function filled(): Promise<MemoryStore> {
  const made = memoryStore();
  await made.put(
    "outbox",
    item("o1", {
      state: "sent",
      files: [{ ...photo, state: "sending", sentBytes: 7, uploadUrl: "/u/1", reason: null }],
    }),
  );
  await made.put("outbox", item("o2", { state: "received" }));
  await made.put("drafts", draft("d1"));
  await made.put("files", { id: "f1", at: "t", blob: new Blob(["照片的字节"], { type: "image/jpeg" }) });
  return made;
}

/** Made once: deriving a key takes its time by intent. */
let file: Blob;
let name: string;
let offered: Exportable[];
beforeAll(async () => {
  store = await filled();
  offered = await listExportable(ME);
  const made = await exportFile(ME, offered, PASSPHRASE, DAY);
  if (!made) throw new Error("no file");
  ({ blob: file, name } = made);
});
beforeEach(() => {
  store = memoryStore();
});

const bytesOf = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer());
const counts = () => ["outbox", "drafts", "files"].map((one) => store.content[one]?.size ?? 0);

describe("exportFile", () => {
  it("offers what did not arrive, and every draft", () => {
    expect(offered.map(({ id, kind, fileIds }) => [id, kind, fileIds])).toEqual([
      ["o1", "item", ["f1"]],
      ["d1", "draft", []],
    ]);
  });

  it("names the file by day and number, and shows none of its text", async () => {
    expect(name).toBe("frontline-export-20261123-1.fobs");
    const bytes = await bytesOf(file);
    expect(bytes.subarray(1, 5).toString()).toBe("FOBS");
    // rounds of PBKDF2, as they stand in the file
    expect(bytes.readUInt32BE(9)).toBeGreaterThanOrEqual(600_000);
    for (const word of ["没送出去的话", "照片的字节", "经信局", ME, "viewerId"]) {
      expect(bytes.includes(word), word).toBe(false);
    }
  });

  it("counts the exports of a day", async () => {
    store = await filled();
    const names = [];
    for (const day of [DAY, DAY, "2026-11-24"]) names.push((await exportFile(ME, [], PASSPHRASE, day))?.name);
    expect(names).toEqual([
      "frontline-export-20261123-1.fobs",
      "frontline-export-20261123-2.fobs",
      "frontline-export-20261124-1.fobs",
    ]);
  });
});

describe("importFile", () => {
  it("takes entry, draft and photo into the same person's store; what was under way begins anew", async () => {
    expect(await importFile(ME, file, PASSPHRASE)).toEqual({
      ok: true,
      items: 1,
      drafts: 1,
      files: 1,
      present: 0,
    });
    expect(store.content.outbox?.get("o1")).toMatchObject({
      state: "waiting",
      mayHaveArrived: true,
      body: { fact: "待发 o1" },
      files: [{ id: "f1", state: "waiting", sentBytes: 0, uploadUrl: null }],
    });
    expect(store.content.drafts?.get("d1")).toMatchObject({
      state: { fact: "没送出去的话 d1" },
      isSynced: false,
    });
    const { blob } = (await store.get("files", "f1")) ?? { blob: new Blob() };
    expect([blob.type, await blob.text()]).toEqual(["image/jpeg", "照片的字节"]);
  });

  it("takes it twice without doubling, and overwrites nothing that is there", async () => {
    await importFile(ME, file, PASSPHRASE);
    await store.put("outbox", item("o1", { state: "received" }));
    expect(await importFile(ME, file, PASSPHRASE)).toMatchObject({ ok: true, present: 2 });
    expect(counts()).toEqual([1, 1, 1]);
    expect(store.content.outbox?.get("o1")).toMatchObject({ state: "received" });
    await store.put("drafts", draft("d1", { state: { fact: "这台上又写了" } }));
    await importFile(ME, file, PASSPHRASE);
    expect([...(store.content.drafts?.values() ?? [])]).toMatchObject([
      { id: "d1", state: { fact: "这台上又写了" } },
      { otherVersionOf: "d1", state: { fact: "没送出去的话 d1" } },
    ]);
  });

  it("takes the passphrase as another keyboard types it", async () => {
    expect(await importFile(ME, file, `${PASSPHRASE} `)).toMatchObject({ ok: true });
  });

  it("refuses another person's file, a wrong passphrase and a file that is none, each by its own name", async () => {
    expect(await importFile(OTHER, file, PASSPHRASE)).toEqual({ ok: false, reason: "otherPerson" });
    expect(await importFile(ME, file, "另一个很长很长的口令啊")).toEqual({
      ok: false,
      reason: "wrongPassphrase",
    });
    expect(await importFile(ME, new Blob(["%PDF-1.7 不是导出文件"]), PASSPHRASE)).toEqual({
      ok: false,
      reason: "notExport",
    });
    expect(await importFile(ME, new Blob([]), PASSPHRASE)).toEqual({ ok: false, reason: "notExport" });
    const newer = await bytesOf(file);
    newer[8] = 9;
    expect(await importFile(ME, new Blob([Uint8Array.from(newer)]), PASSPHRASE)).toEqual({
      ok: false,
      reason: "newer",
    });
    expect(counts()).toEqual([0, 0, 0]);
  });

  it("calls it damaged wherever a bit is changed or the end is cut, and keeps nothing of it", async () => {
    const whole = await bytesOf(file);
    const places = [10, 20, 33, 40, 72, 78, 100, whole.length - 30, whole.length - 1];
    for (const at of places) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await importFile(ME, new Blob([Uint8Array.from(changed)]), PASSPHRASE), `byte ${at}`).toEqual({
        ok: false,
        reason: "damaged",
      });
    }
    for (const length of [30, 76, 77, 90, whole.length - 1]) {
      expect(await importFile(ME, file.slice(0, length), PASSPHRASE), `cut at ${length}`).toEqual({
        ok: false,
        reason: "damaged",
      });
    }
    expect(await importFile(ME, new Blob([file, "x"]), PASSPHRASE)).toMatchObject({ reason: "damaged" });
    expect(counts()).toEqual([0, 0, 0]);
  });
});
