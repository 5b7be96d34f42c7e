"use client";

import type { ReactNode } from "react";
import { clearLocalDrafts, listLocalDrafts } from "./local-drafts";

type Props = {
  viewerId: string;
  /** Asked when something stands on this device only. */
  warning: string;
  title?: string;
  className?: string;
  children: ReactNode;
};

/** The button of the sign-out form: leaves nothing of this person on the device, and warns before text is lost. */
export function SignOutButton({ viewerId, warning, title, className, children }: Props) {
  return (
    <button
      type="submit"
      title={title}
      className={className}
      onClick={(event) => {
        const isWaiting = listLocalDrafts(viewerId).some((draft) => !draft.isSynced);
        if (isWaiting && !window.confirm(warning)) event.preventDefault();
        else clearLocalDrafts(viewerId);
      }}
    >
      {children}
    </button>
  );
}
