/** A version of a draft kept beside it, as a draft of its own. */
import { writeDraft } from "@/components/offline/draft-store";
import type { LocalDraft } from "@/lib/field/draft/rules";
import { type DraftAnswer, FORM_VERSION } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import type { Outcome } from "@/lib/platform/result";
import { newId } from "./new-id";

export type SaveDraft = (authorId: string, input: Record<string, unknown>) => Promise<Outcome<DraftAnswer>>;
export type DraftMeta = Pick<LocalDraft, "unitId" | "unitName" | "methodId" | "methodName" | "observationId">;

export type Aside = { id: string; copyId: string; serial: number };
export const newAside = (): Aside => ({ id: newId(), copyId: newId(), serial: 0 });

/** On this device; counts `place` on. */
export async function keepAside(
  viewerId: string,
  meta: DraftMeta,
  otherVersionOf: string,
  place: Aside,
  state: EntryState,
): Promise<boolean> {
  const answer = await writeDraft(
    viewerId,
    {
      ...meta,
      version: FORM_VERSION,
      id: place.id,
      savedAt: new Date().toISOString(),
      syncedAt: null,
      isSynced: false,
      state,
      baseVersion: null,
      copyId: place.copyId,
      otherVersionOf,
    },
    place.serial,
  );
  if (answer.kind !== "saved") return false;
  place.serial = answer.draft.serial;
  return true;
}

/** On the server, if it answers; else it waits on the device like any draft. */
export async function sendAside(
  save: SaveDraft,
  viewerId: string,
  { unitId, methodId, observationId }: DraftMeta,
  otherVersionOf: string,
  place: Aside,
  state: EntryState,
) {
  const outcome = await save(viewerId, {
    id: place.id,
    unitId,
    methodId,
    observationId,
    baseVersion: null,
    copy: { id: place.copyId, serial: Math.max(place.serial, 1) },
    otherVersionOf,
    content: state,
  }).catch(() => null);
  if (!outcome?.ok || outcome.value.kind !== "saved") return null;
  const { savedAt, version } = outcome.value;
  return { syncedAt: savedAt, isSynced: true, baseVersion: version };
}
