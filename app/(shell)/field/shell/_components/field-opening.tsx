"use client";

import { useState } from "react";
import type { FieldLocale } from "@/components/field/field-words";
import { addressOf } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-look";
import { EmptyState } from "@/components/ui/empty-state";

export type OpeningWords = {
  product: string;
  title: string;
  text: string;
  signIn: string;
  retry: string;
  deniedTitle: string;
  denied: string;
};

const LOCALES: FieldLocale[] = ["zh-CN", "en"];

/** There is nothing on this phone to show, and so nobody whose language it could speak: both stand here. */
export function FieldOpening({
  words,
  isDenied,
  onRetry,
}: {
  words: Record<FieldLocale, OpeningWords>;
  isDenied: boolean;
  onRetry: () => Promise<void>;
}) {
  const [isAsking, setAsking] = useState(false);
  const both = (key: keyof OpeningWords) =>
    LOCALES.map((locale) => (
      <span key={locale} lang={locale} className="block">
        {words[locale][key]}
      </span>
    ));
  const oneLine = (key: keyof OpeningWords) => LOCALES.map((locale) => words[locale][key]).join(" ");
  return (
    <main data-shell="field" className="flex min-h-dvh flex-col justify-center bg-paper">
      <EmptyState
        isPage
        icon="phone"
        title={both(isDenied ? "deniedTitle" : "title")}
        actions={
          <>
            <a
              href={addressOf("/sign-in", { next: "/field" })}
              className={buttonClass({ variant: "primary" })}
            >
              {oneLine("signIn")}
            </a>
            <button
              type="button"
              aria-busy={isAsking || undefined}
              className={buttonClass({})}
              onClick={() => {
                setAsking(true);
                void onRetry().finally(() => setAsking(false));
              }}
            >
              {oneLine("retry")}
            </button>
          </>
        }
      >
        {both(isDenied ? "denied" : "text")}
      </EmptyState>
    </main>
  );
}
