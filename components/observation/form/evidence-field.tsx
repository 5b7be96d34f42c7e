"use client";

import { useState } from "react";
import { TextArea } from "@/components/form/text-area";
import type { EvidenceEntry } from "@/lib/observations/form/rules";
import { useEntry } from "./entry-context";
import { EvidenceFiles } from "./evidence-files";

/** "A photo or a written reason": neither is required, and where the method asks for one both stand together. */
export function Evidence({
  viewerId,
  known,
  asksNote,
  noteLimit,
}: {
  viewerId: string;
  /** files that the record names already */
  known: EvidenceEntry[];
  asksNote: boolean;
  noteLimit: number;
}) {
  const { words, state, patch, errorAt } = useEntry();
  const [hadNote] = useState(state.evidenceNote !== "");
  return (
    <>
      <EvidenceFiles
        viewerId={viewerId}
        shown={state.evidence}
        known={known}
        text={words.evidence}
        remove={words.remove}
        onChange={(evidence) => patch({ evidence })}
      />
      {(asksNote || hadNote) && (
        <TextArea
          name="evidenceNote"
          label={words.evidenceNote}
          hint={words.evidenceHint}
          rows={2}
          className="[&_textarea]:min-h-16"
          limit={noteLimit}
          value={state.evidenceNote}
          error={errorAt("evidenceNote")}
          onChange={(event) => patch({ evidenceNote: event.currentTarget.value })}
        />
      )}
    </>
  );
}
