import { getTranslations } from "next-intl/server";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import type { AchievementPage } from "@/lib/achievements/queries";
import { CONTRIBUTIONS, LIMITS } from "@/lib/achievements/schema";

type Props = {
  at: number;
  claim: AchievementPage;
  sources: { value: string; label: string }[];
  isFirst: boolean;
};

/** One of the claims into which a claim is split: its sentence, whose it is, and what speaks for it. */
export async function PartFields({ at, claim, sources, isFirst }: Props) {
  const t = await getTranslations("achievements");
  return (
    <div className="flex flex-col gap-3">
      <TextArea
        name={`parts.${at}.claim`}
        label={t("field.claim")}
        rows={2}
        limit={LIMITS.claim}
        defaultValue={isFirst ? claim.claim : undefined}
        required={at < 2}
      />
      <fieldset data-field={`parts.${at}.cadres`} className="min-w-0">
        <legend className="mb-1 font-medium">{t("field.cadres")}</legend>
        <ul className="flex flex-col gap-2">
          {claim.cadres.map((line) => (
            <li key={line.cadreId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="w-[16rem]">
                <span className="font-medium">{line.name}</span>{" "}
                <span className="text-sm text-ink-soft">
                  {line.unitName} {line.postTitle}
                </span>
              </span>
              <SelectField
                name={`parts.${at}.contribution.${line.cadreId}`}
                label={`${line.name} ${t("field.contribution")}`}
                hideLabel
                emptyLabel={t("empty.contribution")}
                options={CONTRIBUTIONS.map((value) => ({ value, label: t(`status.${value.toLowerCase()}`) }))}
                defaultValue={isFirst ? line.contribution : ""}
              />
              {line.part && (
                <input type="hidden" name={`parts.${at}.part.${line.cadreId}`} value={line.part} />
              )}
            </li>
          ))}
        </ul>
      </fieldset>
      {sources.length > 0 && (
        <fieldset className="min-w-0">
          <legend className="mb-1 font-medium">{t("title.sources")}</legend>
          <div className="flex flex-wrap gap-1.5">
            {sources.map((source) => (
              <label key={source.value} className="chip">
                <input
                  type="checkbox"
                  name={`parts.${at}.sources[]`}
                  value={source.value}
                  defaultChecked={isFirst}
                />
                {source.label}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
