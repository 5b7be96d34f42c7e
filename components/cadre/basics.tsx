import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/ui/description-list";
import type { CadreFile } from "@/lib/cadres/file/queries";
import { ageOn } from "@/lib/cadres/rules";
import { monthText } from "./days";

export async function Basics({ file }: { file: CadreFile }) {
  const t = await getTranslations("cadres");
  const month = (day: string | null) => (day ? monthText(day) : undefined);
  return (
    <DescriptionList
      columns={3}
      items={[
        { term: t("field.name"), value: file.name },
        { term: t("field.gender"), value: t(file.gender === "男" ? "status.male" : "status.female") },
        {
          term: t("field.bornOn"),
          value: t("hint.ageAsOf", { month: monthText(file.bornOn), age: ageOn(file.bornOn, file.asOf) }),
        },
        { term: t("field.ethnicity"), value: file.ethnicity },
        { term: t("field.nativePlace"), value: file.nativePlace },
        { term: t("field.startedWorkOn"), value: month(file.startedWorkOn) },
        {
          term: t("field.workYears"),
          value: file.startedWorkOn
            ? t("hint.yearsOfWork", { years: ageOn(file.startedWorkOn, file.asOf) })
            : undefined,
        },
        { term: t("field.joinedPartyOn"), value: month(file.joinedPartyOn) },
        { term: t("field.education"), value: file.education },
        { term: t("field.speciality"), value: file.speciality },
      ]}
    />
  );
}
