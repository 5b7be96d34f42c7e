import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { addFollowUp } from "@/app/_actions/follow-ups";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import type { Day } from "@/lib/platform/clock";

type Props = { observationId: string; observerName: string; isOwn: boolean; dueOn: Day };

/** 加跟进: its observer takes it on, a reviewer asks the observer for it. */
export async function AddFollowUp({ observationId, observerName, isOwn, dueOn }: Props) {
  const t = await getTranslations("observations");
  return (
    <Panel className="no-print">
      <details>
        <summary className="inline-flex min-h-7 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
          {isOwn ? t("action.addFollowUpLater") : t("action.askFollowUp", { name: observerName })}
        </summary>
        <CommandForm
          action={addFollowUp}
          messages={await formMessages("observations")}
          resetOnSuccess
          className="mt-2 flex flex-col gap-3"
        >
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="observationId" value={observationId} />
          <TextField name="title" label={t("field.followUpTitle")} maxLength={200} required />
          <DateField name="dueOn" label={t("field.dueOn")} defaultValue={isOwn ? undefined : dueOn} />
          <div>
            <SubmitButton>{t("action.addFollowUpLater")}</SubmitButton>
          </div>
        </CommandForm>
      </details>
    </Panel>
  );
}
