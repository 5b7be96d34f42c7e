import { getTranslations } from "next-intl/server";
import { arrangeDays, removeCalendarDay } from "@/app/_actions/calendar";
import { cityDates } from "@/app/_shared/city-dates";
import { formMessages } from "@/app/_shared/form-messages";
import { CheckboxGroup, RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import type { CalendarDay } from "@/lib/calendar/queries";
import { isWeekend } from "@/lib/calendar/rules";
import { DAY_KINDS, LIMITS } from "@/lib/calendar/schema";
import type { Day } from "@/lib/platform/clock";
import { calendarHref } from "./address";

/** One day, with what stands there now and the two things to do about it. */
export async function DayPanel({ year, day, found, former, today }: Props) {
  // the form begins with what is to be brought back, else with what stands there
  const first = former ?? found;
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  const messages = await formMessages("calendar");
  const back = (
    <ButtonLink variant="quiet" href={calendarHref(year)} scroll={false}>
      {t("action.back")}
    </ButtonLink>
  );
  return (
    <SidePanel title={dates.weekday(day)} closeHref={calendarHref(year)} closeLabel={t("action.close")}>
      {found && (
        <section className="flex flex-col gap-3 border-b border-line pb-4">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={found.kind === "OFF" ? "positive" : "caution"} icon={true}>
              {t(`status.${found.kind}`)}
            </Badge>
            {found.name}
            {found.isProvisional && <Badge tone="caution">{t("status.provisional")}</Badge>}
          </p>
          <CommandForm
            action={removeCalendarDay}
            messages={messages}
            successHref={calendarHref(year, { saved: "removed" })}
            aria-label={t("action.remove")}
          >
            <input type="hidden" name="id" value={found.id} />
            <TextArea name="reason" label={t("field.removeReason")} limit={LIMITS.reason} rows={2} required />
            <FormActions>
              <SubmitButton variant="danger">{t("action.remove")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </section>
      )}
      <h3 className="font-semibold">
        {t(former ? "title.restore" : found ? "title.replace" : "title.arrange")}
      </h3>
      <CommandForm
        key={former?.id ?? day}
        action={arrangeDays}
        messages={messages}
        successHref={calendarHref(year, { saved: "arranged" })}
        aria-label={t("title.arrange")}
      >
        <RadioGroup
          name="kind"
          label={t("field.kind")}
          options={DAY_KINDS.map((kind) => ({ value: kind, label: t(`status.${kind}`) }))}
          defaultValue={first?.kind ?? (isWeekend(day) ? undefined : "OFF")}
          required
        />
        <TextField
          name="name"
          label={t("field.name")}
          hint={t("hint.name")}
          defaultValue={first?.name}
          maxLength={LIMITS.name}
          required
        />
        <DateField name="from" label={t("field.from")} defaultValue={day} min={today} required />
        <DateField name="until" label={t("field.until")} hint={t("hint.until")} min={today} />
        <CheckboxGroup
          name="isProvisional"
          label={t("field.certainty")}
          options={[{ value: "on", label: t("status.provisional") }]}
          defaultValue={former?.isProvisional ? ["on"] : []}
        />
        <TextArea
          name="reason"
          label={t("field.reason")}
          hint={t("hint.reason")}
          limit={LIMITS.reason}
          rows={2}
          required
        />
        <FormActions>
          <SubmitButton>{t("action.save")}</SubmitButton>
          {back}
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}

type Props = {
  year: number;
  day: Day;
  found: CalendarDay | undefined;
  /** what stood there before and is to stand there again */
  former: CalendarDay | undefined;
  today: Day;
};
