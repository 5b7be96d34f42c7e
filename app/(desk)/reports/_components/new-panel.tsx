import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { startReport } from "@/app/_actions/reports";
import { formMessages } from "@/app/_shared/form-messages";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { quartersTo } from "@/lib/coverage/rules";
import type { Day } from "@/lib/platform/clock";
import { REPORT_KINDS } from "@/lib/reports/schema";
import { reportsHref } from "./address";

const QUARTERS = 8;

/** The last full quarter is what is usually reported: one click makes it. */
export async function NewReportPanel({ today, clearance }: { today: Day; clearance: number }) {
  const t = await getTranslations("reports");
  const quarters = quartersTo(today, QUARTERS);
  return (
    <SidePanel title={t("title.new")} closeHref={reportsHref()} closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t("hint.new")}</p>
      <CommandForm action={startReport} messages={await formMessages("reports")} successHref="/reports/{id}">
        <input type="hidden" name="id" value={randomUUID()} />
        <RadioGroup
          name="kind"
          label={t("field.kind")}
          options={REPORT_KINDS.map((value) => ({ value, label: t(`status.${value}`) }))}
          defaultValue="QUARTERLY"
        />
        <SelectField
          name="quarter"
          label={t("field.quarter")}
          hint={t("hint.quarter")}
          defaultValue={quarters[1]}
          options={quarters.map((value) => ({
            value,
            label: t("status.quarter", {
              year: value.slice(0, 4),
              quarter: Math.ceil(Number(value.slice(5)) / 3),
            }),
          }))}
        />
        <RadioGroup
          name="confidentiality"
          label={t("field.confidentiality")}
          hint={t("hint.confidentiality")}
          options={[1, 2, 3]
            .filter((level) => level <= clearance)
            .map((level) => ({ value: String(level), label: t(`status.level${level}`) }))}
          defaultValue={String(Math.min(2, clearance))}
        />
        <FormActions>
          <SubmitButton>{t("action.start")}</SubmitButton>
          <ButtonLink variant="quiet" href={reportsHref()} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}
