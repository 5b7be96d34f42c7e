"use client";

import { type ReactNode, useRef, useState } from "react";
import { fill } from "@/components/form/messages";
import { buttonClass } from "@/components/ui/button-look";
import { cx } from "@/components/ui/cx";
import type { SignOutWords } from "./sign-out-words";

type Props = {
  viewerId: string;
  words: SignOutWords;
  title?: string;
  className?: string;
  children: ReactNode;
};

/** Signs out: offers to send first what waits, takes this person's data off the device, and ends the session. */
export function SignOutButton({ viewerId, words, title, className, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [waiting, setWaiting] = useState({ entries: 0, drafts: 0 });
  const [note, setNote] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [isKept, setIsKept] = useState(true);

  async function ask() {
    const { unfinishedOf, maySeal } = await import("@/components/offline/leave");
    const found = await unfinishedOf(viewerId);
    if (found.entries + found.drafts === 0) return leave();
    setIsKept(await maySeal(viewerId));
    setWaiting(found);
    setNote("");
    dialog.current?.showModal();
  }

  async function sendFirst() {
    setIsBusy(true);
    setNote(words.sending);
    const { sendAllNow } = await import("@/components/offline/flush");
    const { sendDrafts } = await import("@/components/offline/send-drafts");
    const { unfinishedOf } = await import("@/components/offline/leave");
    await sendAllNow(viewerId).catch(() => false);
    await sendDrafts(viewerId).catch(() => undefined);
    const left = await unfinishedOf(viewerId);
    setIsBusy(false);
    if (left.entries + left.drafts === 0) return leave();
    setNote(words.notAll);
    setWaiting(left);
  }

  async function leave() {
    setIsBusy(true);
    const { discardAll, leaveDevice, endSession } = await import("@/components/offline/leave");
    await leaveDevice(viewerId);
    if (await endSession()) {
      // not before: who could not sign out keeps their text
      if (!isKept) await discardAll(viewerId);
      // a full load: every page of this person leaves the browser's memory
      window.location.assign("/sign-in?ended=SIGN_OUT");
      return;
    }
    setIsBusy(false);
    setNote(words.failed);
    if (!dialog.current?.open) dialog.current?.showModal();
  }

  return (
    <>
      <button type="button" title={title} className={className} onClick={ask} aria-busy={isBusy || undefined}>
        {children}
      </button>
      <dialog
        ref={dialog}
        aria-label={words.title}
        className="m-auto w-[min(24rem,calc(100vw-2rem))] rounded-lg border border-line-strong bg-surface p-4 text-left text-base text-ink shadow-float backdrop:bg-ink/40"
      >
        <h2 className="text-lg font-semibold">{words.title}</h2>
        {waiting.entries + waiting.drafts > 0 && (
          <>
            <p className="mt-2">{fill(words.waiting, waiting)}</p>
            <p className={cx("mt-1", isKept ? "text-ink-soft" : "text-attention")}>
              {isKept ? words.kept : words.notKept}
            </p>
          </>
        )}
        <p role="status" className="mt-1 text-caution empty:hidden">
          {note}
        </p>
        <div className="mt-4 flex flex-col gap-2">
          {waiting.entries + waiting.drafts > 0 && (
            <button
              type="button"
              disabled={isBusy}
              className={buttonClass({ variant: "primary", size: "lg", block: true })}
              onClick={sendFirst}
            >
              {words.sendFirst}
            </button>
          )}
          <button
            type="button"
            disabled={isBusy}
            className={buttonClass({ size: "lg", block: true })}
            onClick={leave}
          >
            {isKept ? words.leave : words.removeAndLeave}
          </button>
          <button
            type="button"
            disabled={isBusy}
            className={buttonClass({ variant: "quiet", size: "lg", block: true })}
            onClick={() => dialog.current?.close()}
          >
            {words.stay}
          </button>
        </div>
      </dialog>
    </>
  );
}
