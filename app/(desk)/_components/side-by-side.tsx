import type { ReactNode } from "react";

/** A list with the opened row's panel beside it; on a phone the panel comes first. */
export function SideBySide({ panel, children }: { panel: ReactNode; children: ReactNode }) {
  if (!panel) return children;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="min-w-0 xl:order-last xl:sticky xl:top-4">{panel}</div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
