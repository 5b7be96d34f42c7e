import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { Appraisal } from "@/lib/appraisals/queries";

/** 平时 and 年度 grades as given, newest first; `children` is the form of who may record one. */
export async function AppraisalsPanel({
  appraisals,
  children,
}: {
  appraisals: Appraisal[];
  children?: React.ReactNode;
}) {
  const t = await getTranslations("appraisals");
  return (
    <Panel title={t("title.panel")} flush>
      <DataTable
        caption={`${t("status.annual")} · ${t("status.routine")}`}
        flush
        rows={appraisals}
        rowKey={(row) => row.id}
        empty={<p className="px-4 py-3.5 text-ink-hint">{t("empty.panel")}</p>}
        columns={[
          {
            key: "period",
            header: t("field.period"),
            width: "11rem",
            nowrap: true,
            cell: ({ year, quarter }) =>
              quarter === null
                ? t("hint.annual", { year: String(year) })
                : t("hint.routine", { year: String(year), quarter }),
          },
          { key: "grade", header: t("field.grade"), width: "7rem", cell: (row) => row.grade },
          { key: "unit", header: t("field.unit"), width: "11rem", minor: true, cell: (row) => row.unitName },
          {
            key: "source",
            header: t("field.source"),
            cell: ({ source, versionNo, reason }) => (
              <>
                {source}
                {versionNo > 1 && (
                  <span className="block text-sm text-ink-soft">
                    {t("hint.corrected", { version: versionNo, reason })}
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
      {children}
    </Panel>
  );
}
