import { getTranslations } from "next-intl/server";
import { setDeadline } from "@/app/_actions/calendar";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { NumberField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import type { Setting } from "@/lib/calendar/queries";
import { type DeadlineStep, LIMITS } from "@/lib/calendar/schema";
import type { Day } from "@/lib/platform/clock";
import { calendarHref } from "./address";

type Props = {
  year: number;
  step: DeadlineStep;
  days: number;
  /** an earlier value that is to be set once more */
  former: Setting | undefined;
  today: Day;
};

export async function DeadlinePanel({ year, step, days, former, today }: Props) {
  const t = await getTranslations("calendar");
  return (
    <SidePanel
      title={t("title.adjust", { step: t(`status.step.${step}`) })}
      closeHref={calendarHref(year)}
      closeLabel={t("action.close")}
    >
      <CommandForm
        key={former?.id ?? step}
        action={setDeadline}
        messages={await formMessages("calendar")}
        successHref={calendarHref(year, { saved: "settled" })}
        aria-label={t("title.adjust", { step: t(`status.step.${step}`) })}
      >
        <p className="text-ink-soft">{t(former ? "hint.restoreDeadline" : "hint.adjust", { count: days })}</p>
        <input type="hidden" name="step" value={step} />
        <NumberField
          name="days"
          label={t("field.days")}
          unit={t("field.workingDays")}
          defaultValue={days}
          required
        />
        <DateField
          name="effectiveOn"
          label={t("field.effectiveOn")}
          defaultValue={today}
          min={today}
          required
        />
        <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={2} required />
        <FormActions>
          <SubmitButton>{t("action.save")}</SubmitButton>
          <ButtonLink variant="quiet" href={calendarHref(year)} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}
