import { getTranslations } from "next-intl/server";
import type { withdrawDecision } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import type { MeetingPage } from "@/lib/meetings/queries";
import { LIMITS } from "@/lib/meetings/schema";

type Props = { meeting: MeetingPage; id: string; action: typeof withdrawDecision };

/** A decision or a witness, out of the minutes again; it stays in the record with its reason. */
export async function WithdrawForm({ meeting, id, action }: Props) {
  const t = await getTranslations("meetings");
  return (
    <details className="no-print mt-1">
      <summary className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11">
        {t("action.withdraw")}
      </summary>
      <CommandForm
        action={action}
        messages={await formMessages("meetings")}
        className="mt-1 flex flex-wrap items-end gap-2"
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="meetingId" value={meeting.id} />
        <input type="hidden" name="rowVersion" value={meeting.rowVersion} />
        <TextField
          name="reason"
          label={t("field.reason")}
          maxLength={LIMITS.reason}
          className="min-w-[16rem] flex-1"
          required
        />
        <SubmitButton variant="secondary">{t("action.withdraw")}</SubmitButton>
      </CommandForm>
    </details>
  );
}
