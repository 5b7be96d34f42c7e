import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { addConcernSource, withdrawConcernSource } from "@/app/_actions/concerns";
import { formMessages } from "@/app/_shared/form-messages";
import { MissingSources } from "@/components/concern/marks";
import { ConcernSourceLine } from "@/components/concern/source-line";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import type { ConcernCandidate, ConcernPage } from "@/lib/concerns/queries";
import { LIMITS, PAPER_KINDS } from "@/lib/concerns/schema";

type Props = { concern: ConcernPage; isReviewer: boolean };

export async function ConcernSources({ concern, isReviewer }: Props) {
  const t = await getTranslations("concerns");
  const messages = await formMessages("concerns");
  return (
    <Panel
      title={t("title.sources")}
      actions={isReviewer && <MissingSources sources={concern.sources} />}
      flush
    >
      <ul className="divide-y divide-line">
        {concern.sources.map((source) => (
          <li key={source.id} className="px-4 py-3">
            <ConcernSourceLine source={source} />
            {isReviewer && !source.isWithdrawn && (
              <details className="no-print mt-1">
                <summary className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11">
                  {t("action.withdraw")}
                </summary>
                <CommandForm
                  action={withdrawConcernSource}
                  messages={messages}
                  resetOnSuccess
                  className="mt-1 flex flex-wrap items-end gap-2"
                >
                  <input type="hidden" name="id" value={source.id} />
                  <TextField
                    name="reason"
                    label={t("field.withdrawReason")}
                    hint={t("hint.withdraw")}
                    className="min-w-[16rem] flex-1"
                    required
                  />
                  <SubmitButton variant="secondary">{t("action.withdraw")}</SubmitButton>
                </CommandForm>
              </details>
            )}
          </li>
        ))}
      </ul>
      {!isReviewer && <p className="px-4 py-3 text-sm text-ink-soft">{t("hint.hiddenSources")}</p>}
    </Panel>
  );
}

/** Another record of the cadre, or a paper. */
export async function AddConcernSource({
  concern,
  candidates,
}: {
  concern: ConcernPage;
  candidates: ConcernCandidate[];
}) {
  const t = await getTranslations("concerns");
  const messages = await formMessages("concerns");
  return (
    <Panel title={t("title.addSource")} className="no-print">
      {candidates.length === 0 ? (
        <p className="mb-3 text-ink-soft">{t("empty.candidates")}</p>
      ) : (
        <ul className="mb-3 flex flex-col divide-y divide-line rounded-md border border-line">
          {candidates.map((record) => (
            <li key={record.id} className="flex flex-wrap items-center gap-2 px-3 py-2">
              <a href={`/observations/${record.id}`} className="min-w-0 flex-1 basis-[16rem] text-accent">
                {record.on} {record.recorderName}{" "}
                <span className="line-clamp-2 text-ink-soft">{record.fact}</span>
              </a>
              <CommandForm action={addConcernSource} messages={messages} className="">
                <input type="hidden" name="id" value={randomUUID()} />
                <input type="hidden" name="concernId" value={concern.id} />
                <input type="hidden" name="observationId" value={record.id} />
                <SubmitButton size="sm" variant="secondary">
                  {t("action.addSource")}
                </SubmitButton>
              </CommandForm>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
          {t("action.addPaper")}
        </summary>
        <CommandForm
          action={addConcernSource}
          messages={messages}
          resetOnSuccess
          className="mt-2 flex flex-col gap-3"
        >
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="concernId" value={concern.id} />
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField name="title" label={t("field.paperTitle")} maxLength={LIMITS.title} required />
            <TextField name="number" label={t("field.paperNumber")} maxLength={LIMITS.number} />
            <SelectField
              name="kind"
              label={t("field.kind")}
              options={PAPER_KINDS.map((kind) => ({ value: kind, label: t(`status.${kind}`) }))}
            />
            <DateField name="on" label={t("field.paperOn")} />
            <TextField name="note" label={t("field.note")} maxLength={LIMITS.note} />
          </div>
          <FormActions>
            <SubmitButton variant="secondary">{t("action.addPaper")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </details>
    </Panel>
  );
}
