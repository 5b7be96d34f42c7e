"use client";

import { fill } from "@/components/form/messages";
import { buttonClass } from "@/components/ui/button-look";
import { Notice } from "@/components/ui/notice";
import { timeText } from "@/lib/platform/clock";
import type { EntryWords } from "./entry-words";
import type { DraftConflict } from "./use-entry-draft";

type Props = {
  conflict: DraftConflict;
  words: EntryWords["versions"];
  /** the comparison could not be fetched */
  isNotLoaded: boolean;
  onCompare: () => void;
  onGoOnAsNew: () => void;
};

/** Says that the draft has another version or is no more; typing goes on meanwhile. */
export function DraftNotice({ conflict, words, isNotLoaded, onCompare, onGoOnAsNew }: Props) {
  const isGone = conflict.kind === "gone";
  return (
    <Notice
      kind="caution"
      live="alert"
      actions={
        <button
          type="button"
          onClick={isGone ? onGoOnAsNew : onCompare}
          className={buttonClass({ variant: "secondary", size: "sm" })}
        >
          {isGone ? words.goOnAsNew : words.compare}
        </button>
      }
    >
      {textOf(conflict, words)}
      {isNotLoaded && <p className="mt-1">{words.notLoaded}</p>}
    </Notice>
  );
}

function textOf(conflict: DraftConflict, words: EntryWords["versions"]): string {
  if (conflict.kind === "tab") return words.tab;
  if (conflict.kind === "device") return fill(words.device, { time: timeText(new Date(conflict.savedAt)) });
  return conflict.why === "submitted" ? words.submitted : words.discarded;
}
