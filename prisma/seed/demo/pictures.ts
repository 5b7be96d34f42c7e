/**
 * A few photos for the story's site surveys and the latest visit: drawn here, since the demo holds nothing of real places. Stored as an
 * upload would have left them; one is still under way.
 */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ClientBase } from "pg";
import sharp from "sharp";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import type { DemoFile, DemoRecord } from "./record";
import { storyIds } from "./story";
import { NEWEST_VISIT } from "./visits";

/** Which record shows what: how far the yard is, from which side. `isWaiting` ones are announced only. */
type Shot = {
  record: string;
  name: string;
  done?: number;
  turn?: number;
  people?: number;
  isWaiting?: boolean;
};
const SHOTS: Shot[] = [
  { record: storyIds.siteAtStart, name: "东侧地块现状（示意图）.jpg", done: 0, turn: 0 },
  { record: storyIds.siteAtStart, name: "厂区通道停车（示意图）.jpg", done: 0, turn: 1 },
  { record: storyIds.siteHalfway, name: "平整过半（示意图）.jpg", done: 0.4, turn: 0 },
  { record: storyIds.siteDone, name: "堆场启用（示意图）.jpg", done: 1, turn: 0 },
  { record: NEWEST_VISIT, name: "两家对表现场（示意图）.jpg", people: 7 },
  { record: NEWEST_VISIT, name: "返程补拍（示意图）.jpg", people: 4, isWaiting: true },
];

