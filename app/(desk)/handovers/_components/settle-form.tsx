import { settle } from "@/app/_actions/handovers";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { TextArea } from "@/components/form/text-area";

type Props = {
  id: string;
  messages: FormMessages;
  labels: { admit: string; decline: string; reason: string; reasonAside: string; hint: string };
  reasonLimit: number;
};

/** Takes the entry in as it is, or declines it with a reason that its author reads. */
export function SettleForm({ id, messages, labels, reasonLimit }: Props) {
  return (
    <CommandForm
      action={settle}
      messages={messages}
      successHref={`/handovers?state=settled&id=${id}`}
      className="flex flex-col gap-3 rounded-lg border border-line-strong bg-surface px-4 py-3 shadow-raise"
    >
      <input type="hidden" name="id" value={id} />
      <TextArea name="reason" label={labels.reason} aside={labels.reasonAside} rows={1} limit={reasonLimit} />
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton name="decision" value="ADMIT" icon="check">
          {labels.admit}
        </SubmitButton>
        <SubmitButton name="decision" value="DECLINE" icon="return" variant="secondary">
          {labels.decline}
        </SubmitButton>
        <p className="text-sm text-ink-soft">{labels.hint}</p>
      </div>
    </CommandForm>
  );
}
