import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { askInCase } from "@/app/_actions/cases";
import { closeFollowUp } from "@/app/_actions/follow-ups";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import type { CaseOwner, CasePage } from "@/lib/cases/page/queries";
import { LIMITS } from "@/lib/cases/schema";
import { OUTCOME_LIMIT } from "@/lib/observations/follow-ups/schema";

type Props = { one: CasePage; viewerId: string; owners: CaseOwner[] };

/** What is still to do and by whom; its owner answers here. */
export async function CaseFollowUps({ one, viewerId, owners }: Props) {
  const t = await getTranslations("cases");
  const m = await marks();
  const messages = await formMessages("cases");
  const summary =
    "inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11";
  return (
    <Panel title={t("title.followUps")} note={await counted("items", one.followUps.length)} id="follow-ups">
      {one.followUps.length === 0 && <p className="text-ink-hint">{t("empty.followUps")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {one.followUps.map((each) => (
          <li key={each.id} className="py-2 first:pt-0">
            <p className="font-medium break-words">{each.title}</p>
            <p className="text-sm text-ink-soft">
              {each.unitName} {each.ownerName}
              {m.gap}
              {each.doneOn
                ? t("hint.doneOn", { day: each.doneOn })
                : each.dueOn
                  ? t("hint.dueOn", { day: each.dueOn })
                  : t("hint.noDue")}
            </p>
            {each.outcome && <Written>{each.outcome}</Written>}
            {!each.doneOn && each.ownerId === viewerId && (
              <details className="no-print">
                <summary className={summary} aria-label={`${t("action.close")}${m.says}${each.title}`}>
                  {t("action.close")}
                </summary>
                <CommandForm action={closeFollowUp} messages={messages} className="mt-1 flex flex-col gap-2">
                  <input type="hidden" name="id" value={each.id} />
                  <TextArea
                    name="outcome"
                    label={t("field.outcome")}
                    limit={OUTCOME_LIMIT}
                    rows={2}
                    required
                  />
                  <FormActions>
                    <SubmitButton>{t("action.close")}</SubmitButton>
                  </FormActions>
                </CommandForm>
              </details>
            )}
          </li>
        ))}
      </ul>
      {owners.length > 0 && (
        <details className="no-print mt-2">
          <summary className={summary}>{t("action.ask")}</summary>
          <CommandForm
            action={askInCase}
            messages={messages}
            resetOnSuccess
            className="mt-2 flex flex-col gap-3"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="caseId" value={one.id} />
            <TextField name="title" label={t("field.followUp")} maxLength={LIMITS.followUp} required />
            <div className="grid gap-3 sm:grid-cols-2">
              <SelectField
                name="owner"
                label={t("field.owner")}
                emptyLabel={t("empty.parties")}
                options={owners.map((person) => ({
                  value: `${person.unitId}:${person.id}`,
                  label: t("hint.followUp", { unit: person.unitName, name: person.name }),
                }))}
                required
              />
              <DateField name="dueOn" label={t("field.dueOn")} />
            </div>
            <FormActions>
              <SubmitButton variant="secondary">{t("action.ask")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
    </Panel>
  );
}
