/** Asks the server for the kit, and keeps what it says. */
import type { PhoneKit } from "@/components/field/field-words";
import { deviceViewer } from "./device";
import { sendDisplay } from "./display";
import { keepKit, readKit, removeKit } from "./kit-store";

export type KitNews =
  | { kind: "kit"; kit: PhoneKit; isKept: boolean; isOther: boolean }
  | { kind: "signedOut" | "denied" | "unreachable" };

const PATIENCE_MS = 20_000;

/** `by`: a person opened the page, or the page asks by itself, which is no sign of its person. */
export async function refreshKit(by: "person" | "page"): Promise<KitNews> {
  await sendDisplay();
  const viewerId = deviceViewer();
  const known = viewerId ? await readKit(viewerId) : null;
  const answer = await fetch("/api/v1/field", {
    headers: {
      ...(known?.etag && { "if-none-match": known.etag }),
      ...(by === "page" && { "x-by-page": "1" }),
    },
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null);
  if (answer?.status === 401) return { kind: "signedOut" };
  if (answer?.status === 403) {
    if (viewerId) await removeKit(viewerId);
    return { kind: "denied" };
  }
  if (answer?.status === 304 && known) {
    const kit = { ...known.kit, takenAt: answer.headers.get("x-taken-at") ?? known.kit.takenAt };
    return { kind: "kit", kit, isKept: await keepKit({ ...known, kit }), isOther: false };
  }
  if (!answer?.ok) return { kind: "unreachable" };
  const kit: PhoneKit | null = await answer.json().catch(() => null);
  if (!kit) return { kind: "unreachable" };
  const isKept = await keepKit({ kit, etag: answer.headers.get("etag") ?? "" });
  return { kind: "kit", kit, isKept, isOther: viewerId !== null && viewerId !== kit.viewer.id };
}
