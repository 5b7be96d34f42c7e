import { getTranslations } from "next-intl/server";
import { discardMethodDraft, publishMethodVersion } from "@/app/_actions/methods";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { MethodDraft, Version } from "@/lib/methods/versions/queries";
import { LIMITS } from "@/lib/methods/versions/schema";
import { type Day, momentText } from "@/lib/platform/clock";

type Props = { id: string; draft: MethodDraft; last: Version; today: Day };

/** What is being worked on: look at it as the phone will show it, publish it from a day, or let it go. */
export async function DraftPanel({ id, draft, last, today }: Props) {
  const t = await getTranslations("methods");
  const messages = await formMessages("methods");
  const stale = { stale: <a href={`/methods/${id}`}>{t("action.reload")}</a> };
  const hidden = (
    <>
      <input type="hidden" name="methodId" value={id} />
      <input type="hidden" name="rowVersion" value={draft.rowVersion} />
    </>
  );
  return (
    <Panel
      title={t("title.draft")}
      note={t("hint.savedBy", {
        name: draft.saverName,
        at: momentText(draft.savedAt),
      })}
      className="border-caution-line"
      actions={
        <ButtonLink icon="phone" size="sm" href={`/methods/${id}/preview`}>
          {t("action.preview")}
        </ButtonLink>
      }
    >
      <CommandForm
        action={publishMethodVersion}
        messages={messages}
        successHref={`/methods/${id}?saved=published`}
        failureActions={stale}
        aria-label={t("action.publish")}
      >
        {hidden}
        <div className="grid gap-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <DateField
            name="effectiveFrom"
            label={t("field.effectiveFrom")}
            hint={t("hint.effectiveFrom")}
            defaultValue={last.effectiveFrom > today ? last.effectiveFrom : today}
            min={today}
            required
          />
          <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={2} required />
        </div>
        <FormActions>
          <SubmitButton>{t("action.publish")}</SubmitButton>
        </FormActions>
      </CommandForm>
      <CommandForm
        action={discardMethodDraft}
        messages={messages}
        successHref={`/methods/${id}?saved=discarded`}
        failureActions={stale}
        className="mt-3 border-t border-line pt-3"
        aria-label={t("action.discard")}
      >
        {hidden}
        <SubmitButton variant="quiet" size="sm">
          {t("action.discard")}
        </SubmitButton>
      </CommandForm>
    </Panel>
  );
}
