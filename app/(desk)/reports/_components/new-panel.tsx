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
import { PERIODIC_KINDS } from "@/lib/reports/schema";
import { reportsHref } from "./address";

const QUARTERS = 8;

type Props = { today: Day; clearance: number; compared: readonly { id: string; name: string }[] };

/** The last full quarter is what is usually reported: one click makes it. People who are compared come from their page. */
export async function NewReportPanel({ today, clearance, compared }: Props) {
  const t = await getTranslations("reports");
  return (
    <SidePanel title={t("title.new")} closeHref={reportsHref()} closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t(compared.length > 0 ? "hint.newComparison" : "hint.new")}</p>
      <CommandForm action={startReport} messages={await formMessages("reports")} successHref="/reports/{id}">
        <input type="hidden" name="id" value={randomUUID()} />
        {compared.length > 0 ? (
          <ComparedFields {...{ today, clearance, compared }} />
        ) : (
          <PeriodFields {...{ today, clearance }} />
        )}
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

async function ComparedFields({ today, clearance, compared }: Props) {
  const t = await getTranslations("reports");
  const mark = await getTranslations("app.hint");
  return (
    <>
      <input type="hidden" name="kind" value="COMPARISON" />
      <input type="hidden" name="quarter" value={today.slice(0, 7)} />
      <input type="hidden" name="confidentiality" value={clearance} />
      <input type="hidden" name="cadres" value={compared.map(({ id }) => id).join(",")} />
      <p>{t("hint.comparing", { names: compared.map(({ name }) => name).join(mark("listMark")) })}</p>
    </>
  );
}

async function PeriodFields({ today, clearance }: Pick<Props, "today" | "clearance">) {
  const t = await getTranslations("reports");
  const quarters = quartersTo(today, QUARTERS);
  return (
    <>
      <RadioGroup
        name="kind"
        label={t("field.kind")}
        options={PERIODIC_KINDS.map((value) => ({ value, label: t(`status.${value}`) }))}
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
    </>
  );
}
