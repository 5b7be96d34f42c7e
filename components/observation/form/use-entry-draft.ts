"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { noteDraft, removeDraft, writeDraft } from "@/components/offline/draft-store";
import type { LocalDraft } from "@/lib/field/draft/rules";
import { FORM_VERSION } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import { type Aside, type DraftMeta, keepAside, newAside, type SaveDraft, sendAside } from "./keep-aside";
import { newId } from "./new-id";

export type SaveStatus = {
  local: "none" | "saved" | "failed";
  server: "none" | "waiting" | "saved" | "offline" | "signedOut" | "failed" | "newer";
  /** of the server's copy */
  savedAt: string | null;
};

/** What a form was opened with, and what this device knows of it. */
type Restored = Pick<LocalDraft, "id" | "state" | "syncedAt" | "isSynced" | "baseVersion"> &
  Partial<Pick<LocalDraft, "copyId" | "serial" | "otherVersionOf">>;

/** Another tab or another device was faster, and nothing was overwritten: the person chooses. */
export type OtherVersion =
  | { kind: "tab"; stored: LocalDraft }
  | { kind: "device"; savedAt: string; version: number; content: unknown };
/** ... or it is a record already, or was discarded. */
export type DraftConflict = OtherVersion | { kind: "gone"; why: "submitted" | "discarded" };

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
  type Timer = ReturnType<typeof setTimeout> | undefined;
  const timers = useRef<{ local?: Timer; server?: Timer }>({});
  /** one write after the other: each names the serial of the one before */
  const writing = useRef<Promise<void>>(Promise.resolve());
  /** until it is known what this device has: a write before that would take it for another tab's */
  const isHeld = useRef(true);
  const isOver = useRef(false);
  const found = useRef<DraftConflict | null>(null);
  /** where typing goes on while the draft's own place is another tab's, or is no more */
  const aside = useRef<Aside | null>(null);
  const known = useRef({ viewerId, meta, save });
  known.current = { viewerId, meta, save };

  const stop = useCallback((conflict: DraftConflict | null) => {
    found.current = conflict;
    clearTimeout(timers.current.server);
    setConflict(conflict);
    if (conflict) setStatus((before) => ({ ...before, server: "newer" }));
  }, []);

  const write = useCallback(async (): Promise<void> => {
    const now = latest.current;
    const { changes, written, syncedAt, baseVersion, serial, otherVersionOf } = book.current;
    if (!now || isHeld.current || isOver.current || changes === written) return;
    const { viewerId: author, meta: about } = known.current;
    if (found.current && found.current.kind !== "device") {
      aside.current ??= newAside();
      const isKept = await keepAside(author, about, now.id, aside.current, now.state);
      if (isKept) book.current.written = changes;
      setStatus((before) => ({ ...before, local: isKept ? "saved" : "failed" }));
      return;
    }
    book.current.copyId ||= newId();
    const answer = await writeDraft(
      author,
      {
        ...about,
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
    if (answer.kind === "newer" || answer.kind === "submitted") {
      stop(
        answer.kind === "newer" ? { kind: "tab", stored: answer.stored } : { kind: "gone", why: "submitted" },
      );
      return write();
    }
    const isSaved = answer.kind === "saved";
    // counted on where there is no store, so that the server can tell the later one
    book.current.serial = isSaved ? answer.draft.serial : serial + 1;
    if (isSaved) book.current.written = changes;
    setStatus((before) => ({ ...before, local: isSaved ? "saved" : "failed" }));
  }, [stop]);

  const toDevice = useCallback((): Promise<void> => {
    clearTimeout(timers.current.local);
    timers.current.local = undefined;
    writing.current = writing.current.then(write);
    return writing.current;
  }, [write]);

  const toServer = useCallback(async () => {
    clearTimeout(timers.current.server);
    await toDevice();
    const now = latest.current;
    if (!now || isHeld.current || isOver.current || found.current) return;
    book.current.copyId ||= newId();
    const { changes, serial, baseVersion, copyId, otherVersionOf } = book.current;
    const { meta: about, viewerId: author, save: send } = known.current;
    const { unitId, methodId, observationId } = about;
    const outcome = await send(author, {
      id: now.id,
      unitId,
      methodId,
      observationId,
      baseVersion,
      copy: { id: copyId, serial },
      otherVersionOf,
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
      if (value.kind === "gone") {
        stop(value);
        // its words go on beside it
        book.current.changes += 1;
        await toDevice();
        if (book.current.written === book.current.changes) await removeDraft(author, now.id);
      }
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
      clearTimeout(timers.current.server);
      if (isOver.current) return;
      // from the first change on: ten photos in a row, or typing without a pause, must not put it off
      timers.current.local ??= setTimeout(toDevice, LOCAL_MS);
      if (found.current) return;
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
    if (isOver.current || found.current || changes === sent) return;
    clearTimeout(timers.current.server);
    timers.current.server = setTimeout(toServer, SERVER_MS);
  }, [toServer]);

  const finish = useCallback(() => {
    isOver.current = true;
    clearTimeout(timers.current.local);
    clearTimeout(timers.current.server);
    for (const place of [latest.current, aside.current]) {
      if (place) void removeDraft(known.current.viewerId, place.id);
    }
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

  /**
   * The person has chosen: `next` goes on as the draft, `rest` is kept as a draft of its own, and before anything is
   * overwritten. False where it could be kept nowhere; then nothing has changed.
   */
  const settle = useCallback(
    async (next: EntryState, rest: EntryState): Promise<boolean> => {
      const now = latest.current;
      const other = found.current;
      if (!now || !other || other.kind === "gone") return false;
      const { viewerId: author, meta: about, save: send } = known.current;
      const place = aside.current ?? newAside();
      await writing.current;
      const isHere = await keepAside(author, about, now.id, place, rest);
      const isThere = await sendAside(send, author, about, now.id, place, rest);
      if (!isHere && !isThere) return false;
      if (isHere && isThere) await noteDraft(author, place.id, isThere);
      aside.current = null;
      const { copyId, serial, baseVersion } = other.kind === "tab" ? other.stored : book.current;
      book.current = {
        ...book.current,
        copyId,
        serial,
        baseVersion: other.kind === "tab" ? baseVersion : other.version,
      };
      stop(null);
      changed(now.id, next);
      await toDevice();
      void toServer();
      return true;
    },
    [stop, changed, toDevice, toServer],
  );

  /** The draft is no more; what stands here goes on under an id of its own. */
  const goOnAsNew = useCallback((): string | null => {
    const now = latest.current;
    if (!now || found.current?.kind !== "gone") return null;
    const { id, copyId, serial } = aside.current ?? newAside();
    aside.current = null;
    book.current = {
      ...book.current,
      copyId,
      serial,
      syncedAt: null,
      baseVersion: null,
      otherVersionOf: null,
    };
    stop(null);
    return id;
  }, [stop]);

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

  /** Goes with the record, so that what another device wrote since is not lost with the draft. */
  const knownDraft = () => {
    const { copyId, baseVersion, serial } = book.current;
    return copyId ? { copyId, version: baseVersion, serial } : undefined;
  };

  return {
    known: knownDraft,
    status,
    conflict,
    changed,
    release,
    pause,
    resume,
    finish,
    restored,
    stop,
    settle,
    goOnAsNew,
  };
}
