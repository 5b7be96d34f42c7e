import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ColumnPicker } from "@/app/(desk)/_components/column-picker";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { countExported, findExportChoice } from "@/lib/roster/export/queries";
import {
  COLUMNS_AT_FIRST,
  EXPORT_COLUMNS,
  exportScope,
  exportSteps,
  IDENTITY_COLUMN,
  LAYOUTS,
} from "@/lib/roster/export/schema";
import { LRMX_LIMITS } from "@/lib/roster/lrmx/schema";
import { moved } from "@/lib/tables/order/rules";
import { listUnitChoices } from "@/lib/units/queries";
import { ScopeForm } from "./_components/scope-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rosterExport.title");
  return { title: t("page") };
}

export default async function RosterExportPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roster.export");
  // an old link opens with the choice left out
  const params = await searchParams;
  const scope = exportScope.safeParse(params).data ?? {};
  const step = exportSteps.parse(params);
  const t = await getTranslations("rosterExport");
  const tables = await getTranslations("tables");
  const { units, choice, count } = await read(viewer, async (db) => ({
    units: await listUnitChoices(db),
    choice: await findExportChoice(db, viewer.id),
    count: await countExported(db, scope, cityDay(new Date())),
  }));
  const offered = EXPORT_COLUMNS.filter((one) => one !== IDENTITY_COLUMN || can(viewer, "cadres.identity"));
  const last = step.usual ? COLUMNS_AT_FIRST : (choice?.columns ?? COLUMNS_AT_FIRST);
  const ticked = (!step.usual && step.column.length > 0 ? step.column : last).filter((one) =>
    offered.includes(one),
  );
  const chosen = moved(ticked, step.move, 0);
  const layoutNow = step.layout ?? choice?.layout ?? "flat";
  const kept = Object.entries(scope).filter(([, value]) => value);
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.page")} />
      <div className="flex flex-col gap-4">
        <Panel title={t("title.scope")} note={t("hint.count", { count })}>
          <ScopeForm scope={scope} units={units} />
        </Panel>
        <Panel title={t("title.columns")} note={t("hint.columns")}>
          <form method="get" action="/api/v1/roster/workbook" className="flex flex-col gap-4">
            {kept.map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            {/* Enter in a box downloads, and moves nothing */}
            <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only">
              {t("action.workbook")}
            </button>
            <ColumnPicker
              stepsTo="/roster/export"
              name="column"
              columns={offered.map((key) => ({
                key,
                label: t(`field.column.${key}`),
                note: key === IDENTITY_COLUMN ? t("hint.identity") : undefined,
              }))}
              chosen={chosen}
              usual={COLUMNS_AT_FIRST}
              words={{
                list: t("nav.columns"),
                up: tables.raw("action.up"),
                down: tables.raw("action.down"),
                usual: tables("action.usual"),
                count: t.raw("hint.chosen"),
              }}
              className="grid gap-x-6 sm:grid-cols-2 xl:grid-flow-col xl:grid-cols-3 xl:grid-rows-[repeat(11,auto)]"
            />
            <fieldset className="flex flex-wrap items-center gap-3">
              <legend className="mb-1.5 text-sm text-ink-soft">{t("field.layout")}</legend>
              <div className="segments">
                {LAYOUTS.map((layout) => (
                  <label key={layout} className="segment">
                    <input type="radio" name="layout" value={layout} defaultChecked={layout === layoutNow} />
                    {t(`status.${layout}`)}
                  </label>
                ))}
              </div>
            </fieldset>
            <div>
              <Button type="submit" variant="primary" icon="download">
                {t("action.workbook")}
              </Button>
            </div>
          </form>
        </Panel>
        <Panel title="lrmx" note={t("hint.lrmx", { most: LRMX_LIMITS.files })}>
          {count > LRMX_LIMITS.files ? (
            <p className="text-sm text-ink-soft">{t("reason.tooMany")}</p>
          ) : (
            <form method="get" action="/api/v1/roster/lrmx">
              {kept.map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <Button type="submit" icon="download">
                {t("action.lrmx")}
              </Button>
            </form>
          )}
        </Panel>
      </div>
    </>
  );
}
