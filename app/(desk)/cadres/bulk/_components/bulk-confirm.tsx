import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { changeMany } from "@/app/_actions/roster";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import type { Day } from "@/lib/platform/clock";
import { BULK_LIMITS, type Deed } from "@/lib/roster/bulk/schema";

type Props = { ids: string[]; seen: string; deed: Deed; day: Day; into?: string };

export async function BulkConfirm({ ids, seen, deed, day, into }: Props) {
  const t = await getTranslations("roster");
  return (
    <CommandForm
      action={changeMany}
      messages={await formMessages("roster")}
      successHref="/roster/imports/{id}"
      className="flex flex-wrap items-end gap-3"
    >
      <input type="hidden" name="id" value={randomUUID()} />
      <input type="hidden" name="cadres" value={ids.join(",")} />
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="deed" value={deed} />
      <input type="hidden" name="day" value={day} />
      <input type="hidden" name="into" value={into ?? ""} />
      <div className="w-96 max-w-full">
        <TextField name="reason" label={t("field.bulkReason")} maxLength={BULK_LIMITS.reason} />
      </div>
      <SubmitButton icon="check">{t("action.bulkConfirm", { count: ids.length })}</SubmitButton>
    </CommandForm>
  );
}
