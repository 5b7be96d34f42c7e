"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { laterCopy, restoredEntry } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import { adoptEarlyText, withText } from "./early-text";
import { showInAddress } from "./entry-address";
import type { EntryFormProps } from "./entry-props";
import { loadChecks } from "./load-checks";
import { type LocalDraft, listLocalDrafts, readLocalDraft } from "./local-drafts";
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

  // once: what this device kept, and what was typed before the script arrived
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the form opens
  useEffect(() => {
    const local = localCopy();
    const which = laterCopy(local, draft?.content ? { savedAt: draft.savedAt ?? "" } : null);
    if (local && which === "local") {
      const kept = restoredEntry(local.state, fresh, fields);
      idRef.current = local.id;
      showInAddress(local.id);
      replace(kept);
      setRound((count) => count + 1);
      setWasRestored(true);
      setIsMoreOpen(amend !== null || hasMore(kept, fresh));
      drafts.restored({ ...local, state: kept });
    } else if (draft?.content) {
      const { id, savedAt, version } = draft;
      drafts.restored({ id, state, syncedAt: savedAt, isSynced: true, baseVersion: version });
    } else {
      adoptEarlyText(form.current, (name, text) => update((before) => withText(before, name, text)));
    }
  }, []);

  function localCopy(): LocalDraft | null {
    if (draft) return readLocalDraft(viewerId, draft.id);
    const mine = listLocalDrafts(viewerId).filter((one) =>
      amend
        ? one.observationId === amend.id
        : one.observationId === null && one.unitId === unit.id && one.methodId === method.id,
    );
    return mine[0] ?? null;
  }

  return { state, latest, replace, update, entryId, drafts, round, wasRestored, isMoreOpen, setIsMoreOpen };
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
