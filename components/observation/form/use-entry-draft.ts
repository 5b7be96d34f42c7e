"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type DraftAnswer, FORM_VERSION } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import type { Outcome } from "@/lib/platform/result";
import { type LocalDraft, removeLocalDraft, writeLocalDraft } from "./local-drafts";
import { newId } from "./new-id";

export type SaveStatus = {
  local: "none" | "saved" | "failed";
  server: "none" | "waiting" | "saved" | "offline" | "signedOut" | "failed" | "newer";
  /** of the server's copy */
  savedAt: string | null;
};

export type SaveDraft = (authorId: string, input: Record<string, unknown>) => Promise<Outcome<DraftAnswer>>;
export type DraftMeta = Pick<LocalDraft, "unitId" | "unitName" | "methodId" | "methodName" | "observationId">;

type Restored = Pick<
  LocalDraft,
  "id" | "state" | "syncedAt" | "isSynced" | "copyId" | "baseVersion" | "serial"
>;

const LOCAL_MS = 400;
const SERVER_MS = 2_000;
const RETRY_MS = 15_000;

/** Keeps the whole form: on this device within a second of the last key, on the server soon after. */
export function useEntryDraft(viewerId: string, meta: DraftMeta, save: SaveDraft) {
  const [status, setStatus] = useState<SaveStatus>({ local: "none", server: "none", savedAt: null });
  const latest = useRef<{ id: string; state: EntryState } | null>(null);
  const stored = useRef({
    syncedAt: null as string | null,
    serial: 0,
    sent: 0,
    baseVersion: null as number | null,
    copyId: "",
  });
  const timers = useRef<{ local?: ReturnType<typeof setTimeout>; server?: ReturnType<typeof setTimeout> }>(
    {},
  );
  const isOver = useRef(false);
  const known = useRef({ viewerId, meta, save });
  known.current = { viewerId, meta, save };

  const toDevice = useCallback(() => {
    clearTimeout(timers.current.local);
    const now = latest.current;
    if (!now || isOver.current) return;
    stored.current.copyId ||= newId();
    const { serial, sent, syncedAt, baseVersion, copyId } = stored.current;
    const isSaved = writeLocalDraft(known.current.viewerId, {
      ...known.current.meta,
      version: FORM_VERSION,
      id: now.id,
      savedAt: new Date().toISOString(),
      syncedAt,
      isSynced: sent === serial,
      state: now.state,
      baseVersion,
      copyId,
      serial,
    });
    setStatus((before) => ({ ...before, local: isSaved ? "saved" : "failed" }));
  }, []);

  const toServer = useCallback(async () => {
    clearTimeout(timers.current.server);
    const now = latest.current;
    if (!now || isOver.current) return;
    stored.current.copyId ||= newId();
    const { serial, baseVersion, copyId } = stored.current;
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
      stored.current = { ...stored.current, syncedAt: savedAt, sent: serial, baseVersion: version };
      setStatus((before) => ({ ...before, server: "saved", savedAt }));
      toDevice();
      return;
    }
    if (outcome?.ok) {
      // another device wrote, or it is a record already: sending the same again changes nothing
      setStatus((before) => ({ ...before, server: "newer" }));
      return;
    }
    const server = !outcome ? "offline" : outcome.kind === "signedOut" ? "signedOut" : "failed";
    setStatus((before) => ({ ...before, server }));
    timers.current.server = setTimeout(toServer, RETRY_MS);
  }, [toDevice]);

  const changed = useCallback(
    (id: string, state: EntryState) => {
      latest.current = { id, state };
      stored.current.serial += 1;
      clearTimeout(timers.current.local);
      clearTimeout(timers.current.server);
      if (isOver.current) return;
      timers.current.local = setTimeout(toDevice, LOCAL_MS);
      timers.current.server = setTimeout(toServer, SERVER_MS);
      setStatus((before) => (before.server === "waiting" ? before : { ...before, server: "waiting" }));
    },
    [toDevice, toServer],
  );

  /** Typed text waits on the device while it is being sent; no draft is written behind a record's back. */
  const pause = useCallback(() => {
    toDevice();
    clearTimeout(timers.current.server);
  }, [toDevice]);

  const resume = useCallback(() => {
    const { serial, sent } = stored.current;
    if (isOver.current || serial === sent) return;
    clearTimeout(timers.current.server);
    timers.current.server = setTimeout(toServer, SERVER_MS);
  }, [toServer]);

  const finish = useCallback(() => {
    isOver.current = true;
    clearTimeout(timers.current.local);
    clearTimeout(timers.current.server);
    if (latest.current) removeLocalDraft(known.current.viewerId, latest.current.id);
  }, []);

  const restored = useCallback(({ id, state, syncedAt, isSynced, ...from }: Restored) => {
    latest.current = { id, state };
    const serial = from.serial ?? 0;
    stored.current = {
      syncedAt,
      serial: isSynced ? serial : serial + 1,
      sent: serial,
      baseVersion: from.baseVersion ?? null,
      copyId: from.copyId ?? "",
    };
    setStatus({ local: "saved", server: isSynced ? "saved" : "waiting", savedAt: syncedAt });
    if (!isSynced) timers.current.server = setTimeout(() => toServerNow.current(), SERVER_MS);
  }, []);
  const toServerNow = useRef(toServer);
  toServerNow.current = toServer;

  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState !== "hidden") return;
      toDevice();
    };
    const online = () => {
      if (stored.current.sent !== stored.current.serial) void toServer();
    };
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("pagehide", toDevice);
    window.addEventListener("online", online);
    const pending = timers.current;
    return () => {
      toDevice();
      clearTimeout(pending.local);
      clearTimeout(pending.server);
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("pagehide", toDevice);
      window.removeEventListener("online", online);
    };
  }, [toDevice, toServer]);

  return { status, changed, pause, resume, finish, restored };
}
