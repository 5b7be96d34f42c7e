"use client";

import { useEffect, useState } from "react";
import { chooseDisplay, readDisplay, sendDisplay, showDisplay } from "@/components/offline/display";
import { Icon } from "@/components/ui/icon";
import type { FieldLocale } from "./field-words";

export type DisplayWords = { title: string; largeText: string; language: string };

type Props = {
  locale: FieldLocale;
  /** as the server knows it */
  isLarge: boolean;
  words: DisplayWords;
  /** on the phone's own pages: shows itself anew; else the server does */
  onLanguage?: () => void;
};

const BUTTON =
  "inline-flex min-h-11 items-center gap-1.5 rounded-md border border-edge bg-surface px-3.5 text-ink-soft aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent";

/** 大字 and language, at the foot of the first page. */
export function DisplaySettings({ locale, isLarge, words, onLanguage }: Props) {
  const [large, setLarge] = useState(isLarge);
  useEffect(() => {
    const { at, isLarge: wanted } = readDisplay();
    // never chosen on this device: what the server remembers of it holds
    if (at === "") return;
    setLarge(wanted);
    showDisplay({ isLarge: wanted });
  }, []);

  function toggleText() {
    setLarge(!large);
    chooseDisplay({ isLarge: !large });
    void sendDisplay();
  }

  async function switchLanguage() {
    chooseDisplay({ locale: locale === "en" ? "zh-CN" : "en" });
    if (onLanguage) {
      onLanguage();
      void sendDisplay();
    } else if (await sendDisplay()) {
      window.location.reload();
    }
  }

  return (
    <section aria-label={words.title} className="mt-5 flex flex-wrap gap-2">
      <button type="button" aria-pressed={large} onClick={toggleText} className={BUTTON}>
        {words.largeText}
      </button>
      <button
        type="button"
        lang={locale === "en" ? "zh-CN" : "en"}
        onClick={switchLanguage}
        className={BUTTON}
      >
        <Icon name="language" className="size-4.5" />
        {words.language}
      </button>
    </section>
  );
}
