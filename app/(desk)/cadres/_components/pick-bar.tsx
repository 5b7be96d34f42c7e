"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

type Props = {
  /** those of the address */
  picked: { id: string; name: string }[];
  most: number;
  words: Record<"none" | "form" | "count" | "more" | "full" | "compare" | "clear" | "listMark", string>;
};

/** Names of people seen while choosing; of whom none is known the number alone is told. */
const names = new Map<string, string>();
const boxes = (): HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>('input[form="pick"][type="checkbox"]'),
];
const inAddress = (): string[] =>
  (new URLSearchParams(window.location.search).get("picked") ?? "").split(",").filter(Boolean);

/**
 * Who is ticked for a comparison, on this page and on others: kept in the address, so that it outlives paging, filters and
 * the way back. Without script the boxes of one page are sent as the form that they are.
 */
export function PickBar({ picked, most, words }: Props) {
  const router = useRouter();
  const [ids, setIds] = useState(() => picked.map(({ id }) => id));
  const [isFull, setIsFull] = useState(false);

  // what was ticked before the script came, and what an older copy of the page does not know yet
  useEffect(() => {
    const early = boxes().filter(({ checked }) => checked);
    for (const box of early) names.set(box.value, box.dataset.name ?? "");
    setIds((known) =>
      [...new Set([...known, ...inAddress(), ...early.map(({ value }) => value)])].slice(0, most),
    );
  }, [most]);

  useEffect(() => {
    for (const { id, name } of picked) names.set(id, name);
    for (const box of boxes()) {
      box.checked = ids.includes(box.value);
      if (box.checked) names.set(box.value, box.dataset.name ?? "");
    }
    const address = new URL(window.location.href);
    if (inAddress().join() === ids.join()) return;
    if (ids.length > 0) address.searchParams.set("picked", ids.join(","));
    else address.searchParams.delete("picked");
    window.history.replaceState(null, "", address);
  });

  useEffect(() => {
    function tick({ target }: Event) {
      if (!(target instanceof HTMLInputElement) || target.getAttribute("form") !== "pick") return;
      names.set(target.value, target.dataset.name ?? "");
      const isOver = target.checked && ids.length >= most;
      if (isOver) target.checked = false;
      setIsFull(isOver);
      const others = ids.filter((id) => id !== target.value);
      setIds(target.checked ? [...others, target.value] : others);
    }
    document.addEventListener("change", tick);
    return () => document.removeEventListener("change", tick);
  }, [ids, most]);

  function compare(event: FormEvent) {
    event.preventDefault();
    router.push(`/compare?cadres=${ids.join(",")}`);
  }
  const known = ids.map((id) => names.get(id) ?? picked.find((one) => one.id === id)?.name).filter(Boolean);
  return (
    <form
      id="pick"
      method="get"
      action="/compare"
      aria-label={words.form}
      onSubmit={compare}
      className="no-print sticky bottom-0 z-10 mt-2.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-line-strong bg-surface px-3 py-2 shadow-raise"
    >
      <p aria-live="polite" className="min-w-0 flex-1 text-sm">
        {ids.length === 0 ? (
          <span className="text-ink-soft">{words.none}</span>
        ) : (
          <>
            {words.count.replace("{count, number}", String(ids.length))} {known.join(words.listMark)}
            {ids.length === 1 && <span className="ml-2 text-ink-soft">{words.more}</span>}
            {isFull && <span className="ml-2 text-caution">{words.full}</span>}
          </>
        )}
      </p>
      {ids.length > 0 && (
        <Button
          variant="quiet"
          onClick={() => {
            setIds([]);
            setIsFull(false);
          }}
        >
          {words.clear}
        </Button>
      )}
      <Button
        type="submit"
        icon="scale"
        variant={ids.length > 1 ? "primary" : undefined}
        disabled={ids.length === 1}
      >
        {words.compare}
      </Button>
    </form>
  );
}
