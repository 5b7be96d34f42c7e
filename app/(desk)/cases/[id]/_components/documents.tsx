import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { addCaseDocument } from "@/app/_actions/cases";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import type { CasePage } from "@/lib/cases/page/queries";
import { LIMITS } from "@/lib/cases/schema";

/** Minutes, approvals, undertakings: what they are and where they are found. */
export async function CaseDocuments({ one, mayAdd }: { one: CasePage; mayAdd: boolean }) {
  const m = await marks();
  const t = await getTranslations("cases");
  return (
    <Panel title={t("title.documents")} note={await counted("papers", one.documents.length)}>
      {one.documents.length === 0 ? (
        <p className="text-ink-hint">{t("empty.documents")}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {one.documents.map((paper) => (
            <li key={paper.id} className="py-1.5 first:pt-0">
              <p className="font-medium break-words">
                {paper.title} <span className="font-normal text-ink-soft">{paper.number}</span>
              </p>
              <p className="text-sm text-ink-soft">{[paper.on, paper.note].filter(Boolean).join(m.gap)}</p>
            </li>
          ))}
        </ul>
      )}
      {mayAdd && (
        <details className="no-print mt-2">
          <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
            {t("action.addDocument")}
          </summary>
          <CommandForm
            action={addCaseDocument}
            messages={await formMessages("cases")}
            resetOnSuccess
            className="mt-2 flex flex-col gap-3"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="caseId" value={one.id} />
            <div className="grid gap-3 sm:grid-cols-2">
              <TextField
                name="title"
                label={t("field.documentTitle")}
                hint={t("hint.docs")}
                maxLength={LIMITS.documentTitle}
                required
              />
              <TextField name="number" label={t("field.documentNumber")} maxLength={LIMITS.documentNumber} />
              <DateField name="on" label={t("field.documentOn")} />
              <TextField name="note" label={t("field.note")} maxLength={LIMITS.note} />
            </div>
            <FormActions>
              <SubmitButton variant="secondary">{t("action.addDocument")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
    </Panel>
  );
}
