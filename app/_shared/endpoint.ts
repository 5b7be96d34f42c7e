/**
 * The edge of /api/v1: who asks, what they sent, and what they get back. Errors are RFC 9457 problems; their
 * `code` is stable, their `title` is in the person's language.
 */
import { outcomeOf } from "@/lib/platform/command";
import { log } from "@/lib/platform/log";
import { loadMessages } from "@/lib/platform/messages";
import { isSameOrigin, requestViewer } from "@/lib/platform/request";
import { type Outcome, SignedOut } from "@/lib/platform/result";
import type { Right } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";

type Failed = Extract<Outcome, { ok: false }>;

const STATUS: Record<Failed["kind"], number> = {
  invalid: 422,
  refused: 422,
  stale: 409,
  denied: 403,
  notFound: 404,
  signedOut: 401,
  tooMany: 429,
};
/** Refusals that mean "this id holds something else", or "not yet". */
const CONFLICTS = new Set([
  "observations.reason.idTaken",
  "attachments.reason.idTaken",
  "attachments.reason.alreadyStored",
  "attachments.reason.textFirst",
]);
const TOO_LARGE = "attachments.reason.tooLarge";
/** Where nobody could say how long. */
const RETRY_AFTER_S = 30;

const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
const BODY_LIMIT = 256 * 1024;
/** Whose work it is, as the phone that sends it knows; programs may leave it out. */
const AUTHOR_HEADER = "x-author";

/** A body that can't be read at all. */
class Unreadable extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

export type Asked<Params> = { viewer: Viewer; request: Request; params: Params };

export function endpoint<Params = Record<string, never>>(
  right: Right | "session",
  answer: (asked: Asked<Params>) => Promise<Response>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    let viewer: Viewer | undefined;
    try {
      viewer = await requestViewer(right === "session" ? undefined : right);
      // what one person wrote is never stored as another who signed in meanwhile on the same device
      if ((request.headers.get(AUTHOR_HEADER) ?? viewer.id) !== viewer.id) throw new SignedOut();
      return await answer({ viewer, request, params: await context.params });
    } catch (error) {
      if (error instanceof Unreadable) return problem(viewer, error.status, error.code);
      try {
        return await failure(viewer, outcomeOf(error));
      } catch (bug) {
        const trace = crypto.randomUUID();
        log.error({ trace, err: bug }, "endpoint failed");
        return problem(viewer, 500, "broken", { trace });
      }
    }
  };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { ...HEADERS, ...headers } });

/** For writes without a body; the others ask by reading theirs. */
export async function requireSameOrigin(): Promise<void> {
  if (!(await isSameOrigin("program"))) throw new Unreadable(403, "denied");
}

/** JSON only, from our own pages or a program, of a bounded size. */
export async function readJson(request: Request): Promise<unknown> {
  await requireSameOrigin();
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    throw new Unreadable(415, "jsonOnly");
  const text = await request.text();
  if (text.length > BODY_LIMIT) throw new Unreadable(413, "tooLong");
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(400, "notJson");
  }
}

/** A file as its bytes, from our own pages or a program; null where there are more than may be. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  await requireSameOrigin();
  if (request.headers.get("content-type") !== "application/octet-stream")
    throw new Unreadable(415, "bytesOnly");
  if (Number(request.headers.get("content-length") ?? 0) > most) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** What a command said, as a response. */
export async function failure(viewer: Viewer | undefined, outcome: Failed): Promise<Response> {
  if (outcome.kind === "invalid") return problem(viewer, 422, "invalid", { issues: outcome.issues });
  if (outcome.kind === "refused") {
    const status = outcome.reason === TOO_LARGE ? 413 : CONFLICTS.has(outcome.reason) ? 409 : 422;
    return problem(viewer, status, outcome.reason, { params: outcome.params });
  }
  const response = await problem(viewer, STATUS[outcome.kind], outcome.kind);
  if (outcome.kind === "tooMany") {
    response.headers.set("retry-after", String(outcome.retryAfterS ?? RETRY_AFTER_S));
  }
  return response;
}

/** A refusal that says more than a command's outcome can. */
export async function problem(
  viewer: Viewer | undefined,
  status: number,
  code: string,
  more: object = {},
): Promise<Response> {
  const title = await titleOf(viewer, code);
  return Response.json(
    { type: "about:blank", title, status, code, ...more },
    { status, headers: { ...HEADERS, "content-type": "application/problem+json" } },
  );
}

async function titleOf(viewer: Viewer | undefined, code: string): Promise<string> {
  const messages = await loadMessages(viewer?.locale ?? "zh-CN");
  const path = code.includes(".") ? code : `form.status.${code}`;
  let found: unknown = messages;
  for (const key of path.split("."))
    found = found && typeof found === "object" ? Reflect.get(found, key) : undefined;
  return typeof found === "string" ? found : code;
}
