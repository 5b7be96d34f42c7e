import { getTranslations } from "next-intl/server";
import { setLimit } from "@/app/_actions/calendar";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { NumberField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { LIMIT_REACH, type LimitStep } from "@/lib/calendar/limits/schema";
import type { Setting } from "@/lib/calendar/queries";
import { LIMITS } from "@/lib/calendar/schema";
import type { Day } from "@/lib/platform/clock";
import { calendarHref } from "./address";

type Props = {
  year: number;
  step: LimitStep;
  amount: number;
  /** an earlier value that is to be set once more */
  former: Setting | undefined;
  today: Day;
};

export async function LimitPanel({ year, step, amount, former, today }: Props) {
  const t = await getTranslations("calendar");
  const { least, most, unit } = LIMIT_REACH[step];
  const title = t("title.adjustLimit", { step: t(`status.step.${step}`) });
  return (
    <SidePanel title={title} closeHref={calendarHref(year)} closeLabel={t("action.close")}>
      <CommandForm
        key={former?.id ?? step}
        action={setLimit}
        messages={await formMessages("calendar")}
        successHref={calendarHref(year, { saved: "limited" })}
        aria-label={title}
      >
        <p className="text-ink-soft">
          {former
            ? t("hint.restoreLimit", { value: t(`hint.value.${unit}`, { count: amount }) })
            : t("hint.reach", { least, most })}
        </p>
        <input type="hidden" name="step" value={step} />
        <NumberField
          name="amount"
          label={t("field.amount")}
          unit={t(`field.unit.${unit}`)}
          defaultValue={amount}
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
