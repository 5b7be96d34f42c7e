/** Both stores behind the one interface; the bucket against a small server that insists on a signature. */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newStorageKey } from "@/lib/platform/storage";
import type { Storage } from "@/lib/platform/storage/driver";
import { folderStorage } from "@/lib/platform/storage/folder";
import { s3Storage } from "@/lib/platform/storage/s3";

const held = new Map<string, { bytes: Buffer; type: string }>();
const unsigned: string[] = [];
const bucket = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const signature =
    /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/cn-test\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/;
  const url = new URL(request.url ?? "", "http://stub");
  const key = url.pathname.replace("/evidence/", "");
  if (!signature.test(request.headers.authorization ?? "") || !request.headers["x-amz-date"]) {
    unsigned.push(`${request.method} ${request.url}`);
    return response.writeHead(403).end();
  }
  if (url.searchParams.has("list-type")) {
    const entries = [...held.keys()].map(
      (name) => `<Contents><Key>${name}</Key><LastModified>2026-11-20T00:00:00Z</LastModified></Contents>`,
    );
    return response.end(`<ListBucketResult>${entries.join("")}</ListBucketResult>`);
  }
  const found = held.get(key);
  if (request.method === "PUT") {
    held.set(key, { bytes: Buffer.concat(chunks), type: request.headers["content-type"] ?? "" });
    return response.end();
  }
  if (request.method === "DELETE") {
    held.delete(key);
    return response.writeHead(204).end();
  }
  if (!found) return response.writeHead(404).end();
  response
    .writeHead(200, { "content-type": found.type })
    .end(request.method === "HEAD" ? undefined : found.bytes);
});

let s3: Storage;
beforeAll(async () => {
  await new Promise<void>((ready) => bucket.listen(0, "127.0.0.1", ready));
  const { port } = bucket.address() as AddressInfo;
  s3 = s3Storage({
    endpoint: `http://127.0.0.1:${port}/`,
    bucket: "evidence",
    region: "cn-test",
    accessKeyId: "key",
    secretAccessKey: "secret",
  });
});
const folder = join(tmpdir(), `frontline-store-${randomUUID()}`);
afterAll(() => {
  bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

const listed = async (store: Storage): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys.sort();
};

describe.each([
  ["a folder", () => folderStorage(folder)],
  ["a bucket", () => s3],
])("%s", (_, open) => {
  it("gives back what was put in, lists it, and forgets it", async () => {
    const store = open();
    const [one, two] = [newStorageKey(), newStorageKey()];
    const bytes = Buffer.from([0, 1, 2, 255, ...Buffer.from("证据")]);
    await store.put(one, bytes, "image/jpeg");
    await store.put(two, Buffer.alloc(300_000, 7), "application/pdf");

    expect(await store.exists(one)).toBe(true);
    const body = await store.get(one);
    expect(Buffer.from(await new Response(body).arrayBuffer())).toEqual(bytes);
    expect(await listed(store)).toEqual([one, two].sort());

    await store.delete(one);
    await store.delete(one);
    expect(await store.exists(one)).toBe(false);
    expect(await store.get(one)).toBeNull();
    expect(await listed(store)).toEqual([two]);
  });
});

describe("a bucket", () => {
  it("was never asked without a signature, and keeps the type", async () => {
    const key = newStorageKey();
    await s3.put(key, Buffer.from("x"), "image/webp");
    expect(held.get(key)?.type).toBe("image/webp");
    expect(unsigned).toEqual([]);
  });
});
