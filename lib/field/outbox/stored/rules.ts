/**
 * What lies in the outbox's store, written by this release, by an older or by a newer one. An older one is brought up
 * step by step; what is newer or odd is kept as it is and shown, never discarded.
 */
import { ITEM_VERSION, type OutboxItem } from "../rules";

export type KeptItem =
  | { isReadable: true; item: OutboxItem }
  /** a newer release wrote it, or nobody knows who: it stays, with what can be shown of it */
  | { isReadable: false; id: string; version: number; raw: Record<string, unknown> };

type Raw = Record<string, unknown>;

/** From version n to n + 1, by index. */
const STEPS: ((raw: Raw) => Raw)[] = [
  // before versions were counted: no fate and no files were written down
  (raw) => ({
    outcome: null,
    reason: null,
    tries: 0,
    nextAt: raw.madeAt,
    receivedAt: null,
    mayHaveArrived: true,
    files: [],
    ...raw,
    version: 1,
  }),
];

export function keptItem(stored: unknown): KeptItem {
  const raw: Raw = typeof stored === "object" && stored !== null ? { ...stored } : {};
  const version = typeof raw.version === "number" ? raw.version : 0;
  const id = typeof raw.id === "string" ? raw.id : "";
  if (version > ITEM_VERSION || version < 0) return { isReadable: false, id, version, raw };
  const current = STEPS.slice(version).reduce((older, step) => step(older), raw);
  return isItem(current) ? { isReadable: true, item: current } : { isReadable: false, id, version, raw };
}

const STATES: unknown[] = ["waiting", "sent", "received", "blocked"];

/** As much as sending it and showing it needs. */
function isItem(raw: Raw): raw is Raw & OutboxItem {
  const { id, viewerId, body, form, madeAt, state, files } = raw;
  return (
    [id, viewerId, madeAt].every((text) => typeof text === "string" && text !== "") &&
    [body, form].every((part) => typeof part === "object" && part !== null) &&
    STATES.includes(state) &&
    Array.isArray(files)
  );
}
