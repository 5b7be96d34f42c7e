"use client";

import { useRef } from "react";
import { amendObservation, logObservation, saveDraft } from "@/app/_actions/observations";
import { type EntryAsked, entryOfKit, type FieldEntry } from "@/components/field/entry-of-kit";
import { FieldFrame } from "@/components/field/field-frame";
import { MethodAbout } from "@/components/field/method-about";
import { EntryForm } from "@/components/observation/form/entry-form";
import { cityDay } from "@/lib/platform/clock";
import { Gone, PageMarks, type ShownPage } from "./page-parts";

type Props = {
  page: ShownPage;
  asked: EntryAsked;
  frame: Omit<Parameters<typeof FieldFrame>[0], "title" | "children">;
};

/** The form keeps what it was opened with: a newer kit must not pull a unit from under typed text. */
export default function EntryPart({ page: { kit, words, locale }, asked, frame }: Props) {
  const opened = useRef<FieldEntry | null>(null);
  const at = new Date();
  opened.current ??= entryOfKit(kit, words, asked, locale, { at, day: cityDay(at) });
  const entry = opened.current;
  const title = entry?.title ?? words.text.title.notMine;
  return (
    <FieldFrame {...frame} title={title} back={entry?.form.links.back ?? "/field"}>
      {entry ? (
        <>
          <MethodAbout about={entry.about} text={words.text} />
          <EntryForm
            {...entry.form}
            actions={{ log: logObservation, amend: amendObservation, save: saveDraft }}
          />
        </>
      ) : (
        <Gone words={words} />
      )}
      <PageMarks kit={kit} title={title} words={words} />
    </FieldFrame>
  );
}
