import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { setPlanApproval, startPlan } from "@/app/_actions/plans";
import { formMessages } from "@/app/_shared/form-messages";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { LIMITS } from "@/lib/assignments/plans/schema";
import type { Day } from "@/lib/platform/clock";
import { plansHref } from "./address";

type NewPlan = { today: Day; startsOn: Day; name: string };

export async function NewPlanPanel({ today, startsOn, name }: NewPlan) {
  const t = await getTranslations("plans");
  return (
    <SidePanel title={t("title.new")} closeHref={plansHref()} closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t("hint.new")}</p>
      <CommandForm
        action={startPlan}
        messages={await formMessages("plans")}
        successHref="/assignments/plans/{id}"
      >
        <input type="hidden" name="id" value={randomUUID()} />
        <TextField name="name" label={t("field.name")} defaultValue={name} maxLength={LIMITS.name} required />
        <DateField
          name="startsOn"
          label={t("field.startsOn")}
          hint={t("hint.startsOn")}
          defaultValue={startsOn}
          min={today}
          required
        />
        <Buttons save={t("action.start")} />
      </CommandForm>
    </SidePanel>
  );
}

export async function ApprovalPanel({ needsApproval }: { needsApproval: boolean }) {
  const t = await getTranslations("plans");
  return (
    <SidePanel title={t("title.approval")} closeHref={plansHref()} closeLabel={t("action.close")}>
      <CommandForm
        action={setPlanApproval}
        messages={await formMessages("plans")}
        successHref={plansHref({ saved: "approval" })}
      >
        <RadioGroup
          name="needsApproval"
          label={t("field.needsApproval")}
          options={(["yes", "no"] as const).map((value) => ({ value, label: t(`status.need.${value}`) }))}
          defaultValue={needsApproval ? "yes" : "no"}
        />
        <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={2} required />
        <Buttons save={t("action.saveApproval")} />
      </CommandForm>
    </SidePanel>
  );
}

export async function Buttons({ save, backHref = plansHref() }: { save: string; backHref?: string }) {
  const t = await getTranslations("plans.action");
  return (
    <FormActions>
      <SubmitButton>{save}</SubmitButton>
      <ButtonLink variant="quiet" href={backHref} scroll={false}>
        {t("back")}
      </ButtonLink>
    </FormActions>
  );
}
