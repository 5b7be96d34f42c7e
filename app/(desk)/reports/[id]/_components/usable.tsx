import { getTranslations } from "next-intl/server";
import type { ReportPage } from "@/lib/reports/queries";
import { mark } from "@/lib/reports/rules";

/** The register: what may be cited here, and nothing else. */
export async function Usable({ report }: { report: ReportPage }) {
  const t = await getTranslations("reports");
  return (
    <details>
      <summary className="cursor-pointer text-sm text-accent">
        {t("hint.usable", { count: report.citations.length })}
      </summary>
      <ul className="mt-2 flex max-h-64 flex-wrap gap-x-3 gap-y-1 overflow-auto text-sm">
        {report.citations.map(({ label, href }) => (
          <li key={label}>
            <a href={href} className="text-accent underline underline-offset-2">
              {mark(label)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
