"use client";

import { type ReactNode, useState } from "react";
import { DraftNotice } from "./draft-notice";
import type { EntryFormProps } from "./entry-props";
import type { useEntryState } from "./use-entry-state";
import type { VersionView } from "./version-view";

type Versions = {
  /** the comparison, in place of the form */
  view: ReactNode;
  /** over the form's buttons */
  notice: ReactNode;
  /** before sending: the other version would end with the draft; true where the person has to choose first */
  isAsked: () => boolean;
};

/** Another version of the draft that stands in the form: said at once, compared when the person wants. */
export function useVersions(props: EntryFormProps, entry: ReturnType<typeof useEntryState>): Versions {
  const [View, setView] = useState<typeof VersionView | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [isNotLoaded, setIsNotLoaded] = useState(false);
  const { conflict } = entry.drafts;

  /** Fetched now: whoever never meets a second version never loads it. */
  async function compare() {
    const loaded = await import("./version-view").catch(() => null);
    setIsNotLoaded(loaded === null);
    if (!loaded) return;
    setView(() => loaded.VersionView);
    setIsOpen(true);
  }

  const other = conflict && conflict.kind !== "gone" ? conflict : null;
  return {
    view:
      isOpen && View && other ? (
        <View
          form={props}
          mine={entry.latest.current}
          other={other}
          settle={entry.settle}
          onDone={() => setIsOpen(false)}
        />
      ) : null,
    notice: conflict ? (
      <DraftNotice
        conflict={conflict}
        words={props.words.versions}
        isNotLoaded={isNotLoaded}
        onCompare={compare}
        onGoOnAsNew={entry.goOnAsNew}
      />
    ) : null,
    isAsked: () => {
      if (other) void compare();
      return other !== null;
    },
  };
}
