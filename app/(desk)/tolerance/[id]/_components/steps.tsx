import { getTranslations } from "next-intl/server";
import { carryTolerance } from "@/app/_actions/tolerance";
import { formMessages } from "@/app/_shared/form-messages";
import { CheckboxGroup, RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { Panel } from "@/components/ui/panel";
import type { Day } from "@/lib/platform/clock";
import type { TolerancePage } from "@/lib/tolerance/queries";
import { outcomesFor, stepRefusal, type ToleranceActor } from "@/lib/tolerance/rules";
import { LIMITS, TOLERANCE_STEPS, type ToleranceStep } from "@/lib/tolerance/schema";

type Props = { one: TolerancePage; viewer: ToleranceActor; today: Day };

/** What a step asks to be written; the rest ask for a reason. */
const WORDS: Partial<Record<ToleranceStep, "verification" | "decision" | "feedback" | "appeal" | "closing">> =
  {
    VERIFY: "verification",
    DETERMINE: "decision",
    FEED_BACK: "feedback",
    APPEAL: "appeal",
    CLOSE: "closing",
  };

/** What this person may do next; the same rule that the command asks. The first stands open. */
export async function ToleranceSteps({ one, viewer, today }: Props) {
  const t = await getTranslations("tolerance");
  const steps = TOLERANCE_STEPS.filter((step) => !stepRefusal(one, step, viewer, today));
  const isWaiting = stepRefusal(one, "CLOSE", viewer, today)?.refused === "tolerance.reason.appealOpen";
  if (steps.length === 0 && !isWaiting) return null;
  return (
    <Panel title={t("title.step")} className="no-print">
      {isWaiting && <p className="mb-2 text-ink-soft">{t("hint.closeLater", { day: one.dueOn ?? "" })}</p>}
      <div className="flex flex-col gap-2">
        {steps.map((step, at) => (
          <details key={step} open={at === 0} className="border-b border-line pb-2 last:border-0 last:pb-0">
            <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
              {t(`action.${step}`)}
            </summary>
            <Step one={one} step={step} />
          </details>
        ))}
      </div>
    </Panel>
  );
}

async function Step({ one, step }: { one: TolerancePage; step: ToleranceStep }) {
  const t = await getTranslations("tolerance");
  const words = WORDS[step];
  return (
    <CommandForm
      action={carryTolerance}
      messages={await formMessages("tolerance")}
      className="mt-2 flex flex-col gap-3"
      aria-label={t(`action.${step}`)}
    >
      <input type="hidden" name="id" value={one.id} />
      <input type="hidden" name="rowVersion" value={one.rowVersion} />
      {step === "DETERMINE" && (
        <>
          <RadioGroup
            name="outcome"
            label={t("field.outcome")}
            options={outcomesFor(one).map((outcome) => ({ value: outcome, label: t(`status.${outcome}`) }))}
          />
          {one.kind === "PRE" && <p className="text-sm text-ink-soft">{t("hint.pre")}</p>}
        </>
      )}
      {words && <TextArea name="words" label={t(`field.${words}`)} limit={LIMITS.words} rows={4} required />}
      {step === "CLOSE" && one.kind === "PRE" && (
        <CheckboxGroup
          name="isWithoutLoss"
          label={t("field.isWithoutLoss")}
          options={[{ value: "on", label: t("hint.withoutLoss") }]}
        />
      )}
      {step === "RESUBMIT" && <Amended one={one} />}
      {!words && step !== "ACCEPT" && step !== "RESUBMIT" && (
        <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={2} required />
      )}
      <FormActions>
        <SubmitButton
          name="step"
          value={step}
          variant={words || step === "ACCEPT" || step === "RESUBMIT" ? "primary" : "secondary"}
        >
          {t(`action.${step}`)}
        </SubmitButton>
      </FormActions>
    </CommandForm>
  );
}

/** What was returned is completed where it stands. */
async function Amended({ one }: { one: TolerancePage }) {
  const t = await getTranslations("tolerance");
  const field = (name: "ruleGap" | "publicPurpose" | "collectiveDecision") => (
    <TextArea
      name={name}
      label={t(`field.${name}`)}
      defaultValue={one[name]}
      limit={LIMITS.text}
      rows={2}
      required
    />
  );
  return (
    <>
      <TextArea
        name="account"
        label={t("field.account")}
        defaultValue={one.account}
        limit={LIMITS.account}
        rows={4}
        required
      />
      {one.kind === "PRE" && (
        <>
          {field("ruleGap")}
          {field("publicPurpose")}
          {field("collectiveDecision")}
        </>
      )}
    </>
  );
}
