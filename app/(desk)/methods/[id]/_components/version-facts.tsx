import { getLocale, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { DescriptionList } from "@/components/ui/description-list";
import { sourceClassLabelKey } from "@/lib/methods/rules";
import type { Version } from "@/lib/methods/versions/queries";

/** What the method is, apart from its questions. */
export async function VersionFacts({ version }: { version: Version }) {
  const t = await getTranslations("methods");
  const dates = await cityDates();
  const { content } = version;
  const isEnglish = (await getLocale()) === "en";
  return (
    <DescriptionList
      items={[
        { term: t("field.definition"), value: isEnglish ? content.definitionEn : content.definition },
        { term: t("field.sourceClass"), value: t(`status.${sourceClassLabelKey(version.sourceClass)}`) },
        { term: t("field.minimumText"), value: content.minimumText },
        {
          term: t("field.minimum"),
          value:
            version.minimumScope === "unit"
              ? t("hint.minimum", {
                  count: content.minimumCount,
                  period: t(`status.period.${content.minimumPeriod}`),
                })
              : t("hint.minimumOther"),
        },
        { term: t("field.confidentiality"), value: t(`status.level.${content.defaultConfidentiality}`) },
        {
          term: t("field.isEvidenceAsked"),
          value: t(content.isEvidenceAsked ? "status.asked" : "status.notAsked"),
        },
        { term: t("field.effectiveFrom"), value: dates.day(version.effectiveFrom) },
      ]}
    />
  );
}
