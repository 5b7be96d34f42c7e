import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { addSource } from "@/app/_actions/achievements";
import { formMessages } from "@/app/_shared/form-messages";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import type { FormMessages } from "@/components/form/messages";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import { mayBeIndependent } from "@/lib/achievements/corroboration/rules";
import type { AchievementPage, SourceCandidate } from "@/lib/achievements/queries";

type Props = {
  claim: AchievementPage;
  candidates: SourceCandidate[];
  units: { id: string; shortName: string }[];
};

const PAPER_KINDS = ["document", "data", "survey", "testimony", "unit_recommendation"] as const;

/** A source from the records of the same cadres in that time, or a paper. */
export async function AddSource({ claim, candidates, units }: Props) {
  const t = await getTranslations("achievements");
  const messages = await formMessages("achievements");
  return (
    <Panel title={t("title.addSource")} className="no-print">
      {candidates.length > 0 ? (
        <ul className="mb-3 flex flex-col divide-y divide-line rounded-md border border-line">
          {candidates.map((candidate) => (
            <Candidate key={candidate.id} claim={claim} candidate={candidate} messages={messages} />
          ))}
        </ul>
      ) : (
        <p className="mb-3 text-ink-soft">{t("empty.candidates")}</p>
      )}
      <details>
        <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
          {t("action.addPaper")}
        </summary>
        <CommandForm
          action={addSource}
          messages={messages}
          resetOnSuccess
          className="mt-2 flex flex-col gap-3"
        >
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="achievementId" value={claim.id} />
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField name="title" label={t("field.paperTitle")} required />
            <TextField name="number" label={t("field.paperNumber")} />
            <SelectField
              name="kind"
              label={t("field.kind")}
              options={PAPER_KINDS.map((kind) => ({ value: kind, label: t(`status.${kind}`) }))}
            />
            <SelectField
              name="issuerUnitId"
              label={t("field.issuer")}
              hint={t("hint.issuerUnit")}
              emptyLabel={t("empty.issuer")}
              options={units.map((unit) => ({ value: unit.id, label: unit.shortName }))}
            />
            <DateField name="on" label={t("field.paperOn")} />
            <TextField name="note" label={t("field.note")} />
          </div>
          <Said isIndependent={false} />
          <FormActions>
            <SubmitButton>{t("action.addSource")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </details>
    </Panel>
  );
}

async function Candidate({
  claim,
  candidate,
  messages,
}: {
  claim: AchievementPage;
  candidate: SourceCandidate;
  messages: FormMessages;
}) {
  const t = await getTranslations("achievements");
  const isEnglish = (await getLocale()) === "en";
  const isEligible = mayBeIndependent(candidate.sourceClass);
  return (
    <li className="px-3 py-2">
      <details>
        <summary className="flex min-h-9 cursor-pointer list-none flex-wrap items-center gap-x-2 pointer-coarse:min-h-11">
          <span className="text-sm text-ink-soft">{candidate.on}</span>
          <span className="font-medium">{isEnglish ? candidate.methodNameEn : candidate.methodName}</span>
          <span className="text-sm text-ink-soft">{candidate.recorderName}</span>
          <span className="min-w-0 flex-1 basis-[14rem] truncate text-ink-soft">{candidate.fact}</span>
          <span className="text-sm text-accent">{t("action.addSource")}</span>
        </summary>
        <p className="my-2">
          <Written as="span">{candidate.fact}</Written>{" "}
          <a href={`/observations/${candidate.id}`}>{t("action.openRecord")}</a>
        </p>
        <CommandForm action={addSource} messages={messages} resetOnSuccess className="flex flex-col gap-3">
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="achievementId" value={claim.id} />
          <input type="hidden" name="observationId" value={candidate.id} />
          <Said isIndependent={isEligible} isFixed={!isEligible} />
          <FormActions>
            <SubmitButton>{t("action.addSource")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </details>
    </li>
  );
}

/** What is stated of a source: for or against, and independent or not. */
async function Said({ isIndependent, isFixed = false }: { isIndependent: boolean; isFixed?: boolean }) {
  const t = await getTranslations("achievements");
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-3">
      <RadioGroup
        name="supports"
        label={t("field.supports")}
        defaultValue="true"
        options={[
          { value: "true", label: t("status.supports") },
          { value: "false", label: t("status.contradicts") },
        ]}
      />
      {isFixed ? (
        <p className="max-w-[24rem] self-end text-sm text-caution">{t("hint.synthesis")}</p>
      ) : (
        <RadioGroup
          name="isIndependent"
          label={t("field.isIndependent")}
          defaultValue={String(isIndependent)}
          options={[
            { value: "true", label: t("status.independent") },
            { value: "false", label: t("status.notIndependent") },
          ]}
        />
      )}
      <TextField
        name="independenceNote"
        label={t("field.independenceNote")}
        className="min-w-[14rem] flex-1"
      />
    </div>
  );
}
