import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import type { TaskHead } from "@/lib/central-tasks/queries";
import { KINDS, LIMITS } from "@/lib/central-tasks/schema";
import type { Day } from "@/lib/platform/clock";

/** The domain's words, and plainer ones for what was left empty. */
export async function taskMessages() {
  const t = await getTranslations("centralTasks.hint");
  const messages = await formMessages("centralTasks");
  return {
    ...messages,
    issue: { ...messages.issue, tooShort: t("tooShort"), battlefieldOutside: t("battlefieldOutside") },
  };
}

type Props = { task?: TaskHead; units: { id: string; shortName: string }[]; today: Day };

/** What a task is: name, kind, who leads, from when to when, and 主战场. */
export async function TaskFields({ task, units, today }: Props) {
  const t = await getTranslations("centralTasks");
  return (
    <>
      <TextField
        name="name"
        label={t("field.name")}
        maxLength={LIMITS.name}
        defaultValue={task?.name}
        required
      />
      <SelectField
        name="kind"
        label={t("field.kind")}
        options={KINDS.map((kind) => ({ value: kind, label: t(`status.${kind}`) }))}
        defaultValue={task?.kind}
      />
      <SelectField
        name="leadUnitId"
        label={t("field.leadUnit")}
        emptyLabel={t("empty.unit")}
        options={units.map((unit) => ({ value: unit.id, label: unit.shortName }))}
        defaultValue={task?.leadUnitId ?? ""}
        required
      />
      <div className="flex flex-wrap gap-x-4 gap-y-3">
        <DateField
          name="startsOn"
          label={t("field.startsOn")}
          defaultValue={task?.startsOn ?? today}
          required
        />
        <DateField
          name="endsOn"
          label={t("field.endsOn")}
          hint={t("hint.openEnd")}
          defaultValue={task?.endsOn ?? ""}
        />
      </div>
      <div className="flex flex-wrap gap-x-4 gap-y-3">
        <DateField
          name="battlefieldFrom"
          label={t("field.battlefieldFrom")}
          hint={t("hint.battlefieldFrom")}
          defaultValue={task?.battlefieldFrom ?? ""}
        />
        <DateField
          name="battlefieldTo"
          label={t("field.battlefieldTo")}
          hint={t("hint.battlefieldTo")}
          defaultValue={task?.battlefieldTo ?? ""}
        />
      </div>
    </>
  );
}

export async function ReasonField({ hint }: { hint: string }) {
  const t = await getTranslations("centralTasks");
  return (
    <TextArea name="reason" label={t("field.reason")} hint={hint} limit={LIMITS.reason} rows={2} required />
  );
}

export async function Buttons({ save, backHref }: { save: string; backHref: string }) {
  const t = await getTranslations("centralTasks");
  return (
    <FormActions>
      <SubmitButton>{save}</SubmitButton>
      <ButtonLink variant="quiet" href={backHref} scroll={false}>
        {t("action.back")}
      </ButtonLink>
    </FormActions>
  );
}
