/** One attempt to send an entry's text, told as what came back. Nothing that a portal or a proxy says counts as ours. */
import { type Answer, type OutboxItem, patienceMs, retryAfterMs } from "@/lib/field/outbox/rules";

const NOTHING: Answer = { status: null, code: null, retryAfterMs: null };

/** `by: "page"`: sent by itself; that is no sign of its person, and keeps no session alive. */
export async function postEntry(
  { id, viewerId, body }: Pick<OutboxItem, "id" | "viewerId" | "body">,
  by: "person" | "page",
): Promise<Answer> {
  const text = JSON.stringify(body);
  try {
    const response = await fetch("/api/v1/observations", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-author": viewerId,
        ...(by === "page" && { "x-by-page": "1" }),
      },
      body: text,
      // a way to a sign-in page is no answer
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs(text.length)),
    });
    return await answerOf(response, id);
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    return isLate ? { ...NOTHING, code: "timeout" } : NOTHING;
  }
}

async function answerOf(response: Response, id: string): Promise<Answer> {
  const { status, headers } = response;
  const wait = retryAfterMs(headers.get("retry-after"), new Date());
  const said = isJson(headers) ? await saidBy(response) : {};
  if (response.ok) {
    // it is stored only when the server says so of this very entry
    return said.id === id ? { status, code: null, retryAfterMs: null } : NOTHING;
  }
  return {
    status,
    code: typeof said.code === "string" ? said.code : null,
    ...(said.params && { params: said.params }),
    ...(Array.isArray(said.issues) && { issues: said.issues }),
    retryAfterMs: wait,
  };
}

const isJson = (headers: Headers): boolean => /[/+]json/.test(headers.get("content-type") ?? "");

type Said = { id?: string; code?: string; params?: Answer["params"]; issues?: Answer["issues"] };

async function saidBy(response: Response): Promise<Said> {
  const value: unknown = await response.json();
  return typeof value === "object" && value !== null ? value : {};
}
