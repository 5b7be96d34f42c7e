import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { Icon } from "@/components/ui/icon";
import type { RelatedRecord } from "@/lib/achievements/form/queries";

/** Records of the same cadres around that day: each that is ticked becomes a source of the claim as well. */
export async function RelatedRecords({ related }: { related: RelatedRecord[] }) {
  const t = await getTranslations("achievements");
  const isEnglish = (await getLocale()) === "en";
  if (related.length === 0) return null;
  return (
    <fieldset className="mt-4 border-t border-line pt-3">
      <legend className="sr-only">{t("field.moreSources")}</legend>
      <p aria-hidden className="font-medium">
        {t("field.moreSources")}
      </p>
      <p className="mb-2 text-sm text-ink-hint">{t("hint.moreSources")}</p>
      <div className="flex flex-col gap-1.5">
        {related.map((record) => (
          <label key={record.id} className="chip justify-start! py-1 text-left font-normal">
            <input type="checkbox" name={`source.${record.id}`} value={randomUUID()} />
            <Icon name="check" className="chip-tick size-3.5" strokeWidth={2.2} />
            <span className="min-w-0">
              <span className="text-sm text-ink-soft">
                {record.on} {isEnglish ? record.methodNameEn : record.methodName}
              </span>
              <span className="block">{record.excerpt}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
