import type { ReactNode } from "react";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import type { CommandAction } from "@/components/form/use-command-form";

type Props = {
  action: CommandAction<undefined>;
  userId: string;
  fields?: Record<string, string>;
  hint?: ReactNode;
  done: ReactNode;
  danger?: boolean;
  children: ReactNode;
};

/** One button with its consequence said beside it. */
export async function AccountDeed({ action, userId, fields = {}, hint, done, danger, children }: Props) {
  return (
    <CommandForm
      action={action}
      messages={await formMessages("accounts")}
      successText={done}
      className="flex flex-col gap-2 border-t border-line px-4 py-3"
    >
      {Object.entries({ userId, ...fields }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex items-center justify-between gap-3">
        <span className="text-sm text-ink-soft">{hint}</span>
        <SubmitButton variant={danger ? "danger" : "secondary"}>{children}</SubmitButton>
      </div>
    </CommandForm>
  );
}
