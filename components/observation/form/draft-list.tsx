"use client";

import { useEffect, useState } from "react";
import { listDrafts, removeDraft } from "@/components/offline/draft-store";
import { listen } from "@/components/offline/outbox-store";
import { addressOf } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-look";
import { Icon } from "@/components/ui/icon";
import { firstWords } from "@/lib/observations/form/draft/rules";
import { momentText } from "@/lib/platform/clock";
import type { Outcome } from "@/lib/platform/result";

export type DraftRow = {
  id: string;
  unitId: string | null;
  unitName: string;
  methodId: string | null;
  methodName: string;
  observationId: string | null;
  words: string;
  /** as text in the person's language */
  savedAt: string;
  isOnlyHere: boolean;
  /** written by a newer release: kept, and opened once this device has it too */
  isReadable: boolean;
  /** what was not chosen between two versions */
  isOtherVersion: boolean;
};

const UNREAD = {
  unitId: null,
  unitName: "",
  methodId: null,
  methodName: "",
  observationId: null,
  isOnlyHere: true,
  isReadable: false,
  isOtherVersion: false,
};

export type DraftListWords = {
  noUnit: string;
  noMethod: string;
  noWords: string;
  onlyHere: string;
  unread: string;
  otherVersion: string;
  amendment: string;
  continue: string;
  discard: string;
  confirm: string;
  failed: string;
  empty: string;
  emptyHint: string;
};

type Props = {
  viewerId: string;
  rows: DraftRow[];
  /** where a draft is opened: the desk's or the phone's form */
  base: string;
  layout: "desk" | "phone";
  words: DraftListWords;
  discard: (authorId: string, input: Record<string, unknown>) => Promise<Outcome<{ discarded: boolean }>>;
};

/** Drafts of the server, and those that only this device has. */
export function DraftList({ viewerId, rows, base, layout, words, discard }: Props) {
  const [gone, setGone] = useState<string[]>([]);
  const [local, setLocal] = useState<DraftRow[]>([]);
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    const shown = (moment: string) => (Number.isNaN(Date.parse(moment)) ? "" : momentText(moment));
    const show = async () => {
      const kept = await listDrafts(viewerId);
      setLocal(
        kept
          .map((one) => {
            if (!one.isReadable)
              return { ...UNREAD, id: one.id, words: one.words, savedAt: shown(one.savedAt) };
            const { draft } = one;
            return {
              ...draft,
              words: firstWords(draft.state),
              savedAt: shown(draft.savedAt),
              isOnlyHere: true,
              isReadable: true,
              isOtherVersion: draft.otherVersionOf !== null,
            };
          })
          .filter((draft) => !rows.some((row) => row.id === draft.id)),
      );
    };
    void show();
    return listen(() => void show());
  }, [viewerId, rows]);

  async function remove(row: DraftRow) {
    if (!window.confirm(words.confirm)) return;
    const outcome = row.isOnlyHere
      ? null
      : await discard(viewerId, { id: row.id }).catch(() => ({ ok: false }));
    if (outcome && !outcome.ok) {
      setHasFailed(true);
      return;
    }
    await removeDraft(viewerId, row.id);
    setHasFailed(false);
    setGone((before) => [...before, row.id]);
  }

  const shown = [...local, ...rows].filter((row) => !gone.includes(row.id));
  if (shown.length === 0) {
    return (
      <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
        <Icon name="file" className="size-8 text-ink-hint" strokeWidth={1} />
        <p className="text-lg font-medium">{words.empty}</p>
        <p className="text-ink-soft">{words.emptyHint}</p>
      </div>
    );
  }
  return (
    <>
      {hasFailed && (
        <p role="alert" className="mb-2 text-attention">
          {words.failed}
        </p>
      )}
      <ul className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
        {shown.map((row) => (
          <li
            key={row.id}
            className={`flex gap-x-4 gap-y-1.5 border-b border-line px-4 py-3 last:border-0 ${layout === "phone" ? "flex-col" : "items-center"}`}
          >
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-semibold">{row.unitName || words.noUnit}</span>
                <span className="text-ink-soft">{row.methodName || words.noMethod}</span>
                {row.observationId && <span className="text-sm text-info">{words.amendment}</span>}
                {row.isOtherVersion && <span className="text-sm text-info">{words.otherVersion}</span>}
                <span className="text-sm text-ink-hint">{row.savedAt}</span>
                {row.isOnlyHere && <span className="text-sm text-caution">{words.onlyHere}</span>}
              </p>
              <p className={`mt-0.5 truncate ${row.words ? "text-ink-soft" : "text-ink-hint"}`}>
                {row.words || words.noWords}
              </p>
            </div>
            <div className="flex shrink-0 gap-2">
              {row.isReadable ? (
                <>
                  <a
                    href={draftHref(row, base)}
                    className={buttonClass(
                      { variant: "primary", size: "sm" },
                      layout === "phone" ? "flex-1" : undefined,
                    )}
                  >
                    {words.continue}
                  </a>
                  <button
                    type="button"
                    onClick={() => remove(row)}
                    aria-label={`${words.discard} ${row.unitName} ${row.methodName}`}
                    className={buttonClass({ variant: "quiet", size: "sm" })}
                  >
                    {words.discard}
                  </button>
                </>
              ) : (
                <p className="text-sm text-caution">{words.unread}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function draftHref(row: DraftRow, base: string): string {
  if (row.observationId) return addressOf("/observations/new", { amend: row.observationId, draft: row.id });
  return addressOf(base, {
    draft: row.id,
    unit: row.unitId ?? undefined,
    method: row.methodId ?? undefined,
  });
}
