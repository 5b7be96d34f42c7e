import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { sum } from "@/lib/reports/compose/rules";
import type { ReportPage } from "@/lib/reports/queries";
import { bareSentences, sentencesOf } from "@/lib/reports/rules";

/** How it came about, and that no statement stands without a number. */
export async function Facts({ report }: { report: ReportPage }) {
  if (!report.snapshot) return null;
  const t = await getTranslations("reports");
  const texts = report.paragraphs.map(({ text }) => text);
  const { finaliserName, finalisedOn, signerName, signedOn, signNote } = report;
  return (
    <Panel title={t("title.facts")}>
      <DescriptionList
        items={[
          { term: t("field.period"), value: `${report.from} – ${report.to}` },
          { term: t("field.confidentiality"), value: t(`status.level${report.confidentiality}`) },
          {
            term: t("title.citations"),
            value: t("hint.wholeCited", {
              sentences: sum(texts.map((text) => sentencesOf(text).length)),
              citations: report.citations.length,
              bare: sum(texts.map((text) => bareSentences(text).length)),
            }),
          },
          ...(finalisedOn
            ? [
                {
                  term: t("field.finalised"),
                  value: t("hint.finalised", { name: finaliserName ?? "", day: finalisedOn }),
                },
              ]
            : []),
          ...(signedOn
            ? [
                {
                  term: t("field.signed"),
                  value: [
                    t("hint.signed", { name: signerName ?? "", day: signedOn }),
                    signNote && t("hint.signedNote", { note: signNote }),
                  ]
                    .filter(Boolean)
                    .join(" "),
                },
              ]
            : []),
        ]}
      />
      <p className="mt-2 text-sm text-ink-soft">{report.snapshot.scope}</p>
      <p className="no-print mt-1 text-sm text-ink-soft">{t("hint.export")}</p>
    </Panel>
  );
}
