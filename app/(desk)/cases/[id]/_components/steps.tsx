import { getTranslations } from "next-intl/server";
import { carryCase } from "@/app/_actions/cases";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import type { CasePage } from "@/lib/cases/page/queries";
import { type CaseActor, mayEscalate, stepRefusal, tiersAbove } from "@/lib/cases/rules";
import { CASE_STEPS, type CaseStep, LIMITS } from "@/lib/cases/schema";
import { addDays, type Day } from "@/lib/platform/clock";

type Props = { one: CasePage; viewer: CaseActor; today: Day };

/** What this person may do next; the same rule that the command asks. The first stands open, the others are folded. */
export async function CaseSteps({ one, viewer, today }: Props) {
  const t = await getTranslations("cases");
  const tiers = tiersAbove(one.tier).filter((tier) => tier !== "ESCALATED" || mayEscalate(viewer));
  const open = CASE_STEPS.filter(
    (step) => !stepRefusal(one, step, viewer) && (step !== "RAISE" || tiers.length > 0),
  );
  if (open.length === 0 && one.state !== "SETTLED") return null;
  const [first] = one.state === "SETTLED" ? open : open.filter((step) => step === "SETTLE");
  return (
    <Panel title={t("title.step")} className="no-print -order-1">
      {one.state === "SETTLED" && <Words one={one} />}
      <div className="flex flex-col gap-2">
        {open.map((step) => (
          <details
            key={step}
            open={step === first}
            className="border-b border-line pb-2 last:border-0 last:pb-0"
          >
            <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
              {t(`action.${step}`)}
            </summary>
            <Step step={step} one={one} today={today} tiers={tiers} />
          </details>
        ))}
      </div>
    </Panel>
  );
}

/** Which of the two words that close it are there. */
async function Words({ one }: { one: CasePage }) {
  const t = await getTranslations("cases.hint");
  const line = (isThere: boolean, words: string) => (
    <li className="flex items-center gap-1.5">
      <Icon
        name={isThere ? "checkCircle" : "clock"}
        className={`size-4 shrink-0 ${isThere ? "text-positive" : "text-ink-soft"}`}
      />
      {words}
    </li>
  );
  return (
    <div className="mb-3">
      <p className="text-sm text-ink-soft">{t("closing")}</p>
      <ul className="mt-1">
        {line(
          one.checkedById !== null,
          one.checkedById ? t("checked", { name: one.checkerName ?? t("office") }) : t("notChecked"),
        )}
        {line(one.confirmedById !== null, t(one.confirmedById ? "confirmed" : "notConfirmed"))}
      </ul>
      {!one.isRaiserHere && <p className="mt-1 text-sm text-ink-soft">{t("raiserLeft")}</p>}
    </div>
  );
}

type StepProps = { step: CaseStep; one: CasePage; today: Day; tiers: ReturnType<typeof tiersAbove> };
async function Step({ step, one, today, tiers }: StepProps) {
  const t = await getTranslations("cases");
  const hasDay = step === "RAISE" || step === "EXTEND";
  return (
    <CommandForm
      action={carryCase}
      messages={await formMessages("cases")}
      className="mt-2 flex flex-col gap-3"
      aria-label={t(`action.${step}`)}
    >
      <input type="hidden" name="id" value={one.id} />
      <input type="hidden" name="rowVersion" value={one.rowVersion} />
      {step === "RAISE" && (
        <SelectField
          name="tier"
          label={t("field.tier")}
          options={tiers.map((tier) => ({ value: tier, label: t(`status.${tier}`) }))}
          required
        />
      )}
      {hasDay && (
        <DateField
          name="dueOn"
          label={t("field.dueOn")}
          hint={step === "RAISE" ? t("hint.dueRaise") : undefined}
          min={step === "EXTEND" ? addDays(one.dueOn, 1) : today}
          required={step === "EXTEND"}
        />
      )}
      {step === "SETTLE" && (
        <TextArea name="outcome" label={t("field.outcome")} limit={LIMITS.outcome} rows={3} required />
      )}
      {step !== "SETTLE" && step !== "CONFIRM" && (
        <TextArea
          name="reason"
          label={t(step === "CHECK" ? "field.check" : "field.reason")}
          limit={LIMITS.reason}
          rows={2}
          required
        />
      )}
      <FormActions>
        <SubmitButton
          name="step"
          value={step}
          variant={step === "SETTLE" || step === "CHECK" || step === "CONFIRM" ? "primary" : "secondary"}
        >
          {t(`action.${step}`)}
        </SubmitButton>
      </FormActions>
    </CommandForm>
  );
}
