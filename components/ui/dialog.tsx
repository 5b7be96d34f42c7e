"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";
import { Icon } from "./icon";

type Props = {
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactElement<Record<string, unknown>>;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the foot; wrap a cancel button in DialogClose. */
  footer?: ReactNode;
  closeLabel: string;
  open?: boolean;
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  size?: "sm" | "md" | "lg";
  /** A form with typed text: a click beside the dialog must not throw it away. */
  guarded?: boolean;
};

const SIZES = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" };

export function Dialog({
  trigger,
  title,
  description,
  children,
  footer,
  closeLabel,
  open,
  defaultOpen,
  onOpenChange,
  size = "md",
  guarded,
}: Props) {
  return (
    <Base.Root
      open={open}
      defaultOpen={defaultOpen}
      onOpenChange={onOpenChange}
      disablePointerDismissal={guarded}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="backdrop fixed inset-0 z-40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 grid place-items-center overflow-y-auto p-4 max-sm:place-items-end max-sm:p-0">
          <Base.Popup
            className={`flex max-h-[calc(100dvh-2rem)] w-full flex-col rounded-lg bg-surface shadow-float transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 max-sm:max-w-none max-sm:rounded-b-none ${SIZES[size]}`}
          >
            <header className="flex items-start justify-between gap-4 border-b border-line px-5 py-3">
              <div>
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description && (
                  <Base.Description className="mt-0.5 text-ink-soft">{description}</Base.Description>
                )}
              </div>
              <Base.Close
                aria-label={closeLabel}
                className="-mr-2 flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-paper-deep pointer-coarse:size-11"
              >
                <Icon name="close" />
              </Base.Close>
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
            {footer && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
                {footer}
              </footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** Wraps the button that closes the dialog around it. */
export function DialogClose({ children }: { children: ReactElement<Record<string, unknown>> }) {
  return <Base.Close render={children} />;
}
