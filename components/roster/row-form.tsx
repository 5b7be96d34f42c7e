"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { CommandForm } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import type { CommandAction } from "@/components/form/use-command-form";

type Props = {
  action: CommandAction<unknown>;
  messages: FormMessages;
  label: string;
  children: ReactNode;
  className?: string;
};

/** A small form in a row: what it changed is read anew, and the page stays where it is. */
export function RowForm({ action, messages, label, children, className }: Props) {
  const router = useRouter();
  return (
    <CommandForm
      action={action}
      messages={messages}
      aria-label={label}
      className={className ?? "flex flex-wrap items-center gap-1.5"}
      onSuccess={() => router.refresh()}
    >
      {children}
    </CommandForm>
  );
}
