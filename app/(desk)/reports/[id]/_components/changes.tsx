import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import type { ReportPage } from "@/lib/reports/queries";
import { labelsIn, mark } from "@/lib/reports/rules";

/** 冻结后有变化: which citations fell, and in which paragraphs they stand; the text stays as it was (rule 3). */
export async function Changes({ report }: { report: ReportPage }) {
  if (report.changes.length === 0 || !report.snapshot) return null;
  const t = await getTranslations("reports");
  const hrefOf = new Map(report.citations.map(({ label, href }) => [label, href]));
  return (
    <Notice kind="caution" title={t("title.changes")}>
      <p>{t("hint.changes", { count: report.changes.length })}</p>
      <ul className="mt-1.5 flex flex-col gap-1" data-changes>
        {report.changes.map(({ label, change }) => {
          const [first] = report.paragraphs.filter(({ text }) => labelsIn(text).includes(label));
          return (
            <li key={label} className="flex flex-wrap gap-x-2">
              <a href={hrefOf.get(label) ?? "#"} className="text-accent underline underline-offset-2">
                {mark(label)}
              </a>
              {t(`status.${change}`)}
              {first && (
                <a href={`#p${first.position}`} className="text-accent underline underline-offset-2">
                  {t("action.open")}
                  <span className="sr-only"> {first.position}</span>
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
