/**
 * Takes a photo or a document in as evidence: proves by its hash what was taken, makes a photo small enough for a
 * weak line, and leaves on the device what it says about place and camera (re-encoding keeps pixels only).
 */
import { newId } from "@/components/observation/form/new-id";
import type { EvidenceEntry } from "@/lib/observations/form/rules";

export type EvidenceRefusal =
  | "needsHttps"
  | "fileEmpty"
  | "fileTooLarge"
  | "fileKind"
  | "heicUnreadable"
  | "imageUnreadable";

export type TakenIn =
  | { file: EvidenceEntry; blob: Blob }
  | { refused: EvidenceRefusal; params?: Record<string, number> };

const MB = 1024 * 1024;
const DOCUMENT_MB = 25;
/** of the file as taken; more than any phone makes, less than what a phone has no memory for */
const PHOTO_MB = 60;
/** A page of print stays readable, and 1.5 MB pass a weak line in half a minute. */
const LONG_SIDE = 2560;
const SENT_BYTES = 1.5 * MB;
const QUALITIES = [0.85, 0.75, 0.65];

const PHOTOS = ["jpg", "jpeg", "png", "webp", "heic", "heif"];
/** What the server is told, whatever a phone calls it; each begins with these bytes. */
const DOCUMENTS: Record<string, { type: string; begins: number[] }> = {
  pdf: { type: "application/pdf", begins: [0x25, 0x50, 0x44, 0x46] },
  docx: {
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    begins: [0x50, 0x4b, 0x03, 0x04],
  },
  xlsx: {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    begins: [0x50, 0x4b, 0x03, 0x04],
  },
};

export async function takeIn(file: File): Promise<TakenIn> {
  // without it neither of the two hashes can be made
  if (!globalThis.crypto?.subtle) return { refused: "needsHttps" };
  if (file.size === 0) return { refused: "fileEmpty" };
  const ending = endingOf(file);
  const document = DOCUMENTS[ending];
  if (document) return takeDocument(file, document);
  return PHOTOS.includes(ending) ? takePhoto(file, ending) : { refused: "fileKind" };
}

/** A phone's gallery may name a picture without an ending. */
function endingOf(file: File): string {
  const named = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toLowerCase() ?? "";
  if (PHOTOS.includes(named) || DOCUMENTS[named]) return named;
  const known = Object.entries(DOCUMENTS).find(([, { type }]) => type === file.type)?.[0];
  return known ?? (file.type.startsWith("image/") ? file.type.slice("image/".length) : named);
}

async function takeDocument(file: File, kind: { type: string; begins: number[] }): Promise<TakenIn> {
  if (file.size > DOCUMENT_MB * MB) return { refused: "fileTooLarge", params: { maximum: DOCUMENT_MB } };
  const bytes = await file.arrayBuffer();
  const start = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, kind.begins.length));
  if (kind.begins.some((byte, at) => start[at] !== byte)) return { refused: "fileKind" };
  const sha256 = await hexHash(bytes);
  return {
    // a copy of the bytes: what a cloud drive's file names may be gone when it is sent
    blob: new Blob([bytes], { type: kind.type }),
    file: {
      id: newId(),
      name: shortName(file.name),
      type: kind.type,
      size: bytes.byteLength,
      sha256,
      captureSha256: sha256,
      takenAt: null,
    },
  };
}

async function takePhoto(file: File, ending: string): Promise<TakenIn> {
  if (file.size > PHOTO_MB * MB) return { refused: "fileTooLarge", params: { maximum: PHOTO_MB } };
  const bytes = await file.arrayBuffer();
  const captureSha256 = await hexHash(bytes);
  const takenAt = await takenAtOf(bytes);
  const picture = await createImageBitmap(new Blob([bytes], { type: file.type }), {
    imageOrientation: "from-image",
  }).catch(() => null);
  if (!picture)
    return { refused: ending === "heic" || ending === "heif" ? "heicUnreadable" : "imageUnreadable" };
  const blob = await reduced(picture);
  picture.close();
  if (!blob) return { refused: "imageUnreadable" };
  return {
    blob,
    file: {
      id: newId(),
      name: `${shortName(file.name.replace(/\.[^.]*$/, "")) || "photo"}.jpg`,
      type: blob.type,
      size: blob.size,
      sha256: await hexHash(await blob.arrayBuffer()),
      captureSha256,
      takenAt,
    },
  };
}

/** JPEG, because every browser writes it; the best quality that is small enough, then fewer pixels. */
async function reduced(picture: ImageBitmap): Promise<Blob | null> {
  let side = Math.min(LONG_SIDE, Math.max(picture.width, picture.height));
  for (let smallest: Blob | null = null; ; side = Math.round(side * 0.75)) {
    const canvas = drawn(picture, side / Math.max(picture.width, picture.height));
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (!blob) return smallest;
      if (blob.size <= SENT_BYTES || side < 640) return blob;
      smallest = blob;
    }
  }
}

function drawn(picture: ImageBitmap, scale: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  // what is see-through in a PNG would turn black
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** When the shutter was pressed, as the picture says; where it was taken is not read at all. */
async function takenAtOf(bytes: ArrayBuffer): Promise<string | null> {
  try {
    const exif = await import("exifr/dist/lite.esm.mjs");
    const said = await exif.parse(bytes, { exif: true, gps: false, reviveValues: false });
    return momentOf(said?.DateTimeOriginal, said?.OffsetTimeOriginal);
  } catch {
    // a picture that says nothing, or a piece of script that did not come through the weak line
    return null;
  }
}

/** `2026:11:20 10:03:04`, with `+08:00` where the camera knows it; else the city's time. */
function momentOf(wall: unknown, offset: unknown): string | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(typeof wall === "string" ? wall : "");
  if (!parts) return null;
  const zone = typeof offset === "string" && /^[+-]\d\d:\d\d$/.test(offset) ? offset : "+08:00";
  const moment = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

async function hexHash(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const shortName = (name: string): string => [...name.trim()].slice(-100).join("");
