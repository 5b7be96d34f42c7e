/** Requests to the tus endpoints as a phone sends them; for the tests beside. */
import { goOnWithUpload, startUpload } from "@/app/_shared/uploads";
import { outcomeOf } from "@/lib/platform/command";
import type { Viewer } from "@/lib/platform/viewer";
import { createPerson, createUnit, type Person, type TestUnit } from "@/tests/support/builders";
import type { Announcement } from "@/tests/support/files";
import { owner } from "@/tests/support/owner";

export const ORIGIN = "http://localhost:3000/api/v1/uploads";
export const folder = () => process.env.STORAGE_DIR ?? "";

type Scene = { unit: TestUnit; observer: Person };
export async function scene(): Promise<Scene> {
  const unit = await createUnit();
  return { unit, observer: await createPerson("OBSERVER", { units: [unit] }) };
}
export const as = (person: Person): Viewer => ({ ...person, locale: "zh-CN" }) as unknown as Viewer;

export const metadata = (pairs: Record<string, string>): string =>
  Object.entries(pairs)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`)
    .join(",");

export function start(
  person: Person,
  entryId: string,
  file: Announcement,
  over: { size?: number; takenAt?: string } = {},
) {
  const request = new Request(ORIGIN, {
    method: "POST",
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": String(over.size ?? file.size),
      "upload-metadata": metadata({
        attachmentId: file.id,
        entryId,
        filename: file.name,
        ...(over.takenAt ? { takenAt: over.takenAt } : {}),
      }),
    },
  });
  return answer(startUpload({ viewer: as(person), request }));
}

export const idOf = (location: string): string => location.split("/").at(-1) ?? "";
export function send(
  person: Person,
  method: string,
  location: string,
  offset = 0,
  body?: BodyInit,
  size?: number,
) {
  const request = new Request(`http://localhost:3000${location}`, {
    method,
    headers: {
      "tus-resumable": "1.0.0",
      ...(method === "PATCH"
        ? { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" }
        : {}),
      ...(size === undefined ? {} : { "content-length": String(size) }),
    },
    body,
    ...(body ? { duplex: "half" } : {}),
  } as RequestInit);
  return answer(goOnWithUpload({ viewer: as(person), request, id: idOf(location) }));
}

/** What the endpoint around it would make of a thrown error. */
export async function answer(response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (error) {
    const outcome = outcomeOf(error);
    return Response.json(outcome, { status: outcome.kind === "notFound" ? 404 : 429 });
  }
}
export const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code.replace("attachments.reason.", "");

export async function upload(
  person: Person,
  entryId: string,
  bytes: Buffer,
  file: Announcement,
  takenAt?: string,
) {
  const begun = await start(person, entryId, file, { takenAt });
  if (begun.status !== 201) return begun;
  return send(person, "PATCH", begun.headers.get("location") ?? "", 0, new Uint8Array(bytes));
}

export const stored = async (id: string) =>
  (
    await owner().query(
      "select a.*, g.taken_at from attachments a left join attachment_origins g on g.attachment_id = a.id where a.id = $1",
      [id],
    )
  ).rows[0];
