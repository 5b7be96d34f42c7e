/** A bucket as store, addressed by path so that any S3-compatible server will do. */
import { AwsClient } from "aws4fetch";
import type { S3Settings } from "../env";
import type { Storage } from "./driver";

/** Until the answer begins; a slow reader of a file may take longer. */
const TIME_OUT = 60_000;

export function s3Storage(settings: S3Settings): Storage {
  const client = new AwsClient({
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    region: settings.region,
    service: "s3",
    retries: 2,
  });
  const bucket = `${settings.endpoint.replace(/\/$/, "")}/${settings.bucket}`;
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(new Error("file store did not answer")), TIME_OUT);
    try {
      return await client.fetch(`${bucket}${path}`, { ...init, signal: patience.signal });
    } finally {
      clearTimeout(timer);
    }
  };
  const expect = async (response: Response): Promise<Response> => {
    if (response.ok) return response;
    await response.body?.cancel();
    throw new Error(`file store answered ${response.status}`);
  };
  return {
    async put(key, bytes, mediaType) {
      const headers = { "content-type": mediaType, "content-length": String(bytes.length) };
      await (
        await expect(await send(`/${key}`, { method: "PUT", body: new Uint8Array(bytes), headers }))
      ).text();
    },
    async get(key) {
      const response = await send(`/${key}`, { method: "GET" });
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      return (await expect(response)).body;
    },
    async delete(key) {
      const response = await send(`/${key}`, { method: "DELETE" });
      await response.body?.cancel();
      if (!response.ok && response.status !== 404) throw new Error(`file store answered ${response.status}`);
    },
    async exists(key) {
      const response = await send(`/${key}`, { method: "HEAD" });
      if (response.status === 404) return false;
      await expect(response);
      return true;
    },
    async *list() {
      let token: string | undefined;
      do {
        const query = new URLSearchParams({ "list-type": "2" });
        if (token) query.set("continuation-token", token);
        const page = await (await expect(await send(`/?${query}`, { method: "GET" }))).text();
        for (const [, entry = ""] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          yield { key: textOf(entry, "Key"), storedAt: new Date(textOf(entry, "LastModified")) };
        }
        token = textOf(page, "NextContinuationToken") || undefined;
      } while (token);
    },
  };
}

/** The answer of a list holds keys that we made, moments and a token: no text that could hold markup. */
const textOf = (xml: string, tag: string): string =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1]?.replaceAll("&amp;", "&") ?? "";
