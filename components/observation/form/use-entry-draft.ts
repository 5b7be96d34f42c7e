"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { noteDraft, removeDraft, writeDraft } from "@/components/offline/draft-store";
import type { LocalDraft } from "@/lib/field/draft/rules";
import { type DraftAnswer, FORM_VERSION } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import type { Outcome } from "@/lib/platform/result";
import { newId } from "./new-id";

export type SaveStatus = {
  local: "none" | "saved" | "failed";
  server: "none" | "waiting" | "saved" | "offline" | "signedOut" | "failed" | "newer";
  /** of the server's copy */
  savedAt: string | null;
};

export type SaveDraft = (authorId: string, input: Record<string, unknown>) => Promise<Outcome<DraftAnswer>>;
export type DraftMeta = Pick<LocalDraft, "unitId" | "unitName" | "methodId" | "methodName" | "observationId">;

/** What a form was opened with, and what this device knows of it. */
type Restored = Pick<LocalDraft, "id" | "state" | "syncedAt" | "isSynced" | "baseVersion"> &
  Partial<Pick<LocalDraft, "copyId" | "serial" | "otherVersionOf">>;

/** Somebody else was faster, and nothing was overwritten: another tab, another device, or it is sent already. */
export type DraftConflict =
  | { kind: "tab"; stored: LocalDraft }
  | { kind: "device"; savedAt: string; version: number; content: Record<string, unknown> }
  | { kind: "gone"; why: "submitted" | "discarded" };

const LOCAL_MS = 400;
const SERVER_MS = 2_000;
const RETRY_MS = 15_000;

