import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { addToleranceEvidence } from "@/app/_actions/tolerance";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import type { ToleranceCandidate, TolerancePage } from "@/lib/tolerance/queries";
import { FACTORS, LIMITS } from "@/lib/tolerance/schema";

type Props = { one: TolerancePage; viewer: Viewer; candidates: ToleranceCandidate[] };

/** Records and papers that it rests on, each with the factor it speaks to: the department's. */
export async function Evidence({ one, viewer, candidates }: Props) {
  const m = await marks();
  const t = await getTranslations("tolerance");
  const isEnglish = (await getLocale()) === "en";
  const messages = await formMessages("tolerance");
  const isOver = ["CLOSED", "WITHDRAWN", "REFUSED"].includes(one.state);
  return (
    <Panel title={t("title.evidence")} note={await counted("items", one.evidence.length)}>
      {one.evidence.length === 0 && <p className="text-ink-hint">{t("empty.evidence")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {one.evidence.map((each) => (
          <li key={each.id} className="py-1.5 first:pt-0">
            {each.observationId ? (
              <a href={`/observations/${each.observationId}`} className="font-medium text-accent">
                {each.on} {isEnglish ? each.titleEn : each.title}
              </a>
            ) : (
              <span className="font-medium break-words">
                {each.title} <span className="font-normal text-ink-soft">{each.number}</span>
              </span>
            )}
            <span className="ml-2 text-sm text-ink-soft">
              {[each.factor && t(`status.${each.factor}`), each.observationId ? null : each.on, each.note]
                .filter(Boolean)
                .join(m.gap)}
            </span>
          </li>
        ))}
      </ul>
      {can(viewer, "tolerance.verify") && !isOver && (
        <details className="no-print mt-2">
          <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
            {t("action.addEvidence")}
          </summary>
          {candidates.length > 0 && (
            <ul className="mt-2 divide-y divide-line">
              {candidates.map((record) => (
                <li key={record.id} className="flex flex-wrap items-center gap-2 py-1.5">
                  <a href={`/observations/${record.id}`} className="min-w-0 flex-1 basis-[14rem] text-accent">
                    {record.on} {isEnglish ? record.methodNameEn : record.methodName}{" "}
                    <span className="line-clamp-1 text-ink-soft">{record.excerpt}</span>
                  </a>
                  <CommandForm
                    action={addToleranceEvidence}
                    messages={messages}
                    className="flex items-end gap-2"
                  >
                    <input type="hidden" name="id" value={randomUUID()} />
                    <input type="hidden" name="toleranceId" value={one.id} />
                    <input type="hidden" name="observationId" value={record.id} />
                    <SelectField
                      name="factor"
                      label={t("field.factor")}
                      emptyLabel={t("empty.none")}
                      options={FACTORS.map((factor) => ({ value: factor, label: t(`status.${factor}`) }))}
                    />
                    <SubmitButton size="sm" variant="secondary">
                      {t("action.addEvidence")}
                    </SubmitButton>
                  </CommandForm>
                </li>
              ))}
            </ul>
          )}
          <CommandForm
            action={addToleranceEvidence}
            messages={messages}
            resetOnSuccess
            className="mt-2 flex flex-col gap-3"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="toleranceId" value={one.id} />
            <div className="grid gap-3 sm:grid-cols-2">
              <TextField name="title" label={t("field.documentTitle")} maxLength={LIMITS.name} required />
              <TextField name="number" label={t("field.documentNumber")} maxLength={LIMITS.number} />
              <SelectField
                name="factor"
                label={t("field.factor")}
                emptyLabel={t("empty.none")}
                options={FACTORS.map((factor) => ({ value: factor, label: t(`status.${factor}`) }))}
              />
              <DateField name="on" label={t("field.documentOn")} />
              <TextField name="note" label={t("field.note")} maxLength={LIMITS.reason} />
            </div>
            <FormActions>
              <SubmitButton variant="secondary">{t("action.addEvidence")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
    </Panel>
  );
}
