/** Which files an entry takes, and how many a person may send. Nothing is ever required (product.md, What never is). */
import { FILE_BYTES } from "@/lib/observations/schema";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { MediaType } from "./schema";

export type AttachmentReason =
  | "attachments.reason.textFirst"
  | "attachments.reason.notAnnounced"
  | "attachments.reason.idTaken"
  | "attachments.reason.alreadyStored"
  | "attachments.reason.otherBytes"
  | "attachments.reason.tooLarge"
  | "attachments.reason.tooManyPixels"
  | "attachments.reason.kind"
  | "attachments.reason.heic"
  | "attachments.reason.broken"
  | "attachments.reason.twoInOne"
  | "attachments.reason.macros"
  | "attachments.reason.active"
  | "attachments.reason.zip";

export const FILE_LIMITS = {
  /** of one file as sent */
  bytes: FILE_BYTES,
  pixels: 40_000_000,
  /** longest edge of a photo as kept, and of its thumbnail */
  edge: 4096,
  thumbEdge: 320,
} as const;

/** A file announced with the text of its entry. */
export type Announced = { id: string; name: string; size: number; sha256: string; captureSha256: string };

/** What is known where an upload begins or ends. `announced` is null where the entry is not there, or not one's own. */
export type Standing = {
  announced: Announced[] | null;
  /** what is stored under this id already */
  stored: { uploadSha256: string; isOwn: boolean } | null;
};

export function announcedFile(
  { announced, stored }: Standing,
  attachmentId: string,
): Announced | Refusal<AttachmentReason> {
  if (!announced) return refuse("attachments.reason.textFirst");
  const file = announced.find((one) => one.id.toLowerCase() === attachmentId.toLowerCase());
  if (!file) return refuse("attachments.reason.notAnnounced");
  if (!stored) return file;
  const isSame = stored.isOwn && stored.uploadSha256 === file.sha256;
  return refuse(isSame ? "attachments.reason.alreadyStored" : "attachments.reason.idTaken");
}

export function sizeRefusal(announced: Announced, byteSize: number): Refusal<AttachmentReason> | null {
  if (byteSize > FILE_LIMITS.bytes) {
    return refuse("attachments.reason.tooLarge");
  }
  return byteSize === announced.size ? null : refuse("attachments.reason.otherBytes");
}

/* ---------------------------------------------------------------- how much one person may send */

const HOUR_LIMITS = { files: 120, bytes: 500 * 1024 * 1024 } as const;

/** Seconds to wait until this one fits in, or null: uploads begun in the last hour, oldest first. */
export function secondsToWait(
  begun: readonly { byteSize: number; secondsAgo: number }[],
  byteSize: number,
): number | null {
  let files = begun.length;
  let bytes = begun.reduce((sum, one) => sum + one.byteSize, byteSize);
  if (files < HOUR_LIMITS.files && bytes <= HOUR_LIMITS.bytes) return null;
  for (const one of begun) {
    files -= 1;
    bytes -= one.byteSize;
    if (files < HOUR_LIMITS.files && bytes <= HOUR_LIMITS.bytes) return Math.max(1, 3600 - one.secondsAgo);
  }
  return 3600;
}

/* ---------------------------------------------------------------- names */

const ENDINGS: Record<MediaType, { kept: string; also: readonly string[] }> = {
  "image/jpeg": { kept: "jpg", also: ["jpeg"] },
  "image/png": { kept: "png", also: [] },
  "image/webp": { kept: "webp", also: [] },
  "application/pdf": { kept: "pdf", also: [] },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": { kept: "docx", also: [] },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { kept: "xlsx", also: [] },
};

/** The announced name without what would lead a computer or a reader astray, with the ending of what the file is. */
export function keptName(announced: string, mediaType: MediaType): string {
  const plain = announced
    .replace(/^.*[/\\]/, "")
    // control characters, marks that turn the direction of writing, and what file systems refuse
    .replace(/[\p{Cc}\p{Cf}\p{Cs}:*?"<>|]/gu, "")
    .trim();
  const at = plain.lastIndexOf(".");
  const [stem, ending] = at > 0 ? [plain.slice(0, at), plain.slice(at + 1).toLowerCase()] : [plain, ""];
  const { kept, also } = ENDINGS[mediaType];
  // a wrong ending stays visible in the name
  const isRight = ending === kept || also.includes(ending);
  const name = [...(isRight ? stem : plain)]
    .slice(0, 120)
    .join("")
    .replace(/^\.+|[. ]+$/g, "");
  return `${name || "file"}.${isRight ? ending : kept}`;
}
