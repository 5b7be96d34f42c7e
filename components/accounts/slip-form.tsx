"use client";

import { type ReactNode, useState } from "react";
import { CommandForm } from "../form/command-form";
import type { FormMessages } from "../form/messages";
import type { CommandAction } from "../form/use-command-form";
import { type PrintedSlip, Slips, type SlipWords } from "./slips";

type Props = {
  action: CommandAction<{ slips: PrintedSlip[] }>;
  messages: FormMessages;
  words: SlipWords;
  label: string;
  className?: string;
  children: ReactNode;
};

/** A form whose answer is slips: they are shown in its place, once. */
export function SlipForm({ action, messages, words, label, className, children }: Props) {
  const [slips, setSlips] = useState<PrintedSlip[] | null>(null);
  if (slips) return <Slips slips={slips} words={words} />;
  return (
    <CommandForm
      action={action}
      messages={messages}
      onSuccess={(value) => setSlips(value.slips)}
      aria-label={label}
      className={className}
    >
      {children}
    </CommandForm>
  );
}
