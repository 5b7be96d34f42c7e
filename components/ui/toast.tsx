"use client";

import { useEffect, useSyncExternalStore } from "react";
import { IconButton } from "./button";
import { Notice, type NoticeKind } from "./notice";

type Toast = { id: number; text: string; kind: NoticeKind };

/* A store of the page, not of React: any island can speak, and no provider wraps the tree. */
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const NONE: readonly Toast[] = [];

function publish(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** A short word after something worked. Errors belong beside the form, not here. */
export function showToast(text: string, kind: NoticeKind = "success") {
  publish([...toasts.slice(-2), { id: nextId++, text, kind }]);
}

function dismiss(id: number) {
  publish(toasts.filter((toast) => toast.id !== id));
}

/** Once per shell. The live region is there from the start, so that the first word is spoken too. */
export function ToastRegion({ labels }: { labels: { region: string; close: string } }) {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <section
      aria-label={labels.region}
      aria-live="polite"
      className="no-print pointer-events-none fixed right-4 bottom-4 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
    >
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} closeLabel={labels.close} />
      ))}
    </section>
  );
}

function ToastCard({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), 8000);
    return () => clearTimeout(timer);
  }, [toast.id]);
  return (
    <Notice
      kind={toast.kind}
      className="pointer-events-auto shadow-float"
      actions={<IconButton icon="close" size="sm" label={closeLabel} onClick={() => dismiss(toast.id)} />}
    >
      {toast.text}
    </Notice>
  );
}
