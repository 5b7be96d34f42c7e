/** The tus endpoints from their first request to the stored file, against the real server of @tus/server. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it, vi } from "vitest";
import { startUpload } from "@/app/_shared/uploads";
import { storage } from "@/lib/platform/storage";
import { createObservation, createPerson } from "@/tests/support/builders";
import { announcementOf, DOCX_PARTS, PDF, photo, sha256, zip } from "@/tests/support/files";
import { owner } from "@/tests/support/owner";
import {
  answer,
  as,
  codeOf,
  folder,
  idOf,
  metadata,
  ORIGIN,
  scene,
  send,
  start,
  stored,
  upload,
} from "./upload-requests";

describe("an upload", () => {
  it("keeps a photo drawn anew: upright, without EXIF and place, with a thumbnail and its time of shooting apart", async () => {
    const { unit, observer } = await scene();
    const bytes = await photo(600, 400);
    const sent = await sharp(bytes).metadata();
    expect([sent.orientation, sent.exif?.includes("TestPhone")]).toEqual([6, true]);
    const file = announcementOf(bytes);
    const { id: entryId } = await createObservation(observer, unit, { state: "SUBMITTED", evidence: [file] });

    const begun = await start(observer, entryId, file, { takenAt: "2026-11-20T09:30:00+08:00" });
    expect(begun.status).toBe(201);
    expect([...begun.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    const location = begun.headers.get("location") ?? "";
    expect(location).toMatch(/^\/api\/v1\/uploads\/[0-9a-f-]{36}$/);
    const ended = await send(observer, "PATCH", location, 0, new Uint8Array(bytes));
    expect([ended.status, ended.headers.get("upload-offset")]).toEqual([204, String(bytes.length)]);

    const row = await stored(file.id);
    expect(row).toMatchObject({
      entry_id: entryId,
      owner_id: observer.id,
      file_name: file.name,
      media_type: "image/jpeg",
      // EXIF said: turned by a quarter
      width: 400,
      height: 600,
      taken_at: new Date("2026-11-20T01:30:00Z"),
    });
    expect(row.upload_sha256.toString("hex")).toBe(file.sha256);
    expect(row.capture_sha256.toString("hex")).toBe(file.captureSha256);
    const kept = await sharp(join(folder(), "kept", row.storage_key)).metadata();
    expect([kept.format, kept.width, kept.exif, kept.xmp, kept.orientation]).toEqual([
      "jpeg",
      400,
      undefined,
      undefined,
      undefined,
    ]);
    const thumb = await sharp(join(folder(), "kept", row.thumb_key)).metadata();
    expect([thumb.format, thumb.height]).toEqual(["webp", 320]);
    expect(existsSync(join(folder(), "incoming", idOf(location)))).toBe(false);
  });

  it("cut at 70 % goes on where it was: less than 35 % is sent again", async () => {
    const { unit, observer } = await scene();
    const bytes = await photo(2400, 1600);
    expect(bytes.length).toBeGreaterThan(1_000_000);
    const file = announcementOf(bytes);
    const { id: entryId } = await createObservation(observer, unit, { state: "SUBMITTED", evidence: [file] });
    const location = (await start(observer, entryId, file)).headers.get("location") ?? "";

    const cut = Math.floor(bytes.length * 0.7);
    let sent = 0;
    const dying = new ReadableStream({
      pull(controller) {
        if (sent >= cut) return controller.error(new Error("connection lost"));
        const piece = bytes.subarray(sent, Math.min(sent + 16_384, cut));
        sent += piece.length;
        controller.enqueue(new Uint8Array(piece));
      },
    });
    await send(observer, "PATCH", location, 0, dying, bytes.length);
    expect(await stored(file.id)).toBeUndefined();

    const asked = await send(observer, "HEAD", location);
    const offset = Number(asked.headers.get("upload-offset"));
    const again = bytes.length - offset;
    expect(again / bytes.length).toBeLessThanOrEqual(0.35);
    const ended = await send(observer, "PATCH", location, offset, new Uint8Array(bytes.subarray(offset)));
    expect(ended.status).toBe(204);
    expect((await stored(file.id)).upload_sha256.toString("hex")).toBe(sha256(bytes));
  });

  it("is its maker's: to anybody else it is not there", async () => {
    const { unit, observer } = await scene();
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    const file = announcementOf(PDF, "纪要.pdf");
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    const location = (await start(observer, entryId, file)).headers.get("location") ?? "";
    for (const method of ["HEAD", "PATCH", "DELETE"]) {
      const body = method === "PATCH" ? new Uint8Array(PDF) : undefined;
      expect((await send(colleague, method, location, 0, body)).status, method).toBe(404);
    }
    // nor may a colleague begin one for this record: it is answered like a record that is not there
    const foreign = await start(colleague, entryId, file);
    expect([foreign.status, await codeOf(foreign)]).toEqual([409, "textFirst"]);
    expect((await send(observer, "PATCH", location, 0, new Uint8Array(PDF))).status).toBe(204);
  });

  it("given up leaves nothing behind", async () => {
    const { unit, observer } = await scene();
    const file = announcementOf(PDF, "纪要.pdf");
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    const location = (await start(observer, entryId, file)).headers.get("location") ?? "";
    expect((await send(observer, "DELETE", location)).status).toBe(204);
    expect((await send(observer, "HEAD", location)).status).toBe(404);
    expect(readdirSync(join(folder(), "incoming")).filter((name) => name.startsWith(idOf(location)))).toEqual(
      [],
    );
  });
});

describe("repeated", () => {
  it("the same file is answered as stored and kept once, however it comes again", async () => {
    const { unit, observer } = await scene();
    const bytes = await photo(300, 200);
    const file = announcementOf(bytes);
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    // two uploads of the one file, ended at the same moment
    const [one, two] = [await start(observer, entryId, file), await start(observer, entryId, file)];
    const ends = await Promise.all(
      [one, two].map((begun) =>
        send(observer, "PATCH", begun.headers.get("location") ?? "", 0, new Uint8Array(bytes)),
      ),
    );
    expect(ends.map((end) => end.status)).toEqual([204, 204]);
    const row = await stored(file.id);
    const shelf = join(folder(), "kept", row.storage_key.slice(0, 2));
    expect(readdirSync(shelf).sort()).toEqual([row.storage_key.slice(3), row.thumb_key.slice(3)].sort());
    const third = await start(observer, entryId, file);
    expect([third.status, await codeOf(third)]).toEqual([409, "alreadyStored"]);
  });

  it("an end that failed is made up for by asking", async () => {
    const { unit, observer } = await scene();
    const bytes = await photo(300, 200);
    const file = announcementOf(bytes);
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    const location = (await start(observer, entryId, file)).headers.get("location") ?? "";
    // all bytes are there, and nobody made a file of them: the server died in between
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(folder(), "incoming", idOf(location)), bytes);
    const asked = await send(observer, "HEAD", location);
    expect([asked.status, asked.headers.get("upload-offset")]).toEqual([200, String(bytes.length)]);
    expect(await stored(file.id)).toBeDefined();
    expect((await send(observer, "HEAD", location)).status).toBe(404);
    expect(await codeOf(await start(observer, entryId, file))).toBe("alreadyStored");
  });
});

describe("a store that does not answer", () => {
  it("costs no byte: asked meanwhile the upload is locked, and kept once the store is back", async () => {
    const { unit, observer } = await scene();
    const file = announcementOf(PDF, "纪要.pdf");
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    const location = (await start(observer, entryId, file)).headers.get("location") ?? "";
    const put = vi.spyOn(storage(), "put").mockRejectedValue(new Error("file store answered 503"));
    await expect(send(observer, "PATCH", location, 0, new Uint8Array(PDF))).rejects.toThrow(/503/);
    const asked = await send(observer, "HEAD", location);
    expect([asked.status, asked.headers.get("retry-after")]).toEqual([423, "20"]);
    put.mockRestore();
    expect((await send(observer, "HEAD", location)).status).toBe(200);
    expect(await stored(file.id)).toBeDefined();
  });
});

describe("refusals", () => {
  it("come before the first byte where they can", async () => {
    const { unit, observer } = await scene();
    const file = announcementOf(PDF, "纪要.pdf");
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    const other = announcementOf(PDF);
    const missing = await start(observer, crypto.randomUUID(), file);
    expect([missing.status, await codeOf(missing)]).toEqual([409, "textFirst"]);
    const unnamed = await start(observer, entryId, other);
    expect([unnamed.status, await codeOf(unnamed)]).toEqual([422, "notAnnounced"]);
    const longer = await start(observer, entryId, file, { size: file.size + 1 });
    expect([longer.status, await codeOf(longer)]).toEqual([422, "otherBytes"]);
    const huge = await start(observer, entryId, file, { size: 26 * 1024 * 1024 });
    expect([huge.status, await codeOf(huge)]).toEqual([413, "tooLarge"]);
    const bare = await answer(
      startUpload({ viewer: as(observer), request: new Request(ORIGIN, { method: "POST" }) }),
    );
    expect([bare.status, await codeOf(bare)]).toEqual([422, "invalid"]);
  });

  it.each([
    [
      "an SVG that calls itself a photo",
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      "kind",
    ],
    ["half a photo", async () => (await photo(600, 400)).subarray(0, 9_000), "broken"],
    [
      "a photo of too many pixels",
      () =>
        sharp({
          create: { width: 8000, height: 6000, channels: 3, background: "#fff" },
          limitInputPixels: false,
        })
          .png()
          .toBuffer(),
      "tooManyPixels",
    ],
    ["a document with macros", () => zip([...DOCX_PARTS, { name: "word/vbaProject.bin" }]), "macros"],
  ])("%s", async (_, make, reason) => {
    const { unit, observer } = await scene();
    const bytes = await make();
    const file = announcementOf(bytes);
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    const begun = await start(observer, entryId, file);
    const location = begun.headers.get("location") ?? "";
    const ended = await send(observer, "PATCH", location, 0, new Uint8Array(bytes));
    expect([ended.status, await codeOf(ended)]).toEqual([422, reason]);
    expect(await stored(file.id)).toBeUndefined();
    // asked again it is gone, so that the phone begins anew and hears the reason once more
    expect((await send(observer, "HEAD", location)).status).toBe(404);
  });

  it("other bytes than announced are not kept", async () => {
    const { unit, observer } = await scene();
    const file = announcementOf(PDF, "纪要.pdf");
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    const changed = Buffer.from(PDF);
    changed[30] = 0x20;
    const ended = await upload(observer, entryId, changed, file);
    expect([ended.status, await codeOf(ended)]).toEqual([422, "otherBytes"]);
  });

  it("a person who sent 120 files within the hour waits, and is told how long", async () => {
    const { unit, observer } = await scene();
    const file = announcementOf(PDF, "纪要.pdf");
    const { id: entryId } = await createObservation(observer, unit, { evidence: [file] });
    await owner().query(
      `insert into attachment_uploads (owner_id, entry_id, attachment_id, byte_size, created_at)
       select $1, $2, gen_random_uuid(), 1000, now() - interval '50 minutes' from generate_series(1, 120)`,
      [observer.id, entryId],
    );
    await expect(
      startUpload({
        viewer: as(observer),
        request: new Request(ORIGIN, {
          method: "POST",
          headers: {
            "tus-resumable": "1.0.0",
            "upload-length": String(file.size),
            "upload-metadata": metadata({ attachmentId: file.id, entryId }),
          },
        }),
      }).then((response) => [response.status, Number(response.headers.get("retry-after")) > 500]),
    ).resolves.toEqual([429, true]);
  });
});
