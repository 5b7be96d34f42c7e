import type { ReactNode } from "react";
import { cx } from "./cx";

type Props = {
  /** a key that works without Ctrl: not shown where the person switched those off */
  isAlone?: boolean;
  children: ReactNode;
};

export function Kbd({ isAlone, children }: Props) {
  return (
    <kbd
      className={cx(
        "inline-block max-sm:hidden pointer-coarse:hidden min-w-5 rounded-sm border border-b-2 border-line-strong bg-surface px-1 text-center font-sans text-xs leading-[1.125rem] text-ink-soft",
        isAlone && "in-data-[keys=off]:hidden",
      )}
    >
      {children}
    </kbd>
  );
}
