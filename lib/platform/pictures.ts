/**
 * Photos are never kept as they came: decoded and written anew, upright, without EXIF, GPS and whatever hung on behind.
 */
import sharp, { type Sharp } from "sharp";

// One core for each picture and nothing kept between them; how many at once is decided by who calls.
sharp.concurrency(1);
sharp.cache(false);
// Nothing is decoded but what is accepted: no SVG, GIF, TIFF, however a file begins.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"] });

export type PictureKind = "jpeg" | "png" | "webp";
type Limits = { pixels: number; edge: number; thumbEdge: number };
export type Picture = { bytes: Buffer; width: number; height: number; thumb: Buffer };

/** "tooManyPixels" is told from the head, before anything is decoded; "broken" is whatever can't be decoded whole. */
type Failed = "tooManyPixels" | "broken";

export async function redrawn(source: Buffer, kind: PictureKind, limits: Limits): Promise<Picture | Failed> {
  const picture = await drawnAnew(source, kind, limits);
  if (typeof picture === "string") return picture;
  try {
    const thumb = await open(picture.bytes, limits.pixels)
      .resize({ width: limits.thumbEdge, height: limits.thumbEdge, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
    return { ...picture, thumb };
  } catch {
    return "broken";
  }
}

/** The same without a small one beside it. */
export async function drawnAnew(
  source: Buffer,
  kind: PictureKind,
  limits: Pick<Limits, "pixels" | "edge">,
): Promise<Omit<Picture, "thumb"> | Failed> {
  try {
    const { data, info } = await encode(
      open(source, limits.pixels).autoOrient().resize({
        width: limits.edge,
        height: limits.edge,
        fit: "inside",
        withoutEnlargement: true,
      }),
      kind,
    ).toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch (error) {
    const text = error instanceof Error ? error.message : "";
    return /pixel limit/.test(text) ? "tooManyPixels" : "broken";
  }
}

// half a photo that a camera or a network cut off is no photo
const open = (bytes: Buffer, pixels: number) =>
  sharp(bytes, { limitInputPixels: pixels, failOn: "error", pages: 1 });

function encode(picture: Sharp, kind: PictureKind): Sharp {
  if (kind === "jpeg") return picture.jpeg({ quality: 85 });
  if (kind === "png") return picture.png({ compressionLevel: 8 });
  return picture.webp({ quality: 85 });
}

/** Of a picture that was drawn here. */
export async function pictureSize(bytes: Uint8Array): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await sharp(bytes).metadata();
    return { width, height };
  } catch {
    return null;
  }
}
