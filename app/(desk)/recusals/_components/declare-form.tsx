import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { declareRecusal } from "@/app/_actions/recusals";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import type { Day } from "@/lib/platform/clock";
import type { Suggestion } from "@/lib/recusals/rules";
import { KINDS, LIMITS, RELATIONS } from "@/lib/recusals/schema";
import type { UnitRow } from "@/lib/units/queries";
import { LineFields } from "./line-fields";

type Props = { year: number; today: Day; units: readonly UnitRow[]; suggestions: readonly Suggestion[] };

/** One line at a time; what the own post history tells is offered with one tap. */
export async function DeclareForm({ year, today, units, suggestions }: Props) {
  const t = await getTranslations("recusals");
  const messages = await formMessages("recusals");
  const saved = `/recusals?year=${year}&saved=declared`;
  return (
    <div className="flex flex-col gap-5">
      {suggestions.length > 0 && (
        <section
          aria-labelledby="suggested"
          className="rounded-md border border-info-line bg-info-soft px-3 py-2.5"
        >
          <h3 id="suggested" className="font-semibold">
            {t("title.suggested")}
          </h3>
          <p className="text-sm text-ink-soft">{t("hint.suggested")}</p>
          <ul className="mt-1.5 flex flex-col gap-1.5">
            {suggestions.map((one) => (
              <li key={`${one.kind} ${one.unitId}`}>
                <CommandForm
                  action={declareRecusal}
                  messages={messages}
                  successHref={saved}
                  className="flex flex-wrap items-center justify-between gap-2"
                  aria-label={t("action.declareFor", { unit: one.unitName })}
                >
                  <input type="hidden" name="id" value={randomUUID()} />
                  <input type="hidden" name="kind" value={one.kind} />
                  <input type="hidden" name="unitId" value={one.unitId} />
                  {one.workedUntil && <input type="hidden" name="workedUntil" value={one.workedUntil} />}
                  <span>
                    {one.unitName}
                    <span className="ml-1.5 text-sm text-ink-soft">
                      {one.workedUntil
                        ? t("hint.workedUntil", { day: one.workedUntil })
                        : t("status.NATIVE_TOWN")}
                    </span>
                  </span>
                  <SubmitButton size="sm" variant="secondary">
                    {t("action.declareThis")}
                  </SubmitButton>
                </CommandForm>
              </li>
            ))}
          </ul>
        </section>
      )}
      <CommandForm
        action={declareRecusal}
        messages={messages}
        successHref={saved}
        aria-label={t("title.declare")}
      >
        <input type="hidden" name="id" value={randomUUID()} />
        <LineFields
          today={today}
          limits={LIMITS}
          units={units.map(({ id, shortName }) => ({ value: id, label: shortName }))}
          kinds={KINDS.map((kind) => ({ value: kind, label: t(`status.${kind}`) }))}
          relations={RELATIONS.map((one) => ({ value: one, label: t(`status.relation.${one}`) }))}
          words={{
            kind: t("field.kind"),
            unitId: t("field.unitId"),
            relation: t("field.relation"),
            personName: t("field.personName"),
            personHint: t("hint.personName"),
            workedUntil: t("field.workedUntil"),
            workedHint: t("hint.longAgo"),
            note: t("field.note"),
            choose: t("hint.choose"),
          }}
        />
        <FormActions>
          <SubmitButton>{t("action.declare")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </div>
  );
}
