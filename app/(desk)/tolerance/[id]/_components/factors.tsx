import { getTranslations } from "next-intl/server";
import { liftExclusion, setExclusion, weighFactor } from "@/app/_actions/tolerance";
import { formMessages } from "@/app/_shared/form-messages";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import type { Day } from "@/lib/platform/clock";
import type { TolerancePage } from "@/lib/tolerance/queries";
import { outcomesFor, stepRefusal, type ToleranceActor } from "@/lib/tolerance/rules";
import { EXCLUSIONS, FACTORS, FINDINGS, LIMITS } from "@/lib/tolerance/schema";

const TONES = { FOR: "positive", AGAINST: "attention", OPEN: "caution" } as const;
type Props = { one: TolerancePage; viewer: ToleranceActor; today: Day };

/** The six factors and the exclusions, while it is verified in forms, afterwards as they were weighed. */
export async function Factors({ one, viewer, today }: Props) {
  const t = await getTranslations("tolerance");
  const m = await marks();
  const messages = await formMessages("tolerance");
  const refusal = stepRefusal(one, "VERIFY", viewer, today);
  const mayWeigh = !refusal || refusal.refused === "tolerance.reason.factorsMissing";
  const evidenceOf = (factor: string) => one.evidence.filter((each) => each.factor === factor);
  return (
    <>
      <Panel title={t("title.factors")} note={mayWeigh ? t("hint.sixMissing") : undefined}>
        <ul className="flex flex-col divide-y divide-line">
          {FACTORS.map((factor) => {
            const found = one.findings.find((each) => each.factor === factor);
            return (
              <li key={factor} className="py-2 first:pt-0">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className="font-medium">{t(`status.${factor}`)}</span>
                  {found ? (
                    <Badge tone={TONES[found.finding]} icon>
                      {t(`status.${found.finding}`)}
                    </Badge>
                  ) : (
                    <span className="text-ink-hint">{t("empty.factors")}</span>
                  )}
                  {evidenceOf(factor).map((each) =>
                    each.observationId ? (
                      <a
                        key={each.id}
                        href={`/observations/${each.observationId}`}
                        className="text-sm text-accent"
                      >
                        {each.on} {each.title}
                      </a>
                    ) : (
                      <span key={each.id} className="text-sm text-ink-soft">
                        {each.title} {each.number}
                      </span>
                    ),
                  )}
                </p>
                {found && <Written>{found.text}</Written>}
                {mayWeigh && (
                  <details className="no-print">
                    <summary
                      aria-label={`${t("action.weigh")}${m.says}${t(`status.${factor}`)}`}
                      className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11"
                    >
                      {t("field.finding")}
                    </summary>
                    <CommandForm
                      action={weighFactor}
                      messages={messages}
                      className="mt-1 flex flex-col gap-2"
                    >
                      <input type="hidden" name="toleranceId" value={one.id} />
                      <input type="hidden" name="factor" value={factor} />
                      <RadioGroup
                        name="finding"
                        label={t("field.finding")}
                        defaultValue={found?.finding}
                        options={FINDINGS.map((finding) => ({
                          value: finding,
                          label: t(`status.${finding}`),
                        }))}
                      />
                      <TextArea
                        name="text"
                        label={t("field.text")}
                        defaultValue={found?.text}
                        limit={LIMITS.factor}
                        rows={2}
                        required
                      />
                      <FormActions>
                        <SubmitButton variant="secondary">{t("action.weigh")}</SubmitButton>
                      </FormActions>
                    </CommandForm>
                  </details>
                )}
              </li>
            );
          })}
        </ul>
      </Panel>
      {(mayWeigh || one.excluded.length > 0) && <Exclusions one={one} mayWeigh={mayWeigh} />}
    </>
  );
}

/** One that is met leaves the refusing outcome alone, and says why. */
async function Exclusions({ one, mayWeigh }: { one: TolerancePage; mayWeigh: boolean }) {
  const t = await getTranslations("tolerance");
  const messages = await formMessages("tolerance");
  const [outcome] = outcomesFor(one);
  const left = EXCLUSIONS.filter((exclusion) => !one.exclusions.includes(exclusion));
  return (
    <Panel
      title={t("title.exclusions")}
      note={
        one.excluded.length > 0 && outcome
          ? t("hint.excluded", { outcome: t(`status.${outcome}`) })
          : t("hint.noExclusion")
      }
    >
      <ul className="flex flex-col divide-y divide-line">
        {one.excluded.map((each) => (
          <li
            key={each.exclusion}
            className="flex flex-wrap items-center justify-between gap-2 py-2 first:pt-0"
          >
            <span>
              <Badge tone="attention" icon>
                {t(`status.${each.exclusion}`)}
              </Badge>{" "}
              {each.text}
            </span>
            {mayWeigh && (
              <CommandForm action={liftExclusion} messages={messages} className="">
                <input type="hidden" name="toleranceId" value={one.id} />
                <input type="hidden" name="exclusion" value={each.exclusion} />
                <SubmitButton size="sm" variant="secondary">
                  {t("action.lift")}
                </SubmitButton>
              </CommandForm>
            )}
          </li>
        ))}
      </ul>
      {mayWeigh && left.length > 0 && (
        <details className="no-print mt-2">
          <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
            {t("action.exclude")}
          </summary>
          <CommandForm
            action={setExclusion}
            messages={messages}
            resetOnSuccess
            className="mt-2 grid gap-3 sm:grid-cols-2"
          >
            <input type="hidden" name="toleranceId" value={one.id} />
            <SelectField
              name="exclusion"
              label={t("field.exclusion")}
              emptyLabel={t("empty.choose")}
              required
              options={left.map((exclusion) => ({ value: exclusion, label: t(`status.${exclusion}`) }))}
            />
            <TextField name="text" label={t("field.reason")} maxLength={LIMITS.reason} required />
            <FormActions>
              <SubmitButton variant="secondary">{t("action.exclude")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
    </Panel>
  );
}
