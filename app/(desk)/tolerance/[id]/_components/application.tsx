import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import type { TolerancePage } from "@/lib/tolerance/queries";

/** What was applied for, in the applicant's words. */
export async function Application({ one }: { one: TolerancePage }) {
  const t = await getTranslations("tolerance");
  const m = await marks();
  const said = (key: "ruleGap" | "publicPurpose" | "collectiveDecision") =>
    one[key] ? [{ term: t(`field.${key}`), value: <Written as="span">{one[key]}</Written> }] : [];
  return (
    <Panel title={t("title.application")}>
      <Written className="mb-3">{one.account}</Written>
      <DescriptionList
        items={[
          { term: t("field.unit"), value: one.unitName },
          {
            term: t("field.cadres"),
            value: one.cadres
              .map((each) => `${each.name}${m.open}${each.unitName}${each.postTitle}${m.close}`)
              .join(m.list),
          },
          ...said("ruleGap"),
          ...said("publicPurpose"),
          ...(one.isWithoutGain ? [{ term: t("field.isWithoutGain"), value: t("hint.isWithoutGain") }] : []),
          ...said("collectiveDecision"),
          ...(one.witnessName ? [{ term: t("field.witness"), value: one.witnessName }] : []),
          ...(one.matter
            ? [
                {
                  term: t("field.case"),
                  value: (
                    <a href={`/cases/${one.matter.id}`} className="text-accent underline">
                      {one.matter.number} {one.matter.title}
                    </a>
                  ),
                },
              ]
            : []),
          { term: t("field.appliedBy"), value: `${one.applicantName ?? t("hint.office")} ${one.appliedOn}` },
        ]}
      />
    </Panel>
  );
}
