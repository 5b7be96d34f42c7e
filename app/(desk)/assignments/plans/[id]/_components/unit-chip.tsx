"use client";

import { cx } from "@/components/ui/cx";

type Props = {
  unitId: string;
  name: string;
  /** why it is not as it runs now */
  mark: string | null;
  isPicked: boolean;
  isFaulty: boolean;
  isFixed: boolean;
  onPick: () => void;
  onDrop: () => void;
};

/** A unit that can be taken in hand: dragged, or chosen with Enter. */
export function UnitChip({ unitId, name, mark, isPicked, isFaulty, isFixed, onPick, onDrop }: Props) {
  return (
    <button
      type="button"
      data-unit={unitId}
      draggable={!isFixed}
      disabled={isFixed}
      aria-pressed={isPicked}
      onClick={isPicked ? onDrop : onPick}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", name);
        event.dataTransfer.effectAllowed = "move";
        onPick();
      }}
      className={cx(
        "inline-flex min-h-7 max-w-full items-center gap-1 rounded-sm border px-2 text-left text-ink pointer-coarse:min-h-11",
        isPicked
          ? "border-accent bg-accent-soft font-semibold"
          : isFaulty
            ? "border-attention-line bg-attention-soft"
            : "border-line-strong bg-surface enabled:hover:border-accent",
        !isFixed && "cursor-grab",
      )}
    >
      <span className="truncate">{name}</span>
      {mark && <span className="shrink-0 text-sm text-info">{mark}</span>}
    </button>
  );
}