/** Keeps the whole form: on this device within a second of the last key, on the server soon after. */
export function useEntryDraft(viewerId: string, meta: DraftMeta, save: SaveDraft) {
  const [status, setStatus] = useState<SaveStatus>({ local: "none", server: "none", savedAt: null });
  const [conflict, setConflict] = useState<DraftConflict | null>(null);
  const latest = useRef<{ id: string; state: EntryState } | null>(null);
  const book = useRef({
    /** counted here: what was typed, and how far device and server have it */
    changes: 0,
    written: 0,
    sent: 0,
    /** of the copy on this device */
    serial: 0,
    copyId: "",
    syncedAt: null as string | null,
    baseVersion: null as number | null,
    otherVersionOf: null as string | null,
  });
  const timers = useRef<{ local?: ReturnType<typeof setTimeout>; server?: ReturnType<typeof setTimeout> }>(
    {},
  );
  /** one write after the other: each names the serial of the one before */
  const writing = useRef<Promise<void>>(Promise.resolve());
  /** until it is known what this device has: a write before that would take it for another tab's */
  const isHeld = useRef(true);
  const isOver = useRef(false);
  const isStopped = useRef(false);
  const known = useRef({ viewerId, meta, save });
  known.current = { viewerId, meta, save };

  const stop = useCallback((found: DraftConflict) => {
    isStopped.current = true;
    clearTimeout(timers.current.local);
    clearTimeout(timers.current.server);
    setConflict(found);
    setStatus((before) => ({ ...before, server: "newer" }));
  }, []);

  const write = useCallback(async () => {
    const now = latest.current;
    const { changes, written, syncedAt, baseVersion, serial, otherVersionOf } = book.current;
    if (!now || isHeld.current || isOver.current || isStopped.current || changes === written) return;
    book.current.copyId ||= newId();
    const answer = await writeDraft(
      known.current.viewerId,
      {
        ...known.current.meta,
        version: FORM_VERSION,
        id: now.id,
        savedAt: new Date().toISOString(),
        syncedAt,
        isSynced: false,
        state: now.state,
        baseVersion,
        copyId: book.current.copyId,
        otherVersionOf,
      },
      serial,
    );
    if (answer.kind === "newer") return stop({ kind: "tab", stored: answer.stored });
    if (answer.kind === "submitted") return stop({ kind: "gone", why: "submitted" });
    const isSaved = answer.kind === "saved";
    // counted on where there is no store, so that the server can tell the later one
    book.current.serial = isSaved ? answer.draft.serial : serial + 1;
    if (isSaved) book.current.written = changes;
    setStatus((before) => ({ ...before, local: isSaved ? "saved" : "failed" }));
  }, [stop]);

  const toDevice = useCallback((): Promise<void> => {
    clearTimeout(timers.current.local);
    writing.current = writing.current.then(write);
    return writing.current;
  }, [write]);

  const toServer = useCallback(async () => {
    clearTimeout(timers.current.server);
    await toDevice();
    const now = latest.current;
    if (!now || isHeld.current || isOver.current || isStopped.current) return;
    book.current.copyId ||= newId();
    const { changes, serial, baseVersion, copyId } = book.current;
    const { meta: about, viewerId: author, save: send } = known.current;
    const { unitId, methodId, observationId } = about;
    const outcome = await send(author, {
      id: now.id,
      unitId,
      methodId,
      observationId,
      baseVersion,
      copy: { id: copyId, serial },
      content: now.state,
    }).catch(() => null);
    if (isOver.current) return;
    if (outcome?.ok && outcome.value.kind === "saved") {
      const { savedAt, version } = outcome.value;
      book.current = { ...book.current, syncedAt: savedAt, sent: changes, baseVersion: version };
      const isSynced = book.current.changes === changes;
      setStatus((before) => ({ ...before, server: isSynced ? "saved" : before.server, savedAt }));
      const note = { syncedAt: savedAt, isSynced, baseVersion: version };
      writing.current = writing.current.then(() => noteDraft(author, now.id, note)).catch(() => undefined);
      return;
    }
    if (outcome?.ok) {
      // another device wrote, or it is a record already: sending the same again changes nothing
      const { value } = outcome;
      if (value.kind === "newer") stop({ ...value, kind: "device" });
      if (value.kind === "gone") stop(value);
      return;
    }
    const server = !outcome ? "offline" : outcome.kind === "signedOut" ? "signedOut" : "failed";
    setStatus((before) => ({ ...before, server }));
    timers.current.server = setTimeout(toServer, RETRY_MS);
  }, [toDevice, stop]);

  const changed = useCallback(
    (id: string, state: EntryState) => {
      latest.current = { id, state };
      book.current.changes += 1;
      clearTimeout(timers.current.local);
      clearTimeout(timers.current.server);
      if (isOver.current || isStopped.current) return;
      timers.current.local = setTimeout(toDevice, LOCAL_MS);
      timers.current.server = setTimeout(toServer, SERVER_MS);
      setStatus((before) => (before.server === "waiting" ? before : { ...before, server: "waiting" }));
    },
    [toDevice, toServer],
  );

  /** The device's store has answered, and `restored` was called with what it had. */
  const release = useCallback(() => {
    isHeld.current = false;
    if (book.current.changes !== book.current.written) timers.current.local = setTimeout(toDevice, LOCAL_MS);
  }, [toDevice]);

  /** Typed text waits on the device while it is being sent; no draft is written behind a record's back. */
  const pause = useCallback((): Promise<void> => {
    clearTimeout(timers.current.server);
    return toDevice();
  }, [toDevice]);

  const resume = useCallback(() => {
    const { changes, sent } = book.current;
    if (isOver.current || isStopped.current || changes === sent) return;
    clearTimeout(timers.current.server);
    timers.current.server = setTimeout(toServer, SERVER_MS);
  }, [toServer]);

  const finish = useCallback(() => {
    isOver.current = true;
    clearTimeout(timers.current.local);
    clearTimeout(timers.current.server);
    if (latest.current) void removeDraft(known.current.viewerId, latest.current.id);
  }, []);

  const restored = useCallback(({ id, state, syncedAt, isSynced, baseVersion, ...copy }: Restored) => {
    latest.current = { id, state };
    book.current = {
      // what only this device has is on its way to the server
      changes: isSynced ? 0 : 1,
      written: isSynced ? 0 : 1,
      sent: 0,
      serial: copy.serial ?? 0,
      copyId: copy.copyId ?? "",
      syncedAt,
      baseVersion,
      otherVersionOf: copy.otherVersionOf ?? null,
    };
    setStatus({ local: "saved", server: isSynced ? "saved" : "waiting", savedAt: syncedAt });
    if (!isSynced) timers.current.server = setTimeout(() => toServerNow.current(), SERVER_MS);
  }, []);
  const toServerNow = useRef(toServer);
  toServerNow.current = toServer;

  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && void toDevice();
    const leave = () => void toDevice();
    const online = () => book.current.sent !== book.current.changes && void toServer();
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", online);
    const pending = timers.current;
    return () => {
      void toDevice();
      clearTimeout(pending.local);
      clearTimeout(pending.server);
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", online);
    };
  }, [toDevice, toServer]);

  return { status, conflict, changed, release, pause, resume, finish, restored };
}
