/** A photo over a line that breaks, through the built server: what Next does with a body cut short is part of it. */
import { connect } from "node:net";
import { type APIRequestContext, expect, request } from "@playwright/test";
import { createObservation, createUnit } from "../support/builders";
import { type Announcement, announcementOf, photo } from "../support/files";
import { createAccount, signInBy } from "../support/sign-in";
import { test } from "../support/story";

const TUS = { "tus-resumable": "1.0.0" };
const base64 = (text: string) => Buffer.from(text).toString("base64");

function begin(api: APIRequestContext, entryId: string, file: Announcement) {
  return api.post("/api/v1/uploads", {
    headers: {
      ...TUS,
      "upload-length": String(file.size),
      "upload-metadata": `attachmentId ${base64(file.id)},entryId ${base64(entryId)}`,
    },
  });
}

/** Announces all bytes, sends some, and is gone. */
async function sendAndBreak(
  api: APIRequestContext,
  address: URL,
  bytes: Buffer,
  sent: number,
): Promise<void> {
  const { cookies } = await api.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(address.port), address.hostname, () => {
      socket.write(
        `PATCH ${address.pathname} HTTP/1.1\r\nHost: ${address.host}\r\nCookie: ${cookie}\r\nTus-Resumable: 1.0.0\r\n` +
          `Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: ${bytes.length}\r\n\r\n`,
      );
      socket.write(bytes.subarray(0, sent), () => socket.destroy());
    });
    socket.on("error", reject);
    socket.on("close", () => resolve());
  });
}

test("a photo cut at 70 % goes on where it was, is shown on its record, and is nobody else's", async ({
  baseURL,
  windowOf,
}) => {
  const unit = await createUnit();
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const bytes = await photo(2400, 1600);
  const file = announcementOf(bytes, "工地东侧.jpg");
  const { id: entryId } = await createObservation(observer, unit, { state: "SUBMITTED", evidence: [file] });
  const api = await request.newContext({ baseURL });
  expect(await signInBy(api, observer.account)).toBeNull();

  const begun = await begin(api, entryId, file);
  expect(begun.status()).toBe(201);
  const location = begun.headers().location ?? "";
  await sendAndBreak(api, new URL(location, baseURL), bytes, Math.floor(bytes.length * 0.7));

  // the server may hear of the way on before it has read what came before the cut
  const arrived = async () =>
    Number((await api.fetch(location, { method: "HEAD", headers: TUS })).headers()["upload-offset"]);
  await expect.poll(async () => 1 - (await arrived()) / bytes.length).toBeLessThanOrEqual(0.35);
  const offset = await arrived();
  const ended = await api.fetch(location, {
    method: "PATCH",
    headers: { ...TUS, "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
    data: bytes.subarray(offset),
  });
  expect(ended.status()).toBe(204);
  const again = await begin(api, entryId, file);
  expect([again.status(), (await again.json()).code]).toEqual([409, "attachments.reason.alreadyStored"]);

  const page = await windowOf(observer);
  await page.goto(`/observations/${entryId}`);
  const shown = page.getByRole("listitem").filter({ hasText: file.name });
  await shown.scrollIntoViewIfNeeded();
  await expect
    .poll(() => shown.locator("img").evaluate((image: HTMLImageElement) => image.naturalHeight))
    .toBe(320);
  const kept = await page.request.get(`/api/v1/attachments/${file.id}`);
  expect(kept.headers()).toMatchObject({
    "content-type": "image/jpeg",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });

  const stranger = await request.newContext({ baseURL });
  expect(await signInBy(stranger, (await createAccount("OBSERVER")).account)).toBeNull();
  expect((await stranger.get(`/api/v1/attachments/${file.id}`)).status()).toBe(404);
  expect((await stranger.fetch(location, { method: "HEAD", headers: TUS })).status()).toBe(404);
  expect((await (await begin(stranger, entryId, file)).json()).code).toBe("attachments.reason.textFirst");
  const elsewhere = { ...TUS, origin: "https://evil.example" };
  expect((await page.request.post("/api/v1/uploads", { headers: elsewhere })).status()).toBe(403);
  await Promise.all([api.dispose(), stranger.dispose()]);
});
