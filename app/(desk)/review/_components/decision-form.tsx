"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { decide } from "@/app/_actions/review";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { TextArea } from "@/components/form/text-area";
import { Kbd } from "@/components/ui/kbd";
import { hasSingleKeys } from "@/components/ui/single-keys";

type Props = {
  record: { id: string; revisionNo: number };
  hrefs: { previous?: string; next?: string; after: string };
  messages: FormMessages;
  labels: { accept: string; return: string; reason: string; reasonHint: string };
  reasonLimit: number;
  /** The record; stands between the keys and the buttons. */
  children: ReactNode;
};

/** Decides on one record without the mouse: J K to move, A to accept, R to give a reason, Ctrl+Enter to return it. */
export function DecisionForm({ record, hrefs, messages, labels, reasonLimit, children }: Props) {
  const router = useRouter();
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const button = (decision: string) =>
      frame.current?.querySelector<HTMLButtonElement>(`button[value=${decision}]`);
    function onKey(event: KeyboardEvent) {
      if (event.isComposing || event.altKey) return;
      const isTyping = event.target instanceof Element && event.target.matches("input, textarea, select");
      const isConfirming = (event.ctrlKey || event.metaKey) && event.key === "Enter";
      if (isConfirming) return button("RETURN")?.click();
      if (isTyping && event.key === "Escape" && event.target instanceof HTMLElement)
        return event.target.blur();
      if (isTyping || event.ctrlKey || event.metaKey || !hasSingleKeys()) return;
      const key = event.key.toLowerCase();
      if (key === "j" && hrefs.next) router.push(hrefs.next);
      else if (key === "k" && hrefs.previous) router.push(hrefs.previous);
      else if (key === "a") button("ACCEPT")?.click();
      else if (key === "r") {
        event.preventDefault();
        frame.current?.querySelector("textarea")?.focus();
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, hrefs.next, hrefs.previous]);

  return (
    <div ref={frame} className="flex flex-col gap-4">
      {children}
      <CommandForm
        action={decide}
        messages={messages}
        successHref={hrefs.after}
        className="z-10 flex flex-col gap-3 rounded-lg border border-line-strong bg-surface px-4 py-3 shadow-float [@media(height>=40rem)]:sticky [@media(height>=40rem)]:bottom-0"
      >
        <input type="hidden" name="id" value={record.id} />
        <input type="hidden" name="revisionNo" value={record.revisionNo} />
        <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
          <TextArea
            name="reason"
            label={labels.reason}
            aside={labels.reasonHint}
            rows={1}
            limit={reasonLimit}
          />
          <div className="flex flex-wrap items-center gap-2">
            <SubmitButton name="decision" value="ACCEPT" icon="check">
              {labels.accept} <Kbd isAlone>A</Kbd>
            </SubmitButton>
            <SubmitButton name="decision" value="RETURN" icon="return" variant="secondary">
              {labels.return} <Kbd isAlone>R</Kbd>
            </SubmitButton>
          </div>
        </div>
      </CommandForm>
    </div>
  );
}