const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** People before a board: what every visit to several units shows. */
function gathering(people: number): string {
  const heads = Array.from({ length: people }, (_, n) => {
    const x = 150 + (n * 900) / Math.max(1, people - 1);
    const y = 430 + (n % 2) * 50;
    return `<circle cx="${x}" cy="${y}" r="42" fill="#d9b99b"/>
      <rect x="${x - 62}" y="${y + 46}" width="124" height="330" rx="44" fill="${n % 3 ? "#4d6472" : "#7a5c4a"}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">
    <rect width="1200" height="800" fill="#e6e2d8"/><rect y="640" width="1200" height="160" fill="#b9ad98"/>
    <rect x="240" y="90" width="720" height="270" fill="#f7f6f1" stroke="#8a8f8c" stroke-width="8"/>
    ${[150, 200, 250, 300].map((y) => `<rect x="290" y="${y}" width="${780 - y * 1.4}" height="14" fill="#b7bdb9"/>`).join("")}
    ${heads.join("")}
  </svg>`;
}

/** Ground, levelled part, fence and cars as plain shapes; no words, since fonts differ from machine to machine. */
function drawing(done: number, turn: number): string {
  const sky = turn ? "#c9d6dc" : "#d5e2e6";
  const levelled = Math.round(1200 * done);
  const cars = Array.from({ length: Math.round(done * 24) + turn * 6 }, (_, n) => {
    const [x, y] = [60 + (n % 8) * 140, 470 + Math.floor(n / 8) * 90];
    return `<rect x="${x}" y="${y}" width="96" height="40" rx="12" fill="${n % 3 ? "#e9ecec" : "#7d8f9b"}"/>
      <rect x="${x + 20}" y="${y - 20}" width="54" height="24" rx="8" fill="#5b6c76"/>`;
  });
  const posts = Array.from(
    { length: 25 },
    (_, n) => `<rect x="${n * 50}" y="350" width="6" height="56" fill="#8a6d4b"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">
    <rect width="1200" height="800" fill="${sky}"/>
    <rect x="${turn ? 120 : 700}" y="190" width="420" height="200" fill="#aab4b8"/>
    <rect y="390" width="1200" height="410" fill="#8f9a63"/>
    <rect y="400" width="${levelled}" height="400" fill="#b9a789"/>
    ${turn ? '<rect y="720" width="1200" height="34" fill="#6f7f86"/>' : ""}
    <rect y="362" width="1200" height="8" fill="#8a6d4b"/>${posts.join("")}${cars.join("")}
  </svg>`;
}

/** A sheet with a seal and lines for words. */
const sheet = (): string => `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200">
    <rect width="900" height="1200" fill="#f4f1e8"/><rect x="250" y="110" width="400" height="26" fill="#8c3b33"/>
    ${Array.from({ length: 14 }, (_, n) => `<rect x="120" y="${230 + n * 48}" width="${n % 5 === 4 ? 360 : 660}" height="12" fill="#a9aaa4"/>`).join("")}
    <circle cx="650" cy="990" r="92" fill="none" stroke="#b4483d" stroke-width="9"/></svg>`;

export type Paper = { file: DemoFile; bytes: Buffer };
/** A scanned paper, as a cadre sends one with a request. */
export async function scannedPaper(name: string): Promise<Paper> {
  const bytes = await sharp(Buffer.from(sheet())).jpeg({ quality: 80 }).toBuffer();
  const id = idOf(`paper:${name}`);
  return {
    bytes,
    file: { id, name, size: bytes.length, sha256: sha256(bytes), captureSha256: sha256(`as taken: ${name}`) },
  };
}

/** Into the server's STORAGE_DIR, as an upload would have left it; its key. */
export async function keepPicture(folder: string, fileId: string, bytes: Buffer): Promise<string> {
  const name = sha256(`key of ${fileId}`).slice(0, 32);
  const key = `${name.slice(0, 2)}/${name}`;
  const thumb = await sharp(bytes).resize({ width: 320 }).webp({ quality: 75 }).toBuffer();
  const path = join(folder, "kept", key);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, bytes);
  await writeFile(`${path}-thumb`, thumb);
  return key;
}

export type StoryPictures = {
  withFiles: (records: DemoRecord[]) => DemoRecord[];
  store: (client: ClientBase, records: DemoRecord[]) => Promise<void>;
};

/** `folder` is the server's STORAGE_DIR. */
export async function storyPictures(folder: string): Promise<StoryPictures> {
  const shots = await Promise.all(
    SHOTS.map(async (shot) => {
      const id = idOf(`photo:${shot.name}`);
      const picture = shot.people ? gathering(shot.people) : drawing(shot.done ?? 0, shot.turn ?? 0);
      const bytes = await sharp(Buffer.from(picture)).jpeg({ quality: 80 }).toBuffer();
      const file: DemoFile = {
        id,
        name: shot.name,
        size: bytes.length,
        sha256: sha256(bytes),
        captureSha256: sha256(`as taken: ${shot.name}`),
      };
      return { ...shot, file, bytes };
    }),
  );
  return {
    withFiles: (records) =>
      records.map((record) => {
        const evidence = shots.filter((shot) => shot.record === record.id).map((shot) => shot.file);
        // the note says why there is none
        return evidence.length > 0 ? { ...record, evidence, evidenceNote: "" } : record;
      }),
    store: async (client, records) => {
      const rows = [];
      for (const { record: recordId, file, bytes, isWaiting } of shots) {
        const record = records.find((one) => one.id === recordId);
        if (!record || isWaiting) continue;
        const key = await keepPicture(folder, file.id, bytes);
        rows.push({
          id: file.id,
          entry_id: recordId,
          owner_id: record.observerId,
          file_name: file.name,
          media_type: "image/jpeg",
          byte_size: bytes.length,
          sha256: `\\x${file.sha256}`,
          upload_sha256: `\\x${file.sha256}`,
          capture_sha256: `\\x${file.captureSha256}`,
          storage_key: key,
          thumb_key: `${key}-thumb`,
          width: 1200,
          height: 800,
          created_at: new Date(Date.parse(record.firstSubmittedAt) + 4 * 60_000).toISOString(),
          taken_at: record.startedAt,
        });
      }
      await insertRows(
        client,
        "attachments",
        {
          id: "uuid",
          entry_id: "uuid",
          owner_id: "uuid",
          file_name: "text",
          media_type: "text",
          byte_size: "int",
          sha256: "bytea",
          upload_sha256: "bytea",
          capture_sha256: "bytea",
          storage_key: "text",
          thumb_key: "text",
          width: "int",
          height: "int",
          created_at: "timestamptz",
        },
        rows.map(({ taken_at: _, ...row }) => row),
      );
      await insertRows(
        client,
        "attachment_origins",
        { attachment_id: "uuid", taken_at: "timestamptz" },
        rows.map((row) => ({ attachment_id: row.id, taken_at: row.taken_at })),
      );
    },
  };
}
