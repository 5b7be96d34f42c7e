"use client";

import { fill } from "@/components/form/messages";
import { DraftList } from "@/components/observation/form/draft-list";
import { buttonClass } from "@/components/ui/button-look";
import type { KitDraft, KitReturned } from "@/lib/field/kit/rules";
import { firstWords } from "@/lib/observations/form/draft/rules";
import { momentText } from "@/lib/platform/clock";
import type { Outcome } from "@/lib/platform/result";
import type { FieldLocale, FieldWords } from "./field-words";

type Props = {
  viewerId: string;
  drafts: KitDraft[];
  returned: KitReturned[];
  words: Pick<FieldWords, "text" | "drafts">;
  locale: FieldLocale;
  discard: (authorId: string, input: Record<string, unknown>) => Promise<Outcome<{ discarded: boolean }>>;
};

/** What a reviewer sent back, since somebody waits for it; then what was begun. */
export function DraftsView({ viewerId, drafts, returned, words, locale, discard }: Props) {
  const { text } = words;
  const isEnglish = locale === "en";
  return (
    <>
      {returned.length > 0 && (
        <section aria-labelledby="returned" className="mb-5">
          <h2 id="returned" className="mb-1.5 text-lg font-semibold">
            {text.title.returned}
          </h2>
          <ul className="flex flex-col gap-3">
            {returned.map((record) => (
              <li
                key={record.id}
                className="rounded-lg border border-line-strong bg-surface px-4 py-3 shadow-raise"
              >
                <p className="font-semibold">{record.unitName}</p>
                <p className="text-sm text-ink-hint">
                  {fill(text.hint.record, {
                    day: record.startedOn,
                    method: isEnglish ? record.methodNameEn : record.methodName,
                  })}
                </p>
                <p className="mt-1.5 text-sm text-caution">
                  {fill(text.hint.returnedBy, { name: record.reviewer, day: record.returnedOn ?? "" })}
                </p>
                <p className="whitespace-pre-wrap">{record.reason}</p>
                <a
                  href={`/observations/new?amend=${record.id}`}
                  className={buttonClass({ variant: "primary", size: "sm", block: true }, "mt-2.5")}
                >
                  {text.action.rewrite}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="mb-2.5 text-sm text-ink-hint">{text.hint.drafts}</p>
      <DraftList
        viewerId={viewerId}
        base="/field/new"
        layout="phone"
        discard={discard}
        rows={drafts.map((draft) => ({
          id: draft.id,
          unitId: draft.unitId,
          unitName: draft.unitName ?? "",
          methodId: draft.methodId,
          methodName: (isEnglish ? draft.methodNameEn : draft.methodName) ?? "",
          observationId: draft.observationId,
          words: firstWords(draft.content),
          savedAt: momentText(new Date(draft.savedAt)),
          isOtherVersion: draft.otherVersionOf !== null,
          isOnlyHere: false,
          isReadable: true,
        }))}
        words={words.drafts}
      />
    </>
  );
}
