import type { ReactNode } from "react";

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block max-sm:hidden pointer-coarse:hidden min-w-5 rounded-sm border border-b-2 border-line-strong bg-surface px-1 text-center font-sans text-xs leading-[1.125rem] text-ink-soft">
      {children}
    </kbd>
  );
}
