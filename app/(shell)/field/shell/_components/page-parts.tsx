"use client";

import { useEffect, useState } from "react";
import type { FieldLocale, FieldWords, PhoneKit } from "@/components/field/field-words";
import { Watermark } from "@/components/layout/watermark";
import { buttonClass } from "@/components/ui/button-look";
import { EmptyState } from "@/components/ui/empty-state";
import { momentText } from "@/lib/platform/clock";

export type ShownPage = { kit: PhoneKit; words: FieldWords; locale: FieldLocale; today: string };

/** Not the viewer's today, or not on this phone: and what is left of it. */
export function Gone({ words }: { words: FieldWords }) {
  const { action, hint, title } = words.text;
  return (
    <EmptyState
      title={title.notMine}
      icon="unit"
      actions={
        <>
          <a href="/field" className={buttonClass({})}>
            {action.units}
          </a>
          <a href="/field/drafts" className={buttonClass({})}>
            {action.drafts}
          </a>
        </>
      }
    >
      {hint.unitGone}
    </EmptyState>
  );
}

/** The tab's title, and who looks, when, and at which kit. */
export function PageMarks({
  kit: { viewer, trace },
  title,
  words,
}: {
  kit: PhoneKit;
  title: string;
  words: FieldWords;
}) {
  useEffect(() => {
    document.title = `${title} · ${words.text.title.product}`;
  }, [title, words]);
  const [seenAt] = useState(() => momentText(new Date()));
  return <Watermark lines={[`${viewer.name} ${viewer.department}`, `${seenAt} ${trace}`]} />;
}
