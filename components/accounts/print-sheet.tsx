"use client";

import type { ReactNode } from "react";
import { Button } from "../ui/button";

/** On paper this stands alone: what surrounds it on the screen stays away (media.css). */
export function PrintSheet({ print, children }: { print: string; children: ReactNode }) {
  return (
    <div data-print-alone className="flex flex-col gap-3">
      {children}
      <div className="no-print">
        <Button icon="print" variant="secondary" onClick={() => window.print()}>
          {print}
        </Button>
      </div>
    </div>
  );
}
