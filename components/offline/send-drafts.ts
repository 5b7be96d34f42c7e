/** Drafts that only this device has, and no form is open on: saved on the server as soon as there is a line. */
import type { LocalDraft } from "@/lib/field/draft/rules";
import { listDrafts, noteDraft } from "./draft-store";

/** One after the other; the first that gets no answer ends the round. What another device wrote is left for the form to show. */
export async function sendDrafts(viewerId: string): Promise<void> {
  const kept = await listDrafts(viewerId);
  for (const one of kept) {
    if (!one.isReadable || one.draft.isSynced) continue;
    const saved = await put(viewerId, one.draft);
    if (saved === "silence") return;
    if (saved) await noteDraft(viewerId, one.draft.id, saved, one.draft.serial);
  }
}

type Saved = { syncedAt: string; isSynced: true; baseVersion: number };

async function put(viewerId: string, draft: LocalDraft): Promise<Saved | "silence" | null> {
  const { unitId, methodId, observationId, baseVersion, otherVersionOf, state } = draft;
  const response = await fetch(`/api/v1/drafts/${draft.id}`, {
    method: "PUT",
    headers: { "content-type": "application/json", "x-author": viewerId, "x-by-page": "1" },
    // under the copy's own name and number: a form that is open on it goes on from there
    body: JSON.stringify({
      unitId,
      methodId,
      observationId,
      baseVersion,
      otherVersionOf,
      copy: { id: draft.copyId, serial: draft.serial },
      content: state,
    }),
    redirect: "error",
    signal: AbortSignal.timeout(30_000),
  }).catch(() => null);
  if (!response || response.status === 401 || response.status >= 500) return "silence";
  if (!response.ok) return null;
  const { savedAt, version }: { savedAt: string; version: number } = await response.json();
  return { syncedAt: savedAt, isSynced: true, baseVersion: version };
}
