/**
 * 照片: Base64 of a JPEG or PNG, and nothing behind its end. It is never kept as it came (lib/platform/pictures.ts); the
 * same picture gives the same bytes, so that a file which comes again changes nothing.
 */
import { drawnAnew, type PictureKind, pictureSize } from "@/lib/platform/pictures";
import { LRMX_LIMITS } from "../schema";

export type PhotoFault = "photoTooLarge" | "photoKind" | "photoBroken" | "photoTwoInOne";
export type Photo = {
  bytes: Buffer;
  kind: Extract<PictureKind, "jpeg" | "png">;
  width: number;
  height: number;
};

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_END = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** What a photo is, told from its bytes alone. */
export function photoBytes(base64: string): { bytes: Buffer; kind: Photo["kind"] } | { fault: PhotoFault } {
  if (base64.length > (LRMX_LIMITS.photoBytes * 4) / 3 + 4) return { fault: "photoTooLarge" };
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) return { fault: "photoKind" };
  const bytes = Buffer.from(base64, "base64");
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return whole(bytes, "jpeg", [0xff, 0xd9]);
  if (startsWith(bytes, PNG)) return whole(bytes, "png", PNG_END);
  return { fault: "photoKind" };
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

/** Behind the mark of its end a picture has nothing: a second file hangs on there. Some scanners pad with zeros. */
function whole(bytes: Buffer, kind: Photo["kind"], end: readonly number[]) {
  let size = bytes.length;
  while (size > 0 && bytes[size - 1] === 0) size -= 1;
  return end.every((byte, at) => bytes[size - end.length + at] === byte)
    ? { bytes, kind }
    : { fault: "photoTwoInOne" as const };
}

/** `kept` is what the house already has of this person: that very picture needs no second drawing. */
export async function drawnPhoto(
  base64: string,
  kept: string,
): Promise<{ base64: string } | { fault: PhotoFault }> {
  if (base64 === "" || base64 === kept) return { base64 };
  const read = photoBytes(base64);
  if ("fault" in read) return read;
  const picture = await drawnAnew(read.bytes, read.kind, LRMX_LIMITS.photo);
  if (picture === "tooManyPixels") return { fault: "photoTooLarge" };
  if (picture === "broken") return { fault: "photoBroken" };
  if (picture.bytes.length > LRMX_LIMITS.keptPhotoBytes) return { fault: "photoTooLarge" };
  return { base64: picture.bytes.toString("base64") };
}

/** A photo that is kept, to be shown; none where it can't be read. */
export async function keptPhoto(base64: string): Promise<Photo | null> {
  const read = base64 === "" ? null : photoBytes(base64);
  if (!read || "fault" in read) return null;
  const size = await pictureSize(read.bytes);
  return size && { ...read, ...size };
}
