"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { listDrafts, readDraft } from "@/components/offline/draft-store";
import { findItem } from "@/components/offline/outbox-store";
import type { LocalDraft } from "@/lib/field/draft/rules";
import { openedFrom, restoredEntry } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import { asOwnDraft } from "@/lib/observations/form/visit/rules";
import { adoptEarlyTaps, adoptEarlyText, withText, withTextAdded } from "./early-entry";
import { showInAddress } from "./entry-address";
import type { EntryFormProps } from "./entry-props";
import { loadChecks } from "./load-checks";
import { newId } from "./new-id";
import { useEntryDraft } from "./use-entry-draft";

/** What stands in the form: begun afresh or from a draft, and kept as a draft with every change. */
export function useEntryState(form: RefObject<HTMLFormElement | null>, props: EntryFormProps) {
  const { viewerId, unit, method, fresh, amend, draft } = props;
  const { fields } = method;
  const idRef = useRef(draft?.id ?? "");
  const [state, setState] = useState<EntryState>(() =>
    draft?.content ? restoredEntry(draft.content, fresh, fields) : fresh,
  );
  /** fields are made anew when the whole form is replaced */
  const [round, setRound] = useState(0);
  const [wasRestored, setWasRestored] = useState(draft?.content !== undefined && draft?.content !== null);
  /** this draft was submitted and lies in the outbox: the window was closed before it could say so */
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [isMoreOpen, setIsMoreOpen] = useState(() => amend !== null || hasMore(state, fresh));

  const drafts = useEntryDraft(
    viewerId,
    {
      unitId: unit.id,
      unitName: unit.name,
      methodId: method.id,
      methodName: method.name,
      observationId: amend?.id ?? null,
    },
    props.actions.save,
  );

  /** The id is made here: it is the key under which the same entry is never stored twice. */
  function entryId(): string {
    if (idRef.current === "") {
      idRef.current = newId();
      showInAddress(idRef.current);
    }
    return idRef.current;
  }

  const latest = useRef(state);
  const [changes, setChanges] = useState(0);
  function replace(next: EntryState) {
    latest.current = next;
    setState(next);
  }
  function update(next: (before: EntryState) => EntryState) {
    replace(next(latest.current));
    setChanges((count) => count + 1);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: saved once for each change, with the state after it
  useEffect(() => {
    if (changes === 1) void loadChecks();
    if (changes > 0) drafts.changed(entryId(), state);
  }, [changes]);

  // once: what was typed and tapped before the script arrived, and what this device kept
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the form opens
  useEffect(() => {
    adoptEarlyText(form.current, (name, text) => update((before) => withText(before, name, text)));
    void adoptEarlyTaps(form.current)
      .then(() => restore(state))
      .finally(drafts.release);
  }, []);

  /** The device's store answers a moment later: what was typed until then is not lost either. */
  async function restore(shown: EntryState) {
    const [local, item] = await Promise.all([localCopy(), draft ? findItem(viewerId, draft.id) : null]);
    if (item) {
      setIsSubmitted(true);
      return;
    }
    const server = serverCopy(draft);
    const which = openedFrom(local, server);
    if (local && (which === "local" || which === "both")) {
      const kept = restoredEntry(local.state, fresh, fields);
      const isSame = which === "both" && (await isSameText(kept, shown));
      const whole = withTextAdded(kept, shown, latest.current);
      idRef.current = local.id;
      showInAddress(local.id);
      replace(whole);
      setRound((count) => count + 1);
      setWasRestored(true);
      setIsMoreOpen(amend !== null || hasMore(whole, fresh));
      const began = isSame && server ? { baseVersion: server.version } : {};
      drafts.restored({ ...local, state: whole, ...began });
      if (which === "both" && server && !isSame) drafts.stop({ kind: "device", ...server });
      if (whole !== kept) drafts.changed(local.id, whole);
    } else if (server) {
      drafts.restored({
        id: server.id,
        state: latest.current,
        syncedAt: server.savedAt,
        isSynced: true,
        baseVersion: server.version,
        copyId: local?.copyId,
        serial: local?.serial,
        otherVersionOf: server.otherVersionOf,
      });
      if (latest.current !== shown) drafts.changed(server.id, latest.current);
    }
  }

  /** After the person's choice between two versions: the chosen one stands in the form. */
  async function settle(next: EntryState, rest: EntryState): Promise<boolean> {
    if (!(await drafts.settle(next, asOwnDraft(rest, newId)))) return false;
    replace(next);
    setRound((count) => count + 1);
    return true;
  }

  function goOnAsNew() {
    const id = drafts.goOnAsNew();
    if (!id) return;
    idRef.current = id;
    showInAddress(id);
    update((before) => asOwnDraft(before, newId));
  }

  async function localCopy(): Promise<LocalDraft | null> {
    if (draft) return readDraft(viewerId, draft.id);
    const kept = await listDrafts(viewerId);
    const mine = kept
      .flatMap((one) => (one.isReadable ? [one.draft] : []))
      .find((one) =>
        amend
          ? one.observationId === amend.id && one.otherVersionOf === null
          : one.observationId === null &&
            one.otherVersionOf === null &&
            one.unitId === unit.id &&
            one.methodId === method.id &&
            // begun a moment ago, in this very form
            one.id !== idRef.current,
      );
    return mine ?? null;
  }

  return {
    state,
    isSubmitted,
    latest,
    replace,
    update,
    entryId,
    drafts,
    settle,
    goOnAsNew,
    round,
    wasRestored,
    isMoreOpen,
    setIsMoreOpen,
  };
}

/** Asked where two copies met; without this piece of script they count as different. */
const isSameText = (a: EntryState, b: EntryState): Promise<boolean> =>
  import("@/lib/observations/form/draft/conflict/rules").then(
    ({ differences }) => differences(a, b).length === 0,
    () => false,
  );

/** What the server has of the draft of the address, if anything. */
function serverCopy(draft: EntryFormProps["draft"]) {
  if (!draft?.content || draft.version === null || draft.savedAt === null) return null;
  return { ...draft, version: draft.version, savedAt: draft.savedAt };
}

/** Something stands in the folded part. */
function hasMore(state: EntryState, fresh: EntryState): boolean {
  const { fact: _, judgement: __, cadres: ___, startedAt: ____, place: _____, ...rest } = state;
  const { fact: _a, judgement: _b, cadres: _c, startedAt: _d, place: _e, ...blank } = fresh;
  return (
    JSON.stringify({ ...rest, polarity: "", dimensions: [] }) !==
    JSON.stringify({ ...blank, polarity: "", dimensions: [] })
  );
}
