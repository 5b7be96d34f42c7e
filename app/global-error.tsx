"use client";

import "./globals.css";
import type { ErrorInfo } from "next/error";
import { digestOf } from "@/components/layout/digest";
import { Button } from "@/components/ui/button";

/** Nothing can be asked of the server here, also not the reader's language: it says its few words in both. */
const WORDS = [
  {
    lang: "zh-CN",
    title: "系统暂时打不开这一页",
    retry: "重试",
    hint: "先前已提交的内容不受影响。请稍后重试；仍不行，请把下面的编号告诉系统管理员。",
  },
  {
    lang: "en",
    title: "This page cannot be shown just now",
    retry: "Try again",
    hint: "What you submitted before is safe. Try again in a moment; if it fails again, give the number below to the system administrator.",
  },
];

/** Where a page breaks before its frame stands, as when the database cannot be reached. */
export default function GlobalError({ error, retry }: ErrorInfo) {
  const digest = digestOf(error);
  return (
    <html lang="zh-CN">
      <body className="grid min-h-dvh place-items-center p-6">
        <title>{WORDS[0]?.title}</title>
        <main className="flex max-w-[46ch] flex-col items-center gap-4 text-center">
          {WORDS.map(({ lang, title, hint }) => (
            <section key={lang} lang={lang} className="flex flex-col gap-1">
              <h1 className="text-lg font-medium">{title}</h1>
              <p className="text-ink-soft">{hint}</p>
            </section>
          ))}
          {digest && <code className="text-sm">{digest}</code>}
          <Button onClick={() => retry()}>{WORDS.map((words) => words.retry).join(" ")}</Button>
        </main>
      </body>
    </html>
  );
}
