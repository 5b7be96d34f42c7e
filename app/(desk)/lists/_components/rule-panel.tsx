import { getTranslations } from "next-intl/server";
import { setListRule } from "@/app/_actions/lists";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { NumberField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import type { ListRule } from "@/lib/lists/rules";
import { LIMITS, type ListFilter, RULE_NUMBERS, type RuleNumber } from "@/lib/lists/schema";
import type { Day } from "@/lib/platform/clock";
import { listHref } from "./address";

type Props = { rule: ListRule; filter: ListFilter; today: Day };

/** The rule, from a day on; lists of earlier days keep the rule of theirs. */
export async function RulePanel({ rule, filter, today }: Props) {
  const t = await getTranslations("lists");
  const back = listHref({ ...filter, edit: undefined });
  return (
    <SidePanel title={t("title.change")} closeHref={back} closeLabel={t("action.close")}>
      <CommandForm
        action={setListRule}
        messages={await formMessages("lists")}
        successHref={listHref(filter, { saved: "rule" })}
        aria-label={t("title.change")}
      >
        <p className="text-ink-soft">{t("hint.change")}</p>
        {(Object.keys(RULE_NUMBERS) as RuleNumber[]).map((name) => (
          <NumberField key={name} name={name} label={t(`field.${name}`)} defaultValue={rule[name]} required />
        ))}
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
          <ButtonLink variant="quiet" href={back} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}
