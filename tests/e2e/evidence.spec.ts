/** Photos of a phone: ten go with an entry, one is refused, and nothing of where they were taken leaves the phone. */
import sharp from "sharp";
import { createUnit, findMethod } from "../support/builders";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

/** With the place and the time in it, as a phone's camera writes them. */
async function photo(name: string, shade: number) {
  const buffer = await sharp({
    create: {
      width: 900,
      height: 600,
      channels: 3,
      background: { r: shade, g: 120, b: 90 },
      noise: { type: "gaussian", mean: 128, sigma: 25 },
    },
  })
    .withExif({
      IFD0: { Make: "Kamera" },
      IFD2: { DateTimeOriginal: "2026:11:20 10:03:04", OffsetTimeOriginal: "+08:00" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "29/1 14/1 30/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "119/1 40/1 1/1",
      },
    })
    .jpeg()
    .toBuffer();
  return { name, mimeType: "image/jpeg", buffer };
}

/** In the stored draft. */
async function draftedFiles(name: string): Promise<number> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => resolve(asked.result);
  });
  return new Promise((resolve) => {
    const asked = db.transaction("drafts").objectStore("drafts").getAll();
    asked.onsuccess = () => {
      db.close();
      resolve(asked.result[0]?.state.evidence.length);
    };
  });
}

test("a refused photo leaves the text and the nine others delivered, and says why", async ({ windowOf }) => {
  const unit = await createUnit();
  const person = await createAccount("OBSERVER", { units: [unit] });
  const method = await findMethod("field_survey");
  const page = await windowOf(person, { phone: true });
  // something on the way takes the seventh for too large
  await page.route("**/api/v1/uploads", async (route) => {
    const named = /filename ([^,]+)/.exec(route.request().headers()["upload-metadata"] ?? "")?.[1] ?? "";
    if (Buffer.from(named, "base64").toString() !== "现场7.jpg") return route.fallback();
    return route.fulfill({ status: 413, contentType: "text/html", body: "<h1>413</h1>" });
  });

  await page.goto(`/field/new?unit=${unit.id}&method=${method.id}`);
  const fact = "十张照片随文字一起提交。";
  await page.getByRole("textbox", { name: "地点" }).fill("停车场工地");
  await page.locator("[data-field=fact] textarea").fill(fact);
  const photos = await Promise.all(Array.from({ length: 10 }, (_, at) => photo(`现场${at}.jpg`, 20 * at)));
  await page.getByLabel("拍照或选照片").setInputFiles(photos);
  await expect(page.locator("[data-field=evidence]").getByText(/已存本机 · /)).toHaveCount(10);

  // within a second they lie on the phone, whatever becomes of the page
  await expect.poll(() => page.evaluate(draftedFiles, `field-${person.id}`)).toBe(10);
  await page.reload();
  await expect(page.locator("[data-field=evidence] img")).toHaveCount(10);
  await page.getByRole("button", { name: "提交", exact: true }).tap();

  const stored = () =>
    owner().query<{ id: string; name: string; takenAt: Date }>(
      `select a.id, a.file_name as name, s.taken_at as "takenAt"
       from observations o join attachments a on a.entry_id = o.id join attachment_origins s on s.attachment_id = a.id
       where o.fact = $1 and o.observer_id = $2`,
      [fact, person.id],
    );
  await expect.poll(async () => (await stored()).rows.length, { timeout: 30_000 }).toBe(9);
  await page.goto("/field/outbox");
  await expect(page.getByText("现场7.jpg")).toBeVisible();
  await expect(page.getByText(/太大/).first()).toBeVisible();

  const [first] = (await stored()).rows;
  expect(first?.takenAt.toISOString()).toBe("2026-11-20T02:03:04.000Z");
  const download = await page.request.get(`/api/v1/attachments/${first?.id}`);
  const { exif, width } = await sharp(await download.body()).metadata();
  expect([exif, width]).toEqual([undefined, 900]);
});
