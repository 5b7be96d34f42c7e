"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Icon } from "../ui/icon";
import { Parts } from "./parts";
import type { QuickWords } from "./words";

type Part = { text: string; isHit: boolean };
type Item = { href: string; title: Part[]; text: Part[] | null; about: string };
type Group = {
  key: string;
  label: string;
  total: string;
  more: { href: string; label: string } | null;
  items: Item[];
};
type Answer = { groups: Group[]; tooShort: boolean };
type State = { kind: "start" | "searching" | "failed" | "tooMany" } | { kind: "found"; answer: Answer };

/** Long enough that a word typed in one go is asked for once. */
const PAUSE_MS = 160;

/** What is typed travels in the body, so that no log of addresses holds it. */
async function ask(q: string, viewerId: string, signal: AbortSignal): Promise<State> {
  const response = await fetch("/api/v1/search", {
    method: "POST",
    headers: { "content-type": "application/json", "x-author": viewerId },
    body: JSON.stringify({ q }),
    signal,
  });
  if (response.status === 429) return { kind: "tooMany" };
  return response.ok ? { kind: "found", answer: await response.json() } : { kind: "failed" };
}

type Props = { viewerId: string; words: QuickWords; onClose: () => void };

export function SearchDialog({ viewerId, words, onClose }: Props) {
  const router = useRouter();
  const ref = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [q, setQ] = useState("");
  const [isComposing, setIsComposing] = useState(false);
  const [state, setState] = useState<State>({ kind: "start" });
  const [active, setActive] = useState(0);

  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);

  useEffect(() => {
    const typed = q.trim();
    if (isComposing) return;
    if (typed === "") {
      setState({ kind: "start" });
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      setState((last) => (last.kind === "found" ? last : { kind: "searching" }));
      ask(typed, viewerId, stop.signal).then(
        (answer) => {
          setActive(0);
          setState(answer);
        },
        () => {
          if (!stop.signal.aborted) setState({ kind: "failed" });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [q, isComposing, viewerId]);

  const groups = state.kind === "found" ? state.answer.groups : [];
  const links = groups.flatMap((group) => [
    ...group.items.map((item) => item.href),
    ...(group.more ? [group.more.href] : []),
  ]);

  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, listId]);

  function open(href: string) {
    onClose();
    router.push(href);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // Enter and arrows choose among the input method's candidates first
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (links.length > 0) setActive((at) => (at + step + links.length) % links.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const href = links[active] ?? (q.trim() ? `/search?${new URLSearchParams({ q: q.trim() })}` : null);
      if (href) open(href);
    }
  }

  let place = -1;
  /** One line of the list; numbered in the order in which the arrows walk. */
  const option = (href: string) => {
    place += 1;
    const at = place;
    return {
      id: `${listId}-${at}`,
      role: "option" as const,
      "aria-selected": at === active,
      tabIndex: -1,
      href,
      onMouseMove: () => setActive(at),
      onClick: (event: { preventDefault: () => void; ctrlKey: boolean; metaKey: boolean }) => {
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        open(href);
      },
      className: `block rounded-md px-3 py-1.5 ${at === active ? "bg-accent-soft" : ""}`,
    };
  };

  return (
    <dialog
      ref={ref}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      // Esc is the element's own; a click beside it closes too
      onKeyDown={() => {}}
      aria-label={words.title}
      className="no-print m-auto mt-[8vh] w-[min(42rem,94vw)] rounded-lg border border-line-strong bg-surface p-0 text-ink shadow-float backdrop:bg-black/30"
    >
      <div className="flex items-center gap-2 border-b border-line px-3 py-2">
        <Icon name="search" className="size-4.5 shrink-0 text-ink-hint" />
        <input
          type="text"
          role="combobox"
          aria-label={words.field}
          aria-expanded={links.length > 0}
          aria-controls={listId}
          aria-activedescendant={links.length > 0 ? `${listId}-${active}` : undefined}
          autoComplete="off"
          maxLength={80}
          value={q}
          placeholder={words.placeholder}
          onChange={(event) => setQ(event.target.value)}
          onCompositionStart={() => setIsComposing(true)}
          onCompositionEnd={() => setIsComposing(false)}
          onKeyDown={onKeyDown}
          className="min-h-10 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
        <button
          type="button"
          onClick={onClose}
          className="min-h-9 rounded-md px-2 text-sm text-ink-soft hover:bg-paper-deep"
        >
          {words.close}
        </button>
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label={words.results}
        hidden={links.length === 0}
        className="max-h-[64vh] overflow-y-auto p-2"
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, no fieldset
          <div key={group.key} role="group" aria-label={group.label} className="mb-2">
            <p role="presentation" className="px-3 py-1 text-xs text-ink-hint">
              {group.label} <span className="tabular-nums">{group.total}</span>
            </p>
            {group.items.map((item) => (
              <a key={item.href} {...option(item.href)}>
                <span className="line-clamp-2">
                  <Parts parts={item.title} />
                </span>
                {item.text && (
                  <span className="line-clamp-1 text-sm text-ink-soft">
                    <Parts parts={item.text} />
                  </span>
                )}
                <span className="block text-xs text-ink-hint">{item.about}</span>
              </a>
            ))}
            {group.more && (
              <a {...option(group.more.href)}>
                <span className="text-sm text-accent">{group.more.label}</span>
              </a>
            )}
          </div>
        ))}
      </div>
      <p role="status" className="border-t border-line px-4 py-2 text-sm text-ink-hint">
        {statusOf(state, words)}
      </p>
    </dialog>
  );
}

function statusOf(state: State, words: QuickWords): string {
  if (state.kind === "start") return words.start;
  if (state.kind !== "found") return words[state.kind];
  if (state.answer.tooShort) return words.short;
  return state.answer.groups.length === 0 ? words.none : words.keys;
}
