import { getTranslations } from "next-intl/server";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { wordsOf } from "@/lib/roster/cells/rules";
import { LONG, NEEDED } from "@/lib/roster/facts/schema";
import type { Field, Values } from "@/lib/roster/schema";

type Props = {
  title: string;
  fields: readonly Field[];
  values?: Values;
  /** beyond those that nobody can be without */
  needed?: readonly Field[];
  /** may be written for a unit */
  units?: readonly string[];
};

const DAYS: readonly Field[] = ["bornOn", "joinedPartyOn", "startedWorkOn", "postStartsOn"];

/** One group of a person's facts. Words of a list are offered and not forced: a near word is asked about. */
export async function FactFields({ title, fields, values = {}, needed = NEEDED, units = [] }: Props) {
  const t = await getTranslations("roster");
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold">{title}</legend>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {fields.map((field) => {
          const common = {
            name: field,
            label: t(`field.roster.${field}`),
            required: needed.includes(field),
            defaultValue: values[field] ?? "",
          };
          const words = field === "unit" ? units : wordsOf(field);
          if (LONG.includes(field))
            return (
              <TextArea key={field} {...common} rows={field === "resume" ? 6 : 2} className="sm:col-span-2" />
            );
          if (field === "gender" || field === "tier")
            return (
              <SelectField
                key={field}
                {...common}
                emptyLabel={t(field === "tier" ? "empty.byLevel" : "empty.pick")}
                options={words.map((word) => ({ value: word, label: word }))}
              />
            );
          return (
            <div key={field} className="min-w-0">
              <TextField
                {...common}
                hint={field === "postStartsOn" ? t("hint.postFromToday") : undefined}
                placeholder={DAYS.includes(field) ? t("hint.monthForm") : undefined}
                list={words.length > 0 ? `words-${field}` : undefined}
              />
              {words.length > 0 && (
                <datalist id={`words-${field}`}>
                  {words.map((word) => (
                    <option key={word} value={word} />
                  ))}
                </datalist>
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
