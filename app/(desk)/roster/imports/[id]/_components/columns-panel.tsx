import { getTranslations } from "next-intl/server";
import { remapColumns } from "@/app/_actions/roster";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import type { FormMessages } from "@/components/form/messages";
import { SelectField } from "@/components/form/select-field";
import { SidePanel } from "@/components/ui/side-panel";
import type { Batch } from "@/lib/roster/queries";
import { FIELDS, type PreviewFilter } from "@/lib/roster/schema";
import { importHref } from "./address";

type Props = { batch: Batch; filter: PreviewFilter; messages: FormMessages };

/** Which column is which, and from when moves count; what is said here is remembered for the next file. */
export async function ColumnsPanel({ batch, filter, messages }: Props) {
  const t = await getTranslations("roster");
  const back = importHref(batch.id, { ...filter, open: undefined });
  const options = FIELDS.map((field) => ({ value: field, label: t(`field.roster.${field}`) }));
  return (
    <SidePanel title={t("title.columns")} closeHref={back} closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t("hint.columns")}</p>
      <CommandForm action={remapColumns} messages={messages} successHref={back}>
        <input type="hidden" name="batchId" value={batch.id} />
        <DateField
          name="effectiveOn"
          label={t("field.effectiveOn")}
          hint={t("hint.effectiveOn")}
          defaultValue={batch.effectiveOn}
          required
        />
        {batch.header.map((heading, at) => (
          <SelectField
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            key={at}
            name="mapping[]"
            label={heading || t("empty.heading", { number: at + 1 })}
            options={options}
            emptyLabel={t("empty.field")}
            defaultValue={batch.mapping[at] ?? ""}
          />
        ))}
        <FormActions>
          <SubmitButton>{t("action.saveColumns")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}
