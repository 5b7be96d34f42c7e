import { getTranslations } from "next-intl/server";
import { askTransferBack, takeTransfer } from "@/app/_actions/transfers";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { Panel } from "@/components/ui/panel";
import type { Transfer } from "@/lib/transfers/queries";
import { LIMITS } from "@/lib/transfers/schema";

/** Who comes takes it, or asks for what is missing. */
export async function AnswerForms({ sheet }: { sheet: Transfer }) {
  const t = await getTranslations("transfers");
  const href = `/transfers/${sheet.id}`;
  const messages = await formMessages("transfers");
  const hidden = (
    <>
      <input type="hidden" name="sheetId" value={sheet.id} />
      <input type="hidden" name="rowVersion" value={sheet.rowVersion} />
    </>
  );
  const stale = { stale: <a href={href}>{t("action.reload")}</a> };
  return (
    <Panel title={t("title.take")} note={t("hint.take")} className="no-print border-info-line">
      <CommandForm
        action={takeTransfer}
        messages={messages}
        successHref={`${href}?saved=taken`}
        failureActions={stale}
        aria-label={t("action.take")}
      >
        {hidden}
        <FormActions>
          <SubmitButton>{t("action.take")}</SubmitButton>
        </FormActions>
      </CommandForm>
      <details className="mt-4 border-t border-line pt-3">
        <summary className="cursor-pointer text-accent">{t("action.askBack")}</summary>
        <CommandForm
          action={askTransferBack}
          messages={messages}
          successHref={`${href}?saved=askedBack`}
          failureActions={stale}
          className="mt-3 flex flex-col gap-4"
          aria-label={t("action.askBack")}
        >
          {hidden}
          <TextArea name="question" label={t("field.question")} limit={LIMITS.question} rows={2} required />
          <FormActions>
            <SubmitButton variant="secondary">{t("action.saveAskBack")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </details>
    </Panel>
  );
}
