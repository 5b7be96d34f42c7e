import { getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/cadre/print-button";
import { Button, ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import type { ComparisonFilter } from "@/lib/comparison/schema";
import { addressWith } from "@/lib/comparison/table/rules";
import type { Day } from "@/lib/platform/clock";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";

type Props = { viewer: Viewer; filter: ComparisonFilter; position: string | null; asOf: Day; today: Day };

/** What stands beside what, as of which day; what the columns' order means; ways out. */
export async function ComparisonHead({ viewer, filter, position, asOf, today }: Props) {
  const t = await getTranslations("comparison");
  const { on, recorders } = filter;
  const cadres = filter.cadres.join(",");
  const kept = { cadres, position: filter.position, on };
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={position ? t("hint.forPosition", { position }) : t("hint.about")}
        breadcrumbsLabel={t("nav.list")}
        breadcrumbs={[{ label: t("nav.list"), href: addressWith("/cadres", { picked: cadres }) }]}
        actions={
          <>
            <form method="get" action="/compare" className="flex items-center gap-1.5">
              <input type="hidden" name="cadres" value={cadres} />
              {filter.position && <input type="hidden" name="position" value={filter.position} />}
              {recorders && <input type="hidden" name="recorders" value={recorders} />}
              <label htmlFor="as-of" className="text-sm whitespace-nowrap text-ink-soft">
                {t("field.on")}
              </label>
              <input
                id="as-of"
                type="date"
                name="on"
                max={today}
                defaultValue={asOf}
                className="control max-w-[9.5rem]"
              />
              <Button type="submit">{t("action.show")}</Button>
            </form>
            <ButtonLink
              href={addressWith("/compare", { ...kept, recorders: recorders ? undefined : "shown" })}
            >
              {t(recorders ? "action.hideNames" : "action.showNames")}
            </ButtonLink>
            {can(viewer, "comparison.export") && (
              <>
                <ButtonLink href={addressWith("/api/v1/compare/document", kept)} icon="file" download>
                  {t("action.document")}
                </ButtonLink>
                <ButtonLink
                  href={addressWith("/api/v1/compare/document", { ...kept, form: "pdf" })}
                  icon="file"
                  download
                >
                  {t("action.pdf")}
                </ButtonLink>
                <ButtonLink href={addressWith("/api/v1/compare/workbook", kept)} icon="download" download>
                  {t("action.workbook")}
                </ButtonLink>
              </>
            )}
            {can(viewer, "reports.write") && (
              <ButtonLink href={addressWith("/reports", { panel: "new", cadres })}>
                {t("action.report")}
              </ButtonLink>
            )}
            <PrintButton label={t("action.print")} />
          </>
        }
      />
      <p className="-mt-2 mb-3 text-sm text-ink-soft">
        {t("hint.order")} {t("hint.logged")}
        <span className="hidden print:inline"> {t("hint.printed", { day: today, name: viewer.name })}</span>
      </p>
    </>
  );
}
