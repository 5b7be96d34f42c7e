import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { submitRecusalSheet } from "@/app/_actions/recusals";
import { formMessages } from "@/app/_shared/form-messages";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { Notice } from "@/components/ui/notice";
import { momentText } from "@/lib/platform/clock";
import type { Sheet } from "@/lib/recusals/queries";
import { LIMITS } from "@/lib/recusals/schema";

const KINDS = { SUBMITTED: "info", RETURNED: "caution", ACCEPTED: "success", MISSING: "caution" } as const;

/** The year's sheet as a whole: the lines above, or that there is none. */
export async function SubmitForm({
  sheet,
  year,
  standing,
}: {
  sheet: Sheet | null;
  year: number;
  standing: number;
}) {
  const t = await getTranslations("recusals");
  const state = sheet?.state ?? "MISSING";
  return (
    <div className="flex flex-col gap-4">
      <Notice kind={KINDS[state]} title={t(`status.sheet.${state}`)}>
        {sheet?.state === "RETURNED"
          ? t("hint.answer", { answer: sheet.answer })
          : sheet
            ? t("hint.submittedAt", {
                at: momentText(sheet.submittedAt),
              })
            : t("hint.missing")}
      </Notice>
      <CommandForm
        key={sheet?.rowVersion ?? 0}
        action={submitRecusalSheet}
        messages={await formMessages("recusals")}
        successHref={`/recusals?year=${year}&saved=submitted`}
        failureActions={{ stale: <a href={`/recusals?year=${year}`}>{t("action.reload")}</a> }}
        aria-label={t("title.submit", { year: String(year) })}
      >
        <input type="hidden" name="id" value={sheet?.id ?? randomUUID()} />
        <input type="hidden" name="year" value={year} />
        <input type="hidden" name="rowVersion" value={sheet?.rowVersion ?? ""} />
        <CheckboxGroup
          name="isTrue"
          label={t("field.isTrue")}
          hideLabel
          options={[
            {
              value: "yes",
              label: standing > 0 ? t("hint.isTrue", { count: standing }) : t("hint.isTrueNone"),
            },
          ]}
          required
        />
        <TextArea name="note" label={t("field.sheetNote")} limit={LIMITS.note} rows={2} />
        <FormActions>
          <SubmitButton>{t(sheet ? "action.submitAgain" : "action.submit")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </div>
  );
}
