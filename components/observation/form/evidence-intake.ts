/** What is still being made ready when the form is sent; a photo just taken must go along. */
import type { EntryState, EvidenceEntry } from "@/lib/observations/form/rules";

let underWay: Promise<unknown> = Promise.resolve();

/** One after the other: two large pictures at once are too much for a small phone. */
export function afterTheOthers<T>(work: () => Promise<T>): Promise<T> {
  const mine = underWay.then(work);
  underWay = mine.catch(() => null);
  return mine;
}

/** Resolves when every file that was chosen is in the form, or was refused. */
export async function evidenceSettled(): Promise<void> {
  for (let seen: unknown; seen !== underWay; ) {
    seen = underWay;
    await seen;
  }
}

/**
 * Only what can really follow is announced: bytes that lie on this device, and what the record already names. A
 * photo taken on another device stays in that device's draft.
 */
export async function withOwnEvidence(
  viewerId: string,
  state: EntryState,
  known: EvidenceEntry[],
): Promise<EntryState> {
  if (state.evidence.length === 0) return state;
  const { getFile } = await import("@/components/offline/store");
  const here = await Promise.all(
    state.evidence.map(
      async (file) => known.some((one) => one.id === file.id) || (await getFile(viewerId, file.id)) !== null,
    ),
  );
  return { ...state, evidence: state.evidence.filter((_, at) => here[at]) };
}
