import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { establishPosts } from "@/app/_actions/units";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { NumberField, TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { cityDay, type Day } from "@/lib/platform/clock";
import type { EstablishmentLine } from "@/lib/units/establishment/queries";
import { byLevel } from "@/lib/units/establishment/rules";
import { LIMITS } from "@/lib/units/establishment/schema";
import type { RegisteredUnit } from "@/lib/units/register/queries";
import { POST_LEVELS } from "@/lib/units/schema";

type Props = { unit: RegisteredUnit; lines: readonly EstablishmentLine[]; today: Day };

/** How many posts of a level the unit has, from which day and by which paper; all that was ever set. */
export async function Establishment({ unit, lines, today }: Props) {
  const m = await marks();
  const t = await getTranslations("units");
  // newest first; what one paper set on one day stands from the highest level down
  const newest = byLevel(lines).sort((a, b) => b.setAt.getTime() - a.setAt.getTime());
  return (
    <section aria-labelledby="establishment" className="border-t border-line pt-3">
      <h3 id="establishment" className="mb-1 font-semibold">
        {t("title.establishment")}
      </h3>
      <p className="text-sm text-ink-soft">{t("hint.establishment")}</p>
      {lines.length === 0 ? (
        <p className="mt-1 text-ink-hint">{t("empty.establishment")}</p>
      ) : (
        <ul className="mt-1 divide-y divide-line text-sm">
          {newest.map((one) => (
            <li key={one.id} className="py-1.5">
              {t("hint.establishedLine", { level: one.level, posts: one.posts, day: one.startsOn })}
              <p className="text-ink-soft">
                {[one.reason, one.setterName, cityDay(one.setAt)].filter(Boolean).join(m.gap)}
              </p>
            </li>
          ))}
        </ul>
      )}
      <details className="mt-2">
        <summary className="cursor-pointer text-accent">{t("title.establish")}</summary>
        <CommandForm
          action={establishPosts}
          messages={await formMessages("units")}
          successHref={`/units/register?unit=${unit.id}&saved=established`}
          className="mt-3 flex flex-col gap-4"
          aria-label={t("title.establish")}
        >
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="unitId" value={unit.id} />
          <SelectField
            name="level"
            label={t("field.level")}
            required
            options={POST_LEVELS.map((value) => ({ value, label: value }))}
          />
          <NumberField name="posts" label={t("field.established")} required />
          <DateField name="startsOn" label={t("field.startsFrom")} defaultValue={today} required />
          <TextField name="reason" label={t("field.establishReason")} maxLength={LIMITS.reason} required />
          <FormActions>
            <SubmitButton>{t("action.establish")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </details>
    </section>
  );
}
