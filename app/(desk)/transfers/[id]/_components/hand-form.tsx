import { getTranslations } from "next-intl/server";
import { handTransfer } from "@/app/_actions/transfers";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { Transfer } from "@/lib/transfers/queries";
import { LIMITS } from "@/lib/transfers/schema";

/** What who goes leaves behind in words; the lists below go by themselves. */
export async function HandForm({ sheet }: { sheet: Transfer }) {
  const t = await getTranslations("transfers");
  const href = `/transfers/${sheet.id}`;
  return (
    <Panel title={t("title.hand")} note={t("hint.hand")} className="no-print border-caution-line">
      {sheet.note?.question && (
        <Notice kind="caution" className="mb-3" title={t("field.question")}>
          {sheet.note.question}
        </Notice>
      )}
      <CommandForm
        key={sheet.rowVersion}
        action={handTransfer}
        messages={await formMessages("transfers")}
        successHref={`${href}?saved=handed`}
        failureActions={{ stale: <a href={href}>{t("action.reload")}</a> }}
        aria-label={t("title.hand")}
      >
        <input type="hidden" name="sheetId" value={sheet.id} />
        <input type="hidden" name="rowVersion" value={sheet.rowVersion} />
        <TextArea
          name="promises"
          label={t("field.promises")}
          hint={t("hint.promises")}
          limit={LIMITS.note}
          rows={3}
          defaultValue={sheet.note?.promises}
          required
        />
        <TextArea
          name="cautions"
          label={t("field.cautions")}
          hint={t("hint.cautions")}
          limit={LIMITS.note}
          rows={3}
          defaultValue={sheet.note?.cautions}
        />
        <FormActions>
          <SubmitButton>{t("action.hand")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </Panel>
  );
}
