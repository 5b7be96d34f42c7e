/**
 * Resumable uploads: the tus protocol of @tus/server between our own checks. Before the first byte stands the command
 * `beginUpload`, after the last one `finishUpload`; in between the bytes grow in a folder that nothing serves.
 */
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FileStore } from "@tus/file-store";
import { MemoryLocker, Metadata, Server } from "@tus/server";
import { beginUpload, finishUpload } from "@/lib/attachments/commands";
import { getUpload } from "@/lib/attachments/queries";
import { FILE_LIMITS } from "@/lib/attachments/rules";
import { attachmentId } from "@/lib/attachments/schema";
import { read } from "@/lib/platform/db";
import { NotFound, type Outcome, TooMany } from "@/lib/platform/result";
import { incomingFolder } from "@/lib/platform/storage";
import type { Viewer } from "@/lib/platform/viewer";
import { failure, problem } from "./endpoint";

const PATH = "/api/v1/uploads";
/** A phone may be out of reach for days and then go on where it was cut. */
const EXPIRES_MS = 7 * 86_400_000;
const LOCKED_RETRY_S = 20;

/** Two requests on one upload: the older one, whose connection is mostly dead, is asked to let go. */
const locker = new MemoryLocker({ acquireLockTimeout: 15_000 });
let incoming: FileStore | undefined;
function store(): FileStore {
  if (!incoming) {
    // before the library makes it, for everybody to read
    mkdirSync(incomingFolder(), { recursive: true, mode: 0o700 });
    incoming = new FileStore({ directory: incomingFolder(), expirationPeriodInMilliseconds: EXPIRES_MS });
  }
  return incoming;
}

const tus = (uploadId: string): Server =>
  new Server({
    path: PATH,
    datastore: store(),
    locker,
    maxSize: FILE_LIMITS.bytes,
    relativeLocation: true,
    allowedOrigins: [],
    namingFunction: () => uploadId,
    // names and times of shooting stay out of the folder
    onUploadCreate: async () => ({ metadata: {} }),
  });

type Asked = { viewer: Viewer; request: Request };

export async function openUploads({ viewer, request }: Asked): Promise<Response> {
  return ownHeaders(viewer, await tus("").handleWeb(request));
}

export async function startUpload({ viewer, request }: Asked): Promise<Response> {
  const outcome = await beginUpload(viewer, {
    ...metadataOf(request),
    byteSize: request.headers.get("upload-length") ?? undefined,
  });
  if (!outcome.ok) return failure(viewer, outcome);
  const { uploadId } = outcome.value;
  const byteSize = Number(request.headers.get("upload-length"));
  return ended(
    { viewer, request },
    { id: uploadId, byteSize },
    await tus(uploadId).handleWeb(untilCut(request)),
  );
}

export async function goOnWithUpload({ viewer, request, id }: Asked & { id: string }): Promise<Response> {
  const uploadId = attachmentId.safeParse(id);
  if (!uploadId.success) throw new NotFound("upload");
  const upload = await read(viewer, (db) => getUpload(db, uploadId.data));
  return ended({ viewer, request }, upload, await tus(upload.id).handleWeb(untilCut(request)));
}

/** A connection that breaks ends the bytes, as if they had been sent in two parts: what had arrived is written, all of it. */
function untilCut(request: Request): Request {
  const reader = request.body?.getReader();
  if (!reader) return request;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await reader.read().catch(() => ({ done: true as const, value: undefined }));
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const { url, method, headers } = request;
  return new Request(url, { method, headers, body, duplex: "half" } as RequestInit);
}

/** After the last byte the file is made of them, also where an earlier request died between the two. */
async function ended(
  { viewer, request }: Asked,
  upload: { id: string; byteSize: number },
  response: Response,
): Promise<Response> {
  const isWhole = response.ok && response.headers.get("upload-offset") === String(upload.byteSize);
  if (!isWhole) return ownHeaders(viewer, response);
  const isAsking = request.method === "HEAD";
  let outcome: Outcome<{ id: string }>;
  try {
    outcome = await finishOnce(viewer, upload.id);
  } catch (error) {
    // the bytes are kept; to whoever asks, "locked" says to come back and neither to send them again nor that all is well
    if (isAsking) return locked(viewer, error);
    throw error;
  }
  await store()
    .remove(upload.id)
    .catch(() => {});
  if (outcome.ok) return ownHeaders(viewer, response);
  // the answer to HEAD carries no reason: begun anew, the phone gets to hear it
  return isAsking ? failure(viewer, { ok: false, kind: "notFound" }) : failure(viewer, outcome);
}

const finishing = new Map<string, Promise<Outcome<{ id: string }>>>();

/** Whoever asks while the file is being made waits for the same one. */
function finishOnce(viewer: Viewer, uploadId: string): Promise<Outcome<{ id: string }>> {
  let running = finishing.get(uploadId);
  if (!running) {
    running = finishUpload(viewer, uploadId, () => readFile(join(incomingFolder(), uploadId))).finally(() =>
      finishing.delete(uploadId),
    );
    finishing.set(uploadId, running);
  }
  return running;
}

async function locked(viewer: Viewer, error: unknown): Promise<Response> {
  const response = await problem(viewer, 423, "tooMany");
  const seconds = error instanceof TooMany ? error.retryAfterS : undefined;
  response.headers.set("retry-after", String(seconds ?? LOCKED_RETRY_S));
  return response;
}

function metadataOf(request: Request): Record<string, string | undefined> {
  try {
    const pairs = Metadata.parse(request.headers.get("upload-metadata") ?? "");
    return Object.fromEntries(Object.entries(pairs).map(([key, value]) => [key, value ?? undefined]));
  } catch {
    return {};
  }
}

/** What @tus/server says that is no success, in our own words; and nothing for foreign origins. */
const CODES: Record<number, string> = {
  404: "notFound",
  409: "stale",
  410: "notFound",
  413: "attachments.reason.tooLarge",
  500: "broken",
};

async function ownHeaders(viewer: Viewer, response: Response): Promise<Response> {
  if (response.status >= 400) {
    await response.body?.cancel();
    return problem(viewer, response.status, CODES[response.status] ?? "invalid");
  }
  const headers = new Headers(response.headers);
  for (const name of response.headers.keys()) if (name.startsWith("access-control-")) headers.delete(name);
  headers.set("cache-control", "no-store");
  headers.set("x-content-type-options", "nosniff");
  return new Response(response.body, { status: response.status, headers });
}
