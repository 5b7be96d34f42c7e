"use client";

import { type DragEvent, type ReactNode, useState } from "react";
import { fill } from "@/components/form/messages";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import type { LoadBand } from "@/lib/assignments/plans/solve/rules";

type Props = {
  name: string;
  load?: { cadres: number; band: LoadBand | null; text: string };
  isFaulty?: boolean;
  /** something is in hand that can be put down here */
  isPlace: boolean;
  note?: { text: string; isGood: boolean };
  isGap?: boolean;
  onTake: () => void;
  children: ReactNode;
};

/** Somebody with their units; a place to put one down, for the mouse and as a button for the keys. */
export function ObserverCard({ name, load, isFaulty, isPlace, note, isGap, onTake, children }: Props) {
  const [isOver, setOver] = useState(false);
  const drag = isPlace && {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onTake();
    },
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card among many, no form
    <div
      role="group"
      aria-label={name}
      {...drag}
      className={cx(
        "flex h-full min-w-0 flex-col gap-2 rounded-lg border p-2.5",
        isOver
          ? "border-accent bg-accent-soft"
          : isFaulty
            ? "border-attention-line bg-surface"
            : "border-line-strong bg-surface",
        isGap && "border-dashed",
      )}
    >
      <div className="flex items-center justify-between gap-2">
        {isPlace ? (
          <button
            type="button"
            onClick={onTake}
            className="rounded-sm border border-accent px-1.5 font-semibold text-accent hover:bg-accent-soft pointer-coarse:min-h-11"
          >
            {name}
          </button>
        ) : (
          <span className="flex items-center gap-1.5 rounded-sm border border-transparent px-1.5 font-semibold">
            {isFaulty && <Icon name="warning" className="size-3.5 text-attention" />}
            {name}
          </span>
        )}
        {/* in the same place: nothing may move under the hand that carries something */}
        {note ? <Judged {...note} /> : load && <LoadBar {...load} />}
      </div>
      <div className="flex flex-wrap gap-1.5">{children}</div>
    </div>
  );
}

/** What putting it down here would do. */
function Judged({ text, isGood }: { text: string; isGood: boolean }) {
  return (
    <span
      title={text}
      className={cx("flex min-w-0 items-center gap-1 text-sm", isGood ? "text-positive" : "text-attention")}
    >
      <Icon name={isGood ? "check" : "warning"} className="size-3.5 shrink-0" />
      <span className="truncate">{text}</span>
    </span>
  );
}

/** Cadres in post at all units of one person, against what an even share would be. */
function LoadBar({ cadres, band, text }: { cadres: number; band: LoadBand | null; text: string }) {
  const said = fill(text, { count: cadres });
  const most = band ? band.mean * 2 : Math.max(1, cadres);
  const isEven = !band || (cadres >= band.low && cadres <= band.high);
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-sm text-ink-soft">
      <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-full bg-paper-deep">
        <span
          className={cx("block h-full rounded-full", isEven ? "bg-accent" : "bg-caution")}
          style={{ width: `${Math.min(100, Math.round((100 * cadres) / most))}%` }}
        />
      </span>
      {said}
    </span>
  );
}
