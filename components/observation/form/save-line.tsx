"use client";

import { Icon } from "@/components/ui/icon";
import { timeText } from "@/lib/platform/clock";
import { fill } from "../../form/messages";
import type { EntryWords } from "./entry-words";
import type { SaveStatus } from "./use-entry-draft";

/** 已存本机 · 已存服务器 10:32. Spoken only when something is wrong: it changes every two seconds. */
export function SaveLine({ status, words }: { status: SaveStatus; words: EntryWords }) {
  if (status.local === "none" && status.server === "none") {
    return <p className="text-sm text-ink-hint">{words.selfSaving}</p>;
  }
  const here =
    status.local === "failed" ? words.notSavedHere : status.local === "saved" ? words.savedHere : "";
  const there: Record<SaveStatus["server"], string> = {
    none: "",
    waiting: words.savingThere,
    saved: status.savedAt ? fill(words.savedThere, { time: timeText(new Date(status.savedAt)) }) : "",
    offline: words.offline,
    signedOut: words.signedOutHere,
    failed: words.notSavedThere,
    newer: words.newerThere,
  };
  const isWrong =
    status.local === "failed" || ["offline", "signedOut", "failed", "newer"].includes(status.server);
  return (
    <p
      role={isWrong ? "status" : undefined}
      className={`flex items-center gap-1 text-sm ${isWrong ? "text-caution" : "text-ink-hint"}`}
    >
      <Icon name={isWrong ? "warning" : status.server === "saved" ? "check" : "clock"} className="size-3.5" />
      {[here, there[status.server]].filter(Boolean).join(" · ")}
    </p>
  );
}
