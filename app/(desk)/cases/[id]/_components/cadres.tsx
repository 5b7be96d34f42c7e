import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { nameCaseCadre } from "@/app/_actions/cases";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { Panel } from "@/components/ui/panel";
import type { CaseCadreChoice, CasePage } from "@/lib/cases/page/queries";
import { LIMITS } from "@/lib/cases/schema";

type Props = { one: CasePage; choices: CaseCadreChoice[] };

/** Role, initiative and decisions: facts for the file, never seen by the units. */
export async function CaseCadres({ one, choices }: Props) {
  const t = await getTranslations("cases");
  return (
    <Panel title={t("title.cadres")} note={await counted("people", one.cadres.length)}>
      <p className="mb-2 text-sm text-ink-soft">{t("hint.cadres")}</p>
      {one.cadres.length === 0 && <p className="text-ink-hint">{t("empty.cadres")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {one.cadres.map((each) => (
          <li key={each.id} className="py-2 first:pt-0">
            <p>
              <a href={`/cadres/${each.cadreId}`} className="font-medium text-accent">
                {each.name}
              </a>{" "}
              <span className="text-ink-soft">
                {t("hint.file", { unit: each.unitName, post: each.postTitle, role: each.role })}
              </span>
            </p>
            {each.initiative && <p>{t("hint.initiative", { text: each.initiative })}</p>}
            {each.decision && <p>{t("hint.decision", { text: each.decision })}</p>}
          </li>
        ))}
      </ul>
      {choices.length > 0 && (
        <details className="no-print mt-2">
          <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
            {t("action.addCadre")}
          </summary>
          <CommandForm
            action={nameCaseCadre}
            messages={await formMessages("cases")}
            resetOnSuccess
            className="mt-2 flex flex-col gap-3"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="caseId" value={one.id} />
            <div className="grid gap-3 sm:grid-cols-2">
              <SelectField
                name="cadreId"
                label={t("field.cadre")}
                emptyLabel={t("empty.parties")}
                options={choices.map((each) => ({
                  value: each.id,
                  label: `${each.unitName} ${each.name} ${each.title}`,
                }))}
                required
              />
              <TextField
                name="role"
                label={t("field.role")}
                hint={t("hint.cadreExample")}
                maxLength={LIMITS.role}
                required
              />
            </div>
            <TextArea name="initiative" label={t("field.initiative")} limit={LIMITS.initiative} rows={2} />
            <TextArea name="decision" label={t("field.decision")} limit={LIMITS.initiative} rows={2} />
            <FormActions>
              <SubmitButton variant="secondary">{t("action.addCadre")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
    </Panel>
  );
}
