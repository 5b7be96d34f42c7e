/** The phone's uploads against a real tus server behind a line that breaks. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server as NetServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sendFile } from "@/components/offline/send-file";
import { type FilePlace, newFile, type OutboxFile } from "@/lib/field/outbox/rules";
import { FetchedXhr } from "../../support/fetched-xhr";

// @ts-expect-error the half that runs on a phone, which has no types under this path
vi.mock("tus-js-client", () => import("tus-js-client/lib.esm/browser/index.js"));

const SIZE = 1_500_000;
const bytes = randomBytes(SIZE);
const photo = new Blob([bytes], { type: "image/jpeg" });
const item = { id: "0b6cf8a2-6d0e-4d5e-9d4f-1f2a3b4c5d6e", viewerId: "7d0e4d5e-9d4f-4f2a-8b4c-5d6e0b6cf8a2" };
const file: OutboxFile = newFile(
  {
    id: "5b1f1c1e-6f4e-4b0e-9d1c-2f8a6a1b7c3d",
    name: "现场.jpg",
    type: "image/jpeg",
    size: SIZE,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    captureSha256: "c".repeat(64),
    takenAt: "2026-11-20T02:03:04.000Z",
  },
  new Date(),
);

let folder: string;
let server: HttpServer;
let line: NetServer;
/** What the phone sent so far, and where the line breaks next. */
const sent = { bytes: 0, breakAt: Number.POSITIVE_INFINITY };
/** What stands before the tus server: an answer instead of it, or its own answer lost. */
let instead: ((method: string) => { status: number; body?: object; headers?: object } | "lose" | null) | null;

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "uploads-")), "incoming");
  instead = null;
  Object.assign(sent, { bytes: 0, breakAt: Number.POSITIVE_INFINITY });
  const tus = new Server({ path: "/api/v1/uploads", datastore: new FileStore({ directory: folder }) });
  // the store makes its folder in the background, which would outlive a quick test
  await vi.waitUntil(() => existsSync(folder));
  server = createHttpServer((request, response) => {
    const other = instead?.(request.method ?? "");
    if (other === "lose") {
      response.end = () => request.socket.destroy() as never;
      void tus.handle(request, response);
    } else if (other) {
      request.resume();
      response.writeHead(other.status, { "content-type": "application/problem+json", ...other.headers });
      response.end(JSON.stringify(other.body ?? {}));
    } else {
      void tus.handle(request, response);
    }
  });
  const port = await listening(server);
  line = createServer((phone) => {
    const far = connect(port, "127.0.0.1");
    const cut = () => {
      phone.destroy();
      far.destroy();
    };
    phone.on("data", (part) => {
      sent.bytes += part.length;
      if (sent.bytes >= sent.breakAt) return cut();
      far.write(part);
    });
    far.on("data", (part) => phone.write(part));
    for (const end of [phone, far]) end.on("error", cut).on("close", cut);
  });
  vi.stubGlobal("window", { location: { origin: `http://127.0.0.1:${await listening(line)}` } });
  vi.stubGlobal("XMLHttpRequest", FetchedXhr);
});

afterEach(() => {
  vi.unstubAllGlobals();
  line.close();
  server.close();
  server.closeAllConnections();
  rmSync(dirname(folder), { recursive: true, force: true });
});

const listening = (one: NetServer): Promise<number> =>
  new Promise((resolve) => {
    one.listen(0, "127.0.0.1", () => resolve((one.address() as AddressInfo).port));
  });

async function send(from: OutboxFile) {
  let progress: FilePlace = { sentBytes: from.sentBytes, uploadUrl: from.uploadUrl };
  const answer = await sendFile(item, from, photo, (next) => {
    progress = next;
  });
  return { answer, progress, next: { ...from, ...progress } };
}

const stored = (): Buffer[] =>
  readdirSync(folder)
    .filter((name) => !name.endsWith(".json"))
    .map((name) => readFileSync(join(folder, name)));

describe("sendFile", () => {
  it("sends no more than 35 % when the line was cut at 70 %", async () => {
    sent.breakAt = SIZE * 0.7;
    const first = await send(file);
    expect(first.answer).toMatchObject({ kind: "later", code: "network" });
    expect(first.next.uploadUrl).toMatch(/^\/api\/v1\/uploads\//);
    Object.assign(sent, { bytes: 0, breakAt: Number.POSITIVE_INFINITY });
    const second = await send(first.next);
    expect(second.answer).toEqual({ kind: "received" });
    expect(sent.bytes).toBeLessThanOrEqual(SIZE * 0.35);
    expect(stored()).toEqual([bytes]);
  });

  it("begins again where the server has forgotten the upload", async () => {
    const { answer } = await send({ ...file, sentBytes: 900_000, uploadUrl: "/api/v1/uploads/gone" });
    expect(answer).toEqual({ kind: "received" });
    expect(stored()).toEqual([bytes]);
  });

  it("does not take a whole upload for a kept file: the server is asked, and says what became of it", async () => {
    const whole = (await send(file)).next;
    let asked = 0;
    instead = (method) => {
      if (method !== "POST") return null;
      asked += 1;
      return { status: 409, body: { code: "attachments.reason.alreadyStored" } };
    };
    expect((await send(whole)).answer).toEqual({ kind: "received" });
    expect(asked).toBe(1);
  });

  it.each([
    [401, { kind: "signedOut" }],
    [429, { kind: "tooMany", retryAfterS: 1 }],
    [500, { kind: "later", code: "broken" }],
    [502, { kind: "later", code: "broken" }],
  ])("keeps its place when going on is answered with %i", async (status, expected) => {
    sent.breakAt = SIZE * 0.5;
    const { next } = await send(file);
    sent.breakAt = Number.POSITIVE_INFINITY;
    instead = () => ({ status, headers: { "retry-after": status === 429 ? "1" : "" } });
    const { answer } = await send(next);
    expect(answer).toEqual({ ...expected, sentBytes: next.sentBytes, uploadUrl: next.uploadUrl });
    expect(next.sentBytes).toBeGreaterThan(SIZE * 0.4);
  });

  it.each([
    [413, "attachments.reason.tooLarge"],
    [422, "attachments.reason.unknownKind"],
  ])("hands on a refusal with %i", async (status, code) => {
    instead = () => ({ status, body: { code, params: { maximum: 25 } } });
    expect((await send(file)).answer).toMatchObject({ kind: "refused", reason: { code } });
  });

  it("lets a page of another network decide nothing", async () => {
    instead = () => ({ status: 403 });
    expect((await send(file)).answer).toMatchObject({ kind: "later", code: "network" });
  });

  it("waits for the text, blaming nobody", async () => {
    instead = () => ({ status: 409, body: { code: "attachments.reason.textFirst" } });
    expect((await send(file)).answer).toMatchObject({ kind: "later" });
  });

  it("goes on after a piece whose answer was lost", async () => {
    let patches = 0;
    instead = (method) => (method === "PATCH" && ++patches === 3 ? "lose" : null);
    const first = await send(file);
    expect(first.answer.kind).toBe("later");
    expect((await send(first.next)).answer).toEqual({ kind: "received" });
    expect(stored()).toEqual([bytes]);
  });
});
