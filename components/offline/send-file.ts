/**
 * Sends one file of an entry whose text has arrived, in pieces (tus): a cut line costs the piece under way, not the
 * file. What became of it is told to the outbox, which alone decides when to try again.
 */
import type { HttpResponse } from "tus-js-client";
import {
  type FileAnswer,
  type FilePlace,
  type OutboxFile,
  type OutboxItem,
  retryAfterMs,
} from "@/lib/field/outbox/rules";

const ENDPOINT = "/api/v1/uploads";
/** A thirtieth of the file or so is the most that a cut costs; but no piece so small that only round trips are paid. */
const SMALLEST_PIECE = 48 * 1024;
const LARGEST_PIECE = 256 * 1024;
/** The server re-encodes the picture before it answers the last piece. */
const SILENCE_MS = 60_000;

/** How one attempt ended; "gone": it must be begun again. */
type Ended = Placeless<FileAnswer> | "gone";
type Placeless<T> = T extends unknown ? Omit<T, keyof FilePlace> : never;

export async function sendFile(
  item: Pick<OutboxItem, "id" | "viewerId">,
  file: OutboxFile,
  blob: Blob,
  onProgress: (place: FilePlace) => void,
): Promise<FileAnswer> {
  const place: FilePlace = { sentBytes: file.sentBytes, uploadUrl: file.uploadUrl };
  const tell = (part: Partial<FilePlace>) => onProgress({ ...Object.assign(place, part) });
  let ended: Ended = "gone";
  if (file.uploadUrl) ended = await attempt(item, file, blob, file.uploadUrl, tell);
  if (ended === "gone") {
    if (file.uploadUrl) tell({ sentBytes: 0, uploadUrl: null });
    ended = await attempt(item, file, blob, null, tell);
  }
  if (ended === "gone") ended = NO_ANSWER;
  return ended.kind === "received" || ended.kind === "refused" ? ended : { ...ended, ...place };
}

const NO_ANSWER = { kind: "later", code: "network" } as const;

async function attempt(
  { id: entryId, viewerId }: Pick<OutboxItem, "id" | "viewerId">,
  file: OutboxFile,
  blob: Blob,
  uploadUrl: string | null,
  tell: (part: Partial<FilePlace>) => void,
): Promise<Ended> {
  const tus = await import("tus-js-client").catch(() => null);
  if (!tus) return NO_ANSWER;
  return new Promise((resolve) => {
    let method = "";
    let response: HttpResponse | null = null;
    let silence: ReturnType<typeof setTimeout>;
    const end = (answer: Ended) => {
      clearTimeout(silence);
      resolve(answer);
    };
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        void upload.abort();
        end(NO_ANSWER);
      }, SILENCE_MS);
    };
    const upload = new tus.Upload(blob, {
      // going on without an endpoint: the library would take any refusal of HEAD for "begin again"
      endpoint: uploadUrl ? null : new URL(ENDPOINT, window.location.origin).href,
      uploadUrl: uploadUrl && new URL(uploadUrl, window.location.origin).href,
      chunkSize: Math.min(Math.max(Math.ceil(blob.size / 28), SMALLEST_PIECE), LARGEST_PIECE),
      retryDelays: null,
      // never stored as somebody else's who signed in on this device meanwhile
      headers: { "x-author": viewerId },
      // the outbox remembers where to go on
      storeFingerprintForResuming: false,
      metadata: {
        attachmentId: file.id,
        entryId,
        filename: file.name,
        ...(file.takenAt && { takenAt: file.takenAt }),
      },
      onBeforeRequest: (request) => {
        method = request.getMethod();
        response = null;
        heard();
      },
      onAfterResponse: (_, answer) => {
        response = answer;
        heard();
      },
      onProgress: heard,
      onUploadUrlAvailable: () => tell({ uploadUrl: upload.url && new URL(upload.url).pathname }),
      onChunkComplete: (_, accepted) => tell({ sentBytes: accepted }),
      // all bytes were there before: whether the server also kept the file is answered to a new upload only
      onSuccess: () => end(method === "PATCH" ? { kind: "received" } : "gone"),
      onError: () => end(response ? answerOf(response, method) : NO_ANSWER),
    });
    heard();
    upload.start();
  });
}

/** As with a text (lib/field/outbox/rules.ts): what says no code is not ours, and decides nothing but "too large". */
function answerOf(response: HttpResponse, method: string): Ended {
  const status = response.getStatus();
  const { code, params } = problemOf(response);
  if (code === "attachments.reason.alreadyStored") return { kind: "received" };
  if (method !== "POST" && (status === 404 || status === 410)) return "gone";
  const wait = retryAfterMs(response.getHeader("Retry-After") ?? null, new Date());
  if (status === 429 || (status === 503 && wait !== null))
    return { kind: "tooMany", retryAfterS: wait === null ? null : wait / 1000 };
  // the answer to HEAD has no words
  if (status === 401 && (code !== null || method === "HEAD")) return { kind: "signedOut" };
  // another tab is at it, or an answer was lost between two pieces: HEAD tells where to go on
  if (status === 423 || (status === 409 && code === "stale")) return NO_ANSWER;
  if (code === "attachments.reason.textFirst") return { kind: "later", code };
  if (status >= 500) return { kind: "later", code: "broken" };
  // a refusal is heard in words when the upload is begun again
  if (method === "HEAD") return "gone";
  if (status === 413) return { kind: "refused", reason: { code: code ?? "outbox.reason.fileTooBig" } };
  if (code === null) return NO_ANSWER;
  return { kind: "refused", reason: { code, ...(params && { params }) } };
}

type Said = { code: string | null; params?: Record<string, string | number> };

/** A proxy on the way may answer with anything. */
function problemOf(response: HttpResponse): Said {
  try {
    const problem: { code?: unknown; params?: unknown } = JSON.parse(response.getBody());
    return {
      code: typeof problem.code === "string" ? problem.code : null,
      ...(typeof problem.params === "object" &&
        problem.params !== null && { params: Object.fromEntries(Object.entries(problem.params)) }),
    };
  } catch {
    return { code: null };
  }
}
