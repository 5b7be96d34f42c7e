import { getLocale, getTranslations } from "next-intl/server";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { marks } from "@/components/punctuation/marks";
import type { ConcernCandidate } from "@/lib/concerns/queries";

/** Negative records of the cadre: which of them it rests on. */
export async function RecordChoice({ records, chosen }: { records: ConcernCandidate[]; chosen?: string }) {
  const t = await getTranslations("concerns");
  const m = await marks();
  const isEnglish = (await getLocale()) === "en";
  return (
    <CheckboxGroup
      name="recordIds"
      label={t("field.records")}
      required
      defaultValue={chosen ? [chosen] : []}
      options={records.map((record) => ({
        value: record.id,
        label: (
          <span className="block max-w-[46rem] py-1.5 text-left whitespace-normal">
            <span className="block text-sm">
              {record.on} {isEnglish ? record.methodNameEn : record.methodName}
              {m.open}
              {t(`status.${kindOf(record.kind)}`)}
              {m.close}
              {record.recorderName}
            </span>
            <span className="block">{record.fact}</span>
            {record.otherCadres > 0 && (
              <span className="block text-sm text-caution">
                {t("hint.otherCadres", { count: record.otherCadres })}
              </span>
            )}
          </span>
        ),
      }))}
    />
  );
}

/** A method's source class is never a unit's recommendation. */
const kindOf = (kind: ConcernCandidate["kind"]) => (kind === "unit_recommendation" ? "document" : kind);
