/**
 * Appointment forms on the same clone: as many lrmx as may come at once, with photos and elements that nobody knows. They come
 * in as one zip, go out with every element in its order, come in again without a change, and are undone.
 */
import { randomUUID } from "node:crypto";
import { zipSync } from "fflate";
import sharp from "sharp";
import { takeRoster } from "@/app/_shared/roster-upload";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { undoImport } from "@/lib/roster/apply/commands";
import { listForForms } from "@/lib/roster/export/queries";
import { cadreLrmx } from "@/lib/roster/lrmx/cadre/rules";
import { lrmxDocument } from "@/lib/roster/lrmx/rules";
import { type Batch, getBatch } from "@/lib/roster/queries";
import { createPerson, type Person } from "@/tests/support/builders";
import { note } from "../say";
import { confirm, got, tableHash, type Verdict } from "./check";

type Options = { forms: number; tell?: (line: string) => void };
/** What quality.md allows from the upload to the preview. */
const SECONDS = 20;
const PICTURES = 20;

type Files = Map<string, string>;

async function written(admin: Person, forms: number): Promise<Files> {
  const today = cityDay(new Date());
  const cadres = await read(admin, (db) => listForForms(db, {}, today, forms));
  const by = { name: admin.name, day: today, trace: "0".repeat(12) };
  return new Map(cadres.map((cadre) => [cadre.id, cadreLrmx(cadre, today, by)]));
}

/** Noise, as a scanned portrait has: a flat picture would be drawn faster than any real one. */
async function pictures(): Promise<string[]> {
  const drawn = Array.from({ length: PICTURES }, (_, at) =>
    sharp({
      create: {
        width: 413,
        height: 579,
        channels: 3,
        background: { r: at * 10, g: 110, b: 130 },
        noise: { type: "gaussian", mean: 128, sigma: 20 },
      },
    })
      .jpeg({ quality: 85 })
      .toBuffer(),
  );
  return (await Promise.all(drawn)).map((bytes) => bytes.toString("base64"));
}

async function upload(admin: Person, files: Files): Promise<Batch> {
  const packed = zipSync(
    Object.fromEntries([...files].map(([id, text]) => [`${id}.lrmx`, new TextEncoder().encode(text)])),
    { level: 1 },
  );
  const { id } = got(
    await takeRoster(admin, { id: randomUUID(), fileName: "任免审批表.zip", bytes: packed }),
  );
  return read(admin, (db) => getBatch(db, id));
}

/** Names and contents in their order; the photo is drawn anew, and its own element stays. */
function elementsOf(text: string | undefined): string {
  const read = text === undefined ? undefined : lrmxDocument(text);
  if (!read || !("document" in read)) return "unreadable";
  const { source, elements } = read.document;
  return elements
    .map(({ name, start, end }) => (name === "ZhaoPian" ? name : source.slice(start, end)))
    .join("\n");
}

export async function checkForms({ forms, tell = note }: Options): Promise<Verdict> {
  const faults: string[] = [];
  const expect = (isSo: boolean, what: string) => {
    if (!isSo) faults.push(what);
  };
  const admin = await createPerson("ADMIN");
  const before = await tableHash(null);
  const photos = await pictures();
  const sent: Files = new Map(
    [...(await written(admin, forms))].map(([id, text], at) => [
      id,
      text
        .replace(/<ZhaoPian>[^<]*/, `<ZhaoPian>${photos[at % PICTURES]}`)
        .replace("<MinZu>", `<KuoZhan xu="${at}">甲<Zi/></KuoZhan>\r\n  <MinZu>`),
    ]),
  );
  const started = performance.now();
  const first = await upload(admin, sent);
  const seconds = (performance.now() - started) / 1000;
  tell(`预览 preview of ${sent.size} lrmx ${seconds.toFixed(2)} s`);
  expect(seconds <= SECONDS, `the preview took ${seconds.toFixed(1)} s, more than ${SECONDS}`);
  // somebody of the demo may have a day that a rule refuses: then nothing of them is written
  const { CHANGED: ready, FAULTY: refused } = first.counts;
  expect(
    ready + refused === sent.size && refused * 50 <= sent.size,
    `forms: ${JSON.stringify(first.counts)}`,
  );
  got(await confirm(admin, first));

  const out = await written(admin, forms);
  const lost = [...sent].filter(([id, text]) => elementsOf(out.get(id)) !== elementsOf(text));
  expect(lost.length === refused, `${lost.length} forms went out otherwise than they came in`);
  const again = await upload(admin, out);
  expect(
    again.counts.SAME + again.counts.FAULTY === out.size,
    `the forms again: ${JSON.stringify(again.counts)}`,
  );

  const { rowVersion } = await read(admin, (db) => getBatch(db, first.id));
  got(await undoImport(admin, { batchId: first.id, rowVersion }));
  expect((await tableHash(null)) === before, "after the undo the tables are not what they were");
  return {
    faults,
    sentence: `${sent.size} lrmx in ${seconds.toFixed(1)} s, ${ready} taken, ${ready - (lost.length - refused)} out as they came in, ${again.counts.SAME} unchanged when they came again, undone: ${faults.length} broken`,
  };
}
