/** Files for upload tests: real pictures, zip packages built by hand, and entries that announce them. */
import { createHash, randomUUID } from "node:crypto";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { newStorageKey } from "@/lib/platform/storage";
import { folderStorage } from "@/lib/platform/storage/folder";
import { owner } from "./owner";

export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

export type Announcement = { id: string; name: string; size: number; sha256: string; captureSha256: string };
export const announcementOf = (
  bytes: Buffer,
  name = "工地东侧.jpg",
  over: Partial<Announcement> = {},
): Announcement => ({
  id: randomUUID(),
  name,
  size: bytes.length,
  sha256: sha256(bytes),
  captureSha256: sha256(Buffer.from(`as taken ${name}`)),
  ...over,
});

/** Noise, so that the file is not small, with an orientation and a place in its EXIF. */
export const photo = (width = 600, height = 400): Promise<Buffer> =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#888",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  })
    .withExif({
      IFD0: { Make: "TestPhone" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "29/1 18/1 0/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "120/1 4/1 0/1",
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer();

export const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

/** A document that has arrived, stored as an upload would have left it, where the server under test looks for it. */
export async function storeDocument(
  author: { id: string },
  entryId: string,
  bytes: Buffer,
  file: Announcement,
) {
  const key = newStorageKey();
  await folderStorage(process.env.STORAGE_DIR ?? "").put(key, bytes, "application/pdf");
  await owner().query(
    `insert into attachments (id, entry_id, owner_id, file_name, media_type, byte_size, sha256, upload_sha256,
       capture_sha256, storage_key)
     values ($1, $2, $3, $4, 'application/pdf', $5, decode($6, 'hex'), decode($6, 'hex'), decode($7, 'hex'), $8)`,
    [file.id, entryId, author.id, file.name, bytes.length, file.sha256, file.captureSha256, key],
  );
  return key;
}

type Part = { name: string; bytes?: Buffer; declared?: number; localName?: string };

/** A zip with stored entries; `declared` lies about the unpacked size as a bomb would. */
export function zip(parts: Part[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes = Buffer.from("x"), declared, localName = name } of parts) {
    const method = declared === undefined ? 0 : 8;
    const common = (signature: number, size: number, nameSize: number, offset: number) => {
      const head = Buffer.alloc(size);
      head.writeUInt32LE(signature, 0);
      head.writeUInt16LE(method, offset + 2);
      head.writeUInt32LE(crc32(bytes), offset + 8);
      head.writeUInt32LE(bytes.length, offset + 12);
      head.writeUInt32LE(declared ?? bytes.length, offset + 16);
      head.writeUInt16LE(nameSize, offset + 20);
      return head;
    };
    const entry = Buffer.from(name);
    const inside = Buffer.from(localName);
    const central = common(0x02014b50, 46, entry.length, 8);
    central.writeUInt32LE(at, 42);
    directory.push(central, entry);
    const piece = Buffer.concat([common(0x04034b50, 30, inside.length, 6), inside, bytes]);
    local.push(piece);
    at += piece.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, central, end]);
}

export const DOCX_PARTS: Part[] = [{ name: "[Content_Types].xml" }, { name: "word/document.xml" }];
export const XLSX_PARTS: Part[] = [{ name: "[Content_Types].xml" }, { name: "xl/workbook.xml" }];
