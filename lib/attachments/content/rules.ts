/**
 * What a file is, told from its bytes alone: name and type as sent are only claims. What is not known for sure is
 * refused, and so is a file that is two things at once.
 */
import { type Refusal, refuse } from "@/lib/platform/result";
import type { AttachmentReason } from "../rules";
import type { MediaType } from "../schema";
import { packageRefusal, packageType } from "./package/rules";

/** `heic` is known, so that its refusal can say what helps. */
export type Content = { mediaType: MediaType } | Refusal<AttachmentReason>;

export function contentOf(bytes: Uint8Array): Content {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { mediaType: "image/jpeg" };
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { mediaType: "image/png" };
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return { mediaType: "image/webp" };
  if (isHeic(bytes)) return refuse("attachments.reason.heic");
  if (ascii(bytes, 0, 5) === "%PDF-") return pdfRefusal(bytes) ?? { mediaType: "application/pdf" };
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    return packageRefusal(bytes) ?? packageType(bytes) ?? refuse("attachments.reason.kind");
  }
  return refuse("attachments.reason.kind");
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** What iPhones take: a box `ftyp` with one of the brands of HEIF pictures. */
const isHeic = (bytes: Uint8Array): boolean =>
  ascii(bytes, 4, 8) === "ftyp" && /^(hei[cxms]|hev[cxms]|mif1|msf1)/.test(ascii(bytes, 8, 12));

/** Behind its last %%EOF a PDF has an end of line, at times padding, and no second file. */
const PDF_TAIL = 64;
const PADDING = /^[\s\0]*$/;
const TAIL_READ = 70_000;

function pdfRefusal(bytes: Uint8Array): Refusal<AttachmentReason> | null {
  const tail = textOf(bytes.subarray(Math.max(0, bytes.length - TAIL_READ)));
  const end = tail.lastIndexOf("%%EOF");
  const behind = tail.slice(end + 5);
  const endsThere = end >= 0 && (behind.length <= PDF_TAIL || PADDING.test(behind));
  if (!endsThere) return refuse("attachments.reason.broken");
  // a zip is read from its end, whatever stands before
  if (tail.includes("PK\u0005\u0006")) return refuse("attachments.reason.twoInOne");
  return hasActivePdfPart(bytes) ? refuse("attachments.reason.active") : null;
}

/** Scripts, started programs and files inside; a part that is compressed is not seen here. */
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFiles?)(?![A-Za-z])/;
const STEP = 1024 * 1024;

function hasActivePdfPart(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += STEP) {
    // names may lie across the border of two pieces
    if (ACTIVE.test(textOf(bytes.subarray(at, at + STEP + 32)))) return true;
  }
  return false;
}

const latin1 = new TextDecoder("latin1");
const textOf = (bytes: Uint8Array): string => latin1.decode(bytes);
